//! The page for somebody who is not logged in: what this is, what it can and cannot do, and what to do in danger.

use leptos::prelude::*;

use crate::t;
use crate::web::components::{CareCard, CareKind, InsetText, LinkButton};
use crate::words::Locale;

#[component]
pub fn Start(locale: Locale, practice: bool) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "See what the health service holds about you")}</h1>
                <p class="nhsuk-body-l">
                    {t!(
                        locale,
                        "Front Door puts your appointments, medicines, test results and letters in one place. Each one says who holds it."
                    )}
                </p>
                {practice
                    .then(|| {
                        view! {
                            <InsetText locale>
                                <p>
                                    {t!(locale, "This is a demonstration with made-up people.")} " "
                                    <a href="/practice">{t!(locale, "Choose somebody to log in as")}</a>
                                </p>
                            </InsetText>
                        }
                    })}
                <LinkButton href="/log-in" text=t!(locale, "Log in") />
                <WhatItDoes locale />
            </div>
        </div>
        <Emergencies locale />
    }
}

#[component]
fn WhatItDoes(locale: Locale) -> impl IntoView {
    view! {
        <h2>{t!(locale, "What you can do here")}</h2>
        <ul>
            <li>{t!(locale, "See your appointments, and those that you asked for.")}</li>
            <li>{t!(locale, "See your medicines, allergies, conditions and vaccinations.")}</li>
            <li>{t!(locale, "Read your test results, letters and notes of visits.")}</li>
            <li>{t!(locale, "See your prescriptions, and where each one is.")}</li>
            <li>{t!(locale, "See your referrals, waiting lists and care plans.")}</li>
            <li>{t!(locale, "See which questionnaires you are asked to fill in.")}</li>
            <li>{t!(locale, "See who has told us what, and who has not answered.")}</li>
        </ul>
        <h2>{t!(locale, "What Front Door cannot do")}</h2>
        <ul>
            <li>{t!(locale, "It cannot show what is only on paper, or what an organisation does not share online.")}</li>
            <li>{t!(locale, "It cannot ask dentists, opticians or private care.")}</li>
            <li>{t!(locale, "You cannot book or cancel here. Call the organisation that holds the appointment.")}</li>
            <li>{t!(locale, "Nobody reads Front Door to see if you need help.")}</li>
        </ul>
    }
}

#[component]
fn Emergencies(locale: Locale) -> impl IntoView {
    view! {
        <CareCard
            locale
            kind=CareKind::Emergency
            heading=t!(locale, "Call 999 or go to A&E now if:")
        >
            <ul>
                <li>{t!(locale, "someone cannot breathe well, or you cannot wake them")}</li>
                <li>{t!(locale, "someone has chest pain that does not stop")}</li>
                <li>{t!(locale, "one side of someone's face or body is suddenly weak")}</li>
                <li>{t!(locale, "someone is badly hurt or bleeds a lot")}</li>
                <li>{t!(locale, "someone may harm themself or others now")}</li>
            </ul>
        </CareCard>
        <CareCard
            locale
            kind=CareKind::Urgent
            heading=t!(locale, "Go to NHS 111 online or call 111 if:")
        >
            <ul>
                <li>{t!(locale, "you need help now, but it is not an emergency")}</li>
                <li>{t!(locale, "you do not know whom to ask")}</li>
            </ul>
            <p>
                <a href="https://111.nhs.uk">{t!(locale, "Go to NHS 111 online")}</a>
            </p>
        </CareCard>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    fn page(locale: Locale, practice: bool) -> String {
        rendered(move || view! { <Start locale practice /> })
    }

    #[test]
    fn the_start_page_offers_one_way_in_and_says_what_to_do_in_danger() {
        let html = page(Locale::English, false);
        assert_eq!(html.matches("href=\"/log-in\"").count(), 1);
        assert!(html.contains("Call 999 or go to A&amp;E now if:"));
        assert!(html.contains("call 111"));
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(!html.contains("/practice"));
    }

    #[test]
    fn practice_mode_leads_to_the_made_up_people() {
        assert!(page(Locale::English, true).contains("href=\"/practice\""));
    }

    #[test]
    fn all_words_of_the_start_page_can_be_translated() {
        assert_eq!(outside_our_words(&page(Locale::Pseudo, true)), Vec::<String>::new());
    }
}
