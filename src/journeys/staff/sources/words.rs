//! Why entries were set aside and why something is not shown, in words.

use crate::domain::{SetAside, WhyStopped};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

pub fn set_aside(locale: Locale, why: SetAside) -> Words {
    match why {
        SetAside::DoesNotCount => t!(locale, "taken back by the source"),
        SetAside::NoName => t!(locale, "without a name that can be used"),
        SetAside::NoSubject => t!(locale, "does not say whom it is about"),
        SetAside::NoKind => t!(locale, "does not say what kind of thing it is"),
        SetAside::NotAResource => t!(locale, "not a resource"),
        SetAside::NotReadable => t!(locale, "in a form that cannot be read"),
    }
}

pub fn why_stopped(locale: Locale, why: WhyStopped) -> Words {
    match why {
        WhyStopped::WrongEntries => t!(locale, "What is shown is wrong, or may be about somebody else"),
        WhyStopped::Maintenance => t!(locale, "Our own system is being changed or repaired"),
        WhyStopped::Safety => t!(locale, "Those who answer for safety here asked for it"),
        WhyStopped::Other => t!(locale, "Another reason"),
    }
}
