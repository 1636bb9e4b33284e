//! Giving somebody who is trusted access to one's record: six short pages, and a code to hand over.

mod check;
mod doing;
mod form;
mod page;
mod steps;

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::access::{self, Gave, Permit};
use crate::domain::{Given, Kinds, Organisation};
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page};
use form::Filled;
use page::StepPage;
use steps::{Place, Step};

pub use check::{answer_row, kinds_said, may_do_said};
pub use doing::{can_do, doing_choices, doing_means, doing_said_at};
pub use page::kind_choices;

/// The fields of a form, in their order; a name may stand more than once.
type Fields = Vec<(String, String)>;

/// The first page.
///
/// # Errors
/// When our database does not answer.
pub async fn begin(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    show_step(&app, &reader, &permit, Step::Who).await
}

/// Takes the first page.
///
/// # Errors
/// As [`submit`].
pub async fn begun(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    fields: Result<Form<Fields>, FormRejection>,
) -> Outcome {
    take_step(&app, &reader, &permit, Step::Who, fields).await
}

/// Any other page.
///
/// # Errors
/// For an address that is no page, or when our database does not answer.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    step: Result<Path<String>, PathRejection>,
) -> Outcome {
    show_step(&app, &reader, &permit, asked(step)?).await
}

/// Takes any other page; the last one makes the grant.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing can be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    step: Result<Path<String>, PathRejection>,
    fields: Result<Form<Fields>, FormRejection>,
) -> Outcome {
    take_step(&app, &reader, &permit, asked(step)?, fields).await
}

fn asked(step: Result<Path<String>, PathRejection>) -> Result<Step, PageError> {
    let step = step.ok().and_then(|Path(slug)| Step::from_slug(&slug));
    step.filter(|step| *step != Step::Who).ok_or(PageError::NotFound)
}

async fn show_step(app: &AppState, reader: &Reader, permit: &Permit, step: Step) -> Outcome {
    let given = draft(app, permit).await?;
    if let Some(before) = step.not_yet(&given) {
        return Ok(Redirect::to(&before.address()).into_response());
    }
    if let Some(first) = shown_first(app, permit, step) {
        return Ok(first);
    }
    let places = places(app, permit).await?;
    Ok(step_page(reader, permit, step, given, places, FormState::default()))
}

/// On the last page, where access is given: whoever finds a screen open must not give themselves lasting access with it.
/// What was filled in is kept meanwhile.
fn shown_first(app: &AppState, permit: &Permit, step: Step) -> Option<Response> {
    let asks = step == Step::Check;
    let shown = access::shown_lately(&app.access, permit, &Step::Check.address());
    shown.err().filter(|_| asks).map(IntoResponse::into_response)
}

async fn take_step(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    step: Step,
    fields: Result<Form<Fields>, FormRejection>,
) -> Outcome {
    let Form(fields) = fields.map_err(|rejection| unreadable(&rejection))?;
    let before = draft(app, permit).await?;
    if let Some(missing) = step.not_yet(&before) {
        return Ok(Redirect::to(&missing.address()).into_response());
    }
    if let Some(first) = shown_first(app, permit, step) {
        return Ok(first);
    }
    let places = places(app, permit).await?;
    if step == Step::Check {
        return give(app, reader, permit, before, places).await;
    }
    let Filled { given, state } = form::filled(reader.locale(), step, &fields, before, &places);
    if !state.is_ok() {
        return Ok(step_page(reader, permit, step, given, places, state));
    }
    let kept = app.access.grants.keep_draft(permit.actor(), &given, app.clock.now()).await;
    kept.map_err(PageError::internal)?;
    Ok(Redirect::to(&step.next().address()).into_response())
}

/// Makes the grant and shows its code in the answer itself: no address leads to it again.
async fn give(app: &AppState, reader: &Reader, permit: &Permit, given: Given, places: Vec<Place>) -> Outcome {
    let locale = reader.locale();
    let mut state = FormState::default();
    match app.access.give(permit, &given, &app.outbox).await.map_err(PageError::internal)? {
        Gave::Code(code) => {
            let frame = reader.frame(t!(locale, "Hand over the code")).for_person(permit.subject());
            let (called, has_email) = (given.called, !given.email.is_empty());
            return Ok(page(frame, view! { <check::HandOver locale called code has_email /> }));
        }
        Gave::Already | Gave::Told => return Ok(Redirect::to("/carers").into_response()),
        Gave::TooMany => state.wrong(
            "send",
            t!(locale, "You have invited many people today. Wait until tomorrow, then try again"),
        ),
        Gave::Cannot(why) => state.wrong("send", form::cannot(locale, why)),
    }
    Ok(step_page(reader, permit, Step::Check, given, places, state))
}

async fn draft(app: &AppState, permit: &Permit) -> Result<Given, PageError> {
    app.access.grants.draft(permit.actor(), app.clock.now()).await.map_err(PageError::internal)
}

/// Where the person is known, and what can be seen of it online.
async fn places(app: &AppState, permit: &Permit) -> Result<Vec<Place>, PageError> {
    let places = app.gather.may_hold(permit).await.map_err(PageError::internal)?;
    let place = |(organisation, kinds): (Arc<Organisation>, Kinds)| {
        let can = can_do(&app.gather, &organisation.ods_code);
        Place { organisation, kinds, can }
    };
    Ok(places.into_iter().map(place).collect())
}

fn step_page(
    reader: &Reader,
    permit: &Permit,
    step: Step,
    given: Given,
    places: Vec<Place>,
    form: FormState,
) -> Response {
    let (locale, now) = (reader.locale(), reader.site.clock.now());
    let frame = reader.frame(step.title(locale)).for_person(permit.subject());
    let frame = match step.before() {
        Some(before) => frame.back(before.address(), t!(locale, "Back")),
        None => frame.back("/carers", t!(locale, "Back")),
    };
    form_page(frame, form, |form| view! { <StepPage locale now step given places form /> })
}
