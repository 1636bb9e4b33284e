//! A way to send a message, and what can come of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::Message;
use crate::domain::{Channel, Contact};
use crate::store::NoticeId;

/// Why a message was not sent, or is not known to be. The words are for the log and name nobody.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotSent {
    /// It would be refused again.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// It has certainly not gone, and may be tried again; `after` is how long the service asks to be left alone.
    #[error("not now: {why}")]
    NotNow { why: &'static str, after: Option<Duration> },
    /// It may have gone.
    #[error("not known: {0}")]
    NotKnown(&'static str),
}

/// A service that takes messages.
#[async_trait]
pub trait Post: Send + Sync {
    /// Hands a message over. `id` goes along as its reference.
    async fn send(&self, id: NoticeId, to: &Contact, message: &Message) -> Result<(), NotSent>;

    /// Whether the service has taken a message with this reference; nothing where it cannot say.
    async fn has_gone(&self, id: NoticeId) -> Result<Option<bool>, NotSent>;
}

/// The services of one portal, by way.
#[derive(Clone, Default)]
pub struct Posts {
    pub text: Option<Arc<dyn Post>>,
    pub email: Option<Arc<dyn Post>>,
    /// In practice mode alone: real letters are printed.
    pub letter: Option<Arc<dyn Post>>,
}

impl Posts {
    pub fn of(&self, way: Channel) -> Option<&Arc<dyn Post>> {
        match way {
            Channel::Text => self.text.as_ref(),
            Channel::Email => self.email.as_ref(),
            Channel::Letter => self.letter.as_ref(),
        }
    }
}
