//! The chart of a trend as a picture with its text alternative, and what has to be said of it in words.

use leptos::prelude::*;

use super::chart::{BOTTOM, Chart, Drawn, FIRST, HEIGHT, LAST, LEFT, RIGHT, TOP, WIDTH, shape};
use super::history::{Known, Point, Series, Trend};
use crate::domain::PartialDate;
use crate::web::Words;
use crate::words::numbers::quantity;
use crate::words::{Locale, and_list, dates, units};
use crate::{count, t};

/// How many values the text alternative reads out; all of them stand in the table.
const READ_OUT: usize = 6;
/// A colour for each series. Shapes and dashes tell them apart without colours.
const COLOURS: [&str; 3] = ["#005eb8", "#7c2855", "#00786c"];

#[component]
pub fn TrendChart(locale: Locale, trend: Trend) -> impl IntoView {
    let (label, said) = (in_words(locale, &trend), beside(locale, &trend));
    view! {
        <TrendPicture locale trend label />
        {said.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
    }
}

/// The picture alone. `label` is its text alternative.
#[component]
pub fn TrendPicture(locale: Locale, trend: Trend, label: String) -> impl IntoView {
    let chart = Chart::of(&trend)?;
    let points = || trend.series.iter().flat_map(|series| &series.points);
    let oldest = points().min_by_key(|point| point.at)?;
    let newest = points().max_by_key(|point| point.at)?;
    let ends = [(LEFT, "start", oldest), (LAST, "middle", newest)];
    let on_one_day = oldest.taken.day() == newest.taken.day();
    let ends = ends.map(|(x, anchor, point)| {
        let date = match point.taken {
            PartialDate::Moment(at) if on_one_day => dates::time(locale, at),
            taken => dates::partial(locale, &taken),
        };
        view! { <text x=at(x) y=at(BOTTOM + 26.0) font-size="15" fill="#212b32" text-anchor=anchor>{date}</text> }
    });
    let unit = match &*units::unit(&trend.unit) {
        "" => None,
        unit => Some(t!(locale, "in {unit}", unit = unit)),
    };
    // Long numbers are written smaller, so that they fit beside the area.
    let longest = chart.steps.iter().map(|(_, number)| quantity(*number).chars().count()).max().unwrap_or(0);
    let size = if longest > 5 { at(75.0 / longest as f64) } else { "15".to_owned() };
    let steps = chart.steps.iter().map(|(y, number)| {
        let size = size.clone();
        view! {
            <path d=format!("M{LEFT} {y:.1}H{RIGHT}") stroke="#d8dde0" stroke-width="1" />
            <text x=at(LEFT - 8.0) y=at(y + 5.0) font-size=size fill="#212b32" text-anchor="end">
                {quantity(*number)}
            </text>
        }
    });
    let steps = steps.collect_view();
    let bands = chart.series.iter().filter_map(|drawn| drawn.band).map(|(top, height)| {
        view! {
            <rect
                x=at(LEFT)
                y=at(top)
                width=at(RIGHT - LEFT)
                height=at(height)
                fill="#cfe6b0"
                stroke="#4c6272"
                stroke-dasharray="2 3"
            />
        }
    });
    let bands = bands.collect_view();
    let series =
        chart.series.iter().enumerate().map(|(n, drawn)| marks(n, drawn, chart.reach)).collect_view();
    Some(view! {
        <svg class="chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            {bands}
            {steps}
            <path d=format!("M{FIRST} {BOTTOM}v7M{LAST} {BOTTOM}v7") stroke="#4c6272" stroke-width="2" />
            <path d=format!("M{LEFT} {TOP}V{BOTTOM}H{RIGHT}") fill="none" stroke="#4c6272" stroke-width="2" />
            {series}
            {unit.map(|unit| view! { <text x="4" y="16" font-size="15" fill="#212b32">{unit}</text> })}
            {ends.collect_view()}
        </svg>
    })
}

fn at(x: f64) -> String {
    format!("{x:.1}")
}

fn colour(series: usize) -> &'static str {
    COLOURS[series % COLOURS.len()]
}

