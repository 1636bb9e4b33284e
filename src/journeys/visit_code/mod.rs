//! Coming in with a visit code: 8 digits on a slip, and the date of birth, at the terminal that they are for.

mod form;
mod page;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;

use super::log_in::{must_wait, unreadable};
use crate::access::VisitCodeCheck;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};
use form::VisitCodeForm;

/// The form. Elsewhere than on a terminal there is none: a slip opens nothing at home.
///
/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader) -> Outcome {
    match reader.terminal {
        Some(_) => Ok(form_page(&reader, FormState::default())),
        None => Ok(Redirect::to("/log-in").into_response()),
    }
}

/// Lets the person in, or says what is wrong.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    form: Result<Form<VisitCodeForm>, FormRejection>,
) -> Outcome {
    let Some(terminal) = reader.terminal.clone() else { return Ok(Redirect::to("/log-in").into_response()) };
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = form.kept();
    let Some(born) = form.checked(locale, &mut state) else { return Ok(form_page(&reader, state)) };
    let checked = app.access.log_in_by_visit_code(&session, &terminal, &form.code, born).await;
    match checked.map_err(PageError::internal)? {
        VisitCodeCheck::Right => return Ok(Redirect::to("/").into_response()),
        VisitCodeCheck::Wrong => state.wrong(
            "code",
            t!(locale, "We cannot use this code. Check the code and your date of birth, or ask the staff here for a new slip"),
        ),
        VisitCodeCheck::Wait(wait) => must_wait(&mut state, "code", locale, wait),
    }
    Ok(form_page(&reader, state))
}

fn form_page(reader: &Reader, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "I have a visit code")).back("/", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <page::VisitCode locale form /> })
}
