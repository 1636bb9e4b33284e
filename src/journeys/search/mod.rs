//! Searching everything. The words are posted, and the page of what was found stands under a random id that is good for
//! one log-in: no health word stands in an address, and Back and reload work.

mod form;
pub mod found;
mod page;
#[cfg(test)]
mod tests;
pub mod words;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;

use crate::access::{Permit, Purpose};
use crate::domain::{Kind, Kinds};
use crate::journeys::record::all::entries_of;
use crate::store::SearchId;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page_made, page_with_status};
use crate::words::Locale;
use form::SearchForm;
use found::{Part, Reading, found};
use page::{NoSuchSearch, SearchPage, SearchResults};
pub use page::{SearchBox, search_words};
use words::Wanted;

/// `/search`: the form alone.
///
/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, permit: Permit) -> Outcome {
    Ok(form_page(&reader, &permit, FormState::default()))
}

/// Keeps what is searched for and goes to the page of what is found, or says what is wrong with it.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    session: Session,
    form: Result<Form<SearchForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| super::log_in::unreadable(&rejection))?;
    if let Some(problem) = form.problem() {
        let mut state = FormState::default().keep("words", form.words());
        state.wrong("words", problem.message(reader.locale()));
        return Ok(form_page(&reader, &permit, state));
    }
    let session = session.id().ok_or(PageError::NotLoggedIn)?;
    let kept = app.searches.keep(&session, permit.subject().id, form.words(), app.clock.now()).await;
    let id = kept.map_err(PageError::internal)?;
    Ok(Redirect::to(&format!("/search/{id}")).into_response())
}

/// `/search/{id}`: what is found now.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn results(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    session: Session,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Outcome {
    let id = id.ok().and_then(|Path(id)| SearchId::parse(&id));
    let words = match (session.id(), id) {
        (Some(session), Some(id)) => {
            let kept = app.searches.find(&session, permit.subject().id, id).await;
            kept.map_err(PageError::internal)?.map(|words| (id, words))
        }
        _ => None,
    };
    let Some((id, words, wanted)) =
        words.and_then(|(id, words)| Wanted::read(&words).map(|wanted| (id, words, wanted)))
    else {
        return Ok(no_such_search(&reader, &permit));
    };
    let kinds = permit.seen_of(Kinds::in_record());
    let everything = entries_of(&app.gather, &permit, kinds, Purpose::Search).await?;
    let (locale, now, part) = (reader.locale(), app.clock.now(), part(query.as_deref().unwrap_or_default()));
    let found = found(Reading { locale, now, practice: reader.practice_mode() }, &everything, &wanted, &part);
    let status = if found.page.is_ok() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let frame = reader.frame(t!(locale, "Search results")).for_person(permit.subject());
    let acting = reader.acting_for().is_some();
    let frame = frame.back("/record", record_words(locale)).waiting_for(&everything.sources);
    let facts = SearchPage { locale, now, id, words, part, found, sources: everything.sources };
    Ok(page_made(status, frame, || view! { <SearchResults facts acting /> }))
}

/// `?kind=medicines&page=2`; the rest is passed over.
fn part(query: &str) -> Part {
    let mut part = Part::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "kind" => part.kind = Kind::from_slug(&value),
            "page" => part.page = Some(value.into_owned()),
            _ => {}
        }
    }
    part
}

fn form_page(reader: &Reader, permit: &Permit, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(page::search_words(locale)).for_person(permit.subject());
    let frame = frame.back("/record", record_words(locale)).with_errors_of(&form);
    page_with_status(form.status(), frame, view! { <page::SearchForm locale form /> })
}

fn record_words(locale: Locale) -> Words {
    t!(locale, "Your health record")
}

/// The same page for a search that has ended, somebody else's, and nonsense.
fn no_such_search(reader: &Reader, permit: &Permit) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "We cannot find this search")).for_person(permit.subject());
    let frame = frame.back("/record", record_words(locale));
    page_with_status(StatusCode::NOT_FOUND, frame, view! { <NoSuchSearch locale /> })
}
