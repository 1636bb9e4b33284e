//! The page for logging in with a passkey.

use leptos::prelude::*;

use crate::islands::PasskeyButton;
use crate::t;
use crate::web::Words;
use crate::web::components::ErrorSummary;
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn UsePasskey(
    locale: Locale,
    form: FormState,
    /// What the browser is asked: nothing about anybody.
    options: String,
    /// The same, sealed, for the way back.
    note: String,
    /// A checked path of ours.
    return_to: String,
) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1 id="passkey">{t!(locale, "Log in with a passkey")}</h1>
                <p>{t!(locale, "Your device asks for your fingerprint, your face or its PIN. You need no password and no code.")}</p>
                <p>{t!(locale, "You need a passkey that you made here before.")}</p>
                <AskPasskey
                    locale
                    action="/log-in/passkey"
                    asked=(options, note)
                    return_to
                    failed=t!(locale, "No passkey was used. Try again, or log in another way.")
                    needs_script=t!(locale, "Passkeys need JavaScript. It does not run in this browser, so log in another way.")
                />
                <p>
                    <a href="/log-in">{t!(locale, "Log in another way")}</a>
                </p>
                <p>
                    <a href="/log-in/lost">{t!(locale, "I cannot log in")}</a>
                </p>
            </div>
        </div>
    }
}

/// A button that asks the browser for a passkey, with a sentence for a browser without JavaScript.
#[component]
pub fn AskPasskey(
    locale: Locale,
    action: &'static str,
    /// What the browser is asked, and the same sealed, for the way back.
    asked: (String, String),
    /// A checked path of ours.
    #[prop(into)]
    return_to: String,
    failed: Words,
    needs_script: Words,
) -> impl IntoView {
    let (options, note) = asked;
    view! {
        <form action=action method="post">
            <input type="hidden" name="note" value=note />
            <input type="hidden" id="options" value=options />
            <input type="hidden" id="credential" name="credential" value="" />
            <input type="hidden" name="return" value=return_to />
            <PasskeyButton
                makes=false
                button_text=t!(locale, "Use a passkey").into_owned()
                failed_text=failed.into_owned()
                needs_script_text=needs_script.into_owned()
            />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated_and_the_page_says_what_to_do_without_javascript() {
        let page = |locale| {
            rendered(move || {
                let mut form = FormState::default();
                form.wrong("passkey", t!(locale, "This page was open for too long. Try again"));
                view! { <UsePasskey locale form options="{}".to_owned() note="n".to_owned() return_to="/".to_owned() /> }
            })
        };
        assert_eq!(outside_our_words(&page(Locale::Pseudo)), Vec::<String>::new());
        assert!(page(Locale::English).contains("Passkeys need JavaScript."));
    }
}
