//! What an organisation tells its patients for a while.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::OdsCode;

/// One notice; everybody may read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatientNotice {
    pub id: Uuid,
    pub organisation: OdsCode,
    /// The organisation's own words.
    pub words: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl PatientNotice {
    /// Whether it is shown now.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.starts_at <= now && now < self.ends_at
    }
}
