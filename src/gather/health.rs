//! How an interface has answered lately, as far as this program has seen: nobody is asked for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::prepared::failure_of;
use crate::connectors::ConnectorError;
use crate::domain::{Answer, Failure, Kind, Kinds, Organisation, WhySetAside};

/// Answers in a row that take long before an interface is called slow, and quick ones before it is so no more.
const IN_A_ROW: u32 = 2;

/// How an interface answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowItAnswers {
    /// Nobody has needed it since this program started.
    NotAskedYet,
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
        each.max_by_key(|how| how.weight()).unwrap_or(HowItAnswers::NotAskedYet)
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
            Self::NotAskedYet => 0,
            Self::Answering => 1,
            Self::Slow { .. } => 2,
            Self::Failing { .. } => 3,
        }
    }
}

/// What this program has seen of one interface. It holds nothing about anybody.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    last_answered: Option<DateTime<Utc>>,
    last_took: Option<Duration>,
    failing: Option<(DateTime<Utc>, Failure)>,
    /// Since when answers take long, and how many did in a row.
    slow: Option<(DateTime<Utc>, u32)>,
    quick: u32,
    set_aside: Vec<(Kind, u32, WhySetAside)>,
}

impl Health {
    /// It answered, if only that it does not share; `longest` is how long pages wait.
    pub fn answered(&self, at: DateTime<Utc>, took: Duration, longest: Duration) {
        let mut noted = self.lock();
        (noted.last_answered, noted.last_took, noted.failing) = (Some(at), Some(took), None);
        if took > longest {
            let (since, count) = noted.slow.unwrap_or((at, 0));
            (noted.slow, noted.quick) = (Some((since, count + 1)), 0);
        } else {
            noted.quick += 1;
            let is_over = noted.quick >= IN_A_ROW || noted.slow.is_some_and(|(_, count)| count < IN_A_ROW);
            noted.slow = noted.slow.filter(|_| !is_over);
        }
    }

    pub fn failed(&self, at: DateTime<Utc>, why: &ConnectorError) {
        let Some(why) = failure_of(why) else { return };
        let mut noted = self.lock();
        let since = noted.failing.map_or(at, |(since, _)| since);
        noted.failing = Some((since, why));
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

    pub fn told(&self, offers: Kinds) -> InterfaceHealth {
        let noted = self.lock();
        let slow = noted.slow.filter(|(_, count)| *count >= IN_A_ROW);
        let how = match (noted.failing, slow, noted.last_answered) {
            (Some((since, why)), ..) => HowItAnswers::Failing { since, why },
            (None, Some((since, _)), _) => HowItAnswers::Slow { since },
            (None, None, Some(_)) => HowItAnswers::Answering,
            (None, None, None) => HowItAnswers::NotAskedYet,
        };
        InterfaceHealth {
            offers,
            how,
            last_answered: noted.last_answered,
            last_took: noted.last_took,
            set_aside: noted.set_aside.clone(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

    fn how(health: &Health) -> HowItAnswers {
        health.told(Kinds::NONE).how
    }

    #[test]
    fn what_nobody_needed_yet_is_not_said_to_answer() {
        assert_eq!(how(&Health::default()), HowItAnswers::NotAskedYet);
    }

    #[test]
    fn it_fails_since_the_first_failure_until_the_next_answer() {
        let health = Health::default();
        health.answered(at(0), QUICK, WAIT);
        assert_eq!(how(&health), HowItAnswers::Answering);
        health.failed(at(1), &ConnectorError::TimedOut);
        health.failed(at(5), &ConnectorError::Busy { retry_after: None });
        assert_eq!(how(&health), HowItAnswers::Failing { since: at(1), why: Failure::Busy });
        assert_eq!(health.told(Kinds::NONE).last_answered, Some(at(0)));
        health.answered(at(6), QUICK, WAIT);
        assert_eq!(how(&health), HowItAnswers::Answering);
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let health = Health::default();
        health.failed(at(1), &ConnectorError::Forbidden);
        assert_eq!(how(&health), HowItAnswers::NotAskedYet);
    }

    #[test]
    fn it_is_slow_after_two_long_answers_in_a_row_and_no_more_after_two_quick_ones() {
        let health = Health::default();
        health.answered(at(0), LONG, WAIT);
        assert_eq!(how(&health), HowItAnswers::Answering, "one may be chance");
        health.answered(at(1), QUICK, WAIT);
        health.answered(at(2), LONG, WAIT);
        health.answered(at(3), LONG, WAIT);
        assert_eq!(how(&health), HowItAnswers::Slow { since: at(2) });
        health.answered(at(4), QUICK, WAIT);
        assert_eq!(how(&health), HowItAnswers::Slow { since: at(2) });
        health.answered(at(5), QUICK, WAIT);
        assert_eq!(how(&health), HowItAnswers::Answering);
    }
}
