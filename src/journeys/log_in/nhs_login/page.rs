//! The page that says why NHS login did not let somebody in.

use leptos::prelude::*;
use url::form_urlencoded;

use super::Why;
use crate::t;
use crate::web::components::LinkButton;
use crate::words::Locale;

/// The address that begins a log-in with NHS login.
pub(crate) fn way_there(return_to: &str, prove: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if return_to != "/" {
        query.append_pair("return", return_to);
    }
    if prove {
        query.append_pair("prove", "yes");
    }
    let query = query.finish();
    if query.is_empty() { "/log-in/nhs-login".to_owned() } else { format!("/log-in/nhs-login?{query}") }
}

#[component]
pub fn Trouble(
    locale: Locale,
    why: Why,
    /// A checked path of ours.
    return_to: String,
    in_nhs_app: bool,
) -> impl IntoView {
    let words = why.words(locale).map(|words| view! { <p>{words}</p> }).into_iter().collect_view();
    let prove = why == Why::ProveFirst;
    let again = if prove { t!(locale, "Prove who you are with NHS login") } else { t!(locale, "Try again") };
    let other_way =
        form_urlencoded::Serializer::new(String::new()).append_pair("return", &return_to).finish();
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{why.heading(locale)}</h1>
                {words}
                {why
                    .can_try_again()
                    .then(|| {
                        view! { <LinkButton href=way_there(&return_to, prove || why == Why::NotProved) text=again /> }
                    })}
                {(!in_nhs_app)
                    .then(|| {
                        view! {
                            <p>
                                <a href=format!("/log-in?{other_way}")>{t!(locale, "Log in another way")}</a>
                            </p>
                        }
                    })}
                {in_nhs_app
                    .then(|| {
                        view! {
                            <p>
                                <a href="https://www.nhsapp.service.nhs.uk/">{t!(locale, "Go to the NHS App home page")}</a>
                            </p>
                        }
                    })}
                {why
                    .leaves_people_without()
                    .then(|| {
                        view! {
                            <h2>{t!(locale, "If you need help now")}</h2>
                            <p>{t!(locale, "Call your GP surgery or the hospital. For urgent advice, call 111.")}</p>
                            <p>{t!(locale, "In an emergency, call 999.")}</p>
                        }
                    })}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    fn page(locale: Locale, why: Why, in_nhs_app: bool) -> String {
        rendered(move || view! { <Trouble locale why return_to="/record".to_owned() in_nhs_app /> })
    }

    #[test]
    fn every_reason_has_one_heading_and_a_way_on() {
        for why in Why::ALL {
            let html = page(Locale::English, why, false);
            assert_eq!(html.matches("<h1").count(), 1, "{why:?}");
            assert!(html.contains("href=\"/log-in?return=%2Frecord\""), "{why:?}");
            let again = html.contains("/log-in/nhs-login?return=%2Frecord");
            assert_eq!(again, why.can_try_again(), "{why:?}");
            assert!(why.heading(Locale::English).chars().count() <= 65, "{why:?}");
        }
        assert!(page(Locale::English, Why::ProveFirst, false).contains("prove=yes"));
    }

    #[test]
    fn inside_of_the_nhs_app_the_way_on_is_the_apps_home_page() {
        let html = page(Locale::English, Why::NotShared, true);
        assert!(html.contains("www.nhsapp.service.nhs.uk") && !html.contains("Log in another way"));
    }

    #[test]
    fn all_words_can_be_translated() {
        for why in Why::ALL {
            assert_eq!(outside_our_words(&page(Locale::Pseudo, why, true)), Vec::<String>::new(), "{why:?}");
        }
    }
}
