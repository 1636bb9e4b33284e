//! Test results in words: the value, the range that came with it, and the laboratory's own marks.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Gathered, Held, ResultState, ResultValue, TestResult, UsualRange, plain};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, by_name, newest_first, runs};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::Link;
use crate::web::components::TagColour;
use crate::words::numbers::quantity;

use crate::words::{Locale, and_list, dates, glossary, units};

use super::range;

impl Listed for TestResult {
    fn name(&self) -> &str {
        &self.name.text
    }

    /// Newest first, each set of tests together; or every test with its earlier results.
    fn sections(
        locale: Locale,
        _: DateTime<Utc>,
        entries: &[Held<Self>],
        way: Way,
    ) -> Vec<Section<'_, Self>> {
        match way {
            Way::ByName => by_test(entries),
            Way::Usual | Way::Past => by_set(locale, entries),
        }
    }

    fn line(&self, locale: Locale) -> Line {
        let mut what: Vec<String> = value_words(locale, self).into_iter().collect();
        what.extend(range::sentence(locale, self.value.as_ref(), self.range.as_ref()));
        let when = match (&self.taken, &self.reported) {
            (Some(date), _) => t!(locale, "taken {date}", date = dates::partial(locale, date)),
            (None, Some(date)) => t!(locale, "reported {date}", date = dates::partial(locale, date)),
            (None, None) => t!(locale, "date not told"),
        };
        Line {
            what: (!what.is_empty()).then(|| what.join(" ")),
            small: Some(when.into_owned()),
            tag: tag(locale, self),
        }
    }

    fn named(&self) -> Option<Named<'_>> {
        Some(Named::of(&self.name, glossary::Place::Test))
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "Test"), Some(&self.name.text))
            .text(t!(locale, "Result"), self.value.as_ref().map(|value| own_value(locale, value)))
            .text(
                t!(locale, "Usual range, as the laboratory gave it"),
                own_range(locale, self.range.as_ref()),
            )
            .text(t!(locale, "Laboratory’s mark"), self.mark.as_ref())
            .said(t!(locale, "How it stands"), state(locale, self.state))
            .date(locale, t!(locale, "Sample taken"), self.taken.as_ref())
            .date(locale, t!(locale, "Reported"), self.reported.as_ref())
            .text(t!(locale, "Part of"), self.group.as_ref())
            .text(t!(locale, "Asked for by"), self.asked_by.as_ref())
            .text(t!(locale, "Laboratory’s comment"), self.comment.as_ref())
            .done()
    }

    fn other_ways(locale: Locale, _: DateTime<Utc>, gathered: &Gathered<Self>, way: Way) -> Vec<Link> {
        match way {
            _ if gathered.entries.is_empty() => Vec::new(),
            Way::ByName => {
                let text = t!(locale, "Show the newest results first");
                vec![Link { href: "/record/test-results".into(), text }]
            }
            Way::Usual | Way::Past => {
                let text = t!(locale, "Show each test with its earlier results");
                vec![Link { href: "/record/test-results?by=test".into(), text }]
            }
        }
    }

    fn notices(locale: Locale, gathered: &Gathered<Self>) -> Vec<String> {
        match gathered.entries.is_empty() {
            true => Vec::new(),
            false => {
                vec![
                    t!(locale, "We do not know if anyone has talked to you about these results.")
                        .into_owned(),
                ]
            }
        }
    }
}

/// Results of one set and one day under the set's name; others by the day on which they were taken.
fn by_set(locale: Locale, entries: &[Held<TestResult>]) -> Vec<Section<'_, TestResult>> {
    let mut sorted = newest_first(entries.iter(), |result| result.taken.map(|taken| taken.earliest_day()));
    let set = |held: &Held<TestResult>| held.entry.group.as_deref().map(plain).unwrap_or_default();
    sorted.sort_by_cached_key(|held| {
        let day = held.entry.taken.map(|taken| taken.earliest_day());
        (std::cmp::Reverse(day), set(held).is_empty(), set(held))
    });
    runs(sorted, |held| {
        let date = held.entry.taken.as_ref().map(|taken| dates::partial(locale, taken));
        match (&held.entry.group, date) {
            (Some(group), Some(date)) => {
                t!(locale, "{group}, {date}", group = group, date = date).into_owned()
            }
            (Some(group), None) => t!(locale, "{group}, date not told", group = group).into_owned(),
            (None, Some(date)) => date,
            (None, None) => t!(locale, "Date not told").into_owned(),
        }
    })
}

