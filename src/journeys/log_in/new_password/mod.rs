//! A new password with a code, for somebody who has lost theirs.

mod page;

use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{must_wait, unreadable, weak_password};
use crate::access::{NewPasswordSet, set_password_by_code};
use crate::domain::About;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};

#[derive(Default, Deserialize)]
pub struct NewPasswordForm {
    #[serde(default)]
    who: String,
    #[serde(default)]
    code: String,
    #[serde(default, rename = "new-password")]
    new: String,
}

/// What may stand behind the address.
#[derive(Default, Deserialize)]
pub struct Asked {
    /// There for somebody who has just asked for a code by email.
    sent: Option<String>,
}

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader, asked: Result<Query<Asked>, QueryRejection>) -> Outcome {
    let sent = asked.is_ok_and(|Query(asked)| asked.sent.is_some());
    Ok(form_page(&reader, FormState::default(), sent))
}

/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn set(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    form: Result<Form<NewPasswordForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = FormState::default().keep("who", form.who.trim());
    if form.who.trim().is_empty() {
        state.wrong("who", t!(locale, "Enter your NHS number or email address"));
    }
    if form.code.trim().is_empty() {
        state.wrong("code", t!(locale, "Enter the code"));
    }
    if form.new.is_empty() {
        state.wrong("new-password", t!(locale, "Enter a new password"));
    }
    if !state.is_ok() {
        return Ok(form_page(&reader, state, false));
    }
    let set = set_password_by_code(&app.access, form.who.trim(), &form.code, form.new.into(), address).await;
    match set.map_err(PageError::internal)? {
        NewPasswordSet::Yes(account) => {
            // By the way that reaches the person: it may not have been they who did it.
            let told = app.outbox.tell_alone(account, &About::PasswordChanged, app.clock.now()).await;
            told.map_err(PageError::internal)?;
            return Ok(Redirect::to("/log-in?new-password").into_response());
        }
        NewPasswordSet::Weak(weak) => state.wrong("new-password", weak_password(locale, weak)),
        NewPasswordSet::Wrong => {
            state.wrong("code", t!(locale, "That code is not right, was used before, or is too old"));
        }
        NewPasswordSet::Wait(wait) => must_wait(&mut state, "code", locale, wait),
    }
    Ok(form_page(&reader, state, false))
}

fn form_page(reader: &Reader, form: FormState, sent: bool) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "Choose a new password");
    let frame = reader.frame(title).back("/log-in/lost", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <page::WithCode locale form sent /> })
}
