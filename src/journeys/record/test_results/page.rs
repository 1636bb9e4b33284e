//! What is special to one result: the value, large; the range as words and a bar; how it has changed.

use leptos::prelude::*;

use super::entry_words::{explained, own_value};
use super::history::{MOST, Point, same_test, trend};
use super::picture::{RangeBar, TrendLine};
use super::range::{self, Ends};
use crate::domain::{Held, ResultPart, ResultState, ResultValue, TestResult, UsualRange};
use crate::journeys::record::detail::Shown;
use crate::journeys::record::entry_words::holder_names;
use crate::t;
use crate::web::Words;
use crate::web::components::{Details, InsetText};
use crate::words::numbers::quantity;
use crate::words::{Locale, and_list, dates};

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, TestResult>) -> impl IntoView + use<> {
    let Shown { locale, held, gathered, .. } = shown;
    let same = same_test(&gathered.entries, held);
    let points = trend(&same, held);
    let ends = held.entry.range.as_ref().and_then(Ends::of);
    let rows: Vec<TableRow> = match same.len() {
        0 | 1 => Vec::new(),
        _ => same.iter().take(MOST).map(|result| TableRow::of(locale, result, held)).collect(),
    };
    let more = same.len() > MOST;
    let result = (*held.entry).clone();
    view! {
        <NobodyKnows locale />
        <Value locale result />
        <Change locale points ends rows more />
    }
}

/// Results may be seen here before anyone has talked about them, and nobody can know whether someone has.
#[component]
fn NobodyKnows(locale: Locale) -> impl IntoView {
    view! {
        <InsetText locale>
            <p>{t!(locale, "We do not know if anyone has talked to you about this result.")}</p>
        </InsetText>
        <Details summary=t!(locale, "What to do while you wait")>
            <p>
                {t!(locale, "Only your doctor, nurse or other healthcare professional can say what a result means for you.")}
            </p>
            <p>
                {t!(locale, "A result outside the usual range can be normal for you. If you are worried, call the place that asked for the test.")}
            </p>
            <p>{t!(locale, "If you feel very unwell, go to NHS 111 online or call 111. In an emergency, call 999.")}</p>
        </Details>
    }
}

