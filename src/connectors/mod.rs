//! How to talk to the organisations: one folder a protocol, in each the transport apart from the mapping.

pub mod aggregator;
pub mod appointment_book;
pub mod config;
pub mod fhir_json;
pub mod fhir_r4;
pub mod gp_connect;
pub mod gp_connect_appointments;
pub mod http;
pub mod immunisation_history;
pub mod mapping;
pub mod openehr;
pub mod pds;
pub mod smart;

#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;

pub use appointment_book::{AppointmentBook, BookError, Booked, FreeTime, FreeTimes, Said};
pub use config::{CannotConnect, SourceConfig, Spine, connect, connect_demographics};
pub use http::{Auth, ByteBudget, NotAKey, SigningClient};
pub use smart::{PatientLogIn, SmartClient};

use std::time::Duration;

use async_trait::async_trait;

use crate::access::FetchOrder;
use crate::domain::{Answer, Demographics, Kind, Kinds, LetterFile, WhyNotAsked};

/// One configured organisation's interface.
#[async_trait]
pub trait Connector: Send + Sync {
    /// The kinds that one question brings together: a structured GP record answers all at once, a FHIR R4 server
    /// each on its own. Contains `kind`; empty when it is not offered.
    fn asked_together(&self, kind: Kind) -> Kinds;

    /// Asks for `kinds` (one of the sets of [`Connector::asked_together`]) about the order's subject.
    ///
    /// Every single entry has been checked to be about the subject; one that is not fails the whole answer.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; never a guess.
    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError>;

    /// Brings the file of a letter of the order's subject, from the address that this organisation told with it.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; [`ConnectorError::Forbidden`] where the interface gives no files.
    async fn file(&self, _order: &FetchOrder, _address: &str) -> Result<LetterFile, ConnectorError> {
        Err(ConnectorError::Forbidden)
    }

    /// Its appointment book, where people may use it themselves.
    fn appointment_book(&self) -> Option<&dyn AppointmentBook> {
        None
    }

    /// How a patient lets Front Door in at this organisation, where it answers to its patients' own log-in there.
    fn patient_log_in(&self) -> Option<&dyn PatientLogIn> {
        None
    }
}

/// The national demographics service.
#[async_trait]
pub trait DemographicsService: Send + Sync {
    /// # Errors
    /// A named [`ConnectorError`]; [`ConnectorError::DoesNotKnowPerson`] for an unknown number.
    async fn find(&self, order: &FetchOrder) -> Result<Demographics, ConnectorError>;
}

/// Why an organisation's answer cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConnectorError {
    #[error("no answer in time")]
    TimedOut,
    #[error("no connection: {0}")]
    NoConnection(String),
    /// 429 or 503, with how long it asked us to wait.
    #[error("busy")]
    Busy { retry_after: Option<Duration> },
    #[error("answered with status {0}")]
    ServerError(u16),
    /// An answer, not a failure: 401, or an operation outcome that says so.
    #[error("did not let Front Door in")]
    Unauthorised,
    /// The same, where the clocks differ by so much that time may be the reason: nothing else is wrong perhaps.
    #[error("the clock of this machine differs from the source's by {seconds} seconds")]
    ClocksDiffer { seconds: i64 },
    /// Nobody was asked: it answers to a token of the patient's own, and there is none now.
    #[error("answers only to the patient's own log-in")]
    NeedsPatient(WhyNotAsked),
    /// An answer, not a failure: 403, such as no relationship with the person.
    #[error("does not share this")]
    Forbidden,
    /// An answer, not a failure: 403 with a code that names the age.
    #[error("does not share with people of this age")]
    NotForThisAge,
    /// An answer, not a failure: 404.
    #[error("does not know this person")]
    DoesNotKnowPerson,
    /// An answer, not a failure: 410.
    #[error("no longer holds this")]
    Gone,
    #[error("the answer could not be read: {0}")]
    Unreadable(&'static str),
    #[error("the answer was too large")]
    TooLarge,
    #[error("the answer led to another place")]
    Redirected,
    #[error("an entry was about somebody else")]
    AboutSomebodyElse,
    #[error("the server ignored what was asked")]
    IgnoredFilter,
    #[error("settings do not allow this address")]
    AddressNotAllowed,
}

impl ConnectorError {
    /// Whether the organisation has answered, only not with entries.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::Unauthorised
                | Self::ClocksDiffer { .. }
                | Self::NeedsPatient(_)
                | Self::Forbidden
                | Self::NotForThisAge
                | Self::DoesNotKnowPerson
                | Self::Gone
        )
    }

    /// How long the organisation asked us to leave it alone.
    pub fn asked_for_time(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after } => *retry_after,
            _ => None,
        }
    }

    /// Whether a read may be tried once more.
    pub fn may_be_retried(&self) -> bool {
        match self {
            Self::TimedOut | Self::NoConnection(_) | Self::Busy { .. } => true,
            Self::ServerError(status) => *status >= 500,
            _ => false,
        }
    }
}

/// Raises the alarm when an answer held something about somebody else, or everybody.
fn about_somebody_else(source: &str, error: &ConnectorError) {
    if matches!(error, ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter) {
        tracing::error!(source, %error, "an answer was not about the person asked for; all of it is thrown away");
        metrics::counter!("front_door_wrong_subject_total", "source" => source.to_owned()).increment(1);
    }
}
