//! The second step of logging in: a code, on a device that is not remembered.

mod page;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::cookie::NoteCookie;
use super::{must_wait, unreadable};
use crate::access::{self, CodeCheck, LONGEST_HALF, REMEMBERED_FOR};
use crate::domain::AccountId;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};

/// What came in.
#[derive(Default, Deserialize)]
pub struct SecondStepForm {
    #[serde(default)]
    code: String,
    /// There when this device is to be remembered.
    remember: Option<String>,
}

fn half_cookie(app: &AppState) -> NoteCookie {
    NoteCookie::new(app.access.cookie, "second-step", LONGEST_HALF)
}

fn device_cookie(app: &AppState) -> NoteCookie {
    NoteCookie::new(app.access.cookie, "device", REMEMBERED_FOR)
}

/// Lets somebody whose password was right in, or asks for the second step first.
///
/// # Errors
/// When our database does not answer.
pub(super) async fn let_in_or_ask(
    app: &AppState,
    session: &Session,
    headers: &HeaderMap,
    account: AccountId,
    return_to: &str,
) -> Outcome {
    let accounts = &app.access.accounts;
    let device = device_cookie(app).brought(headers);
    let asks = accounts.asks_second_step(account, device.as_deref()).await.map_err(PageError::internal)?;
    if !asks {
        access::log_in(&app.access, session, account).await.map_err(PageError::internal)?;
        return Ok(Redirect::to(return_to).into_response());
    }
    let note = accounts.begin_half(account, return_to).map_err(PageError::internal)?;
    let cookie = half_cookie(app).carry(&note).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/log-in/second-step")).into_response())
}

/// The form; without a password that was right a moment ago it leads back to the first step.
///
/// # Errors
/// None: everything has its page.
pub async fn show(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    let note = half_cookie(&app).brought(&headers);
    let Some(half) = app.access.accounts.half(note.as_deref()) else {
        return Ok(Redirect::to("/log-in").into_response());
    };
    let steps = app.access.accounts.second_steps(half.account()).await.map_err(PageError::internal)?;
    Ok(form_page(&reader, FormState::default(), steps.app))
}

/// Checks the code.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    headers: HeaderMap,
    form: Result<Form<SecondStepForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (accounts, cookie) = (&app.access.accounts, half_cookie(&app));
    let note = cookie.brought(&headers);
    let Some(half) = accounts.half(note.as_deref()) else {
        return Ok(Redirect::to("/log-in?ended=yes").into_response());
    };
    let locale = reader.locale;
    let has_app = accounts.second_steps(half.account()).await.map_err(PageError::internal)?.app;
    let mut state = FormState::default();
    if form.code.trim().is_empty() {
        state.wrong("code", t!(locale, "Enter a code"));
        return Ok(form_page(&reader, state, has_app));
    }
    match accounts.finish_half(&half, &form.code, address).await.map_err(PageError::internal)? {
        CodeCheck::Right => {}
        CodeCheck::Wrong => {
            state.wrong("code", t!(locale, "That code is not right, or was used before. Use a new one"));
            return Ok(form_page(&reader, state, has_app));
        }
        CodeCheck::Wait(wait) => {
            must_wait(&mut state, "code", locale, wait);
            return Ok(form_page(&reader, state, has_app));
        }
    }
    access::log_in(&app.access, &session, half.account()).await.map_err(PageError::internal)?;
    let mut response = Redirect::to(&half.return_to).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie.drop());
    if form.remember.is_some() {
        let device = accounts.remember_device(half.account()).await.map_err(PageError::internal)?;
        let remembered = device_cookie(&app).carry(&device).ok_or(PageError::Internal)?;
        response.headers_mut().append(header::SET_COOKIE, remembered);
    }
    Ok(response)
}

/// For somebody who has none of their ways to log in any more.
///
/// # Errors
/// None: everything has its page.
pub async fn lost(reader: Reader) -> Outcome {
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "If you cannot log in")).back("/log-in", t!(locale, "Back"));
    Ok(crate::web::page(frame, view! { <page::Lost locale /> }))
}

fn form_page(reader: &Reader, form: FormState, has_app: bool) -> Response {
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Enter a code")).back("/log-in", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <page::SecondStep locale form has_app /> })
}
