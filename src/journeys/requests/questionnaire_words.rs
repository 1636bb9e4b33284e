//! The words of answers to a questionnaire.

use super::WishWords;
use crate::domain::SendAnswers;
use crate::domain::filling::FilledItem;
use crate::journeys::fill_in::answer_words;
use crate::journeys::record::entry_words::{Fact, FactList};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

impl WishWords for SendAnswers {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Send your answers to a questionnaire")
    }

    fn line(&self, _locale: Locale) -> String {
        self.title.clone()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let mut facts = FactList::default().text(t!(locale, "Questionnaire"), Some(&self.title)).done();
        below(locale, &self.items, &mut facts);
        facts
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your answers have arrived")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your answers have not arrived")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your answers have arrived")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your answers are being sent")
    }
}

/// Each question with its answers, as deep as they stand.
fn below(locale: Locale, items: &[FilledItem], facts: &mut Vec<Fact>) {
    for item in items {
        if !item.answers.is_empty() {
            let key = item.text.clone().unwrap_or_else(|| item.link_id.clone());
            let lines = item.answers.iter().map(|given| answer_words(locale, given)).collect();
            facts.push(Fact { key: key.into(), lines });
        }
        below(locale, &item.items, facts);
    }
}
