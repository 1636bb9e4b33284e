//! Who is connected, what each shares and how each answers now: for everybody, without logging in. Nobody is asked
//! because somebody looks, and nothing stands here about anybody.

mod page;
#[cfg(test)]
mod tests;
mod words;

use axum::extract::State;
use leptos::prelude::*;

use crate::journeys::notices::notices_of;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use page::{Status, StatusFacts};
pub use words::{how_it_answers, problem};

/// `/status`
///
/// # Errors
/// When our database does not say what is not shown.
pub async fn show(State(app): State<AppState>, reader: Reader) -> Outcome {
    let locale = reader.locale();
    let facts = StatusFacts {
        now: app.clock.now(),
        sources: app.gather.health(),
        not_connected: app.gather.not_connected().cloned().collect(),
        stops: app.stopped.now().await.map_err(PageError::internal)?,
    };
    let organisations = facts.sources.iter().map(|source| &*source.organisation);
    let notices = notices_of(&app.notices, facts.now, organisations);
    let frame = reader.frame(t!(locale, "Who answers now")).back("/help", t!(locale, "Help"));
    let frame = frame.with_notices(notices);
    Ok(page(frame, view! { <Status locale facts /> }))
}
