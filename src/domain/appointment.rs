//! Appointments: past, coming and asked for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AppointmentLikeness, Code, Coded, Entry, Kind, OdsCode, Organisation, OutsideLink, Ties};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Appointment {
    /// The source's own id.
    pub source_id: String,
    /// What it is for: "Eye clinic check-up".
    pub what: Coded,
    pub status: AppointmentStatus,
    /// What was asked for since, and changes nothing until the organisation agrees.
    pub request: Option<AppointmentRequest>,
    pub start: Option<DateTime<Utc>>,
    pub end: Option<DateTime<Utc>>,
    pub how: How,
    /// The clinic or room, and its address on one line.
    pub place: Option<String>,
    /// A name, or a role where no name was told.
    pub with_whom: Option<String>,
    pub how_to_prepare: Option<String>,
    /// What the patient told the organisation when it was booked.
    pub patient_comment: Option<String>,
    pub reason_cancelled: Option<String>,
    /// The clinic's own phone number, before the organisation's.
    pub phone: Option<String>,
    /// Its numbers, each with the system that gave it: by these it is known elsewhere too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Code>,
    /// Whose appointment it is, where somebody else tells of it and says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OdsCode>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
    /// How people come there, in person or by video.
    #[serde(default, skip_serializing_if = "WayThere::is_empty")]
    pub way_there: WayThere,
    /// Whether the patient is coming, as its organisation has it from them; none where it has not heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_coming: Option<bool>,
}

/// How people come to an appointment, as far as its organisation says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WayThere {
    /// How to find the place, in the organisation's own words.
    pub directions: Option<String>,
    /// Where it is joined by video.
    pub join: Option<OutsideLink>,
    /// The organisation's own page of it, where people say that they will come, or ask for another time.
    pub own_page: Option<OutsideLink>,
}

impl WayThere {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AppointmentStatus {
    Booked,
    /// Asked for, or on a waiting list: no time is agreed.
    Asked,
    Happened,
    Cancelled,
    DidNotAttend,
    /// The source's own word, where we do not know it.
    Other(String),
}

/// What was asked for about an appointment: a cancellation that was asked for is no cancelled appointment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AppointmentRequest {
    Change,
    AnotherTime,
    Cancellation,
    /// The patient said that they will come.
    WillAttend,
    /// The source's own words, where we do not know them.
    Other(String),
}

/// How people meet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum How {
    InPerson,
    ByPhone,
    ByVideo,
    /// By phone or video, and not told which.
    Remotely,
    NotSaid,
}

impl Appointment {
    /// Whether it is still to come at `now`. One that has begun is upcoming until its end, or for an hour.
    pub fn is_upcoming(&self, now: DateTime<Utc>) -> bool {
        let over = self.end.or(self.start.map(|start| start + chrono::Duration::hours(1)));
        match self.status {
            AppointmentStatus::Happened | AppointmentStatus::DidNotAttend => false,
            AppointmentStatus::Asked => over.is_none_or(|over| over > now),
            _ => over.is_some_and(|over| over > now),
        }
    }
}

impl Entry for Appointment {
    const KIND: Kind = Kind::Appointments;
    type Likeness = AppointmentLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, teller: &Organisation) -> Option<AppointmentLikeness> {
        Some(AppointmentLikeness::of(self, teller))
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
