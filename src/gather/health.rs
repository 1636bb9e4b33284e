//! How an interface has answered lately, as far as any program at our database has seen it: nobody is asked for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::prepared::failure_of;
use crate::connectors::ConnectorError;
use crate::domain::{Answer, Failure, Kind, Kinds, Organisation, SourceHour, SourceNow, WhySetAside};

/// What was seen longer ago says nothing of how it answers now, in hours.
const LATELY_HOURS: i64 = 24;

/// How an interface answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowItAnswers {
    /// Nobody has needed it in the last day.
    NotAskedLately,
    Answering,
    /// It answers, and pages do not wait so long.
    Slow {
        since: DateTime<Utc>,
    },
    /// It has not answered since then, once or more often.
    Failing {
        since: DateTime<Utc>,
        why: Failure,
    },
}

/// What is known of one interface.
#[derive(Clone, PartialEq, Debug)]
pub struct InterfaceHealth {
    /// The kinds that are asked of it; none for a service that tells who people are.
    pub offers: Kinds,
    pub how: HowItAnswers,
    pub last_answered: Option<DateTime<Utc>>,
    /// How long its last answer took.
    pub last_took: Option<Duration>,
    /// What it told and nobody could read, with the reasons, in all answers since this program started.
    pub set_aside: Vec<(Kind, u32, WhySetAside)>,
}

impl InterfaceHealth {
    /// What it is called at its organisation, in URLs and in the database.
    pub fn name(&self) -> &'static str {
        interface_name(self.offers)
    }
}

/// No two interfaces of an organisation offer the same kind, so the first kind names one.
pub fn interface_name(offers: Kinds) -> &'static str {
    offers.iter().next().map_or("people", Kind::slug)
}

/// What is known of an organisation's interfaces.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceHealth {
    pub organisation: Arc<Organisation>,
    pub interfaces: Vec<InterfaceHealth>,
}

impl SourceHealth {
    /// How it answers where it answers worst.
    pub fn worst(&self) -> HowItAnswers {
        let each = self.interfaces.iter().map(|one| one.how);
        each.max_by_key(|how| how.weight()).unwrap_or(HowItAnswers::NotAskedLately)
    }

    /// The kinds that it shares through any interface.
    pub fn offers(&self) -> Kinds {
        self.interfaces.iter().fold(Kinds::NONE, |all, one| all.with(one.offers))
    }

    /// When any of its interfaces last answered.
    pub fn last_answered(&self) -> Option<DateTime<Utc>> {
        self.interfaces.iter().filter_map(|one| one.last_answered).max()
    }
}

impl HowItAnswers {
    fn weight(self) -> u8 {
        match self {
            Self::NotAskedLately => 0,
            Self::Answering => 1,
            Self::Slow { .. } => 2,
            Self::Failing { .. } => 3,
        }
    }
}

/// What is known of one interface, and what was counted since it was last written down. It holds nothing about anybody.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    now: SourceNow,
    /// By the hour's first moment.
    counted: BTreeMap<DateTime<Utc>, SourceHour>,
    set_aside: Vec<(Kind, u32, WhySetAside)>,
}

