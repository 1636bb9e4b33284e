//! How an interface of an organisation answered within a time, as numbers: nothing about anybody.

use std::time::Duration;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::Failure;

/// Answers are counted by the time that they took: up to so many milliseconds each, the last longer than any.
const WITHIN_MS: [u64; 7] = [100, 250, 500, 1_000, 2_000, 5_000, 10_000];

/// Numbers of one hour, or of several added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SourceHour {
    /// How many answers came within 0.1, 0.25, 0.5, 1, 2, 5 and 10 seconds and not sooner, and how many later.
    pub within: [u64; 8],
    /// Those for which a page does not wait.
    pub slow: u64,
    /// The longest that an answer took.
    pub slowest: Duration,
    /// In the order of [`Failure::ALL`].
    pub failed: [u64; 5],
}

impl SourceHour {
    /// The hour that a moment is in. Clocks here differ from UTC by whole hours.
    pub fn of(at: DateTime<Utc>) -> DateTime<Utc> {
        at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
    }

    /// Counts an answer.
    pub fn answered(&mut self, took: Duration, is_slow: bool) {
        let millis = took.as_millis();
        let place = WITHIN_MS.iter().position(|most| millis <= u128::from(*most)).unwrap_or(WITHIN_MS.len());
        self.within[place] += 1;
        self.slow += u64::from(is_slow);
        self.slowest = self.slowest.max(took);
    }

    /// Counts a question that was not answered.
    pub fn failed(&mut self, why: Failure) {
        self.failed[why as usize] += 1;
    }

    /// Adds what another program, or another hour, counted.
    pub fn add(&mut self, other: &Self) {
        let sum = |all: &mut [u64], more: &[u64]| {
            for (one, more) in all.iter_mut().zip(more) {
                *one = one.saturating_add(*more);
            }
        };
        sum(&mut self.within, &other.within);
        sum(&mut self.failed, &other.failed);
        self.slow = self.slow.saturating_add(other.slow);
        self.slowest = self.slowest.max(other.slowest);
    }

    pub fn times_answered(&self) -> u64 {
        self.within.iter().sum()
    }

    pub fn times_failed(&self) -> u64 {
        self.failed.iter().sum()
    }

    pub fn times_asked(&self) -> u64 {
        self.times_answered() + self.times_failed()
    }

    /// Each reason for which it failed, with how often.
    pub fn reasons(&self) -> impl Iterator<Item = (Failure, u64)> {
        Failure::ALL.into_iter().zip(self.failed).filter(|(_, times)| *times > 0)
    }

    /// A time within which half of the answers came, as near as is counted; none without an answer.
    pub fn half_within(&self) -> Option<Duration> {
        let (all, mut so_far) = (self.times_answered(), 0);
        let place = self.within.iter().position(|times| {
            so_far += times;
            so_far > 0 && so_far * 2 >= all
        })?;
        Some(WITHIN_MS.get(place).map_or(self.slowest, |most| Duration::from_millis(*most).min(self.slowest)))
    }

    /// So many of a hundred questions; none where nobody asked.
    pub fn of_a_hundred(&self, times: u64) -> Option<f64> {
        (self.times_asked() > 0).then(|| times as f64 * 100.0 / self.times_asked() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(took: &[u64]) -> SourceHour {
        let mut hour = SourceHour::default();
        for millis in took {
            hour.answered(Duration::from_millis(*millis), *millis > 2_000);
        }
        hour
    }

    #[test]
    fn half_of_the_answers_came_within_the_time_that_is_said() {
        for (took, half) in [
            (&[][..], None),
            (&[80], Some(80)),
            (&[80, 90, 7_000], Some(100)),
            (&[80, 90, 7_000, 7_100], Some(100)),
            (&[80, 6_000, 7_000], Some(7_000)),
            (&[20_000, 30_000], Some(30_000)),
        ] {
            assert_eq!(hour(took).half_within(), half.map(Duration::from_millis), "{took:?}");
        }
    }

    #[test]
    fn what_two_programs_counted_adds_up() {
        let mut both = hour(&[80, 3_000]);
        both.failed(Failure::Busy);
        let mut other = hour(&[90, 4_000]);
        other.failed(Failure::Busy);
        other.failed(Failure::NoAnswer);
        both.add(&other);
        assert_eq!((both.times_answered(), both.slow, both.times_failed(), both.times_asked()), (4, 2, 3, 7));
        assert_eq!(both.slowest, Duration::from_secs(4));
        assert_eq!(both.reasons().collect::<Vec<_>>(), [(Failure::NoAnswer, 1), (Failure::Busy, 2)]);
    }

    #[test]
    fn where_nobody_asked_nothing_of_a_hundred_failed_or_not() {
        assert_eq!(SourceHour::default().of_a_hundred(0), None);
        assert_eq!(hour(&[80]).of_a_hundred(0), Some(0.0));
        let mut half = hour(&[80]);
        half.failed(Failure::Refused);
        assert_eq!(half.of_a_hundred(half.times_failed()), Some(50.0));
    }

    #[test]
    fn an_hour_begins_with_its_first_minute() {
        let at: DateTime<Utc> = "2026-11-20T09:41:07Z".parse().expect("a time");
        assert_eq!(SourceHour::of(at).to_rfc3339(), "2026-11-20T09:00:00+00:00");
    }
}
