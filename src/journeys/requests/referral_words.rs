//! The words of the wish to end a referral.

use super::WishWords;
use crate::domain::{NoLongerNeeded, Refusal};
use crate::journeys::record::entry_words::{Fact, FactList};
use crate::journeys::record::referrals::who_asked_whom;
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

impl WishWords for NoLongerNeeded {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Say that a referral is no longer needed")
    }

    fn line(&self, _: Locale) -> String {
        self.referral.what.text.clone()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let referral = &self.referral;
        let made = referral.made.as_ref().map(|date| dates::partial(locale, date));
        FactList::default()
            .text(t!(locale, "What for"), Some(&referral.what.text))
            .text(t!(locale, "Who asked whom"), who_asked_whom(locale, referral))
            .text(t!(locale, "Date of the referral"), made)
            .text(t!(locale, "Why it is no longer needed"), self.why.as_ref())
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "They have agreed to end your referral")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your referral is not ended")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your referral is ended")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "You have asked to end your referral")
    }

    fn waiting(&self, locale: Locale, name: &str) -> Words {
        t!(
            locale,
            "{name} has it. Somebody there has to agree to it. Until then the referral goes on.",
            name = name
        )
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "If help with this is needed again, ask whoever made the referral.")
    }

    fn refused(&self, locale: Locale, why: &Refusal, name: &str) -> Option<Words> {
        (*why == Refusal::NotThisOne)
            .then(|| t!(locale, "{name} says that this referral is over already.", name = name))
    }
}
