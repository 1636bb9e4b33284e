//! The appointment that is to be cancelled, or changed for another time: found anew, and read at its own organisation.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::connectors::{BookError, Booked};
use crate::domain::{
    Appointment, AppointmentStatus, CancelAppointment, EntryId, Gathered, Held, Kind, OdsCode, Organisation,
    SourceReport,
};
use crate::gather::{Gather, One};
use crate::journeys::record::detail::CannotFind;
use crate::journeys::record::{holder_that, opened};
use crate::journeys::requests::sending::PATIENCE;
use crate::t;
use crate::web::{AppState, PageError, Reader, page_with_status};

/// An appointment of the person's that may be cancelled where it is held.
#[derive(Clone, PartialEq, Debug)]
pub struct Instead {
    pub to: OdsCode,
    pub wish: CancelAppointment,
}

/// What somebody who wants to cancel an appointment has to be told.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// It can be cancelled; this is how its organisation has it now.
    CanBe(Box<Booked>),
    /// The organisation cancelled it meanwhile, or the person did elsewhere.
    IsCancelled,
    /// It has begun, or is over.
    IsOver,
    /// It cannot be cancelled here: an old copy, an organisation that takes no cancellations here, or that has it no more.
    Call,
    /// Its organisation has not answered.
    NoAnswer,
}

/// The organisation where something can be done about an entry: its holder, told now and not from an old copy, and with
/// an appointment book that may be used under this permit.
pub fn holder_with_book<'h>(
    gather: &Gather,
    permit: &Permit,
    held: &'h Held<Appointment>,
) -> Option<(&'h Arc<Organisation>, &'h Appointment)> {
    holder_that(gather, permit, held, |connector| connector.appointment_book().is_some())
}

/// Whether it is booked and still to come.
pub fn is_open(appointment: &Appointment, now: DateTime<Utc>) -> bool {
    appointment.status == AppointmentStatus::Booked && appointment.start.is_some_and(|start| start > now)
}

/// Everything that is told of appointments now, opened to act on one.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn appointments(app: &AppState, permit: &Permit) -> Result<One<Appointment>, PageError> {
    opened(permit, app.gather.one::<Appointment>(permit).await, Purpose::Act).await
}

/// The page for an appointment that nobody has, or somebody else.
pub fn no_such_appointment(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    sources: Vec<SourceReport>,
) -> Response {
    let (locale, now) = (reader.locale(), app.clock.now());
    let frame = reader.frame(t!(locale, "We cannot find this appointment")).for_person(permit.subject());
    let content = view! { <CannotFind locale now kind=Kind::Appointments sources /> };
    page_with_status(StatusCode::NOT_FOUND, frame, content)
}

/// How an appointment stands at its own organisation, read there now.
///
/// # Errors
/// As [`appointments`]; [`PageError::NotAllowed`] where the permit lets nobody act.
pub async fn standing(
    app: &AppState,
    permit: &Permit,
    held: &Held<Appointment>,
) -> Result<(Option<Arc<Organisation>>, Standing), PageError> {
    let Some((organisation, appointment)) = holder_with_book(&app.gather, permit, held) else {
        return Ok((None, Standing::Call));
    };
    let to = &organisation.ods_code;
    let hand = app.gather.hand(permit, to, Kind::Appointments, Uuid::new_v4()).await;
    let Ok(hand) = hand.map_err(PageError::internal)? else { return Ok((None, Standing::Call)) };
    let hand = permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?;
    let Some(book) = hand.connector().appointment_book() else { return Ok((None, Standing::Call)) };
    let read = book.read(hand.to_ask(), &appointment.source_id);
    let now = app.clock.now();
    let standing = match tokio::time::timeout(PATIENCE, read).await {
        Ok(Ok(booked)) => match booked.appointment.status {
            AppointmentStatus::Cancelled => Standing::IsCancelled,
            _ if is_open(&booked.appointment, now) => Standing::CanBe(Box::new(booked)),
            _ => Standing::IsOver,
        },
        Ok(Err(BookError::NotAllowed | BookError::NoSuchAppointment)) => Standing::Call,
        Ok(Err(_)) | Err(_) => Standing::NoAnswer,
    };
    Ok((Some(organisation.clone()), standing))
}

/// The wish to cancel an appointment for another time; nothing where it cannot be cancelled now.
///
/// # Errors
/// As [`standing`].
pub async fn instead_of(app: &AppState, permit: &Permit, id: EntryId) -> Result<Option<Instead>, PageError> {
    let gathered: One<Appointment> = appointments(app, permit).await?;
    let all: &Gathered<Appointment> = &gathered;
    let Some(held) = all.find(id) else { return Ok(None) };
    Ok(match standing(app, permit, held).await? {
        (Some(organisation), Standing::CanBe(booked)) => Some(Instead {
            to: organisation.ods_code.clone(),
            wish: wish(*booked, "Another time was booked instead".into()),
        }),
        _ => None,
    })
}

/// The wish to cancel exactly this.
pub fn wish(booked: Booked, reason: String) -> CancelAppointment {
    CancelAppointment { appointment: booked.appointment, version: booked.version, reason }
}
