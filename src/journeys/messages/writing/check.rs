//! Everything once more, before it is sent; and sending.

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Begun, begun, patient, writer};
use crate::access::Permit;
use crate::domain::{NewMessage, SendMessage, Wish};
use crate::journeys::record::detail::FactRows;
use crate::journeys::requests::WishWords as _;
use crate::journeys::requests::sending::{Pressed, asked_before, not_asked, sent_or_gone, to_request};
use crate::requests::Asked;
use crate::t;
use crate::web::components::InsetText;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page};
use crate::words::{Locale, isolated};

/// `/messages/drafts/{id}/check`: the message as it will be sent.
///
/// # Errors
/// [`PageError::NotFound`] for a draft that is nobody's or somebody else's.
pub async fn check(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let begun = match begun(&app, &permit, id).await {
        Err(PageError::NotFound) => return sent_or_gone(&app, &permit, id).await,
        found => found?,
    };
    let (locale, patient) = (reader.locale(), patient(&permit));
    let frame = reader.frame(t!(locale, "Check before you send")).for_person(permit.subject());
    let frame = frame.back(format!("/messages/drafts/{id}"), t!(locale, "Back to your message"));
    let days = super::answers_within(&app, &begun.written.to);
    let days = super::reply_time(locale, days, &isolated(&begun.to.name));
    Ok(page(frame, view! { <Check locale begun days patient /> }))
}

/// Sends it: as a request, which is written down first and is the same however often this form comes.
///
/// # Errors
/// As [`check`]; and when nothing could be written down.
pub async fn send(
    State(app): State<AppState>,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    if let Some(known) = asked_before(&app, &permit, id).await? {
        return Ok(known);
    }
    let begun = begun(&app, &permit, id).await?;
    let is_whole = !begun.written.text.is_empty() && (begun.is_answer() || !begun.written.subject.is_empty());
    if form.step != "send" || !is_whole {
        return Ok(Redirect::to(&format!("/messages/drafts/{id}")).into_response());
    }
    let wish = Wish::SendMessage(wish(&begun));
    let asked = Asked { id, to: begun.written.to.clone(), wish };
    app.requests.ask(&permit, vec![asked]).await.map_err(not_asked)?;
    // Only now: what was written down is found again, whatever happens to the program.
    app.drafts.drop_one(writer(&permit), id).await.map_err(PageError::internal)?;
    Ok(to_request(id))
}

fn wish(begun: &Begun) -> SendMessage {
    let written = &begun.written;
    let message = NewMessage {
        answers: written.answers.clone(),
        subject: Some(written.subject.clone()).filter(|subject| !subject.is_empty()),
        text: written.text.clone(),
        files: begun.files.iter().map(|(_, file)| file.clone()).collect(),
        ..NewMessage::default()
    };
    SendMessage { message, hidden_with: written.hidden_with.clone() }
}

#[component]
fn Check(
    locale: Locale,
    begun: Begun,
    days: Words,
    /// The patient's name, where somebody acts for them.
    patient: Option<String>,
) -> impl IntoView {
    let facts = wish(&begun).facts(locale);
    let name = isolated(&begun.to.name).into_owned();
    let (goes, send) = match &patient {
        None => (
            t!(
                locale,
                "This goes to {name}. What you send becomes part of what they keep about you.",
                name = name
            ),
            t!(locale, "Send this message"),
        ),
        Some(patient) => (
            t!(
                locale,
                "This goes to {name}, with your name. It becomes part of what they keep about {patient}.",
                name = name,
                patient = patient
            ),
            t!(locale, "Send this message for {name}", name = patient),
        ),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Check before you send")}</h1>
                <p dir="auto">{goes}</p>
                <FactRows facts />
                <InsetText locale><p dir="auto">{days}</p></InsetText>
                <form action=format!("/messages/drafts/{}/check", begun.id) method="post" novalidate>
                    <button class="nhsuk-button" type="submit" name="step" value="send">
                        {send}
                    </button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        {t!(locale, "Change it")}
                    </button>
                </form>
            </div>
        </div>
    }
}
