//! Asking to help somebody, who then sees it and says yes or no.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::HERE;
use super::code::for_family;
use crate::access::{Named, Permit};
use crate::journeys::log_in::{must_wait, unreadable};
use crate::t;
use crate::web::components::{Button, ErrorSummary, Panel, TextInput};
use crate::web::forms::FormState;
use crate::web::security::ClientAddress;
use crate::web::{AppState, Outcome, Reader, form_page, page};
use crate::words::Locale;

#[derive(Default, Deserialize)]
pub struct AskForm {
    #[serde(default)]
    who: String,
}

/// The form; `?sent` afterwards.
///
/// # Errors
/// None: everything has its page.
pub async fn ask(reader: Reader, permit: Permit, RawQuery(query): RawQuery) -> Outcome {
    let locale = reader.locale();
    if query.as_deref() != Some("sent") {
        return Ok(ask_page(&reader, &permit, FormState::default()));
    }
    let frame = reader.frame(t!(locale, "You have asked")).for_person(permit.subject());
    Ok(page(frame.back(HERE, t!(locale, "People you help")), view! { <Sent locale /> }))
}

/// Answers the same, as quickly, whoever is named: who that is, is found out afterwards.
///
/// # Errors
/// When the form cannot be read.
pub async fn asked(
    State(app): State<AppState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    reader: Reader,
    permit: Permit,
    form: Result<Form<AskForm>, FormRejection>,
) -> Outcome {
    let Form(AskForm { who }) = form.map_err(|rejection| unreadable(&rejection))?;
    let locale = reader.locale();
    let mut state = FormState::default().keep("who", who.trim());
    let Some(named) = Named::read(who.trim()) else {
        state.wrong("who", t!(locale, "Enter their email address or NHS number"));
        return Ok(ask_page(&reader, &permit, state));
    };
    if let Err(wait) = app.access.may_ask_to_help(&permit, address) {
        must_wait(&mut state, "who", locale, wait);
        return Ok(ask_page(&reader, &permit, state));
    }
    tokio::spawn(async move {
        if let Err(error) = app.access.ask_to_help(&permit, &named, &app.outbox).await {
            tracing::error!(%error, "a wish to help could not be shown");
        }
    });
    Ok(Redirect::to("/helping/ask?sent").into_response())
}

fn ask_page(reader: &Reader, permit: &Permit, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Ask to help someone")).for_person(permit.subject());
    let frame = frame.back(HERE, t!(locale, "People you help"));
    form_page(frame, form, |form| view! { <Ask locale form /> })
}

#[component]
fn Ask(locale: Locale, form: FormState) -> impl IntoView {
    let (value, error) = (form.value("who"), form.error("who"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Ask to help someone")}</h1>
                <p>{t!(locale, "The person sees your name here, and says yes or no. They choose what you can see.")}</p>
                <p>{t!(locale, "Talk to them first. Ask only somebody who knows you and wants your help.")}</p>
                <p>{for_family(locale)}</p>
                <form method="post" novalidate>
                    <TextInput
                        locale
                        id="who"
                        label=t!(locale, "Their email address or NHS number")
                        hint=t!(locale, "We do not tell you if they have a log-in here.")
                        value
                        error
                        autocomplete=Some("off")
                        spellcheck=Some(false)
                    />
                    <Button text=t!(locale, "Ask them") />
                </form>
            </div>
        </div>
    }
}

#[component]
fn Sent(locale: Locale) -> impl IntoView {
    view! {
        <Panel heading=t!(locale, "You have asked")>
            {t!(locale, "If they have a log-in here, they can see it now.")}
        </Panel>
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h2>{t!(locale, "What happens next")}</h2>
                <p>{t!(locale, "When they say yes, we tell you, and you find them at People you help.")}</p>
                <p>{t!(locale, "We do not tell you when they say no, or if they have no log-in here.")}</p>
                <p>
                    {t!(
                        locale,
                        "If you hear nothing, talk to them. Somebody who cannot log in can ask their GP surgery."
                    )}
                </p>
                <p>
                    <a href="/helping">{t!(locale, "People you help")}</a>
                </p>
            </div>
        </div>
    }
}
