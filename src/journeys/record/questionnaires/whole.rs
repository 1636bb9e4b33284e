//! The questions to expect.

use crate::domain::AskedQuestionnaire;
use crate::journeys::record::whole::{Part, Whole};
use crate::t;
use crate::words::Locale;

use super::questions::words;

impl Whole for AskedQuestionnaire {
    fn parts(&self, locale: Locale) -> Vec<Part> {
        let Some(questionnaire) = &self.questions else { return Vec::new() };
        let described = questionnaire.description.as_deref().map(Part::text);
        let lines: Vec<String> =
            questionnaire.questions().map(|item| words(locale, item).into_owned()).collect();
        let heading = Some(t!(locale, "Questions to expect").into_owned());
        let questions = (!lines.is_empty()).then(|| Part { heading, lines, ..Part::default() });
        described.into_iter().chain(questions).collect()
    }
}
