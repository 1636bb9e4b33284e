//! Logging out: the session ends here, and the browser forgets what it kept.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;

use super::page::{AskToLogOut, LoggedOut};
use crate::access::{self, Permit};
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};

/// Asks first: a link must not log anybody out.
///
/// # Errors
/// None: everything has its page.
pub async fn ask_to_log_out(reader: Reader, permit: Option<Permit>) -> Outcome {
    let Some(permit) = permit else { return Ok(Redirect::to("/log-in").into_response()) };
    let locale = reader.locale();
    let frame =
        reader.frame(t!(locale, "Log out")).for_person(permit.subject()).back("/", t!(locale, "Back"));
    Ok(page(frame, view! { <AskToLogOut locale /> }))
}

/// Ends the session, and leads to a page that can be loaded again: Back from there finds no record, because the
/// answer makes the browser forget its cookie and all pages that it kept.
///
/// # Errors
/// When the session could not be ended: then it is not said to have.
pub async fn log_out(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    headers: HeaderMap,
) -> Outcome {
    let forget = access::log_out(&app.access, &session).await.map_err(PageError::internal)?;
    let forget = forget.but_a_remembered_device(&headers);
    // A terminal begins anew for whoever comes next.
    let to = if reader.terminal.is_some() { "/" } else { "/log-in?logged-out" };
    Ok((forget, Redirect::to(to)).into_response())
}

/// What is seen after logging out.
pub(super) fn logged_out_page(reader: &Reader) -> Response {
    let locale = reader.locale();
    page(reader.frame(t!(locale, "You are logged out")), view! { <LoggedOut locale /> })
}
