//! What all forms share that ask an organisation for something: the same form twice is one request.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Permit;
use crate::gather::CannotAct;
use crate::requests::NotAsked;
use crate::web::{AppState, PageError};

/// How long a person waits for an organisation to say how what they want stands, or what there is to choose from: longer
/// than for a page that only looks, since nothing is asked for on an old answer.
pub const PATIENCE: Duration = Duration::from_secs(8);

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

/// The wish of a form that came; or, where it came before, the page of its request.
///
/// # Errors
/// [`PageError::BadRequest`] for a form that is not ours; when our database does not answer.
pub async fn wish_of_form(
    app: &AppState,
    permit: &Permit,
    wish: &str,
) -> Result<Result<Uuid, Response>, PageError> {
    let wish = Uuid::try_parse(wish).map_err(|_| PageError::BadRequest)?;
    Ok(asked_before(app, permit, wish).await?.map_or(Ok(wish), Err))
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
