//! Making a log-in with a linkage code from the GP surgery: it needs neither email nor phone.

mod form;
mod page;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;

use crate::access::{self, Registered};
use crate::domain::About;
use crate::journeys::log_in::{must_wait, unreadable, weak_password};
use crate::journeys::your_log_in;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader};
use form::RegisterForm;

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader) -> Outcome {
    Ok(form_page(&reader, FormState::default()))
}

/// Makes the log-in and lets the person in, or says what is wrong.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    form: Result<Form<RegisterForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = form.kept();
    let Some((number, born)) = form.checked(locale, &mut state) else {
        return Ok(form_page(&reader, state));
    };
    let password = form.password.clone().into();
    let registered = access::register(&app.access, number, born, &form.code, password, address).await;
    match registered.map_err(PageError::internal)? {
        Registered::Yes(account) => {
            let told = app.outbox.tell_alone(account, &About::NewWayIn, app.clock.now()).await;
            told.map_err(PageError::internal)?;
            access::log_in(&app.access, &session, account).await.map_err(PageError::internal)?;
            return match form.email.trim() {
                "" => Ok(Redirect::to("/your-log-in").into_response()),
                email => your_log_in::confirm_email(&app, &reader, account, email).await,
            };
        }
        Registered::Weak(weak) => state.wrong("new-password", weak_password(locale, weak)),
        Registered::NoMatch => state.wrong(
            "code",
            t!(locale, "We cannot find a code with these details. Check the code, your NHS number and your date of birth"),
        ),
        Registered::Wait(wait) => must_wait(&mut state, "code", locale, wait),
    }
    Ok(form_page(&reader, state))
}

fn form_page(reader: &Reader, form: FormState) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "Make a log-in");
    let frame = reader.frame(title).back("/log-in", t!(locale, "Back"));
    crate::web::form_page(frame, form, |form| view! { <page::Register locale form /> })
}
