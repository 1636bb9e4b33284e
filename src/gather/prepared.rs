//! An answer made ready for pages once, when it comes: ids worked out, entries shareable.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::connectors::ConnectorError;
use crate::domain::{
    Allergy, Answer, Appointment, AskedQuestionnaire, CarePlan, Condition, EntryId, Failure, Fingerprint,
    InAnswer, Kind, Letter, Medicine, Message, Named, NoneKnown, OdsCode, OldCopy, Organisation,
    PersonDetails, PersonId, Prescription, Referral, SourceNote, SourceState, TestResult, Ties, Vaccination,
    Visit, is_episode, kind_of_entry, kind_of_reference,
};
use crate::store::Keys;

/// How long a failure is told again without asking: long enough that reloading does not hammer.
pub const FAILURE_REUSE: Duration = Duration::from_secs(3);

/// `at` and a while after; a while too long to reckon with is none.
pub fn later(at: DateTime<Utc>, while_after: Duration) -> DateTime<Utc> {
    chrono::Duration::from_std(while_after).ok().and_then(|span| at.checked_add_signed(span)).unwrap_or(at)
}

/// One entry with its id and what it is compared by.
pub struct Ready<T: InAnswer> {
    pub id: EntryId,
    pub likeness: Option<T::Likeness>,
    pub fingerprint: Fingerprint,
    pub entry: Arc<T>,
    /// What it says that it belongs to, by our ids.
    pub named: Named,
    /// What it must not be seen without.
    pub with: Vec<(Kind, EntryId)>,
}

/// One kind of one answer.
struct ReadyPart {
    /// A `Vec<Ready<T>>` of the kind's own entries.
    entries: Box<dyn Any + Send + Sync>,
    count: usize,
    none_known: Option<NoneKnown>,
    notes: Vec<SourceNote>,
    set_aside: u32,
}

/// The parts of an answer, ready for pages.
#[derive(Default)]
pub struct ReadyAnswer(BTreeMap<Kind, ReadyPart>);

impl ReadyAnswer {
    pub fn new(answer: &Answer, keys: &Keys, person: PersonId, source: &Organisation) -> Self {
        let mut ready = Self::default();
        ready.add::<Appointment>(answer, keys, person, source);
        ready.add::<Medicine>(answer, keys, person, source);
        ready.add::<Allergy>(answer, keys, person, source);
        ready.add::<Condition>(answer, keys, person, source);
        ready.add::<TestResult>(answer, keys, person, source);
        ready.add::<Letter>(answer, keys, person, source);
        ready.add::<Vaccination>(answer, keys, person, source);
        ready.add::<Visit>(answer, keys, person, source);
        ready.add::<Referral>(answer, keys, person, source);
        ready.add::<CarePlan>(answer, keys, person, source);
        ready.add::<Prescription>(answer, keys, person, source);
        ready.add::<AskedQuestionnaire>(answer, keys, person, source);
        ready.add::<PersonDetails>(answer, keys, person, source);
        ready.add::<Message>(answer, keys, person, source);
        ready
    }

    fn add<T: InAnswer>(&mut self, answer: &Answer, keys: &Keys, person: PersonId, source: &Organisation) {
        let Some(part) = T::part(answer) else { return };
        let ready = |entry: &T| Ready {
            id: keys.entry_id(person, &source.ods_code, T::KIND, entry.source_id()),
            likeness: entry.likeness(source),
            fingerprint: Fingerprint::of(entry),
            entry: Arc::new(entry.clone()),
            named: named(entry.ties(), keys, person, &source.ods_code),
            with: with(entry.hidden_with(), keys, person, &source.ods_code),
        };
        let entries: Vec<Ready<T>> = part.entries.iter().map(ready).collect();
        let part = ReadyPart {
            count: entries.len(),
            entries: Box::new(entries),
            none_known: part.none_known.clone(),
            notes: part.notes.clone(),
            set_aside: part.set_aside,
        };
        self.0.insert(T::KIND, part);
    }

    fn entries<T: InAnswer>(&self) -> &[Ready<T>] {
        let part = self.0.get(&T::KIND).and_then(|part| part.entries.downcast_ref::<Vec<Ready<T>>>());
        part.map_or(&[], Vec::as_slice)
    }

    fn count(&self, kind: Kind) -> usize {
        self.0.get(&kind).map_or(0, |part| part.count)
    }
}

/// The ids of what an entry names at its own organisation.
fn named(ties: &Ties, keys: &Keys, person: PersonId, source: &OdsCode) -> Named {
    let mut named = Named::default();
    for reference in &ties.references {
        let Some(kind) = kind_of_reference(reference) else { continue };
        let id = keys.entry_id(person, source, kind, reference);
        if is_episode(reference) { named.episodes.push(id) } else { named.entries.push(id) }
    }
    named
}

/// The kind and our id of each of these entries of a source's.
pub fn with<'a>(
    references: impl Iterator<Item = &'a str>,
    keys: &Keys,
    person: PersonId,
    source: &OdsCode,
) -> Vec<(Kind, EntryId)> {
    let known = references.filter_map(|reference| Some((kind_of_entry(reference)?, reference)));
    known.map(|(kind, reference)| (kind, keys.entry_id(person, source, kind, reference))).collect()
}

/// How one question to one organisation ended.
pub struct Told {
    pub at: DateTime<Utc>,
    /// Roughly, in bytes, for the cap on memory.
    pub weight: u32,
    pub outcome: Outcome,
}

