//! What people can write to an organisation: messages, and the answers to a questionnaire.

use async_trait::async_trait;

use super::ConnectorError;
use crate::access::ActOrder;
use crate::domain::{NewMessage, SendAnswers};

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
