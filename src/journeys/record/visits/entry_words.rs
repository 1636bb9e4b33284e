//! Visits in words: consultations, clinics, stays in hospital.

use chrono::{DateTime, Utc};

use crate::domain::{Held, Visit};
use crate::journeys::record::entry_words::{Fact, FactList, Line};
use crate::journeys::record::listed::{Listed, Section, Way, newest_first, runs};
use crate::t;
use crate::words::{Locale, dates};

impl Listed for Visit {
    fn name(&self) -> &str {
        &self.what
    }

    fn sections(locale: Locale, _: DateTime<Utc>, entries: &[Held<Self>], _: Way) -> Vec<Section<'_, Self>> {
        runs(newest_first(entries.iter(), |visit| visit.started.or(visit.ended)), |held| {
            match held.entry.started.or(held.entry.ended) {
                Some(date) => date.year().to_string(),
                None => t!(locale, "Date not told").into_owned(),
            }
        })
    }

    fn line(&self, locale: Locale) -> Line {
        Line { what: self.reason.clone(), small: when(locale, self), tag: None }
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        FactList::default()
            .text(t!(locale, "Kind of visit"), Some(&self.what))
            .date(locale, t!(locale, "Started"), self.started.as_ref())
            .date(locale, t!(locale, "Ended"), self.ended.as_ref())
            .text(t!(locale, "Reason"), self.reason.as_ref())
            .text(t!(locale, "Where"), self.place.as_ref())
            .text(t!(locale, "Who you saw"), self.with_whom.as_ref())
            .done()
    }
}

/// The day, or both days where it went on for longer.
fn when(locale: Locale, visit: &Visit) -> Option<String> {
    let first = dates::partial(locale, visit.started.as_ref().or(visit.ended.as_ref())?);
    let last = visit.ended.as_ref().map(|date| dates::partial(locale, date)).unwrap_or_default();
    Some(match last.is_empty() || first == last {
        true => first,
        false => t!(locale, "{first} to {last}", first = first, last = last).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::testing;

    #[test]
    fn a_stay_says_both_days_and_a_consultation_one() {
        let visit = |started: &str, ended: &str| Visit {
            started: PartialDate::parse(started),
            ended: PartialDate::parse(ended),
            ..testing::visit("Stay in hospital")
        };
        let words = |visit: Visit| visit.line(Locale::English).small.unwrap_or_default();
        assert_eq!(words(visit("2026-03-01", "2026-03-04")), "1 March 2026 to 4 March 2026");
        assert_eq!(words(visit("2026-03-01T09:00:00Z", "2026-03-01T09:10:00Z")), "1 March 2026");
        assert_eq!(words(visit("", "2026-03")), "March 2026");
        assert_eq!(words(visit("", "")), "");
    }
}
