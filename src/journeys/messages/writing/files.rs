//! A file to go with a message: one at a time, of a few kinds that are told by their own first bytes, up to a size.

use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::PathRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use uuid::Uuid;

use super::{Begun, begun, patient, writer};
use crate::access::Permit;
use crate::domain::{FileKind, Label, MOST_FILE_BYTES, MOST_FILES, NewFile};
use crate::t;
use crate::web::components::{Button, ErrorSummary};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page_with_status};
use crate::words::Locale;

/// The most letters of a file's name.
const MOST_NAME: usize = 100;

/// Why a file does not go with a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotThisFile {
    NoneChosen,
    Empty,
    /// By its bytes it is none of the kinds, whatever it is called.
    OtherKind,
    TooLarge,
    TooMany,
}

impl NotThisFile {
    pub fn message(self, locale: Locale) -> Words {
        match self {
            Self::NoneChosen => t!(locale, "Choose a file"),
            Self::Empty => t!(locale, "The file you chose is empty. Choose another file"),
            Self::OtherKind => t!(locale, "The file must be a photo (JPG or PNG) or a PDF"),
            Self::TooLarge => t!(locale, "All files of a message together must be smaller than 5MB"),
            Self::TooMany => t!(locale, "A message can have up to 3 files. Take one away first"),
        }
    }
}

/// `/messages/drafts/{id}/files`: choose a file.
///
/// # Errors
/// [`PageError::NotFound`] for a draft that is nobody's or somebody else's.
pub async fn choose(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    begun(&app, &permit, id).await?;
    Ok(shown(&reader, &permit, id, FormState::default()))
}

/// Puts the file that was chosen to the message.
///
/// # Errors
/// As [`choose`]; and when what was sent cannot be read, or it is not stored.
pub async fn add(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    sent: Result<Multipart, MultipartRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let begun = begun(&app, &permit, id).await?;
    let sent = sent.map_err(|_| PageError::BadRequest)?;
    let (name, bytes) = read_file(sent).await?;
    match checked(&begun, &name, &bytes) {
        Ok(file) => {
            let place = begun.files.iter().map(|(place, _)| place + 1).max().unwrap_or(1);
            let stored = app.drafts.add_file(writer(&permit), id, place, &file).await;
            stored.map_err(PageError::internal)?;
            Ok(Redirect::to(&format!("/messages/drafts/{id}")).into_response())
        }
        Err(why) => {
            let mut state = FormState::default();
            state.wrong("file", why.message(reader.locale()));
            Ok(shown(&reader, &permit, id, state))
        }
    }
}

/// The one file of the form; no name and no bytes where none was chosen.
///
/// # Errors
/// When what was sent cannot be read, or is too large.
pub async fn read_file(mut sent: Multipart) -> Result<(String, Vec<u8>), PageError> {
    let unreadable = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        _ => PageError::BadRequest,
    };
    while let Some(field) = sent.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return Ok((name, field.bytes().await.map_err(unreadable)?.to_vec()));
        }
    }
    Ok((String::new(), Vec::new()))
}

fn checked(begun: &Begun, name: &str, bytes: &[u8]) -> Result<NewFile, NotThisFile> {
    file_of(&begun.files, name, bytes)
}

/// A file beside these others, if it may go with them.
///
/// # Errors
/// Why it may not.
pub fn file_of(others: &[(i64, NewFile)], name: &str, bytes: &[u8]) -> Result<NewFile, NotThisFile> {
    let size_of_others: u64 = others.iter().map(|(_, file)| file.size).sum();
    let size = bytes.len() as u64;
    if bytes.is_empty() {
        return Err(if name.is_empty() { NotThisFile::NoneChosen } else { NotThisFile::Empty });
    }
    if others.len() >= MOST_FILES {
        return Err(NotThisFile::TooMany);
    }
    if size_of_others + size > MOST_FILE_BYTES as u64 {
        return Err(NotThisFile::TooLarge);
    }
    let kind = kind_of(bytes).ok_or(NotThisFile::OtherKind)?;
    Ok(NewFile {
        title: plain_name(name, kind),
        file_type: kind.media_type().to_owned(),
        size,
        data: STANDARD.encode(bytes),
    })
}

/// What it is by its own bytes; neither its name nor what the browser calls it is asked.
pub fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    let kind = FileKind::of(bytes, [Label::Blank])?;
    matches!(kind, FileKind::Pdf | FileKind::Png | FileKind::Jpeg).then_some(kind)
}

/// The last part of a path, without signs that could be taken for anything else, ending as its kind does.
fn plain_name(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let fits = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '(' | ')');
    let stem: String = stem.chars().filter(fits).take(MOST_NAME).collect();
    let stem = stem.trim();
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, kind.ending())
}

