//! Around every route: what comes from a terminal is treated as such, whichever page it asks for.

use axum::extract::{FromRequestParts as _, MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use tower_sessions::Session;
use tower_sessions::session::Id;

use super::page;
use super::private::{asked, asks_first};
use crate::access::{AtTerminal, TerminalHere, Where, is_open_at_terminals};
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

/// Files of ours and the program's own health are the same everywhere.
const THE_SAME_EVERYWHERE: [&str; 3] = ["/assets/{file}", "/health/live", "/health/ready"];

/// On a terminal: only pages that are open there, nothing to be saved; a log-in that begins there belongs to it, and each
/// beginning and end of one gives it another credential. A browser that was a terminal and is none shows nothing.
pub async fn at_terminal(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("", MatchedPath::as_str);
    if THE_SAME_EVERYWHERE.contains(&route) {
        return next.run(request).await;
    }
    match app.access.where_from(request.headers()).await {
        Ok(Where::Elsewhere) => next.run(request).await,
        Ok(Where::Stopped(_)) if route == "/terminal" => next.run(request).await,
        Ok(Where::Stopped(_)) => stopped(request).await,
        Ok(Where::Terminal(at)) => {
            if let Some(here) = request.extensions().get::<TerminalHere>() {
                here.fill(at.terminal.clone());
            }
            // Without a route it is nothing of ours.
            if !route.is_empty() && !is_open_at_terminals(request.method(), route) {
                return PageError::NotAtTerminal.into_response();
            }
            let (request, reader) = reader_of(request).await;
            if let Some(asked) = asked(&request, route) {
                match asks_first(&app, asked, &reader).await {
                    Ok(Some(page)) => return page,
                    Ok(None) => {}
                    Err(error) => return error.into_response(),
                }
            }
            on_it(&app, &at, request, next).await.unwrap_or_else(IntoResponse::into_response)
        }
        Err(error) => PageError::internal(error).into_response(),
    }
}

async fn on_it(app: &AppState, at: &AtTerminal, request: Request, next: Next) -> Outcome {
    let session = request.extensions().get::<Session>().cloned();
    let logged_in_as = || session.as_ref().and_then(Session::id);
    let before: Option<Id> = logged_in_as();
    let mut response = next.run(request).await;
    let begun = logged_in_as().filter(|now| Some(*now) != before);
    if let (Some(id), Some(session)) = (begun, &session)
        && let Err(error) = app.access.log_in_is_at(&id, &at.terminal).await
    {
        session.flush().await.map_err(PageError::internal)?;
        return Err(PageError::internal(error));
    }
    let ended = response.headers().contains_key("clear-site-data");
    let is_set = app.access.terminal_cookie().is_set_by(response.headers());
    if (begun.is_some() || ended) && !is_set {
        let next = app.access.next_credential(at).await.map_err(PageError::internal)?;
        response.headers_mut().append(header::SET_COOKIE, next.ok_or(PageError::Internal)?);
    }
    let saves = response.headers().get(header::CONTENT_DISPOSITION);
    if saves.is_some_and(|how| how.as_bytes().starts_with(b"attachment")) {
        return Err(PageError::NotAtTerminal);
    }
    Ok(response)
}

/// Says so in plain words; the status is one that a kiosk's watch notices.
async fn stopped(request: Request) -> Response {
    let (_, reader) = reader_of(request).await;
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "This screen is stopped"));
    page_with_status(axum::http::StatusCode::FORBIDDEN, frame, view! { <page::Stopped locale /> })
}

async fn reader_of(request: Request) -> (Request, Reader) {
    let (mut parts, body) = request.into_parts();
    let Ok(reader) = Reader::from_request_parts(&mut parts, &()).await;
    (Request::from_parts(parts, body), reader)
}
