//! "Take it with you": the whole record, or what was chosen of it, in one file.

mod by_carer;
pub mod calendar;
pub mod choice;
pub mod chunks;
pub mod contents;
mod form;
pub mod ips;
mod page;
mod paper;
mod report;
#[cfg(test)]
mod carer_tests;
#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Kinds, SourceState};
use crate::journeys::record::all::entries_of;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{self, AppState, Outcome, PageError, Reader, page_with_status};
use by_carer::ByCarer;
use choice::Format;
use chunks::Chunks;
use contents::Contents;
use form::DownloadForm;
use page::{StillWaiting, TakeItWithYou};
use paper::{HtmlPaper, TextPaper};

/// A file that a browser opened after all may show itself, and load and run nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; \
                      base-uri 'none'; sandbox";

/// `/download`: the form.
///
/// # Errors
/// [`PageError::NotFound`] where nothing of the record may be seen.
pub async fn show(reader: Reader, permit: Permit) -> Outcome {
    let seen = seen(&permit)?;
    Ok(form_page(&reader, &permit, DownloadForm::default().of_what_is(seen), FormState::default()))
}

/// The kinds of which something may be seen. Of the others whoever acts for a patient chooses none and reads nothing.
fn seen(permit: &Permit) -> Result<Kinds, PageError> {
    let seen = permit.seen_of(Kinds::in_record());
    if seen.is_empty() { Err(PageError::NotFound) } else { Ok(seen) }
}

/// Makes the file; or says what is wrong with the form, or who is still waited for.
///
/// # Errors
/// As [`show`]; when the form cannot be read, or nothing may be shown, because the access log or our database does not
/// answer.
pub async fn make(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let Form(fields) = fields.map_err(|rejection| super::log_in::unreadable(&rejection))?;
    let form = DownloadForm::read(&fields).of_what_is(seen(&permit)?);
    let chosen = match form.chosen(reader.locale()) {
        Ok(chosen) => chosen,
        Err(state) => return Ok(form_page(&reader, &permit, form, state)),
    };
    let everything = entries_of(&app.gather, &permit, chosen.kinds, Purpose::Download).await?;
    let (locale, now) = (reader.locale(), app.clock.now());
    let waiting = everything.sources.iter().filter(|source| source.state == SourceState::Waiting);
    let names: Vec<String> = waiting.map(|source| source.organisation.name.clone()).collect();
    if !form.now && !names.is_empty() {
        let frame = reader.frame(t!(locale, "Your file is not whole yet")).for_person(permit.subject());
        let frame = frame.back("/download", t!(locale, "Back")).waiting_for(&everything.sources);
        let (kinds, acting) = (chosen.kinds, reader.acting_for());
        return Ok(web::page(frame, view! { <StillWaiting locale names kinds form acting /> }));
    }
    let format = chosen.format;
    let by_carer = ByCarer::of(&app, &permit, locale).await?;
    let contents = Contents::new(locale, now, permit.subject().clone(), chosen, everything);
    let contents = contents.made_by(by_carer);
    // A long record takes a while: other requests go on meanwhile.
    let file = tokio::task::spawn_blocking(move || file(&contents)).await.map_err(PageError::internal)?;
    Ok(answer(format, file))
}

/// The file itself.
pub fn file(contents: &Contents) -> Chunks {
    match contents.chosen.format {
        Format::Html => report::write::<HtmlPaper>(contents),
        Format::Text => report::write::<TextPaper>(contents),
        Format::Summary => ips::write(contents),
        Format::Calendar => calendar::write(contents),
    }
}

fn answer(format: Format, file: Chunks) -> Response {
    let mut response = file.into_body().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = format!("attachment; filename=\"{}\"", format.file_name());
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

fn form_page(reader: &Reader, permit: &Permit, form: DownloadForm, state: FormState) -> Response {
    let (locale, acting) = (reader.locale(), reader.acting_for());
    let seen = permit.seen_of(Kinds::in_record());
    let title = t!(locale, "Take your record with you");
    let back = if acting.is_some() { "/" } else { "/record" };
    let frame = reader.frame(title).for_person(permit.subject());
    let frame = frame.back(back, t!(locale, "Your health record")).with_errors_of(&state);
    page_with_status(state.status(), frame, view! { <TakeItWithYou locale form state seen acting /> })
}
