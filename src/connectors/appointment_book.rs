//! What can be done with an organisation's appointment book: find a free time, book it, read it back, cancel it.

use async_trait::async_trait;
use chrono::NaiveDate;

use super::ConnectorError;
use crate::access::{ActOrder, FetchOrder};
use crate::domain::{Appointment, SourceNote};
pub use crate::domain::{FreeTime, Said};

/// The most letters of a reason that every surgery's system can keep (GP Connect, `Appointment.description`).
pub const MOST_REASON: usize = 100;
/// The most letters of a comment that every surgery's system can keep (GP Connect, `Appointment.comment`).
pub const MOST_COMMENT: usize = 500;

/// The same where somebody acts for the patient: who that is stands there too.
pub const MOST_REASON_BY_CARER: usize = 50;

/// An appointment book that people may use themselves.
///
/// Nothing here is done twice for one wish: what an earlier try of the same wish has done is found and told again. An
/// appointment is never moved; it is cancelled and another one booked.
#[async_trait]
pub trait AppointmentBook: Send + Sync {
    /// The times that are free from one day in the UK to another, both included; the earliest first.
    ///
    /// # Errors
    /// A named [`BookError`].
    async fn free_times(
        &self,
        order: &FetchOrder,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<FreeTimes, BookError>;

    /// One appointment as it stands now, by the id that it has in a list (`Appointment::source_id`).
    ///
    /// # Errors
    /// A named [`BookError`].
    async fn read(&self, order: &FetchOrder, id: &str) -> Result<Booked, BookError>;

    /// Books a time that was free, or finds that this very wish was fulfilled before.
    ///
    /// # Errors
    /// A named [`BookError`]; [`BookError::NotConfirmed`] where nobody can say yet whether it was booked.
    async fn book(&self, order: &ActOrder, time: &FreeTime, said: &Said) -> Result<Booked, BookError>;

    /// What an earlier try of this wish has booked, as the book lists it now; nothing is sent.
    ///
    /// # Errors
    /// A named [`BookError`].
    async fn found(&self, order: &ActOrder, time: &FreeTime) -> Result<Option<Booked>, BookError>;

    /// Cancels an appointment, in the version that the person saw where one is given. One that is cancelled already
    /// is told as it stands.
    ///
    /// # Errors
    /// A named [`BookError`]; [`BookError::NotConfirmed`] where nobody can say yet whether it was cancelled.
    async fn cancel(
        &self,
        order: &ActOrder,
        id: &str,
        seen: Option<&str>,
        reason: &str,
    ) -> Result<Booked, BookError>;
}

/// What is free, and how much of what was told could not be used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FreeTimes {
    pub times: Vec<FreeTime>,
    pub set_aside: u32,
    pub notes: Vec<SourceNote>,
}

/// An appointment as the book has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Booked {
    pub appointment: Appointment,
    /// Its version, to be given back with a wish to cancel exactly this.
    pub version: Option<String>,
}

/// Why an appointment book did not do what was asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BookError {
    /// 409 `DUPLICATE_REJECTED`, or the time is not there any more: another one can be chosen.
    #[error("this time is no longer free")]
    SlotTaken,
    /// 409 `FHIR_CONSTRAINT_VIOLATION` or 412: it is to be read again first.
    #[error("the appointment has changed since it was read")]
    Changed,
    /// 409 `ACCESS_DENIED`: not this one.
    #[error("this appointment cannot be cancelled")]
    CannotBeCancelled,
    /// 403: the organisation does not let people do this online, or not share its book.
    #[error("the organisation does not allow this online")]
    NotAllowed,
    /// 461: the organisation wants to hear of it earlier.
    #[error("it is too late to do this online")]
    TooLate,
    #[error("there is no such appointment")]
    NoSuchAppointment,
    #[error("an appointment by phone needs a phone number")]
    NeedsPhone,
    #[error("the {0} may have at most {1} letters")]
    TooLong(&'static str, usize),
    /// 400 or 422, with the organisation's code: what was sent is wrong, and stays wrong.
    #[error("the organisation refused what was sent: {0}")]
    Refused(String),
    /// It was sent, and when it was looked for it was not found: it may still be done.
    #[error("it is not known whether it was done: {0}")]
    NotConfirmed(ConnectorError),
    #[error(transparent)]
    Connector(#[from] ConnectorError),
}
