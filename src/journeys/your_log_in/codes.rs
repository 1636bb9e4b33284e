//! Codes to print: shown once.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::{again, changed, frame, noted, own, page};
use crate::access::{Permit, Purpose};
use crate::domain::About;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

#[derive(Default, Deserialize)]
pub struct CodesForm {
    #[serde(default)]
    password: String,
}

/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person.
pub async fn show(reader: Reader, permit: Permit) -> Outcome {
    own(&permit)?;
    Ok(form_page(&reader, &permit, StatusCode::OK, FormState::default()))
}

/// Makes them and shows them in the answer itself: no address leads to them again.
///
/// # Errors
/// As [`show`], and when our database does not answer.
pub async fn make(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<CodesForm>, FormRejection>,
) -> Outcome {
    own(&permit)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, mut state) = (reader.locale, FormState::default());
    if let Some(status) = again::check(&app, &permit, address, &form.password, &mut state, locale).await? {
        return Ok(form_page(&reader, &permit, status, state));
    }
    noted(&permit, Purpose::SecondStepChanged).await?;
    let codes = app.access.accounts.new_printed_codes(permit.actor()).await.map_err(PageError::internal)?;
    changed(&app, &session, &permit, &About::SecondStepChanged).await?;
    let frame = frame(&reader, &permit, t!(locale, "Your printed codes"), "/your-log-in");
    Ok(crate::web::page(frame, view! { <page::PrintedCodes locale codes /> }))
}

fn form_page(reader: &Reader, permit: &Permit, status: StatusCode, form: FormState) -> Response {
    let locale = reader.locale;
    let frame = frame(reader, permit, t!(locale, "Print codes"), "/your-log-in").with_errors_of(&form);
    page_with_status(status, frame, view! { <page::PrintCodes locale form /> })
}
