//! Codes to print: shown once.

use axum::extract::State;
use axum::response::IntoResponse;
use leptos::prelude::*;
use tower_sessions::Session;

use super::{OwnLogIn, code_pages, frame, noted, told_and_ended};
use crate::access::Purpose;
use crate::domain::About;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};

/// Explains them.
///
/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, own: OwnLogIn) -> Outcome {
    let locale = reader.locale();
    let frame = frame(&reader, &own, t!(locale, "Print codes"), "/your-log-in");
    Ok(page(frame, view! { <code_pages::PrintCodes locale /> }))
}

/// Makes them and shows them in the answer itself: no address leads to them again.
///
/// # Errors
/// When they are not written down, or not made.
pub async fn make(State(app): State<AppState>, reader: Reader, session: Session, own: OwnLogIn) -> Outcome {
    noted(&own, Purpose::SecondStepChanged).await?;
    let codes = app.access.accounts.new_printed_codes(own.actor()).await.map_err(PageError::internal)?;
    let renewed = told_and_ended(&app, &session, &own, &About::SecondStepChanged).await?;
    let locale = reader.locale();
    let frame = frame(&reader, &own, t!(locale, "Your printed codes"), "/your-log-in");
    Ok((renewed, page(frame, view! { <code_pages::PrintedCodes locale codes /> })).into_response())
}
