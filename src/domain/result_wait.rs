//! When somebody wants to see new test results, and which of them wait: the one rule for every page, count and file.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveTime, Utc};
use chrono_tz::Europe::London;

use super::{Entry, EntryId, Fingerprint, Gathered, Held, OdsCode, PartialDate, TestResult};

/// The answer to "Show me new results".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NewResults {
    #[default]
    StraightAway,
    AfterSevenDays,
}

impl NewResults {
    pub const ALL: [NewResults; 2] = [NewResults::StraightAway, NewResults::AfterSevenDays];

    /// The word used in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::StraightAway => "straight-away",
            Self::AfterSevenDays => "after-7-days",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.slug() == slug)
    }

    /// How long a result waits after it has arrived.
    pub fn wait(self) -> Option<Duration> {
        match self {
            Self::StraightAway => None,
            Self::AfterSevenDays => Some(Duration::days(7)),
        }
    }
}

/// What is remembered of one result, for as long as it says the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Remembered {
    pub content: Fingerprint,
    /// Since when we know of it.
    pub first_told: DateTime<Utc>,
    /// It was opened before its time.
    pub opened: bool,
}

/// The choice of one account, with what is remembered of single results.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ResultWait {
    pub choice: NewResults,
    pub remembered: HashMap<EntryId, Remembered>,
}

/// A result that waits: when it may be seen, and nothing of what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptBack {
    /// Every id that leads to it.
    pub ids: Vec<EntryId>,
    pub content: Fingerprint,
    pub until: DateTime<Utc>,
    /// Who holds it.
    pub holders: Vec<OdsCode>,
    /// Whether it is remembered already since when we know of it.
    pub is_remembered: bool,
}

impl KeptBack {
    /// Each id with what the result says.
    pub fn each(&self) -> impl Iterator<Item = (EntryId, Fingerprint)> {
        self.ids.iter().map(|id| (*id, self.content))
    }
}

/// A sample that is older is no new result, whenever we hear of it. No test of a laboratory takes longer.
const LONGEST_TEST: Duration = Duration::days(180);

impl ResultWait {
    /// What was gathered, without the results that wait: these are only counted.
    #[must_use]
    pub fn keep_back<T: Entry>(&self, gathered: Gathered<T>, now: DateTime<Utc>) -> Gathered<T> {
        let Gathered { entries, sources, disagreements, mut kept_back } = gathered;
        let mut shown = Vec::with_capacity(entries.len());
        for held in entries {
            match T::waits(&held, self, now) {
                Some(waits) => kept_back.push(waits),
                None => shown.push(held),
            }
        }
        // What waits leaves no trace, also where another entry may be the same.
        let waits: HashSet<EntryId> = kept_back.iter().flat_map(|kept| &kept.ids).copied().collect();
        if !waits.is_empty() {
            shown.iter_mut().for_each(|held| held.may_be.retain(|other| !waits.contains(&other.id)));
        }
        Gathered { entries: shown, sources, disagreements, kept_back }
    }

    pub(super) fn of_result(&self, held: &Held<TestResult>, now: DateTime<Utc>) -> Option<KeptBack> {
        let wait = self.choice.wait()?;
        // Who had their weight taken was there.
        if held.entry.is_vital_sign {
            return None;
        }
        let remembered = held.all_ids().find_map(|id| self.remembered.get(&id));
        let remembered = remembered.filter(|remembered| remembered.content == held.fingerprint);
        if remembered.is_some_and(|remembered| remembered.opened) {
            return None;
        }
        let first_told = remembered.map_or(now, |remembered| remembered.first_told);
        let until = arrived(&held.entry, first_told).checked_add_signed(wait)?;
        (until > now).then(|| KeptBack {
            ids: held.all_ids().collect(),
            content: held.fingerprint,
            until,
            holders: held.holders.iter().map(|holder| holder.organisation.ods_code.clone()).collect(),
            is_remembered: remembered.is_some(),
        })
    }
}

/// When a result has arrived: when it was reported, at the latest moment that the told date may mean, for from then on
/// those who asked for it could read it and talk about it. Where that is not told, or lies in the future, it is when we
/// first heard of it: never when the sample was taken, for some tests take weeks and would be shown at once.
fn arrived(result: &TestResult, first_told: DateTime<Utc>) -> DateTime<Utc> {
    match (&result.reported, &result.taken) {
        (Some(reported), _) => last_moment(reported).min(first_told),
        (None, Some(taken)) if last_moment(taken) + LONGEST_TEST < first_told => last_moment(taken),
        _ => first_told,
    }
}

