//! Messages as conversations: each with one organisation, the newest first, and in each the oldest message first.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{Entry as _, EntryId, Held, Message, OdsCode, Organisation, PartialDate, Sender};
use crate::store::ReadMarks;

/// A conversation.
#[derive(Clone, PartialEq, Debug)]
pub struct Conversation {
    /// Of its first message, also where that was not told.
    pub id: EntryId,
    pub with: Arc<Organisation>,
    pub subject: Option<String>,
    /// The oldest first; never empty.
    pub messages: Vec<Held<Message>>,
    /// How many from the organisation the person has not opened; none where that is not told.
    pub unread: usize,
}

/// A day, and the moment where that is known.
type When = (Option<NaiveDate>, Option<DateTime<Utc>>);

impl Conversation {
    /// Its newest message.
    pub fn last(&self) -> Option<&Held<Message>> {
        self.messages.last()
    }

    /// Whether this id is its own, or that of one of its messages.
    pub fn answers_to(&self, id: EntryId) -> bool {
        self.id == id || self.messages.iter().any(|held| held.answers_to(id))
    }

    /// Every id by which it is hidden: its own, and those of its messages.
    pub fn all_ids(&self) -> Vec<EntryId> {
        std::iter::once(self.id).chain(self.messages.iter().flat_map(Held::all_ids)).collect()
    }

    /// The source's own ids of what an answer in it must not be seen without.
    pub fn hidden_with(&self) -> Vec<String> {
        let first = self.messages.first().into_iter();
        first.flat_map(|held| held.entry.hidden_with().map(str::to_owned)).collect()
    }

    /// The source's id of the message that an answer belongs to.
    pub fn answered_by_writing(&self) -> Option<String> {
        self.last().map(|held| held.entry.source_id.clone())
    }

    fn when(&self) -> When {
        self.last().map(when).unwrap_or_default()
    }
}

/// Whether a message is from the organisation and was never opened as it is now.
pub fn is_unread(held: &Held<Message>, read: &ReadMarks) -> bool {
    let is_own = matches!(held.entry.sender, Sender::Patient);
    !is_own && !held.members.iter().any(|member| read.get(&member.id) == Some(&member.fingerprint))
}

/// How many messages from organisations the person has not opened.
pub fn unread(all: &[Held<Message>], read: &ReadMarks) -> usize {
    all.iter().filter(|held| is_unread(held, read)).count()
}

/// Puts messages into conversations. `id_of` gives the id of a holder's message. Without `read` nothing is told to be
/// unread.
pub fn conversations(
    all: &[Held<Message>],
    read: Option<&ReadMarks>,
    id_of: impl Fn(&OdsCode, &str) -> EntryId,
) -> Vec<Conversation> {
    let mut found: Vec<Conversation> = Vec::new();
    let mut places: HashMap<EntryId, usize> = HashMap::new();
    for held in all {
        let Some(holder) = held.holders.first() else { continue };
        let id = id_of(&holder.organisation.ods_code, &held.entry.thread);
        let at = *places.entry(id).or_insert_with(|| {
            let with = holder.organisation.clone();
            found.push(Conversation { id, with, subject: None, messages: Vec::new(), unread: 0 });
            found.len() - 1
        });
        found[at].messages.push(held.clone());
        found[at].unread += usize::from(read.is_some_and(|read| is_unread(held, read)));
    }
    for one in &mut found {
        one.messages.sort_by_key(when);
        one.subject = one.messages.iter().find_map(|held| held.entry.subject.clone());
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.when()));
    found
}

fn when(held: &Held<Message>) -> When {
    let sent = held.entry.sent.as_ref();
    (sent.map(PartialDate::latest_day), sent.and_then(PartialDate::moment))
}
