//! `/record/letters/{id}/file`: the letter itself, where it is a file: shown, saved, or refused with a reason.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use leptos::prelude::*;

use super::clean::{MOST_READ, decoded};
use super::entry_words::file as file_words;
use super::page::{CannotOpen, LetterHtml, LetterText, MarkUnread, not_opened, too_large};
use super::pages::mark_read;
use crate::access::{Permit, Purpose};
use crate::connectors::{ConnectorError, LetterFile};
use crate::domain::{EntryId, FileKind, Held, Letter, Organisation};
use crate::gather::{FileAsked, WhatCame};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::entry_words::as_heading;
use crate::journeys::record::opened;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::{Locale, isolated};

/// A picture loads and runs nothing, wherever it is opened.
const POLICY: &str =
    "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// # Errors
/// [`PageError::NotFound`] where there is no such letter or no file of it; as [`opened`] otherwise.
pub async fn file(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    let FileAsked::Of(held, came) = asked_for(&app, &permit, id).await? else {
        return Err(PageError::NotFound);
    };
    let largest = app.gather.largest_file();
    let shown = Answering { app: &app, permit: &permit, reader: &reader, held: &held };
    match came {
        WhatCame::File(file) => shown.file(file).await,
        WhatCame::NotOpenedHere => {
            let why = not_opened(reader.locale(), file_words(reader.locale(), &held.entry));
            Ok(shown.cannot(StatusCode::UNPROCESSABLE_ENTITY, why))
        }
        WhatCame::Failed(ConnectorError::TooLarge) => {
            let why = too_large(reader.locale(), held.entry.file_size, largest);
            Ok(shown.cannot(StatusCode::UNPROCESSABLE_ENTITY, why))
        }
        WhatCame::Failed(_) => Ok(shown.not_given()),
    }
}

/// The file from its holder, once it is written down who opens it.
pub(super) async fn asked_for(
    app: &AppState,
    permit: &Permit,
    id: Option<EntryId>,
) -> Result<FileAsked, PageError> {
    let id = id.ok_or(PageError::NotFound)?;
    opened(permit, app.gather.letter_file(permit, id).await, Purpose::File).await
}

/// One letter's file on its way to whoever asked for it.
pub(super) struct Answering<'a> {
    pub app: &'a AppState,
    pub permit: &'a Permit,
    pub reader: &'a Reader,
    pub held: &'a Held<Letter>,
}

impl Answering<'_> {
    async fn file(&self, file: LetterFile) -> Outcome {
        let Some(kind) = self.kind(&file) else { return Ok(self.is_something_else()) };
        if kind.is_text() {
            return self.text(kind, file).await;
        }
        mark_read(self.app, self.permit, self.held).await?;
        Ok(streamed("letter", kind, file))
    }

    /// What it is, where it is what it is said to be.
    pub(super) fn kind(&self, file: &LetterFile) -> Option<FileKind> {
        let labels = [self.held.entry.file_type.as_deref(), file.file_type.as_deref()];
        FileKind::of(file.start(), labels.map(FileKind::labelled))
    }

    /// Text and HTML are read as a whole and stand in a page of ours.
    async fn text(&self, kind: FileKind, file: LetterFile) -> Outcome {
        let locale = self.reader.locale();
        let bytes = match file.read_whole(MOST_READ).await {
            Ok(bytes) => bytes,
            Err(ConnectorError::TooLarge) => {
                let why = too_large(locale, self.held.entry.file_size, MOST_READ as u64);
                return Ok(self.cannot(StatusCode::UNPROCESSABLE_ENTITY, why));
            }
            Err(why) => {
                tracing::warn!(source = %self.source(), %why, "a letter's file broke off");
                return Ok(self.not_given());
            }
        };
        mark_read(self.app, self.permit, self.held).await?;
        let text = decoded(&bytes);
        let heading = as_heading(&self.held.entry.title);
        let (id, is_own) = (self.held.id, self.permit.is_the_patients_own());
        let content = match kind {
            FileKind::Html => view! { <LetterHtml locale html=text /> }.into_any(),
            _ => view! { <LetterText text /> }.into_any(),
        };
        let frame = self.frame(t!(locale, "Letter or document")).to_read();
        Ok(page(
            frame,
            view! {
                <h1 dir="auto">{heading}</h1>
                <h2>{t!(locale, "What the letter says")}</h2>
                {content}
                {is_own.then(|| view! { <MarkUnread locale id /> })}
            },
        ))
    }

    /// It is not what it is said to be, such as a PDF that claims to be a picture.
    fn is_something_else(&self) -> Response {
        let locale = self.reader.locale();
        let source = self.source();
        tracing::warn!(source, "a letter's file is not what it is said to be");
        metrics::counter!("front_door_odd_files_total", "source" => source).increment(1);
        let why = t!(locale, "This file is not what it is said to be, so we do not open it.");
        self.cannot(StatusCode::BAD_GATEWAY, why.into_owned())
    }

    fn cannot(&self, status: StatusCode, why: String) -> Response {
        let locale = self.reader.locale();
        let heading = t!(locale, "You cannot open this letter here");
        let holder = self.holder();
        let content = view! {
            <h1>{heading.clone()}</h1>
            <CannotOpen locale why holder />
        };
        page_with_status(status, self.frame(heading), content)
    }

    pub(super) fn not_given(&self) -> Response {
        let locale = self.reader.locale();
        let frame = self.frame(t!(locale, "We could not get this letter"));
        let holder = self.holder();
        let content = view! { {holder.map(|holder| view! { <NotGiven locale holder /> })} };
        page_with_status(StatusCode::BAD_GATEWAY, frame, content)
    }

    pub(super) fn frame(&self, title: Words) -> crate::web::Frame {
        let back = back(self.held.id);
        self.reader
            .frame(title)
            .for_person(self.permit.subject())
            .back(back, t!(self.reader.locale(), "Back to the letter"))
    }

    pub(super) fn holder(&self) -> Option<Organisation> {
        self.held.holders.first().map(|holder| (*holder.organisation).clone())
    }

    pub(super) fn source(&self) -> String {
        self.holder().map(|holder| holder.ods_code.to_string()).unwrap_or_default()
    }
}

fn back(id: EntryId) -> String {
    format!("/record/letters/{id}")
}

/// As it comes, under a name that says nothing about the person: a saved file may stay on a shared computer. A PDF is
/// always saved: browsers run what PDFs hold in a viewer of their own.
pub fn streamed(name: &str, kind: FileKind, file: LetterFile) -> Response {
    let how = if kind.is_picture() { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{name}.{}\"", kind.ending());
    let size = file.size;
    let mut response = Response::new(Body::from_stream(file.into_stream()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if let Some(size) = size {
        headers.insert(header::CONTENT_LENGTH, size.into());
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

    fn headers(kind: FileKind) -> [String; 3] {
        let file = LetterFile::whole(None, b"%PDF-1.4".to_vec(), Default::default());
        let response = streamed("letter", kind, file);
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        [header("content-type"), header("content-disposition"), header("content-security-policy")]
    }

    #[test]
    fn a_pdf_is_saved_and_a_picture_is_shown_and_neither_can_do_anything() {
        let [shown, disposition, policy] = headers(FileKind::Pdf);
        assert_eq!((&*shown, &*disposition), ("application/pdf", "attachment; filename=\"letter.pdf\""));
        assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
        let [shown, disposition, policy] = headers(FileKind::Png);
        assert_eq!((&*shown, &*disposition), ("image/png", "inline; filename=\"letter.png\""));
        assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    }
}