/// The value and what the laboratory's range says of it.
#[component]
fn Value(locale: Locale, result: TestResult) -> impl IntoView {
    let TestResult { value, range, parts, state, comment, .. } = result;
    let large = match (&value, state) {
        (Some(value), _) => Some(own_value(locale, value)),
        (None, ResultState::Cancelled) => {
            Some(t!(locale, "This test was cancelled. There is no result.").into_owned())
        }
        (None, _) if parts.is_empty() => Some(t!(locale, "No value was told.").into_owned()),
        (None, _) => None,
    };
    let not_final = (state == ResultState::NotFinal).then(
        || view! { <p><strong>{t!(locale, "This result is not final. It may still change.")}</strong></p> },
    );
    let sentence = range::sentence(locale, value.as_ref(), range.as_ref());
    let meaning = value.as_ref().and_then(|value| explained(locale, value));
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    view! {
        {large.map(|words| view! { <p class="result-value" dir="auto">{words}</p> })}
        {not_final}
        {sentence.map(|sentence| view! { <p dir="auto">{sentence}</p> })}
        {meaning.map(|words| view! { <p>{words}</p> })}
        {bar(locale, value.as_ref(), range.as_ref())}
        {(!parts.is_empty()).then(|| view! { <Parts locale parts /> })}
        {comment
            .map(|comment| {
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

#[component]
fn RangePicture(locale: Locale, bar: RangeBar, ends: Ends, value: String, label: String) -> impl IntoView {
    let you = t!(locale, "You: {value}", value = value);
    let middle = RangeBar::label((bar.from + bar.to) / 2.0);
    let ends_in_words = match (ends, bar.room_for_both) {
        (Ends::Both(low, high), true) => vec![(bar.from, quantity(low)), (bar.to, quantity(high))],
        (ends, _) => vec![(middle, ends.words(locale))],
    };
    let text = |(x, words): (f64, String)| {
        view! { <text x=at(x) y="90" font-size="17" fill="#212b32" text-anchor="middle">{words}</text> }
    };
    view! {
        <svg class="range" viewBox="0 0 600 118" role="img" aria-label=label>
            <rect x="20" y="46" width="560" height="18" fill="#aeb7bd" />
            <rect x=at(bar.from) y="46" width=at((bar.to - bar.from).max(2.0)) height="18" fill="#78be20" />
            {ends_in_words.into_iter().map(text).collect_view()}
            <text x=at(middle) y="112" font-size="17" fill="#212b32" text-anchor="middle">
                {t!(locale, "usual range")}
            </text>
            <path d=format!("M{0} 40l-10-14h20z", at(bar.value)) fill="#212b32" />
            <rect x=at(bar.value - 2.0) y="40" width="4" height="30" fill="#212b32" />
            <text
                x=at(RangeBar::label(bar.value))
                y="19"
                font-size="20"
                font-weight="700"
                fill="#212b32"
                text-anchor="middle"
            >
                {you}
            </text>
        </svg>
    }
}

fn at(x: f64) -> String {
    format!("{x:.0}")
}

/// Values that belong together, such as the two of a blood pressure.
#[component]
fn Parts(locale: Locale, parts: Vec<ResultPart>) -> impl IntoView {
    let row = move |part: ResultPart| {
        let value = part.value.as_ref().map(|value| own_value(locale, value));
        let range = range::sentence(locale, part.value.as_ref(), part.range.as_ref());
        let mark = part.mark.map(|mark| t!(locale, "Laboratory’s mark: {mark}", mark = mark).into_owned());
        view! {
            <tr role="row" class="nhsuk-table__row">
                <Cell label=t!(locale, "Test")><strong dir="auto">{part.name.text}</strong></Cell>
                <Cell label=t!(locale, "Result")>
                    {value.unwrap_or_else(|| t!(locale, "No value was told.").into_owned())}
                </Cell>
                <Cell label=t!(locale, "Usual range")>{range} " " {mark}</Cell>
            </tr>
        }
    };
    view! {
        <table role="table" class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "The values of this result")}</caption>
            <thead role="rowgroup" class="nhsuk-table__head">
                <tr role="row">
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Test")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Result")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Usual range")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup" class="nhsuk-table__body">{parts.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A cell that names its column where a narrow screen shows no columns.
#[component]
fn Cell(#[prop(into)] label: Words, children: Children) -> impl IntoView {
    view! {
        <td role="cell" class="nhsuk-table__cell">
            <span class="nhsuk-table-responsive__heading" aria-hidden="true">{label} " "</span>
            <span dir="auto">{children()}</span>
        </td>
    }
}

/// One result in the table of all results of a test.
#[derive(Clone, PartialEq, Debug)]
struct TableRow {
    href: String,
    this: bool,
    taken: String,
    value: String,
    range: String,
    holders: String,
}

impl TableRow {
    fn of(locale: Locale, held: &Held<TestResult>, this: &Held<TestResult>) -> Self {
        let result = &held.entry;
        let no_date = || t!(locale, "Date not told").into_owned();
        let no_range = || t!(locale, "Not given").into_owned();
        let no_value = || t!(locale, "No value was told.").into_owned();
        Self {
            href: format!("/record/test-results/{}", held.id),
            this: held.id == this.id,
            taken: result.taken.as_ref().map_or_else(no_date, |taken| dates::partial(locale, taken)),
            value: result.value.as_ref().map_or_else(no_value, |value| own_value(locale, value)),
            range: range::words(locale, result.range.as_ref()).unwrap_or_else(no_range),
            holders: holder_names(locale, &held.holders),
        }
    }
}

/// How the results of this test have changed, where there are others.
#[component]
fn Change(
    locale: Locale,
    points: Vec<Point>,
    ends: Option<Ends>,
    rows: Vec<TableRow>,
    /// Whether the table leaves some out.
    more: bool,
) -> impl IntoView {
    (rows.len() > 1).then(|| {
        view! {
            <h2>{t!(locale, "How it has changed")}</h2>
            {TrendLine::of(&points, ends).map(|line| view! { <TrendPicture locale line points /> })}
            <Earlier locale rows />
            {more
                .then(|| {
                    let all = t!(locale, "Show each test with all its earlier results");
                    view! { <p><a href="/record/test-results?by=test">{all}</a></p> }
                })}
        }
    })
}

#[component]
fn TrendPicture(locale: Locale, line: TrendLine, points: Vec<Point>) -> impl IntoView {
    let in_words: Vec<String> = points
        .iter()
        .map(|point| {
            let (number, date) = (quantity(point.number), dates::partial(locale, &point.taken));
            t!(locale, "{number} on {date}", number = number, date = date).into_owned()
        })
        .collect();
    let label = t!(locale, "Over time: {points}", points = and_list(locale, &in_words));
    let dots = line.points.iter().zip(&points).map(|((x, y), point)| {
        let radius = if point.this { "9" } else { "6" };
        view! { <circle cx=at(*x) cy=at(*y) r=radius fill="#005eb8" /> }
    });
    let dots = dots.collect_view();
    let last = points.len().saturating_sub(1);
    let labels = line
        .points
        .iter()
        .zip(&points)
        .enumerate()
        .filter(|(n, (_, point))| *n == 0 || *n == last || point.this);
    let labels = labels.map(|(n, ((x, y), point))| {
        let weight = if point.this { "700" } else { "400" };
        let date = (n == 0 || n == last).then(|| {
            let date = dates::partial(locale, &point.taken);
            view! { <text x=at(x.clamp(90.0, 510.0)) y="214" font-size="17" fill="#212b32" text-anchor="middle">{date}</text> }
        });
        view! {
            <text x=at(*x) y=at(y - 16.0) font-size="18" font-weight=weight fill="#212b32" text-anchor="middle">
                {quantity(point.number)}
            </text>
            {date}
        }
    });
    let labels = labels.collect_view();
    let band = line.band.map(|(top, height)| {
        view! {
            <rect x="40" y=at(top) width="520" height=at(height) fill="#cfe6b0" stroke="#4c6272" />
        }
    });
    let key = line.band.map(
        |_| view! { <p>{t!(locale, "The green band is the usual range that came with this result.")}</p> },
    );
    view! {
        <svg class="trend" viewBox="0 0 600 224" role="img" aria-label=label>
            {band}
            <polyline points=line.polyline() fill="none" stroke="#005eb8" stroke-width="4" />
            {dots}
            {labels}
        </svg>
        {key}
    }
}

#[component]
fn Earlier(locale: Locale, rows: Vec<TableRow>) -> impl IntoView {
    let row = move |row: TableRow| {
        let taken = match row.this {
            true => {
                view! { <strong>{t!(locale, "{date} (this result)", date = row.taken)}</strong> }.into_any()
            }
            false => view! { <a href=row.href>{row.taken}</a> }.into_any(),
        };
        view! {
            <tr role="row" class="nhsuk-table__row">
                <Cell label=t!(locale, "Sample taken")>{taken}</Cell>
                <Cell label=t!(locale, "Result")>{row.value}</Cell>
                <Cell label=t!(locale, "Usual range")>{row.range}</Cell>
                <Cell label=t!(locale, "Held by")>{row.holders}</Cell>
            </tr>
        }
    };
    view! {
        <table role="table" class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "Results of the same test")}</caption>
            <thead role="rowgroup" class="nhsuk-table__head">
                <tr role="row">
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Sample taken")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Result")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Usual range")}</th>
                    <th role="columnheader" class="nhsuk-table__header" scope="col">{t!(locale, "Held by")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup" class="nhsuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
