//! The pages of closing a log-in.

use leptos::prelude::*;

use crate::web::Words;
use crate::web::components::{Button, InsetText, LinkButton};
use crate::words::Locale;
use crate::{count, t};

/// What goes, what stays, and what does not change.
#[component]
pub fn Explain(
    locale: Locale,
    /// How many years the log is kept.
    log_years: u32,
) -> impl IntoView {
    let gone: [Words; 7] = [
        t!(locale, "your email address, your password and every device that is logged in"),
        t!(locale, "your name, NHS number and date of birth"),
        t!(locale, "the copies of what organisations last told us"),
        t!(locale, "what you have seen and read, searched for and chosen"),
        t!(locale, "what you told us is wrong in your record"),
        t!(locale, "which places you told us that you have been to"),
        t!(locale, "the private address for your calendar app, if you made one"),
    ];
    let points = gone.map(|point| view! { <li>{point}</li> });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Close your log-in")}</h1>
                <p>
                    {t!(
                        locale,
                        "Your health record stays with the organisations that wrote it. You can still ask them for it, and you still get care."
                    )}
                </p>
                <h2>{t!(locale, "What we delete at once")}</h2>
                <ul>{points.collect_view()}</ul>
                <h2>{t!(locale, "What we must keep")}</h2>
                <p>
                    {count!(
                        locale,
                        log_years,
                        one = "The log of who looked at your record stays for 1 year after each look. It says when, who and which kinds of entry. It does not say what stood in them.",
                        other = "The log of who looked at your record stays for {n} years after each look. It says when, who and which kinds of entry. It does not say what stood in them."
                    )}
                </p>
                <p>
                    {t!(locale, "Your name is not in it. You can still ask for a copy.")}
                    " "
                    <a href="/who-looked">{t!(locale, "Take a copy now")}</a>
                </p>
                <h2>{t!(locale, "Before you go on")}</h2>
                <p>
                    {t!(locale, "You may want to keep what you see here.")}
                    " "
                    <a href="/download">{t!(locale, "Take your record with you")}</a>
                </p>
                <LinkButton href="/close-account/now" text=t!(locale, "Continue") />
            </div>
        </div>
    }
}

#[component]
pub fn Ask(locale: Locale) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Do you want to close your log-in?")}</h1>
                <InsetText locale>
                    <p>{t!(locale, "This cannot be undone.")}</p>
                    <p>{t!(locale, "To use Front Door again, you would need a new log-in from your organisation.")}</p>
                </InsetText>
                <form action="/close-account/now" method="post">
                    <Button text=t!(locale, "Close my log-in") />
                </form>
                <p>
                    <a href="/">{t!(locale, "No, go back to your home page")}</a>
                </p>
            </div>
        </div>
    }
}

#[component]
pub fn Closed(locale: Locale, log_years: u32) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Your log-in is closed")}</h1>
        <p>{t!(locale, "What we kept about you is deleted, but for the log of who looked.")}</p>
        <p>
            {count!(
                locale,
                log_years,
                one = "The log stays for 1 year after each look. Ask those who run Front Door for a copy.",
                other = "The log stays for {n} years after each look. Ask those who run Front Door for a copy."
            )}
        </p>
        <p>{t!(locale, "If others use this device, close all windows of the browser.")}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    #[test]
    fn what_the_log_keeps_and_for_how_long_is_said() {
        let html = rendered(|| view! { <Explain locale=Locale::English log_years=8 /> });
        assert!(html.contains("stays for 8 years after each look"));
        assert!(html.contains("href=\"/download\"") && html.contains("href=\"/close-account/now\""));
    }

    #[test]
    fn all_words_can_be_translated() {
        let locale = Locale::Pseudo;
        let none = Vec::<String>::new();
        assert_eq!(outside_our_words(&rendered(move || view! { <Explain locale log_years=8 /> })), none);
        assert_eq!(outside_our_words(&rendered(move || view! { <Ask locale /> })), none);
        assert_eq!(outside_our_words(&rendered(move || view! { <Closed locale log_years=1 /> })), none);
    }
}
