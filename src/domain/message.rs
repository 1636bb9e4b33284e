//! Messages between a person and an organisation (FHIR R4 `Communication`), and those that are still to be sent.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Entry, Kind, PartialDate, StandsAlone};

/// The most letters of a message.
pub const MOST_TEXT: usize = 4_000;
/// The most letters of what a message is about.
pub const MOST_SUBJECT: usize = 100;
/// The most files that go with one message.
pub const MOST_FILES: usize = 3;
/// The most bytes that the files of one message have together.
pub const MOST_FILE_BYTES: usize = 5_000_000;

/// One message, as the organisation holds it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Message {
    pub source_id: String,
    /// The source's id of the first message of the conversation; its own where it begins one.
    pub thread: String,
    pub subject: Option<String>,
    pub sender: Sender,
    pub sent: Option<PartialDate>,
    pub text: String,
    pub files: Vec<MessageFile>,
    /// The request of ours that sent it.
    pub wish: Option<Uuid>,
    pub is_urgent: bool,
    /// The source's own ids of the entries that its conversation is about, as far as it says so in codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

/// Who wrote a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Sender {
    Patient,
    /// Somebody who acts for the patient, by the name that the source gives.
    ForPatient(Option<String>),
    /// Somebody at the organisation, by the name that the source gives.
    Organisation(Option<String>),
    NotSaid,
}

/// A file that came with a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageFile {
    pub title: Option<String>,
    /// As the source says, such as `application/pdf`.
    pub file_type: Option<String>,
    /// In bytes.
    pub size: Option<u64>,
    /// Where the source keeps it; none where it cannot be fetched.
    pub address: Option<String>,
}

impl Entry for Message {
    const KIND: Kind = Kind::Messages;
    type Likeness = StandsAlone;

    fn source_id(&self) -> &str {
        &self.source_id
    }

    /// With its conversation, and with each entry that the conversation is about.
    fn hidden_with(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.thread.as_str()).chain(self.about.iter().map(String::as_str))
    }
}

/// A message that a person wants to send.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewMessage {
    /// The organisation's id of the message that it answers.
    pub answers: Option<String>,
    pub subject: Option<String>,
    pub text: String,
    /// The organisation's id of the entry that it is about, such as `Condition/7`.
    pub about: Option<String>,
    pub is_urgent: bool,
    pub files: Vec<NewFile>,
}

/// A file that goes with a message. Its kind was told by its own bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFile {
    pub title: String,
    /// As browsers and servers are told, such as `image/png`.
    pub file_type: String,
    /// In bytes.
    pub size: u64,
    /// In base64; empty once it has been sent, for nothing of it is kept here.
    pub data: String,
}

/// Without what it says: logs must not hold it.
impl std::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMessage").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for NewFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewFile").field("size", &self.size).finish_non_exhaustive()
    }
}

impl NewMessage {
    /// The same without the bytes of its files.
    pub fn forget_files(&mut self) {
        self.files.iter_mut().for_each(|file| file.data.clear());
    }
}
