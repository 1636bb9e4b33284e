//! What to do when someone has died, and what becomes of their record.

use leptos::prelude::*;

use crate::domain::OutsideLink;
use crate::t;
use crate::web::components::{CareCard, CareKind, OutsidePage};
use crate::words::Locale;

#[component]
pub fn SomeoneHasDied(locale: Locale) -> impl IntoView {
    let outside = |address: &str, what| {
        OutsideLink::parse(address).map(|link| view! { <OutsidePage locale what link /> })
    };
    view! {
        <h1>{t!(locale, "When someone has died")}</h1>
        <h2>{t!(locale, "First")}</h2>
        <ul>
            <li>{t!(locale, "At home, and it was expected: call their GP surgery, or NHS 111 when it is closed.")}</li>
            <li>{t!(locale, "At home, and it was not expected: call 999.")}</li>
            <li>{t!(locale, "In a hospital or care home: the staff tell you what comes next.")}</li>
        </ul>
        <h2>{t!(locale, "Then")}</h2>
        <p>
            {t!(
                locale,
                "A medical examiner looks at why the person died, and their office then calls you. After that, register the death within 5 days."
            )}
        </p>
        {outside("https://www.gov.uk/after-a-death", t!(locale, "The government’s website takes you through each step."))}
        <h2>{t!(locale, "Telling the health service")}</h2>
        <p>
            {t!(
                locale,
                "Once the death is registered, the GP surgery and the national records hear of it. Call the hospitals and clinics where the person had appointments: they may not hear of it by themselves."
            )}
        </p>
        <h2>{t!(locale, "Their Front Door")}</h2>
        <p>
            {t!(
                locale,
                "Do not log in as somebody who has died, even if you know the password. Their GP surgery can have the log-in closed."
            )}
        </p>
        <h2>{t!(locale, "Seeing their record")}</h2>
        <p>
            {t!(
                locale,
                "Their executor can ask for it, and so can somebody with a claim because of the death. Ask the GP surgery or the hospital that holds it."
            )}
        </p>
        <h2>{t!(locale, "Help for you")}</h2>
        {outside(
            "https://www.cruse.org.uk/",
            t!(locale, "Cruse Bereavement Support listens, on 0808 808 1677, and online."),
        )}
        <CareCard locale kind=CareKind::Urgent heading=t!(locale, "Talk to somebody now if:")>
            <ul>
                <li>{t!(locale, "you feel that you cannot go on: call Samaritans on 116 123, at any time")}</li>
                <li>{t!(locale, "you may hurt yourself: call 111 and choose mental health, or 999")}</li>
            </ul>
        </CareCard>
    }
}
