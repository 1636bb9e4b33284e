//! Allergies in words: what a person reacts to, how, and how sure the source is.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Allergy, AllergyState, Certainty, Clash, Gathered, Held};
use crate::journeys::record::conditions::certainty;
use crate::journeys::record::disagreements::lists;
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, by_name, without_empty};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::components::TagColour;
use crate::words::{Locale, and_list, dates, glossary};

use super::stated_none;

/// Where an allergy stands on the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Now,
    Ended,
    RuledOut,
}

/// The one place of an allergy; one whose state is not said counts as now, which is the safe way to be wrong.
pub fn place(allergy: &Allergy) -> Place {
    match allergy {
        Allergy { certainty: Certainty::Refuted, .. } => Place::RuledOut,
        Allergy { state: AllergyState::Ended, .. } => Place::Ended,
        _ => Place::Now,
    }
}

impl Listed for Allergy {
    fn name(&self) -> &str {
        &self.substance.text
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let at = |wanted| by_name(entries.iter().filter(move |held| place(&held.entry) == wanted));
        without_empty(vec![
            Section::new(t!(locale, "Allergies listed now"), at(Place::Now)),
            Section::new(t!(locale, "Ended allergies"), at(Place::Ended)),
            Section::new(t!(locale, "Looked for and ruled out"), at(Place::RuledOut)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        let mut what = Vec::new();
        if !self.reactions.is_empty() {
            let reactions = and_list(locale, &self.reactions);
            what.push(t!(locale, "Reaction: {reactions}.", reactions = reactions).into_owned());
        }
        if let Some(severity) = &self.severity {
            what.push(t!(locale, "How serious: {severity}.", severity = severity).into_owned());
        }
        let when = match (&self.first_noticed, &self.recorded) {
            (Some(date), _) => Some(t!(locale, "first noticed {date}", date = dates::partial(locale, date))),
            (None, Some(date)) => Some(t!(locale, "recorded {date}", date = dates::partial(locale, date))),
            (None, None) => None,
        };
        Line {
            what: (!what.is_empty()).then(|| what.join(" ")),
            small: when.map(Cow::into_owned),
            tag: tag(locale, self),
        }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.substance, glossary::Place::Allergy))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "What you react to"), Some(&self.substance.text))
            .said(t!(locale, "How it stands"), state(locale, self.state))
            .text(t!(locale, "How sure it is"), certainty(locale, self.certainty))
            .lines(t!(locale, "Reaction"), self.reactions.clone())
            .text(t!(locale, "How serious"), self.severity.as_ref())
            .date(locale, t!(locale, "First noticed"), self.first_noticed.as_ref())
            .text(t!(locale, "Recorded by"), self.recorded_by.as_ref())
            .text(t!(locale, "Why it ended"), self.reason_ended.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }

    fn notices(locale: Locale, gathered: &Gathered<Self>) -> Vec<String> {
        stated_none::notices(locale, gathered)
    }

    fn says(&self, locale: Locale, _: Clash, who: &str) -> String {
        let what = self.name();
        match place(self) {
            Place::Now => lists(locale, who, what),
            Place::Ended => t!(locale, "{who} lists {what} as ended.", who = who, what = what).into_owned(),
            Place::RuledOut => {
                t!(locale, "{who} lists {what} as ruled out.", who = who, what = what).into_owned()
            }
        }
    }

    fn recorded(&self) -> Option<&crate::domain::PartialDate> {
        self.recorded.as_ref()
    }
}

fn state(locale: Locale, state: AllergyState) -> Cow<'static, str> {
    match state {
        AllergyState::Active => t!(locale, "Listed now"),
        AllergyState::Ended => t!(locale, "Ended"),
        AllergyState::NotSaid => t!(locale, "The record does not say if you still have it"),
    }
}

fn tag(locale: Locale, allergy: &Allergy) -> Option<(String, TagColour)> {
    let (words, colour) = match (place(allergy), allergy.certainty, allergy.state) {
        (Place::RuledOut, ..) => (t!(locale, "Ruled out"), TagColour::Grey),
        (Place::Ended, ..) => (t!(locale, "Ended"), TagColour::Grey),
        (_, Certainty::Suspected, _) => (t!(locale, "Suspected"), TagColour::Yellow),
        (_, _, AllergyState::NotSaid) => (t!(locale, "Not said if you still have it"), TagColour::White),
        _ => return None,
    };
    Some((words.into_owned(), colour))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing;

    #[test]
    fn an_allergy_whose_state_is_not_said_counts_as_one_that_the_person_has() {
        let allergy = Allergy { state: AllergyState::NotSaid, ..testing::allergy("Latex") };
        assert_eq!(place(&allergy), Place::Now);
        let tag = allergy.line(Locale::English).tag.map(|tag| tag.0);
        assert_eq!(tag.as_deref(), Some("Not said if you still have it"));
    }

    #[test]
    fn the_line_names_the_reactions_and_how_serious_they_are() {
        let allergy = Allergy {
            reactions: vec!["rash".into(), "swelling".into()],
            severity: Some("severe".into()),
            ..testing::allergy("Peanuts")
        };
        assert_eq!(
            allergy.line(Locale::English).what.as_deref(),
            Some("Reaction: rash and swelling. How serious: severe.")
        );
    }
}
