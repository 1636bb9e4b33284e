//! Privacy: what Front Door shows, what it keeps, for how long, and what it never does.

use leptos::prelude::*;

use super::page::{Part, Points};
use crate::t;
use crate::words::Locale;

#[component]
pub fn Privacy(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Privacy")}</h1>
        <p>{t!(locale, "Your health record stays with the organisations that wrote it. Front Door asks them and shows you what they answer.")}</p>
        <h2>{t!(locale, "What Front Door keeps")}</h2>
        <Points points=vec![
            t!(locale, "your name, NHS number, date of birth and email address, to know whose record to ask for"),
            t!(locale, "your password, in a form that nobody can read, not even us"),
            t!(locale, "which organisations know you"),
            t!(locale, "a locked copy of each organisation's last answer, for up to 7 days"),
            t!(locale, "which entries you have seen and which letters you have read, to show you what is new"),
            t!(locale, "what you told us is wrong in your record, locked, and what you asked us to hide"),
            t!(locale, "a log of who opened your record, when and why"),
        ] />
        <p>
            <a href="/who-looked">{t!(locale, "See who has looked at your record")}</a>
        </p>
        <p>{t!(locale, "The locked copy is shown, with its time, when an organisation does not answer.")}</p>
        <h2>{t!(locale, "What Front Door never does")}</h2>
        <Points points=vec![
            t!(locale, "sell or give away information about you"),
            t!(locale, "show you advertisements"),
            t!(locale, "follow what you do, here or on other websites"),
            t!(locale, "load anything from another company"),
            t!(locale, "write your name, NHS number or health information in its technical logs"),
        ] />
        <Part
            heading=t!(locale, "Who can see your record here")
            paragraphs=vec![
                t!(locale, "Only you, when you are logged in."),
                t!(locale, "You can make a private address for your calendar app. Whoever has it sees when your appointments are, and nothing else."),
                t!(locale, "Each time that a record is opened, that is written down first. If it cannot be written down, nothing is shown."),
                t!(locale, "The people who run this portal keep it working. Their work is logged too."),
            ]
        />
        <Part
            heading=t!(locale, "Your rights")
            paragraphs=vec![
                t!(locale, "You can ask for a copy of what is held about you, and ask for mistakes to be put right."),
                t!(locale, "You can ask for your log-in here to be closed. Your record with each organisation stays as it is."),
                t!(locale, "For your health record, ask the organisation that holds it."),
                t!(locale, "For your log-in, ask the organisation that gave it to you."),
                t!(locale, "If you are not happy with the answer, you can complain to the Information Commissioner's Office."),
            ]
        />
        <p>
            <a href="/cookies">{t!(locale, "What Front Door stores in your browser")}</a>
        </p>
    }
}
