//! The mobile number: typed, shown to be the person's own by a code, changed or forgotten.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use rand::Rng;
use serde::Deserialize;
use tower_sessions::Session;

use super::{HERE, frame};
use crate::access::{Permit, Purpose, RecentlyProven};
use crate::domain::{About, AccountId, Channel, Contact, Kinds, mobile_number};
use crate::journeys::log_in::unreadable;
use crate::journeys::your_log_in::logged_out_elsewhere;
use crate::store::{CodeTyped, StoreError, Told};
use crate::t;
use crate::web::components::{Button, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};
use crate::words::Locale;

const CODE_PAGE: &str = "/your-choices/mobile/code";

/// The one field; it may be missing.
#[derive(Default, Deserialize)]
pub struct NumberForm {
    #[serde(default)]
    mobile: String,
    /// There when the number is to be forgotten.
    forget: Option<String>,
}

/// The one field; it may be missing.
#[derive(Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// # Errors
/// Where this portal sends no texts, or our database does not answer.
pub async fn ask_number(State(app): State<AppState>, reader: Reader, permit: RecentlyProven) -> Outcome {
    is_there(&app)?;
    let known = app.contacts.of(permit.actor()).await.map_err(PageError::internal)?.mobile;
    Ok(number_page(&reader, &permit, known.is_some(), FormState::default()))
}

/// Sends a code to the number, or forgets the one that is known.
///
/// # Errors
/// As [`ask_number`]; and when the form cannot be read, or what is forgotten is not written down.
pub async fn change_number(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    permit: RecentlyProven,
    form: Result<Form<NumberForm>, FormRejection>,
) -> Outcome {
    is_there(&app)?;
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let (account, locale) = (permit.actor(), reader.locale());
    let known = app.contacts.of(account).await.map_err(PageError::internal)?.mobile;
    if form.forget.is_some() {
        let Some(known) = known else { return Ok(Redirect::to(HERE).into_response()) };
        noted(&permit).await?;
        forget(&app, account, known).await.map_err(PageError::internal)?;
        let renewed = logged_out_elsewhere(&app, &session, &permit).await?;
        return Ok((renewed, Redirect::to(HERE)).into_response());
    }
    let mut state = FormState::default().keep("mobile", form.mobile.trim());
    let number = match (form.mobile.trim().is_empty(), mobile_number(&form.mobile)) {
        (false, Ok(number)) => number,
        (true, _) => {
            state.wrong("mobile", t!(locale, "Enter your mobile number"));
            return Ok(number_page(&reader, &permit, known.is_some(), state));
        }
        (false, Err(_)) => {
            state.wrong("mobile", t!(locale, "Enter a mobile number, like 07700 900123"));
            return Ok(number_page(&reader, &permit, known.is_some(), state));
        }
    };
    let sent = send_code(&app, account, Contact::Text(number)).await.map_err(PageError::internal)?;
    if !sent {
        state.wrong("mobile", t!(locale, "You asked for many codes. Wait 1 hour, then try again"));
        return Ok(number_page(&reader, &permit, known.is_some(), state));
    }
    Ok(Redirect::to(CODE_PAGE).into_response())
}

/// # Errors
/// Where this portal sends no texts.
pub async fn ask_code(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    is_there(&app)?;
    Ok(code_page(&reader, &permit, FormState::default()))
}

/// # Errors
/// As [`ask_code`]; and when the form cannot be read, our database does not answer, or the change is not written down.
pub async fn check_code(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    permit: Permit,
    form: Result<Form<CodeForm>, FormRejection>,
) -> Outcome {
    is_there(&app)?;
    let Form(CodeForm { code }) = form.map_err(|rejection| unreadable(&rejection))?;
    // People paste codes with spaces and hyphens.
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let (account, locale) = (permit.actor(), reader.locale());
    let (contacts, now) = (&app.contacts, app.clock.now());
    let before = contacts.of(account).await.map_err(PageError::internal)?.mobile;
    if contacts.is_right(account, Channel::Text, &code, now).await.map_err(PageError::internal)? {
        noted(&permit).await?;
        // Whoever had none is told in the way that reached them until now, before there is another.
        if before.is_none() {
            warn(&app, account, None).await.map_err(PageError::internal)?;
        }
    }
    let typed = match code.len() {
        0 => Err(t!(locale, "Enter the code from the text")),
        _ => match contacts.confirm(account, Channel::Text, &code, now).await {
            Ok(CodeTyped::Right(contact)) => Ok(contact),
            Ok(CodeTyped::Wrong) => Err(t!(locale, "That is not the code. Check the text and try again")),
            Ok(CodeTyped::Gone) => Err(t!(locale, "That code has ended. Go back and ask for a new one")),
            Err(error) => return Err(PageError::internal(error)),
        },
    };
    match typed {
        Ok(contact) => {
            let changed = before.filter(|before| contact != Contact::Text(before.clone()));
            if let Some(before) = changed {
                warn(&app, account, Some(before)).await.map_err(PageError::internal)?;
            }
            // A second step may go there from now on.
            let renewed = logged_out_elsewhere(&app, &session, &permit).await?;
            Ok((renewed, Redirect::to(HERE)).into_response())
        }
        Err(words) => {
            let mut form = FormState::default();
            form.wrong("code", words);
            Ok(code_page(&reader, &permit, form))
        }
    }
}

