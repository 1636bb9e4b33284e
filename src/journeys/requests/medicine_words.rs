//! An order for a medicine in words.

use super::WishWords;
use crate::domain::{OrderMedicine, Refusal};
use crate::journeys::record::entry_words::{Fact, FactList};
use crate::t;
use crate::web::{Link, Words};
use crate::words::{Locale, dosage, isolated};

impl WishWords for OrderMedicine {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Order a medicine")
    }

    fn line(&self, _: Locale) -> String {
        self.name.clone()
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let pharmacy = match &self.pharmacy {
            Some(pharmacy) => {
                t!(locale, "{name}, for this order only", name = isolated(&pharmacy.name))
            }
            None => t!(locale, "The usual pharmacy, or on paper from the GP surgery"),
        };
        FactList::default()
            .text(t!(locale, "Medicine"), Some(&self.name))
            .text(t!(locale, "How to take it"), self.dosage.as_ref())
            .text(t!(locale, "Amount"), self.quantity.as_deref().map(|told| dosage::supplied(locale, told)))
            .said(t!(locale, "Where you collect it"), pharmacy)
            .text(t!(locale, "Your message"), self.comment.as_ref())
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your GP surgery has agreed to your order")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your medicine is not ordered")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your medicine is ordered")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your medicine is being ordered")
    }

    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "The prescription goes to the pharmacy. Call the pharmacy before you go there.")
    }

    fn onward(&self, locale: Locale) -> Option<Link> {
        let text = t!(locale, "All prescriptions, and where each one is");
        Some(Link { href: "/record/prescriptions".into(), text })
    }

    fn working_days(&self) -> u32 {
        3
    }

    fn call_if_waiting(&self, locale: Locale, name: &str, day: &str) -> Words {
        t!(
            locale,
            "If nothing has changed by {day}, or you have less than 2 days’ medicine left, call {name}:",
            day = day,
            name = name
        )
    }

    fn refused(&self, locale: Locale, why: &Refusal, name: &str) -> Option<Words> {
        match why {
            Refusal::NotThisOne => Some(t!(
                locale,
                "{name} has an open request for this medicine already, so we did not ask twice.",
                name = name
            )),
            Refusal::NotThere => {
                Some(t!(locale, "{name} does not list it as a repeat medicine any more.", name = name))
            }
            _ => None,
        }
    }

    fn anew(&self, locale: Locale, _: &str) -> Option<Link> {
        let text = t!(locale, "See what you can order");
        Some(Link { href: "/record/medicines/order".into(), text })
    }
}
