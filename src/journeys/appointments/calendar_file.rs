//! `/appointments/{id}/calendar`: one appointment for a calendar.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Appointment, Kind};
use crate::journeys::download::calendar;
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::detail::CannotFind;
use crate::journeys::record::opened;
use crate::t;
use crate::web::{AppState, Outcome, Reader, page_with_status};

/// The file; or that there is no such appointment.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn file(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    AskedId(id): AskedId,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let gathered = opened(&permit, app.gather.one::<Appointment>(&permit).await, Purpose::Download).await?;
    let one = if permit.is_limited() { calendar::one_for_carer } else { calendar::one };
    let text = id.and_then(|id| gathered.find(id)).and_then(|held| one(locale, now, held));
    let Some(text) = text else {
        let frame = reader.frame(t!(locale, "We cannot find this appointment")).for_person(permit.subject());
        let sources = gathered.sources.clone();
        let content = view! { <CannotFind locale now kind=Kind::Appointments sources /> };
        return Ok(page_with_status(StatusCode::NOT_FOUND, frame, content));
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"appointment.ics\"")),
    ];
    Ok((headers, text).into_response())
}
