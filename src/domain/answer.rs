//! What one organisation answered.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, Held, KeptBack, Kind, Letter, Likeness,
    Medicine, Message, NO_TIES, Organisation, PartialDate, PersonDetails, Prescription, Referral, ResultWait,
    TestResult, Ties, Vaccination, Visit, WhySetAside,
};

/// A kind of entry, with the rules that all kinds share.
pub trait Entry:
    Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    const KIND: Kind;

    /// What is compared of it with entries of other organisations; [`super::StandsAlone`] where it never is.
    type Likeness: Likeness;

    /// The source's own id, unique within source and kind.
    fn source_id(&self) -> &str;

    /// What is compared of it, told by `teller`; nothing where it cannot be joined with any other.
    fn likeness(&self, _teller: &Organisation) -> Option<Self::Likeness> {
        None
    }

    /// What it says that it belongs to.
    fn ties(&self) -> &Ties {
        &NO_TIES
    }

    /// The source's own ids of what it must not be seen without: whoever acts for the person and does not see one of these
    /// does not see it either.
    fn hidden_with(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    /// Until when it is kept back from somebody who wants to see new results later.
    fn waits(_held: &Held<Self>, _wait: &ResultWait, _now: DateTime<Utc>) -> Option<KeptBack> {
        None
    }
}

/// Text for comparing: small letters, single spaces, no full stop at the end.
pub fn plain(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

/// How sure the source is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Certainty {
    Confirmed,
    Suspected,
    /// Looked for and ruled out.
    Refuted,
    NotSaid,
}

/// All that one organisation told of one kind.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Part<T> {
    pub entries: Vec<T>,
    /// A coded statement that there is nothing of this kind, such as "no known allergies".
    pub none_known: Option<NoneKnown>,
    /// The source's own notes on the list, such as a record transfer under way; they belong on the page.
    pub notes: Vec<SourceNote>,
    /// How many entries could not be read and are not shown.
    pub set_aside: u32,
    /// Why, as far as it is known. It is kept nowhere.
    #[serde(skip)]
    pub why_set_aside: WhySetAside,
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            none_known: None,
            notes: Vec::new(),
            set_aside: 0,
            why_set_aside: WhySetAside::default(),
        }
    }
}

/// A coded statement that there is nothing: the only thing from which "none" may be said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoneKnown {
    /// The source's own words.
    pub text: String,
    pub recorded: Option<PartialDate>,
}

/// A note of the source on a whole list.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum SourceNote {
    /// Some entries are marked confidential and are not shown (GP Connect `confidential-items`).
    ConfidentialItems,
    /// A record transfer is not yet complete (GP Connect `data-in-transit`).
    TransferUnderWay { text: Option<String> },
    /// The answer was cut short, or part of it failed, in the source's own words.
    Incomplete { text: Option<String> },
    /// Part of the answer is missing, for a reason that we know how to say.
    Missing(WhyMissing),
    /// Any other note, in the source's own words.
    Words(String),
}

/// Why part of the answer of a service that asks others is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum WhyMissing {
    /// Some of those that it asks did not answer in time.
    NoAnswerInTime,
    /// Some of those that it asks sent it something that it could not read.
    Unreadable,
    /// Some of those that it asks failed.
    CouldNotAnswer,
    /// It leaves out what is older than this many years.
    OlderThanYears(u32),
    /// It leaves out entries that no longer count.
    NoLongerCount,
    /// It never tells of more than so many entries, and told of so many.
    NoMoreThan(u32),
}

impl SourceNote {
    /// Whether it says that entries may be missing.
    pub fn means_incomplete(&self) -> bool {
        !matches!(self, SourceNote::Words(_))
    }
}

/// The answer of one organisation to one question, of one or more kinds at once. A kind that was not asked for or
/// not answered is `None`.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    pub appointments: Option<Part<Appointment>>,
    pub medicines: Option<Part<Medicine>>,
    pub allergies: Option<Part<Allergy>>,
    pub conditions: Option<Part<Condition>>,
    pub test_results: Option<Part<TestResult>>,
    pub letters: Option<Part<Letter>>,
    pub vaccinations: Option<Part<Vaccination>>,
    pub visits: Option<Part<Visit>>,
    pub referrals: Option<Part<Referral>>,
    pub care_plans: Option<Part<CarePlan>>,
    pub prescriptions: Option<Part<Prescription>>,
    pub questionnaires: Option<Part<AskedQuestionnaire>>,
    pub details: Option<Part<PersonDetails>>,
    pub messages: Option<Part<Message>>,
}

/// Finds the part of an [`Answer`] that holds one kind.
pub trait InAnswer: Entry {
    fn part(answer: &Answer) -> Option<&Part<Self>>;
    fn put(answer: &mut Answer, part: Part<Self>);
}

macro_rules! in_answer {
    ($($entry:ty => $field:ident),* $(,)?) => {
        $(impl InAnswer for $entry {
            fn part(answer: &Answer) -> Option<&Part<Self>> {
                answer.$field.as_ref()
            }
            fn put(answer: &mut Answer, part: Part<Self>) {
                answer.$field = Some(part);
            }
        })*

        impl Answer {
            /// How many entries it holds.
            pub fn len(&self) -> usize {
                0 $(+ self.$field.as_ref().map_or(0, |part| part.entries.len()))*
            }

            /// The kinds of which entries could not be read, with how many, and why as far as it is known.
            pub fn each_set_aside(&self) -> Vec<(Kind, u32, &WhySetAside)> {
                let mut each = Vec::new();
                $(if let Some(part) = self.$field.as_ref().filter(|part| part.set_aside > 0) {
                    each.push((<$entry as Entry>::KIND, part.set_aside, &part.why_set_aside));
                })*
                each
            }

            /// How many entries could not be read.
            pub fn set_aside(&self) -> u32 {
                0 $(+ self.$field.as_ref().map_or(0, |part| part.set_aside))*
            }
        }
    };
}

in_answer! {
    Appointment => appointments,
    Medicine => medicines,
    Allergy => allergies,
    Condition => conditions,
    TestResult => test_results,
    Letter => letters,
    Vaccination => vaccinations,
    Visit => visits,
    Referral => referrals,
    CarePlan => care_plans,
    Prescription => prescriptions,
    AskedQuestionnaire => questionnaires,
    PersonDetails => details,
    Message => messages,
}

impl Answer {
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_was_stored_before_a_kind_existed_is_still_read() {
        let visit = r#"{"source_id":"1","what":"Clinic","started":"2019-03","ended":null,"place":null,
            "with_whom":null,"reason":null,"notes":[]}"#;
        let part = format!(r#"{{"entries":[{visit}],"none_known":null,"notes":[],"set_aside":2}}"#);
        let stored = format!(
            r#"{{"appointments":null,"medicines":null,"allergies":null,"conditions":null,"test_results":null,
            "letters":null,"vaccinations":null,"visits":{part}}}"#
        );
        let answer: Answer = serde_json::from_str(&stored).expect("an old copy");
        assert_eq!((answer.len(), answer.set_aside()), (1, 2));
        assert_eq!((answer.referrals, answer.care_plans, answer.prescriptions), (None, None, None));
    }
}
