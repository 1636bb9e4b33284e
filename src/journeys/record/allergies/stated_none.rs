//! A coded statement that there are no allergies, where entries stand on the list all the same.

use crate::domain::{Allergy, Gathered, SourceReport, SourceState};
use crate::t;
use crate::words::{Locale, dates, isolated};

use super::entry_words::{Place, place};

/// What was told, where nobody lists an allergy now. Where somebody does, it is a disagreement.
pub fn notices(locale: Locale, gathered: &Gathered<Allergy>) -> Vec<String> {
    let is_listed = gathered.entries.iter().any(|held| place(&held.entry) == Place::Now);
    if is_listed || gathered.entries.is_empty() {
        return Vec::new();
    }
    gathered.sources.iter().filter_map(|source| told_none(locale, source)).collect()
}

fn told_none(locale: Locale, source: &SourceReport) -> Option<String> {
    let SourceState::Answered { none_known: Some(none), .. } = &source.state else { return None };
    let name = isolated(&source.organisation.name);
    let words = match &none.recorded {
        Some(date) => {
            let date = dates::partial(locale, date);
            t!(
                locale,
                "{name} told us “{words}”, recorded {date}.",
                name = name,
                words = none.text,
                date = date
            )
        }
        None => t!(locale, "{name} told us “{words}”.", name = name, words = none.text),
    };
    Some(words.into_owned())
}
