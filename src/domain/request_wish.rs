//! What an organisation can be asked to do for a person. A new kind of wish is a variant here, with its own plain type,
//! and says in `requests/doing/` how it is sent and found again.

use serde::{Deserialize, Serialize};

use super::{Appointment, FreeTime, Kind, NewMessage, Said, WhatIsWrong};

/// One thing that a person wants done. It is sealed wherever it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "kebab-case")]
pub enum Wish {
    BookAppointment(BookAppointment),
    CancelAppointment(CancelAppointment),
    SendMessage(SendMessage),
    TellWrong(TellWrong),
}

impl Wish {
    /// The kind of entry that it is about: the organisation's interface for that kind carries it out.
    pub fn kind(&self) -> Kind {
        match self {
            Self::BookAppointment(_) | Self::CancelAppointment(_) => Kind::Appointments,
            Self::SendMessage(_) | Self::TellWrong(_) => Kind::Messages,
        }
    }

    /// The word for it in the database.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::BookAppointment(_) => "book-appointment",
            Self::CancelAppointment(_) => "cancel-appointment",
            Self::SendMessage(_) => "send-message",
            Self::TellWrong(_) => "tell-wrong",
        }
    }

    /// Lets go of what is kept only to be sent: files are large, and stay with the organisation.
    pub fn forget_files(&mut self) {
        if let Self::SendMessage(SendMessage { message }) | Self::TellWrong(TellWrong { message, .. }) = self
        {
            message.forget_files();
        }
    }
}

/// A time that was offered, with what the person says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BookAppointment {
    pub time: FreeTime,
    pub said: Said,
}

/// An appointment as the person saw it when they asked to cancel it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CancelAppointment {
    pub appointment: Appointment,
    /// The version that they saw, where the organisation tells versions: another one is not cancelled.
    pub version: Option<String>,
    pub reason: String,
}

/// A message, as the person wrote it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SendMessage {
    pub message: NewMessage,
}

/// What a person says is wrong in an entry, as a message to whoever holds it. It is done when they answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TellWrong {
    pub message: NewMessage,
    /// The kind of the entry.
    pub kind: Kind,
    /// What the entry is called.
    pub title: String,
    pub what: WhatIsWrong,
    /// What the person wrote.
    pub text: String,
}
