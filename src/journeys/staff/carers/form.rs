//! What several forms of the access team ask for.

use super::words;
use crate::domain::{ChildDecides, LONGEST_BY_STAFF};
use crate::t;
use crate::web::Words;
use crate::web::components::Choice;
use crate::words::Locale;

pub fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_BY_STAFF
}

pub fn too_long(locale: Locale) -> Words {
    t!(locale, "Enter fewer than {n} letters", n = LONGEST_BY_STAFF)
}

/// What a child of an age for it can decide.
pub fn children(locale: Locale, chosen: &str) -> Vec<Choice> {
    let choice = |says: ChildDecides| Choice {
        value: says.slug(),
        label: words::child(locale, says),
        hint: None,
        chosen: says.slug() == chosen,
    };
    ChildDecides::ALL.map(choice).into()
}
