//! Where organisations say things of one and the same entry that cannot both be so.

use std::sync::Arc;

use super::{EntryId, Organisation};

/// What they disagree about, from the mildest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Clash {
    /// A medicine is to be taken in another dose, or at other times.
    OtherDose,
    /// An appointment is at another time.
    OtherTime,
    /// A medicine is taken, and on hold.
    OnHold,
    /// A medicine is taken, and was stopped.
    Stopped,
    /// Listed as there now, and as ended or in the past.
    Over,
    /// Listed, and looked for and ruled out.
    RuledOut,
    /// A vaccination was given, and was not.
    NotGiven,
    /// An appointment is booked, and cancelled.
    Cancelled,
    /// Something is listed, and it is stated that there is nothing.
    NoneKnown,
}

/// One disagreement, with everyone who takes part in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Disagreement {
    pub clash: Clash,
    /// Two or more.
    pub sides: Vec<Statement>,
}

/// What one organisation says.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    pub organisation: Arc<Organisation>,
    pub says: Says,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Says {
    /// It holds these entries; never empty.
    Entries(Vec<EntryId>),
    /// Its coded statement that there is nothing, in its own words.
    NoneKnown(String),
}

impl Disagreement {
    /// Whether this entry is one of those that it is about.
    pub fn is_about(&self, id: EntryId) -> bool {
        self.sides.iter().any(|side| matches!(&side.says, Says::Entries(ids) if ids.contains(&id)))
    }
}
