//! Medicines in words: how to take them and how they stand, as each source says.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Clash, Course, Gathered, Held, Medicine, MedicineState};
use crate::journeys::record::dosage_words::HowToTake;
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, by_name, newest_first, without_empty};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::Link;
use crate::web::components::TagColour;
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, dates, dosage, glossary};

impl Listed for Medicine {
    fn name(&self) -> &str {
        &self.name.text
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let (now, past): (Vec<_>, Vec<_>) = entries.iter().partition(|held| held.entry.is_current());
        without_empty(vec![
            Section::new(t!(locale, "Medicines listed as taken now"), by_name(now.into_iter())),
            Section::new(t!(locale, "Past medicines"), newest_first(past.into_iter(), last_date)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        self.line_with(locale, None)
    }

    fn line_with(&self, locale: Locale, practice: Option<PracticeMode>) -> Line {
        let when = match (&self.last_issued, &self.started, &self.ended) {
            (_, _, Some(date)) if !self.is_current() => {
                Some(t!(locale, "ended {date}", date = dates::partial(locale, date)))
            }
            (Some(date), ..) => Some(t!(locale, "last issued {date}", date = dates::partial(locale, date))),
            (None, Some(date), _) => Some(t!(locale, "started {date}", date = dates::partial(locale, date))),
            _ => None,
        };
        Line {
            what: HowToTake::of(self).line(locale, practice),
            small: when.map(Cow::into_owned),
            tag: tag(locale, self),
        }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Medicine))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        self.facts_with(locale, None)
    }

    fn facts_with(&self, locale: Locale, practice: Option<PracticeMode>) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "Name"), Some(&self.name.text))
            .said(t!(locale, "How it stands"), state(locale, self.state))
            .with(|facts| HowToTake::of(self).facts(locale, practice, facts))
            .text(t!(locale, "Which way it is taken"), self.route.as_ref().map(|route| &route.text))
            .text(t!(locale, "More instructions"), self.instructions.as_ref())
            .text(t!(locale, "What it is for"), self.reason.as_ref())
            .text(t!(locale, "Amount"), self.quantity.as_deref().map(|told| dosage::supplied(locale, told)))
            .text(t!(locale, "How it is prescribed"), course(locale, self.course))
            .date(locale, t!(locale, "Started"), self.started.as_ref())
            .date(locale, t!(locale, "Last issued"), self.last_issued.as_ref())
            .date(locale, t!(locale, "End date"), self.ended.as_ref())
            .text(t!(locale, "Why it was stopped"), self.reason_stopped.as_ref())
            .text(t!(locale, "Prescribed by"), self.prescriber.as_ref())
            .text(t!(locale, "Note"), self.note.as_ref())
            .done()
    }

    fn says(&self, locale: Locale, clash: Clash, who: &str) -> String {
        let what = self.name();
        let words = match (clash, self.state, &self.dosage, &self.ended) {
            (Clash::OtherDose, _, Some(dosage), _) => {
                let dosage = dosage.trim_end_matches('.');
                t!(
                    locale,
                    "{who} says how to take {what}: “{dosage}”.",
                    who = who,
                    what = what,
                    dosage = dosage
                )
            }
            (_, MedicineState::Stopped, _, Some(date)) => {
                let date = dates::partial(locale, date);
                t!(
                    locale,
                    "{who} says that {what} was stopped ({date}).",
                    who = who,
                    what = what,
                    date = date
                )
            }
            (_, MedicineState::Stopped, ..) => {
                t!(locale, "{who} says that {what} was stopped.", who = who, what = what)
            }
            (_, MedicineState::OnHold, ..) => {
                t!(locale, "{who} says that {what} is on hold.", who = who, what = what)
            }
            _ => t!(locale, "{who} says that you take {what}.", who = who, what = what),
        };
        words.into_owned()
    }

    fn other_ways(locale: Locale, _: DateTime<Utc>, _: &Gathered<Self>, _: Way) -> Vec<Link> {
        let text = t!(locale, "Order repeat medicines");
        vec![Link { href: "/record/medicines/order".into(), text }]
    }

    fn recorded(&self) -> Option<&crate::domain::PartialDate> {
        self.recorded.as_ref()
    }
}

/// The last thing known to have happened with a past medicine.
fn last_date(medicine: &Medicine) -> Option<crate::domain::PartialDate> {
    medicine.ended.or(medicine.last_issued).or(medicine.started).or(medicine.recorded)
}

fn state(locale: Locale, state: MedicineState) -> Cow<'static, str> {
    match state {
        MedicineState::Current => t!(locale, "Listed as taken now"),
        MedicineState::Finished => t!(locale, "Finished"),
        MedicineState::Stopped => t!(locale, "Stopped early"),
        MedicineState::OnHold => t!(locale, "On hold"),
        MedicineState::NotSaid => t!(locale, "The record does not say if you still take it"),
    }
}

fn course(locale: Locale, course: Course) -> Option<Cow<'static, str>> {
    match course {
        Course::OneOff => Some(t!(locale, "One time only")),
        Course::Repeat => Some(t!(locale, "Repeat prescription")),
        Course::NotSaid => None,
    }
}

fn tag(locale: Locale, medicine: &Medicine) -> Option<(String, TagColour)> {
    let (words, colour) = match medicine.state {
        MedicineState::OnHold => (t!(locale, "On hold"), TagColour::Yellow),
        MedicineState::Stopped => (t!(locale, "Stopped early"), TagColour::Grey),
        MedicineState::Finished => (t!(locale, "Finished"), TagColour::Grey),
        MedicineState::NotSaid => (t!(locale, "Not said if you still take it"), TagColour::White),
        MedicineState::Current if medicine.course == Course::Repeat => {
            (t!(locale, "Repeat"), TagColour::Blue)
        }
        MedicineState::Current => return None,
    };
    Some((words.into_owned(), colour))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::testing::{self, SURGERY};

    fn medicine(name: &str, state: MedicineState) -> Held<Medicine> {
        testing::held(Medicine { state, ..testing::medicine(name) }, &[SURGERY])
    }

    #[test]
    fn a_medicine_whose_state_is_not_said_stands_among_those_taken_now_and_says_so() {
        let entries =
            [medicine("Aspirin", MedicineState::NotSaid), medicine("Amoxicillin", MedicineState::Finished)];
        let sections = Medicine::sections(Locale::English, testing::now(), &entries, Way::Usual);
        assert_eq!(sections[0].entries[0].entry.name.text, "Aspirin");
        assert_eq!(sections[1].entries[0].entry.name.text, "Amoxicillin");
        let tag = entries[0].entry.line(Locale::English).tag;
        assert_eq!(tag.map(|(words, _)| words).as_deref(), Some("Not said if you still take it"));
    }

    #[test]
    fn past_medicines_stand_newest_first_and_those_without_a_date_stand_last() {
        let mut entries: Vec<_> = ["none", "2019", "2024-05-01", "2024"]
            .iter()
            .map(|date| {
                let ended = PartialDate::parse(date);
                let state = MedicineState::Finished;
                testing::held(Medicine { state, ended, ..testing::medicine(date) }, &[SURGERY])
            })
            .collect();
        entries.rotate_left(2);
        let sections = Medicine::sections(Locale::English, testing::now(), &entries, Way::Usual);
        let names: Vec<_> = sections[0].entries.iter().map(|held| held.entry.name()).collect();
        assert_eq!(names, ["2024-05-01", "2024", "2019", "none"]);
    }
}
