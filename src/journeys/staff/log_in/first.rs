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
}

/// An app to set up.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    match half_at(&app, &headers).await? {
        Some((half, StaffStep::SetUp { new_password })) => {
            fresh(&app, &reader, &half, new_password, FormState::default())
        }
        Some((_, StaffStep::Code)) => Ok(Redirect::to("/staff/log-in/code").into_response()),
        Some((_, StaffStep::Nothing)) | None => Ok(back_to_the_start()),
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
    let Some((half, StaffStep::SetUp { new_password })) = half_at(&app, &headers).await? else {
        return Ok(back_to_the_start());
    };
    let (locale, staff) = (reader.locale, &app.access.staff);
    let new = new_password.then(|| SecretString::from(form.new_password));
    let mut state = FormState::default();
    match staff.set_up(&half, &form.note, &form.code, new).await.map_err(PageError::internal)? {
        SetUp::Done => return let_in(&app, &headers, &half).await,
        SetUp::ThereAlready => return Ok(back_to_the_start()),
        SetUp::TooOld => {
            state.wrong("code", t!(locale, "This page was open for too long. Scan the new picture"));
            return fresh(&app, &reader, &half, new_password, state);
        }
        SetUp::WrongCode => state.wrong("code", t!(locale, "Enter the 6 digits that your app shows now")),
        SetUp::Weak(weak) => state.wrong("new-password", weak_password(locale, weak)),
    }
    match staff.app_of_note(&half, &form.note) {
        Some(key) => Ok(first_page(&reader, state, ToSetUp { key, note: form.note.into() }, new_password)),
        None => fresh(&app, &reader, &half, new_password, state),
    }
}

/// The page with a new key.
fn fresh(app: &AppState, reader: &Reader, half: &HalfStaff, new_password: bool, state: FormState) -> Outcome {
    let to_set_up = app.access.staff.to_set_up(half).map_err(PageError::internal)?;
    Ok(first_page(reader, state, to_set_up, new_password))
}

fn first_page(reader: &Reader, form: FormState, to_set_up: ToSetUp, new_password: bool) -> Response {
    let (locale, ToSetUp { key, note }) = (reader.locale, to_set_up);
    let frame = reader.frame(t!(locale, "Set up your log-in")).back("/staff/log-in", t!(locale, "Back"));
    crate::web::form_page(frame, form, move |form| view! { <First locale form key note new_password /> })
}
