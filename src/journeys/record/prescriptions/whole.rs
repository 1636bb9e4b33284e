//! Each medicine on a prescription with where it is, and the pharmacy.

use super::entry_words::item_facts;
use super::place_words::place;
use crate::count;
use crate::domain::{Pharmacy, Prescription};
use crate::journeys::record::entry_words::FactList;
use crate::journeys::record::plain_words::Named;
use crate::journeys::record::whole::{Part, Whole};
use crate::t;
use crate::words::{Locale, glossary};

impl Whole for Prescription {
    fn parts(&self, locale: Locale) -> Vec<Part> {
        let everywhere = self.common_state().map(|state| Part {
            facts: FactList::default()
                .said(t!(locale, "Where it is"), place(locale, state, self.pharmacy.as_ref()))
                .done(),
            ..Part::default()
        });
        let items = self.items.iter().map(|item| Part {
            heading: Some(item.name.text.clone()),
            facts: item_facts(locale, None, self, item),
            lines: Vec::new(),
        });
        let not_read = (self.items_not_read > 0).then(|| {
            Part::said(count!(
                locale,
                self.items_not_read,
                one = "1 medicine on it could not be read and is not shown.",
                other = "{n} medicines on it could not be read and are not shown."
            ))
        });
        let pharmacy = self.pharmacy.as_ref().map(|pharmacy| of(locale, pharmacy));
        everywhere.into_iter().chain(items).chain(not_read).chain(pharmacy).collect()
    }

    fn more_names(&self) -> Vec<Named<'_>> {
        self.items.iter().map(|item| Named::of(&item.name, glossary::Place::Medicine)).collect()
    }
}

fn of(locale: Locale, pharmacy: &Pharmacy) -> Part {
    Part {
        heading: Some(t!(locale, "The pharmacy").into_owned()),
        facts: FactList::default()
            .text(t!(locale, "Name"), Some(&pharmacy.name))
            .text(t!(locale, "Address"), pharmacy.address.as_ref())
            .text(t!(locale, "Phone"), pharmacy.phone.as_ref())
            .text(t!(locale, "Website"), pharmacy.website.as_ref())
            .done(),
        lines: Vec::new(),
    }
}
