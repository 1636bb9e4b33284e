//! One thing by week: a chart, the same in words, and as a table. Everything is made from what may be told alone.

use chrono::NaiveTime;
use leptos::prelude::*;

use super::{FEWEST, Told};
use crate::domain::{PartialDate, Week};
use crate::journeys::record::test_results::{Ends, Known, Point, Series, Trend};
use crate::journeys::staff::over_time::TimeFacts;
use crate::web::Words;
use crate::words::{Locale, dates};
use crate::{count, t};

/// What is counted, in words.
pub struct Counted {
    /// The head of the numbers: "People who opened it".
    pub head: Words,
    /// The file with the same.
    pub file: &'static str,
}

/// The page about one thing.
pub fn by_week(locale: Locale, name: &str, counted: Counted, weeks: &[(Week, Told)]) -> TimeFacts {
    let chart = trend(weeks).map(|trend| {
        let label = t!(locale, "A chart by week. The words and the table on this page say the same.");
        (trend, label.into_owned())
    });
    let beside = match chart {
        Some(_) => t!(
            locale,
            "The band at the bottom is fewer than {n}. Such a number is hidden: a triangle stands for it. A mark on the line at the bottom is none.",
            n = FEWEST
        ),
        None => t!(locale, "There are too few whole weeks yet for a chart."),
    };
    let row =
        |(week, told): &(Week, Told)| vec![week_said(locale, *week).into_any(), told.said(locale).into_any()];
    TimeFacts {
        heading: t!(locale, "{name} by week", name = name).into_owned(),
        said: summary(locale, weeks),
        chart,
        beside: vec![beside],
        caption: t!(locale, "Every whole week, the newest first"),
        heads: vec![t!(locale, "Week"), counted.head],
        rows: weeks.iter().rev().map(row).collect(),
        file: (counted.file.to_owned(), t!(locale, "Download all weeks as a table for a spreadsheet (CSV)")),
    }
}

/// "16 November to 22 November 2026".
fn week_said(locale: Locale, week: Week) -> Words {
    let (from, to) = (dates::short_day(locale, week.monday()), dates::short_day(locale, week.sunday()));
    t!(locale, "{from} to {to}", from = from, to = to)
}

/// What the chart shows, for those who do not see it.
fn summary(locale: Locale, weeks: &[(Week, Told)]) -> Vec<Words> {
    let Some((newest, last)) = weeks.last() else { return Vec::new() };
    let day = |week: Week| dates::short_day(locale, week.monday());
    let mut said = vec![t!(
        locale,
        "In the last whole week, from {day}: {number}.",
        day = day(*newest),
        number = last.said(locale)
    )];
    let most = weeks.iter().max_by_key(|(_, told)| told.rank());
    if let Some((week, most @ Told::Many(_))) = most {
        said.push(t!(
            locale,
            "The most was {number}, in the week from {day}.",
            number = most.said(locale),
            day = day(*week)
        ));
    }
    let how_many = |wanted: Told| weeks.iter().filter(|(_, told)| *told == wanted).count();
    let (few, none) = (how_many(Told::Few), how_many(Told::None));
    if few > 0 {
        said.push(count!(
            locale,
            few,
            one = "In 1 week it was fewer than {fewest}, so the number is hidden.",
            other = "In {n} weeks it was fewer than {fewest}, so the number is hidden.",
            fewest = FEWEST
        ));
    }
    if none > 0 {
        said.push(count!(locale, none, one = "In 1 week it was none.", other = "In {n} weeks it was none."));
    }
    said
}

/// As the charts of test results draw it: a hidden number is known to be below a bound, and no more.
fn trend(weeks: &[(Week, Told)]) -> Option<Trend> {
    let newest = weeks.last()?.0;
    let point = |(week, told): &(Week, Told)| {
        let (number, known) = match told {
            Told::None => (0, Known::Exactly),
            Told::Few => (FEWEST, Known::LessThan),
            Told::Many(number) => (*number, Known::Exactly),
        };
        Point {
            taken: PartialDate::Day(week.monday()),
            at: week.monday().and_time(NaiveTime::MIN).and_utc(),
            number: number as f64,
            known,
            this: *week == newest && known == Known::Exactly,
        }
    };
    let ends = Some(Ends::Both(0.0, FEWEST as f64));
    let series = Series { name: None, points: weeks.iter().map(point).collect(), ends, apart: None };
    (weeks.len() > 1).then(|| Trend { unit: String::new(), series: vec![series], left_out: 0, side: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::record::testing::html;
    use crate::journeys::staff::over_time::OverTime;

    /// The page where these were counted, the oldest first.
    fn page(numbers: &[usize]) -> String {
        let first = Week::of("2026-06-01".parse().expect("a day"));
        let weeks = numbers.iter().zip(0..).map(|(number, at)| {
            let week = (0..at).fold(first, |week, _: i32| week.next());
            (week, Told::of(*number))
        });
        let weeks: Vec<_> = weeks.collect();
        let counted = Counted { head: "People".into(), file: "/file" };
        html(|| {
            let facts = by_week(Locale::English, "Letters", counted, &weeks);
            view! { <OverTime locale=Locale::English facts /> }
        })
    }

    #[test]
    fn a_hidden_number_is_in_no_mark_of_the_chart_no_word_and_no_cell() {
        let one = page(&[12, 1, 7, 0, 9]);
        assert!(one.contains("<svg") && one.contains("fewer than 5"));
        for other in 2..5 {
            assert_eq!(page(&[12, other, 7, 0, 9]), one, "{other} is told by something");
        }
        for (other, what) in [(0, "none"), (5, "5")] {
            assert_ne!(page(&[12, other, 7, 0, 9]), one, "{what} is told");
        }
        assert!(!one.contains(">28<") && !one.contains(">29<"), "no sum stands there");
    }

    #[test]
    fn what_the_chart_shows_is_said_in_words() {
        let said = page(&[12, 1, 7, 0, 9]);
        for wanted in [
            "In the last whole week, from 29 June 2026: 9.",
            "The most was 12, in the week from 1 June 2026.",
            "In 1 week it was fewer than 5, so the number is hidden.",
            "In 1 week it was none.",
        ] {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        assert!(page(&[3]).contains("too few whole weeks"));
        assert!(!page(&[3, 0]).contains("The most was"), "which of the small ones was most is hidden too");
    }
}
