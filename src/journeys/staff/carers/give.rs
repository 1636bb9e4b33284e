//! Giving somebody access to a patient's record on another basis than the patient's own consent.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::page::give::{GiveForm, Slip};
use super::{Visiting, form, openly};
use crate::access::AccessTeam;
use crate::domain::{BY_STAFF, GrantBasis, Kinds, kinds_to_give};
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::{frame, place_name};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

type Of = Result<Path<(Uuid, String)>, PathRejection>;

/// The form of one basis.
///
/// # Errors
/// When the visit is over, or there is no such basis.
pub async fn ask(State(app): State<AppState>, reader: Reader, by: AccessTeam, of: Of) -> Outcome {
    let (visiting, basis) = asked(&app, &by, of).await?;
    Ok(give_page(&app, &reader, &by, &visiting, basis, FormState::default()))
}

/// Gives it, and shows the code this once.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read, or nothing can be stored.
pub async fn give(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    of: Of,
    sent: Sent,
) -> Outcome {
    let (visiting, basis) = asked(&app, &by, of).await?;
    let (fields, locale, patient) = (Fields::read(sent)?, reader.locale, &visiting.patient);
    let when = (app.access.today(), app.access.ages);
    let filled = match form::read(locale, &fields, basis, patient, offered(&app, &by), when) {
        Ok(filled) => filled,
        Err(state) => return Ok(give_page(&app, &reader, &by, &visiting, basis, state)),
    };
    let form::Filled { given, good_for, note } = filled;
    let gave = app.access.give_by_staff(&by, patient, &given, &good_for, &note, &app.outbox).await;
    // The form has found all that could be wrong.
    let code = gave?.map_err(PageError::internal)?;
    let address = app.public_url.join("/helping/code").map(String::from).unwrap_or_default();
    let (place, back) = (place_name(&app, by.organisation()), visiting.address());
    let frame = frame(&app, &reader, &by, t!(locale, "A code for a carer"));
    let frame = frame.back(back.clone(), t!(locale, "The patient"));
    Ok(answer(frame, view! { <Slip locale code address place good_for back /> }))
}

async fn asked(app: &AppState, by: &AccessTeam, of: Of) -> Result<(Visiting, GrantBasis), PageError> {
    let Ok(Path((id, basis))) = of else { return Err(PageError::NotFound) };
    let visiting = openly(app, by, Some(id)).await?;
    let basis = GrantBasis::from_slug(&basis).filter(|basis| BY_STAFF.contains(basis));
    Ok((visiting, basis.ok_or(PageError::NotFound)?))
}

/// What the organisation shares of a record.
fn offered(app: &AppState, by: &AccessTeam) -> Kinds {
    let own = app.gather.offers().find(|(known, _)| known.ods_code == *by.organisation());
    own.map_or(Kinds::NONE, |(_, kinds)| kinds.and(kinds_to_give()))
}

fn give_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    visiting: &Visiting,
    basis: GrantBasis,
    form: FormState,
) -> Response {
    let (locale, ages) = (reader.locale, app.access.ages);
    let age = visiting.patient.age_on(app.access.today());
    let asks_child = basis == GrantBasis::ParentalResponsibility && age >= ages.review_from;
    let (offered, name) = (offered(app, by), visiting.patient.name.clone());
    let frame = frame(app, reader, by, t!(locale, "Give somebody access"));
    let frame = frame.back(visiting.address(), t!(locale, "The patient"));
    form_page(frame, form, move |form| view! { <GiveForm locale form basis name offered asks_child /> })
}
