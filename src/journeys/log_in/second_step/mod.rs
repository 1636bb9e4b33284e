//! The second step of logging in: a code, on a device that is not remembered.

mod page;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::cookie::NoteCookie;
use super::{must_wait, unreadable};
use crate::access::{self, CodeCheck, Half, LONGEST_HALF, REMEMBERED_FOR};
use crate::domain::{About, AccountId, Channel, Contact};
use crate::store::{SecondSteps, StoreError, Told};
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

pub(super) fn half_cookie(app: &AppState) -> NoteCookie {
    NoteCookie::new(app.access.cookie, "second-step", LONGEST_HALF)
}

/// The half log-in that this browser carries, while it lasts.
pub(super) fn half_of(app: &AppState, headers: &HeaderMap) -> Option<Half> {
    app.access.accounts.half(half_cookie(app).brought(headers).as_deref())
}

/// What the cookie of a remembered device holds.
pub(super) fn device_of(app: &AppState, headers: &HeaderMap) -> Option<String> {
    device_cookie(app).brought(headers)
}

/// What may stand behind the address.
#[derive(Default, Deserialize)]
pub struct Asked {
    /// There when a code was just sent.
    sent: Option<String>,
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
    let device = device_of(app, headers);
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
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Outcome {
    let was_sent = asked.is_ok_and(|Query(asked)| asked.sent.is_some());
    let Some(half) = half_of(&app, &headers) else {
        return Ok(Redirect::to("/log-in").into_response());
    };
    let steps = app.access.accounts.second_steps(half.account()).await.map_err(PageError::internal)?;
    Ok(form_page(&reader, FormState::default(), steps, was_sent))
}

/// Sends a code by the way that the person chose.
///
/// # Errors
/// When our database does not answer.
pub async fn send(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    let Some(half) = half_of(&app, &headers) else {
        return Ok(Redirect::to("/log-in?ended=yes").into_response());
    };
    let (locale, account) = (reader.locale(), half.account());
    let steps = app.access.accounts.second_steps(account).await.map_err(PageError::internal)?;
    let Some(way) = steps.sent else { return Ok(Redirect::to("/log-in/second-step").into_response()) };
    let mut state = FormState::default();
    match send_code(&app, account, way).await.map_err(PageError::internal)? {
        CodeSent::Yes => return Ok(Redirect::to("/log-in/second-step?sent").into_response()),
        CodeSent::TooMany => {
            state.wrong("code", t!(locale, "You asked for many codes. Wait 1 hour, then try again"));
        }
        CodeSent::NoWay => state.wrong("code", t!(locale, "We cannot send you a code at the moment")),
    }
    Ok(form_page(&reader, state, steps, false))
}

/// What came of sending a code.
enum CodeSent {
    Yes,
    TooMany,
    NoWay,
}

async fn send_code(app: &AppState, account: AccountId, way: Channel) -> Result<CodeSent, StoreError> {
    let (now, contacts) = (app.clock.now(), app.contacts.of(account).await?);
    let contact = match way {
        Channel::Text => contacts.mobile.map(Contact::Text),
        _ => contacts.email.map(Contact::Email),
    };
    let Some(contact) = contact else { return Ok(CodeSent::NoWay) };
    if !app.outbox.may_have_code(account, now).await? {
        return Ok(CodeSent::TooMany);
    }
    let about = About::Code(app.access.accounts.code_for_second_step(account).await?);
    let mut transaction = app.database.begin_write().await?;
    let told = app.outbox.tell_contact(&mut transaction, Some(account), &contact, &about, None, now).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(if matches!(told, Told::Written(_)) { CodeSent::Yes } else { CodeSent::NoWay })
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
    let accounts = &app.access.accounts;
    let Some(half) = half_of(&app, &headers) else {
        return Ok(Redirect::to("/log-in?ended=yes").into_response());
    };
    let locale = reader.locale();
    let steps = accounts.second_steps(half.account()).await.map_err(PageError::internal)?;
    let mut state = FormState::default();
    if form.code.trim().is_empty() {
        state.wrong("code", t!(locale, "Enter a code"));
        return Ok(form_page(&reader, state, steps, false));
    }
    match accounts.finish_half(&half, &form.code, address).await.map_err(PageError::internal)? {
        CodeCheck::Right => {}
        CodeCheck::Wrong => {
            state.wrong("code", t!(locale, "That code is not right, or was used before. Use a new one"));
            return Ok(form_page(&reader, state, steps, false));
        }
        CodeCheck::Wait(wait) => {
            must_wait(&mut state, "code", locale, wait);
            return Ok(form_page(&reader, state, steps, false));
        }
    }
    access::log_in(&app.access, &session, half.account()).await.map_err(PageError::internal)?;
    let mut response = Redirect::to(&half.return_to).into_response();
    response.headers_mut().append(header::SET_COOKIE, half_cookie(&app).drop());
    // What many people use is nobody's own device.
    if form.remember.is_some() && reader.terminal.is_none() {
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
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "If you cannot log in")).back("/log-in", t!(locale, "Back"));
    Ok(crate::web::page(frame, view! { <page::Lost locale /> }))
}

fn form_page(reader: &Reader, form: FormState, steps: SecondSteps, was_sent: bool) -> Response {
    let locale = reader.locale();
    let title = page::second_step_title(locale, steps);
    let frame = reader.frame(title).back("/log-in", t!(locale, "Back"));
    let may_remember = reader.terminal.is_none();
    let content = |form| view! { <page::SecondStep locale form steps was_sent may_remember /> };
    crate::web::form_page(frame, form, content)
}
