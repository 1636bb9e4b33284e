//! Which results stand together in a list: as the laboratory grouped them, or every test with its earlier results.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::domain::{Held, OdsCode, PartialDate, TestResult, plain};
use crate::journeys::record::listed::{Listed, Section, by_name};
use crate::t;
use crate::words::{Locale, dates};

/// What makes results stand together.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Together<'a> {
    /// One report of one holder.
    Report(Option<&'a OdsCode>, &'a str),
    /// A set of tests by its name, where no report is told.
    Set(String, Option<PartialDate>),
    Day(Option<PartialDate>),
    /// The date cannot be right, so they never stand before others as the newest.
    Future,
}

impl<'a> Together<'a> {
    fn of(held: &'a Held<TestResult>, today: NaiveDate) -> Self {
        if day_of(held).is_some_and(|day| day > today) {
            return Self::Future;
        }
        // As exact as it was told: what is known to the year stands under the year.
        let day = held.entry.taken.map(|taken| taken.day().map_or(taken, PartialDate::Day));
        let holder = held.holders.first().map(|holder| &holder.organisation.ods_code);
        match (&held.entry.report, &held.entry.group) {
            (Some(report), _) => Self::Report(holder, report),
            (None, Some(group)) => Self::Set(plain(group), day),
            (None, None) => Self::Day(day),
        }
    }
}

fn day_of(held: &Held<TestResult>) -> Option<NaiveDate> {
    held.entry.taken.map(|taken| taken.earliest_day())
}

/// Results of one report together in the report's order, the newest report first; others by the day on which they
/// were taken.
pub fn by_set(
    locale: Locale,
    now: DateTime<Utc>,
    entries: &[Held<TestResult>],
) -> Vec<Section<'_, TestResult>> {
    let today = now.with_timezone(&London).date_naive();
    let mut sets: HashMap<Together<'_>, Vec<&Held<TestResult>>> = HashMap::new();
    for held in entries {
        sets.entry(Together::of(held, today)).or_default().push(held);
    }
    let mut sets: Vec<_> = sets.into_iter().collect();
    for (together, set) in &mut sets {
        if matches!(together, Together::Day(_) | Together::Future) {
            set.sort_by_key(|held| (Reverse(held.entry.taken), held.id));
        }
    }
    sets.sort_by_cached_key(|(together, set)| {
        let newest = set.iter().filter_map(|held| day_of(held)).max();
        let name = set.first().and_then(|held| held.entry.group.as_deref()).map(plain);
        let order = (Reverse(newest), name.is_none(), name, together.clone());
        // What has a date that cannot be right stands after what has one, and before what has none.
        (newest.is_none(), *together == Together::Future, order)
    });
    let headings: Vec<_> =
        sets.iter().map(|(together, set)| heading(locale, together, set, dates::partial)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    headings.iter().for_each(|heading| *times.entry(heading).or_default() += 1);
    sets.iter()
        .zip(&headings)
        .map(|((together, set), own)| {
            // Two reports of one name and day are told apart by the time, where that is told.
            let own = match times.get(own.as_str()) {
                Some(2..) => heading(locale, together, set, dates::partial_with_time),
                _ => own.clone(),
            };
            Section::new(own, set.clone())
        })
        .collect()
}

fn heading(
    locale: Locale,
    together: &Together<'_>,
    set: &[&Held<TestResult>],
    in_words: fn(Locale, &PartialDate) -> String,
) -> String {
    if *together == Together::Future {
        return t!(locale, "The date lies in the future, so it may be wrong").into_owned();
    }
    let group = set.iter().find_map(|held| held.entry.group.as_ref());
    let date = set.iter().filter_map(|held| held.entry.taken).max();
    match (group, date.map(|date| in_words(locale, &date))) {
        (Some(group), Some(date)) => t!(locale, "{group}, {date}", group = group, date = date).into_owned(),
        (Some(group), None) => t!(locale, "{group}, date not told", group = group).into_owned(),
        (None, Some(date)) => date,
        (None, None) => t!(locale, "Date not told").into_owned(),
    }
}

