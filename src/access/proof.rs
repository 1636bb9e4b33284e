//! Asking again who somebody is before what cannot be undone, or what would help a thief: a permit that is only given
//! to whoever has just shown it.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use secrecy::SecretString;
use std::net::IpAddr;
use std::ops::Deref;
use tower_sessions::Session;

use super::accounts::{CannotCheck, LogInAttempt};
use super::bundle::Access;
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
        let now = Access::from_ref(state).clock.now();
        match permit.proven_at() {
            Some(at) if now - at < PROOF_LASTS => Ok(Self(permit)),
            _ => Err(NotProven::TooLongAgo { path: parts.uri.path().to_owned() }),
        }
    }
}

/// Checks the password of whoever is logged in, under the same limits as logging in. Right, and this log-in counts as
/// proven from now on.
///
/// # Errors
/// When nothing could be checked, or it is not stored.
pub async fn prove_by_password(
    access: &Access,
    session: &Session,
    permit: &Permit,
    password: SecretString,
    address: IpAddr,
) -> Result<LogInAttempt, CannotCheck> {
    let attempt = access.accounts.check_again(permit.actor(), password, address).await?;
    if let (LogInAttempt::Right(_), Some(id)) = (attempt, session.id()) {
        access.sessions.proven(&id).await?;
    }
    Ok(attempt)
}
