//! Closing a log-in: what goes, what the log must keep and for how long, and then doing it.

mod page;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

use crate::access::{self, Permit, Purpose, RecentlyProven};
use crate::domain::Kinds;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use page::{Ask, Closed, Explain};

/// Says what happens; nothing is done here.
///
/// # Errors
/// None: everything has its page.
pub async fn explain(reader: Reader, permit: Permit) -> Outcome {
    let (locale, log_years) = (reader.locale(), reader.site.log_years);
    let frame = reader.frame(t!(locale, "Close your log-in")).for_person(permit.subject());
    Ok(page(frame.back("/devices", t!(locale, "Back")), view! { <Explain locale log_years /> }))
}

/// Asks once more, of somebody who has just shown that it is them.
///
/// # Errors
/// None: everything has its page.
pub async fn ask(reader: Reader, proven: RecentlyProven) -> Outcome {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Do you want to close your log-in?")).for_person(proven.subject());
    Ok(page(frame.back("/close-account", t!(locale, "Back")), view! { <Ask locale /> }))
}

/// Writes it down in the log, which stays, and deletes the log-in with all that belongs to it.
///
/// # Errors
/// When it is not written down or not deleted; then everything is as it was. [`PageError::NotAllowed`] for anyone but
/// the patient.
pub async fn close(State(app): State<AppState>, proven: RecentlyProven) -> Outcome {
    if !proven.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let noted = proven.note(&[], Kinds::NONE, Purpose::AccountClosed).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    let closed = access::close_account(&app.access, &proven, &app.outbox).await;
    let forget = closed.map_err(PageError::internal)?;
    app.gather.person_changed(proven.subject().id);
    Ok((forget, Redirect::to("/account-closed")).into_response())
}

/// What is seen afterwards; can be loaded again by anyone.
///
/// # Errors
/// None: everything has its page.
pub async fn closed(reader: Reader) -> Outcome {
    let (locale, log_years) = (reader.locale(), reader.site.log_years);
    let frame = reader.frame(t!(locale, "Your log-in is closed"));
    Ok(page(frame, view! { <Closed locale log_years /> }))
}
