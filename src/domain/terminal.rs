//! Assisted terminals: shared screens with staff near them, and when what a terminal's browser brings was copied.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// Our id of a terminal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TerminalId(pub Uuid);

impl fmt::Display for TerminalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A shared screen, as the pages on it need to know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terminal {
    pub id: TerminalId,
    /// "Desk 1"
    pub name: String,
    /// The organisation's code or name: "Hill Street Library".
    pub place: String,
    /// After this long without use it clears.
    pub idle: Duration,
    /// Whether there is a printer that only those at the screen can reach.
    pub prints: bool,
}

/// How long the next credential must be in use before the one before is no longer taken. Browsers write cookies to the
/// disk some time after they come (Chromium: 30 seconds), so one that lost its power may come back with the one before.
pub const SETTLES_AFTER: Duration = Duration::seconds(60);

/// One credential of a terminal, as it is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Credential {
    /// 1 for the first; each that is given for another has the number after it.
    pub number: i64,
    /// When a browser brought it first.
    pub seen_at: Option<DateTime<Utc>>,
    /// It was brought again [`SETTLES_AFTER`] it was first seen.
    pub settled: bool,
}

/// What a browser brings, told from what the terminal's own browser should bring.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Brought {
    /// The terminal itself.
    Known,
    /// The terminal itself, with the new credential for the first time: it is the current one from now on.
    New,
    /// The terminal itself, with the current one long enough that none before it is taken any more.
    Settles,
    /// Two browsers bring credentials of one terminal.
    Copied,
}

/// Tells a terminal's own browser from a copy. `current` is the credential that was seen last; `is_current` whether
/// `brought` is that very one.
pub fn judge(brought: Credential, current: Credential, is_current: bool, now: DateTime<Utc>) -> Brought {
    if is_current {
        let long_enough = current.seen_at.is_some_and(|seen| now - seen >= SETTLES_AFTER);
        return if long_enough && !current.settled { Brought::Settles } else { Brought::Known };
    }
    match (brought.number - current.number, brought.seen_at) {
        (1, None) => Brought::New,
        (0, None) if !current.settled => Brought::New,
        (0 | -1, Some(_)) if !current.settled => Brought::Known,
        _ => Brought::Copied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).expect("a time")
    }

    fn credential(number: i64, seen: Option<i64>, settled: bool) -> Credential {
        Credential { number, seen_at: seen.map(at), settled }
    }

    #[test]
    fn the_current_credential_is_known_and_settles_after_a_minute_of_use() {
        let current = credential(7, Some(0), false);
        assert_eq!(judge(current, current, true, at(59)), Brought::Known);
        assert_eq!(judge(current, current, true, at(60)), Brought::Settles);
        let settled = credential(7, Some(0), true);
        assert_eq!(judge(settled, settled, true, at(9_999)), Brought::Known);
    }

    #[test]
    fn the_next_one_is_taken_over_once_and_none_further_on() {
        let current = credential(7, Some(0), true);
        assert_eq!(judge(credential(8, None, false), current, false, at(5)), Brought::New);
        assert_eq!(judge(credential(9, None, false), current, false, at(5)), Brought::Copied);
        assert_eq!(judge(credential(8, Some(1), false), current, false, at(5)), Brought::Copied);
    }

    #[test]
    fn after_a_power_cut_the_one_before_is_taken_until_the_new_one_was_in_use_for_a_minute() {
        let before = credential(6, Some(-500), true);
        assert_eq!(judge(before, credential(7, Some(0), false), false, at(300)), Brought::Known);
        assert_eq!(judge(before, credential(7, Some(0), true), false, at(300)), Brought::Copied);
    }

    #[test]
    fn of_two_answers_to_one_impatient_person_either_is_taken() {
        let current = credential(7, Some(0), false);
        assert_eq!(judge(credential(7, None, false), current, false, at(1)), Brought::New);
        assert_eq!(judge(credential(7, Some(0), false), current, false, at(2)), Brought::Known);
    }

    #[test]
    fn an_older_one_was_copied() {
        for settled in [false, true] {
            let current = credential(7, Some(0), settled);
            for number in 1..6 {
                assert_eq!(
                    judge(credential(number, Some(-900), true), current, false, at(1)),
                    Brought::Copied
                );
            }
        }
        let current = credential(7, Some(0), true);
        assert_eq!(judge(credential(7, None, false), current, false, at(90)), Brought::Copied);
    }
}
