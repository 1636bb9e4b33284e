//! The first log-in of a member of staff.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;

use super::page::First;
use super::{back_to_the_start, half_at, let_in};
use crate::access::{HalfStaff, SetUp, StaffStep, ToSetUp};
use crate::domain::NhsNumber;
use crate::journeys::log_in::{unreadable, weak_password};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};

#[derive(Default, Deserialize)]
pub struct FirstForm {
    #[serde(default)]
    note: String,
    #[serde(default)]
    code: String,
    #[serde(default, rename = "new-password")]
    new_password: String,
    #[serde(default, rename = "own-number")]
    own_number: String,
}

/// What the page asks for besides the app.
#[derive(Clone, Copy)]
struct Asks {
    new_password: bool,
    own_number: bool,
}

/// Half a log-in that is to be set up, and what it is asked for.
fn to_set_up(step: StaffStep) -> Option<Asks> {
    match step {
        StaffStep::SetUp { new_password, asks_own_number: own_number } => {
            Some(Asks { new_password, own_number })
        }
        StaffStep::Code | StaffStep::Nothing => None,
    }
}

/// An app to set up.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    let Some((half, step)) = half_at(&app, &headers).await? else { return Ok(back_to_the_start()) };
    match (to_set_up(step), step) {
        (Some(asks), _) => fresh(&app, &reader, &half, asks, FormState::default()),
        (None, StaffStep::Code) => Ok(Redirect::to("/staff/log-in/code").into_response()),
        (None, _) => Ok(back_to_the_start()),
    }
}

/// Sets it up, and lets them in.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    reader: Reader,
    headers: HeaderMap,
    form: Result<Form<FirstForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let found = half_at(&app, &headers).await?;
    let Some((half, asks)) = found.and_then(|(half, step)| Some((half, to_set_up(step)?))) else {
        return Ok(back_to_the_start());
    };
    let (locale, staff) = (reader.locale(), &app.access.staff);
    let typed = form.own_number.trim();
    let mut state = FormState::default().keep("own-number", typed);
    let own = match (asks.own_number && !typed.is_empty(), NhsNumber::parse(typed)) {
        (true, Ok(number)) => Some(number),
        (true, Err(_)) => {
            let words = t!(locale, "Enter your NHS number, which has 10 digits, or leave this empty");
            state.wrong("own-number", words);
            return again(&app, &reader, &half, asks, form.note, state);
        }
        (false, _) => None,
    };
    let new = asks.new_password.then(|| SecretString::from(form.new_password));
    match staff.set_up(&half, &form.note, &form.code, new).await.map_err(PageError::internal)? {
        SetUp::Done => {
            if let Some(own) = own {
                staff.tell_own_number(&half, own).await.map_err(PageError::internal)?;
            }
            return let_in(&app, &headers, &half).await;
        }
        SetUp::ThereAlready => return Ok(back_to_the_start()),
        SetUp::TooOld => {
            state.wrong("code", t!(locale, "This page was open for too long. Scan the new picture"));
            return fresh(&app, &reader, &half, asks, state);
        }
        SetUp::WrongCode => state.wrong("code", t!(locale, "Enter the 6 digits that your app shows now")),
        SetUp::Weak(weak) => state.wrong("new-password", weak_password(locale, weak)),
    }
    again(&app, &reader, &half, asks, form.note, state)
}

/// The page with the same key, while that is good.
fn again(
    app: &AppState,
    reader: &Reader,
    half: &HalfStaff,
    asks: Asks,
    note: String,
    state: FormState,
) -> Outcome {
    match app.access.staff.app_of_note(half, &note) {
        Some(key) => Ok(first_page(reader, state, ToSetUp { key, note: note.into() }, asks)),
        None => fresh(app, reader, half, asks, state),
    }
}

/// The page with a new key.
fn fresh(app: &AppState, reader: &Reader, half: &HalfStaff, asks: Asks, state: FormState) -> Outcome {
    let to_set_up = app.access.staff.to_set_up(half).map_err(PageError::internal)?;
    Ok(first_page(reader, state, to_set_up, asks))
}

fn first_page(reader: &Reader, form: FormState, to_set_up: ToSetUp, asks: Asks) -> Response {
    let (locale, ToSetUp { key, note }) = (reader.locale(), to_set_up);
    let Asks { new_password, own_number } = asks;
    let frame = reader.frame(t!(locale, "Set up your log-in")).back("/staff/log-in", t!(locale, "Back"));
    crate::web::form_page(
        frame,
        form,
        move |form| view! { <First locale form key note new_password own_number /> },
    )
}
