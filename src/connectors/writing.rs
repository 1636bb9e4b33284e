//! What people can write to an organisation: messages, the answers to a questionnaire, and that they are coming.

use async_trait::async_trait;
use uuid::Uuid;

use super::ConnectorError;
use crate::access::{ActOrder, FetchOrder};
use crate::domain::{Appointment, NewMessage, SendAnswers};

/// An organisation's inbox.
#[async_trait]
pub trait MessageService: Send + Sync {
    /// Within how many working days it says that it answers; none where it does not say.
    fn answers_within(&self) -> Option<u32>;

    /// Sends a message. It carries the wish's id, under which it is found again among the messages that are listed, and
    /// the server is asked to take it once only.
    ///
    /// # Errors
    /// A named [`NotTaken`], which tells whether it may have arrived.
    async fn send(&self, act: &ActOrder, message: &NewMessage) -> Result<Taken, NotTaken>;
}

/// Where an organisation takes the answers to its questionnaires.
#[async_trait]
pub trait FormService: Send + Sync {
    /// Sends answers, as [`MessageService::send`] sends a message.
    ///
    /// # Errors
    /// A named [`NotTaken`], which tells whether they may have arrived.
    async fn send(&self, act: &ActOrder, answers: &SendAnswers) -> Result<Taken, NotTaken>;
}

/// Where an organisation takes word that its patients are coming.
#[async_trait]
pub trait AttendanceService: Send + Sync {
    /// How an appointment of the order's subject stands there now, and what the patient has said so far; none where it has
    /// no such appointment (any more).
    ///
    /// # Errors
    /// A named [`ConnectorError`].
    async fn attendance(
        &self,
        order: &FetchOrder,
        appointment: &str,
    ) -> Result<Option<Attendance>, ConnectorError>;

    /// Says that the patient is coming to the appointment, at the time that they saw. Sent as [`MessageService::send`]
    /// sends a message.
    ///
    /// # Errors
    /// A named [`NotTaken`], which tells whether it may have arrived.
    async fn say_coming(&self, act: &ActOrder, appointment: &Appointment) -> Result<Taken, NotTaken>;
}

/// An appointment as its organisation has it, and whether it knows that the patient is coming.
#[derive(Clone, PartialEq, Debug)]
pub struct Attendance {
    pub appointment: Appointment,
    /// The wishes of ours by which the patient said so; none for what they said in another way.
    pub said: Vec<Option<Uuid>>,
    /// Whether they have also said that they are not, or may not be, coming: nothing tells which came last.
    pub said_otherwise: bool,
}

impl Attendance {
    /// Whether the organisation has it that the patient is coming.
    pub fn is_known(&self) -> bool {
        let by_answer = || !self.said.is_empty() && !self.said_otherwise;
        self.appointment.said_coming.unwrap_or_else(by_answer)
    }
}

/// What an organisation said yes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Its own id, with the type: `Communication/7`. None where it did not tell.
    pub reference: Option<String>,
}

/// Why an organisation did not take something.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("the organisation does not allow this online")]
    NotAllowed,
    /// It does not have what this answers, or not any more.
    #[error("what it belongs to is not there")]
    NotThere,
    /// 400, 413 or 422, with the organisation's own words: it stays wrong.
    #[error("the organisation refused what was sent")]
    Refused(Option<String>),
    /// It was sent, and may have arrived.
    #[error("it is not known whether it arrived: {0}")]
    NotKnown(ConnectorError),
    /// It certainly did not arrive.
    #[error("it was not sent: {0}")]
    NotSent(ConnectorError),
}
