//! Asking again who somebody is before what cannot be undone, or what would help a thief: a permit that is only given
//! to whoever has just shown it.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use std::ops::Deref;
use tower_sessions::Session;

use super::bundle::Access;
use super::cookies::NewSessionId;
use super::log_in::CannotLogIn;
use super::{NoPermit, Permit};

/// How long after showing it a person need not show it again.
pub const PROOF_LASTS: Duration = Duration::minutes(10);

/// Where it is asked for.
pub const ASKED_AT: &str = "/confirm";

/// A permit of somebody who has shown within the last ten minutes that it is them: by logging in, or at `/confirm`. A
/// handler that takes this in the place of a [`Permit`] asks everyone else first. What is posted to it is not kept: ask
/// for it on the page with the form as well.
#[derive(Debug)]
pub struct RecentlyProven(Permit);

impl RecentlyProven {
    pub fn permit(&self) -> &Permit {
        &self.0
    }
}

impl Deref for RecentlyProven {
    type Target = Permit;
    fn deref(&self) -> &Permit {
        &self.0
    }
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum NotProven {
    #[error(transparent)]
    NoPermit(#[from] NoPermit),
    #[error("it was shown too long ago")]
    TooLongAgo {
        /// The page that was asked for; our paths hold nothing personal.
        path: String,
    },
}

impl IntoResponse for NotProven {
    fn into_response(self) -> Response {
        match self {
            Self::NoPermit(no_permit) => no_permit.into_response(),
            Self::TooLongAgo { path } => {
                let query = url::form_urlencoded::Serializer::new(String::new())
                    .append_pair("return", &path)
                    .finish();
                Redirect::to(&format!("{ASKED_AT}?{query}")).into_response()
            }
        }
    }
}

impl<S> FromRequestParts<S> for RecentlyProven
where
    S: Send + Sync,
    Access: FromRef<S>,
{
    type Rejection = NotProven;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NotProven> {
        let permit = <Permit as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        shown_lately(&Access::from_ref(state), &permit, parts.uri.path())?;
        Ok(Self(permit))
    }
}

/// For a handler of which only one part asks for it: whether whoever has this permit has shown within the last ten minutes
/// that it is them.
///
/// # Errors
/// [`NotProven::TooLongAgo`], which as an answer leads to where they show it, and then to `path`.
pub fn shown_lately(access: &Access, permit: &Permit, path: &str) -> Result<(), NotProven> {
    let now = access.clock.now();
    match permit.proven_at() {
        Some(at) if now - at < PROOF_LASTS => Ok(()),
        _ => Err(NotProven::TooLongAgo { path: path.to_owned() }),
    }
}

/// Whoever is in this session has just shown again that it is them: it counts as proven from now on, and goes on under a
/// new id (OWASP ASVS 5.0, 7.2.4), so that whoever had the old one has nothing of that.
///
/// # Errors
/// When it is not stored, or the session has ended meanwhile.
pub async fn proven_again(access: &Access, session: &Session) -> Result<NewSessionId, CannotLogIn> {
    let renewed = renewed(access, session).await?;
    access.sessions.proven(&renewed.id).await?;
    Ok(renewed)
}

/// Gives this session a new id.
///
/// # Errors
/// When it is not stored, or the session has ended meanwhile.
pub async fn renewed(access: &Access, session: &Session) -> Result<NewSessionId, CannotLogIn> {
    let before = session.id().map(|id| access.sessions.current(id)).ok_or(CannotLogIn::Ended)?;
    let id = access.sessions.renew(before).await?.ok_or(CannotLogIn::Ended)?;
    access.presences.goes_on_as(&before, id);
    Ok(NewSessionId { cookie: access.cookie, id })
}
