//! `/record/letters/{id}/file`: the letter itself, where it is a file.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{LetterFile, Organisation};
use crate::gather::{FileAsked, Gather};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::opened;
use crate::t;
use crate::web::{Outcome, PageError, Reader, page_with_status};
use crate::words::{Locale, isolated};

/// A file may show itself in the browser, and load and run nothing. (`sandbox` would keep browsers from showing PDF.)
const POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// # Errors
/// [`PageError::NotFound`] where there is no such letter or no file of it; as [`opened`] otherwise.
pub async fn file(
    State(gather): State<Gather>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    let id = id.ok_or(PageError::NotFound)?;
    match opened(&permit, gather.letter_file(&permit, id).await, Purpose::File).await? {
        FileAsked::NoSuchFile => Err(PageError::NotFound),
        FileAsked::Brought(file) => Ok(answer(file)),
        FileAsked::Failed { holder, .. } => {
            let frame = reader.frame(t!(reader.locale, "We could not get this letter"));
            let frame = frame.for_person(permit.subject());
            let frame = frame.back(format!("/record/letters/{id}"), t!(reader.locale, "Back to the letter"));
            let locale = reader.locale;
            let content = view! { <NotGiven locale holder=(*holder).clone() /> };
            Ok(page_with_status(StatusCode::BAD_GATEWAY, frame, content))
        }
    }
}

/// What browsers may show: told by the file's own first bytes, for a wrong type must not become a page.
fn shown_as(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: [(&[u8], &str, &str); 3] = [
        (b"%PDF-", "application/pdf", "letter.pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "letter.png"),
        (b"\xff\xd8\xff", "image/jpeg", "letter.jpg"),
    ];
    let known = KNOWN.iter().find(|(start, ..)| bytes.starts_with(start));
    known.map(|(_, file_type, name)| (*file_type, *name))
}

/// The name of a file that the browser saves rather than shows.
fn saved_as(file_type: &str) -> &'static str {
    match file_type.split(';').next().unwrap_or_default().trim() {
        "application/msword" => "letter.doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "letter.docx",
        "application/rtf" | "text/rtf" => "letter.rtf",
        "image/tiff" => "letter.tiff",
        "text/plain" => "letter.txt",
        _ => "letter",
    }
}

/// The file's name says nothing about the person: it may stay on a shared computer.
fn answer(file: LetterFile) -> Response {
    let (file_type, disposition) = match shown_as(&file.bytes) {
        Some((file_type, name)) => (file_type, format!("inline; filename=\"{name}\"")),
        None => {
            let name = saved_as(&file.file_type);
            ("application/octet-stream", format!("attachment; filename=\"{name}\""))
        }
    };
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

#[component]
fn NotGiven(locale: Locale, holder: Organisation) -> impl IntoView {
    let Organisation { name, phone, .. } = holder;
    view! {
        <h1>{t!(locale, "We could not get this letter")}</h1>
        <p>{t!(locale, "{name} did not give us the file just now.", name = isolated(&name))}</p>
        <p>{t!(locale, "Try again in a few minutes, or ask {name}.", name = isolated(&name))}</p>
        {phone.map(|number| view! { <p><Phone phone=(name, number) /></p> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(file_type: &str, bytes: &[u8]) -> [String; 2] {
        let response = answer(LetterFile { file_type: file_type.to_owned(), bytes: bytes.to_vec() });
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        [header("content-type"), header("content-disposition")]
    }

    #[test]
    fn a_pdf_is_shown_in_the_browser() {
        let shown = headers("application/pdf", b"%PDF-1.4");
        assert_eq!(shown, ["application/pdf", "inline; filename=\"letter.pdf\""]);
    }

    #[test]
    fn a_file_is_what_its_bytes_are_and_never_a_page() {
        for (file_type, bytes) in
            [("application/pdf", &b"<html>"[..]), ("text/html", b"<script>"), ("image/svg+xml", b"<svg/>")]
        {
            let [shown, disposition] = headers(file_type, bytes);
            assert_eq!(shown, "application/octet-stream", "{file_type}");
            assert!(disposition.starts_with("attachment;"), "{file_type}");
        }
        assert_eq!(headers("text/html", b"%PDF-1.7")[0], "application/pdf");
    }
}
