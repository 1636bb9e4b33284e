//! Who told us what, when, and what "nothing" means.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    Disagreement, Entry, EntryId, Fingerprint, KeptBack, Named, NoneKnown, OdsCode, Organisation,
    PartialDate, SourceNote,
};

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

    /// How many entries it told of, whether or not they are shown.
    pub fn told_entries(&self) -> usize {
        match self {
            Self::Answered { entries, .. } | Self::InPart { entries, .. } => *entries,
            _ => 0,
        }
    }

    /// The same for somebody who may be shown less than it holds, and who sees `seen` entries of it: without its notes,
    /// its own words for "none", and any count of what is not seen.
    #[must_use]
    pub fn as_seen(self, seen: usize) -> Self {
        match self {
            Self::Answered { at, .. } => Self::Answered { at, entries: seen, none_known: None },
            Self::InPart { at, .. } => Self::InPart { at, entries: seen, set_aside: 0, notes: Vec::new() },
            Self::Failed { why, copy } => {
                let copy = copy.filter(|_| seen > 0).map(|copy| OldCopy { entries: seen, ..copy });
                Self::Failed { why, copy }
            }
            other => other,
        }
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
    /// The organisation has asked not to show it at the moment.
    Stopped,
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

impl Failure {
    /// Every reason, in the order in which they stand above.
    pub const ALL: [Self; 5] =
        [Self::NoAnswer, Self::Busy, Self::Unreadable, Self::AboutSomebodyElse, Self::Refused];

    /// The word used in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NoAnswer => "no-answer",
            Self::Busy => "busy",
            Self::Unreadable => "unreadable",
            Self::AboutSomebodyElse => "about-somebody-else",
            Self::Refused => "refused",
        }
    }

    /// The reason that a slug names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.slug() == slug)
    }
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
    /// What each of `holders` told, in their order.
    pub members: Vec<Member<T>>,
    /// Entries of other organisations that may be the same; nobody can tell.
    pub may_be: Vec<MayBe<T>>,
}

/// What one holder told of an entry that others hold too.
#[derive(Clone, PartialEq, Debug)]
pub struct Member<T> {
    /// A link to any of a joined entry's members finds it.
    pub id: EntryId,
    pub entry: Arc<T>,
    pub fingerprint: Fingerprint,
    /// What it says that it belongs to.
    pub named: Named,
}

/// Another entry that may be the same.
#[derive(Clone, PartialEq, Debug)]
pub struct MayBe<T> {
    pub id: EntryId,
    pub entry: Arc<T>,
    pub holders: Vec<Arc<Organisation>>,
}

impl<T: Entry> Held<T> {
    /// One entry as all of `holders` told it.
    pub fn of(id: EntryId, entry: T, holders: Vec<Holder>) -> Self {
        let (fingerprint, entry) = (Fingerprint::of(&entry), Arc::new(entry));
        let member = |_: &Holder| Member { id, entry: entry.clone(), fingerprint, named: Named::default() };
        let members = holders.iter().map(member).collect();
        Self { id, entry, fingerprint, holders, members, may_be: Vec::new() }
    }
}

impl<T> Held<T> {
    pub fn answers_to(&self, id: EntryId) -> bool {
        self.id == id || self.members.iter().any(|member| member.id == id)
    }

    /// Every id that leads to it, each once.
    pub fn all_ids(&self) -> impl Iterator<Item = EntryId> {
        let others = self.members.iter().map(|member| member.id).filter(|id| *id != self.id);
        std::iter::once(self.id).chain(others)
    }

    /// Each holder with what it told.
    pub fn told(&self) -> impl Iterator<Item = (&Holder, &Member<T>)> {
        self.holders.iter().zip(&self.members)
    }

    /// What one organisation told of it.
    pub fn told_by(&self, organisation: &OdsCode) -> Option<&T> {
        let of_it = |(holder, _): &(&Holder, _)| holder.organisation.ods_code == *organisation;
        self.told().find(of_it).map(|(_, member)| &*member.entry)
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
    /// Where they contradict each other.
    pub disagreements: Vec<Disagreement>,
    /// Results that wait because the person wants to see new ones later. They are told, so a list without entries is
    /// not empty while any of them waits.
    pub kept_back: Vec<KeptBack>,
}

impl<T> Gathered<T> {
    /// Entries that nobody contradicts and none of which waits.
    pub fn of(entries: Vec<Held<T>>, sources: Vec<SourceReport>) -> Self {
        Self { entries, sources, disagreements: Vec::new(), kept_back: Vec::new() }
    }

    /// Everyone who is known to hold something about the person.
    pub fn organisations(&self) -> impl Iterator<Item = &Organisation> + Clone {
        self.sources.iter().map(|source| &*source.organisation)
    }

    pub fn find(&self, id: EntryId) -> Option<&Held<T>> {
        self.entries.iter().find(|held| held.answers_to(id))
    }

    /// The entry of this id, where it is only kept back.
    pub fn kept_back(&self, id: EntryId) -> Option<&KeptBack> {
        self.kept_back.iter().find(|kept| kept.ids.contains(&id))
    }

    /// Whether nobody told us of anything: neither of what may be seen nor of what waits.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.kept_back.is_empty()
    }

    /// The organisations that are still being waited for.
    pub fn waiting(&self) -> usize {
        self.sources.iter().filter(|source| source.state == SourceState::Waiting).count()
    }
}
