//! What an organisation can be asked to do for a person. A new kind of wish is a variant here, with its own plain type,
//! and says in `requests/doing/` how it is sent and found again.

use serde::{Deserialize, Serialize};

use super::filling::FilledItem;
use super::{
    Appointment, ChangeDetails, FreeTime, Kind, NewFile, NewMessage, OrderMedicine, Referral, Said,
    WhatIsWrong,
};

/// One thing that a person wants done. It is sealed wherever it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "kebab-case")]
pub enum Wish {
    BookAppointment(BookAppointment),
    CancelAppointment(Box<CancelAppointment>),
    ConfirmAppointment(Box<ConfirmAppointment>),
    NoLongerNeeded(Box<NoLongerNeeded>),
    OrderMedicine(OrderMedicine),
    ChangeDetails(Box<ChangeDetails>),
    SendMessage(SendMessage),
    TellWrong(TellWrong),
    SendAnswers(SendAnswers),
}

impl Wish {
    /// The kind of entry that it is about: the organisation's interface for that kind carries it out.
    pub fn kind(&self) -> Kind {
        match self {
            Self::BookAppointment(_) | Self::CancelAppointment(_) | Self::ConfirmAppointment(_) => {
                Kind::Appointments
            }
            Self::NoLongerNeeded(_) => Kind::Referrals,
            Self::OrderMedicine(_) => Kind::Prescriptions,
            Self::ChangeDetails(_) => Kind::Details,
            Self::SendMessage(_) | Self::TellWrong(_) => Kind::Messages,
            Self::SendAnswers(_) => Kind::Questionnaires,
        }
    }

    /// The organisation's own id of the entry that it is about, before anything came of it.
    pub fn entry(&self) -> Option<&str> {
        match self {
            Self::CancelAppointment(wish) => Some(&wish.appointment.source_id),
            Self::ConfirmAppointment(wish) => Some(&wish.appointment.source_id),
            Self::NoLongerNeeded(wish) => Some(&wish.referral.source_id),
            Self::SendMessage(wish) => wish.message.answers.as_deref(),
            Self::SendAnswers(wish) => Some(&wish.task),
            Self::BookAppointment(_)
            | Self::OrderMedicine(_)
            | Self::ChangeDetails(_)
            | Self::TellWrong(_) => None,
        }
    }

    /// The organisation's own ids of what it must not be seen without ([`super::Entry::hidden_with`]).
    pub fn hidden_with(&self) -> &[String] {
        match self {
            Self::SendMessage(wish) => &wish.hidden_with,
            _ => &[],
        }
    }

    /// The word for it in the database.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::BookAppointment(_) => "book-appointment",
            Self::CancelAppointment(_) => "cancel-appointment",
            Self::ConfirmAppointment(_) => "confirm-appointment",
            Self::NoLongerNeeded(_) => "no-longer-needed",
            Self::OrderMedicine(_) => "order-medicine",
            Self::ChangeDetails(_) => "change-details",
            Self::SendMessage(_) => "send-message",
            Self::TellWrong(_) => "tell-wrong",
            Self::SendAnswers(_) => "send-answers",
        }
    }

    /// Lets go of what is kept only to be sent: files are large, and stay with the organisation.
    pub fn forget_files(&mut self) {
        match self {
            Self::SendMessage(SendMessage { message, .. }) | Self::TellWrong(TellWrong { message, .. }) => {
                message.forget_files();
            }
            Self::SendAnswers(answers) => answers.files.clear(),
            _ => {}
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

/// An appointment as the person saw it when they said that they are coming.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConfirmAppointment {
    pub appointment: Appointment,
}

/// A referral as the person saw it when they said that they no longer need it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoLongerNeeded {
    pub referral: Referral,
    /// In their own words, where they said why.
    pub why: Option<String>,
}

/// A message, as the person wrote it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SendMessage {
    pub message: NewMessage,
    /// Of the conversation that it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_with: Vec<String>,
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

/// Answers to a questionnaire, as the person checked them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SendAnswers {
    pub title: String,
    /// The address of the questions, with their version.
    pub canonical: Option<String>,
    /// The organisation's id of what asked for them.
    pub task: String,
    pub items: Vec<FilledItem>,
    /// Files that answers name, by our number of each; gone once they are sent.
    pub files: Vec<(i64, NewFile)>,
}
