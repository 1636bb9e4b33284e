//! The page of a person's passkeys.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::access::PasskeyEntry;
use crate::islands::PasskeyButton;
use crate::t;
use crate::web::components::{ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

/// All that the page shows.
pub struct PasskeysFacts {
    pub now: DateTime<Utc>,
    pub passkeys: Vec<PasskeyEntry>,
    /// What the browser is asked, as it takes it.
    pub options: String,
    /// The same, sealed, for the way back.
    pub note: String,
}

#[component]
pub fn Passkeys(locale: Locale, form: FormState, facts: PasskeysFacts) -> impl IntoView {
    let PasskeysFacts { now, passkeys, options, note } = facts;
    let (name, error) = (form.value("name"), form.error("name"));
    let none = passkeys.is_empty();
    let rows = passkeys.into_iter().map(|passkey| view! { <OnePasskey locale now passkey /> }).collect_view();
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Your passkeys")}</h1>
        <p>{t!(locale, "With a passkey you log in with your fingerprint, your face or the PIN of your device. It works in the place of your password and a code.")}</p>
        {(!none).then(|| view! { <ul class="entries">{rows}</ul> })}
        <h2>{t!(locale, "Make a passkey")}</h2>
        <p>{t!(locale, "Make one only on a device that is yours. Whoever can unlock the device can then see your record.")}</p>
        {none
            .then(|| {
                view! {
                    <p>{t!(locale, "From then on your password alone opens nothing. Print some codes too, so that you can log in if you lose the device.")}</p>
                }
            })}
        <form action="/your-log-in/passkeys" method="post" novalidate>
            <TextInput
                locale
                id="name"
                label=t!(locale, "Name for the passkey")
                hint=Some(t!(locale, "So that you know it again, like My phone"))
                value=name
                error
                autocomplete=Some("off")
                width=20
            />
            <input type="hidden" name="note" value=note />
            <input type="hidden" id="options" value=options />
            <input type="hidden" id="credential" name="credential" value="" />
            <PasskeyButton
                makes=true
                button_text=t!(locale, "Make a passkey").into_owned()
                failed_text=t!(locale, "No passkey was made. You may have one on this device already, or the browser cannot make one.")
                    .into_owned()
                needs_script_text=t!(
                    locale,
                    "Passkeys need JavaScript. It does not run in this browser. You can use an authenticator app or printed codes."
                )
                    .into_owned()
            />
        </form>
    }
}

#[component]
fn OnePasskey(locale: Locale, now: DateTime<Utc>, passkey: PasskeyEntry) -> impl IntoView {
    let PasskeyEntry { id, name, added_at, last_used } = passkey;
    let added = t!(locale, "Made {when}.", when = dates::told_at(locale, added_at, now));
    let used = match last_used {
        Some(at) => t!(locale, "Last used {when}.", when = dates::told_at(locale, at, now)),
        None => t!(locale, "Not used yet."),
    };
    view! {
        <li class="entry">
            <h2 class="entry__title" dir="auto">{name.clone()}</h2>
            <p class="entry__what">{added}</p>
            <p class="entry__who">{used}</p>
            <form action="/your-log-in/passkeys/remove" method="post">
                <input type="hidden" name="passkey" value=id.to_string() />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">
                    {t!(locale, "Remove")}
                    <span class="nhsuk-u-visually-hidden">": "{name}</span>
                </button>
            </form>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::journeys::home::samples::{NOW, at, outside_our_words};
    use crate::web::rendered;

    fn page(locale: Locale, names: &[&'static str]) -> String {
        let entry = |name: &&str| PasskeyEntry {
            id: Uuid::from_u128(1),
            name: (*name).to_owned(),
            added_at: at(NOW),
            last_used: None,
        };
        let passkeys = names.iter().map(entry).collect();
        let facts = PasskeysFacts { now: at(NOW), passkeys, options: "{}".into(), note: "n".into() };
        rendered(move || view! { <Passkeys locale form=FormState::default() facts /> })
    }

    #[test]
    fn all_words_can_be_translated() {
        assert_eq!(outside_our_words(&page(Locale::Pseudo, &[])), Vec::<String>::new());
        let outside = outside_our_words(&page(Locale::Pseudo, &["Telefon"]));
        assert!(outside.iter().all(|words| words.contains("Telefon")), "{outside:?}");
    }

    #[test]
    fn each_passkey_is_removed_by_its_name_and_nothing_of_it_is_a_property_of_the_island() {
        let html = page(Locale::English, &["<b>Phone</b>"]);
        assert!(html.contains("&lt;b&gt;Phone&lt;/b&gt;") && !html.contains("<b>Phone"));
        let island = html.split("<leptos-island").nth(1).unwrap_or_default();
        assert!(!island.split('>').next().unwrap_or_default().contains("Phone"));
    }
}
