//! How to take a medicine, on pages: in our words where all of it is understood, and always as its source wrote it.

use super::entry_words::FactList;
use crate::domain::{CodedDosage, Medicine, PrescribedItem};
use crate::t;
use crate::words::{Locale, dosage};

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

    fn words(&self, locale: Locale) -> Option<String> {
        dosage::in_words(locale, self.medicine, self.text, self.coded)
    }

    /// For a list: our words first, then the source's.
    pub fn line(&self, locale: Locale) -> Option<String> {
        match (self.words(locale), self.text) {
            (Some(words), Some(text)) => Some(
                t!(locale, "{words} As written in your record: {text}", words = words, text = text)
                    .into_owned(),
            ),
            (words, text) => words.or_else(|| text.map(str::to_owned)),
        }
    }

    /// For a page of its own: one row or two.
    pub fn facts(&self, locale: Locale, facts: FactList) -> FactList {
        match self.words(locale) {
            Some(words) => facts
                .said(t!(locale, "How to take it"), words)
                .text(t!(locale, "As written in your record"), self.text),
            None => facts.text(t!(locale, "How to take it"), self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PrescriptionState;
    use crate::journeys::record::listed::Listed;
    use crate::journeys::record::prescriptions::item_facts;
    use crate::journeys::record::testing;

    const EN: Locale = Locale::English;

    fn medicine(dosage: &str) -> Medicine {
        Medicine {
            dosage: Some(dosage.into()),
            quantity: Some("56 tablet".into()),
            ..testing::medicine("Metformin")
        }
    }

    fn rows(medicine: &Medicine) -> Vec<(String, Vec<String>)> {
        let wanted = ["How to take it", "As written in your record", "Amount"];
        let facts = medicine.facts(EN).into_iter().filter(|fact| wanted.contains(&&*fact.key));
        facts.map(|fact| (fact.key.into_owned(), fact.lines)).collect()
    }

    #[test]
    fn our_words_stand_first_and_the_source_s_own_as_they_are_beside_them() {
        let told = medicine("ONE To Be Taken TWICE a Day\nwith food");
        let own = vec!["ONE To Be Taken TWICE a Day".to_owned(), "with food".to_owned()];
        assert_eq!(
            rows(&told),
            [
                ("How to take it".to_owned(), vec!["Take 1, 2 times a day, with food.".to_owned()]),
                ("As written in your record".to_owned(), own),
                ("Amount".to_owned(), vec!["56 tablets".to_owned()]),
            ]
        );
        let line = medicine("1 tab BD").line(EN).what;
        assert_eq!(line.as_deref(), Some("1 tablet 2 times a day. As written in your record: 1 tab BD"));
    }

    #[test]
    fn what_is_not_understood_stands_in_the_source_s_own_words_alone() {
        let told = medicine("Take 4 tablets WEEKLY on Monday");
        assert_eq!(
            rows(&told)[0],
            ("How to take it".to_owned(), vec!["Take 4 tablets WEEKLY on Monday".to_owned()])
        );
        assert_eq!(told.line(EN).what.as_deref(), Some("Take 4 tablets WEEKLY on Monday"));
    }

    #[test]
    fn a_prescription_of_one_medicine_says_how_to_take_it_in_its_list_and_on_its_page() {
        let mut one = testing::prescription("Amoxicillin 250mg capsules");
        one.items[0].dosage = Some("1 cap TDS".into());
        one.items[0].quantity = Some("21 capsule".into());
        let said = "1 capsule 3 times a day.";
        let line = one.line(EN).what.unwrap_or_default();
        assert!(line.ends_with(&format!("{said} As written in your record: 1 cap TDS")), "{line}");
        one.items[0].state = PrescriptionState::Refused;
        assert!(!one.line(EN).what.unwrap_or_default().contains(said), "a refused one says how to take it");
        let facts = item_facts(EN, &one, &one.items[0]);
        let lines: Vec<_> = facts.iter().map(|fact| (&*fact.key, fact.lines.join(" "))).collect();
        assert_eq!(
            lines,
            [
                ("Amount", "21 capsules".to_owned()),
                ("How to take it", said.to_owned()),
                ("As written in your record", "1 cap TDS".to_owned()),
            ]
        );
    }
}
