//! What each page takes, and what can be wrong with it.

use super::steps::{Place, Step};
use crate::access::normal_email;
use crate::domain::{CannotGive, Given, Kind, Kinds, Until, kinds_to_give};
use crate::t;
use crate::web::Words;
use crate::web::forms::FormState;
use crate::words::Locale;

/// What has been filled in with this page, and what is wrong with it.
pub struct Filled {
    pub given: Given,
    pub state: FormState,
}

/// Takes one page's fields into what was filled in before. What nobody offered is not taken.
pub fn filled(
    locale: Locale,
    step: Step,
    fields: &[(String, String)],
    mut given: Given,
    places: &[Place],
) -> Filled {
    let mut state = FormState::default();
    let one = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let all = |name: &'static str| {
        fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    };
    match step {
        Step::Who => {
            given.called = one("called");
            // Whoever is named anew is not the one who asked.
            given.asked_by = None;
            let typed = one("email");
            state = state.keep("called", given.called.clone()).keep("email", typed.clone());
            if let Err(why) = given.check_name() {
                state.wrong("called", cannot(locale, why));
            }
            match normal_email(&typed) {
                _ if typed.is_empty() => given.email.clear(),
                Some(email) => given.email = email,
                None => state.wrong("email", t!(locale, "Enter an email address, like name@example.com")),
            }
        }
        Step::Places => {
            let chosen: Vec<&str> = all("place").collect();
            let codes = places.iter().map(|place| &place.organisation.ods_code);
            given.organisations = codes.filter(|code| chosen.contains(&code.as_str())).cloned().collect();
            if given.organisations.is_empty() {
                state.wrong("place", cannot(locale, CannotGive::NoOrganisation));
            }
        }
        Step::Kinds => {
            given.see = kinds(all("see")).and(offered(&given, places));
            given.act = kinds(all("act")).and(offered_to_do(&given, places));
            if given.chosen().is_empty() {
                state.wrong("see", cannot(locale, CannotGive::NoKind));
            }
        }
        Step::Until => {
            given.until = Until::from_slug(&one("until"));
            if given.until.is_none() {
                state.wrong("until", cannot(locale, CannotGive::NoEnd));
            }
        }
        Step::Hidden => {
            given.hidden = kinds(all("hidden"));
            if given.sees().is_empty() {
                state.wrong("hidden", cannot(locale, CannotGive::AllHidden));
            }
        }
        Step::Check => {}
    }
    Filled { given, state }
}

fn kinds<'a>(slugs: impl Iterator<Item = &'a str>) -> Kinds {
    slugs.filter_map(Kind::from_slug).collect::<Kinds>().and(kinds_to_give())
}

/// What the chosen places share.
pub fn offered(given: &Given, places: &[Place]) -> Kinds {
    of_chosen(given, places, |place| place.kinds)
}

/// What can be done for somebody else at the chosen places.
pub fn offered_to_do(given: &Given, places: &[Place]) -> Kinds {
    of_chosen(given, places, |place| place.can)
}

fn of_chosen(given: &Given, places: &[Place], of: impl Fn(&Place) -> Kinds) -> Kinds {
    let chosen = places.iter().filter(|place| given.organisations.contains(&place.organisation.ods_code));
    chosen.fold(Kinds::NONE, |kinds, place| kinds.with(of(place)))
}

/// Why no access can be given, in words that say how to put it right.
pub fn cannot(locale: Locale, why: CannotGive) -> Words {
    match why {
        CannotGive::NoName => t!(locale, "Enter the name of the person"),
        CannotGive::NameTooLong => t!(locale, "Enter a shorter name, up to 100 letters"),
        CannotGive::ToOneself => {
            t!(locale, "This is your own email address. Go back and enter the other person's")
        }
        CannotGive::NoOrganisation => t!(locale, "Choose at least 1 place"),
        CannotGive::NoKind => t!(locale, "Choose at least 1 thing that they may see"),
        CannotGive::AllHidden => t!(locale, "Leave at least 1 thing that they may see"),
        CannotGive::NoEnd => t!(locale, "Choose how long they may see it"),
        CannotGive::TooYoung => {
            t!(locale, "You are too young to do this here alone. Ask your GP surgery: they can help you")
        }
    }
}
