//! When a grant's end is near.

use chrono::NaiveDate;

use super::Grant;

/// How near the end is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// In at most 30 days.
    InAMonth,
    /// In at most 7 days.
    InAWeek,
}

impl Grant {
    /// Whether both are to be warned on this day that it ends soon, and how soon.
    pub fn due(&self, day: NaiveDate) -> Option<Due> {
        match (self.until? - day).num_days() {
            0..=7 => Some(Due::InAWeek),
            8..=30 => Some(Due::InAMonth),
            _ => None,
        }
    }
}
