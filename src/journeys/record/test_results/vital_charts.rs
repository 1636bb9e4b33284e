//! The charts above the list of vital signs: one for each that was measured more than once.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::chart_view::TrendChart;
use super::history::{Trend, same_test, trend};
use super::sets;
use crate::domain::{Held, TestResult};
use crate::t;
use crate::words::Locale;

/// Each vital sign with its trend, by name.
pub fn of(entries: &[Held<TestResult>], now: DateTime<Utc>) -> Vec<(String, Trend)> {
    let mut drawn = Vec::new();
    let mut charts = Vec::new();
    for section in sets::by_test(entries.iter().filter(|held| held.entry.is_vital_sign)) {
        // One of another name with the same code stands in that one's chart.
        let Some(newest) = section.entries.first().filter(|held| !drawn.contains(&held.id)) else { continue };
        let same = same_test(entries, newest);
        drawn.extend(same.iter().map(|held| held.id));
        charts.extend(trend(&same, newest, now).map(|trend| (newest.entry.name.text.clone(), trend)));
    }
    charts
}

#[component]
pub fn VitalCharts(locale: Locale, charts: Vec<(String, Trend)>) -> impl IntoView {
    charts
        .into_iter()
        .map(|(name, trend)| {
            view! {
                <h2 dir="auto">{t!(locale, "{name} over time", name = name)}</h2>
                <TrendChart locale trend />
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, CodeSystem, PartialDate};
    use crate::journeys::record::testing::{SURGERY, held, now, test_result};

    fn weight(name: &str, number: f64, taken: &str) -> Held<TestResult> {
        let mut result = test_result(name, number, "kg");
        result.name.codes = vec![Code { system: CodeSystem::Snomed, code: "27113001".into() }];
        held(TestResult { taken: PartialDate::parse(taken), is_vital_sign: true, ..result }, &[SURGERY])
    }

    #[test]
    fn one_thing_under_two_names_has_one_chart_and_one_value_has_none() {
        let all = [weight("Body weight", 80.0, "2026-11-18"), weight("O/E - weight", 82.0, "2026-05-12")];
        let charts = of(&all, now());
        assert_eq!(charts.len(), 1);
        assert_eq!(charts[0].1.series[0].points.len(), 2);
        assert!(of(&all[..1], now()).is_empty());
        let other = held(test_result("HbA1c", 61.0, "mmol/mol"), &[SURGERY]);
        assert!(of(&[other], now()).is_empty(), "no vital sign");
    }
}
