//! Makes the permit of a request: session, account, person, in one question to the database.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::Permit;
use super::bundle::Access;
use super::cookies::ForgetEverything;
use super::terminals::TerminalHere;
use crate::store::{AskedBy, StoreError};

/// Where nobody wants to arrive after logging in.
const NO_PAGES_TO_GO_ON_TO: [&str; 3] = ["/log-in", "/log-out", ASKED_BY_PAGES];

/// What open pages ask for by themselves.
const ASKED_BY_PAGES: &str = "/where-from/waiting";

fn asked_by(parts: &Parts) -> AskedBy {
    if parts.uri.path().starts_with(ASKED_BY_PAGES) { AskedBy::Page } else { AskedBy::Person }
}

/// The name of whoever is logged in, filled in when a permit is made: error pages carry it in their header, and the
/// button to log out with it.
#[derive(Clone, Debug, Default)]
pub struct LoggedInName(Arc<OnceLock<String>>);

impl LoggedInName {
    pub fn get(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

/// Nobody is logged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotLoggedIn {
    /// The browser came with a session that has ended, or never was one.
    pub expired: bool,
    /// On a terminal, which begins with its own first page whatever was asked for.
    at_terminal: bool,
    /// The page that was asked for, to go to after logging in.
    path: Option<String>,
    forget: ForgetEverything,
}

impl NotLoggedIn {
    /// Where to log in, and then go on. Our paths hold nothing personal.
    fn to_log_in(&self) -> String {
        if self.at_terminal {
            return "/".to_owned();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(path) = &self.path {
            query.append_pair("return", path);
        }
        if self.expired {
            query.append_pair("ended", "yes");
        }
        let query = query.finish();
        if query.is_empty() { "/log-in".to_owned() } else { format!("/log-in?{query}") }
    }
}

/// To the log-in page; a browser that came with a stale session forgets it and all it keeps of our pages.
impl IntoResponse for NotLoggedIn {
    fn into_response(self) -> Response {
        let to_log_in = Redirect::to(&self.to_log_in());
        if self.expired { (self.forget, to_log_in).into_response() } else { to_log_in.into_response() }
    }
}

/// Why a request gets no permit.
#[derive(Debug, thiserror::Error)]
pub enum NoPermit {
    #[error("nobody is logged in")]
    NotLoggedIn(NotLoggedIn),
    #[error("the database does not say who is logged in")]
    Store(#[from] StoreError),
    #[error("the route has no session layer")]
    NoSessionLayer,
}

/// Bare answers; `web` turns the last two into pages where it extracts a permit itself.
impl IntoResponse for NoPermit {
    fn into_response(self) -> Response {
        match self {
            Self::NotLoggedIn(not_logged_in) => not_logged_in.into_response(),
            Self::Store(error) => {
                tracing::error!(%error, "nobody can be let in");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
            Self::NoSessionLayer => {
                tracing::error!("a route with a permit stands outside the session layer");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl<S> FromRequestParts<S> for Permit
where
    S: Send + Sync,
    Access: FromRef<S>,
{
    type Rejection = NoPermit;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NoPermit> {
        let access = Access::from_ref(state);
        let session = parts.extensions.get::<Session>().ok_or(NoPermit::NoSessionLayer)?;
        // Straight from the id, without `Session::get`: that would be a question to the database more.
        let session_id = session.id().map(|id| access.sessions.current(id));
        let logged_in = match &session_id {
            Some(id) => {
                let user_agent = parts.headers.get(header::USER_AGENT).and_then(|said| said.to_str().ok());
                access.sessions.logged_in(id, asked_by(parts), user_agent.unwrap_or_default()).await?
            }
            None => None,
        };
        let terminal = parts.extensions.get::<TerminalHere>().and_then(TerminalHere::get);
        let terminal = terminal.map(|terminal| terminal.id);
        // A session of a terminal is good there alone, and no other is good there.
        let Some(logged_in) = logged_in.filter(|who| who.terminal == terminal) else {
            let expired = access.cookie.is_in(&parts.headers);
            // What was posted cannot be asked for again.
            let path = parts.uri.path();
            let is_page =
                parts.method == Method::GET && !NO_PAGES_TO_GO_ON_TO.iter().any(|no| path.starts_with(no));
            let path = (is_page && path != "/").then(|| path.to_owned());
            let forget = access.cookie.forget().but_a_remembered_device(&parts.headers);
            return Err(NoPermit::NotLoggedIn(NotLoggedIn {
                expired,
                at_terminal: terminal.is_some(),
                path,
                forget,
            }));
        };
        if let Some(LoggedInName(name)) = parts.extensions.get() {
            let _ = name.set(logged_in.person.name.clone());
        }
        let present = session_id.and_then(|id| access.presences.of(&id));
        Ok(Permit::own(logged_in, present, access.log.clone(), access.clock.clone()))
    }
}

/// For pages that anyone may see and that look different to whoever is logged in. A stale session still leads to the
/// log-in page, so that the browser forgets it.
impl<S> OptionalFromRequestParts<S> for Permit
where
    S: Send + Sync,
    Access: FromRef<S>,
{
    type Rejection = NoPermit;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, NoPermit> {
        match <Permit as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(permit) => Ok(Some(permit)),
            Err(NoPermit::NotLoggedIn(NotLoggedIn { expired: false, .. })) => Ok(None),
            Err(no_permit) => Err(no_permit),
        }
    }
}
