//! What the kinds of entry are called at the desk, where nobody's own record is meant.

use crate::domain::{Kind, Kinds};
use crate::journeys::record::kinds;
use crate::t;
use crate::web::Words;
use crate::words::{Locale, and_list};

/// "Letters and documents".
pub fn name(locale: Locale, kind: Kind) -> Words {
    match kind {
        Kind::Details => t!(locale, "Patients’ details"),
        kind => kinds::words(locale, kind).door,
    }
}

/// "Medicines, allergies and visits".
pub fn list(locale: Locale, these: Kinds) -> String {
    let names = these.iter().enumerate().map(|(at, kind)| match at {
        0 => name(locale, kind).into_owned(),
        _ => kinds::words(locale, kind).word.into_owned(),
    });
    and_list(locale, &names.collect::<Vec<_>>())
}