/// A day ends at midnight in the UK.
fn last_moment(date: &PartialDate) -> DateTime<Utc> {
    date.moment().unwrap_or_else(|| {
        let next_day =
            date.latest_day().succ_opt().unwrap_or_else(|| date.latest_day()).and_time(NaiveTime::MIN);
        let midnight = next_day.and_local_timezone(London).earliest();
        midnight.map_or_else(|| next_day.and_utc(), |midnight| midnight.with_timezone(&Utc))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::domain::{Coded, MayBe, Member, ResultState};

    const NOW: &str = "2026-11-22T09:41:00Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    /// A result with one id a date, and nobody who holds it.
    fn result(reported: &str, taken: &str) -> Held<TestResult> {
        let entry = TestResult {
            source_id: "r".into(),
            name: Coded::text("HbA1c"),
            value: None,
            range: None,
            mark: None,
            state: ResultState::Final,
            taken: PartialDate::parse(taken),
            reported: PartialDate::parse(reported),
            group: None,
            report: None,
            is_vital_sign: false,
            asked_by: None,
            comment: None,
            parts: Vec::new(),
            sample: None,
            body_site: None,
            ties: Default::default(),
        };
        let fingerprint = Fingerprint::of(&entry);
        let id = EntryId(fingerprint.0);
        let entry = Arc::new(entry);
        let members = vec![Member { id, entry: entry.clone(), fingerprint, named: Default::default() }];
        Held { id, entry, fingerprint, holders: Vec::new(), members, may_be: Vec::new() }
    }

    fn reported(date: &str) -> Held<TestResult> {
        result(date, "")
    }

    fn waits() -> ResultWait {
        ResultWait { choice: NewResults::AfterSevenDays, remembered: HashMap::new() }
    }

    fn remembering(held: &Held<TestResult>, first_told: &str, opened: bool) -> ResultWait {
        let remembered = Remembered { content: held.fingerprint, first_told: at(first_told), opened };
        ResultWait { remembered: HashMap::from([(held.id, remembered)]), ..waits() }
    }

    fn until(wait: &ResultWait, held: &Held<TestResult>) -> Option<String> {
        wait.of_result(held, at(NOW)).map(|kept| kept.until.to_rfc3339())
    }

    #[test]
    fn straight_away_keeps_nothing_back() {
        assert_eq!(until(&ResultWait::default(), &reported(NOW)), None);
    }

    #[test]
    fn a_result_waits_for_seven_days_after_it_was_reported_and_not_a_moment_longer() {
        let result = reported("2026-11-20T14:30:00Z");
        assert_eq!(until(&waits(), &result).as_deref(), Some("2026-11-27T14:30:00+00:00"));
        assert!(waits().of_result(&result, at("2026-11-27T14:29:59Z")).is_some());
        assert!(waits().of_result(&result, at("2026-11-27T14:30:00Z")).is_none());
        assert_eq!(until(&waits(), &reported("2026-11-15T09:40:00Z")), None);
    }

    #[test]
    fn a_day_without_a_time_counts_to_its_end_in_the_uk() {
        assert_eq!(until(&waits(), &reported("2026-11-20")).as_deref(), Some("2026-11-28T00:00:00+00:00"));
        let summer = reported("2026-07-01");
        let kept = waits().of_result(&summer, at("2026-07-03T12:00:00Z"));
        assert_eq!(kept.map(|kept| kept.until), Some(at("2026-07-08T23:00:00Z")), "midnight in summer time");
    }

    #[test]
    fn without_a_report_date_it_counts_from_when_we_first_heard_of_it_never_from_the_sample() {
        let result = result("", "2026-10-01");
        assert_eq!(until(&waits(), &result).as_deref(), Some("2026-11-29T09:41:00+00:00"));
        let told = remembering(&result, "2026-11-20T08:00:00Z", false);
        assert_eq!(until(&told, &result).as_deref(), Some("2026-11-27T08:00:00+00:00"));
    }

    #[test]
    fn a_report_date_in_the_future_keeps_nothing_back_for_longer_than_seven_days() {
        let result = reported("2031-01-01");
        let told = remembering(&result, "2026-11-20T08:00:00Z", false);
        assert_eq!(until(&told, &result).as_deref(), Some("2026-11-27T08:00:00+00:00"));
    }

    #[test]
    fn an_old_sample_without_a_report_date_is_no_new_result() {
        assert_eq!(until(&waits(), &result("", "2019")), None);
    }

    #[test]
    fn what_was_opened_early_stays_open_until_it_says_something_else() {
        let result = reported("2026-11-20T14:30:00Z");
        let opened = remembering(&result, "2026-11-20T15:00:00Z", true);
        assert_eq!(until(&opened, &result), None);
        let changed = Held { fingerprint: Fingerprint([9; 16]), ..result };
        assert!(until(&opened, &changed).is_some());
    }

    #[test]
    fn a_joined_result_is_known_by_each_of_its_ids() {
        let mut result = reported("2026-11-20T14:30:00Z");
        let other = EntryId([7; 16]);
        result.members.push(Member { id: other, ..result.members[0].clone() });
        let remembered =
            Remembered { content: result.fingerprint, first_told: at("2026-11-20T15:00:00Z"), opened: true };
        let wait = ResultWait { remembered: HashMap::from([(other, remembered)]), ..waits() };
        assert_eq!(until(&wait, &result), None);
    }

    #[test]
    fn a_measurement_that_was_made_with_the_person_there_never_waits() {
        let mut result = reported("2026-11-20T14:30:00Z");
        let mut entry = (*result.entry).clone();
        entry.is_vital_sign = true;
        result.entry = entry.into();
        assert_eq!(until(&waits(), &result), None);
    }

    #[test]
    fn what_waits_leaves_the_list_and_is_only_counted() {
        let all = Gathered {
            entries: vec![reported("2026-11-20T14:30:00Z"), reported("2026-01-20")],
            sources: Vec::new(),
            disagreements: Vec::new(),
            kept_back: Vec::new(),
        };
        let mut all = all;
        let new = &all.entries[0];
        let may_be = MayBe { id: new.id, entry: new.entry.clone(), holders: Vec::new() };
        all.entries[1].may_be.push(may_be);
        let shown = waits().keep_back(all.clone(), at(NOW));
        assert!(shown.entries[0].may_be.is_empty(), "nothing leads to what waits");
        assert_eq!((shown.entries.len(), shown.kept_back.len()), (1, 1));
        assert_eq!(shown.kept_back[0].ids, [all.entries[0].id]);
        assert!(shown.find(all.entries[0].id).is_none(), "its address does not lead to it");
        assert!(shown.kept_back(all.entries[0].id).is_some());
    }
}
