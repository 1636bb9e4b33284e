//! What staff hand to the carer, with the code.

use leptos::prelude::*;

use crate::access::INVITATION_LIFE;
use crate::domain::GoodFor;
use crate::t;
use crate::web::components::InsetText;
use crate::words::Locale;

/// What is handed to the carer. It names nobody, so that nobody who finds it knows whose record it opens.
#[component]
pub fn Slip(
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
        <h1>{t!(locale, "A code for a carer")}</h1>
        <div class="slip">
            <p>{t!(locale, "From {place}.", place = place)}</p>
            <p>{t!(locale, "Your code is:")}</p>
            <p class="big-code">
                <code>{code}</code>
            </p>
            <ol>
                <li>{t!(locale, "Log in with your own log-in, and go to {address}", address = address)}</li>
                <li>{t!(locale, "Type this code.")}</li>
                <li>{t!(locale, "Read what you may see, and say yes or no.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within {n} days. Keep it to yourself.", n = days)}</p>
            {only.map(|words| view! { <p>{words}</p> })}
        </div>
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
