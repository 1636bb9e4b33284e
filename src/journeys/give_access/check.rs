//! The last page, where everything is checked, and the code afterwards.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::doing::doing_said;
use super::page::{place_names, until_words};
use super::steps::{Place, Step};
use crate::access::INVITATION_LIFE;
use crate::domain::{Given, Kinds};
use crate::journeys::record::kinds::words as kind_words;
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, InsetText, Panel, Row, SummaryList};
use crate::words::{Locale, and_list, isolated};

/// All answers, each with a way to change it.
#[component]
pub fn Answers(locale: Locale, now: DateTime<Utc>, given: Given, places: Vec<Place>) -> impl IntoView {
    let row = |key: Words, value: String, step: Step| answer_row(locale, key, value, step.address());
    let may_accept = match (given.asked_by, given.email.is_empty()) {
        (Some(_), _) => t!(locale, "The person who asked you, without a code").into_owned(),
        (None, true) => t!(locale, "Whoever has the code").into_owned(),
        (None, false) => given.email.clone(),
    };
    let does = given.does();
    let until = given.until.map(|until| until_words(locale, until, now).into_owned()).unwrap_or_default();
    let rows = vec![
        row(t!(locale, "Who"), given.called.clone(), Step::Who),
        row(t!(locale, "Who can accept"), may_accept, Step::Who),
        row(t!(locale, "Places"), and_list(locale, &place_names(&given, &places)), Step::Places),
        row(t!(locale, "They may see"), kinds_said(locale, given.sees()), Step::Kinds),
        row(t!(locale, "They may also do"), may_do_said(locale, does), Step::Kinds),
        row(t!(locale, "How long"), until, Step::Until),
        row(t!(locale, "Stays hidden"), kinds_said(locale, given.hidden), Step::Hidden),
    ];
    let name = isolated(&given.called).into_owned();
    view! {
        <h1>{Step::Check.title(locale)}</h1>
        <SummaryList rows />
        {(!does.is_empty())
            .then(|| {
                view! {
                    <p>
                        {t!(
                            locale,
                            "They can do this without asking you each time. The organisation is told their name, and you see every request in Your requests."
                        )}
                    </p>
                }
            })}
        <p>
            {t!(
                locale,
                "They can keep a copy of what they see. You see each file that they make in Who has looked at your record."
            )}
        </p>
        <p>
            {t!(
                locale,
                "To hide more, or to stop this, go to Who can see your record at the bottom of each page."
            )}
        </p>
        <form method="post" novalidate>
            <Button text=t!(locale, "Give {name} access", name = name) />
        </form>
    }
}

/// An answer with a way to change it.
pub fn answer_row(locale: Locale, key: Words, value: String, address: String) -> Row {
    let changed = key.clone();
    Row::new(
        key,
        view! {
            <p>{value}</p>
            <a href=address>
                {t!(locale, "Change")} <span class="nhsuk-u-visually-hidden">": " {changed}</span>
            </a>
        },
    )
}

/// What may be done in the end, or that nothing may.
pub fn may_do_said(locale: Locale, does: Kinds) -> String {
    match does.is_empty() {
        true => t!(locale, "Nothing: they can look, and cannot book, order, write or change anything")
            .into_owned(),
        false => doing_said(locale, does),
    }
}

/// Kinds in a sentence.
pub fn kinds_said(locale: Locale, kinds: Kinds) -> String {
    if kinds.is_empty() {
        return t!(locale, "Nothing was chosen").into_owned();
    }
    let words: Vec<String> = kinds.iter().map(|kind| kind_words(locale, kind).word.into_owned()).collect();
    and_list(locale, &words)
}

/// The code, shown once, and what happens next.
#[component]
pub fn HandOver(locale: Locale, called: String, code: String, has_email: bool) -> impl IntoView {
    let days = INVITATION_LIFE.num_days();
    let name = isolated(&called).into_owned();
    view! {
        <Panel heading=t!(locale, "Hand over the code")>
            <strong class="code">{code}</strong>
        </Panel>
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h2>{t!(locale, "What happens next")}</h2>
                <p>{t!(locale, "Give this code to {name} yourself. Write it down now: we do not show it again.", name = name.clone())}</p>
                {has_email
                    .then(|| {
                        view! { <p>{t!(locale, "We send a short message to the email address. The code is not in it.")}</p> }
                    })}
                <p>
                    {t!(
                        locale,
                        "They log in to Front Door with their own log-in. At the bottom of the page they choose People you help, and enter the code."
                    )}
                </p>
                <InsetText locale>
                    <p>{t!(locale, "The code works once, for {days} days. Until it is used, nobody sees anything. If nothing happens by then, make a new one.", days = days)}</p>
                </InsetText>
                <p>
                    <a href="/carers">{t!(locale, "Who can see your record")}</a>
                </p>
            </div>
        </div>
    }
}
