//! Practice mode's post: nothing leaves this machine, and everything can be seen.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{Message, NotSent, Post};
use crate::domain::{Channel, Clock, Contact};
use crate::store::NoticeId;

/// How many messages are kept; older ones go.
const KEPT: usize = 500;

/// A message that would have been sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PracticeMessage {
    pub id: NoticeId,
    pub way: Channel,
    /// The number or address; none for a letter.
    pub to: Option<String>,
    pub message: Message,
    pub at: DateTime<Utc>,
}

/// Keeps what would have been sent, in memory.
#[derive(Debug)]
pub struct PracticePost {
    taken: Mutex<VecDeque<PracticeMessage>>,
    clock: Clock,
}

impl PracticePost {
    pub fn new(clock: Clock) -> Self {
        Self { taken: Mutex::default(), clock }
    }

    /// Everything that would have been sent, the newest first.
    pub fn messages(&self) -> Vec<PracticeMessage> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

#[async_trait]
impl Post for PracticePost {
    async fn send(&self, id: NoticeId, to: &Contact, message: &Message) -> Result<(), NotSent> {
        let way = to.channel();
        let to = match to {
            Contact::Text(number) => Some(number.clone()),
            Contact::Email(email) => Some(email.clone()),
            Contact::Letter => None,
        };
        let taken = PracticeMessage { id, way, to, message: message.clone(), at: self.clock.now() };
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_front(taken);
        all.truncate(KEPT);
        Ok(())
    }

    async fn has_gone(&self, id: NoticeId) -> Result<Option<bool>, NotSent> {
        let all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(all.iter().any(|taken| taken.id == id)))
    }
}
