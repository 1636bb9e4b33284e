//! Giving somebody access to a patient's record on another basis than the patient's own consent: four short pages and
//! one to check, as when a patient gives it.

mod answers;
mod form;
mod page;
mod slip;
mod steps;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Visiting, openly};
use crate::access::{AccessTeam, GaveByStaff};
use crate::domain::{BY_STAFF, GivenByStaff, GrantBasis, Kinds, kinds_to_give};
use crate::journeys::give_access::can_do;
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::{frame, place_name};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};
use form::Here;
use page::GivePage;
use slip::CarersSlip;
use steps::Step;

type First = Result<Path<(Uuid, String)>, PathRejection>;
type Any = Result<Path<(Uuid, String, String)>, PathRejection>;

/// For whom it is, and on what basis.
struct Giving {
    visiting: Visiting,
    basis: GrantBasis,
}

impl Giving {
    /// The address of the first page.
    fn address(&self) -> String {
        format!("{}/give/{}", self.visiting.address(), self.basis.slug())
    }
}

/// The first page.
///
/// # Errors
/// When the visit is over, or there is no such basis.
pub async fn begin(State(app): State<AppState>, reader: Reader, by: AccessTeam, of: First) -> Outcome {
    let giving = first(&app, &by, of).await?;
    show_step(&app, &reader, &by, &giving, Step::Who).await
}

/// Takes the first page.
///
/// # Errors
/// As [`submit`].
pub async fn begun(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    of: First,
    sent: Sent,
) -> Outcome {
    let giving = first(&app, &by, of).await?;
    take_step(&app, &reader, &by, &giving, Step::Who, sent).await
}

/// Any other page.
///
/// # Errors
/// As [`begin`]; and for an address that is no page.
pub async fn show(State(app): State<AppState>, reader: Reader, by: AccessTeam, of: Any) -> Outcome {
    let (giving, step) = any(&app, &by, of).await?;
    show_step(&app, &reader, &by, &giving, step).await
}

/// Takes any other page; the last one gives it, and shows the code this once.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing can be stored.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    of: Any,
    sent: Sent,
) -> Outcome {
    let (giving, step) = any(&app, &by, of).await?;
    take_step(&app, &reader, &by, &giving, step, sent).await
}

async fn first(app: &AppState, by: &AccessTeam, of: First) -> Result<Giving, PageError> {
    let Ok(Path((id, basis))) = of else { return Err(PageError::NotFound) };
    giving(app, by, id, &basis).await
}

async fn any(app: &AppState, by: &AccessTeam, of: Any) -> Result<(Giving, Step), PageError> {
    let Ok(Path((id, basis, step))) = of else { return Err(PageError::NotFound) };
    let step = Step::from_slug(&step).ok_or(PageError::NotFound)?;
    Ok((giving(app, by, id, &basis).await?, step))
}

async fn giving(app: &AppState, by: &AccessTeam, id: Uuid, basis: &str) -> Result<Giving, PageError> {
    let visiting = openly(app, by, Some(id)).await?;
    let basis = GrantBasis::from_slug(basis).filter(|basis| BY_STAFF.contains(basis));
    Ok(Giving { visiting, basis: basis.ok_or(PageError::NotFound)? })
}

async fn show_step(app: &AppState, reader: &Reader, by: &AccessTeam, giving: &Giving, step: Step) -> Outcome {
    let (filled, here) = (draft(app, by, giving).await?, here(app, by));
    if let Some(before) = step.not_yet(&wrong(&filled, giving, here)) {
        return Ok(Redirect::to(&before.address(&giving.address())).into_response());
    }
    Ok(give_page(app, reader, by, giving, step, &filled, form::kept(&filled)))
}

async fn take_step(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    giving: &Giving,
    step: Step,
    sent: Sent,
) -> Outcome {
    let (fields, before, here) = (Fields::read(sent)?, draft(app, by, giving).await?, here(app, by));
    // The last page sent a second time: it was given, and the code was shown.
    if step == Step::Answers && before == GivenByStaff::begun(giving.basis) {
        return Ok(Redirect::to(&giving.visiting.address()).into_response());
    }
    if let Some(missing) = step.not_yet(&wrong(&before, giving, here)) {
        return Ok(Redirect::to(&missing.address(&giving.address())).into_response());
    }
    if step == Step::Answers {
        return give(app, reader, by, giving, before).await;
    }
    let patient = &giving.visiting.patient;
    let (filled, state) = form::filled(reader.locale(), step, &fields, before, patient, here);
    if !state.is_ok() {
        return Ok(give_page(app, reader, by, giving, step, &filled, state));
    }
    let kept = app.access.grants.keep_staff_draft(by.id(), patient.id, &filled, app.clock.now()).await;
    kept.map_err(PageError::internal)?;
    Ok(Redirect::to(&step.next().address(&giving.address())).into_response())
}

/// Makes the grant and shows its code in the answer itself: no address leads to it again.
async fn give(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    giving: &Giving,
    filled: GivenByStaff,
) -> Outcome {
    let (locale, back) = (reader.locale(), giving.visiting.address());
    let gave = app.access.give_by_staff(by, &giving.visiting.patient, &filled, &app.outbox).await?;
    let code = match gave {
        GaveByStaff::Code(code) => code,
        GaveByStaff::Already => return Ok(Redirect::to(&back).into_response()),
        // The pages have found all that could be wrong.
        GaveByStaff::Cannot(why) => return Err(PageError::internal(why)),
    };
    let address = app.public_url.join("/helping/code").map(String::from).unwrap_or_default();
    let (place, good_for) = (place_name(app, by.organisation()), filled.good_for);
    let frame = frame(app, reader, by, t!(locale, "A code for a carer"));
    let frame = frame.back(back.clone(), t!(locale, "The patient"));
    Ok(answer(frame, view! { <CarersSlip locale code address place good_for back /> }))
}

async fn draft(app: &AppState, by: &AccessTeam, giving: &Giving) -> Result<GivenByStaff, PageError> {
    let (patient, now) = (giving.visiting.patient.id, app.clock.now());
    app.access.grants.staff_draft(by.id(), patient, giving.basis, now).await.map_err(PageError::internal)
}

fn here(app: &AppState, by: &AccessTeam) -> Here {
    let own = app.gather.offers().find(|(known, _)| known.ods_code == *by.organisation());
    let offered = own.map_or(Kinds::NONE, |(_, kinds)| kinds.and(kinds_to_give()));
    let can = can_do(&app.gather, by.organisation());
    Here { offered, can, today: app.access.today(), ages: app.access.ages }
}

fn wrong(filled: &GivenByStaff, giving: &Giving, here: Here) -> Vec<crate::domain::StaffCannotGive> {
    filled.wrong(giving.visiting.patient.date_of_birth, here.today, here.ages)
}

fn give_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    giving: &Giving,
    step: Step,
    filled: &GivenByStaff,
    form: FormState,
) -> Response {
    let (locale, patient, here) = (reader.locale(), &giving.visiting.patient, here(app, by));
    let asks_child = giving.basis == GrantBasis::ParentalResponsibility
        && patient.age_on(here.today) >= here.ages.review_from;
    let facts = page::GiveFacts {
        step,
        here,
        asks_child,
        filled: filled.clone(),
        address: giving.address(),
        patient: patient.name.clone(),
    };
    let frame = frame(app, reader, by, step.title(locale));
    let frame = match step.before() {
        Some(before) => frame.back(before.address(&giving.address()), t!(locale, "Back")),
        None => frame.back(giving.visiting.address(), t!(locale, "The patient")),
    };
    form_page(frame, form, move |form| view! { <GivePage locale form facts /> })
}
