//! Your health record: a door to each kind, with one line of what is behind it.

mod door_words;
pub(super) mod page;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

pub use door_words::{DoorWords, door, missing, record_doors};

use super::opened;
use crate::access::{Permit, Purpose};
use crate::domain::Clock;
use crate::gather::Gather;
use crate::t;
use crate::web::{self, Outcome, Reader};
use page::RecordPage;

/// `/record`
pub async fn front(
    State(gather): State<Gather>,
    State(clock): State<Clock>,
    permit: Permit,
    reader: Reader,
) -> Outcome {
    // Whoever acts for somebody has one page with the doors that are theirs.
    if permit.is_limited() {
        return Ok(Redirect::to("/").into_response());
    }
    let locale = reader.locale();
    let everything = opened(&permit, gather.everything(&permit).await, Purpose::List).await?;
    let now = clock.now();
    let (doors, large) = (record_doors(locale, now, &everything), reader.is_large());
    let title = t!(locale, "Your health record");
    let frame = reader.frame(title).for_person(permit.subject()).back("/", t!(locale, "Home"));
    let (frame, sources) = (frame.waiting_for(&everything.sources), everything.sources.clone());
    Ok(web::page_made(StatusCode::OK, frame, || view! { <RecordPage locale now sources doors large /> }))
}
