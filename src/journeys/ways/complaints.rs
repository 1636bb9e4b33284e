//! How to complain, and who helps.

use std::sync::Arc;

use leptos::prelude::*;

use super::own::Own;
use crate::domain::{Organisation, OutsideLink};
use crate::t;
use crate::web::components::{InsetText, OutsidePage};
use crate::words::Locale;

#[component]
pub fn Complaints(locale: Locale, own: Vec<Arc<Organisation>>) -> impl IntoView {
    let ombudsman = OutsideLink::parse("https://www.ombudsman.org.uk/making-complaint");
    view! {
        <h1>{t!(locale, "Complaints")}</h1>
        <p>{t!(locale, "You can complain about care that you had, or did not get. Your care must not suffer for it.")}</p>
        <InsetText locale>
            <p>{t!(locale, "Complain within 12 months. A carer, relative or friend may do it for you, if you agree.")}</p>
        </InsetText>
        <h2>{t!(locale, "1. Tell the organisation")}</h2>
        <p>
            {t!(
                locale,
                "Call, write or speak to them. Say what happened, when, and what you want them to do. They must answer within 3 working days that they have your complaint."
            )}
        </p>
        <Own locale heading=t!(locale, "Your organisations") own />
        <h2>{t!(locale, "2. If you do not want to tell them yourself")}</h2>
        <ul>
            <li>{t!(locale, "About a GP surgery, dentist, optician or pharmacy: tell the integrated care board of your area.")}</li>
            <li>{t!(locale, "About a hospital: ask its Patient Advice and Liaison Service (PALS). Each hospital has one.")}</li>
            <li>{t!(locale, "An NHS complaints advocate helps you for free. Your council names the one of your area.")}</li>
        </ul>
        <h2>{t!(locale, "3. If you are not happy with the answer")}</h2>
        <p>{t!(locale, "Ask the Parliamentary and Health Service Ombudsman, on 0345 015 4033.")}</p>
        {ombudsman
            .map(|link| {
                let what = t!(locale, "The ombudsman’s website says how.");
                view! { <OutsidePage locale what link /> }
            })}
        <h2>{t!(locale, "About what stands in your record")}</h2>
        <p>
            {t!(
                locale,
                "Each entry has “Something is wrong”. About how somebody used your information, ask the organisation first, then the Information Commissioner on 0303 123 1113."
            )}
        </p>
        <p>
            <a href="/feedback">{t!(locale, "Say what was good, or could be better")}</a>
        </p>
    }
}
