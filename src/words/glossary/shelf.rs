//! Finds terms: by code first, then by the whole name, and never by a part of it.

use std::collections::HashMap;

use super::file::{About, File, Place, Several, Term};
use super::spelling::{ingredients, key, measured, reacted_to, short_key, without_tag};
use super::term::{Asked, Explained};

/// All terms, by what they are found by.
#[derive(Debug, Default)]
pub struct Shelf {
    terms: Vec<Term>,
    several: HashMap<String, Several>,
    found_by: HashMap<About, FoundBy>,
}

/// Where the terms of one subject stand in [`Shelf::terms`].
#[derive(Debug, Default)]
struct FoundBy {
    names: HashMap<String, usize>,
    shorts: HashMap<String, usize>,
    codes: HashMap<String, usize>,
}

impl Shelf {
    /// All terms of these files.
    pub fn of(files: Vec<File>) -> Self {
        let mut shelf = Self::default();
        for file in files {
            let found_by = shelf.found_by.entry(file.about).or_default();
            for term in file.term {
                let at = shelf.terms.len();
                found_by.names.extend(term.also.iter().chain([&term.name]).map(|name| (key(name), at)));
                found_by.shorts.extend(term.short.iter().map(|short| (short_key(short), at)));
                found_by.codes.extend(term.snomed.iter().map(|code| (code.clone(), at)));
                shelf.terms.push(term);
            }
            shelf.several.extend(file.several.into_iter().map(|several| (key(&several.short), several)));
        }
        shelf
    }

    /// What is known of a term in this place. A code leads to its term; of the source's words, a short form of
    /// several meanings leads to all of them.
    pub fn explain(&self, asked: &Asked<'_>, place: Place) -> Option<Explained<'_>> {
        let by_code =
            asked.codes().find_map(|code| self.in_place(place, |found_by| found_by.codes.get(code)));
        if let Some(term) = by_code {
            return Some(Explained::one(term));
        }
        let text = without_tag(asked.text());
        // "?Asthma": somebody asks whether it is asthma.
        if text.contains('?') {
            return None;
        }
        match self.several.get(&key(text)) {
            Some(several) => Some(Explained::several(several)),
            None => self.by_name(text, place).map(Explained::one),
        }
    }

    fn by_name(&self, text: &str, place: Place) -> Option<&Term> {
        let short = short_key(text);
        self.in_place(place, |found_by| found_by.shorts.get(&short))
            .or_else(|| self.named(&key(text), place))
            .or_else(|| match place {
                Place::Medicine => self.product(text),
                Place::Allergy => {
                    reacted_to(text).and_then(|what| self.named(&what, place)).or_else(|| self.product(text))
                }
                Place::Test => measured(text).and_then(|what| self.named(&what, place)),
                _ => None,
            })
    }

    fn named(&self, key: &str, place: Place) -> Option<&Term> {
        self.in_place(place, |found_by| found_by.names.get(key))
    }

    /// The medicine that a product's name begins with.
    fn product(&self, name: &str) -> Option<&Term> {
        let medicines = &self.found_by.get(&About::Medicine)?.names;
        let at = ingredients(name).iter().find_map(|ingredient| medicines.get(ingredient))?;
        self.terms.get(*at)
    }

    fn in_place<'s>(
        &'s self,
        place: Place,
        find: impl Fn(&'s FoundBy) -> Option<&'s usize>,
    ) -> Option<&'s Term> {
        let at = place.holds().iter().find_map(|about| find(self.found_by.get(about)?))?;
        self.terms.get(*at)
    }
}