pub enum Outcome {
    Answered(ReadyAnswer),
    /// It failed, or answered without entries; the last good copy stands in where there is one.
    Without {
        why: ConnectorError,
        copy: Option<(DateTime<Utc>, ReadyAnswer)>,
    },
}

impl Told {
    /// Until when this is told again without asking. A failure is told again only for a moment.
    pub fn fresh_until(&self, reuse: Duration) -> DateTime<Utc> {
        let life = match &self.outcome {
            Outcome::Without { why, .. } if !why.is_answer() => reuse.min(FAILURE_REUSE),
            // A patient who was not present may be so now.
            Outcome::Without { why: ConnectorError::NeedsPatient(_), .. } => reuse.min(FAILURE_REUSE),
            _ => reuse,
        };
        later(self.at, life)
    }

    /// The entries of a kind, with when they were told and whether they are an old copy.
    pub fn entries<T: InAnswer>(&self) -> (&[Ready<T>], DateTime<Utc>, bool) {
        match &self.outcome {
            Outcome::Answered(answer) => (answer.entries(), self.at, false),
            Outcome::Without { copy: Some((told_at, copy)), .. } => (copy.entries(), *told_at, true),
            Outcome::Without { copy: None, .. } => (&[], self.at, false),
        }
    }

    pub fn state_of(&self, kind: Kind) -> SourceState {
        match &self.outcome {
            Outcome::Answered(answer) => match answer.0.get(&kind) {
                Some(part) => part.state(self.at),
                None => SourceState::Failed { why: Failure::Unreadable, copy: None },
            },
            Outcome::Without { why, copy } => {
                let copy = copy
                    .as_ref()
                    .map(|(told_at, copy)| OldCopy { told_at: *told_at, entries: copy.count(kind) });
                without(why, copy, self.at)
            }
        }
    }
}

impl ReadyPart {
    fn state(&self, at: DateTime<Utc>) -> SourceState {
        let incomplete = self.set_aside > 0 || !self.notes.is_empty();
        if incomplete {
            SourceState::InPart {
                at,
                entries: self.count,
                set_aside: self.set_aside,
                notes: self.notes.clone(),
            }
        } else {
            SourceState::Answered { at, entries: self.count, none_known: self.none_known.clone() }
        }
    }
}

/// What kind of failure it is; none for what is an answer.
pub fn failure_of(why: &ConnectorError) -> Option<Failure> {
    match without(why, None, DateTime::default()) {
        SourceState::Failed { why, .. } => Some(why),
        _ => None,
    }
}

fn without(why: &ConnectorError, copy: Option<OldCopy>, at: DateTime<Utc>) -> SourceState {
    let failed = |why| SourceState::Failed { why, copy: copy.clone() };
    match why {
        ConnectorError::Forbidden | ConnectorError::Gone => SourceState::NotSharedOnline,
        ConnectorError::NotForThisAge => SourceState::NotForThisAge,
        ConnectorError::DoesNotKnowPerson => SourceState::DoesNotKnowPerson { at },
        ConnectorError::NeedsPatient(why) => SourceState::NotAsked(*why),
        ConnectorError::Unauthorised
        | ConnectorError::ClocksDiffer { .. }
        | ConnectorError::AddressNotAllowed => failed(Failure::Refused),
        ConnectorError::TimedOut | ConnectorError::NoConnection(_) => failed(Failure::NoAnswer),
        ConnectorError::Busy { .. } | ConnectorError::ServerError(_) => failed(Failure::Busy),
        ConnectorError::AboutSomebodyElse | ConnectorError::IgnoredFilter => {
            failed(Failure::AboutSomebodyElse)
        }
        ConnectorError::Unreadable(_) | ConnectorError::TooLarge | ConnectorError::Redirected => {
            failed(Failure::Unreadable)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::{Part, Setting};
    use crate::store::testing::keys;

    #[test]
    fn what_an_entry_names_is_found_under_the_id_that_the_named_entry_has() {
        let source = Organisation {
            ods_code: OdsCode::parse("RX1").expect("a code"),
            name: "Riverside Hospital".into(),
            setting: Setting::Hospital,
            phone: None,
            records_start: None,
        };
        let person = PersonId(uuid::Uuid::nil());
        let what = json!({ "text": "Physiotherapy", "codes": [] });
        let referral: Referral = serde_json::from_value(json!({
            "source_id": "ServiceRequest/1", "what": what, "state": "Active", "asked": [], "waiting": {},
        }))
        .expect("a referral");
        let appointment: Appointment = serde_json::from_value(json!({
            "source_id": "Appointment/1", "what": what, "status": "Booked", "how": "NotSaid",
            "ties": { "references": ["ServiceRequest/1", "EpisodeOfCare/7", "Nothing/2"] },
        }))
        .expect("an appointment");
        let mut answer = Answer::default();
        Referral::put(&mut answer, Part { entries: vec![referral], ..Part::default() });
        Appointment::put(&mut answer, Part { entries: vec![appointment], ..Part::default() });
        let ready = ReadyAnswer::new(&answer, &keys(), person, &source);
        let referral = ready.entries::<Referral>()[0].id;
        let named = &ready.entries::<Appointment>()[0].named;
        assert_eq!(named.entries, [referral]);
        assert_eq!(named.episodes.len(), 1);
    }
}
