//! Choices: how to be told about what, and when; and the national choices, which are made elsewhere.

mod mobile;
mod news_from;
mod page;
mod topic;

use axum::extract::State;
use leptos::prelude::*;

use crate::access::Permit;
use crate::t;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, Words, page};
pub use mobile::{ask_code, ask_number, change_number, check_code};
pub use news_from::{ask as ask_news_from, choose as choose_news_from};
use page::{Choices, ChoicesFacts};
pub use topic::{ask, choose};

const HERE: &str = "/your-choices";

/// Everything that was chosen, with the ways to change it.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let locale = reader.locale();
    let choices = app.contacts.of(permit.actor()).await.map_err(PageError::internal)?;
    let facts = ChoicesFacts {
        choices,
        channels: app.outbox.channels().to_vec(),
        quiet: app.outbox.quiet_hours(),
        reminds: app.reminders.before().is_some(),
        looks_for_news: app.news.every().is_some(),
    };
    let frame = reader.frame(t!(locale, "Your choices")).for_person(permit.subject());
    let frame = frame.back("/", t!(locale, "Home"));
    Ok(page(frame, view! { <Choices locale facts /> }))
}

/// The frame of a page that changes one choice.
fn frame(reader: &Reader, permit: &Permit, title: Words) -> Frame {
    let frame = reader.frame(title).for_person(permit.subject());
    frame.back(HERE, t!(reader.locale(), "Your choices"))
}
