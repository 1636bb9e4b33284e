//! The pages of the second step.

use leptos::prelude::*;

use crate::journeys::log_in::CodeInput;
use crate::t;
use crate::web::components::{Button, Checkboxes, Choice, ErrorSummary, LinkButton};
use crate::web::forms::FormState;
use crate::words::Locale;

/// Asks for a code.
#[component]
pub fn SecondStep(
    locale: Locale,
    form: FormState,
    /// Whether the person has an authenticator app.
    has_app: bool,
) -> impl IntoView {
    let error = form.error("code");
    let hint = if has_app {
        t!(locale, "6 digits from your authenticator app, or one of your printed codes.")
    } else {
        t!(locale, "One of your printed codes, like ABCD-EFGH-2345. Each works once.")
    };
    let remember = Choice {
        value: "yes",
        label: t!(locale, "Do not ask for a code on this device for 30 days"),
        hint: Some(t!(locale, "Only if the device is yours and nobody else uses it.")),
        chosen: false,
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Enter a code")}</h1>
                <p>{t!(locale, "Your password is right. A code shows that it is you.")}</p>
                <form action="/log-in/second-step" method="post" novalidate>
                    <CodeInput locale hint=Some(hint) error />
                    <div class="nhsuk-form-group">
                        <Checkboxes name="remember" choices=vec![remember] />
                    </div>
                    <Button text=t!(locale, "Continue") />
                </form>
                <p>
                    <a href="/log-in/lost">{t!(locale, "I have no code")}</a>
                </p>
            </div>
        </div>
    }
}

/// What to do without any way to log in.
#[component]
pub fn Lost(locale: Locale) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "If you cannot log in")}</h1>
                <p>{t!(locale, "If you have lost your phone, look for your printed codes. Each of them works once in the place of your app.")}</p>
                <h2>{t!(locale, "If you have lost everything")}</h2>
                <p>{t!(locale, "Visit your GP surgery. They check who you are and give you a code. Bring photo ID if you have it.")}</p>
                <p>{t!(locale, "Front Door cannot give you a code by phone or email. This keeps your record safe.")}</p>
                <LinkButton href="/log-in/new-password" text=t!(locale, "I have a code from my GP surgery") />
                <h2>{t!(locale, "If you need help now")}</h2>
                <p>{t!(locale, "Call your GP surgery or the hospital. For urgent advice, call 111.")}</p>
                <p>{t!(locale, "In an emergency, call 999.")}</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn the_code_may_be_filled_in_by_the_device_and_is_asked_for_in_plain_words() {
        let html = rendered(|| {
            view! { <SecondStep locale=Locale::English form=FormState::default() has_app=true /> }
        });
        assert!(html.contains("autocomplete=\"one-time-code\"") && html.contains("authenticator app"));
    }

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        for has_app in [true, false] {
            let mut form = FormState::default();
            form.wrong("code", t!(locale, "Enter a code"));
            let html = rendered(move || view! { <SecondStep locale form has_app /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
        assert_eq!(outside_our_words(&rendered(move || view! { <Lost locale /> })), Vec::<String>::new());
    }
}
