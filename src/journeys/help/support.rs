//! Help: what to do when something is missing, wrong or will not work.

use leptos::prelude::*;

use super::page::Part;
use crate::t;
use crate::web::components::{CareCard, CareKind};
use crate::words::Locale;

#[component]
pub fn Help(
    locale: Locale,
    practice: bool,
    /// How long a log-in lasts without use.
    idle_minutes: i64,
) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Help")}</h1>
        <p>
            <a href="/help/easy-read">{t!(locale, "Help in Easy Read, with pictures")}</a>
        </p>
        <CareCard locale kind=CareKind::Emergency heading=t!(locale, "Call 999 or go to A&E now if:")>
            <p>{t!(locale, "you or somebody with you may be in danger")}</p>
        </CareCard>
        <p>{t!(locale, "For urgent advice that is not an emergency, go to NHS 111 online or call 111.")}</p>
        <Part
            heading=t!(locale, "Something is missing")
            paragraphs=vec![
                t!(locale, "Each organisation keeps its own records. Front Door asks those that know you."),
                t!(locale, "The top of each list says who has answered, and who has not."),
                t!(locale, "It gives a phone number for each organisation that has not answered in full."),
                t!(locale, "Front Door cannot see what is on paper, or what an organisation does not share."),
            ]
        />
        <p>
            <a href="/where-from">{t!(locale, "See where your information comes from")}</a>
        </p>
        <p>
            <a href="/status">{t!(locale, "See who answers now, without logging in")}</a>
        </p>
        <Part
            heading=t!(locale, "Something is wrong")
            paragraphs=vec![
                t!(locale, "Call the organisation that holds the entry. Its name stands with each entry."),
                t!(locale, "Only that organisation can change it. Front Door shows what they wrote."),
            ]
        />
        <Part
            heading=t!(locale, "You see something about somebody else")
            paragraphs=vec![
                t!(locale, "Log out, then call the organisation that holds the entry."),
                t!(locale, "Tell them what you saw. They must put it right and look into how it happened."),
            ]
        />
        <Part
            heading=t!(locale, "You do not feel safe where you are")
            paragraphs=vec![
                t!(locale, "The top of each page has a button to leave it quickly. It logs you out and opens a page about something else."),
                t!(locale, "The browser still lists the names of the pages that you opened. A private window keeps no such list."),
            ]
        />
        <Part
            heading=t!(locale, "You cannot log in")
            paragraphs=vec![
                t!(locale, "Check your email address or NHS number, and your password, letter by letter."),
                t!(locale, "After too many tries you have to wait, for up to 15 minutes. This keeps your record safe."),
                t!(locale, "If it still does not work, ask the organisation that gave you the log-in."),
            ]
        />
        <Part
            heading=t!(locale, "You worry about a test result")
            paragraphs=vec![
                t!(locale, "A result may show here before anyone has talked to you about it."),
                t!(locale, "Call the organisation that asked for the test. Its name stands with the result."),
            ]
        />
        <h2>{t!(locale, "Other things that people ask")}</h2>
        <ul>
            <li><a href="/find-a-service">{t!(locale, "Find a pharmacy, a GP surgery or urgent care")}</a></li>
            <li><a href="/no-gp-surgery">{t!(locale, "You do not have a GP surgery")}</a></li>
            <li><a href="/complaints">{t!(locale, "How to complain")}</a></li>
            <li><a href="/feedback">{t!(locale, "Say what was good, or could be better")}</a></li>
            <li><a href="/someone-has-died">{t!(locale, "When someone has died")}</a></li>
        </ul>
        <Part
            heading=t!(locale, "You use a computer that others use too")
            paragraphs=vec![
                t!(locale, "Log out when you have finished. After that, the Back button shows nothing of yours."),
                t!(
                    locale,
                    "If you walk away, Front Door logs you out after {minutes} minutes.",
                    minutes = idle_minutes
                ),
            ]
        />
        {practice
            .then(|| {
                view! {
                    <Part
                        heading=t!(locale, "This is a demonstration")
                        paragraphs=vec![
                            t!(locale, "All people, organisations and phone numbers in it are made up."),
                        ]
                    />
                }
            })}
    }
}
