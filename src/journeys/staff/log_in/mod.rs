//! Logging in at the staff desk: email and password, and always a code; the first time the code's app is set up. Or with
//! the log-in that somebody has at work.

mod first;
mod page;
mod provider;
mod was_it_you;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;

use crate::access::{CodeCheck, HalfStaff, StaffAttempt, StaffStep};
use crate::connectors::staff_log_in::StaffLogIn;
use crate::journeys::log_in::{must_wait, unreadable};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};
pub use first::{set as set_up, show as show_set_up};
pub use provider::{back as back_from_provider, back_path, go as go_to_provider};
pub use was_it_you::{ask as ask_was_it_you, tell as tell_was_it_you};

/// What may stand behind the address.
#[derive(Default, Deserialize)]
pub struct Asked {
    /// What happened just before.
    #[serde(default)]
    after: String,
}

#[derive(Default, Deserialize)]
pub struct LogInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// The practice page sends both steps at once.
    #[serde(default)]
    code: String,
}

#[derive(Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// The form.
///
/// # Errors
/// None: everything has its page.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Outcome {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    Ok(form_page(&app, &reader, FormState::default(), page::Before::of(&asked.after)))
}

/// Checks email address and password; the way goes on to the second step, never to the desk.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    headers: HeaderMap,
    form: Result<Form<LogInForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = FormState::default().keep("email", form.email.trim());
    if form.email.trim().is_empty() {
        state.wrong("email", t!(locale, "Enter your email address"));
    }
    if form.password.is_empty() {
        state.wrong("password", t!(locale, "Enter your password"));
    }
    if !state.is_ok() {
        return Ok(form_page(&app, &reader, state, page::Before::Nothing));
    }
    let password = SecretString::from(form.password);
    let attempt = app.access.staff.check_password(&form.email, password, address).await;
    let (half, note) = match attempt.map_err(PageError::internal)? {
        StaffAttempt::Half(half, note) => (half, note),
        StaffAttempt::Wrong => {
            let words = t!(locale, "The email address and password do not match. Check both and try again");
            state.wrong("email", words);
            return Ok(form_page(&app, &reader, state, page::Before::Nothing));
        }
        StaffAttempt::Wait(wait) => {
            must_wait(&mut state, "email", locale, wait);
            return Ok(form_page(&app, &reader, state, page::Before::Nothing));
        }
    };
    let step = app.access.staff.step(&half).await.map_err(PageError::internal)?;
    let Some(step) = step else { return Ok(back_to_the_start()) };
    if step == StaffStep::Code && !form.code.trim().is_empty() {
        let check = app.access.staff.check_code(&half, &form.code, address).await;
        if check.map_err(PageError::internal)? == CodeCheck::Right {
            return let_in(&app, &headers, &half).await;
        }
    }
    let next = match step {
        StaffStep::Code | StaffStep::Nothing => "/staff/log-in/code",
        StaffStep::SetUp { .. } => "/staff/log-in/first",
    };
    let cookie = app.access.staff.cookies().half(&note).ok_or(PageError::Internal)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response())
}

/// Asks for the code; without a password that was right a moment ago it leads back to the first step.
///
/// # Errors
/// When our database does not answer.
pub async fn show_code(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    match half_at(&app, &headers).await? {
        Some((_, StaffStep::Code)) => Ok(code_page(&reader, FormState::default())),
        Some((_, StaffStep::SetUp { .. })) => Ok(Redirect::to("/staff/log-in/first").into_response()),
        Some((_, StaffStep::Nothing)) | None => Ok(back_to_the_start()),
    }
}

/// Checks the code, and lets them in.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit_code(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    headers: HeaderMap,
    form: Result<Form<CodeForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let Some((half, StaffStep::Code)) = half_at(&app, &headers).await? else {
        return Ok(back_to_the_start());
    };
    let (locale, mut state) = (reader.locale(), FormState::default());
    match app.access.staff.check_code(&half, &form.code, address).await.map_err(PageError::internal)? {
        CodeCheck::Right => return let_in(&app, &headers, &half).await,
        CodeCheck::Wrong => {
            state.wrong("code", t!(locale, "That code is not right, or was used before. Use a new one"));
        }
        CodeCheck::Wait(wait) => must_wait(&mut state, "code", locale, wait),
    }
    Ok(code_page(&reader, state))
}

/// Ends the log-in, and makes the browser forget what it keeps of these pages.
///
/// # Errors
/// When it is not ended: then it is not said to be.
pub async fn log_out(State(app): State<AppState>, headers: HeaderMap) -> Outcome {
    let cookies = app.access.staff.cookies();
    if let Some(token) = cookies.brought_session(&headers) {
        app.access.staff.log_out(&token).await.map_err(PageError::internal)?;
    }
    let mut response = Redirect::to(&page::Before::LoggedOut.address()).into_response();
    for gone in cookies.forget() {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    // Not the cookies: a patient may be logged in to the same browser.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// Logs in whoever took both steps. Where somebody came to this browser by a provider and opened nothing, they are asked
/// next whether it was they.
async fn let_in(app: &AppState, headers: &HeaderMap, half: &HalfStaff) -> Outcome {
    let Some(token) = app.access.staff.log_in(half).await.map_err(PageError::internal)? else {
        return Ok(back_to_the_start());
    };
    let cookies = app.access.staff.cookies();
    let session = cookies.session(&token).ok_or(PageError::Internal)?;
    let next = if cookies.brought_came(headers).is_some() { "/staff/log-in-at-work" } else { "/staff" };
    let mut response = Redirect::to(next).into_response();
    for cookie in [session].into_iter().chain(cookies.forget_steps()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The half log-in that a browser carries, and what comes next.
async fn half_at(app: &AppState, headers: &HeaderMap) -> Result<Option<(HalfStaff, StaffStep)>, PageError> {
    let staff = &app.access.staff;
    let Some(half) = staff.half(staff.cookies().brought_half(headers).as_deref()) else { return Ok(None) };
    let step = staff.step(&half).await.map_err(PageError::internal)?;
    Ok(step.map(|step| (half, step)))
}

fn back_to_the_start() -> Response {
    Redirect::to(&page::Before::Ended.address()).into_response()
}

fn form_page(app: &AppState, reader: &Reader, form: FormState, before: page::Before) -> Response {
    let (locale, practice, limits) = (reader.locale(), reader.practice, app.access.staff.limits);
    let frame = reader.frame(t!(locale, "Log in at the staff desk")).back("/", t!(locale, "Home"));
    let named = |provider: &StaffLogIn| (provider.key.clone(), provider.name.clone());
    let providers: Vec<_> = app.staff_log_ins.iter().map(named).collect();
    crate::web::form_page(frame, form, move |form| {
        view! { <page::LogIn locale form before practice limits providers /> }
    })
}

fn code_page(reader: &Reader, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Enter a code")).back("/staff/log-in", t!(locale, "Back"));
    crate::web::form_page(frame, form, move |form| view! { <page::Code locale form /> })
}
