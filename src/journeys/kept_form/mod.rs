//! A form that came too late: kept, and offered back after logging in again.

mod page;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;
use tower_sessions::session::Id;

use crate::access::{Permit, WHOSE_RECORD};
use crate::domain::AccountId;
use crate::store::KeptForm;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use page::{Here, Nothing, OfAnother};

/// No form of ours is larger; the request's own limit is the same.
const LARGEST: usize = 64 * 1024;

/// Whether what is sent there was typed with some trouble, and does nothing by being sent again: it leads to a page to
/// check, or finds something. A new form that is worth keeping is a line here.
fn is_worth_keeping(path: &str) -> bool {
    let is_draft = path.strip_prefix("/messages/drafts/").is_some_and(|id| !id.contains('/'));
    let is_answer = path.strip_prefix("/fill-in/").is_some_and(|rest| {
        rest.split_once('/').is_some_and(|(_, place)| place != "check" && !place.contains('/'))
    });
    // What is said with a booking, and an order: both lead to a page to check.
    let is_wish = path == "/record/medicines/order"
        || path.strip_prefix("/appointments/book/").is_some_and(|to| !to.contains('/'));
    path == "/search"
        || is_draft
        || is_answer
        || is_wish
        || (path.starts_with("/record/") && path.ends_with("/wrong"))
}

/// Around every route: a form whose sender's log-in has just ended is kept before they are led to log in again.
pub async fn keep(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let account = match session_of(&request) {
        Some(session) => app.access.sessions.account_of_ended(&session).await.ok().flatten(),
        None => None,
    };
    match account {
        Some(account) => kept(&app, account, request).await.unwrap_or_else(IntoResponse::into_response),
        None => next.run(request).await,
    }
}

/// In which session a form that is worth keeping was sent.
fn session_of(request: &Request) -> Option<Id> {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if *request.method() != Method::POST || !is_form || !is_worth_keeping(request.uri().path()) {
        return None;
    }
    request.extensions().get::<Session>()?.id()
}

async fn kept(app: &AppState, account: AccountId, request: Request) -> Outcome {
    let path = request.uri().path().to_owned();
    let body = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| PageError::TooLarge)?;
    let fields = url::form_urlencoded::parse(&body).into_owned().collect();
    let stored = app.kept_forms.keep(account, &KeptForm { path, fields }, app.clock.now()).await;
    stored.map_err(PageError::internal)?;
    let to_log_in = Redirect::to("/log-in?return=%2Fkept-form&ended=yes");
    Ok((app.access.cookie.forget(), to_log_in).into_response())
}

/// What was typed, with a way to go on.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "What you had typed")).for_person(permit.subject());
    let frame = frame.back("/", t!(locale, "Back"));
    let kept = app.kept_forms.of(permit.actor(), app.clock.now()).await.map_err(PageError::internal)?;
    Ok(match kept {
        Some(form) if is_about_this_record(&reader, &form) => page(frame, view! { <Here locale form /> }),
        Some(_) => page(frame, view! { <OfAnother locale /> }),
        None => page(frame, view! { <Nothing locale /> }),
    })
}

/// What was typed for a patient goes on in that patient's record alone, and one's own in one's own.
fn is_about_this_record(reader: &Reader, form: &KeptForm) -> bool {
    reader.logged_in.here().is_some_and(|here| here.is_about(form.all(WHOSE_RECORD)))
}

/// Whether there is something that was typed in the record that is looked at.
///
/// # Errors
/// When our database does not answer.
pub async fn waits_here(app: &AppState, reader: &Reader, permit: &Permit) -> Result<bool, PageError> {
    let kept = app.kept_forms.of(permit.actor(), app.clock.now()).await.map_err(PageError::internal)?;
    Ok(kept.is_some_and(|form| is_about_this_record(reader, &form)))
}

/// Throws it away.
///
/// # Errors
/// When it is not thrown away.
pub async fn throw_away(State(app): State<AppState>, permit: Permit) -> Outcome {
    app.kept_forms.drop_of(permit.actor()).await.map_err(PageError::internal)?;
    Ok(Redirect::to("/").into_response())
}
