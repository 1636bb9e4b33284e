//! What all forms share that ask an organisation for something: the same form twice is one request.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Permit;
use crate::gather::CannotAct;
use crate::requests::NotAsked;
use crate::web::{AppState, PageError};

/// Which button of the last page before sending was pressed.
#[derive(Default, Deserialize)]
pub struct Pressed {
    #[serde(default)]
    pub step: String,
}

/// How the request of this form stands, where the form was sent before: by an impatient finger, by another tab, or from
/// a page that was gone back to. Look before a form is refused, too: what it asks for may have been done meanwhile.
///
/// # Errors
/// When our database does not answer.
pub async fn asked_before(
    app: &AppState,
    permit: &Permit,
    wish: Uuid,
) -> Result<Option<Response>, PageError> {
    let known = app.requests.one(permit, wish).await.map_err(PageError::internal)?;
    Ok(known.map(|_| to_request(wish)))
}

/// A page of something that was begun, where it is not there any more: to its request, if it was sent. The browser's Back
/// leads to such pages.
///
/// # Errors
/// [`PageError::NotFound`] for what was thrown away, is nobody's, or somebody else's; when our database does not answer.
pub async fn sent_or_gone(app: &AppState, permit: &Permit, wish: Uuid) -> Result<Response, PageError> {
    asked_before(app, permit, wish).await?.ok_or(PageError::NotFound)
}

/// To the page of a request.
pub fn to_request(wish: Uuid) -> Response {
    Redirect::to(&format!("/requests/{wish}")).into_response()
}

/// The page for a wish that could not be written down.
pub fn not_asked(why: NotAsked) -> PageError {
    match why {
        NotAsked::Cannot(CannotAct::NotAllowed) => PageError::NotAllowed,
        NotAsked::Cannot(_) => PageError::NotFound,
        NotAsked::Disclose(_) => PageError::CannotDisclose,
        NotAsked::Store(_) => PageError::internal(why),
    }
}
