//! Prescriptions in words: what stands on one, where it is, and since when.

use chrono::{DateTime, Utc};

use super::place_words::place;
use crate::domain::{Course, Held, PrescribedItem, Prescription, PrescriptionState, Stage};
use crate::journeys::record::dosage_words::HowToTake;
use crate::journeys::record::entry_words::{Fact, FactList, Line, shortened};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, without_empty};
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, dates, dosage, isolated};
use crate::{count, t};

impl Listed for Prescription {
    fn name(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// "Amoxicillin 250mg capsules and 3 more medicines".
    fn title(&self, locale: Locale) -> String {
        match self.items.len() + self.items_not_read as usize {
            0 | 1 => self.name().to_owned(),
            several => {
                let others = several - 1;
                let with = |name: &str| {
                    count!(
                        locale,
                        others,
                        one = "{name} and 1 more medicine",
                        other = "{name} and {n} more medicines",
                        name = isolated(name)
                    )
                };
                let room = with("").chars().count();
                with(&shortened(self.name(), room)).into_owned()
            }
        }
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        let at = |stage: Stage| {
            let these = entries.iter().filter(|held| held.entry.stage() == stage);
            newest_first(these, |one: &Prescription| one.last_moved().or(one.dated))
        };
        without_empty(vec![
            Section::new(t!(locale, "Ready to collect"), at(Stage::Ready)),
            Section::new(t!(locale, "Still to come"), at(Stage::UnderWay)),
            Section::new(t!(locale, "Requests that were sent on"), at(Stage::SentOn)),
            Section::new(t!(locale, "Ask where these are"), at(Stage::NotKnown)),
            Section::new(t!(locale, "Past prescriptions and requests"), at(Stage::Over)),
        ])
    }

    fn line(&self, locale: Locale) -> Line {
        self.line_with(locale, None)
    }

    fn line_with(&self, locale: Locale, practice: Option<PracticeMode>) -> Line {
        Line {
            what: Some(what(locale, practice, self).into_owned()),
            small: when(locale, self).map(Words::into_owned),
            tag: tag(locale, self),
        }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .lines(t!(locale, "Medicines"), self.names().map(str::to_owned).collect())
            .date(locale, t!(locale, "Date"), self.dated.as_ref())
            .text(t!(locale, "How it is prescribed"), course(locale, self.course))
            .text(t!(locale, "Prescribed by"), self.prescriber.as_ref())
            .text(t!(locale, "Prescribed at"), self.prescribed_at.as_ref())
            .text(t!(locale, "Prescription number"), self.number.as_ref())
            .text(t!(locale, "What was written with the request"), self.comment.as_ref())
            .done()
    }
}

/// Where it is, and how to take it where there is one medicine on it that was not refused or used up.
fn what(locale: Locale, practice: Option<PracticeMode>, prescription: &Prescription) -> Words {
    let place = summary(locale, prescription);
    let how = match &prescription.items[..] {
        [only] if prescription.items_not_read == 0 && only.state.stage() != Stage::Over => {
            HowToTake::of(only).line(locale, practice)
        }
        _ => None,
    };
    match how {
        Some(how) => t!(locale, "{place}. {how}", place = place, how = how),
        None => place,
    }
}

/// Where a prescription is, in one line; of several states the most pressing one, with how many it is true of.
pub fn summary(locale: Locale, prescription: &Prescription) -> Words {
    let pharmacy = prescription.pharmacy.as_ref();
    if let Some(state) = prescription.common_state() {
        return place(locale, state, pharmacy);
    }
    let stage = prescription.stage();
    let Some(first) = prescription.items.iter().map(|item| &item.state).find(|state| state.stage() == stage)
    else {
        return place(locale, &PrescriptionState::NotSaid, pharmacy);
    };
    let n = prescription.items.iter().filter(|item| item.state == *first).count();
    let of = prescription.items.len() + prescription.items_not_read as usize;
    t!(locale, "{n} of {of} medicines: {place}", n = n, of = of, place = place(locale, first, pharmacy))
}

fn when(locale: Locale, prescription: &Prescription) -> Option<Words> {
    let words = |date| dates::partial(locale, date);
    let is_over = prescription.stage() == Stage::Over;
    Some(match (prescription.last_moved(), &prescription.dated) {
        (Some(date), _) if is_over => t!(locale, "on {date}", date = words(&date)),
        (Some(date), _) => t!(locale, "since {date}", date = words(&date)),
        (None, Some(date)) => t!(locale, "dated {date}", date = words(date)),
        (None, None) => return None,
    })
}

/// Only where something went otherwise than it was wished, which the heading above does not say.
fn tag(locale: Locale, prescription: &Prescription) -> Option<(String, TagColour)> {
    let has = |wanted: &PrescriptionState| prescription.items.iter().any(|item| item.state == *wanted);
    let words = if has(&PrescriptionState::Refused) {
        t!(locale, "Refused")
    } else if has(&PrescriptionState::NotDispensed) {
        t!(locale, "Not given out")
    } else if has(&PrescriptionState::Cancelled) {
        t!(locale, "Cancelled")
    } else if has(&PrescriptionState::OnHold) {
        return Some((t!(locale, "On hold").into_owned(), TagColour::Yellow));
    } else {
        return None;
    };
    Some((words.into_owned(), TagColour::Red))
}

/// One medicine of a prescription, row by row; where it is only where the others are elsewhere.
pub fn item_facts(
    locale: Locale,
    practice: Option<PracticeMode>,
    prescription: &Prescription,
    item: &PrescribedItem,
) -> Vec<Fact> {
    let is_elsewhere = prescription.common_state().is_none();
    let pharmacy = prescription.pharmacy.as_ref();
    FactList::default()
        .text(t!(locale, "Where it is"), is_elsewhere.then(|| place(locale, &item.state, pharmacy)))
        .text(t!(locale, "Why"), item.reason.as_ref())
        .date(locale, t!(locale, "Since"), item.since.as_ref())
        .text(t!(locale, "Amount"), item.quantity.as_deref().map(|told| dosage::supplied(locale, told)))
        .with(|facts| HowToTake::of(item).facts(locale, practice, facts))
        .text(t!(locale, "Note"), item.note.as_ref())
        .done()
}

fn course(locale: Locale, course: Course) -> Option<Words> {
    match course {
        Course::OneOff => Some(t!(locale, "One time only")),
        Course::Repeat => Some(t!(locale, "Repeat prescription")),
        Course::NotSaid => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PartialDate, Pharmacy};
    use crate::journeys::record::testing::{self, SURGERY};

    const EN: Locale = Locale::English;

    fn of(states: &[PrescriptionState]) -> Prescription {
        let items = states.iter().enumerate().map(|(n, state)| PrescribedItem {
            state: state.clone(),
            ..testing::prescribed_item(&format!("Medicine {n}"))
        });
        let quay = Pharmacy { name: "Quay Pharmacy".into(), address: None, phone: None, website: None };
        Prescription { items: items.collect(), pharmacy: Some(quay), ..testing::prescription("Medicine") }
    }

    #[test]
    fn medicines_in_several_states_are_counted_under_the_most_pressing_one() {
        use PrescriptionState::{Collected, ReadyToCollect};
        let words = summary(EN, &of(&[Collected, ReadyToCollect, ReadyToCollect]));
        assert_eq!(words, "2 of 3 medicines: Ready to collect at Quay Pharmacy");
        assert_eq!(summary(EN, &of(&[ReadyToCollect, ReadyToCollect])), "Ready to collect at Quay Pharmacy");
    }

    #[test]
    fn the_title_counts_the_other_medicines_and_fits_a_heading() {
        let mut several = of(&vec![PrescriptionState::NotSaid; 4]);
        assert_eq!(several.title(EN), "Medicine 0 and 3 more medicines");
        several.items[0].name.text = "Pseudoephedrine hydrochloride 60mg modified release tablets".into();
        several.items_not_read = 1;
        let title = several.title(EN);
        assert!(title.ends_with("… and 4 more medicines") && title.chars().count() <= 65, "{title}");
        assert_eq!(of(&[PrescriptionState::NotSaid]).title(EN), "Medicine 0");
    }

    #[test]
    fn what_can_be_collected_stands_first_and_nothing_is_left_out() {
        use PrescriptionState as State;
        let states = [State::Collected, State::Other("Lost".into()), State::AskedFor, State::ReadyToCollect];
        let entries = states.map(|state| testing::held(of(&[state]), &[SURGERY]));
        let sections = Prescription::sections(EN, testing::now(), &entries, Way::Usual);
        let shape: Vec<_> =
            sections.iter().map(|s| (s.heading.as_deref().unwrap_or_default(), s.entries.len())).collect();
        assert_eq!(
            shape,
            [
                ("Ready to collect", 1),
                ("Still to come", 1),
                ("Ask where these are", 1),
                ("Past prescriptions and requests", 1)
            ]
        );
    }

    #[test]
    fn the_date_says_what_it_is_the_date_of() {
        let small = |state: PrescriptionState, since: &str, dated: &str| {
            let mut one = of(&[state]);
            one.items[0].since = PartialDate::parse(since);
            one.dated = PartialDate::parse(dated);
            one.line(EN).small.unwrap_or_default()
        };
        use PrescriptionState::{Collected, ReadyToCollect};
        assert_eq!(small(ReadyToCollect, "2026-11-20", "2026-11-18"), "since 20 November 2026");
        assert_eq!(small(Collected, "2026-11-20", "2026-11-18"), "on 20 November 2026");
        assert_eq!(small(Collected, "", "2026-11"), "dated November 2026");
        assert_eq!(small(Collected, "", ""), "");
    }

    #[test]
    fn a_medicine_that_was_not_given_out_is_marked_even_where_others_were() {
        use PrescriptionState::{Collected, NotDispensed};
        let tag = of(&[Collected, NotDispensed]).line(EN).tag.map(|tag| tag.0);
        assert_eq!(tag.as_deref(), Some("Not given out"));
        assert_eq!(of(&[Collected, Collected]).line(EN).tag, None);
    }
}