impl Health {
    /// It answered, if only that it does not share; `longest` is how long pages wait.
    pub fn answered(&self, at: DateTime<Utc>, took: Duration, longest: Duration) {
        let is_slow = took > longest;
        // As exact as it is stored.
        let took = Duration::from_millis(u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        let mut noted = self.lock();
        noted.now.answered(at, took, is_slow);
        noted.hour(at).answered(took, is_slow);
    }

    pub fn failed(&self, at: DateTime<Utc>, why: &ConnectorError) {
        let Some(why) = failure_of(why) else { return };
        let mut noted = self.lock();
        noted.now.failed(at, why);
        noted.hour(at).failed(why);
    }

    /// Counts what an answer held that could not be read.
    pub fn set_aside(&self, answer: &Answer) {
        let mut noted = self.lock();
        for (kind, count, why) in answer.each_set_aside() {
            match noted.set_aside.iter_mut().find(|(known, ..)| *known == kind) {
                Some((_, sum, reasons)) => {
                    *sum = sum.saturating_add(count);
                    reasons.join(why);
                }
                None => noted.set_aside.push((kind, count, why.clone())),
            }
        }
    }

    /// Learns what others have written down, and gives what all of them know together.
    pub fn learn(&self, written: SourceNow) -> SourceNow {
        let mut noted = self.lock();
        noted.now = noted.now.joined(written);
        noted.now
    }

    /// What was counted since the last time, to be written down.
    pub fn take_counted(&self) -> BTreeMap<DateTime<Utc>, SourceHour> {
        std::mem::take(&mut self.lock().counted)
    }

    /// What could not be written down is kept for the next time.
    pub fn give_back(&self, at: DateTime<Utc>, hour: &SourceHour) {
        self.lock().hour(at).add(hour);
    }

    pub fn told(&self, offers: Kinds, now: DateTime<Utc>) -> InterfaceHealth {
        let noted = self.lock();
        let seen = noted.now;
        let lately = now - chrono::Duration::hours(LATELY_HOURS);
        let how = match (seen.failing, seen.slow_since()) {
            (Some(failing), _) => HowItAnswers::Failing { since: failing.since, why: failing.why },
            _ if seen.last_asked().is_none_or(|at| at < lately) => HowItAnswers::NotAskedLately,
            (None, Some(since)) => HowItAnswers::Slow { since },
            (None, None) => HowItAnswers::Answering,
        };
        InterfaceHealth {
            offers,
            how,
            last_answered: seen.answered.map(|(at, _)| at),
            last_took: seen.answered.map(|(_, took)| took),
            set_aside: noted.set_aside.clone(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn hour(&mut self, at: DateTime<Utc>) -> &mut SourceHour {
        self.counted.entry(SourceHour::of(at)).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_secs(2);
    const QUICK: Duration = Duration::from_millis(80);
    const LONG: Duration = Duration::from_secs(7);

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_340_000 + minute * 60, 0).expect("a time")
    }

    fn how(health: &Health, minute: i64) -> HowItAnswers {
        health.told(Kinds::NONE, at(minute)).how
    }

    #[test]
    fn what_nobody_needed_lately_is_not_said_to_answer_or_to_be_slow() {
        assert_eq!(how(&Health::default(), 0), HowItAnswers::NotAskedLately);
        let health = Health::default();
        health.answered(at(0), LONG, WAIT);
        health.answered(at(1), LONG, WAIT);
        assert_eq!(how(&health, 2), HowItAnswers::Slow { since: at(0) });
        assert_eq!(how(&health, 25 * 60), HowItAnswers::NotAskedLately);
        assert_eq!(health.told(Kinds::NONE, at(25 * 60)).last_answered, Some(at(1)));
        health.failed(at(3), &ConnectorError::TimedOut);
        let failing = HowItAnswers::Failing { since: at(3), why: Failure::NoAnswer };
        assert_eq!(how(&health, 25 * 60), failing, "it has not answered since, asked or not");
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let health = Health::default();
        health.failed(at(1), &ConnectorError::Forbidden);
        assert_eq!(how(&health, 1), HowItAnswers::NotAskedLately);
        assert!(health.take_counted().is_empty());
    }

    #[test]
    fn answers_and_failures_are_counted_once_in_their_hour_and_kept_while_they_are_not_written_down() {
        let health = Health::default();
        health.answered(at(0), QUICK, WAIT);
        health.answered(at(1), LONG, WAIT);
        health.failed(at(1), &ConnectorError::ServerError(500));
        health.answered(at(90), QUICK, WAIT);
        let counted = health.take_counted();
        assert_eq!(
            counted.keys().copied().collect::<Vec<_>>(),
            [SourceHour::of(at(0)), SourceHour::of(at(90))]
        );
        let first = counted[&SourceHour::of(at(0))];
        assert_eq!((first.times_answered(), first.slow, first.times_failed()), (2, 1, 1));
        assert!(health.take_counted().is_empty(), "once");
        health.answered(at(2), QUICK, WAIT);
        counted.iter().for_each(|(at, hour)| health.give_back(*at, hour));
        assert_eq!(health.take_counted()[&SourceHour::of(at(0))].times_answered(), 3);
    }

    #[test]
    fn each_interface_of_an_organisation_has_a_name_of_its_own() {
        assert_eq!(interface_name(Kinds::just(Kind::Visits).with(Kinds::just(Kind::Letters))), "letters");
        assert_eq!(interface_name(Kinds::NONE), "people");
    }
}
