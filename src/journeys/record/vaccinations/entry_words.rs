//! Vaccinations in words, those given and those not given.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Clash, Held, Vaccination};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, without_empty};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::components::TagColour;
use crate::words::{Locale, and_list, dates, glossary};

impl Listed for Vaccination {
    fn name(&self) -> &str {
        &self.name.text
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let (given, not_given): (Vec<_>, Vec<_>) = entries.iter().partition(|held| held.entry.was_given);
        let date = |vaccination: &Vaccination| vaccination.given.or(vaccination.recorded);
        without_empty(vec![
            Section::new(t!(locale, "Vaccinations you had"), newest_first(given.into_iter(), date)),
            Section::new(t!(locale, "Vaccinations not given"), newest_first(not_given.into_iter(), date)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        let what = match (&self.reason_not_given, self.protects_against.as_slice()) {
            (Some(reason), _) if !self.was_given => Some(t!(locale, "Not given: {reason}", reason = reason)),
            (_, []) => None,
            (_, diseases) => {
                Some(t!(locale, "Protects against {diseases}", diseases = and_list(locale, diseases)))
            }
        };
        let when =
            self.given.as_ref().map(|date| dates::partial(locale, date)).map(|date| match self.was_given {
                true => t!(locale, "given {date}", date = date),
                false => t!(locale, "offered {date}", date = date),
            });
        Line {
            what: what.map(Cow::into_owned),
            small: when.map(Cow::into_owned),
            tag: (!self.was_given).then(|| (t!(locale, "Not given").into_owned(), TagColour::Orange)),
        }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Vaccination))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let given = if self.was_given { t!(locale, "Given") } else { t!(locale, "Not given") };
        let when = if self.was_given { t!(locale, "Date given") } else { t!(locale, "Date") };
        FactList::default()
            .text(t!(locale, "Name"), Some(&self.name.text))
            .said(t!(locale, "How it stands"), given)
            .text(t!(locale, "Why it was not given"), self.reason_not_given.as_ref())
            .lines(t!(locale, "Protects against"), self.protects_against.clone())
            .date(locale, when, self.given.as_ref())
            .text(t!(locale, "Dose"), self.dose.as_ref())
            .text(t!(locale, "Part of the body"), self.site.as_ref())
            .text(t!(locale, "Where"), self.place.as_ref())
            .text(t!(locale, "Given by"), self.given_by.as_ref())
            .text(t!(locale, "Batch number"), self.batch.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }

    fn says(&self, locale: Locale, _: Clash, who: &str) -> String {
        let what = self.name();
        match self.was_given {
            true => t!(locale, "{who} says that you had {what}.", who = who, what = what),
            false => t!(locale, "{who} says that you did not have {what}.", who = who, what = what),
        }
        .into_owned()
    }

    fn recorded(&self) -> Option<&crate::domain::PartialDate> {
        self.recorded.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::{self, SURGERY};

    #[test]
    fn a_vaccination_that_was_not_given_stands_apart_and_says_so_with_the_reason() {
        let not_given = Vaccination {
            was_given: false,
            reason_not_given: Some("Patient declined".into()),
            ..testing::vaccination("Influenza vaccine")
        };
        let entries = [
            testing::held(not_given, &[SURGERY]),
            testing::held(testing::vaccination("MMR vaccine"), &[SURGERY]),
        ];
        let sections = Vaccination::sections(Locale::English, testing::now(), &entries, Way::Usual);
        assert_eq!(sections[0].entries[0].entry.name(), "MMR vaccine");
        assert_eq!(sections[1].heading.as_deref(), Some("Vaccinations not given"));
        let line = entries[0].entry.line(Locale::English);
        assert_eq!(line.what.as_deref(), Some("Not given: Patient declined"));
        assert_eq!(line.tag.map(|tag| tag.0).as_deref(), Some("Not given"));
    }

    #[test]
    fn what_a_vaccination_protects_against_is_said_where_told() {
        let mmr = Vaccination {
            protects_against: ["measles", "mumps", "rubella"].map(str::to_owned).to_vec(),
            ..testing::vaccination("MMR")
        };
        assert_eq!(
            mmr.line(Locale::English).what.as_deref(),
            Some("Protects against measles, mumps and rubella")
        );
    }
}
