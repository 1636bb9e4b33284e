//! Where to say what was good or could be better.

use std::sync::Arc;

use leptos::prelude::*;

use super::own::Own;
use crate::domain::{Organisation, OutsideLink};
use crate::t;
use crate::web::Words;
use crate::web::components::OutsidePage;
use crate::words::Locale;

#[component]
pub fn Feedback(
    locale: Locale,
    own: Vec<Arc<Organisation>>,
    /// Who runs this portal.
    #[prop(into)]
    runs: Option<Words>,
) -> impl IntoView {
    let outside = |address: &str, what: Words| {
        OutsideLink::parse(address).map(|link| view! { <OutsidePage locale what link /> })
    };
    let portal = match runs {
        Some(name) => t!(locale, "Tell {name}, who run this Front Door.", name = name),
        None => t!(locale, "Tell whoever gave you your log-in. They pass it on to those who run Front Door."),
    };
    view! {
        <h1>{t!(locale, "Feedback")}</h1>
        <p>{t!(locale, "Say what was good and what could be better. It helps the next person.")}</p>
        <h2>{t!(locale, "About your care")}</h2>
        <p>{t!(locale, "Tell the people who cared for you, or their organisation.")}</p>
        <Own locale heading=t!(locale, "Your organisations") own />
        {outside(
            "https://www.nhs.uk/contact-us/how-to-find-local-contacts/",
            t!(locale, "You can also leave a review of a hospital, surgery or other service for all to read."),
        )}
        {outside(
            "https://www.healthwatch.co.uk/have-your-say",
            t!(locale, "Healthwatch listens to patients, and tells the services what they hear."),
        )}
        <h2>{t!(locale, "About Front Door")}</h2>
        <p>{portal}</p>
        <p>{t!(locale, "Say which page it was and what you wanted to do. Leave out what is in your record.")}</p>
        <p>
            <a href="/complaints">{t!(locale, "If something went wrong, you can complain")}</a>
        </p>
    }
}
