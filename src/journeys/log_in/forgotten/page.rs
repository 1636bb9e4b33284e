//! The form for a forgotten password.

use leptos::prelude::*;

use crate::t;
use crate::web::components::{Button, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn Forgotten(locale: Locale, form: FormState) -> impl IntoView {
    let (who, error) = (form.value("who"), form.error("who"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "Forgotten password")}</h1>
                <p>{t!(locale, "We send a code to the email address of your log-in. With it you choose a new password.")}</p>
                <form action="/log-in/forgotten" method="post" novalidate>
                    <TextInput
                        locale
                        id="who"
                        label=t!(locale, "Email address or NHS number")
                        value=who
                        error
                        autocomplete=Some("username")
                        spellcheck=Some(false)
                    />
                    <Button text=t!(locale, "Send me a code") />
                </form>
                <p>
                    <a href="/log-in/lost">{t!(locale, "I have no email address here")}</a>
                </p>
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
        let html = rendered(|| view! { <Forgotten locale=Locale::Pseudo form=FormState::default() /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
    }
}
