//! The form for making a log-in.

use leptos::prelude::*;

use crate::journeys::log_in::{CodeInput, NewPasswordInput};
use crate::t;
use crate::web::components::{Button, DateInput, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn Register(locale: Locale, form: FormState) -> impl IntoView {
    let value = |field| form.value(field);
    let (number, email, email_error) = (value("nhs-number"), value("email"), form.error("email"));
    let typed = [value("born-day"), value("born-month"), value("born-year")];
    let (number_error, born_error, code_error, password_error) =
        (form.error("nhs-number"), form.error("born"), form.error("code"), form.error("new-password"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Make a log-in")}</h1>
                <p>{t!(locale, "You need a code from your GP surgery. Ask the staff there for one, and bring photo ID if you have it.")}</p>
                <p>{t!(locale, "You do not need an email address or a phone.")}</p>
                <form action="/register" method="post" novalidate>
                    <TextInput
                        locale
                        id="nhs-number"
                        label=t!(locale, "NHS number")
                        hint=Some(t!(locale, "10 digits, like 999 123 4567. It is on the paper with your code."))
                        value=number
                        error=number_error
                        autocomplete=Some("username")
                        inputmode=Some("numeric")
                        width=10
                    />
                    <DateInput
                        locale
                        id="born"
                        legend=t!(locale, "Date of birth")
                        hint=Some(t!(locale, "For example, 27 3 1968"))
                        error=born_error
                        typed
                        birthday=true
                    />
                    <CodeInput locale label=Some(t!(locale, "Code from your GP surgery")) error=code_error />
                    <TextInput
                        locale
                        id="email"
                        label=t!(locale, "Email address (you can leave this empty)")
                        hint=Some(t!(locale, "We send a code there, to make sure that it is yours. It helps if you forget your password."))
                        value=email
                        error=email_error
                        input_type="email"
                        autocomplete=Some("email")
                        spellcheck=Some(false)
                    />
                    <NewPasswordInput locale label=t!(locale, "Choose a password") error=password_error />
                    <Button text=t!(locale, "Make my log-in") />
                </form>
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
    fn password_managers_know_the_fields_and_all_words_can_be_translated() {
        let html = rendered(|| view! { <Register locale=Locale::Pseudo form=FormState::default() /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
        assert!(
            html.contains("autocomplete=\"bday-year\"") && html.contains("autocomplete=\"new-password\"")
        );
    }
}
