//! Test results in words: the value, the range that came with it, and the laboratory's own marks.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Gathered, Held, ResultState, ResultValue, TestResult, UsualRange};
use crate::journeys::record::entry_words::{Fact, FactList, Line, beginning};
use crate::journeys::record::listed::{Listed, Section, Way};
use crate::journeys::record::plain_words::Named;
use crate::t;
use crate::web::components::TagColour;
use crate::web::{Link, Words};
use crate::words::numbers::quantity;
use crate::words::{Locale, and_list, dates, glossary, units};

use super::{range, sets};

/// How much of a text stands in a list; all of it stands on the result's own page.
const IN_A_LIST: usize = 200;

impl Listed for TestResult {
    fn name(&self) -> &str {
        &self.name.text
    }

    /// Newest first, each set of tests together; or every test with its earlier results; or vital signs alone.
    fn sections(
        locale: Locale,
        now: DateTime<Utc>,
        entries: &[Held<Self>],
        way: Way,
    ) -> Vec<Section<'_, Self>> {
        match way {
            Way::ByName => sets::by_test(entries.iter()),
            Way::VitalSigns => sets::by_test(entries.iter().filter(|held| held.entry.is_vital_sign)),
            Way::Usual | Way::Past => sets::by_set(locale, now, entries),
        }
    }

    fn line(&self, locale: Locale) -> Line {
        let mut what: Vec<String> = value_sentence(locale, self).into_iter().collect();
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
            .text(t!(locale, "Part of the body"), self.body_site.as_ref())
            .text(t!(locale, "Sample"), self.sample.as_ref().and_then(|sample| sample.what.as_ref()))
            .text(
                t!(locale, "Number of the sample"),
                self.sample.as_ref().and_then(|sample| sample.number.as_ref()),
            )
            .date(locale, dated(locale, self), self.taken.as_ref())
            .date(locale, t!(locale, "Reported"), self.reported.as_ref())
            .text(t!(locale, "Part of"), self.group.as_ref())
            .text(t!(locale, "Asked for by"), self.asked_by.as_ref())
            .text(t!(locale, "Laboratory’s comment"), self.comment.as_ref())
            .done()
    }

    fn other_ways(locale: Locale, _: DateTime<Utc>, gathered: &Gathered<Self>, way: Way) -> Vec<Link> {
        let all =
            || Link { href: "/record/test-results".into(), text: t!(locale, "Show all your test results") };
        let by_test = || Link {
            href: "/record/test-results?by=test".into(),
            text: t!(locale, "Show each test with its earlier results"),
        };
        let vital_signs = || Link {
            href: "/record/test-results?kind=vital-signs".into(),
            text: t!(locale, "Show only vital signs, such as blood pressure, pulse, weight and height"),
        };
        let has_vital_signs = gathered.entries.iter().any(|held| held.entry.is_vital_sign);
        match way {
            _ if gathered.entries.is_empty() => Vec::new(),
            Way::ByName | Way::VitalSigns => vec![all()],
            Way::Usual | Way::Past => {
                std::iter::once(by_test()).chain(has_vital_signs.then(vital_signs)).collect()
            }
        }
    }

    fn heading(locale: Locale, way: Way) -> Words {
        match way {
            Way::VitalSigns => t!(locale, "Your vital signs"),
            Way::Usual | Way::Past | Way::ByName => t!(locale, "Your test results"),
        }
    }

    fn none_here(locale: Locale, way: Way, complete: bool) -> Option<Words> {
        (way == Way::VitalSigns).then(|| match complete {
            true => t!(locale, "We were told of no vital signs. Something may not be shared online."),
            false => t!(locale, "We do not know yet if there are vital signs in your record."),
        })
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

/// The value of a whole result, or its parts: "Systolic 120 mmHg and Diastolic 80 mmHg".
pub fn value_words(locale: Locale, result: &TestResult) -> Option<String> {
    let values: Vec<String> = match &result.value {
        Some(value) => vec![beginning(&own_value(locale, value), IN_A_LIST).into_owned()],
        None => result
            .parts
            .iter()
            .filter_map(|part| Some((&part.name.text, own_value(locale, part.value.as_ref()?))))
            .map(|(name, value)| {
                let value = beginning(&value, IN_A_LIST);
                t!(locale, "{name} {value}", name = name, value = value).into_owned()
            })
            .collect(),
    };
    (!values.is_empty()).then(|| and_list(locale, &values))
}

/// The same as a sentence, or that there is none.
fn value_sentence(locale: Locale, result: &TestResult) -> Option<String> {
    match (value_words(locale, result), result.state) {
        (Some(value), _) => Some(t!(locale, "{value}.", value = value.trim_end_matches('.')).into_owned()),
        (None, ResultState::Cancelled) => None,
        (None, _) => Some(t!(locale, "No value was told.").into_owned()),
    }
}

/// What the date of a result is the date of.
pub fn dated(locale: Locale, result: &TestResult) -> Words {
    match result.is_vital_sign {
        true => t!(locale, "Measured"),
        false => t!(locale, "Sample taken"),
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
    use crate::domain::ResultPart;
    use crate::journeys::record::testing;

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
}
