//! Making passkeys, naming them, and taking them away.

mod page;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use leptos::prelude::*;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use super::{OwnLogIn, changed, frame, noted};
use crate::access::{LONGEST_NAME, MOST_PASSKEYS, PasskeyAsked, PasskeyCheck, Purpose};
use crate::domain::About;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Frame, Outcome, PageError, Reader};
use page::PasskeysFacts;

#[derive(Default, Deserialize)]
pub struct NewPasskeyForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    note: String,
    /// What the browser made; empty where it did nothing.
    #[serde(default)]
    credential: String,
}

#[derive(Default, Deserialize)]
pub struct RemoveForm {
    #[serde(default)]
    passkey: String,
}

/// The passkeys, and a form for a new one.
///
/// # Errors
/// [`PageError::NotFound`] where this portal's address cannot have passkeys.
pub async fn show(State(app): State<AppState>, reader: Reader, own: OwnLogIn) -> Outcome {
    form_page(&app, &reader, &own, FormState::default()).await
}

/// Keeps the one that the browser made.
///
/// # Errors
/// As [`show`], when the form cannot be read, or our database does not answer.
pub async fn add(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    own: OwnLogIn,
    form: Result<Form<NewPasskeyForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (locale, accounts, account) = (reader.locale(), &app.access.accounts, own.actor());
    if !accounts.has_passkeys() {
        return Err(PageError::NotFound);
    }
    let name = form.name.trim();
    let mut state = FormState::default().keep("name", name);
    if name.is_empty() {
        state.wrong("name", t!(locale, "Enter a name for the passkey, like My phone"));
    } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        state.wrong("name", t!(locale, "Enter a shorter name, of at most 50 characters"));
    } else if form.credential.is_empty() {
        state.wrong("name", t!(locale, "Your browser did not make a passkey. This needs JavaScript"));
    } else if accounts.passkeys(account).await.map_err(PageError::internal)?.len() >= MOST_PASSKEYS {
        state.wrong("name", t!(locale, "You have 20 passkeys. Remove one before you make another"));
    }
    if !state.is_ok() {
        return form_page(&app, &reader, &own, state).await;
    }
    noted(&own, Purpose::PasskeysChanged).await?;
    let added = accounts.add_passkey(account, &form.note, &form.credential, name).await;
    match added.map_err(PageError::internal)? {
        PasskeyCheck::Right(()) => {
            return changed(&app, &session, &own, &About::SecondStepChanged).await;
        }
        PasskeyCheck::Wrong => state.wrong("name", t!(locale, "We could not use that passkey. Try again")),
        PasskeyCheck::TooLate => {
            state.wrong("name", t!(locale, "This page was open for too long. Try again"));
        }
    }
    form_page(&app, &reader, &own, state).await
}

/// Takes one away. What names none of the person's own takes none.
///
/// # Errors
/// When the form cannot be read, it is not written down, or not done.
pub async fn remove(
    State(app): State<AppState>,
    session: Session,
    own: OwnLogIn,
    form: Result<Form<RemoveForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let id = form.passkey.parse::<Uuid>().map_err(|_| PageError::NotFound)?;
    noted(&own, Purpose::PasskeysChanged).await?;
    let removed = app.access.accounts.remove_passkey(own.actor(), id).await;
    if !removed.map_err(PageError::internal)? {
        return Err(PageError::NotFound);
    }
    changed(&app, &session, &own, &About::SecondStepChanged).await
}

async fn form_page(
    app: &AppState,
    reader: &Reader,
    own: &OwnLogIn,
    form: FormState,
) -> Result<Response, PageError> {
    let accounts = &app.access.accounts;
    if !accounts.has_passkeys() {
        return Err(PageError::NotFound);
    }
    let passkeys = accounts.passkeys(own.actor()).await.map_err(PageError::internal)?;
    let asked = accounts.ask_to_make_passkey(own.actor(), own.subject()).await;
    let PasskeyAsked { options, note } = asked.map_err(PageError::internal)?;
    let note = note.expose_secret().to_owned();
    let facts = PasskeysFacts { now: app.clock.now(), passkeys, options, note };
    let locale = reader.locale();
    let frame = frame(reader, own, t!(locale, "Your passkeys"), "/your-log-in");
    let frame = Frame { islands: true, ..frame };
    Ok(crate::web::form_page(frame, form, move |form| view! { <page::Passkeys locale form facts /> }))
}
