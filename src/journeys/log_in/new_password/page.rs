//! The form for a new password with a code.

use leptos::prelude::*;

use crate::journeys::log_in::{CodeInput, NewPasswordInput};
use crate::t;
use crate::web::components::{Button, ErrorSummary, InsetText, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn WithCode(
    locale: Locale,
    form: FormState,
    /// A code was just asked for by email.
    sent: bool,
) -> impl IntoView {
    let who = form.value("who");
    let (who_error, code_error, new_error) =
        (form.error("who"), form.error("code"), form.error("new-password"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Choose a new password")}</h1>
                {sent
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>{t!(locale, "If there is a log-in with these details and an email address, a code is on its way there. It works for 10 minutes.")}</p>
                            </InsetText>
                        }
                    })}
                <p>{t!(locale, "You need the code that we sent you, or that your GP surgery gave you. It works once.")}</p>
                <form action="/log-in/new-password" method="post" novalidate>
                    <TextInput
                        locale
                        id="who"
                        label=t!(locale, "NHS number or email address")
                        value=who
                        error=who_error
                        autocomplete=Some("username")
                        spellcheck=Some(false)
                    />
                    <CodeInput locale error=code_error />
                    <NewPasswordInput locale label=t!(locale, "New password") error=new_error />
                    <Button text=t!(locale, "Save the new password") />
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
        let html =
            rendered(|| view! { <WithCode locale=Locale::Pseudo form=FormState::default() sent=true /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
        assert!(html.contains("autocomplete=\"username\"") && html.contains("autocomplete=\"new-password\""));
    }
}
