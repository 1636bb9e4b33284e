//! The pages for a new password and a new email address.

use leptos::prelude::*;

use crate::journeys::log_in::{CodeInput, NewPasswordInput};
use crate::t;
use crate::web::components::{Button, ErrorSummary, PasswordInput, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

/// The password once more, and a new one.
#[component]
pub fn NewPassword(locale: Locale, form: FormState) -> impl IntoView {
    let (error, new_error) = (form.error("password"), form.error("new-password"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Choose a new password")}</h1>
        <form action="/your-log-in/password" method="post" novalidate>
            <PasswordInput locale id="password" label=t!(locale, "Your password now") error />
            <NewPasswordInput locale label=t!(locale, "New password") error=new_error />
            <Button text=t!(locale, "Save the new password") />
        </form>
    }
}

/// A new email address.
#[component]
pub fn NewEmail(locale: Locale, form: FormState) -> impl IntoView {
    let (error, email) = (form.error("email"), form.value("email"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Change your email address")}</h1>
        <p>{t!(locale, "You log in with it, and we send codes and news there.")}</p>
        <form action="/your-log-in/email" method="post" novalidate>
            <TextInput
                locale
                id="email"
                label=t!(locale, "New email address")
                value=email
                error
                input_type="email"
                autocomplete=Some("email")
                spellcheck=Some(false)
            />
            <Button text=t!(locale, "Send a code there") />
        </form>
    }
}

/// The code that was sent to a new address.
#[component]
pub fn EmailCode(
    locale: Locale,
    form: FormState,
    /// The address, sealed, for the way back.
    note: String,
) -> impl IntoView {
    let error = form.error("code");
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Enter the code from the email")}</h1>
        <p>{t!(locale, "If the address can be used, a code is on its way there. It works for 10 minutes.")}</p>
        <form action="/your-log-in/email/code" method="post" novalidate>
            <input type="hidden" name="note" value=note />
            <CodeInput locale error />
            <Button text=t!(locale, "Use this address") />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated() {
        let (locale, form) = (Locale::Pseudo, FormState::default);
        for html in [
            rendered(move || view! { <NewPassword locale form=form() /> }),
            rendered(move || view! { <NewEmail locale form=form() /> }),
            rendered(move || view! { <EmailCode locale form=form() note=String::new() /> }),
        ] {
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
    }
}
