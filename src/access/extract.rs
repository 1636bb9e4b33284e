//! Makes the permit of a request: session, account, person, in one question to the database.

use axum::extract::{FromRef, FromRequestParts, MatchedPath, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::Permit;
use super::acting::{PageFor, asked_page, may_open};
use super::bundle::Access;
use super::cookies::ForgetEverything;
use super::here::{Acting, Here, LoggedInName, PostedSubject, subject_tag};
use super::own_access::{self, OWN_ACCESS_STOPPED};
use super::terminals::TerminalHere;
use super::visit_codes::is_open_by_visit_code;
use crate::store::{AskedBy, LoggedIn, StoreError};

/// Where nobody wants to arrive after logging in.
const NO_PAGES_TO_GO_ON_TO: [&str; 3] = ["/log-in", "/log-out", ASKED_BY_PAGES];

/// What open pages ask for by themselves.
const ASKED_BY_PAGES: &str = "/where-from/waiting";

fn asked_by(parts: &Parts) -> AskedBy {
    if parts.uri.path().starts_with(ASKED_BY_PAGES) { AskedBy::Page } else { AskedBy::Person }
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
    #[error("a visit code does not open this")]
    NotByVisitCode,
    #[error("the route has no session layer")]
    NoSessionLayer,
    #[error("whoever acts for somebody else is stopped: {0:?}")]
    Stopped(Stopped),
    #[error("the page is about nobody, and looks as to somebody who is not logged in")]
    AsAnybody,
    /// Staff stopped their own online access, at their wish.
    #[error("their own access is stopped")]
    OwnAccessStopped,
    /// For whoever acts for the patient it is as if it were not there.
    #[error("nothing of this was given")]
    NotGiven,
}

/// Why somebody who acts, or acted, for somebody else cannot go on; each has a page that says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// The page is about whoever is logged in, or not made for acting.
    NotHere,
    /// The form was about another person's record than the one that this log-in looks at now.
    AnotherRecord,
    /// What was given lets them look, and do nothing with this.
    OnlyLooks,
    /// No grant is active.
    NotActive,
}

impl Stopped {
    pub const ALL: [Stopped; 4] =
        [Stopped::NotHere, Stopped::AnotherRecord, Stopped::OnlyLooks, Stopped::NotActive];

    /// The word in the page's address.
    pub const fn slug(self) -> &'static str {
        match self {
            Stopped::NotHere => "not-here",
            Stopped::AnotherRecord => "another-record",
            Stopped::OnlyLooks => "only-looks",
            Stopped::NotActive => "not-active",
        }
    }
}

/// Bare answers; `web` turns the last two into pages where it extracts a permit itself.
impl IntoResponse for NoPermit {
    fn into_response(self) -> Response {
        match self {
            Self::NotLoggedIn(not_logged_in) => not_logged_in.into_response(),
            Self::AsAnybody => Self::Stopped(Stopped::NotHere).into_response(),
            Self::Stopped(why) => Redirect::to(&format!("/helping/stopped/{}", why.slug())).into_response(),
            Self::OwnAccessStopped => Redirect::to(OWN_ACCESS_STOPPED).into_response(),
            Self::NotGiven => StatusCode::NOT_FOUND.into_response(),
            Self::NotByVisitCode => StatusCode::FORBIDDEN.into_response(),
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
        if logged_in.by_visit_code {
            if let Some(here) = parts.extensions.get::<TerminalHere>() {
                here.came_by_visit_code();
            }
            let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
            if !is_open_by_visit_code(&parts.method, route) {
                return Err(NoPermit::NotByVisitCode);
            }
        }
        let about = whose_record(&access, parts, &logged_in).await?;
        let Some(carers) = about else {
            let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
            if logged_in.stopped_by.is_some() && !own_access::is_open(&parts.method, route) {
                return Err(match asked_page(parts) {
                    PageFor::Anybody => NoPermit::AsAnybody,
                    _ => NoPermit::OwnAccessStopped,
                });
            }
            let present = session_id.and_then(|id| access.presences.of(&id));
            return Ok(Permit::own(logged_in, present, access.log.clone(), access.clock.clone()));
        };
        Ok(carers)
    }
}

/// The permit of whoever acts for somebody else; nothing for a page about whoever is logged in themselves.
async fn whose_record(access: &Access, parts: &Parts, who: &LoggedIn) -> Result<Option<Permit>, NoPermit> {
    let page = asked_page(parts);
    let here = |subject, acting| Here {
        name: who.person.name.clone(),
        subject: subject_tag(&access.accounts.keys, who.account, subject),
        acting,
    };
    let fill = |here: &Here| {
        if let Some(name) = parts.extensions.get::<LoggedInName>() {
            name.fill(here.clone());
        }
    };
    let checked = |here: &Here| {
        let posted = || parts.extensions.get::<PostedSubject>().cloned().unwrap_or_default();
        let is_to_say = parts.method == Method::POST && page != PageFor::ActorWhicheverRecord;
        match is_to_say && !posted().fits(here) {
            true => Err(NoPermit::Stopped(Stopped::AnotherRecord)),
            false => Ok(()),
        }
    };
    let Some(patient) = who.acting_for else {
        let here = here(who.person.id, None);
        fill(&here);
        return checked(&here).map(|()| None);
    };
    let permit = access.carers_permit(who, patient).await?;
    let is_about_patient = matches!(page, PageFor::Patient | PageFor::Kind(_) | PageFor::Doing(_));
    let acting =
        permit.as_ref().map(|permit| Acting { name: permit.subject().name.clone(), is_about_patient });
    let here = here(patient, acting);
    fill(&here);
    match page {
        PageFor::Actor | PageFor::ActorWhicheverRecord => return checked(&here).map(|()| None),
        PageFor::Anybody => return Err(NoPermit::AsAnybody),
        _ => {}
    }
    let permit = permit.ok_or(NoPermit::Stopped(Stopped::NotActive))?;
    checked(&here)?;
    may_open(&permit, page).map(|()| Some(permit))
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
            Err(NoPermit::NotLoggedIn(NotLoggedIn { expired: false, .. }) | NoPermit::AsAnybody) => Ok(None),
            Err(no_permit) => Err(no_permit),
        }
    }
}
