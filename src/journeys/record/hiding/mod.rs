//! "Hide this from people who help me": one entry, hidden from everybody who acts for the patient, or shown again.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;

use super::entry_words::as_heading;
use super::kinds;
use super::wrong::{About, AskedEntry, about};
use crate::access::{Permit, Purpose};
use crate::domain::{EntryId, Kind, Kinds, OdsCode};
use crate::journeys::log_in::unreadable;
use crate::journeys::messages;
use crate::t;
use crate::web::components::{Button, InsetText};
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::{Locale, isolated};

#[derive(Default, Deserialize)]
pub struct HidingForm {
    #[serde(default, rename = "do")]
    wish: String,
}

/// Whether the entry is hidden, and the button to change it.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such entry.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, asked: AskedEntry) -> Outcome {
    let about = own_entry(&app, &permit, &reader, &asked).await?;
    let hidden = app.reports.of_carers(permit.subject().id).await.map_err(PageError::internal)?;
    let is_hidden = about.ids.iter().any(|id| hidden.contains(*id));
    let (locale, word) = (reader.locale(), kinds::words(reader.locale(), about.kind).one);
    let frame = reader.frame(t!(locale, "Who may see this")).for_person(permit.subject());
    let frame = frame.back(about.own_page(locale), word);
    Ok(page(frame, view! { <Hiding locale title=about.title is_hidden /> }))
}

/// Hides it, or shows it again; carers see the change at their next request.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing can be written down.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: AskedEntry,
    form: Result<Form<HidingForm>, FormRejection>,
) -> Outcome {
    let Form(HidingForm { wish }) = form.map_err(|rejection| unreadable(&rejection))?;
    let about = own_entry(&app, &permit, &reader, &asked).await?;
    let person = permit.subject().id;
    let holders: Vec<OdsCode> = about.holders.iter().map(|holder| holder.ods_code.clone()).collect();
    let hides = match &*wish {
        "hide" => true,
        "show" => false,
        _ => return Err(PageError::BadRequest),
    };
    let noted = permit.note(&holders, Kinds::just(about.kind), Purpose::AccessChanged).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    let stored = match hides {
        true => app.reports.hide_from_carers(person, about.kind, &about.ids, app.clock.now()).await,
        false => app.reports.show_to_carers(person, &about.ids).await,
    };
    stored.map_err(PageError::internal)?;
    Ok(Redirect::to(&address(about.kind, about.entry)).into_response())
}

fn address(kind: Kind, entry: EntryId) -> String {
    format!("/record/{}/{entry}/helpers", kind.slug())
}

/// Nobody but the patient hides anything.
async fn own_entry(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    asked: &AskedEntry,
) -> Result<About, PageError> {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let found = match asked.0 {
        Some((Kind::Messages, id)) => messages::conversation(app, permit, reader.locale(), id).await?,
        _ => about(app, permit, reader.locale(), asked, Purpose::Detail).await?,
    };
    found.ok_or(PageError::NotFound)
}

/// Stands at the end of every entry's page.
#[component]
pub fn HideFromHelpers(locale: Locale, kind: Kind, entry: EntryId) -> impl IntoView {
    view! {
        <p class="say-wrong">
            <a href=address(kind, entry)>{t!(locale, "Hide this from people who help me")}</a>
        </p>
    }
}

#[component]
fn Hiding(locale: Locale, title: String, is_hidden: bool) -> impl IntoView {
    let name = isolated(&as_heading(&title)).into_owned();
    let (stands, wish, button) = match is_hidden {
        true => (
            t!(locale, "It is hidden from everybody who helps you, whatever else they may see."),
            "show",
            t!(locale, "Show this to people who help me"),
        ),
        false => (
            t!(
                locale,
                "It is not hidden. Somebody who helps you sees it if you let them see things of this kind."
            ),
            "hide",
            t!(locale, "Hide this from people who help me"),
        ),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Who may see this")}</h1>
                <p dir="auto"><strong>{name}</strong></p>
                <InsetText locale>
                    <p>{stands}</p>
                </InsetText>
                <p>{t!(locale, "You always see it yourself, and so does whoever holds it. Nobody is told that you hide something.")}</p>
                <p>{t!(locale, "Other entries may name the same thing. Hide those too.")}</p>
                <form method="post">
                    <input type="hidden" name="do" value=wish />
                    <Button text=button />
                </form>
            </div>
        </div>
    }
}
