//! One patient: who acts for them, and what can be done. In a quiet visit, only what nobody is told of.

use axum::extract::State;
use leptos::prelude::*;

use super::page::visit::{Patient, PatientFacts};
use super::quiet::{People, QuietFacts, QuietPatient};
use super::{HERE, Id, Visiting, grants_here, one, visiting};
use crate::access::AccessTeam;
use crate::journeys::staff::{frame, place_name};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page as answer};

/// # Errors
/// When the visit is over or another's, or our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: AccessTeam, id: Id) -> Outcome {
    let found = visiting(&app, &by, one(id)).await?;
    if found.is_quiet() {
        return quiet_page(&app, &reader, &by, &found, FormState::default()).await;
    }
    let locale = reader.locale();
    let Visiting { patient, .. } = &found;
    let grants = grants_here(&app, &by, patient).await?;
    let lines = grants.into_iter().map(|kept| (app.access.on_today(&kept, patient), kept));
    let wishes = app.access.grants.wishes_of(patient.id).await.map_err(PageError::internal)?;
    let facts = PatientFacts {
        place: place_name(&app, by.organisation()),
        age: patient.age_on(app.access.today()),
        ages: app.access.ages,
        lines: lines.collect(),
        wishes: wishes.len(),
        has_died: app.access.has_died(patient.id).await.map_err(PageError::internal)?,
        address: found.address(),
        patient: patient.clone(),
    };
    let frame =
        frame(&app, &reader, &by, t!(locale, "A patient")).back(HERE, t!(locale, "Who acts for whom"));
    Ok(answer(frame, view! { <Patient locale facts /> }))
}

/// The page of a quiet visit.
///
/// # Errors
/// When our database does not answer.
pub(super) async fn quiet_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    found: &Visiting,
    form: FormState,
) -> Outcome {
    let locale = reader.locale();
    let people = People::of(app, by, &found.patient).await?;
    let told = match app.access.grants.patient(found.patient.id).await.map_err(PageError::internal)? {
        Some((_, account)) => app.access.told_elsewhere.of(account).await.map_err(PageError::internal)?,
        None => None,
    };
    let facts = QuietFacts {
        place: place_name(app, by.organisation()),
        patient: found.patient.clone(),
        why: found.visit.quietly.as_deref().unwrap_or_default().to_owned(),
        address: found.address(),
        people,
        told,
    };
    let frame =
        frame(app, reader, by, t!(locale, "A patient, quietly")).back(HERE, t!(locale, "Who acts for whom"));
    Ok(crate::web::form_page(frame, form, move |form| view! { <QuietPatient locale form facts /> }))
}
