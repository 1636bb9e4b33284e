//! Booking a time that was offered.

use async_trait::async_trait;

use super::{Doing, Looked};
use crate::connectors::{BookError, Booked};
use crate::domain::{AppointmentStatus, BookAppointment, Doubt, Refusal, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for BookAppointment {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(book) = hand.connector().appointment_book() else { return Looked::CannotTell };
        match book.found(hand.order(), &self.time).await {
            Ok(Some(booked)) => Looked::Stands(match booked.appointment.status {
                AppointmentStatus::Asked => Standing::Waiting(told(&booked)),
                _ => Standing::Done(told(&booked)),
            }),
            Ok(None) => Looked::NotThere,
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(book) = hand.connector().appointment_book() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        match book.book(hand.order(), &self.time, &self.said).await {
            Ok(booked) => Standing::Received(told(&booked)),
            Err(why) => not_done(why),
        }
    }
}

pub(super) fn told(booked: &Booked) -> Told {
    Told { reference: Some(booked.appointment.source_id.clone()), says: None }
}

/// How a request stands after a book did not say yes.
pub(super) fn not_done(why: BookError) -> Standing {
    let refusal = match why {
        BookError::NotConfirmed(_) => return Standing::NotKnown(Doubt::NoAnswer),
        // The book reads before it writes, and whatever may have been done is `NotConfirmed`.
        BookError::Connector(_) => return Standing::ToBeSent,
        BookError::SlotTaken => Refusal::Taken,
        BookError::Changed => Refusal::Changed,
        BookError::CannotBeCancelled => Refusal::NotThisOne,
        BookError::NotAllowed => Refusal::NotAllowed,
        BookError::TooLate => Refusal::TooLate,
        BookError::NoSuchAppointment => Refusal::NotThere,
        BookError::NeedsPhone | BookError::TooLong(..) => Refusal::Other(None),
        BookError::Refused(code) => Refusal::Other(Some(code)),
    };
    Standing::Refused(refusal)
}
