//! A time that can be booked, and what a person says with the booking.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::How;

/// A time that can be booked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FreeTime {
    /// The organisation's own id of it.
    pub slot: String,
    /// The organisation's own id of the session that it is part of.
    pub schedule: Option<String>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// What it is for: "General GP appointment".
    pub what: Option<String>,
    /// What the organisation calls the session: "Nurse appointments".
    pub session: Option<String>,
    pub how: How,
    pub with_whom: Option<String>,
    /// What kind of worker that is: "Practice nurse".
    pub role: Option<String>,
    pub place: Option<String>,
    /// The organisation's own reference to the place, which a booking names again.
    pub location: Option<String>,
}

/// What the person says with a booking.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// Why they want to be seen; at most as long as the organisation's book takes.
    pub reason: String,
    /// What they need there, and whatever else they want known.
    pub comment: Option<String>,
    /// Where to call; needed for an appointment by phone.
    pub phone: Option<String>,
}
