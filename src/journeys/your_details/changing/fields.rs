//! The fields of one change, and what is written down now in one line.

use leptos::prelude::*;

use super::What;
use super::form::{ChangeForm, LINES};
use crate::domain::{ContactDetails, HumanLanguage};
use crate::t;
use crate::web::Words;
use crate::web::components::{Choice, Fieldset, Radios, Select, TextInput};
use crate::words::Locale;

/// What is written down now; nothing where that is nothing, and for a pharmacy, which the page names itself.
pub fn stands(locale: Locale, what: What, seen: &ContactDetails) -> Option<String> {
    match what {
        What::Email => seen.email().map(|point| point.value.clone()),
        What::Mobile => seen.mobile_phone().map(|point| point.value.clone()),
        What::Address => seen
            .home_address()
            .map(|home| home.lines.iter().chain(&home.postcode).cloned().collect::<Vec<_>>().join(", ")),
        What::Language => {
            let spoken = seen.communication.as_ref()?;
            let name = HumanLanguage::of_code(spoken.language.as_deref()?)?.name();
            let words = match spoken.interpreter {
                Some(true) => t!(locale, "{name}, with an interpreter", name = name),
                _ => t!(locale, "{name}, without an interpreter", name = name),
            };
            Some(words.into_owned())
        }
        What::Pharmacy => None,
    }
}

pub fn fields(locale: Locale, form: &ChangeForm) -> AnyView {
    match form.what {
        What::Email | What::Mobile => one_line(locale, form),
        What::Address => address(locale, form),
        What::Language => language(locale, form),
        What::Pharmacy => ().into_any(),
    }
}

fn one_line(locale: Locale, form: &ChangeForm) -> AnyView {
    let (label, input_type, autocomplete) = match form.what {
        What::Email => (t!(locale, "Email address"), "email", "email"),
        _ => (t!(locale, "Mobile number"), "tel", "tel"),
    };
    view! {
        <TextInput
            locale
            id="value"
            label
            hint=t!(locale, "Leave it empty if you have none any more.")
            value=form.state.value("value")
            error=form.state.error("value")
            input_type
            autocomplete=Some(autocomplete)
            spellcheck=Some(false)
        />
    }
    .into_any()
}

fn address(locale: Locale, form: &ChangeForm) -> AnyView {
    let label = |at: usize| match at {
        0 => t!(locale, "Address line 1"),
        1 => t!(locale, "Address line 2 (optional)"),
        2 => t!(locale, "Address line 3 (optional)"),
        3 => t!(locale, "Town or city (optional)"),
        _ => t!(locale, "County (optional)"),
    };
    const AUTOCOMPLETE: [Option<&str>; 5] =
        [Some("address-line1"), Some("address-line2"), Some("address-line3"), Some("address-level2"), None];
    let lines = LINES.into_iter().zip(AUTOCOMPLETE).enumerate().map(|(at, (id, autocomplete))| {
        let (label, value, error) = (label(at), form.state.value(id), form.state.error(id));
        view! { <TextInput locale id label value error autocomplete /> }
    });
    view! {
        {lines.collect_view()}
        <TextInput
            locale
            id="postcode"
            label=t!(locale, "Postcode")
            value=form.state.value("postcode")
            error=form.state.error("postcode")
            autocomplete=Some("postal-code")
            width=10
        />
    }
    .into_any()
}

fn language(locale: Locale, form: &ChangeForm) -> AnyView {
    let chosen = form.state.value("language");
    let mut options = vec![("en".to_owned(), t!(locale, "English"))];
    options.extend(HumanLanguage::all().map(|one| (one.code().to_owned(), Words::from(one.name()))));
    if !options.iter().any(|(code, _)| *code == chosen) && !HumanLanguage::is_english(&chosen) {
        options.insert(0, (String::new(), t!(locale, "Choose a language")));
    }
    let choice = |value: &'static str, label: Words| Choice {
        value,
        label,
        hint: None,
        chosen: form.state.value("interpreter") == value,
    };
    let choices = vec![choice("yes", t!(locale, "Yes")), choice("no", t!(locale, "No"))];
    let error = form.state.error("language").map(|words| {
        view! {
            <span class="nhsuk-error-message" id="language-error">
                <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                {words}
            </span>
        }
    });
    view! {
        {error}
        <Select id="language" label=t!(locale, "Language") options chosen />
        <Fieldset
            locale
            id="interpreter-group"
            legend=t!(locale, "Do you need an interpreter?")
            hint=t!(locale, "For sign language, ask your GP surgery and each hospital: it cannot be written down here.")
        >
            <Radios name="interpreter" choices />
        </Fieldset>
    }
    .into_any()
}
