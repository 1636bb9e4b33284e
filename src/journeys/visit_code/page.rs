//! The page where a slip is typed in.

use leptos::prelude::*;

use crate::t;
use crate::web::components::{Button, DateInput, ErrorSummary, TextInput};
use crate::web::forms::FormState;
use crate::words::Locale;

#[component]
pub fn VisitCode(locale: Locale, form: FormState) -> impl IntoView {
    let typed = ["born-day", "born-month", "born-year"].map(|field| form.value(field));
    let (code_error, born_error) = (form.error("code"), form.error("born"));
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=form.errors />
                <h1>{t!(locale, "I have a visit code")}</h1>
                <p>{t!(locale, "The staff gave you a slip with 8 numbers. It works once, on this screen.")}</p>
                <form action="/visit-code" method="post" novalidate>
                    <TextInput
                        locale
                        id="code"
                        label=t!(locale, "The 8 numbers of your slip")
                        error=code_error
                        autocomplete=Some("off")
                        inputmode=Some("numeric")
                        width=10
                    />
                    <DateInput
                        locale
                        id="born"
                        legend=t!(locale, "Your date of birth")
                        hint=Some(t!(locale, "For example, 27 3 1968"))
                        error=born_error
                        typed
                    />
                    <Button text=t!(locale, "Continue") />
                </form>
                <h2>{t!(locale, "What you can do with it")}</h2>
                <ul>
                    <li>{t!(locale, "See or cancel your appointments, or say that you are coming.")}</li>
                    <li>{t!(locale, "Order repeat medicines.")}</li>
                </ul>
                <p>{t!(locale, "For anything else you need a log-in of your own. Ask the staff here.")}</p>
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
    fn all_words_of_a_visit_code_can_be_translated() {
        let mut form = FormState::default();
        form.wrong("code", t!(Locale::Pseudo, "Enter the 8 numbers of your slip"));
        let html = rendered(|| view! { <VisitCode locale=Locale::Pseudo form /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
    }
}
