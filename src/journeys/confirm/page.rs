//! The page that asks for the password again.

use leptos::prelude::*;

use crate::journeys::log_in::passkey::AskPasskey;
use crate::t;
use crate::web::components::{Button, ErrorSummary, LinkButton, PasswordInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn Confirm(
    locale: Locale,
    form: FormState,
    /// What the browser is asked for a passkey, and the same sealed; none for somebody who has none.
    passkey: Option<(String, String)>,
    return_to: &'static str,
) -> impl IntoView {
    let error = form.error("password");
    let what_to_do = match passkey {
        Some(_) => t!(locale, "Use your passkey, or enter your password once more."),
        None => t!(locale, "Enter your password once more."),
    };
    let has_passkey = passkey.is_some();
    let passkey = passkey.map(|asked| {
        view! {
            <AskPasskey
                locale
                action="/confirm"
                asked
                return_to
                failed=t!(locale, "No passkey was used. Try again, or enter your password.")
                needs_script=t!(locale, "Passkeys need JavaScript. It does not run in this browser, so enter your password.")
            />
        }
    });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1 id="passkey">{t!(locale, "Show that it is you")}</h1>
                <p>
                    {t!(
                        locale,
                        "You logged in some time ago. This keeps others from changing things if you leave your screen open."
                    )}
                    " "
                    {what_to_do}
                </p>
                {passkey}
                {has_passkey.then(|| view! { <h2>{t!(locale, "Or enter your password")}</h2> })}
                <form action="/confirm" method="post" novalidate>
                    <PasswordInput locale id="password" label=t!(locale, "Password") error=error />
                    <input type="hidden" name="return" value=return_to />
                    <Button text=t!(locale, "Continue") />
                </form>
            </div>
        </div>
    }
}

/// For somebody who has no password here: logging in once more shows it as well.
#[component]
pub fn ByNhsLogin(locale: Locale, return_to: &'static str) -> impl IntoView {
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("return", return_to).finish();
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Show that it is you")}</h1>
                <p>
                    {t!(
                        locale,
                        "You logged in some time ago. This keeps others from changing things if you leave your screen open. Log in with NHS login once more."
                    )}
                </p>
                <LinkButton href=format!("/log-in/nhs-login?{query}") text=t!(locale, "Continue with NHS login") />
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
    fn all_words_can_be_translated() {
        let mut form = FormState::default();
        form.wrong("password", t!(Locale::Pseudo, "Enter your password"));
        let passkey = Some(("{}".to_owned(), "a note".to_owned()));
        for passkey in [None, passkey] {
            let form = form.clone();
            let locale = Locale::Pseudo;
            let html = rendered(move || view! { <Confirm locale form passkey return_to="/devices" /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
        let html =
            rendered(move || view! { <ByNhsLogin locale=Locale::Pseudo return_to="/close-account/now" /> });
        assert!(html.contains("href=\"/log-in/nhs-login?return=%2Fclose-account%2Fnow\""), "{html}");
        let outside = outside_our_words(&html).into_iter().filter(|words| !words.contains("NHS login"));
        assert_eq!(outside.collect::<Vec<_>>(), Vec::<String>::new());
    }
}