/// Results of one test together under its name, in the order of the names, each newest first.
fn by_test(entries: &[Held<TestResult>]) -> Vec<Section<'_, TestResult>> {
    let mut sorted = by_name(entries.iter());
    sorted.sort_by_cached_key(|held| (plain(held.entry.name()), std::cmp::Reverse(held.entry.taken)));
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

/// One value in words: "61 mmol/mol", "less than 5 mg/L", or the source's own words.
pub fn own_value(locale: Locale, value: &ResultValue) -> String {
    match value {
        ResultValue::Text(text) => text.clone(),
        ResultValue::Quantity { comparator, number, unit } => {
            let (number, unit) = (quantity(*number), units::unit(unit));
            let amount = if unit.is_empty() { number } else { format!("{number} {unit}") };
            match comparator.as_deref() {
                None | Some("") => amount,
                Some("<") => t!(locale, "less than {amount}", amount = amount).into_owned(),
                Some("<=") => t!(locale, "{amount} or less", amount = amount).into_owned(),
                Some(">") => t!(locale, "more than {amount}", amount = amount).into_owned(),
                Some(">=") => t!(locale, "{amount} or more", amount = amount).into_owned(),
                Some(other) => format!("{other} {amount}"),
            }
        }
    }
}

/// The value of a whole result, or its parts: "Systolic 120 mmHg and Diastolic 80 mmHg". Ends as a sentence does.
fn value_words(locale: Locale, result: &TestResult) -> Option<String> {
    let values: Vec<String> = match &result.value {
        Some(value) => vec![own_value(locale, value)],
        None => result
            .parts
            .iter()
            .filter_map(|part| Some((&part.name.text, own_value(locale, part.value.as_ref()?))))
            .map(|(name, value)| t!(locale, "{name} {value}", name = name, value = value).into_owned())
            .collect(),
    };
    if values.is_empty() {
        return match result.state {
            ResultState::Cancelled => None,
            _ => Some(t!(locale, "No value was told.").into_owned()),
        };
    }
    let value = and_list(locale, &values);
    Some(t!(locale, "{value}.", value = value.trim_end_matches('.')).into_owned())
}

/// What "positive" and "negative" mean, which many people read backwards; nothing for other values.
pub fn explained(locale: Locale, value: &ResultValue) -> Option<Cow<'static, str>> {
    let ResultValue::Text(text) = value else { return None };
    match plain(text).as_str() {
        "positive" => Some(t!(locale, "“Positive” means that the test found what it was looking for.")),
        "negative" => {
            Some(t!(locale, "“Negative” means that the test did not find what it was looking for."))
        }
        _ => None,
    }
}

/// The range as the laboratory wrote it, or its ends in words.
pub fn own_range(locale: Locale, range: Option<&UsualRange>) -> Option<String> {
    let range = range?;
    range.text.clone().filter(|text| !text.trim().is_empty()).or_else(|| range::words(locale, Some(range)))
}

fn state(locale: Locale, state: ResultState) -> Cow<'static, str> {
    match state {
        ResultState::Final => t!(locale, "Final"),
        ResultState::NotFinal => t!(locale, "Not final: it may still change"),
        ResultState::Corrected => t!(locale, "Corrected: it replaces an earlier result"),
        ResultState::Cancelled => t!(locale, "Cancelled: there is no result"),
        ResultState::NotSaid => t!(locale, "The record does not say if it is final"),
    }
}

