//! What is due, and the exact search for one patient: openly, or quietly for somebody's safety.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::page::{Add, Front};
use super::{HERE, form};
use crate::access::{AccessTeam, CareVisit, FoundPatient};
use crate::domain::{GrantId, GrantState, Needs, NhsNumber};
use crate::journeys::log_in::must_wait;
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::frame;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, form_page};

/// The fields of a date of birth.
pub const BORN: [&str; 3] = ["born-day", "born-month", "born-year"];
/// Why a patient is looked for.
pub const OPENLY: &str = "openly";
pub const QUIETLY: &str = "quietly";

/// What is due, and the form.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: AccessTeam) -> Outcome {
    front(&app, &reader, &by, FormState::default()).await
}

/// Finds one patient, and goes to their page.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn find(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    by: AccessTeam,
    sent: Sent,
) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let mut state = FormState::default();
    for name in ["nhs-number", "how", "why"].into_iter().chain(BORN) {
        state = state.keep(name, fields.one(name));
    }
    let number = NhsNumber::parse(fields.one("nhs-number")).ok();
    if number.is_none() {
        state.wrong("nhs-number", t!(locale, "Enter the whole NHS number. It has 10 digits"));
    }
    let born = fields.born(BORN);
    if born.is_none() {
        state.wrong(BORN[0], t!(locale, "Enter the date of birth, like 27 3 1968"));
    }
    let why = fields.one("why");
    let quietly = match fields.one("how") {
        QUIETLY if why.is_empty() => {
            state.wrong("why", t!(locale, "Enter why nobody is to know of it"));
            None
        }
        QUIETLY => Some(why.into()),
        OPENLY => None,
        _ => {
            state.wrong("how", t!(locale, "Choose if the patient may know of it"));
            None
        }
    };
    if form::is_long(why) {
        state.wrong("why", form::too_long(locale));
    }
    let (Some(number), Some(born), true) = (number, born, state.is_ok()) else {
        return front(&app, &reader, &by, state).await;
    };
    let found = app.access.find_patient(&by, number, born, address).await;
    match found.map_err(PageError::internal)? {
        FoundPatient::Yes(patient) => {
            let visit = CareVisit { patient: patient.id, quietly };
            app.access.look_at_carers(&by, &visit, &patient).await?;
            let id = app.care_visits.keep(&by, visit);
            return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response());
        }
        FoundPatient::NotHere => state.wrong(
            "nhs-number",
            t!(locale, "Nobody with this number and date of birth is known here. Check both"),
        ),
        FoundPatient::Wait(wait) => must_wait(&mut state, "nhs-number", locale, wait),
    }
    front(&app, &reader, &by, state).await
}

/// Opens the page of whoever one of the due lines is about. It is written down that staff looked.
///
/// # Errors
/// When the line is none of theirs, or nothing can be written down.
pub async fn open_due(State(app): State<AppState>, by: AccessTeam, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let id = GrantId::parse(fields.one("grant")).ok_or(PageError::NotFound)?;
    let lines = app.access.given_here(&by).await.map_err(PageError::internal)?;
    let found = lines.into_iter().find(|(_, kept, _)| kept.id == id);
    let (_, _, patient) = found.ok_or(PageError::NotFound)?;
    let visit = CareVisit { patient: patient.id, quietly: None };
    app.access.look_at_carers(&by, &visit, &patient).await?;
    let visit = app.care_visits.keep(&by, visit);
    Ok(Redirect::to(&format!("{HERE}/{visit}/grants/{id}")).into_response())
}

/// The form for a patient who has never used Front Door.
pub async fn ask_to_add(State(app): State<AppState>, reader: Reader, by: AccessTeam) -> Response {
    add_page(&app, &reader, &by, FormState::default())
}

/// Writes them down, and goes to their page.
///
/// # Errors
/// When the form cannot be read, or nothing can be stored.
pub async fn add(State(app): State<AppState>, reader: Reader, by: AccessTeam, sent: Sent) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let mut state = FormState::default();
    for name in ["nhs-number", "name"].into_iter().chain(BORN) {
        state = state.keep(name, fields.one(name));
    }
    let number = NhsNumber::parse(fields.one("nhs-number")).ok();
    if number.is_none() {
        state.wrong("nhs-number", t!(locale, "Enter the whole NHS number. It has 10 digits"));
    }
    let name = fields.one("name");
    if name.is_empty() {
        state.wrong("name", t!(locale, "Enter the name"));
    } else if form::is_long(name) {
        state.wrong("name", form::too_long(locale));
    }
    let born = fields.born(BORN).filter(|born| *born <= app.access.today());
    if born.is_none() {
        state.wrong(BORN[0], t!(locale, "Enter the date of birth, like 27 3 1968"));
    }
    let (Some(number), Some(born), true) = (number, born, state.is_ok()) else {
        return Ok(add_page(&app, &reader, &by, state));
    };
    let added = app.access.add_patient(&by, number, born, name).await?;
    let Some(patient) = added else {
        state.wrong(
            "nhs-number",
            t!(locale, "Somebody with this number uses Front Door. Look for them instead"),
        );
        return Ok(add_page(&app, &reader, &by, state));
    };
    let id = app.care_visits.keep(&by, CareVisit { patient, quietly: None });
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

async fn front(app: &AppState, reader: &Reader, by: &AccessTeam, form: FormState) -> Outcome {
    let locale = reader.locale();
    let all = app.access.given_here(by).await.map_err(PageError::internal)?;
    let stands = all.iter().filter(|(_, kept, _)| kept.state == GrantState::Active).count();
    let due = all
        .into_iter()
        .filter(|(needs, _, _)| *needs != Needs::Nothing)
        .map(|(needs, kept, _)| (needs, kept.id, kept.grant.basis))
        .collect();
    let frame = frame(app, reader, by, t!(locale, "Who acts for whom"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(form_page(frame, form, |form| view! { <Front locale form due stands /> }))
}

fn add_page(app: &AppState, reader: &Reader, by: &AccessTeam, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = frame(app, reader, by, t!(locale, "A patient who is new here"));
    let frame = frame.back(HERE, t!(locale, "Who acts for whom"));
    form_page(frame, form, |form| view! { <Add locale form /> })
}
