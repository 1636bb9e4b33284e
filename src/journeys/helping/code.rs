//! The code that somebody was handed by the person whom they are to help.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::HERE;
use crate::access::{Permit, Typed};
use crate::journeys::log_in::{must_wait, unreadable};
use crate::t;
use crate::web::components::{Button, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, PageError, Reader, Words, form_page};
use crate::words::Locale;

#[derive(Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// # Errors
/// None: everything has its page.
pub async fn ask_code(reader: Reader, permit: Permit) -> Outcome {
    Ok(code_page(&reader, &permit, FormState::default()))
}

/// Takes the code, and leads to what was given. Whatever is wrong with it, the words are the same.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn take_code(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    permit: Permit,
    form: Result<Form<CodeForm>, FormRejection>,
) -> Outcome {
    let Form(CodeForm { code }) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = FormState::default().keep("code", code.trim());
    if code.trim().is_empty() {
        state.wrong("code", t!(locale, "Enter the code"));
        return Ok(code_page(&reader, &permit, state));
    }
    match app.access.type_code(&permit, &code, address).await.map_err(PageError::internal)? {
        Typed::Yes(id) => return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response()),
        Typed::NoMatch => state.wrong(
            "code",
            t!(locale, "This code does not work for you. Check it, or ask the person for a new one"),
        ),
        Typed::Wait(wait) => must_wait(&mut state, "code", locale, wait),
    }
    Ok(code_page(&reader, &permit, state))
}

fn code_page(reader: &Reader, permit: &Permit, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Enter the code from somebody")).for_person(permit.subject());
    let frame = frame.back(HERE, t!(locale, "People you help"));
    form_page(frame, form, |form| view! { <Code locale form /> })
}

/// Whoever is paid to care has another way.
pub(super) fn for_family(locale: Locale) -> Words {
    t!(
        locale,
        "This is for family and friends. If you are paid to care, ask the organisation that you work for."
    )
}

#[component]
fn Code(locale: Locale, form: FormState) -> impl IntoView {
    let (value, error) = (form.value("code"), form.error("code"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Enter the code from somebody")}</h1>
                <p>{t!(locale, "The person whom you help made it and gave it to you. It works once. A code that was used, or is older than 14 days, does not work.")}</p>
                <p>{for_family(locale)}</p>
                <form method="post" novalidate>
                    <TextInput
                        locale
                        id="code"
                        label=t!(locale, "Code")
                        hint=t!(locale, "12 letters and numbers, like ABCD-EFGH-2345")
                        value
                        error
                        autocomplete=Some("off")
                        spellcheck=Some(false)
                        width=20
                    />
                    <Button text=t!(locale, "Continue") />
                </form>
            </div>
        </div>
    }
}
