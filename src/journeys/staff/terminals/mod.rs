//! `/staff/terminals`: the shared screens of an organisation, for those who set them up.

mod page;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::access::{AsTerminalHost, CannotAddTerminal, OnDuty};
use crate::domain::TerminalId;
use crate::store::{NewTerminal, TerminalRow};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page as answer};

const HERE: &str = "/staff/terminals";
/// The idle limit that is chosen where nobody chooses another, in minutes.
const USUAL: &str = "5";

type Host = OnDuty<AsTerminalHost>;
type Id = Result<Path<Uuid>, PathRejection>;

/// All terminals of the organisation.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Host) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let rows = app.access.terminals_of(&by).await.map_err(PageError::internal)?;
    let frame = frame(&app, &reader, &by, t!(locale, "Shared screens"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::Terminals locale now rows /> }))
}

/// The form for a new one.
pub async fn ask_to_add(State(app): State<AppState>, reader: Reader, by: Host) -> Response {
    let place = place_name(&app, by.organisation());
    let form = FormState::default().keep("place", place).keep("idle", USUAL).keep("printing", "no");
    add_page(&app, &reader, &by, form)
}

/// Adds it, and shows the code that makes a browser it, this once.
///
/// # Errors
/// When the form cannot be read, or nothing can be stored.
pub async fn add(State(app): State<AppState>, reader: Reader, by: Host, sent: Sent) -> Outcome {
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let [name, place, idle, printing] = ["name", "place", "idle", "printing"].map(|name| fields.one(name));
    let mut state = FormState::default()
        .keep("name", name)
        .keep("place", place)
        .keep("idle", idle)
        .keep("printing", printing);
    let is_short = |words: &str| words.chars().count() <= 80;
    if name.is_empty() || !is_short(name) {
        state.wrong("name", t!(locale, "Enter a short name for the screen, like Desk 1"));
    }
    if place.is_empty() || !is_short(place) {
        state.wrong("place", t!(locale, "Enter where it stands, in a few words"));
    }
    let prints = match printing {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if prints.is_none() {
        state.wrong("printing", t!(locale, "Choose if people may print"));
    }
    let (Some(prints), true) = (prints, state.is_ok()) else {
        return Ok(add_page(&app, &reader, &by, state));
    };
    let minutes = idle.parse().ok().and_then(Duration::try_minutes).unwrap_or_default();
    let new = NewTerminal { name, place, idle: minutes, prints, organisation: None };
    let code = match app.access.add_terminal_by(&by, new).await {
        Ok(code) => code,
        Err(CannotAddTerminal::IdleLimit) => {
            state.wrong("idle", t!(locale, "Choose 2 to 10 minutes"));
            return Ok(add_page(&app, &reader, &by, state));
        }
        Err(CannotAddTerminal::Note(why)) => return Err(why.into()),
        Err(why) => return Err(PageError::internal(why)),
    };
    let address = app.public_url.join("/terminal").map(String::from).unwrap_or_default();
    let name = name.to_owned();
    let frame = frame(&app, &reader, &by, t!(locale, "A code for a shared screen"));
    let frame = frame.back(HERE, t!(locale, "Shared screens"));
    Ok(answer(frame, view! { <page::Code locale name code address /> }))
}

/// Asks before one is stopped.
///
/// # Errors
/// When there is none that runs at this organisation, or our database does not answer.
pub async fn ask_to_end(State(app): State<AppState>, reader: Reader, by: Host, id: Id) -> Outcome {
    let (locale, terminal) = (reader.locale(), running(&app, &by, id).await?.terminal);
    let frame = frame(&app, &reader, &by, t!(locale, "Stop a shared screen"));
    let frame = frame.back(HERE, t!(locale, "Shared screens"));
    Ok(answer(frame, view! { <page::AskToEnd locale terminal /> }))
}

/// Stops it, with whatever log-in is open there.
///
/// # Errors
/// As [`ask_to_end`], and when it is not stored.
pub async fn end(State(app): State<AppState>, by: Host, id: Id) -> Outcome {
    let row = running(&app, &by, id).await?;
    app.access.end_terminal_by(&by, row.terminal.id).await?;
    Ok(Redirect::to(HERE).into_response())
}

async fn running(app: &AppState, by: &Host, id: Id) -> Result<TerminalRow, PageError> {
    let Ok(Path(id)) = id else { return Err(PageError::NotFound) };
    let rows = app.access.terminals_of(by).await.map_err(PageError::internal)?;
    let found = rows.into_iter().find(|row| row.terminal.id == TerminalId(id) && row.stopped.is_none());
    found.ok_or(PageError::NotFound)
}

fn add_page(app: &AppState, reader: &Reader, by: &Host, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = frame(app, reader, by, t!(locale, "Add a shared screen"));
    let frame = frame.back(HERE, t!(locale, "Shared screens"));
    form_page(frame, form, move |form| view! { <page::Add locale form /> })
}