/// Results of one test together under its name, in the order of the names, each newest first.
pub fn by_test<'a>(entries: impl Iterator<Item = &'a Held<TestResult>>) -> Vec<Section<'a, TestResult>> {
    let mut sorted = by_name(entries);
    sorted.sort_by_cached_key(|held| (plain(held.entry.name()), Reverse(held.entry.taken)));
    let mut sections: Vec<Section<'_, TestResult>> = Vec::new();
    for held in sorted {
        match sections.last_mut() {
            Some(last) if plain(last.entries[0].entry.name()) == plain(held.entry.name()) => {
                last.entries.push(held)
            }
            _ => sections.push(Section::new(held.entry.name(), vec![held])),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EntryId;
    use crate::journeys::record::listed::Way;
    use crate::journeys::record::testing::{self, HOSPITAL, SURGERY};

    fn result(name: &str, group: Option<&str>, taken: &str) -> Held<TestResult> {
        let entry = TestResult {
            group: group.map(str::to_owned),
            taken: PartialDate::parse(taken),
            ..testing::test_result(name, 61.0, "mmol/mol")
        };
        testing::held(entry, &[SURGERY])
    }

    fn reported(name: &str, report: &str, taken: &str) -> Held<TestResult> {
        let mut held = result(name, Some("Full blood count"), taken);
        let entry = TestResult { report: Some(report.into()), ..(*held.entry).clone() };
        held.entry = entry.into();
        held
    }

    fn shape(entries: &[Held<TestResult>], way: Way) -> Vec<(String, Vec<String>)> {
        let sections = TestResult::sections(Locale::English, testing::now(), entries, way);
        let names =
            |s: &Section<'_, TestResult>| s.entries.iter().map(|h| h.entry.name().to_owned()).collect();
        sections.iter().map(|s| (s.heading.clone().unwrap_or_default(), names(s))).collect()
    }

    fn owned(shape: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        shape.iter().map(|(h, all)| ((*h).to_owned(), names(all))).collect()
    }

    #[test]
    fn results_stand_by_set_newest_first_dated_by_when_they_were_taken() {
        let blood = Some("Full blood count");
        let mut entries = [
            result("Haemoglobin", blood, "2026-11-18T09:10:00Z"),
            result("Platelets", blood, "2026-11-18T09:10:00Z"),
            result("HbA1c", None, "2026-11-18"),
            result("Haemoglobin", blood, "2025-03-14"),
            result("Old test", None, ""),
        ];
        for (n, entry) in entries.iter_mut().enumerate() {
            entry.id = EntryId([u8::try_from(n).unwrap_or(0); 16]);
        }
        assert_eq!(
            shape(&entries, Way::Usual),
            owned(&[
                ("Full blood count, 18 November 2026", &["Haemoglobin", "Platelets"]),
                ("18 November 2026", &["HbA1c"]),
                ("Full blood count, 14 March 2025", &["Haemoglobin"]),
                ("Date not told", &["Old test"]),
            ])
        );
    }

    #[test]
    fn two_reports_of_one_day_stay_apart_each_in_the_laboratory_s_order() {
        let entries = [
            reported("White cells", "morning", "2026-11-18T09:10:00Z"),
            reported("White cells", "evening", "2026-11-18T19:30:00Z"),
            reported("Haemoglobin", "morning", "2026-11-18T09:10:00Z"),
            reported("Haemoglobin", "evening", "2026-11-18T19:30:00Z"),
        ];
        let shape = shape(&entries, Way::Usual);
        assert!(shape.iter().all(|(_, names)| names == &["White cells", "Haemoglobin"]), "{shape:?}");
        let headings: Vec<_> = shape.iter().map(|(heading, _)| heading.as_str()).collect();
        assert_ne!(headings[0], headings[1]);
        assert!(headings.iter().any(|heading| heading.contains("7:30pm")), "{headings:?}");
    }

    #[test]
    fn two_holders_that_number_their_reports_alike_stay_apart() {
        let here = reported("Haemoglobin", "1", "2026-11-18");
        let there = testing::held((*here.entry).clone(), &[HOSPITAL]);
        assert_eq!(shape(&[here, there], Way::Usual).len(), 2);
    }

    #[test]
    fn a_result_dated_in_the_future_never_stands_as_the_newest() {
        let entries = [
            result("Odd", Some("Full blood count"), "2031-01-01"),
            result("HbA1c", None, "2026-11-18"),
            result("Old test", None, ""),
        ];
        assert_eq!(
            shape(&entries, Way::Usual),
            owned(&[
                ("18 November 2026", &["HbA1c"]),
                ("The date lies in the future, so it may be wrong", &["Odd"]),
                ("Date not told", &["Old test"]),
            ])
        );
    }

    #[test]
    fn results_by_name_keep_one_test_together_newest_first() {
        let entries = [
            result("HbA1c", None, "2025-03-14"),
            result("Ferritin", None, "2020"),
            result("HBA1C", None, "2026-11-18"),
        ];
        assert_eq!(
            shape(&entries, Way::ByName),
            owned(&[("Ferritin", &["Ferritin"]), ("HBA1C", &["HBA1C", "HbA1c"])])
        );
    }

    #[test]
    fn the_list_of_vital_signs_holds_nothing_else() {
        let mut weight = result("Body weight", None, "2026-11-18");
        let entry = TestResult { is_vital_sign: true, ..(*weight.entry).clone() };
        weight.entry = entry.into();
        let entries = [weight, result("HbA1c", None, "2026-11-18")];
        assert_eq!(shape(&entries, Way::VitalSigns), owned(&[("Body weight", &["Body weight"])]));
        assert_eq!(shape(&entries, Way::Usual).iter().map(|(_, names)| names.len()).sum::<usize>(), 2);
    }
}
