//! Assisted terminals: making a browser one, its first pages, and asking the staff there for help.

mod around;
pub mod helper;
mod page;
mod private;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::log_in::{must_wait, unreadable};
use crate::access::{self, Permit, Registering, Where};
use crate::domain::Terminal;
use crate::store::NewTerminal;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, page};
pub use around::at_terminal;
pub use private::open as open_in_private;

/// What is sent from the page that makes a browser a terminal.
#[derive(Debug, Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
    /// In practice mode: `try` makes a terminal without a code, `stop` an ordinary browser again.
    #[serde(default)]
    practice: String,
}

/// Where staff type the code. A browser that is a terminal begins with its first page: this is the address that its kiosk
/// opens, so that a browser that has lost its credential shows this page and not people's own log-in.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, headers: HeaderMap) -> Outcome {
    if reader.terminal.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let was_stopped = app.access.where_from(&headers).await.map_err(PageError::internal)? != Where::Elsewhere;
    Ok(form_page(&reader, FormState::default(), was_stopped))
}

/// Makes this browser the terminal that the code is for, or says what is wrong.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    session: Session,
    headers: HeaderMap,
    form: Result<Form<CodeForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    if reader.practice && form.practice == "stop" {
        let forget = access::log_out(&app.access, &session).await.map_err(PageError::internal)?;
        let drop = app.access.terminal_cookie().drop().ok_or(PageError::Internal)?;
        return Ok(with_cookie((forget, Redirect::to("/terminal")).into_response(), drop));
    }
    if reader.terminal.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let (locale, mut state) = (reader.locale(), FormState::default());
    let code = match reader.practice && form.practice == "try" {
        true => app.access.add_terminal(PRACTICE).await.map_err(PageError::internal)?,
        false => form.code.clone(),
    };
    if code.trim().is_empty() {
        state.wrong("code", t!(locale, "Enter the code for this terminal"));
        return Ok(form_page(&reader, state, false));
    }
    match app.access.register_terminal(&code, address).await.map_err(PageError::internal)? {
        Registering::Yes(cookie) => {
            // Whatever this browser was before, it is nobody's now.
            let forget = access::log_out(&app.access, &session).await.map_err(PageError::internal)?;
            let response = (forget.as_a_terminal(&headers), Redirect::to("/")).into_response();
            Ok(with_cookie(response, cookie))
        }
        Registering::Wrong => {
            state.wrong(
                "code",
                t!(
                    locale,
                    "That code is not right, was used before, or is older than 1 hour. Ask for a new one"
                ),
            );
            Ok(form_page(&reader, state, false))
        }
        Registering::Wait(wait) => {
            must_wait(&mut state, "code", locale, wait);
            Ok(form_page(&reader, state, false))
        }
    }
}

/// The terminal for trying it.
const PRACTICE: NewTerminal<'static> = NewTerminal {
    name: "Desk 1",
    place: "Practice Library",
    idle: Duration::minutes(5),
    prints: true,
    organisation: None,
};

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

fn form_page(reader: &Reader, form: FormState, was_stopped: bool) -> Response {
    let (locale, practice) = (reader.locale(), reader.practice);
    let frame = reader.frame(t!(locale, "Make this browser a terminal"));
    crate::web::form_page(frame, form, |form| view! { <page::Register locale form practice was_stopped /> })
}

/// How to get help from somebody who is there.
///
/// # Errors
/// None: everything has its page.
pub async fn help(reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let Some(terminal) = reader.terminal.clone() else { return Ok(Redirect::to("/help").into_response()) };
    let frame = reader.frame(t!(locale, "Ask someone here for help")).back("/", t!(locale, "Back"));
    let frame = match &permit {
        Some(permit) => frame.for_person(permit.subject()),
        None => frame,
    };
    let frame = frame.to_read();
    Ok(page(frame, view! { <page::AskForHelp locale terminal=(*terminal).clone() /> }))
}

/// The first page on a terminal: what to do here.
///
/// # Errors
/// When our database does not answer.
pub async fn first(
    app: &AppState,
    reader: &Reader,
    terminal: &Terminal,
    permit: Option<&Permit>,
    session: &Session,
) -> Outcome {
    let (locale, practice) = (reader.locale(), reader.practice);
    let frame = reader.frame(t!(locale, "What do you want to do?"));
    match permit {
        Some(permit) => {
            let by_visit_code = reader.here.is_by_visit_code();
            let first_name = permit.subject().first_name().to_owned();
            let helper = app.access.helper_here(session).await.map_err(PageError::internal)?;
            Ok(page(
                frame.for_person(permit.subject()),
                view! { <page::Choices locale first_name by_visit_code helper /> },
            ))
        }
        None => {
            let (name, place) = (terminal.name.clone(), terminal.place.clone());
            let frame = crate::web::Frame { nothing_to_clear: true, ..frame };
            Ok(page(frame, view! { <page::Nobody locale name place practice /> }))
        }
    }
}
