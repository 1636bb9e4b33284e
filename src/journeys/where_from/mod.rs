//! Where a person's information comes from.

mod form;
mod page;
pub mod said;
pub mod standing;
mod waiting;

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Kinds, OdsCode, Organisation, Setting};
use crate::journeys::notices::notices_of;
use crate::store::Basis;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};
use form::{PlaceForm, Wish};
use page::WhereFromFacts;
use standing::Standing;
pub use waiting::still_waiting;

/// Every organisation and how it stands.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    // Whoever acts for somebody learns of the organisations that were given, on their own first page.
    if permit.is_limited() {
        return Ok(Redirect::to("/").into_response());
    }
    let facts = facts(&app, &permit, FormState::default()).await?;
    Ok(answer(&app, &reader, &permit, StatusCode::OK, facts))
}

/// Adds a place where the person has been, or takes it back.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    form: Result<Form<PlaceForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| super::log_in::unreadable(&rejection))?;
    let person = permit.subject().id;
    let stored = match form.wish(app.gather.connected().map(|organisation| &**organisation)) {
        Some(Wish::Ask(code)) => {
            noted(&permit, &code, Purpose::PlaceAdded).await?;
            app.known_to.add(person, &code, Basis::Added, app.clock.now()).await
        }
        Some(Wish::TakeBack(code)) => {
            noted(&permit, &code, Purpose::PlaceTakenBack).await?;
            app.known_to.remove(person, &code, Basis::Added).await
        }
        None => {
            let mut form = FormState::default();
            form.wrong("ods_code", t!(reader.locale(), "Choose a place from the list"));
            let facts = facts(&app, &permit, form).await?;
            return Ok(answer(&app, &reader, &permit, StatusCode::UNPROCESSABLE_ENTITY, facts));
        }
    };
    stored.map_err(PageError::internal)?;
    app.gather.person_changed(person);
    Ok(Redirect::to("/where-from").into_response())
}

async fn noted(permit: &Permit, place: &OdsCode, purpose: Purpose) -> Result<(), PageError> {
    let place = std::slice::from_ref(place);
    permit.note(place, Kinds::NONE, purpose).await.map_err(|_| PageError::CannotDisclose)
}

async fn facts(app: &AppState, permit: &Permit, form: FormState) -> Result<WhereFromFacts, PageError> {
    let sealed = app.gather.everything(permit).await.map_err(PageError::internal)?;
    let everything =
        permit.disclose(sealed, Purpose::WhereFrom).await.map_err(|_| PageError::CannotDisclose)?;
    let known = app.known_to.list(permit.subject().id).await.map_err(PageError::internal)?;
    let added = known.into_iter().filter(|(_, basis)| *basis == Basis::Added).map(|(code, _)| code);
    let standings = standing::standings(&everything);
    let others = others(app.gather.connected(), &standings);
    Ok(WhereFromFacts {
        now: app.clock.now(),
        standings,
        added: added.collect::<Vec<OdsCode>>(),
        others,
        form,
    })
}

/// The connected organisations that are not asked about this person, and where people go.
fn others<'a>(
    connected: impl Iterator<Item = &'a Arc<Organisation>>,
    standings: &[Standing],
) -> Vec<Arc<Organisation>> {
    let stands = |organisation: &Organisation| {
        standings.iter().any(|standing| standing.organisation.ods_code == organisation.ods_code)
    };
    let is_a_place = |organisation: &Organisation| organisation.setting != Setting::National;
    connected.filter(|organisation| is_a_place(organisation) && !stands(organisation)).cloned().collect()
}

fn answer(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    status: StatusCode,
    facts: WhereFromFacts,
) -> Response {
    let locale = reader.locale();
    let organisations = facts.standings.iter().map(|standing| &*standing.organisation);
    let notices = notices_of(&app.notices, facts.now, organisations);
    let frame = reader
        .frame(t!(locale, "Where your information comes from"))
        .for_person(permit.subject())
        .back("/", t!(locale, "Back"))
        .with_errors_of(&facts.form)
        .with_notices(notices);
    page_with_status(status, frame, view! { <page::WhereFrom locale facts /> })
}
