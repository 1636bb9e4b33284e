//! Who told us what, when, and what "nothing" means.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{EntryId, Fingerprint, Named, NoneKnown, Organisation, PartialDate, SourceNote};

/// How one organisation stands to one kind of entry, or to all of them: every kind of "nothing" has its own word.
#[derive(Clone, PartialEq, Debug)]
pub enum SourceState {
    /// It answered in full.
    Answered {
        at: DateTime<Utc>,
        entries: usize,
        none_known: Option<NoneKnown>,
    },
    /// It answered, and something is missing: its own notes, or entries that could not be read.
    InPart {
        at: DateTime<Utc>,
        entries: usize,
        set_aside: u32,
        notes: Vec<SourceNote>,
    },
    /// It does not share this kind online, or keeps it from this person online.
    NotSharedOnline,
    /// It does not share with people of this age.
    NotForThisAge,
    /// It answered that it does not know this person.
    DoesNotKnowPerson {
        at: DateTime<Utc>,
    },
    NotAsked(WhyNotAsked),
    /// The question is on its way.
    Waiting,
    Failed {
        why: Failure,
        copy: Option<OldCopy>,
    },
    /// It is known, and cannot be asked by Front Door.
    NotConnected,
}

impl SourceState {
    /// Whether what a page shows from it may be less than what it holds now.
    pub fn may_be_missing_something(&self) -> bool {
        matches!(self, Self::InPart { .. } | Self::Waiting | Self::Failed { .. } | Self::NotAsked(_))
    }

    /// When it last answered, where it did.
    pub fn answered_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Answered { at, .. } | Self::InPart { at, .. } | Self::DoesNotKnowPerson { at } => Some(*at),
            Self::Failed { copy, .. } => copy.as_ref().map(|copy| copy.told_at),
            _ => None,
        }
    }
}

/// A last good copy that stands in for a failed answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OldCopy {
    pub told_at: DateTime<Utc>,
    pub entries: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WhyNotAsked {
    /// It answers only to the patient's own national log-in.
    NeedsNhsLogin,
    /// The same, and the patient's national log-in has run out.
    NhsLoginEnded,
    /// It answers only to the patient, and somebody else asks.
    OnlyThePatient,
    /// It answers only to patients who have logged in there.
    NeedsHospitalLogIn,
    /// The record is restricted.
    Restricted,
    /// National demographics have not answered, so it is not known whether it may be asked.
    DemographicsUnknown,
    /// The organisation's approval for patients is not given yet.
    NotApproved,
}

/// Why an organisation has not answered, as far as a person needs it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Failure {
    /// No answer in time, or no connection.
    NoAnswer,
    /// It answered that it cannot at the moment.
    Busy,
    /// It answered something that cannot be read.
    Unreadable,
    /// Its answer held something about somebody else; all of it was thrown away.
    AboutSomebodyElse,
    /// It did not let Front Door in.
    Refused,
}

/// One organisation, and how it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceReport {
    pub organisation: Arc<Organisation>,
    pub state: SourceState,
}

/// One holder of one entry.
#[derive(Clone, PartialEq, Debug)]
pub struct Holder {
    pub organisation: Arc<Organisation>,
    /// When the organisation told us.
    pub told_at: DateTime<Utc>,
    /// True when this is a last good copy: then nothing may be done on the strength of it.
    pub is_old_copy: bool,
    /// When the organisation wrote it down, where it says.
    pub recorded: Option<PartialDate>,
}

/// An entry with everyone who holds it. The first holder's words are the ones shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Held<T> {
    pub id: EntryId,
    pub entry: Arc<T>,
    /// Of `entry`.
    pub fingerprint: Fingerprint,
    /// Never empty. The one whose words are shown stands first.
    pub holders: Vec<Holder>,
    /// The ids of the joined entries, `id` included: a link to any of them finds this.
    pub also: Vec<EntryId>,
    /// What its holders say that it belongs to.
    pub named: Named,
}

impl<T> Held<T> {
    pub fn answers_to(&self, id: EntryId) -> bool {
        self.id == id || self.also.contains(&id)
    }

    /// Whether all that is known of it comes from old copies.
    pub fn is_old_copy(&self) -> bool {
        self.holders.iter().all(|holder| holder.is_old_copy)
    }
}

/// Everything of one kind that everyone told, and how everyone stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Gathered<T> {
    pub entries: Vec<Held<T>>,
    /// In the order of the sources file; everyone who is known to hold something about the person.
    pub sources: Vec<SourceReport>,
}

impl<T> Gathered<T> {
    pub fn find(&self, id: EntryId) -> Option<&Held<T>> {
        self.entries.iter().find(|held| held.answers_to(id))
    }

    /// The organisations that are still being waited for.
    pub fn waiting(&self) -> usize {
        self.sources.iter().filter(|source| source.state == SourceState::Waiting).count()
    }
}
