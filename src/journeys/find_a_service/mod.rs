//! Finding a pharmacy, a GP surgery or urgent care, with or without logging in. Where somebody looks is posted and stands
//! in no address: the page of what was found has a random id, which is forgotten after an hour.

mod connected;
mod form;
mod found;
mod page;
mod place;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::access::Permit;
use crate::connectors::CannotLookUp;
use crate::gather::Sought;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, Words, page, page_with_status};
use connected::Connected;
use form::{FindForm, Problem};
use found::{Found, FoundFacts};
pub use page::Emergencies;
pub use place::how_far;

const HERE: &str = "/find-a-service";

/// The form.
///
/// # Errors
/// None: everything has its page.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Option<Permit>) -> Outcome {
    Ok(form_page(&app, &reader, permit.as_ref(), FormState::default()))
}

/// Keeps what is looked for and goes to what is found, or says what is wrong with it.
///
/// # Errors
/// When the form cannot be read, or somebody looks too often.
pub async fn submit(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    permit: Option<Permit>,
    form: Result<Form<FindForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let sought = match form.read() {
        Ok(sought) => sought,
        Err(problems) => {
            let state = refused(&reader, &form, &problems);
            return Ok(form_page(&app, &reader, permit.as_ref(), state));
        }
    };
    let id = app.finds.keep(sought, address).ok_or(PageError::TooMany)?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// `/find-a-service/{id}`: what is found now.
///
/// # Errors
/// None: everything has its page.
pub async fn results(
    State(app): State<AppState>,
    reader: Reader,
    permit: Option<Permit>,
    id: Result<Path<String>, PathRejection>,
) -> Outcome {
    let locale = reader.locale();
    let sought = id.ok().and_then(|Path(id)| app.finds.find(&id));
    let Some(Sought { kind, from }) = sought else {
        let title = t!(locale, "This search has ended");
        let frame = frame(&reader, permit.as_ref(), title).back(HERE, t!(locale, "Find a service"));
        return Ok(page_with_status(StatusCode::NOT_FOUND, frame, view! { <page::Ended locale /> }));
    };
    match app.services.near(kind, &from).await {
        Ok(nearby) => {
            let connected: Vec<_> =
                app.gather.offers().map(|(organisation, kinds)| (organisation.clone(), kinds)).collect();
            let facts = FoundFacts { kind, nearby, connected };
            let title = page::heading(locale, kind);
            let frame = frame(&reader, permit.as_ref(), title).back(HERE, t!(locale, "Find a service"));
            Ok(page(frame, view! { <Found locale facts /> }))
        }
        Err(CannotLookUp::NotThere) => {
            let mut state = FormState::default().keep("what", kind.slug());
            state.wrong("where", t!(locale, "We do not know this place. Check it, or enter a postcode"));
            Ok(form_page(&app, &reader, permit.as_ref(), state))
        }
        Err(CannotLookUp::Failed(error)) => {
            tracing::warn!(%error, "the directory of services does not answer");
            let title = t!(locale, "The list of services does not answer");
            let frame = frame(&reader, permit.as_ref(), title).back(HERE, t!(locale, "Find a service"));
            Ok(page_with_status(StatusCode::BAD_GATEWAY, frame, view! { <page::NoAnswer locale kind /> }))
        }
    }
}

/// `/find-a-service/connected`: who is connected to Front Door, and what each shares online.
///
/// # Errors
/// None: everything has its page.
pub async fn connected(State(app): State<AppState>, reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let all: Vec<_> =
        app.gather.offers().map(|(organisation, kinds)| (organisation.clone(), kinds)).collect();
    let title = t!(locale, "Who shares what online");
    let frame = frame(&reader, permit.as_ref(), title).back(HERE, t!(locale, "Find a service"));
    Ok(page(frame, view! { <Connected locale all /> }))
}

fn frame(reader: &Reader, permit: Option<&Permit>, title: Words) -> Frame {
    let frame = reader.frame(title);
    match permit {
        Some(permit) => frame.for_person(permit.subject()),
        None => frame,
    }
}

fn form_page(app: &AppState, reader: &Reader, permit: Option<&Permit>, form: FormState) -> Response {
    let (locale, status, there) = (reader.locale(), form.status(), app.services.are_there());
    let frame = frame(reader, permit, t!(locale, "Find a service")).with_errors_of(&form);
    let frame = frame.back("/", t!(locale, "Home"));
    page_with_status(status, frame, view! { <page::Find locale form there /> })
}

fn refused(reader: &Reader, form: &FindForm, problems: &[Problem]) -> FormState {
    let mut state = FormState::default().keep("where", form.place()).keep("what", form.what());
    for problem in problems {
        state.wrong(problem.field(), problem.message(reader.locale()));
    }
    state
}
