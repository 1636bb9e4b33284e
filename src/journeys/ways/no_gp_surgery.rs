//! What to do without a GP surgery.

use leptos::prelude::*;

use crate::domain::OutsideLink;
use crate::journeys::find_a_service::Emergencies;
use crate::t;
use crate::web::components::OutsidePage;
use crate::words::Locale;

#[component]
pub fn NoGpSurgery(locale: Locale) -> impl IntoView {
    let register = t!(locale, "Many surgeries let you register on the national website.");
    let link = OutsideLink::parse("https://www.nhs.uk/nhs-services/gps/how-to-register-with-a-gp-surgery/");
    view! {
        <h1>{t!(locale, "You do not have a GP surgery")}</h1>
        <p>{t!(locale, "Anyone in England can register with a GP surgery. It is free.")}</p>
        <h2>{t!(locale, "What you need")}</h2>
        <ul>
            <li>{t!(locale, "You do not need proof of who you are, or of where you live.")}</li>
            <li>{t!(locale, "You do not need an NHS number.")}</li>
            <li>{t!(locale, "You do not need to be a citizen, and nobody asks why you are here.")}</li>
        </ul>
        <h2>{t!(locale, "What to do")}</h2>
        <ol>
            <li>
                <a href="/find-a-service">{t!(locale, "Find a GP surgery near you")}</a>
            </li>
            <li>{t!(locale, "Call the surgery, or go there, and say that you want to register.")}</li>
            <li>{t!(locale, "If they say no, ask for the reason in writing. Then ask another surgery.")}</li>
        </ol>
        {link.map(|link| view! { <OutsidePage locale what=register link /> })}
        <h2>{t!(locale, "If you cannot find one")}</h2>
        <p>{t!(locale, "Call NHS England on 0300 311 22 33. They must help you to find a surgery.")}</p>
        <h2>{t!(locale, "If you need help before you are registered")}</h2>
        <p>
            {t!(
                locale,
                "You can be seen without being registered: a surgery must see you if you need care at once. A pharmacy helps with small illnesses."
            )}
        </p>
        <Emergencies locale />
    }
}