fn is_there(app: &AppState) -> Result<(), PageError> {
    if app.outbox.channels().contains(&Channel::Text) { Ok(()) } else { Err(PageError::NotFound) }
}

/// Says no where the account has asked for too many.
async fn send_code(app: &AppState, account: AccountId, contact: Contact) -> Result<bool, StoreError> {
    let now = app.clock.now();
    if !app.outbox.may_have_code(account, now).await? {
        return Ok(false);
    }
    let code = format!("{:06}", rand::rng().random_range(0..1_000_000_u32));
    let mut transaction = app.database.begin_write().await?;
    app.contacts.to_confirm(&mut transaction, account, &contact, &code, now).await?;
    let about = About::Code(code);
    let told = app.outbox.tell_contact(&mut transaction, Some(account), &contact, &about, None, now).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(matches!(told, Told::Written(_)))
}

/// Written down before it is done.
async fn noted(permit: &Permit) -> Result<(), PageError> {
    let noted = permit.note(&[], Kinds::NONE, Purpose::MobileChanged).await;
    noted.map_err(|_| PageError::CannotDisclose)
}

/// Tells the account's owner by the old number, where there was one, and by email or letter.
async fn warn(app: &AppState, account: AccountId, before: Option<String>) -> Result<(), StoreError> {
    let mut transaction = app.database.begin_write().await?;
    tell_of_change(app, &mut transaction, account, before).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(())
}

async fn forget(app: &AppState, account: AccountId, before: String) -> Result<(), StoreError> {
    let mut transaction = app.database.begin_write().await?;
    app.contacts.forget(&mut transaction, account, Channel::Text).await?;
    tell_of_change(app, &mut transaction, account, Some(before)).await?;
    transaction.commit().await?;
    app.outbox.hurry();
    Ok(())
}

async fn tell_of_change(
    app: &AppState,
    transaction: &mut crate::store::WriteTransaction,
    account: AccountId,
    before: Option<String>,
) -> Result<(), StoreError> {
    let (now, about) = (app.clock.now(), About::MobileChanged);
    if let Some(before) = before.map(Contact::Text) {
        app.outbox.tell_contact(transaction, Some(account), &before, &about, None, now).await?;
    }
    app.outbox.tell(transaction, account, &about, None, now).await?;
    Ok(())
}

fn number_page(reader: &Reader, permit: &Permit, is_known: bool, form: FormState) -> Response {
    let (locale, status) = (reader.locale(), form.status());
    let frame = frame(reader, permit, t!(locale, "What is your mobile number?")).with_errors_of(&form);
    page_with_status(status, frame, view! { <Number locale is_known form /> })
}

fn code_page(reader: &Reader, permit: &Permit, form: FormState) -> Response {
    let (locale, status) = (reader.locale(), form.status());
    let frame = frame(reader, permit, t!(locale, "Enter the code from the text")).with_errors_of(&form);
    let frame = frame.back("/your-choices/mobile", t!(locale, "Mobile number"));
    page_with_status(status, frame, view! { <Code locale form /> })
}

#[component]
fn Number(locale: Locale, is_known: bool, form: FormState) -> impl IntoView {
    let (value, error) = (form.value("mobile"), form.error("mobile"));
    let forget = is_known.then(|| {
        view! {
            <form method="post" novalidate>
                <input type="hidden" name="forget" value="yes" />
                <Button secondary=true text=t!(locale, "Forget my mobile number") />
            </form>
        }
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "What is your mobile number?")}</h1>
        <p>
            {t!(locale, "We text you a code to make sure that it is yours. After that you are logged out on all other devices.")}
        </p>
        <form method="post" novalidate>
            <TextInput
                locale
                id="mobile"
                label=t!(locale, "Mobile number")
                hint=t!(locale, "Numbers of other countries begin with a plus sign.")
                value
                error
                input_type="tel"
                autocomplete=Some("tel")
                width=20
            />
            <Button text=t!(locale, "Continue") />
        </form>
        {forget}
    }
}

#[component]
fn Code(locale: Locale, form: FormState) -> impl IntoView {
    let error = form.error("code");
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Enter the code from the text")}</h1>
        <p>{t!(locale, "It has 6 numbers and works for 10 minutes. A text can take a minute to come.")}</p>
        <form method="post" novalidate>
            <TextInput
                locale
                id="code"
                label=t!(locale, "Code")
                error
                autocomplete=Some("one-time-code")
                inputmode=Some("numeric")
                width=10
            />
            <Button text=t!(locale, "Continue") />
        </form>
        <p><a href="/your-choices/mobile">{t!(locale, "Send a new code, or change the number")}</a></p>
    }
}
