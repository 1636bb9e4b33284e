//! Conditions in words: what a person has, had, may have, and what is in the family.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Certainty, Clash, Condition, ConditionState, Held};
use crate::journeys::record::disagreements::lists;
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, without_empty};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::components::TagColour;
use crate::words::{Locale, dates, glossary};

/// Where a condition stands on the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Now,
    Past,
    /// Looked for and not found.
    RuledOut,
    /// A relative's, never the person's own.
    Family,
}

/// The one place of a condition. A relative's stands apart whatever else is said of it.
pub fn place(condition: &Condition) -> Place {
    match condition {
        Condition { in_family: true, .. } => Place::Family,
        Condition { certainty: Certainty::Refuted, .. } => Place::RuledOut,
        condition if condition.is_current() => Place::Now,
        _ => Place::Past,
    }
}

impl Listed for Condition {
    fn name(&self) -> &str {
        &self.name.text
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let at = |wanted| {
            let here = entries.iter().filter(move |held| place(&held.entry) == wanted);
            newest_first(here, |condition| condition.started.or(condition.ended).or(condition.recorded))
        };
        without_empty(vec![
            Section::new(t!(locale, "Conditions listed now"), at(Place::Now)),
            Section::new(t!(locale, "Past conditions"), at(Place::Past)),
            Section::new(t!(locale, "Looked for and ruled out"), at(Place::RuledOut)),
            Section::new(t!(locale, "In your family"), at(Place::Family)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        let when = match (&self.started, &self.ended) {
            (Some(from), Some(to)) => {
                let (from, to) = (dates::partial(locale, from), dates::partial(locale, to));
                Some(t!(locale, "from {from} to {to}", from = from, to = to))
            }
            (Some(from), None) => Some(t!(locale, "since {date}", date = dates::partial(locale, from))),
            (None, Some(to)) => Some(t!(locale, "ended {date}", date = dates::partial(locale, to))),
            (None, None) => None,
        };
        Line { what: self.body_site.clone(), small: when.map(Cow::into_owned), tag: tag(locale, self) }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Condition))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let whose = self.in_family.then(|| t!(locale, "Somebody in your family, not you"));
        FactList::default()
            .text(t!(locale, "Name"), Some(&self.name.text))
            .text(t!(locale, "Who has it"), whose)
            .said(t!(locale, "How it stands"), state(locale, self.state))
            .text(t!(locale, "How sure it is"), certainty(locale, self.certainty))
            .text(t!(locale, "How important"), self.significance.as_ref())
            .text(t!(locale, "Part of the body"), self.body_site.as_ref())
            .date(locale, t!(locale, "Started"), self.started.as_ref())
            .date(locale, t!(locale, "Ended"), self.ended.as_ref())
            .text(t!(locale, "Recorded by"), self.recorded_by.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }

    fn says(&self, locale: Locale, _: Clash, who: &str) -> String {
        let what = self.name();
        let words = match (place(self), self.certainty) {
            (Place::RuledOut, _) => t!(locale, "{who} lists {what} as ruled out.", who = who, what = what),
            (Place::Past, _) => t!(locale, "{who} lists {what} as over.", who = who, what = what),
            (_, Certainty::Suspected) => {
                t!(locale, "{who} lists {what} as suspected.", who = who, what = what)
            }
            (Place::Now | Place::Family, _) => return lists(locale, who, what),
        };
        words.into_owned()
    }

    fn recorded(&self) -> Option<&crate::domain::PartialDate> {
        self.recorded.as_ref()
    }
}

fn state(locale: Locale, state: ConditionState) -> Cow<'static, str> {
    match state {
        ConditionState::Active => t!(locale, "Listed now"),
        ConditionState::Past => t!(locale, "In the past"),
        ConditionState::NotSaid => t!(locale, "The record does not say if it is still there"),
    }
}

/// How sure the source is, in words; nothing where it did not say.
pub fn certainty(locale: Locale, certainty: Certainty) -> Option<Cow<'static, str>> {
    match certainty {
        Certainty::Confirmed => Some(t!(locale, "Confirmed")),
        Certainty::Suspected => Some(t!(locale, "Suspected: not yet sure")),
        Certainty::Refuted => Some(t!(locale, "Looked for and ruled out")),
        Certainty::NotSaid => None,
    }
}

fn tag(locale: Locale, condition: &Condition) -> Option<(String, TagColour)> {
    let (words, colour) = match (place(condition), condition.certainty) {
        (Place::RuledOut, _) | (Place::Family, Certainty::Refuted) => {
            (t!(locale, "Ruled out"), TagColour::Grey)
        }
        (_, Certainty::Suspected) => (t!(locale, "Suspected"), TagColour::Yellow),
        (Place::Family, _) => (t!(locale, "Family"), TagColour::White),
        _ => return None,
    };
    Some((words.into_owned(), colour))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::{self, SURGERY};

    #[test]
    fn what_a_relative_has_never_stands_among_the_person_s_own_conditions() {
        let entries = [
            testing::held(testing::condition("Asthma"), &[SURGERY]),
            testing::held(Condition { in_family: true, ..testing::condition("Bowel cancer") }, &[SURGERY]),
        ];
        let sections = Condition::sections(Locale::English, testing::now(), &entries, Way::Usual);
        let own: Vec<_> = sections[0].entries.iter().map(|held| held.entry.name()).collect();
        assert_eq!(own, ["Asthma"]);
        assert_eq!(sections[1].heading.as_deref(), Some("In your family"));
    }

    #[test]
    fn a_condition_that_was_ruled_out_is_not_listed_as_one_that_the_person_has() {
        let ruled_out = Condition { certainty: Certainty::Refuted, ..testing::condition("Heart attack") };
        assert_eq!(place(&ruled_out), Place::RuledOut);
        assert_eq!(ruled_out.line(Locale::English).tag.map(|tag| tag.0).as_deref(), Some("Ruled out"));
    }

    #[test]
    fn a_suspected_condition_says_that_nobody_is_sure_yet() {
        let suspected = Condition { certainty: Certainty::Suspected, ..testing::condition("Angina") };
        assert_eq!(suspected.line(Locale::English).tag.map(|tag| tag.0).as_deref(), Some("Suspected"));
        assert!(
            suspected.facts(Locale::English).iter().any(|fact| fact.lines == ["Suspected: not yet sure"])
        );
    }
}
