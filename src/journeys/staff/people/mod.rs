//! `/staff/people`: an administrator adds, changes and ends the log-ins of colleagues at the same organisation.

mod page;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, Sent};
use super::{frame, place_name};
use crate::access::{AsAdministrator, CannotAddStaff, OnDuty};
use crate::domain::{NhsNumber, StaffId, StaffRole, StaffRoles};
use crate::store::StaffAccount;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, Words, form_page, page as answer};
use crate::words::Locale;

const HERE: &str = "/staff/people";
/// How many changes the page lists.
const CHANGES: i64 = 50;

type Administrator = OnDuty<AsAdministrator>;
type Id = Result<Path<Uuid>, PathRejection>;

/// Everyone of the organisation, and what was changed lately.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, by: Administrator) -> Outcome {
    let (locale, staff) = (reader.locale(), &app.access.staff);
    let accounts = staff.all(&by).await.map_err(PageError::internal)?;
    let events = staff.events(&by, CHANGES).await.map_err(PageError::internal)?;
    let (now, place) = (app.clock.now(), place_name(&app, by.organisation()));
    let frame = below(&app, &reader, &by, t!(locale, "Staff accounts"), ("/staff", t!(locale, "Staff desk")));
    Ok(answer(frame, view! { <page::People locale now place accounts events /> }))
}

/// The form for a new account.
pub async fn ask_to_add(State(app): State<AppState>, reader: Reader, by: Administrator) -> Response {
    add_page(&app, &reader, &by, FormState::default(), StaffRoles::default())
}

/// Adds it, and shows the code to begin with, this once.
///
/// # Errors
/// When the form cannot be read, or nothing can be stored.
pub async fn add(State(app): State<AppState>, reader: Reader, by: Administrator, sent: Sent) -> Outcome {
    let fields = Fields::read(sent)?;
    let (name, email, roles) = (fields.one("name"), fields.one("email"), roles_of(&fields));
    let locale = reader.locale();
    match app.access.staff.add_by(&by, email, name, roles).await {
        Ok((_, code)) => Ok(code_page(&app, &reader, &by, name.to_owned(), code)),
        Err(why) => {
            let (field, words) = said(locale, why)?;
            let mut state = FormState::default().keep("name", name).keep("email", email);
            state.wrong(field, words);
            Ok(add_page(&app, &reader, &by, state, roles))
        }
    }
}

/// One account.
///
/// # Errors
/// When there is none at this organisation, or our database does not answer.
pub async fn one(State(app): State<AppState>, reader: Reader, by: Administrator, id: Id) -> Outcome {
    let account = found(&app, &by, id).await?;
    let roles = account.roles;
    Ok(one_page(&app, &reader, &by, FormState::default(), account, roles))
}

/// Gives other roles.
///
/// # Errors
/// As [`one`], and when the form cannot be read.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    by: Administrator,
    id: Id,
    sent: Sent,
) -> Outcome {
    let account = found(&app, &by, id).await?;
    let fields = Fields::read(sent)?;
    let roles = roles_of(&fields);
    match app.access.staff.set_roles(&by, account.id, roles).await {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(why) => {
            let (field, words) = said(reader.locale(), why)?;
            let mut state = FormState::default();
            state.wrong(field, words);
            Ok(one_page(&app, &reader, &by, state, account, roles))
        }
    }
}

/// Asks before an account ends.
///
/// # Errors
/// As [`one`].
pub async fn ask_to_end(State(app): State<AppState>, reader: Reader, by: Administrator, id: Id) -> Outcome {
    let (locale, account) = (reader.locale(), found(&app, &by, id).await?);
    let back = (format!("{HERE}/{}", account.id.0), t!(locale, "Back"));
    let frame = below(&app, &reader, &by, t!(locale, "End a log-in"), back);
    Ok(answer(frame, view! { <page::AskToEnd locale account /> }))
}

/// Ends it, at once.
///
/// # Errors
/// As [`one`]; an administrator's own does not end here.
pub async fn end(State(app): State<AppState>, by: Administrator, id: Id) -> Outcome {
    let account = found(&app, &by, id).await?;
    match app.access.staff.end(&by, account.id).await {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(CannotAddStaff::OwnRole) => Err(PageError::BadRequest),
        Err(why) => Err(refused(why)),
    }
}

/// Lets somebody begin anew, and shows the code to do it with, this once.
///
/// # Errors
/// As [`one`].
pub async fn begin_anew(State(app): State<AppState>, reader: Reader, by: Administrator, id: Id) -> Outcome {
    let account = found(&app, &by, id).await?;
    let code = app.access.staff.begin_anew(&by, account.id).await.map_err(refused)?;
    Ok(code_page(&app, &reader, &by, account.name, code))
}

