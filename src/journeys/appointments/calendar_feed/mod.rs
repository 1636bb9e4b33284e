//! Appointments in a calendar app that looks by itself: choosing it, stopping it, and what the app reads.

mod page;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use secrecy::ExposeSecret;

use crate::access::{Permit, Purpose, RecentlyProven};
use crate::domain::{About, Appointment, Gathered, Kind, Kinds, SourceState};
use crate::journeys::download::calendar;
use crate::journeys::log_in::unreadable;
use crate::journeys::record::opened;
use crate::journeys::requests::sending::Pressed;
use crate::t;
use crate::web::{self, AppState, Frame, Outcome, PageError, Reader};
use page::{Facts, NewAddress, TheFeed};

/// Where it is chosen.
const PAGE: &str = "/appointments/calendar-feed";
/// How long a calendar is to wait where not everybody has answered.
const AGAIN_AFTER: HeaderValue = HeaderValue::from_static("900");

/// Explains it, and says whether there is one.
///
/// # Errors
/// [`PageError::NotAllowed`] for anyone but the patient; when our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, proven: RecentlyProven) -> Outcome {
    let permit = own(&proven)?;
    let feed = app.access.calendar_feed(permit).await.map_err(PageError::internal)?;
    let (locale, now) = (reader.locale(), app.clock.now());
    let frame = frame(&reader, permit, t!(locale, "Your appointments in your calendar app"));
    let facts = Facts { now, feed };
    Ok(web::page(frame, view! { <TheFeed locale facts /> }))
}

/// Makes an address, and shows it in the answer itself, for nobody can find it out later; or ends it.
///
/// # Errors
/// As [`show`]; when the form cannot be read, it is not written down, or not done.
pub async fn choose(
    State(app): State<AppState>,
    reader: Reader,
    proven: RecentlyProven,
    form: Result<Form<Pressed>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    let permit = own(&proven)?;
    match form.step.as_str() {
        "stop" => {
            noted(permit).await?;
            app.access.end_calendar_feed(permit.actor()).await.map_err(PageError::internal)?;
            Ok(Redirect::to(PAGE).into_response())
        }
        "make" => {
            noted(permit).await?;
            let secret = app.access.make_calendar_feed(&proven).await.map_err(PageError::internal)?;
            let secret = secret.ok_or(PageError::NotAllowed)?;
            // In case that it was not they who made it.
            let told = app.outbox.tell_alone(permit.actor(), &About::CalendarAddressMade, app.clock.now());
            told.await.map_err(PageError::internal)?;
            let path = format!("calendar-feed/{}.ics", secret.expose_secret());
            let address = app.public_url.join(&path).map_err(PageError::internal)?.to_string();
            let locale = reader.locale();
            let frame = frame(&reader, permit, t!(locale, "Your private address"));
            Ok(web::page(frame, view! { <NewAddress locale address /> }))
        }
        _ => Err(PageError::BadRequest),
    }
}

/// `/calendar-feed/{secret}.ics`: when the appointments are, for whoever has the address, and nothing else.
///
/// # Errors
/// [`PageError::NotFound`] for an address that opens nothing; when our database or the access log does not answer.
pub async fn feed(
    State(app): State<AppState>,
    reader: Reader,
    secret: Result<Path<String>, PathRejection>,
) -> Outcome {
    let Path(secret) = secret.map_err(|_| PageError::NotFound)?;
    let secret = secret.strip_suffix(".ics").ok_or(PageError::NotFound)?;
    let permit = app.access.permit_of_calendar(secret).await.map_err(PageError::internal)?;
    let permit = permit.ok_or(PageError::NotFound)?;
    let told = app.gather.one::<Appointment>(&permit).await;
    let gathered = opened(&permit, told, Purpose::CalendarFeed).await?;
    if !is_whole(&gathered) {
        return Ok(not_now());
    }
    let text = calendar::times(reader.locale(), app.clock.now(), &gathered.entries);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// Only where everybody who may be asked has told, now or before: an appointment that was missing from the file would be
/// gone from the calendar, as if it had been cancelled.
fn is_whole(gathered: &Gathered<Appointment>) -> bool {
    let is_missing =
        |state: &SourceState| matches!(state, SourceState::Waiting | SourceState::Failed { copy: None, .. });
    !gathered.sources.iter().any(|source| is_missing(&source.state))
}

/// A calendar that reads this keeps what it had.
fn not_now() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, AGAIN_AFTER)]).into_response()
}

/// Written down before it is done.
async fn noted(permit: &Permit) -> Result<(), PageError> {
    let kinds = Kinds::just(Kind::Appointments);
    permit.note(&[], kinds, Purpose::CalendarChanged).await.map_err(|_| PageError::CannotDisclose)
}

fn own(proven: &RecentlyProven) -> Result<&Permit, PageError> {
    if proven.is_the_patients_own() { Ok(proven.permit()) } else { Err(PageError::NotAllowed) }
}

fn frame(reader: &Reader, permit: &Permit, title: web::Words) -> Frame {
    let back = t!(reader.locale(), "Your appointments");
    reader.frame(title).for_person(permit.subject()).back("/appointments", back)
}
