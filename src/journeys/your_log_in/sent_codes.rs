//! Whether a code is sent as the second step, and by which way.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::{OwnLogIn, changed, frame, noted};
use crate::access::Purpose;
use crate::domain::{About, Channel};
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::components::{Button, Choice, ErrorSummary, Fieldset, Radios};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};
use crate::words::Locale;

#[derive(Default, Deserialize)]
pub struct SentForm {
    /// `text`, `email`, or `none`.
    #[serde(default)]
    way: String,
}

/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, own: OwnLogIn) -> Outcome {
    form_page(&app, &reader, &own, FormState::default()).await
}

/// # Errors
/// When the form cannot be read, it is not written down, or not done.
pub async fn choose(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    own: OwnLogIn,
    form: Result<Form<SentForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let way = match form.way.as_str() {
        "none" => None,
        way => match Channel::from_slug(way).filter(|way| *way != Channel::Letter) {
            Some(way) if possible(&app, &own).await?.contains(&way) => Some(way),
            _ => {
                let mut state = FormState::default();
                state.wrong("way", t!(reader.locale(), "Select how we send you a code"));
                return form_page(&app, &reader, &own, state).await;
            }
        },
    };
    noted(&own, Purpose::SecondStepChanged).await?;
    app.access.accounts.choose_sent_codes(own.actor(), way).await.map_err(PageError::internal)?;
    changed(&app, &session, &own, &About::SecondStepChanged).await
}

/// The ways by which this person can be sent a code.
async fn possible(app: &AppState, own: &OwnLogIn) -> Result<Vec<Channel>, PageError> {
    let contacts = app.contacts.of(own.actor()).await.map_err(PageError::internal)?;
    let known = [(Channel::Text, contacts.mobile.is_some()), (Channel::Email, contacts.email.is_some())];
    let is_there = |(way, known): &(Channel, bool)| *known && app.outbox.channels().contains(way);
    Ok(known.into_iter().filter(is_there).map(|(way, _)| way).collect())
}

async fn form_page(
    app: &AppState,
    reader: &Reader,
    own: &OwnLogIn,
    form: FormState,
) -> Result<Response, PageError> {
    let ways = possible(app, own).await?;
    let steps = app.access.accounts.second_steps(own.actor()).await.map_err(PageError::internal)?;
    let (locale, chosen) = (reader.locale(), steps.sent);
    let frame = frame(reader, own, t!(locale, "Codes by text or email"), "/your-log-in");
    Ok(crate::web::form_page(frame, form, move |form| view! { <SentCodes locale form ways chosen /> }))
}

#[component]
fn SentCodes(locale: Locale, form: FormState, ways: Vec<Channel>, chosen: Option<Channel>) -> impl IntoView {
    let error = form.error("way");
    let choice = |way: Channel| {
        let (value, label, hint) = match way {
            Channel::Text => ("text", t!(locale, "By text to my mobile"), None),
            _ => (
                "email",
                t!(locale, "By email"),
                Some(t!(locale, "This does not help if somebody else reads your email.")),
            ),
        };
        Choice { value, label, hint, chosen: chosen == Some(way) }
    };
    let none = Choice {
        value: "none",
        label: t!(locale, "Do not send me codes"),
        hint: None,
        chosen: chosen.is_none(),
    };
    let (has_text, has_email) = (ways.contains(&Channel::Text), ways.contains(&Channel::Email));
    let choices = ways.into_iter().map(choice).chain([none]).collect::<Vec<_>>();
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Codes by text or email")}</h1>
        <p>{t!(locale, "When you log in with your password, we send you a code to type in. It works once, for 10 minutes.")}</p>
        <p>{t!(locale, "A passkey or an authenticator app is safer.")}</p>
        <form action="/your-log-in/sent-codes" method="post" novalidate>
            <Fieldset locale id="way" legend=t!(locale, "How should we send you a code?") error>
                <Radios name="way" choices />
            </Fieldset>
            <Button text=t!(locale, "Save") />
        </form>
        {(!has_text)
            .then(|| {
                view! {
                    <p>
                        <a href="/your-choices">{t!(locale, "Tell us your mobile number")}</a>
                    </p>
                }
            })}
        {(!has_email)
            .then(|| {
                view! {
                    <p>
                        <a href="/your-log-in/email">{t!(locale, "Tell us your email address")}</a>
                    </p>
                }
            })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated() {
        for ways in [vec![], vec![Channel::Email], vec![Channel::Text, Channel::Email]] {
            let html = rendered(move || {
                let mut form = FormState::default();
                form.wrong("way", t!(Locale::Pseudo, "Select how we send you a code"));
                view! { <SentCodes locale=Locale::Pseudo form ways chosen=None /> }
            });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }
}
