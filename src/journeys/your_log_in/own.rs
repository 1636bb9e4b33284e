//! Somebody who may change how they log in here: the person, who has just shown that it is them.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::{Permit, RecentlyProven};
use crate::web::{AppState, PageError};

/// A handler that takes this sends everyone else away: to show that it is them, or, with an account that only NHS login
/// opens, to the page that says where such a log-in is changed.
pub struct OwnLogIn(RecentlyProven);

impl Deref for OwnLogIn {
    type Target = Permit;
    fn deref(&self) -> &Permit {
        self.0.permit()
    }
}

impl FromRequestParts<AppState> for OwnLogIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Response> {
        let proven = RecentlyProven::from_request_parts(parts, app).await;
        let proven = proven.map_err(IntoResponse::into_response)?;
        if !proven.is_the_patients_own() {
            return Err(PageError::NotAllowed.into_response());
        }
        match app.access.accounts.has_password(proven.actor()).await {
            Ok(true) => Ok(Self(proven)),
            Ok(false) => Err(Redirect::to("/your-log-in").into_response()),
            Err(error) => Err(PageError::internal(error).into_response()),
        }
    }
}
