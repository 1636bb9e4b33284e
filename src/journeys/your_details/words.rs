//! Headings and sentences about a person's own details.

use super::facts::About;
use crate::domain::{ContactPoint, ContactUse, NameUse, PartialDate, Way};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

/// "Phone number".
pub fn heading(locale: Locale, about: About) -> Words {
    match about {
        About::Name => t!(locale, "Name"),
        About::BirthDate => t!(locale, "Date of birth"),
        About::Address => t!(locale, "Address"),
        About::Phone => t!(locale, "Phone number"),
        About::Email => t!(locale, "Email address"),
        About::Surgery => t!(locale, "GP surgery"),
        About::Doctor => t!(locale, "Your doctor at the GP surgery"),
        About::Language => t!(locale, "Language"),
        About::Interpreter => t!(locale, "Interpreter"),
        About::Wishes => t!(locale, "How you want to be reached"),
        About::Pharmacy => t!(locale, "Your pharmacy for prescriptions"),
        About::Related => t!(locale, "People to contact about you"),
    }
}

/// "No phone number is written down at Riverside Hospital."
pub fn not_written(locale: Locale, about: About, names: &str) -> Words {
    match about {
        About::Name => t!(locale, "No name is written down at {names}.", names = names),
        About::BirthDate => t!(locale, "No date of birth is written down at {names}.", names = names),
        About::Address => t!(locale, "No address is written down at {names}.", names = names),
        About::Phone => t!(locale, "No phone number is written down at {names}.", names = names),
        About::Email => t!(locale, "No email address is written down at {names}.", names = names),
        About::Surgery => t!(locale, "No GP surgery is written down at {names}.", names = names),
        About::Doctor => t!(locale, "No doctor is written down at {names}.", names = names),
        About::Language => t!(locale, "No language is written down at {names}.", names = names),
        About::Interpreter => {
            t!(locale, "Nothing about an interpreter is written down at {names}.", names = names)
        }
        About::Wishes => t!(locale, "No wishes are written down at {names}.", names = names),
        About::Pharmacy => t!(locale, "No pharmacy is written down at {names}.", names = names),
        About::Related => t!(locale, "Nobody to contact is written down at {names}.", names = names),
    }
}

/// "Riverside Hospital has another phone number for you than Hill Street Surgery."
pub fn differs(locale: Locale, about: About, at: &str, than: &str) -> Words {
    match about {
        About::Name => t!(locale, "{at} has another name for you than {than}.", at = at, than = than),
        About::BirthDate => {
            t!(locale, "{at} has another date of birth for you than {than}.", at = at, than = than)
        }
        About::Address => t!(locale, "{at} has another address for you than {than}.", at = at, than = than),
        About::Phone => {
            t!(locale, "{at} has another phone number for you than {than}.", at = at, than = than)
        }
        About::Email => {
            t!(locale, "{at} has another email address for you than {than}.", at = at, than = than)
        }
        About::Surgery => {
            t!(locale, "{at} has another GP surgery for you than {than}.", at = at, than = than)
        }
        About::Doctor => t!(locale, "{at} has another doctor for you than {than}.", at = at, than = than),
        About::Language => {
            t!(locale, "{at} has another language for you than {than}.", at = at, than = than)
        }
        About::Interpreter => {
            t!(locale, "{at} does not say the same about an interpreter as {than}.", at = at, than = than)
        }
        About::Wishes => t!(locale, "{at} has other wishes of yours than {than}.", at = at, than = than),
        About::Pharmacy => t!(locale, "{at} has another pharmacy for you than {than}.", at = at, than = than),
        About::Related => {
            t!(locale, "{at} has other people to contact about you than {than}.", at = at, than = than)
        }
    }
}

/// What a name is used for, where that needs saying.
pub fn name_use(locale: Locale, use_for: NameUse) -> Option<String> {
    match use_for {
        NameUse::Main => None,
        NameUse::Nickname => Some(t!(locale, "What people call you").into_owned()),
        NameUse::Former => Some(t!(locale, "A name from before").into_owned()),
        NameUse::Temporary => Some(t!(locale, "For a while").into_owned()),
    }
}

pub fn address_use(locale: Locale, use_for: ContactUse, until: Option<&PartialDate>) -> Option<String> {
    let words = match (use_for, until) {
        (ContactUse::Home, _) => t!(locale, "Home"),
        (ContactUse::Work, _) => t!(locale, "Work"),
        (ContactUse::Temporary, Some(until)) => {
            t!(locale, "For a while, until {date}", date = dates::partial(locale, until))
        }
        (ContactUse::Temporary, None) => t!(locale, "For a while"),
        (ContactUse::Letters, _) => t!(locale, "For letters"),
        (ContactUse::Old | ContactUse::Mobile | ContactUse::NotSaid, _) => return None,
    };
    Some(words.into_owned())
}

pub fn phone_use(locale: Locale, point: &ContactPoint) -> Option<String> {
    let words = match (point.way, point.use_for) {
        (Way::Other, _) => t!(locale, "Not an ordinary phone, such as a textphone or a pager"),
        (_, ContactUse::Home) => t!(locale, "Home"),
        (_, ContactUse::Mobile) => t!(locale, "Mobile"),
        (_, ContactUse::Work) => t!(locale, "Work"),
        (_, ContactUse::Temporary) => t!(locale, "For a while"),
        (_, ContactUse::Letters | ContactUse::Old | ContactUse::NotSaid) => return None,
    };
    Some(words.into_owned())
}