fn marks(n: usize, drawn: &Drawn, reach: f64) -> impl IntoView + use<> {
    let dashes = if n == 0 { "none" } else { "6 4" };
    let lines = drawn.lines.iter().map(|points| {
        view! {
            <polyline points=points.clone() fill="none" stroke=colour(n) stroke-width="2.5" stroke-dasharray=dashes />
        }
    });
    let marks = drawn.marks.iter().map(|mark| {
        let fill = if mark.point.known == Known::Exactly { colour(n) } else { "#ffffff" };
        // Beside the last value nothing stands; over any other there mostly is room.
        let is_last = drawn.marks.iter().all(|other| other.x <= mark.x);
        let number = quantity(mark.point.number);
        let (x, y, anchor) = match number.chars().count() {
            ..=5 if is_last => (mark.x + 13.0, mark.y + 6.0, "start"),
            _ if is_last => (mark.x + 8.0, mark.y - 13.0, "end"),
            _ => (mark.x.max(LEFT + 24.0), mark.y - 13.0, "middle"),
        };
        let number = mark.point.this.then(|| {
            view! {
                <text x=at(x) y=at(y) font-size="16" font-weight="700" fill="#212b32" text-anchor=anchor>
                    {number}
                </text>
            }
        });
        view! {
            <path d=shape(n, mark, reach) fill=fill stroke=colour(n) stroke-width="2" />
            {number}
        }
    });
    let (lines, marks) = (lines.collect_view(), marks.collect_view());
    view! {
        {lines}
        {marks}
    }
}

/// The text alternative: every value with its day, or where there are many, how far they reach.
fn in_words(locale: Locale, trend: &Trend) -> String {
    let all: Vec<String> = trend.series.iter().map(|series| series_in_words(locale, series)).collect();
    t!(locale, "Over time: {points}", points = all.join(". ")).into_owned()
}

fn series_in_words(locale: Locale, series: &Series) -> String {
    let words = if series.points.len() <= READ_OUT {
        let each: Vec<_> = series.points.iter().map(|point| point_in_words(locale, point)).collect();
        and_list(locale, &each)
    } else {
        let by_number = |a: &&Point, b: &&Point| a.number.total_cmp(&b.number);
        let (Some(first), Some(last)) = (series.points.first(), series.points.last()) else {
            return String::new();
        };
        let low = series.points.iter().min_by(by_number).unwrap_or(first);
        let high = series.points.iter().max_by(by_number).unwrap_or(last);
        t!(
            locale,
            "{n} results, first {first}, last {last}, lowest {low}, highest {high}. The table below has them all",
            n = series.points.len(),
            first = point_in_words(locale, first),
            last = point_in_words(locale, last),
            low = point_in_words(locale, low),
            high = point_in_words(locale, high)
        )
        .into_owned()
    };
    match &series.name {
        Some(name) => t!(locale, "{name}: {points}", name = name, points = words).into_owned(),
        None => words,
    }
}

fn point_in_words(locale: Locale, point: &Point) -> String {
    let number = quantity(point.number);
    let number = match point.known {
        Known::Exactly => number,
        Known::LessThan => t!(locale, "less than {number}", number = number).into_owned(),
        Known::MoreThan => t!(locale, "more than {number}", number = number).into_owned(),
        Known::AtMost => t!(locale, "{number} or less", number = number).into_owned(),
        Known::AtLeast => t!(locale, "{number} or more", number = number).into_owned(),
    };
    let date = dates::partial(locale, &point.taken);
    t!(locale, "{number} on {date}", number = number, date = date).into_owned()
}

/// Which marks and which line belong to what.
pub fn legend(locale: Locale, trend: &Trend) -> Vec<Words> {
    let named = trend.series.iter().enumerate().filter_map(|(n, series)| Some((n, series.name.as_ref()?)));
    let each = named.map(|(n, name)| match n {
        0 => t!(locale, "Circles and the whole line: {name}.", name = name),
        1 => t!(locale, "Squares and the dashed line: {name}.", name = name),
        _ => t!(locale, "Diamonds and a dashed line: {name}.", name = name),
    });
    each.collect()
}

/// What the marks mean, and what is not drawn.
fn beside(locale: Locale, trend: &Trend) -> Vec<String> {
    let mut said = legend(locale, trend);
    if trend.series.iter().any(|series| series.ends.is_some()) {
        said.push(t!(
            locale,
            "The band is the laboratory’s usual range. The same came with each of these results."
        ));
    }
    if trend.series.iter().flat_map(|series| &series.points).any(|point| point.known != Known::Exactly) {
        said.push(t!(
            locale,
            "A triangle is a result that was only told as more or less than a number. No line goes through it."
        ));
    }
    if trend.left_out > 0 {
        said.push(count!(
            locale,
            trend.left_out,
            one = "1 result stands in the table only, because its unit or its date cannot be compared.",
            other =
                "{n} results stand in the table only, because their unit or their date cannot be compared."
        ));
    }
    said.into_iter().map(std::borrow::Cow::into_owned).collect()
}
