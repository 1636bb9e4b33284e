//! The pages around a log-in at a hospital: before it, and when nothing came of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Why;
use crate::domain::{OdsCode, Organisation};
use crate::journeys::record::detail::Phone;
use crate::t;
use crate::web::components::LinkButton;
use crate::words::{Locale, isolated};

/// What happens next, and what the person allows by it.
#[component]
pub fn BeforeYouGo(locale: Locale, name: String, code: OdsCode) -> impl IntoView {
    let name = isolated(&name).into_owned();
    view! {
        <h1>{t!(locale, "Log in at a hospital")}</h1>
        <p dir="auto">
            {t!(locale, "{name} shows its records only to people who log in there too.", name = name)}
        </p>
        <p>{t!(locale, "The next page is its own and not part of Front Door. Afterwards you come back here.")}</p>
        <p>
            {t!(
                locale,
                "Front Door can then see what you can see there. It ends when you log out of Front Door."
            )}
        </p>
        <LinkButton href=format!("/hospital-log-in/{code}/go") text=t!(locale, "Go to {name}", name = name) />
    }
}

/// Nothing came of it: why, and what can be done.
#[component]
pub fn NotLoggedIn(
    locale: Locale,
    why: Why,
    /// None where nobody knows any more which one it was.
    hospital: Option<Arc<Organisation>>,
) -> impl IntoView {
    let again = hospital.map(|hospital| {
        let phone = hospital.phone.clone().map(|number| (hospital.name.clone(), number));
        view! {
            <LinkButton href=format!("/hospital-log-in/{}", hospital.ods_code) text=t!(locale, "Try again") />
            {phone.map(|phone| view! { <p>{t!(locale, "If that does not help, call:")} " " <Phone phone /></p> })}
        }
    });
    view! {
        <h1>{t!(locale, "You are not logged in there")}</h1>
        <p>{why.words(locale)}</p>
        {again}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        let code = OdsCode::parse("RZ1").expect("a code");
        let before =
            rendered(move || view! { <BeforeYouGo locale name="Κοιλάδα".to_owned() code=code.clone() /> });
        let outside = outside_our_words(&before);
        assert!(outside.iter().all(|words| words.contains("Κοιλάδα")), "{outside:?}");
        for why in [Why::SaidNo, Why::SomebodyElse, Why::StartAgain, Why::NotWorking] {
            let html = rendered(move || view! { <NotLoggedIn locale why hospital=None /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }
}