fn shown(reader: &Reader, permit: &Permit, id: Uuid, state: FormState) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "Add a photo or a file");
    let frame = reader
        .frame(title.clone())
        .for_person(permit.subject())
        .back(format!("/messages/drafts/{id}"), t!(locale, "Back to your message"))
        .with_errors_of(&state);
    let patient = patient(permit);
    page_with_status(state.status(), frame, view! { <Choose locale title id state patient /> })
}

#[component]
fn Choose(
    locale: Locale,
    title: Words,
    id: Uuid,
    state: FormState,
    /// The patient's name, where somebody acts for them.
    patient: Option<String>,
) -> impl IntoView {
    let add = match patient {
        None => t!(locale, "Add this file"),
        Some(name) => t!(locale, "Add this file for {name}", name = name),
    };
    let error = state.error("file");
    let described = if error.is_some() { "file-hint file-error" } else { "file-hint" };
    let group = match error.is_some() {
        true => "nhsuk-form-group nhsuk-form-group--error",
        false => "nhsuk-form-group",
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <form
                    action=format!("/messages/drafts/{id}/files")
                    method="post"
                    enctype="multipart/form-data"
                    novalidate
                >
                    <div class=group>
                        <h1 class="nhsuk-label-wrapper">
                            <label class="nhsuk-label nhsuk-label--l" for="file">{title}</label>
                        </h1>
                        <div class="nhsuk-hint" id="file-hint">
                            {t!(locale, "A photo (JPG or PNG) or a PDF. Up to 3 files, together smaller than 5MB.")}
                        </div>
                        {error
                            .map(|error| {
                                view! {
                                    <span class="nhsuk-error-message" id="file-error">
                                        <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                                        {error}
                                    </span>
                                }
                            })}
                        <input
                            class="file-input"
                            id="file"
                            name="file"
                            type="file"
                            accept="image/jpeg,image/png,application/pdf"
                            aria-describedby=described
                        />
                    </div>
                    <p>{t!(locale, "Look at the photo first: it may show more than you want to send.")}</p>
                    <Button text=add />
                </form>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{OdsCode, Organisation, Setting};
    use crate::journeys::messages::writing::Written;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

    fn begun(files: &[u64]) -> Begun {
        let code = OdsCode::parse("RXX").expect("a code");
        let file = |size: &u64| NewFile {
            title: String::new(),
            file_type: String::new(),
            size: *size,
            data: String::new(),
        };
        let to = Organisation {
            ods_code: code.clone(),
            name: "Riverside".into(),
            setting: Setting::Hospital,
            phone: None,
            records_start: None,
        };
        let files = files.iter().map(|size| (1, file(size))).collect();
        Begun { id: Uuid::nil(), to: to.into(), written: Written::new(code), files }
    }

    fn why_not(files: &[u64], name: &str, bytes: &[u8]) -> Option<NotThisFile> {
        checked(&begun(files), name, bytes).err()
    }

    #[test]
    fn a_file_is_what_its_bytes_say_whatever_it_is_called() {
        let file = checked(&begun(&[]), "holiday.exe", PNG).expect("a picture");
        assert_eq!((file.title.as_str(), file.file_type.as_str()), ("holiday.png", "image/png"));
        for other in
            [&b"MZ\x90"[..], b"<svg xmlns=", b"<!doctype html>", b"GIF89a", b"just words", b"PK\x03\x04"]
        {
            assert_eq!(why_not(&[], "scan.png", other), Some(NotThisFile::OtherKind));
        }
    }

    #[test]
    fn nothing_empty_too_many_and_too_large_are_told_apart() {
        assert_eq!(why_not(&[], "", b""), Some(NotThisFile::NoneChosen));
        assert_eq!(why_not(&[], "scan.png", b""), Some(NotThisFile::Empty));
        assert_eq!(why_not(&[1, 1, 1], "scan.png", PNG), Some(NotThisFile::TooMany));
        let most = MOST_FILE_BYTES as u64;
        assert_eq!(why_not(&[most], "scan.png", PNG), Some(NotThisFile::TooLarge));
        assert_eq!(why_not(&[most - PNG.len() as u64], "scan.png", PNG), None);
    }

    #[test]
    fn a_name_is_only_a_name() {
        for (name, plain) in [
            ("C:\\Users\\Sam\\Desktop\\knee.jpeg", "knee.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("ركبة 1.jpg", "ركبة 1.jpg"),
            ("<b>\"\u{202e}gpj.exe", "bgpj.jpg"),
            ("", "file.jpg"),
            (".jpg", "file.jpg"),
        ] {
            assert_eq!(plain_name(name, FileKind::Jpeg), plain, "{name}");
        }
    }
}
