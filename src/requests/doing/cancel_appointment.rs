//! Cancelling an appointment, in the version that the person saw.

use async_trait::async_trait;

use super::book_appointment::{not_done, told};
use super::{Doing, Looked};
use crate::connectors::BookError;
use crate::domain::{AppointmentStatus, CancelAppointment, Refusal, Standing};
use crate::gather::Hand;

#[async_trait]
impl Doing for CancelAppointment {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(book) = hand.connector().appointment_book() else { return Looked::CannotTell };
        match book.read(hand.to_ask(), &self.appointment.source_id).await {
            Ok(booked) if booked.appointment.status == AppointmentStatus::Cancelled => {
                Looked::Stands(Standing::Done(told(&booked)))
            }
            Ok(_) => Looked::NotThere,
            Err(BookError::NoSuchAppointment) => Looked::Stands(Standing::Refused(Refusal::NotThere)),
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(book) = hand.connector().appointment_book() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        let (id, seen) = (&self.appointment.source_id, self.version.as_deref());
        match book.cancel(hand.order(), id, seen, &self.reason).await {
            Ok(booked) => Standing::Received(told(&booked)),
            Err(why) => not_done(why),
        }
    }
}
