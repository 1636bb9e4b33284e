//! One question: how to be told of one topic, or when.

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{HERE, frame};
use crate::access::Permit;
use crate::domain::{Channel, QuietHours, Topic};
use crate::journeys::log_in::unreadable;
use crate::store::Chosen;
use crate::t;
use crate::web::components::{Button, Choice, ErrorSummary, Fieldset, Radios};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page_with_status};
use crate::words::{Locale, dates};

/// What is asked: of a topic, or of the hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asked {
    Topic(Topic),
    Hours,
}

impl Asked {
    fn from_slug(slug: &str) -> Option<Self> {
        match slug {
            "hours" => Some(Asked::Hours),
            other => Topic::from_slug(other).map(Asked::Topic),
        }
    }
}

/// The one field; it may be missing.
#[derive(Debug, Default, Deserialize)]
pub struct ChoiceForm {
    #[serde(default)]
    choice: String,
}

/// A topic in words.
pub struct Question {
    /// In the list of choices.
    pub name: Words,
    /// As a question, the page's heading.
    pub question: Words,
}

/// A topic in words.
pub fn question(locale: Locale, topic: Topic) -> Question {
    let (name, question) = match topic {
        Topic::New => (
            t!(locale, "Something new in your record"),
            t!(locale, "How do you want to hear of something new in your record?"),
        ),
        Topic::Appointments => (
            t!(locale, "Reminders of appointments"),
            t!(locale, "How do you want to be reminded of appointments?"),
        ),
        Topic::Requests => (
            t!(locale, "Answers to what you asked for"),
            t!(locale, "How do you want to hear of answers to what you asked for?"),
        ),
        Topic::Helping => (
            t!(locale, "Who may act for you, or you for them"),
            t!(locale, "How do you want to hear of changes in who may act for whom?"),
        ),
    };
    Question { name, question }
}

/// "Not between 9pm and 8am".
pub fn not_between(locale: Locale, quiet: QuietHours) -> Words {
    let (from, until) = (dates::time_of_day(locale, quiet.from), dates::time_of_day(locale, quiet.until));
    t!(locale, "Not between {from} and {until}", from = from, until = until)
}

/// The question, with what was chosen before.
///
/// # Errors
/// For an address that asks for nothing, or when our database does not answer.
pub async fn ask(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: Result<Path<String>, PathRejection>,
) -> Outcome {
    let asked = asked_of(&app, asked)?;
    let choices = app.contacts.of(permit.actor()).await.map_err(PageError::internal)?;
    let chosen = match asked {
        Asked::Hours if choices.at_any_time => "any-time",
        Asked::Hours => "quiet",
        Asked::Topic(topic) => match choices.topics.get(&topic) {
            Some(Chosen::By(channel)) => channel.slug(),
            Some(Chosen::Nothing) => "none",
            _ if choices.email.is_some() => Channel::Email.slug(),
            _ => "",
        },
    };
    Ok(shown(&app, &reader, &permit, asked, FormState::default().keep("choice", chosen)))
}

/// Keeps the choice.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read.
pub async fn choose(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: Result<Path<String>, PathRejection>,
    form: Result<Form<ChoiceForm>, FormRejection>,
) -> Outcome {
    let asked = asked_of(&app, asked)?;
    let Form(ChoiceForm { choice }) = form.map_err(|rejection| unreadable(&rejection))?;
    let is_offered = choices(reader.locale(), &app, asked).iter().any(|one| one.value == choice);
    if !is_offered {
        let mut form = FormState::default();
        form.wrong("choice", t!(reader.locale(), "Choose one of these"));
        return Ok(shown(&app, &reader, &permit, asked, form));
    }
    let (account, now) = (permit.actor(), app.clock.now());
    let stored = match asked {
        Asked::Hours => app.contacts.choose_hours(account, choice == "any-time", now).await,
        Asked::Topic(topic) => {
            let chosen = Channel::from_slug(&choice).map_or(Chosen::Nothing, Chosen::By);
            app.contacts.choose(account, topic, chosen, now).await
        }
    };
    stored.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

fn asked_of(app: &AppState, asked: Result<Path<String>, PathRejection>) -> Result<Asked, PageError> {
    let asked = asked.ok().and_then(|Path(slug)| Asked::from_slug(&slug)).ok_or(PageError::NotFound)?;
    let is_there = match asked {
        Asked::Hours => app.outbox.quiet_hours().is_some() && !app.outbox.channels().is_empty(),
        Asked::Topic(Topic::Appointments) => {
            app.reminders.before().is_some() && !app.outbox.channels().is_empty()
        }
        Asked::Topic(_) => !app.outbox.channels().is_empty(),
    };
    if is_there { Ok(asked) } else { Err(PageError::NotFound) }
}

/// What there is to choose, by what this portal can do.
fn choices(locale: Locale, app: &AppState, asked: Asked) -> Vec<Choice> {
    let one = |value, label, hint| Choice { value, label, hint, chosen: false };
    let Asked::Topic(topic) = asked else {
        let quiet = app.outbox.quiet_hours().map(|quiet| not_between(locale, quiet)).unwrap_or_default();
        return vec![one("quiet", quiet, None), one("any-time", t!(locale, "At any time"), None)];
    };
    let mut choices: Vec<Choice> = app
        .outbox
        .channels()
        .iter()
        // A letter would come after the appointment.
        .filter(|channel| **channel != Channel::Letter || topic != Topic::Appointments)
        .map(|channel| match channel {
            Channel::Text => one("text", t!(locale, "By text"), None),
            Channel::Email => one("email", t!(locale, "By email"), None),
            Channel::Letter => {
                one("letter", t!(locale, "By letter"), Some(t!(locale, "A letter takes some days.")))
            }
        })
        .collect();
    choices.push(one("none", t!(locale, "Not at all"), Some(t!(locale, "You see it when you log in."))));
    choices
}

fn shown(app: &AppState, reader: &Reader, permit: &Permit, asked: Asked, form: FormState) -> Response {
    let locale = reader.locale();
    let title = match asked {
        Asked::Topic(topic) => question(locale, topic).question,
        Asked::Hours => t!(locale, "When may we tell you things?"),
    };
    let mut choices = choices(locale, app, asked);
    let chosen = form.value("choice");
    choices.iter_mut().for_each(|choice| choice.chosen = choice.value == chosen);
    let hint = (asked == Asked::Hours)
        .then(|| t!(locale, "Codes, and warnings about your log-in, come at any time."));
    let status = form.status();
    let frame = frame(reader, permit, title.clone()).with_errors_of(&form);
    page_with_status(status, frame, view! { <OneQuestion locale title hint choices form /> })
}

#[component]
fn OneQuestion(
    locale: Locale,
    title: Words,
    hint: Option<Words>,
    choices: Vec<Choice>,
    form: FormState,
) -> impl IntoView {
    let error = form.error("choice");
    view! {
        <ErrorSummary locale errors=form.errors />
        <form method="post" novalidate>
            <Fieldset locale id="choice" legend=title hint error is_heading=true>
                <Radios name="choice" choices />
            </Fieldset>
            <Button text=t!(locale, "Save") />
        </form>
    }
}