/// Notes whose record is a colleague's own, so that they do nothing about it here.
///
/// # Errors
/// As [`one`], and when the form cannot be read.
pub async fn set_own_number(
    State(app): State<AppState>,
    reader: Reader,
    by: Administrator,
    id: Id,
    sent: Sent,
) -> Outcome {
    let account = found(&app, &by, id).await?;
    let fields = Fields::read(sent)?;
    let (locale, typed) = (reader.locale(), fields.one("own-number"));
    let mut state = FormState::default().keep("own-number", typed);
    match NhsNumber::parse(typed) {
        Err(_) => state.wrong("own-number", t!(locale, "Enter the NHS number. It has 10 digits")),
        Ok(number) => match app.access.staff.set_own_number(&by, account.id, number).await {
            Ok(()) => return Ok(Redirect::to(&format!("{HERE}/{}", account.id.0)).into_response()),
            Err(CannotAddStaff::OwnNumber) => {
                let words = t!(locale, "You cannot change your own number. Ask another administrator");
                state.wrong("own-number", words);
            }
            Err(why) => return Err(refused(why)),
        },
    }
    let roles = account.roles;
    Ok(one_page(&app, &reader, &by, state, account, roles))
}

async fn found(app: &AppState, by: &Administrator, id: Id) -> Result<StaffAccount, PageError> {
    let Ok(Path(id)) = id else { return Err(PageError::NotFound) };
    let account = app.access.staff.one(by, StaffId(id)).await.map_err(PageError::internal)?;
    account.filter(|account| account.ended_at.is_none()).ok_or(PageError::NotFound)
}

fn roles_of(fields: &Fields) -> StaffRoles {
    fields.all("roles").filter_map(StaffRole::from_slug).collect()
}

/// What is wrong, at which field.
///
/// # Errors
/// What no field can put right.
fn said(locale: Locale, why: CannotAddStaff) -> Result<(&'static str, Words), PageError> {
    Ok(match why {
        CannotAddStaff::NotAnEmail => {
            ("email", t!(locale, "Enter a whole email address, like name@example.com"))
        }
        CannotAddStaff::EmailTaken => (
            "email",
            t!(locale, "Somebody has this email address already, perhaps in a log-in that has ended"),
        ),
        CannotAddStaff::NoName => ("name", t!(locale, "Enter a name")),
        CannotAddStaff::NoRole => ("roles", t!(locale, "Choose at least 1 role")),
        CannotAddStaff::OwnRole => {
            ("roles", t!(locale, "You cannot stop being an administrator yourself. Ask another one"))
        }
        why => return Err(refused(why)),
    })
}

fn refused(why: CannotAddStaff) -> PageError {
    match why {
        CannotAddStaff::NotThere => PageError::NotFound,
        why => PageError::internal(why),
    }
}

fn below(
    app: &AppState,
    reader: &Reader,
    by: &Administrator,
    title: Words,
    (href, text): (impl Into<Words>, Words),
) -> Frame {
    frame(app, reader, by, title).back(href, text)
}

fn add_page(
    app: &AppState,
    reader: &Reader,
    by: &Administrator,
    form: FormState,
    roles: StaffRoles,
) -> Response {
    let locale = reader.locale();
    let frame = below(app, reader, by, t!(locale, "Add a colleague"), (HERE, t!(locale, "Staff accounts")));
    form_page(frame, form, move |form| view! { <page::Add locale form roles /> })
}

fn one_page(
    app: &AppState,
    reader: &Reader,
    by: &Administrator,
    form: FormState,
    account: StaffAccount,
    roles: StaffRoles,
) -> Response {
    let (locale, is_own) = (reader.locale(), account.id == by.id());
    let frame = below(app, reader, by, t!(locale, "A staff account"), (HERE, t!(locale, "Staff accounts")));
    let now = app.clock.now();
    form_page(frame, form, move |form| view! { <page::One locale now form account roles is_own /> })
}

fn code_page(app: &AppState, reader: &Reader, by: &Administrator, name: String, code: String) -> Response {
    let locale = reader.locale();
    let title = t!(locale, "A code to begin with");
    let frame = below(app, reader, by, title, (HERE, t!(locale, "Staff accounts")));
    let address = app.public_url.join("/staff/log-in").map(String::from).unwrap_or_default();
    answer(frame, view! { <page::BeginCode locale name code address /> })
}
