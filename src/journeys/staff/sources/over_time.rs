//! How one source answered over time: the words, the chart and the table of the page, and the same as a file. A time in
//! which nobody asked is said to be one, and never counts as one in which nothing failed.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use leptos::prelude::*;

use super::HERE;
use super::words::{said, seconds, took, why_failed};
use crate::domain::{Failure, PartialDate, SourceHour, day_begins};
use crate::gather::InterfaceHealth;
use crate::journeys::record::test_results::{Known, Point, Series, Trend, legend};
use crate::journeys::staff::kind_words;
use crate::journeys::staff::over_time::TimeFacts;
use crate::journeys::who_looked::Spreadsheet;
use crate::web::Words;
use crate::words::{Locale, dates};
use crate::{count, t};

/// Up to what of a hundred the side of the chart reaches at least.
const SIDE: (f64, f64) = (0.0, 10.0);

/// The page of 90 days.
pub fn by_day(locale: Locale, source: &InterfaceHealth, days: &[(NaiveDate, SourceHour)]) -> TimeFacts {
    let at = |day: NaiveDate| (day_begins(day) + Duration::hours(12), PartialDate::Day(day));
    let points: Vec<_> = days.iter().map(|(day, sums)| (at(*day), *sums)).collect();
    let nobody = days.iter().filter(|(_, sums)| sums.times_asked() == 0).count();
    let mut about = about(locale, source, &points);
    if nobody > 0 {
        about.push(count!(
            locale,
            nobody,
            one = "On 1 day nobody asked. What it would have answered then is not known.",
            other = "On {n} days nobody asked. What it would have answered then is not known."
        ));
    }
    // On the day that clocks go back noon comes 25 hours after noon.
    let (chart, beside) = chart(locale, &points, Duration::hours(26));
    let row = |(day, sums): &(NaiveDate, SourceHour)| {
        let href = format!("{HERE}/{}/{day}", source.name());
        let link = view! { <a href=href>{dates::short_day(locale, *day)}</a> };
        vec![link.into_any(), said(locale, sums).into_any(), took(locale, sums).into_any()]
    };
    TimeFacts {
        heading: t!(locale, "How it answered, day by day").into_owned(),
        said: about,
        chart,
        beside,
        caption: t!(locale, "Every day, the newest first. Choose one to see its hours"),
        heads: heads(locale, t!(locale, "Day")),
        rows: days.iter().rev().map(row).collect(),
        file: file(locale, source),
    }
}

/// The page of one day.
pub fn by_hour(
    locale: Locale,
    source: &InterfaceHealth,
    day: NaiveDate,
    hours: &[(DateTime<Utc>, SourceHour)],
) -> TimeFacts {
    let points: Vec<_> = hours.iter().map(|(at, sums)| ((*at, PartialDate::Moment(*at)), *sums)).collect();
    let (chart, beside) = chart(locale, &points, Duration::hours(1));
    let row = |(at, sums): &(DateTime<Utc>, SourceHour)| {
        let (from, to) = (dates::time(locale, *at), dates::time(locale, *at + Duration::hours(1)));
        let hour = t!(locale, "{from} to {to}", from = from, to = to);
        vec![hour.into_any(), said(locale, sums).into_any(), took(locale, sums).into_any()]
    };
    TimeFacts {
        heading: dates::day(locale, day),
        said: about(locale, source, &points),
        chart,
        beside,
        caption: t!(locale, "Every hour, the newest first"),
        heads: heads(locale, t!(locale, "Hour")),
        rows: hours.iter().rev().map(row).collect(),
        file: file(locale, source),
    }
}

/// A time with what stands for it on the chart, and what was counted then.
type Counted = ((DateTime<Utc>, PartialDate), SourceHour);

fn heads(locale: Locale, when: Words) -> Vec<Words> {
    vec![when, t!(locale, "How it answered"), t!(locale, "How long that took")]
}

fn file(locale: Locale, source: &InterfaceHealth) -> (String, Words) {
    let words = t!(locale, "Download every hour of 90 days as a table for a spreadsheet (CSV)");
    (format!("{HERE}/{}/file", source.name()), words)
}

