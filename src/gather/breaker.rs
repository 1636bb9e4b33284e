//! Leaves an organisation alone for a while when it keeps failing, or when it asks for time.

use std::sync::Mutex;

use chrono::{DateTime, Duration, Utc};

use crate::connectors::ConnectorError;

/// Failures in a row after which an organisation is left alone.
const TOO_MANY: u32 = 5;
/// How long it is left alone, in seconds, before one question tries it again.
const PAUSE_SECONDS: i64 = 20;
/// The longest that an organisation's own `Retry-After` is followed, in seconds.
const LONGEST_PAUSE_SECONDS: i64 = 600;

/// The state of one organisation's interface.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rest: Option<Rest>,
}

/// An organisation is left alone until a time, and pages go on saying why.
#[derive(Debug)]
struct Rest {
    until: DateTime<Utc>,
    why: ConnectorError,
}

impl Breaker {
    /// After a rest only one question is let through until it is known how that one ended.
    ///
    /// # Errors
    /// While the organisation is left alone: why it failed the last time.
    pub fn may_ask(&self, now: DateTime<Utc>) -> Result<(), ConnectorError> {
        let mut state = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match &mut state.rest {
            Some(rest) if now < rest.until => Err(rest.why.clone()),
            Some(rest) => {
                rest.until = now + Duration::seconds(PAUSE_SECONDS);
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn worked(&self) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = State::default();
    }

    pub fn failed(&self, why: &ConnectorError, now: DateTime<Utc>) {
        let mut state = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        state.failures = state.failures.saturating_add(1);
        let asked_for = match why {
            ConnectorError::Busy { retry_after: Some(time) } => Some(
                i64::try_from(time.as_secs()).unwrap_or(LONGEST_PAUSE_SECONDS).min(LONGEST_PAUSE_SECONDS),
            ),
            _ => None,
        };
        let own = (state.failures >= TOO_MANY).then_some(PAUSE_SECONDS);
        if let Some(seconds) = asked_for.max(own) {
            state.rest = Some(Rest { until: now + Duration::seconds(seconds), why: why.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    #[test]
    fn five_failures_in_a_row_give_an_organisation_a_rest_and_then_one_question_tries_it() {
        let breaker = Breaker::default();
        for _ in 0..4 {
            breaker.failed(&ConnectorError::TimedOut, at(0));
        }
        assert_eq!(breaker.may_ask(at(0)), Ok(()));
        breaker.failed(&ConnectorError::TimedOut, at(0));
        assert_eq!(breaker.may_ask(at(1)), Err(ConnectorError::TimedOut), "and pages go on saying why");
        assert_eq!(breaker.may_ask(at(21)), Ok(()));
        assert!(breaker.may_ask(at(22)).is_err(), "only one question is let through");
        breaker.worked();
        assert_eq!(breaker.may_ask(at(23)), Ok(()));
    }

    #[test]
    fn an_organisation_that_asks_for_time_gets_it() {
        let breaker = Breaker::default();
        let why = ConnectorError::Busy { retry_after: Some(std::time::Duration::from_secs(60)) };
        breaker.failed(&why, at(0));
        assert!(breaker.may_ask(at(59)).is_err());
        assert_eq!(breaker.may_ask(at(61)), Ok(()));
    }

    #[test]
    fn an_absurd_retry_after_does_not_shut_an_organisation_out_for_days() {
        let breaker = Breaker::default();
        let why = ConnectorError::Busy { retry_after: Some(std::time::Duration::from_secs(u64::MAX)) };
        breaker.failed(&why, at(0));
        assert_eq!(breaker.may_ask(at(601)), Ok(()));
    }
}
