//! Making a log-in with a linkage code from the GP surgery: it needs neither email nor phone.

mod form;
mod page;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use tower_sessions::Session;

use crate::access::{self, Registered};
use crate::journeys::log_in::{too_many_tries, unreadable, weak_password};
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};
use form::RegisterForm;

/// # Errors
/// None: everything has its page.
pub async fn show(reader: Reader) -> Outcome {
    Ok(form_page(&reader, StatusCode::OK, FormState::default()))
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
    let locale = reader.locale;
    let mut state = form.kept();
    let Some((number, born)) = form.checked(locale, &mut state) else {
        return Ok(form_page(&reader, state.status(), state));
    };
    let password = form.password.clone().into();
    let registered = access::register(&app.access, number, born, &form.code, password, address).await;
    match registered.map_err(PageError::internal)? {
        Registered::Yes(account) => {
            access::log_in(&app.access, &session, account).await.map_err(PageError::internal)?;
            return Ok(Redirect::to("/your-log-in").into_response());
        }
        Registered::Weak(weak) => state.wrong("new-password", weak_password(locale, weak)),
        Registered::NoMatch => state.wrong(
            "code",
            t!(locale, "We cannot find a code with these details. Check the code, your NHS number and your date of birth"),
        ),
        Registered::Wait(wait) => {
            let wait = wait.to_std().unwrap_or_default();
            state.wrong("code", too_many_tries(locale, wait));
            let mut response = form_page(&reader, StatusCode::TOO_MANY_REQUESTS, state);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
            return Ok(response);
        }
    }
    Ok(form_page(&reader, state.status(), state))
}

fn form_page(reader: &Reader, status: StatusCode, form: FormState) -> Response {
    let locale = reader.locale;
    let title = t!(locale, "Make a log-in");
    let frame = reader.frame(title).back("/log-in", t!(locale, "Back")).with_errors_of(&form);
    page_with_status(status, frame, view! { <page::Register locale form /> })
}
