//! How to talk to the organisations: one folder a protocol, in each the transport apart from the mapping.

pub mod aggregator;
pub mod appointment_book;
pub mod config;
pub mod fhir_json;
pub mod fhir_r4;
pub mod gp_connect;
pub mod gp_connect_appointments;
pub mod gp_connect_prescriptions;
pub mod http;
pub mod immunisation_history;
mod letter_file;
pub mod mapping;
pub mod nhs_login;
pub mod openehr;
pub mod openid;
pub mod organisation_data;
pub mod pds;
pub mod prescriptions_for_patients;
mod referral_service;
mod repeat_prescriptions;
pub mod service_directory;
pub mod smart;
pub mod staff_log_in;
pub mod validated_relationships;
mod writing;

#[cfg(test)]
pub(crate) mod contract;
#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;

pub use appointment_book::{AppointmentBook, BookError, Booked, FreeTime, FreeTimes, Said};
pub use config::{
    CannotConnect, SourceConfig, Spine, connect, connect_demographics, connect_organisation_data,
    connect_pds, connect_relationships, connect_service_directory,
};
pub use http::{Auth, ByteBudget, NotAKey, SigningClient};
pub use letter_file::LetterFile;
pub use pds::{CannotChange, Changed};
pub use referral_service::{EndAnswer, ReferralNow, ReferralService};
pub use repeat_prescriptions::{NotOrdered, RepeatPrescriptions};
pub use smart::{PatientLogIn, SmartClient};
pub use writing::{Attendance, AttendanceService, FormService, MessageService, NotTaken, Taken};

use std::time::Duration;

use async_trait::async_trait;

use crate::access::{ActOrder, FetchOrder};
use crate::domain::{
    Answer, ContactChange, ContactDetails, Demographics, Kind, Kinds, NationalRelationship, Nearby, OdsCode,
    OrganisationDetails, PlaceKind, Postcode, WhyNotAsked,
};

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

    /// Its repeat prescriptions, where people may ask for them themselves.
    fn repeat_prescriptions(&self) -> Option<&dyn RepeatPrescriptions> {
        None
    }

    /// Its appointment book, where people may use it themselves.
    fn appointment_book(&self) -> Option<&dyn AppointmentBook> {
        None
    }

    /// Its record of how people can be reached, where they may change it themselves.
    fn contact_service(&self) -> Option<&dyn ContactService> {
        None
    }

    /// Its inbox, where people may write to it themselves.
    fn message_service(&self) -> Option<&dyn MessageService> {
        None
    }

    /// Where it takes answers to its questionnaires, where people may send them themselves.
    fn form_service(&self) -> Option<&dyn FormService> {
        None
    }

    /// Where it takes word that its patients are coming, where they may say so themselves.
    fn attendance_service(&self) -> Option<&dyn AttendanceService> {
        None
    }

    /// Where it takes word that a referral is no longer needed, where people may say so themselves.
    fn referral_service(&self) -> Option<&dyn ReferralService> {
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

/// The contact details that the national demographics service holds, and changes of them by the person.
#[async_trait]
pub trait ContactService: Send + Sync {
    /// Whether it takes a change under this order: some take one with the patient's own log-in alone. Nothing is asked.
    ///
    /// # Errors
    /// What is missing.
    fn takes_changes(&self, order: &FetchOrder) -> Result<(), WhyNotAsked>;

    /// What stands now, with the version that a change must name.
    ///
    /// # Errors
    /// A named [`ConnectorError`].
    async fn standing(&self, order: &FetchOrder) -> Result<ContactDetails, ConnectorError>;

    /// Changes one thing in what was seen. Where the answer is lost the record is read back first, so that nothing is
    /// done twice; the same wish may be sent again at any time.
    ///
    /// # Errors
    /// A named [`CannotChange`], which tells whether anything was changed.
    async fn change(
        &self,
        act: &ActOrder,
        seen: &ContactDetails,
        change: &ContactChange,
    ) -> Result<Changed, CannotChange>;
}

/// What the national list of organisations says of one. It is asked with a code alone, never with anything about a
/// person.
#[async_trait]
pub trait OrganisationDirectory: Send + Sync {
    /// # Errors
    /// [`CannotLookUp::NotThere`] for a code that is not in the list.
    async fn organisation(&self, ods_code: &OdsCode) -> Result<OrganisationDetails, CannotLookUp>;
}

/// Where the nearest places of a kind are. It is asked with a postcode or a town alone, never with anything else about a person.
#[async_trait]
pub trait ServiceFinder: Send + Sync {
    /// At most `most` places, the nearest first.
    ///
    /// # Errors
    /// [`CannotLookUp::NotThere`] where the directory knows no place in the postcode's area.
    async fn near(&self, kind: PlaceKind, postcode: &Postcode, most: usize) -> Result<Nearby, CannotLookUp>;

    /// As [`ServiceFinder::near`], measured from the middle of a town or village of this name.
    ///
    /// # Errors
    /// [`CannotLookUp::NotThere`] where the directory knows no place there.
    async fn near_town(&self, kind: PlaceKind, town: &str, most: usize) -> Result<Nearby, CannotLookUp>;
}

/// Why a directory's answer cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CannotLookUp {
    /// An answer, not a failure.
    #[error("it is not in the directory")]
    NotThere,
    #[error(transparent)]
    Failed(#[from] ConnectorError),
}

/// Who may act for whom nationally. What it tells is recorded and shown; no right here is made from it.
#[async_trait]
pub trait RelationshipsService: Send + Sync {
    /// Everything it says about the order's subject, as carer and as patient.
    ///
    /// # Errors
    /// A named [`ConnectorError`].
    async fn relationships(&self, order: &FetchOrder) -> Result<ToldRelationships, ConnectorError>;

    /// What was asked for under a reference code that the person was given.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; [`ConnectorError::AboutSomebodyElse`] where the subject has no part in it.
    async fn request(&self, order: &FetchOrder, reference: &str)
    -> Result<ToldRelationships, ConnectorError>;
}

/// What the national service told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ToldRelationships {
    pub all: Vec<NationalRelationship>,
    /// How many could not be read.
    pub set_aside: u32,
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

/// Passes on what came of a question, and raises the alarm where it was about somebody else.
fn alarmed<T>(source: &str, outcome: Result<T, ConnectorError>) -> Result<T, ConnectorError> {
    outcome.inspect_err(|error| about_somebody_else(source, error))
}

/// Raises the alarm when an answer held something about somebody else, or everybody.
fn about_somebody_else(source: &str, error: &ConnectorError) {
    if matches!(error, ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter) {
        tracing::error!(source, %error, "an answer was not about the person asked for; all of it is thrown away");
        metrics::counter!("front_door_wrong_subject_total", "source" => source.to_owned()).increment(1);
    }
}