/// What it is about, and all of it together in words.
fn about(locale: Locale, source: &InterfaceHealth, counted: &[Counted]) -> Vec<Words> {
    let mut all = SourceHour::default();
    counted.iter().for_each(|(_, sums)| all.add(sums));
    let what = match source.offers.is_empty() {
        true => t!(locale, "Who people are").into_owned(),
        false => kind_words::list(locale, source.offers),
    };
    let mut words = vec![t!(locale, "This is about: {what}.", what = what)];
    if all.times_asked() == 0 {
        words.push(t!(locale, "Nobody asked in this time. What it would have answered is not known."));
        return words;
    }
    words.push(said(locale, &all));
    if all.times_answered() > 0 {
        words.push(took(locale, &all));
        words.push(t!(locale, "Slow is an answer for which pages do not wait."));
    }
    words
}

/// What failed and what was slow of a hundred questions; points are joined that stand no further from each other.
fn chart(locale: Locale, counted: &[Counted], apart: Duration) -> (Option<(Trend, String)>, Vec<Words>) {
    let series = |name: Words, times: fn(&SourceHour) -> u64| Series {
        name: Some(name.into_owned()),
        points: counted
            .iter()
            .filter_map(|((at, taken), sums)| {
                let number = sums.of_a_hundred(times(sums))?;
                Some(Point { taken: *taken, at: *at, number, known: Known::Exactly, this: false })
            })
            .collect(),
        ends: None,
        apart: Some(apart),
    };
    let failed = series(t!(locale, "failed"), SourceHour::times_failed);
    let slow = series(t!(locale, "slow"), |sums| sums.slow);
    if failed.points.len() < 2 {
        return (None, vec![t!(locale, "There is too little yet for a chart.")]);
    }
    let trend = Trend { unit: String::new(), series: vec![failed, slow], left_out: 0, side: Some(SIDE) };
    let mut beside = vec![t!(
        locale,
        "The chart shows how many of a hundred questions failed, and how many answers were slow."
    )];
    beside.extend(legend(locale, &trend));
    beside.push(t!(locale, "Where there is no mark, nobody asked."));
    let label = t!(
        locale,
        "A chart of what failed and what was slow. The words and the table on this page say the same."
    );
    (Some((trend, label.into_owned())), beside)
}

