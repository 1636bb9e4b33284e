//! How to take a medicine, on pages: in our words where all of it is understood, and always as its source wrote it.

use super::entry_words::FactList;
use crate::domain::{CodedDosage, Medicine, PartialDate, PrescribedItem};
use crate::t;
use crate::words::dosage::{MayBeRead, Review};
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, dates, dosage};

/// What was told of how to take one medicine.
pub struct HowToTake<'a> {
    medicine: &'a str,
    text: Option<&'a str>,
    coded: Option<&'a CodedDosage>,
}

impl<'a> From<&'a Medicine> for HowToTake<'a> {
    fn from(medicine: &'a Medicine) -> Self {
        let Medicine { name, dosage, coded_dosage, .. } = medicine;
        Self { medicine: &name.text, text: dosage.as_deref(), coded: coded_dosage.as_ref() }
    }
}

impl<'a> From<&'a PrescribedItem> for HowToTake<'a> {
    fn from(item: &'a PrescribedItem) -> Self {
        let PrescribedItem { name, dosage, coded_dosage, .. } = item;
        Self { medicine: &name.text, text: dosage.as_deref(), coded: coded_dosage.as_ref() }
    }
}

impl<'a> HowToTake<'a> {
    pub fn of(told: impl Into<Self>) -> Self {
        told.into()
    }

    fn words(&self, locale: Locale, practice: Option<PracticeMode>) -> Option<(String, MayBeRead)> {
        let may_be_read = MayBeRead::by(practice)?;
        let words = dosage::in_words(may_be_read, locale, self.medicine, self.text, self.coded)?;
        Some((words, may_be_read))
    }

    /// For a list: our words first, where they may be read, then the source's.
    pub fn line(&self, locale: Locale, practice: Option<PracticeMode>) -> Option<String> {
        match (self.words(locale, practice), self.text) {
            (Some((words, _)), Some(text)) => Some(
                t!(locale, "{words} As written in your record: {text}", words = words, text = text)
                    .into_owned(),
            ),
            (words, text) => words.map(|(words, _)| words).or_else(|| text.map(str::to_owned)),
        }
    }

    /// For a page of its own: one row or two. Our words say who has checked them.
    pub fn facts(&self, locale: Locale, practice: Option<PracticeMode>, facts: FactList) -> FactList {
        match self.words(locale, practice) {
            Some((words, may_be_read)) => facts
                .lines(t!(locale, "How to take it"), vec![words, checked(locale, may_be_read)])
                .text(t!(locale, "As written in your record"), self.text),
            None => facts.text(t!(locale, "How to take it"), self.text),
        }
    }
}

fn checked(locale: Locale, may_be_read: MayBeRead) -> String {
    match may_be_read.review() {
        Some(Review { by, on, .. }) => {
            let day = PartialDate::parse(on).map(|day| dates::partial(locale, &day)).unwrap_or_default();
            t!(locale, "These are our words, checked by {who} on {day}.", who = by, day = day)
        }
        None => t!(locale, "These are our words. Nobody has checked them yet."),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PrescriptionState;
    use crate::journeys::record::entry_words::Fact;
    use crate::journeys::record::listed::Listed;
    use crate::journeys::record::prescriptions::item_facts;
    use crate::journeys::record::testing;

    const EN: Locale = Locale::English;
    const UNCHECKED: &str = "These are our words. Nobody has checked them yet.";

    fn medicine(dosage: &str) -> Medicine {
        Medicine {
            dosage: Some(dosage.into()),
            quantity: Some("56 tablet".into()),
            ..testing::medicine("Metformin")
        }
    }

    fn practice() -> Option<PracticeMode> {
        PracticeMode::where_set(true)
    }

    fn rows(medicine: &Medicine) -> Vec<(String, Vec<String>)> {
        let wanted = ["How to take it", "As written in your record", "Amount"];
        let facts =
            medicine.facts_with(EN, practice()).into_iter().filter(|fact| wanted.contains(&&*fact.key));
        facts.map(|fact| (fact.key.into_owned(), fact.lines)).collect()
    }

    #[test]
    fn our_words_stand_first_and_the_source_s_own_as_they_are_beside_them() {
        let told = medicine("ONE To Be Taken TWICE a Day\nwith food");
        let own = vec!["ONE To Be Taken TWICE a Day".to_owned(), "with food".to_owned()];
        assert_eq!(
            rows(&told),
            [
                (
                    "How to take it".to_owned(),
                    vec!["Take 1, 2 times a day, with food.".to_owned(), UNCHECKED.to_owned()]
                ),
                ("As written in your record".to_owned(), own),
                ("Amount".to_owned(), vec!["56 tablets".to_owned()]),
            ]
        );
        let line = medicine("1 tab BD").line_with(EN, practice()).what;
        assert_eq!(line.as_deref(), Some("1 tablet 2 times a day. As written in your record: 1 tab BD"));
    }

    #[test]
    fn what_is_not_understood_stands_in_the_source_s_own_words_alone() {
        let told = medicine("Take 4 tablets WEEKLY on Monday");
        assert_eq!(
            rows(&told)[0],
            ("How to take it".to_owned(), vec!["Take 4 tablets WEEKLY on Monday".to_owned()])
        );
        assert_eq!(told.line_with(EN, practice()).what.as_deref(), Some("Take 4 tablets WEEKLY on Monday"));
    }

    #[test]
    fn a_prescription_of_one_medicine_says_how_to_take_it_in_its_list_and_on_its_page() {
        let mut one = testing::prescription("Amoxicillin 250mg capsules");
        one.items[0].dosage = Some("1 cap TDS".into());
        one.items[0].quantity = Some("21 capsule".into());
        let said = "1 capsule 3 times a day.";
        let line = one.line_with(EN, practice()).what.unwrap_or_default();
        assert!(line.ends_with(&format!("{said} As written in your record: 1 cap TDS")), "{line}");
        one.items[0].state = PrescriptionState::Refused;
        let refused = one.line_with(EN, practice()).what.unwrap_or_default();
        assert!(!refused.contains(said), "a refused one says how to take it");
        let facts = item_facts(EN, practice(), &one, &one.items[0]);
        let lines: Vec<_> = facts.iter().map(|fact| (&*fact.key, fact.lines.join(" "))).collect();
        assert_eq!(
            lines,
            [
                ("Amount", "21 capsules".to_owned()),
                ("How to take it", format!("{said} {UNCHECKED}")),
                ("As written in your record", "1 cap TDS".to_owned()),
            ]
        );
    }

    #[test]
    fn real_people_read_the_source_s_own_words_alone_until_ours_are_reviewed() {
        let told = medicine("1 tab BD");
        let how = |facts: Vec<Fact>| facts.into_iter().find(|fact| fact.key == "How to take it");
        let lines = |facts: Vec<Fact>| how(facts).expect("told").lines;
        assert_eq!(lines(told.facts(EN)), ["1 tab BD"]);
        assert_eq!(lines(told.facts_with(EN, None)), ["1 tab BD"]);
        assert_eq!(told.line(EN).what.as_deref(), Some("1 tab BD"));
        let mut one = testing::prescription("Amoxicillin 250mg capsules");
        one.items[0].dosage = Some("1 cap TDS".into());
        assert_eq!(lines(item_facts(EN, None, &one, &one.items[0])), ["1 cap TDS"]);
        assert!(one.line(EN).what.is_some_and(|what| what.ends_with(". 1 cap TDS")));
    }
}