fn tag(locale: Locale, result: &TestResult) -> Option<(String, TagColour)> {
    let (words, colour) = match result.state {
        ResultState::NotFinal => (t!(locale, "May still change"), TagColour::Yellow),
        ResultState::Corrected => (t!(locale, "Corrected"), TagColour::Yellow),
        ResultState::Cancelled => (t!(locale, "Cancelled"), TagColour::Grey),
        ResultState::Final | ResultState::NotSaid => {
            let mark = result.mark.as_ref().filter(|mark| !mark.trim().is_empty())?;
            (t!(locale, "Laboratory’s mark: {mark}", mark = mark), TagColour::White)
        }
    };
    Some((words.into_owned(), colour))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PartialDate, ResultPart};
    use crate::journeys::record::testing::{self, SURGERY};

    fn result(name: &str, group: Option<&str>, taken: &str) -> Held<TestResult> {
        let entry = TestResult {
            group: group.map(str::to_owned),
            taken: PartialDate::parse(taken),
            ..testing::test_result(name, 61.0, "mmol/mol")
        };
        testing::held(entry, &[SURGERY])
    }

    fn shape(sections: &[Section<'_, TestResult>]) -> Vec<(String, Vec<String>)> {
        let names =
            |s: &Section<'_, TestResult>| s.entries.iter().map(|h| h.entry.name().to_owned()).collect();
        sections.iter().map(|s| (s.heading.clone().unwrap_or_default(), names(s))).collect()
    }

    fn owned(shape: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        shape
            .iter()
            .map(|(h, names)| ((*h).to_owned(), names.iter().map(|n| (*n).to_owned()).collect()))
            .collect()
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
            entry.id = crate::domain::EntryId([u8::try_from(n).unwrap_or(0); 16]);
        }
        assert_eq!(
            shape(&TestResult::sections(Locale::English, testing::now(), &entries, Way::Usual)),
            owned(&[
                ("Full blood count, 18 November 2026", &["Haemoglobin", "Platelets"]),
                ("18 November 2026", &["HbA1c"]),
                ("Full blood count, 14 March 2025", &["Haemoglobin"]),
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
            shape(&TestResult::sections(Locale::English, testing::now(), &entries, Way::ByName)),
            owned(&[("Ferritin", &["Ferritin"]), ("HBA1C", &["HBA1C", "HbA1c"])])
        );
    }

    #[test]
    fn the_line_says_the_value_and_how_it_stands_to_the_range_that_came_with_it() {
        let range = Some(UsualRange { low: Some(20.0), high: Some(41.0), text: None });
        let result = TestResult { range, ..testing::test_result("HbA1c", 61.0, "mmol/mol") };
        assert_eq!(
            result.line(Locale::English).what.as_deref(),
            Some("61 mmol/mol. This is above the laboratory’s usual range of 20 to 41.")
        );
    }

    #[test]
    fn a_blood_pressure_stands_with_both_its_values() {
        let part = |name: &str, number| ResultPart {
            name: crate::domain::Coded::text(name),
            value: Some(ResultValue::Quantity { comparator: None, number, unit: "mmHg".into() }),
            range: None,
            mark: None,
        };
        let result = TestResult {
            value: None,
            parts: vec![part("Systolic", 120.0), part("Diastolic", 80.0)],
            ..testing::test_result("Blood pressure", 0.0, "")
        };
        assert_eq!(
            result.line(Locale::English).what.as_deref(),
            Some("Systolic 120 mmHg and Diastolic 80 mmHg.")
        );
    }

    #[test]
    fn a_bounded_value_is_said_in_words() {
        let value = |comparator: &str| ResultValue::Quantity {
            comparator: Some(comparator.into()),
            number: 5.0,
            unit: "mg/L".into(),
        };
        assert_eq!(own_value(Locale::English, &value("<")), "less than 5 mg/L");
        assert_eq!(own_value(Locale::English, &value(">=")), "5 mg/L or more");
    }

    #[test]
    fn a_mark_is_said_only_where_the_laboratory_gave_one() {
        let result = testing::test_result("HbA1c", 6100.0, "mmol/mol");
        assert_eq!(result.line(Locale::English).tag, None);
        let marked = TestResult { mark: Some("High".into()), ..result };
        let tag = marked.line(Locale::English).tag.map(|tag| tag.0);
        assert_eq!(tag.as_deref(), Some("Laboratory’s mark: High"));
    }

    #[test]
    fn positive_and_negative_are_explained_and_nothing_else_is() {
        let explain = |text: &str| explained(Locale::English, &ResultValue::Text(text.into()));
        assert!(explain("Negative.").is_some_and(|words| words.contains("did not find")));
        assert!(explain("POSITIVE").is_some_and(|words| words.contains("found")));
        assert_eq!(explain("O positive"), None);
    }
}
