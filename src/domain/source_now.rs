//! How an interface of an organisation stands now: its last answer, and since when it fails or is slow.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Failure;

/// Answers in a row that take long before an interface is called slow, and quick ones before it is so no more.
const IN_A_ROW: u32 = 2;

/// What was seen of one interface, by one program or by several.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct SourceNow {
    /// Its last answer, and how long that took.
    pub answered: Option<(DateTime<Utc>, Duration)>,
    /// There while it has not answered since.
    pub failing: Option<Failing>,
    /// Since when answers take long, and how many did.
    pub slow: Option<(DateTime<Utc>, u32)>,
    /// Quick answers in a row.
    pub quick: u32,
}

/// It failed, and has not answered since.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Failing {
    pub since: DateTime<Utc>,
    /// The last time.
    pub last: DateTime<Utc>,
    /// Why, the last time.
    pub why: Failure,
}

impl SourceNow {
    /// It answered, if only that it does not share.
    pub fn answered(&mut self, at: DateTime<Utc>, took: Duration, is_slow: bool) {
        (self.answered, self.failing) = (Some((at, took)), None);
        if is_slow {
            let (since, count) = self.slow.unwrap_or((at, 0));
            (self.slow, self.quick) = (Some((since, count.saturating_add(1))), 0);
        } else {
            self.quick = self.quick.saturating_add(1);
            let is_over = self.quick >= IN_A_ROW || self.slow.is_some_and(|(_, count)| count < IN_A_ROW);
            self.slow = self.slow.filter(|_| !is_over);
        }
    }

    pub fn failed(&mut self, at: DateTime<Utc>, why: Failure) {
        let since = self.failing.map_or(at, |failing| failing.since);
        self.failing = Some(Failing { since, last: at, why });
    }

    /// Since when it is slow.
    pub fn slow_since(&self) -> Option<DateTime<Utc>> {
        self.slow.filter(|(_, count)| *count >= IN_A_ROW).map(|(since, _)| since)
    }

    /// When it was last asked and it is known what came of it.
    pub fn last_asked(&self) -> Option<DateTime<Utc>> {
        self.answered.map(|(at, _)| at).max(self.failing.map(|failing| failing.last))
    }

    /// What two programs know together. It is the same whichever comes first, and joining again what was joined changes
    /// nothing, so nobody has to wait for anybody.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let when = |one: &Self| one.answered.map(|(at, _)| at);
        let (newer, older) = if when(&self) >= when(&other) { (self, other) } else { (other, self) };
        let slow = match (newer.slow, older.slow_since()) {
            (Some((since, count)), Some(earlier)) if count >= IN_A_ROW => Some((since.min(earlier), count)),
            (slow, _) => slow,
        };
        Self { failing: failing_since(when(&newer), [newer.failing, older.failing]), slow, ..newer }
    }
}

/// What is left of failures after the last answer: their first, where that is known to come after it, and their last.
fn failing_since(answered: Option<DateTime<Utc>>, each: [Option<Failing>; 2]) -> Option<Failing> {
    let is_after = |at: DateTime<Utc>| answered.is_none_or(|answered| answered < at);
    let left = each.into_iter().flatten().filter(|failing| is_after(failing.last));
    let left = left.map(|failing| match is_after(failing.since) {
        true => failing,
        false => Failing { since: failing.last, ..failing },
    });
    left.reduce(|one, other| {
        let later = if one.last >= other.last { one } else { other };
        Failing { since: one.since.min(other.since), ..later }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Failure::{Busy, NoAnswer};

    const QUICK: Duration = Duration::from_millis(80);
    const LONG: Duration = Duration::from_secs(7);

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_340_000 + minute * 60, 0).expect("a time")
    }

    /// What somebody knows who saw these, each with its minute.
    fn seen(events: &[(i64, Result<bool, Failure>)]) -> SourceNow {
        let mut now = SourceNow::default();
        for (minute, event) in events {
            match event {
                Ok(is_slow) => now.answered(at(*minute), if *is_slow { LONG } else { QUICK }, *is_slow),
                Err(why) => now.failed(at(*minute), *why),
            }
        }
        now
    }

    fn failing(now: SourceNow) -> Option<(DateTime<Utc>, Failure)> {
        now.failing.map(|failing| (failing.since, failing.why))
    }

    #[test]
    fn it_fails_since_the_first_failure_until_the_next_answer() {
        let now = seen(&[(0, Ok(false)), (1, Err(NoAnswer)), (5, Err(Busy))]);
        assert_eq!(failing(now), Some((at(1), Busy)));
        assert_eq!(now.answered, Some((at(0), QUICK)));
        assert_eq!(seen(&[(1, Err(NoAnswer)), (6, Ok(false))]).failing, None);
    }

    #[test]
    fn it_is_slow_after_two_long_answers_in_a_row_and_no_more_after_two_quick_ones() {
        let (long, quick) = (Ok(true), Ok(false));
        for (events, since) in [
            (&[(0, long)][..], None),
            (&[(0, long), (1, quick), (2, long)], None),
            (&[(2, long), (3, long)], Some(at(2))),
            (&[(2, long), (3, long), (4, quick)], Some(at(2))),
            (&[(2, long), (3, long), (4, quick), (5, quick)], None),
        ] {
            assert_eq!(seen(events).slow_since(), since, "{events:?}");
        }
    }

    #[test]
    fn what_one_program_saw_fail_ends_when_another_had_an_answer() {
        let here = seen(&[(1, Err(NoAnswer)), (3, Err(NoAnswer))]);
        let there = seen(&[(5, Ok(false))]);
        assert_eq!(here.joined(there).failing, None);
        assert_eq!(here.joined(there).answered, Some((at(5), QUICK)));
        let again = seen(&[(1, Err(NoAnswer)), (7, Err(Busy))]);
        assert_eq!(failing(again.joined(there)), Some((at(7), Busy)), "of before the answer nothing counts");
    }

    #[test]
    fn it_fails_and_is_slow_since_the_first_of_all_who_saw_it() {
        let (here, there) = (seen(&[(2, Err(NoAnswer))]), seen(&[(1, Err(Busy)), (4, Err(Busy))]));
        assert_eq!(failing(here.joined(there)), Some((at(1), Busy)));
        let (here, there) = (seen(&[(2, Ok(true)), (6, Ok(true))]), seen(&[(1, Ok(true)), (4, Ok(true))]));
        assert_eq!(here.joined(there).slow_since(), Some(at(1)));
        let quick = seen(&[(7, Ok(false)), (8, Ok(false))]);
        assert_eq!(here.joined(quick).slow_since(), None);
    }

    #[test]
    fn a_program_that_begins_anew_knows_what_was_known() {
        let before = seen(&[(0, Ok(true)), (1, Ok(true)), (2, Err(NoAnswer))]);
        assert_eq!(SourceNow::default().joined(before), before);
        assert_eq!(before.joined(SourceNow::default()), before);
    }

    #[test]
    fn who_comes_first_and_how_often_makes_no_difference() {
        let (long, quick) = (Ok(true), Ok(false));
        let some = [
            seen(&[]),
            seen(&[(1, Err(NoAnswer)), (3, Err(Busy))]),
            seen(&[(2, quick)]),
            seen(&[(2, long), (4, long), (5, Err(NoAnswer))]),
            seen(&[(0, long), (6, long), (8, quick)]),
        ];
        for one in some {
            for other in some {
                let both = one.joined(other);
                assert_eq!(both, other.joined(one), "{one:?} and {other:?}");
                assert_eq!(both.joined(one).joined(other), both, "{one:?} and {other:?}");
            }
        }
    }
}
