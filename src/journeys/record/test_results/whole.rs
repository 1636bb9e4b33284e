//! The values that a result is made of, such as the two of a blood pressure.

use super::entry_words::{own_range, own_value};
use crate::domain::{ResultPart, TestResult};
use crate::journeys::record::entry_words::FactList;
use crate::journeys::record::plain_words::Named;
use crate::journeys::record::whole::{Part, Whole};
use crate::t;
use crate::words::{Locale, glossary};

impl Whole for TestResult {
    fn parts(&self, locale: Locale) -> Vec<Part> {
        let part = |part: &ResultPart| Part {
            heading: Some(part.name.text.clone()),
            facts: FactList::default()
                .text(t!(locale, "Result"), part.value.as_ref().map(|value| own_value(locale, value)))
                .text(
                    t!(locale, "Usual range, as the laboratory gave it"),
                    own_range(locale, part.range.as_ref()),
                )
                .text(t!(locale, "Laboratory’s mark"), part.mark.as_ref())
                .done(),
            lines: Vec::new(),
        };
        self.parts.iter().map(part).collect()
    }

    fn more_names(&self) -> Vec<Named<'_>> {
        self.parts.iter().map(|part| Named::of(&part.name, glossary::Place::Test)).collect()
    }
}
