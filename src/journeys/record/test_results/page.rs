//! What is special to one result: the value, large; the range as words and a bar; how it has changed; what to do.

use leptos::prelude::*;

use super::chart_view::TrendChart;
use super::entry_words::{dated, own_value};
use super::history::{MOST, Trend, same_test, trend};
use super::picture::{RangeBar, RangePicture};
use super::positive::explained;
use super::range::{self, Ends};
use super::table::{Earlier, Parts, TableRow};
use crate::domain::{ResultState, ResultValue, TestResult, UsualRange};
use crate::journeys::record::detail::Shown;
use crate::journeys::record::entry_words::beginning;
use crate::t;
use crate::web::Words;
use crate::web::components::{CareCard, CareKind, InsetText};
use crate::words::Locale;
use crate::words::numbers::quantity;

/// How much of a text stands above the facts, where all of it stands.
const ABOVE_THE_FACTS: usize = 500;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, TestResult>) -> impl IntoView + use<> {
    let Shown { locale, now, held, gathered, practice, .. } = shown;
    let same = same_test(&gathered.entries, held);
    let trend = trend(&same, held, now);
    let rows: Vec<TableRow> = match same.len() {
        0 | 1 => Vec::new(),
        _ => same.iter().take(MOST).map(|result| TableRow::of(locale, result, held)).collect(),
    };
    let more = same.len() > MOST;
    let result = (*held.entry).clone();
    let is_vital_sign = result.is_vital_sign;
    let dated = dated(locale, &result);
    let meaning = result.value.as_ref().and_then(|value| explained(locale, &result.name, value, practice));
    view! {
        <NobodyKnows locale />
        <Value locale result meaning />
        <Change locale trend rows more dated />
        <WhatToDo locale is_vital_sign />
    }
}

/// Results may be seen here before anyone has talked about them, and nobody can know whether someone has.
#[component]
fn NobodyKnows(locale: Locale) -> impl IntoView {
    view! {
        <InsetText locale>
            <p>{t!(locale, "We do not know if anyone has talked to you about this result.")}</p>
            <p>
                <a href="#what-to-do">{t!(locale, "What to do, and when to get help at once")}</a>
            </p>
        </InsetText>
    }
}

/// What to do, and when to get help at once. It is the same for every result: what one means, nobody here can say.
#[component]
fn WhatToDo(locale: Locale, is_vital_sign: bool) -> impl IntoView {
    let (call, asked) = match is_vital_sign {
        true => (
            t!(locale, "Call your GP surgery, or whoever measured it, if:"),
            t!(locale, "you do not know what happens next"),
        ),
        false => (
            t!(locale, "Call the place that asked for the test if:"),
            t!(locale, "nobody has told you what happens next"),
        ),
    };
    view! {
        <h2 id="what-to-do" tabindex="-1">{t!(locale, "What to do")}</h2>
        <p>
            {t!(locale, "Only your doctor, nurse or other healthcare professional can say what a result means for you. A result outside the usual range can be normal for you.")}
        </p>
        <CareCard locale kind=CareKind::NonUrgent heading=call>
            <ul>
                <li>{t!(locale, "you are worried about this result")}</li>
                <li>{asked}</li>
            </ul>
        </CareCard>
        <CareCard
            locale
            kind=CareKind::Urgent
            heading=t!(locale, "Go to NHS 111 online or call 111 if:")
        >
            <ul>
                <li>{t!(locale, "you feel unwell and cannot wait until that place is open")}</li>
            </ul>
        </CareCard>
        <CareCard locale kind=CareKind::Emergency heading=t!(locale, "Call 999 or go to A&E now if:")>
            <ul>
                <li>{t!(locale, "you have signs of a heart attack or a stroke")}</li>
                <li>{t!(locale, "you find it very hard to breathe")}</li>
                <li>{t!(locale, "you are bleeding heavily")}</li>
            </ul>
        </CareCard>
    }
}

/// The value and what the laboratory's range says of it.
#[component]
fn Value(
    locale: Locale,
    result: TestResult,
    /// What "positive" or "negative" means for this test.
    meaning: Option<Words>,
) -> impl IntoView {
    let TestResult { value, range, parts, state, comment, .. } = result;
    let large = match (&value, state) {
        (Some(value), _) => Some(own_value(locale, value)),
        (None, ResultState::Cancelled) => {
            Some(t!(locale, "This test was cancelled. There is no result.").into_owned())
        }
        (None, _) if parts.is_empty() => Some(t!(locale, "No value was told.").into_owned()),
        (None, _) => None,
    };
    let large = large.map(|words| {
        // A report in many words is read as text, and whole among the facts.
        let class = if words.chars().nth(60).is_none() { "result-value" } else { "result-text" };
        view! { <p class=class dir="auto">{beginning(&words, ABOVE_THE_FACTS).into_owned()}</p> }
    });
    let not_final = (state == ResultState::NotFinal).then(
        || view! { <p><strong>{t!(locale, "This result is not final. It may still change.")}</strong></p> },
    );
    let sentence = range::sentence(locale, value.as_ref(), range.as_ref());
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    view! {
        {large}
        {not_final}
        {sentence.map(|sentence| view! { <p dir="auto">{sentence}</p> })}
        {meaning.map(|words| view! { <p>{words}</p> })}
        {bar(locale, value.as_ref(), range.as_ref())}
        {(!parts.is_empty()).then(|| view! { <Parts locale parts /> })}
        {comment
            .map(|comment| {
                let comment = beginning(&comment, ABOVE_THE_FACTS);
                view! { <p dir="auto">{t!(locale, "The laboratory’s comment: “{comment}”", comment = comment)}</p> }
            })}
    }
}

/// A picture only of an exact value and a range that came with it.
fn bar(
    locale: Locale,
    value: Option<&ResultValue>,
    range: Option<&UsualRange>,
) -> Option<impl IntoView + use<>> {
    let ends = Ends::of(range?)?;
    let ResultValue::Quantity { comparator: None, number, .. } = value? else { return None };
    let label = range::sentence(locale, value, range)?;
    let value = quantity(*number);
    number
        .is_finite()
        .then(|| view! { <RangePicture locale bar=RangeBar::of(*number, ends) ends value label /> })
}

/// How the results of this test have changed, where there are others.
#[component]
fn Change(
    locale: Locale,
    trend: Option<Trend>,
    rows: Vec<TableRow>,
    /// Whether the table leaves some out.
    more: bool,
    dated: Words,
) -> impl IntoView {
    (rows.len() > 1).then(|| {
        view! {
            <h2>{t!(locale, "How it has changed")}</h2>
            {trend.map(|trend| view! { <TrendChart locale trend /> })}
            <Earlier locale rows dated />
            {more
                .then(|| {
                    let all = t!(locale, "Show each test with all its earlier results");
                    view! { <p><a href="/record/test-results?by=test">{all}</a></p> }
                })}
        }
    })
}
