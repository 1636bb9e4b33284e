//! The pages of the second step.

use leptos::prelude::*;

use crate::domain::Channel;
use crate::journeys::log_in::CodeInput;
use crate::store::SecondSteps;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Checkboxes, Choice, ErrorSummary, InsetText, LinkButton};
use crate::web::forms::FormState;
use crate::words::Locale;

/// Asks for a code, or a passkey.
#[component]
pub fn SecondStep(
    locale: Locale,
    form: FormState,
    /// What the person has.
    steps: SecondSteps,
    /// A code was just sent.
    was_sent: bool,
    /// Not where many people use the device.
    may_remember: bool,
) -> impl IntoView {
    let SecondSteps { app, codes, passkeys, sent, .. } = steps;
    let error = form.error("code");
    let hint = match (app, codes > 0, sent.is_some()) {
        (true, _, false) => t!(locale, "6 digits from your authenticator app, or one of your printed codes."),
        (true, _, true) => {
            t!(locale, "6 digits from your authenticator app or from us, or one of your printed codes.")
        }
        (false, true, true) => t!(locale, "6 digits from us, or one of your printed codes."),
        (false, false, true) => t!(locale, "6 digits"),
        (false, _, false) => t!(locale, "One of your printed codes, like ABCD-EFGH-2345. Each works once."),
    };
    let sending = sent.map(|way| {
        let (said, send, again) = match way {
            Channel::Text => (
                t!(locale, "We sent you a text with a code. It works for 10 minutes."),
                t!(locale, "Text me a code"),
                t!(locale, "Text me another code"),
            ),
            _ => (
                t!(locale, "We sent you an email with a code. It works for 10 minutes."),
                t!(locale, "Email me a code"),
                t!(locale, "Email me another code"),
            ),
        };
        let text = if was_sent { again } else { send };
        view! {
            {was_sent.then(|| view! { <InsetText locale><p>{said}</p></InsetText> })}
            <form action="/log-in/second-step/send" method="post">
                <Button secondary=true text />
            </form>
        }
    });
    let remember = Choice {
        value: "yes",
        label: t!(locale, "Do not ask for a code on this device for 30 days"),
        hint: Some(t!(locale, "Only if the device is yours and nobody else uses it.")),
        chosen: false,
    };
    let passkey = (passkeys > 0).then(|| {
        view! {
            <p>{t!(locale, "You made a passkey. It works in the place of a code.")}</p>
            <LinkButton href="/log-in/passkey" text=t!(locale, "Use a passkey") />
        }
    });
    let code = (app || codes > 0 || sent.is_some()).then(|| {
        view! {
            {(passkeys > 0).then(|| view! { <h2>{t!(locale, "Or enter a code")}</h2> })}
            {sending}
            <form action="/log-in/second-step" method="post" novalidate>
                <CodeInput locale hint=Some(hint) error />
                {may_remember
                    .then(|| {
                        view! {
                            <div class="nhsuk-form-group">
                                <Checkboxes name="remember" choices=vec![remember] />
                            </div>
                        }
                    })}
                <Button text=t!(locale, "Continue") />
            </form>
        }
    });
    let no_code =
        if code.is_some() { t!(locale, "I have no code") } else { t!(locale, "I cannot use my passkey") };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{second_step_title(locale, steps)}</h1>
                <p>{t!(locale, "Your password is right. One more step shows that it is you.")}</p>
                {passkey}
                {code}
                <p>
                    <a href="/log-in/lost">{no_code}</a>
                </p>
            </div>
        </div>
    }
}

/// "Enter a code", or what else there is.
pub fn second_step_title(locale: Locale, steps: SecondSteps) -> Words {
    match steps {
        SecondSteps { app: false, codes: 0, sent: None, .. } => t!(locale, "Use your passkey"),
        SecondSteps { passkeys: 0, .. } => t!(locale, "Enter a code"),
        _ => t!(locale, "Use your passkey or a code"),
    }
}

/// What to do without any way to log in.
#[component]
pub fn Lost(locale: Locale) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "If you cannot log in")}</h1>
                <p>{t!(locale, "If you have lost your phone, look for your printed codes. Each of them works once in the place of your app or passkey.")}</p>
                <h2>{t!(locale, "If you have lost everything")}</h2>
                <p>{t!(locale, "Visit your GP surgery. They check who you are and give you a code. Bring photo ID if you have it.")}</p>
                <p>{t!(locale, "Nobody can let you in over the phone. This keeps your record safe.")}</p>
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

    fn page(locale: Locale, app: bool, codes: u32, passkeys: u32) -> String {
        let mut form = FormState::default();
        form.wrong("code", t!(locale, "Enter a code"));
        let steps = SecondSteps { app, codes, passkeys, ..SecondSteps::default() };
        rendered(move || view! { <SecondStep locale form steps was_sent=false may_remember=true /> })
    }

    #[test]
    fn a_code_can_be_sent_and_sent_again_where_the_person_chose_that() {
        for (was_sent, button) in [(false, "Text me a code"), (true, "Text me another code")] {
            let page = |locale| {
                let steps = SecondSteps { sent: Some(Channel::Text), ..SecondSteps::default() };
                rendered(
                    move || view! { <SecondStep locale form=FormState::default() steps was_sent may_remember=true /> },
                )
            };
            let html = page(Locale::English);
            assert!(html.contains(button) && html.contains("id=\"code\""), "{html}");
            assert_eq!(outside_our_words(&page(Locale::Pseudo)), Vec::<String>::new());
        }
    }

    #[test]
    fn the_code_may_be_filled_in_by_the_device_and_is_asked_for_in_plain_words() {
        let html = page(Locale::English, true, 0, 0);
        assert!(html.contains("autocomplete=\"one-time-code\"") && html.contains("authenticator app"));
        assert!(!html.contains("passkey"));
    }

    #[test]
    fn somebody_with_a_passkey_alone_is_asked_for_no_code() {
        let html = page(Locale::English, false, 0, 1);
        assert!(html.contains("href=\"/log-in/passkey\"") && !html.contains("id=\"code\""));
    }

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        for (app, codes, passkeys) in [(true, 0, 0), (false, 2, 0), (false, 0, 1), (true, 3, 2)] {
            assert_eq!(outside_our_words(&page(locale, app, codes, passkeys)), Vec::<String>::new());
        }
        assert_eq!(outside_our_words(&rendered(move || view! { <Lost locale /> })), Vec::<String>::new());
    }
}
