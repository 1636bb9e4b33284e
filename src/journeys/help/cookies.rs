//! Cookies: the few there are.

use leptos::prelude::*;

use super::page::Part;
use crate::words::Locale;
use crate::{count, t};

#[component]
pub fn Cookies(
    locale: Locale,
    /// How long a log-in lasts at most.
    hours: i64,
) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Cookies")}</h1>
        <p>{t!(locale, "A cookie is a small note that a website leaves in your browser.")}</p>
        <Part
            heading=t!(locale, "The cookie that keeps you logged in")
            paragraphs=vec![
                t!(locale, "Front Door leaves this cookie, and only because logging in needs it."),
                t!(locale, "It holds a random number that tells us that it is still you."),
                t!(locale, "It holds nothing about you or your health, and no other website can read it."),
                count!(
                    locale,
                    hours,
                    one = "It goes when you log out or close your browser, and stops working after 1 hour.",
                    other = "It goes when you log out or close your browser, and stops working after {n} hours.",
                ),
            ]
        />
        <Part
            heading=t!(locale, "Cookies while you log in")
            paragraphs=vec![
                t!(locale, "One goes with you to NHS login and back, for at most 1 hour."),
                t!(locale, "One stands between your password and your code, for at most 10 minutes."),
                t!(locale, "One remembers your own device for 30 days, if you ask us to. Nobody can log in with it alone."),
            ]
        />
        <Part
            heading=t!(locale, "What we do not use")
            paragraphs=vec![
                t!(locale, "We do not count visitors with cookies, show advertisements or follow you."),
                t!(locale, "So there is nothing here for you to accept or turn off."),
                t!(locale, "If your browser refuses our cookies, you cannot log in. The help pages still work."),
            ]
        />
    }
}
