//! What staff hand to the carer, with the code.

use leptos::prelude::*;

use crate::access::INVITATION_LIFE;
use crate::domain::GoodFor;
use crate::journeys::staff::at_desk::Slip;
use crate::t;
use crate::web::components::InsetText;
use crate::words::Locale;

/// What is handed to the carer. It names nobody, so that nobody who finds it knows whose record it opens.
#[component]
pub fn CarersSlip(
    locale: Locale,
    code: String,
    address: String,
    place: String,
    good_for: Option<GoodFor>,
    back: String,
) -> impl IntoView {
    let days = INVITATION_LIFE.num_days();
    let only = match good_for {
        None | Some(GoodFor::Holder) => None,
        Some(GoodFor::Email(_)) => {
            Some(t!(locale, "It works only in the log-in with the email address that you gave us."))
        }
        Some(GoodFor::Number(_)) => Some(t!(locale, "It works only in your own log-in.")),
    };
    view! {
        <Slip locale title=t!(locale, "A code for a carer") code place>
            <ol>
                <li>{t!(locale, "Log in with your own log-in, and go to {address}", address = address)}</li>
                <li>{t!(locale, "Type this code.")}</li>
                <li>{t!(locale, "Read what you may see, and say yes or no.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within {n} days. Keep it to yourself.", n = days)}</p>
            {only.map(|words| view! { <p>{words}</p> })}
        </Slip>
        <div class="not-printed">
            <InsetText locale>
                <p>{t!(locale, "Print this page now and hand it over. We cannot show the code again.")}</p>
            </InsetText>
            <p>{t!(locale, "We told the patient that something has changed in who may act for them.")}</p>
            <p>
                <a href=back>{t!(locale, "Back to the patient")}</a>
            </p>
        </div>
    }
}
