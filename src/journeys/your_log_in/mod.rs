//! Your log-in: how a person logs in, and changing it, once they have shown again that it is them.

mod app;
mod change_pages;
pub(super) mod code_pages;
mod codes;
mod email;
mod own;
mod page;
mod passkeys;
mod password;
pub(super) mod qr;
mod sent_codes;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use tower_sessions::Session;

pub use app::{ask_to_remove as ask_to_stop, remove as stop, set as set_app, show as show_app};
pub use codes::{make as make_codes, show as show_codes};
pub use email::{
    change as change_email, confirm as confirm_email, send as send_email_code, show as show_email,
};
pub use passkeys::{add as add_passkey, remove as remove_passkey, show as show_passkeys};
pub use password::{set as set_password, show as show_password};
pub use sent_codes::{choose as choose_sent_codes, show as show_sent_codes};

use own::OwnLogIn;

use crate::access::{self, NewSessionId, Permit, Purpose};
use crate::domain::{About, Kinds};
use crate::t;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, Words, page};

/// What was changed, behind the address of the page that says so.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Asked {
    changed: Option<String>,
}

/// Shows how the person logs in.
///
/// # Errors
/// [`PageError::NotAllowed`] for anyone but the person; [`PageError::Internal`] where our database does not answer.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    axum::extract::Query(asked): axum::extract::Query<Asked>,
) -> Outcome {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let ways = app.access.accounts.ways_in(permit.actor()).await.map_err(PageError::internal)?;
    let (locale, changed, has_passkeys) = (reader.locale(), asked.changed.is_some(), reader.site.passkeys);
    let frame = frame(&reader, &permit, t!(locale, "Your log-in"), "/");
    Ok(page(frame, view! { <page::YourLogIn locale ways changed has_passkeys /> }))
}

/// Makes every device be asked for the second step again, and so log in again.
///
/// # Errors
/// When it is not written down, or not done.
pub async fn forget_devices(State(app): State<AppState>, session: Session, own: OwnLogIn) -> Outcome {
    noted(&own, Purpose::SecondStepChanged).await?;
    app.access.accounts.forget_devices(own.actor()).await.map_err(PageError::internal)?;
    changed(&app, &session, &own, &About::SecondStepChanged).await
}

fn frame(reader: &Reader, permit: &Permit, title: Words, back: &'static str) -> Frame {
    reader.frame(title).for_person(permit.subject()).back(back, t!(reader.locale(), "Back"))
}

/// Writes down, before it is done, that the log-in is changed.
async fn noted(permit: &Permit, purpose: Purpose) -> Result<(), PageError> {
    permit.note(&[], Kinds::NONE, purpose).await.map_err(|_| PageError::CannotDisclose)
}

/// After a change: the person is told, by the way that reaches them, the account is logged out everywhere else, and this
/// log-in goes on under a new id.
async fn changed(app: &AppState, session: &Session, permit: &Permit, about: &About) -> Outcome {
    let renewed = told_and_ended(app, session, permit, about).await?;
    Ok((renewed, Redirect::to("/your-log-in?changed")).into_response())
}

/// As [`changed`], where the answer is a page of its own.
async fn told_and_ended(
    app: &AppState,
    session: &Session,
    permit: &Permit,
    about: &About,
) -> Result<NewSessionId, PageError> {
    let told = app.outbox.tell_alone(permit.actor(), about, app.clock.now()).await;
    told.map_err(PageError::internal)?;
    logged_out_elsewhere(app, session, permit).await
}

/// As [`changed`], where whoever is to be told has been told already.
async fn changed_but_told(app: &AppState, session: &Session, permit: &Permit) -> Outcome {
    let renewed = logged_out_elsewhere(app, session, permit).await?;
    Ok((renewed, Redirect::to("/your-log-in?changed")).into_response())
}

/// After a change of where somebody is reached or how they log in: every other log-in of theirs ends, and this one goes on
/// under a new id.
///
/// # Errors
/// When they are not ended.
pub(super) async fn logged_out_elsewhere(
    app: &AppState,
    session: &Session,
    permit: &Permit,
) -> Result<NewSessionId, PageError> {
    access::log_out_elsewhere(&app.access, session, permit.actor()).await.map_err(PageError::internal)?;
    let renewed = access::renewed(&app.access, session).await.map_err(PageError::internal)?;
    tracing::info!(account = %permit.actor().0, "a log-in was changed");
    Ok(renewed)
}
