//! A change of a person's own details in words.

use super::WishWords;
use crate::domain::{ChangeDetails, ContactChange, Refusal};
use crate::journeys::record::entry_words::{Fact, FactList};
use crate::journeys::your_details::changing::What;
use crate::t;
use crate::web::{Link, Words};
use crate::words::Locale;

impl WishWords for ChangeDetails {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Change your details")
    }

    fn line(&self, locale: Locale) -> String {
        What::of_change(&self.change).name(locale).into_owned()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let gone = || t!(locale, "None any more").into_owned();
        let or_gone = |told: &Option<String>| told.clone().unwrap_or_else(gone);
        let (key, value) = match &self.change {
            ContactChange::Email(email) => (t!(locale, "New email address"), or_gone(email)),
            ContactChange::MobilePhone(number) => (t!(locale, "New mobile number"), or_gone(number)),
            ContactChange::HomeAddress { lines, postcode } => {
                let all: Vec<&str> = lines.iter().chain(postcode).map(String::as_str).collect();
                (t!(locale, "New address"), all.join("\n"))
            }
            ContactChange::Pharmacy(code) => {
                let name = self.pharmacy_name.clone().or_else(|| code.as_ref().map(ToString::to_string));
                (t!(locale, "New pharmacy"), or_gone(&name))
            }
            ContactChange::SpokenTo(None) => {
                (t!(locale, "Language"), t!(locale, "English, without an interpreter").into_owned())
            }
            ContactChange::SpokenTo(Some(spoken)) => {
                let name = spoken.language.name();
                let words = match spoken.interpreter {
                    true => t!(locale, "{name}, with an interpreter", name = name),
                    false => t!(locale, "{name}, without an interpreter", name = name),
                };
                (t!(locale, "Language"), words.into_owned())
            }
        };
        FactList::default().text(key, Some(value)).done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your details are changed")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your details are not changed")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your details are changed")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your details are being changed")
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "Others who keep your details may not hear of it. Tell each of them.")
    }

    fn onward(&self, locale: Locale) -> Option<Link> {
        let text = t!(locale, "Your details, and whom else to tell");
        Some(Link { href: "/your-details".into(), text })
    }

    fn refused(&self, locale: Locale, why: &Refusal, _: &str) -> Option<Words> {
        (*why == Refusal::Changed).then(|| {
            t!(locale, "Your details were changed somewhere else meanwhile, so we did not write over them.")
        })
    }

    fn anew(&self, locale: Locale, _: &str) -> Option<Link> {
        let href = What::of_change(&self.change).address();
        Some(Link { href: href.into(), text: t!(locale, "Look at it again") })
    }
}