/// A row for each hour, the oldest first.
pub fn sheet(locale: Locale, hours: &[(DateTime<Utc>, SourceHour)]) -> Spreadsheet {
    let mut sheet = Spreadsheet::default();
    let counts = [t!(locale, "Asked"), t!(locale, "Answered"), t!(locale, "Slow"), t!(locale, "Failed")];
    let reasons = Failure::ALL.map(|why| t!(locale, "Failed: {why}", why = why_failed(locale, why)));
    let times = [t!(locale, "Half of the answers within (seconds)"), t!(locale, "The slowest (seconds)")];
    let heads: Vec<Words> =
        [t!(locale, "Hour from")].into_iter().chain(counts).chain(reasons).chain(times).collect();
    sheet.row(heads.iter().map(|head| &**head));
    let nobody = t!(locale, "nobody asked").into_owned();
    for (at, sums) in hours {
        let from = at.with_timezone(&London).to_rfc3339();
        if sums.times_asked() == 0 {
            let empty = std::iter::repeat_n("", heads.len() - 2);
            sheet.row([from.as_str(), nobody.as_str()].into_iter().chain(empty));
            continue;
        }
        let counts = [sums.times_asked(), sums.times_answered(), sums.slow, sums.times_failed()];
        let numbers = counts.into_iter().chain(sums.failed).map(|number| number.to_string());
        let slowest = (sums.times_answered() > 0).then_some(sums.slowest);
        let times = [sums.half_within(), slowest].map(|time| time.map(seconds).unwrap_or_default());
        let cells: Vec<String> = std::iter::once(from).chain(numbers).chain(times).collect();
        sheet.row(cells.iter().map(String::as_str));
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, Kinds};
    use crate::gather::HowItAnswers;
    use crate::journeys::home::samples::outside_our_words;
    use crate::journeys::record::testing::html;
    use crate::journeys::staff::over_time::OverTime;

    fn source() -> InterfaceHealth {
        let offers = Kinds::just(Kind::Letters);
        let how = HowItAnswers::NotAskedLately;
        InterfaceHealth { offers, how, last_answered: None, last_took: None, set_aside: Vec::new() }
    }

    fn asked(answered: usize, slow: usize, failed: usize) -> SourceHour {
        let mut sums = SourceHour::default();
        for n in 0..answered {
            let is_slow = n < slow;
            sums.answered(std::time::Duration::from_millis(if is_slow { 7_100 } else { 80 }), is_slow);
        }
        (0..failed).for_each(|_| sums.failed(Failure::NoAnswer));
        sums
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn page(locale: Locale, days: &[(NaiveDate, SourceHour)]) -> String {
        html(|| {
            let facts = by_day(locale, &source(), days);
            view! { <OverTime locale facts /> }
        })
    }

    fn some() -> Vec<(NaiveDate, SourceHour)> {
        vec![
            (day("2026-11-20"), asked(9, 0, 1)),
            (day("2026-11-21"), asked(8, 2, 2)),
            (day("2026-11-22"), SourceHour::default()),
            (day("2026-11-23"), asked(5, 0, 0)),
        ]
    }

    #[test]
    fn what_was_counted_is_said_in_words_and_a_day_when_nobody_asked_says_so() {
        let said = page(Locale::English, &some());
        for wanted in [
            "Answered 22 times, 2 of them slow. Failed 3 times: no answer in time.",
            "Half of the answers came within 0.1 seconds. The slowest took 7.1 seconds.",
            "On 1 day nobody asked. What it would have answered then is not known.",
            "Answered 9 times. Failed once: no answer in time.",
            "Nobody asked",
            "href=\"/staff/sources/letters/2026-11-22\"",
            "href=\"/staff/sources/letters/file\"",
        ] {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
    }

    #[test]
    fn a_day_when_nobody_asked_is_a_gap_and_no_line_goes_over_it() {
        let points = |days: &[(NaiveDate, SourceHour)]| {
            let chart = by_day(Locale::English, &source(), days).chart;
            chart.map(|(trend, _)| trend).expect("a chart")
        };
        let trend = points(&some());
        let numbers: Vec<Vec<f64>> = trend
            .series
            .iter()
            .map(|series| series.points.iter().map(|point| point.number).collect())
            .collect();
        assert_eq!(numbers, [[10.0, 20.0, 0.0], [0.0, 20.0, 0.0]], "3 of the 4 days, of a hundred");
        assert_eq!(trend.series[0].lines().len(), 1, "the 23rd is joined to nothing");
        let without_gap: Vec<_> = some().into_iter().filter(|(_, sums)| sums.times_asked() > 0).collect();
        assert_eq!(points(&without_gap).series[0].lines(), trend.series[0].lines());
    }

    #[test]
    fn a_time_in_which_nobody_asked_at_all_is_said_to_be_one() {
        let said = page(Locale::English, &[]);
        assert!(said.contains("Nobody asked in this time.") && said.contains("too little yet"), "{said}");
        assert!(!said.contains("<svg") && !said.contains("Failed") && !said.contains("Answered"), "{said}");
    }

    #[test]
    fn hours_stand_with_their_times_and_the_file_says_where_nobody_asked() {
        let at = |hour: i64| day_begins(day("2026-11-21")) + Duration::hours(hour);
        let hours = [(at(9), asked(2, 0, 1)), (at(10), SourceHour::default()), (at(11), asked(1, 1, 0))];
        let said = html(|| {
            let facts = by_hour(Locale::English, &source(), day("2026-11-21"), &hours);
            view! { <OverTime locale=Locale::English facts /> }
        });
        for wanted in ["Saturday 21 November 2026", "9am to 10am", "11am to midday", "Answered once, slowly."]
        {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        let file = sheet(Locale::English, &hours).into_text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 4, "{file}");
        assert!(
            lines[1].starts_with("\"2026-11-21T09:00:00+00:00\",\"3\",\"2\",\"0\",\"1\",\"1\",\"0\""),
            "{file}"
        );
        assert!(lines[2].starts_with("\"2026-11-21T10:00:00+00:00\",\"nobody asked\",\"\""), "{file}");
        assert!(lines[3].ends_with("\"7.1\",\"7.1\""), "{file}");
        let cells = |line: &str| line.split("\",\"").count();
        assert!(lines.iter().all(|line| cells(line) == cells(lines[0])), "{file}");
    }

    #[test]
    fn all_its_words_can_be_translated() {
        assert_eq!(outside_our_words(&page(Locale::Pseudo, &some())), Vec::<String>::new());
    }
}
