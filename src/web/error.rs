//! Every way in which a request can end badly, each with a page in plain words.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::CannotNote;

/// What a handler gives back.
pub type Outcome = Result<Response, PageError>;

/// A request that ends badly.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum PageError {
    #[error("the request could not be read")]
    BadRequest,
    /// Answered with a redirect to `/log-in`, not a page.
    #[error("nobody is logged in")]
    NotLoggedIn,
    #[error("this account may not do that")]
    NotAllowed,
    /// On an assisted terminal, where only some pages are open.
    #[error("this page is closed on terminals")]
    NotAtTerminal,
    /// Nobody at the staff desk works on their own record.
    #[error("it is about whoever asks for it")]
    OwnRecord,
    #[error("a post from another site, or from nowhere")]
    CrossSite,
    #[error("there is no such page, or it is not this person's")]
    NotFound,
    #[error("this page cannot be asked that way")]
    MethodNotAllowed,
    #[error("the request took too long to arrive")]
    TooSlow,
    #[error("the request is too large")]
    TooLarge,
    #[error("the request asks for another host")]
    WrongHost,
    /// A demonstration answers only on the computer that it runs on.
    #[error("a demonstration was asked through a proxy")]
    Forwarded,
    #[error("too many tries")]
    TooMany,
    /// The access log could not be written, so nothing is shown.
    #[error("the access log could not be written")]
    CannotDisclose,
    #[error("the portal is too busy")]
    Busy,
    #[error("something went wrong inside")]
    Internal,
}

impl PageError {
    /// Logs what went wrong inside, which the page does not tell. `error` must not hold personal data.
    pub fn internal(error: impl std::error::Error) -> Self {
        tracing::error!(error = %error, "a request failed inside");
        Self::Internal
    }

    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotLoggedIn => StatusCode::SEE_OTHER,
            Self::NotAllowed | Self::NotAtTerminal | Self::OwnRecord | Self::CrossSite | Self::Forwarded => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::CannotDisclose | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What is not written down is not shown or done.
impl From<CannotNote> for PageError {
    fn from(why: CannotNote) -> Self {
        match why {
            CannotNote::OwnRecord => Self::OwnRecord,
            CannotNote::Store(why) => {
                tracing::error!(error = %why, "nothing is shown that is not written down");
                Self::CannotDisclose
            }
        }
    }
}

/// Answers with the status alone and says which error it was; [`super::security`] puts the page in, in the
/// reader's language.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if self == Self::NotLoggedIn {
            return Redirect::to("/log-in").into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
