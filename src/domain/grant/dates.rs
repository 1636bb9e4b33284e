//! What the calendar does to a grant, and how long before both are told.

use chrono::{Days, Months, NaiveDate};

use super::age::birthday;
use super::{Ages, Grant, GrantBasis};

/// How near the end is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Due {
    /// In at most 7 days.
    InAWeek,
    /// In at most 30 days.
    InAMonth,
    /// In at most half a year: the time to arrange what comes after a parent's access.
    InHalfAYear,
}

/// Something that the calendar does to a grant: a last day, a review, or that it is stopped for one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Turn {
    day: NaiveDate,
    /// Whether it is told half a year before too.
    is_great: bool,
}

/// A warning that is to be told on some day; each is told once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Warning {
    /// The day of what is warned of.
    pub of: NaiveDate,
    pub due: Due,
}

impl Turn {
    fn begins(self, due: Due) -> Option<NaiveDate> {
        match due {
            Due::InAWeek => self.day.checked_sub_days(Days::new(7)),
            Due::InAMonth => self.day.checked_sub_days(Days::new(30)),
            Due::InHalfAYear if self.is_great => self.day.checked_sub_months(Months::new(6)),
            Due::InHalfAYear => None,
        }
    }
}

impl Grant {
    /// How near its last day is, for pages; nothing half a year before.
    pub fn due(&self, day: NaiveDate) -> Option<Due> {
        match (self.until? - day).num_days() {
            0..=7 => Some(Due::InAWeek),
            8..=30 => Some(Due::InAMonth),
            _ => None,
        }
    }

    /// What both are to be warned of on this day. What was near already when it was given needs no warning.
    pub fn warnings(&self, day: NaiveDate, born: NaiveDate, ages: Ages) -> Vec<Warning> {
        let coming = self.turns(born, ages).into_iter().filter(|turn| turn.day >= day);
        let warning = |turn: Turn| {
            let begun =
                |due: &Due| turn.begins(*due).is_some_and(|begins| begins <= day && begins > self.from);
            let due = [Due::InAWeek, Due::InAMonth, Due::InHalfAYear].into_iter().find(begun)?;
            Some(Warning { of: turn.day, due })
        };
        coming.filter_map(warning).collect()
    }

    /// The next day after this one on which there is something to tell or to do.
    pub fn next_look(&self, day: NaiveDate, born: NaiveDate, ages: Ages) -> Option<NaiveDate> {
        let days = self.turns(born, ages).into_iter().flat_map(|turn| {
            let before = [Due::InAWeek, Due::InAMonth, Due::InHalfAYear].map(|due| turn.begins(due));
            before.into_iter().chain([Some(turn.day), turn.day.succ_opt()]).flatten()
        });
        days.filter(|one| *one > day).min()
    }

    fn turns(&self, born: NaiveDate, ages: Ages) -> Vec<Turn> {
        let at = |years, is_great| birthday(born, years).map(|day| Turn { day, is_great });
        let mut turns: Vec<Turn> = self.until.map(|day| Turn { day, is_great: false }).into_iter().collect();
        if self.basis == GrantBasis::ParentalResponsibility {
            turns.extend(at(ages.review_from, false));
            turns.extend(at(ages.review_by, false).filter(|_| !ages.is_reviewed(born, self.reviewed)));
            turns.extend(at(ages.parents_end, true));
        }
        turns
    }
}
