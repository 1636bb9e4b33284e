//! Acting for somebody else: who may see what of whose record, where, on what basis and until when.

mod age;
mod basis;
mod by_staff;
mod dates;
mod doing;
mod evidence;
mod giving;
mod needs;
mod parts;
mod state;
#[cfg(test)]
mod by_staff_tests;
#[cfg(test)]
mod calendar_tests;
#[cfg(test)]
mod tests;

pub use age::Ages;
pub use basis::GrantBasis;
pub use by_staff::{
    BY_STAFF, GivenByStaff, GoodFor, LONGEST_BY_STAFF, OwnLogIn, StaffCannotGive, age_against,
};
pub use dates::{Due, Warning};
pub use doing::{kinds_to_do, may_do, seen_to_do};
pub use evidence::{Because, ChildDecides, Decided, Document, Evidence};
pub use giving::{CannotGive, Given, Until, kinds_to_give};
pub use needs::Needs;
pub use parts::{Allowed, GrantPart, changed, together};
pub use state::{GrantState, GrantStep, NotAllowed, Reason};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Our own id of a grant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct GrantId(pub Uuid);

impl GrantId {
    /// The id in an address or a form; none for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::parse_str(text).ok().map(GrantId)
    }
}

impl std::fmt::Display for GrantId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What one carer is given of one patient's record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    pub basis: GrantBasis,
    /// What the patient calls the carer.
    pub called: String,
    pub parts: Vec<GrantPart>,
    pub from: NaiveDate,
    /// The last day; none where it lasts until somebody ends it.
    pub until: Option<NaiveDate>,
    /// When staff last looked whether it should stand.
    #[serde(default)]
    pub reviewed: Option<NaiveDate>,
}

/// How a grant stands on one day: what is stored, and what the calendar says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnDay {
    Active,
    /// Nobody has accepted it yet.
    Asked,
    NotYet,
    /// It is over, or stopped for now: for whoever acts under it these look alike.
    NotActive,
}

impl Grant {
    /// How it stands on a day, of a patient who was born on `born`. Only what is [`OnDay::Active`] opens anything.
    pub fn on(&self, state: GrantState, day: NaiveDate, born: NaiveDate, ages: Ages) -> OnDay {
        match state {
            GrantState::Requested if !self.is_over(day) => OnDay::Asked,
            GrantState::Active if day < self.from => OnDay::NotYet,
            GrantState::Active if self.is_over(day) || self.is_stopped_by_age(day, born, ages) => {
                OnDay::NotActive
            }
            GrantState::Active => OnDay::Active,
            _ => OnDay::NotActive,
        }
    }

    /// Whether it opens nothing until somebody has looked at it anew, because of the patient's age.
    pub fn is_stopped_by_age(&self, day: NaiveDate, born: NaiveDate, ages: Ages) -> bool {
        ages.suspend(self.basis, born, day, self.reviewed)
    }

    /// Whether its last day is over.
    pub fn is_over(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}
