//! Narrowing a list: by who holds an entry, since when, and of what sort it is. Works without JavaScript.

mod filter;
mod form;
mod kinds;
#[cfg(test)]
mod tests;
mod when;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

pub use filter::{Filter, Since, SortCode};
pub use form::FilterForm;
pub use when::When;

use super::listed::Listed;
use crate::domain::{Entry, Held, SourceReport};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, isolated};

/// A list of so many entries or fewer is seen at one look.
const FEW: usize = 5;
/// How many years can be chosen from.
const YEARS: usize = 20;

/// What lists are narrowed by.
pub trait Narrowed: Entry {
    /// When it was.
    fn when(&self) -> When;

    /// The sort it is of, such as how it stands; none for kinds whose entries are all of one sort.
    fn sort(&self, _locale: Locale, _now: DateTime<Utc>) -> Option<Sort> {
        None
    }

    /// What the choice of a sort is called.
    fn sorts(locale: Locale) -> Words {
        t!(locale, "How it stands")
    }
}

/// One sort of entries.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Sort {
    /// The place among the choices, before the words.
    place: u8,
    words: Words,
    pub code: SortCode,
}

/// How a list is narrowed and how it can be, as plain data.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Narrowing {
    pub fields: Vec<Field>,
    /// What stands in the address besides, and stays.
    pub kept: Option<(&'static str, &'static str)>,
    /// There where the list is narrowed now.
    pub shown: Option<ShownOf>,
}

/// How many entries a narrowed list shows, and of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShownOf {
    pub shown: usize,
    pub of: usize,
}

/// One thing to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: Words,
    /// Codes with their words; the first one stands for everything.
    pub choices: Vec<(String, Words)>,
    /// The chosen code; empty where everything is shown.
    pub chosen: String,
}

impl Narrowing {
    /// What the entries of a list, before it was narrowed, let somebody choose from. A choice that would change nothing is not offered.
    pub fn of<T: Listed>(
        locale: Locale,
        now: DateTime<Utc>,
        sources: &[SourceReport],
        entries: &[&Held<T>],
        filter: &Filter,
        shown: ShownOf,
    ) -> Self {
        if shown.of <= FEW && !filter.is_any() {
            return Self::default();
        }
        let fields = [holders(locale, sources, entries, filter), since(locale, entries, filter)];
        let sorts = sorts(locale, now, entries, filter);
        Self {
            fields: fields.into_iter().chain([sorts]).filter(Field::is_a_choice).collect(),
            kept: None,
            shown: filter.is_any().then_some(shown),
        }
    }
}

impl Field {
    fn is_a_choice(&self) -> bool {
        self.choices.len() > 2 || !self.chosen.is_empty()
    }
}

/// The organisations that hold an entry, in the order of the sources file.
fn holders<T>(locale: Locale, sources: &[SourceReport], entries: &[&Held<T>], filter: &Filter) -> Field {
    let holds = |code| {
        let mut holders = entries.iter().flat_map(|held| &held.holders);
        holders.any(|holder| holder.organisation.ods_code == code)
    };
    let sources = sources.iter().map(|source| &source.organisation);
    let choices = sources.filter(|organisation| holds(organisation.ods_code.clone())).map(|organisation| {
        (organisation.ods_code.to_string(), isolated(&organisation.name).into_owned().into())
    });
    Field {
        name: "holder",
        label: t!(locale, "Held by"),
        choices: with_all(t!(locale, "Everyone"), choices),
        chosen: filter.holder.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

fn since<T: Narrowed>(locale: Locale, entries: &[&Held<T>], filter: &Filter) -> Field {
    let dates = entries.iter().filter_map(|held| held.entry.when().last());
    let years: BTreeSet<i32> = dates.map(|date| date.year()).collect();
    let last_year =
        (!years.is_empty()).then(|| (Since::LastYear.to_string(), t!(locale, "The last 12 months")));
    // The oldest would leave nothing out.
    let years = years.into_iter().skip(1).rev().take(YEARS);
    let years = years.map(|year| (Since::Year(year).to_string(), t!(locale, "{year} or later", year = year)));
    Field {
        name: "since",
        label: t!(locale, "From when"),
        choices: with_all(t!(locale, "Any time"), last_year.into_iter().chain(years)),
        chosen: filter.since.map(|since| since.to_string()).unwrap_or_default(),
    }
}

fn sorts<T: Narrowed>(locale: Locale, now: DateTime<Utc>, entries: &[&Held<T>], filter: &Filter) -> Field {
    let mut sorts: Vec<Sort> = entries.iter().filter_map(|held| held.entry.sort(locale, now)).collect();
    sorts.sort();
    sorts.dedup_by(|one, other| one.code == other.code);
    Field {
        name: "sort",
        label: T::sorts(locale),
        choices: with_all(
            t!(locale, "Everything"),
            sorts.into_iter().map(|sort| (sort.code.to_string(), sort.words)),
        ),
        chosen: filter.sort.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

fn with_all(all: Words, choices: impl Iterator<Item = (String, Words)>) -> Vec<(String, Words)> {
    std::iter::once((String::new(), all)).chain(choices).collect()
}
