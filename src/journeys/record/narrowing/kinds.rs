//! When each kind of entry was, and the sorts that its lists can be narrowed to.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;

use super::{Narrowed, Sort, SortCode, When};
use crate::domain::{
    Allergy, Appointment, AskedQuestionnaire, CarePlan, Condition, Letter, Medicine, PartialDate,
    Prescription, Referral, RequestState, Stage, TestResult, Vaccination, Visit, plain,
};
use crate::journeys::record::{allergies, conditions, questionnaires};
use crate::t;
use crate::web::Words;
use crate::words::Locale;

/// A sort that stands in the code.
fn sort(place: u8, code: &str, words: Words) -> Option<Sort> {
    Some(Sort { place, words, code: SortCode::read(code)? })
}

impl Narrowed for Appointment {
    fn when(&self) -> When {
        let moment = |at: Option<DateTime<Utc>>| at.map(PartialDate::Moment);
        When::over(moment(self.start.or(self.end)), moment(self.end.or(self.start)), false)
    }
}

impl Narrowed for Medicine {
    fn when(&self) -> When {
        let first = self.started.or(self.last_issued).or(self.recorded);
        When::over(first, self.ended.or(self.last_issued).or(first), self.is_current())
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        match self.is_current() {
            true => sort(0, "now", t!(locale, "Listed as taken now")),
            false => sort(1, "past", t!(locale, "Past medicines")),
        }
    }
}

impl Narrowed for Allergy {
    fn when(&self) -> When {
        let is_current = allergies::place(self) == allergies::Place::Now;
        let first = self.first_noticed.or(self.recorded);
        When::over(first, self.recorded.max(first), is_current)
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        match allergies::place(self) {
            allergies::Place::Now => sort(0, "now", t!(locale, "Listed now")),
            allergies::Place::Ended => sort(1, "ended", t!(locale, "Ended")),
            allergies::Place::RuledOut => sort(2, "ruled-out", t!(locale, "Looked for and ruled out")),
        }
    }
}

impl Narrowed for Condition {
    fn when(&self) -> When {
        let first = self.started.or(self.recorded);
        When::over(first, self.ended.or(first), self.is_current())
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        match conditions::place(self) {
            conditions::Place::Now => sort(0, "now", t!(locale, "Listed now")),
            conditions::Place::Past => sort(1, "past", t!(locale, "In the past")),
            conditions::Place::RuledOut => sort(2, "ruled-out", t!(locale, "Looked for and ruled out")),
            conditions::Place::Family => sort(3, "family", t!(locale, "In your family")),
        }
    }
}

/// By the set of tests that it came in, or by its own name where it came alone. Its code is a hash of that name: no word
/// of it stands in an address.
impl Narrowed for TestResult {
    fn when(&self) -> When {
        When::on(self.taken.or(self.reported))
    }

    fn sort(&self, _: Locale, _: DateTime<Utc>) -> Option<Sort> {
        let own = |name: &str| !name.trim().is_empty();
        let name = self.group.as_deref().filter(|name| own(name)).unwrap_or(&self.name.text);
        let hash = digest(&SHA256, plain(name).as_bytes());
        sort(0, &HEXLOWER.encode(&hash.as_ref()[..6]), name.to_owned().into())
    }

    fn sorts(locale: Locale) -> Words {
        t!(locale, "Which tests")
    }
}

impl Narrowed for Letter {
    fn when(&self) -> When {
        When::on(self.written)
    }
}

impl Narrowed for Vaccination {
    fn when(&self) -> When {
        When::on(self.given.or(self.recorded))
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        match self.was_given {
            true => sort(0, "given", t!(locale, "Given")),
            false => sort(1, "not-given", t!(locale, "Not given")),
        }
    }
}

impl Narrowed for Visit {
    fn when(&self) -> When {
        When::over(self.started.or(self.ended), self.ended.or(self.started), false)
    }
}

impl Narrowed for Referral {
    fn when(&self) -> When {
        let first = self.made.or(self.waiting.since);
        When::over(first, self.waiting.ended.or(first), self.state.is_open() != Some(false))
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        of_request(locale, &self.state)
    }
}

impl Narrowed for CarePlan {
    fn when(&self) -> When {
        let first = self.started.or(self.written);
        When::over(first, self.ended.or(first), self.state.is_open() != Some(false))
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        of_request(locale, &self.state)
    }
}

fn of_request(locale: Locale, state: &RequestState) -> Option<Sort> {
    match state.is_open() {
        Some(true) => sort(0, "open", t!(locale, "Open")),
        None => sort(1, "not-said", t!(locale, "May be open or over")),
        Some(false) => sort(2, "over", t!(locale, "Over")),
    }
}

impl Narrowed for Prescription {
    fn when(&self) -> When {
        let first = self.dated.or(self.last_moved());
        When::over(first, self.last_moved().max(first), self.stage() != Stage::Over)
    }

    fn sort(&self, locale: Locale, _: DateTime<Utc>) -> Option<Sort> {
        match self.stage() {
            Stage::Ready => sort(0, "ready", t!(locale, "Ready to collect")),
            Stage::UnderWay => sort(1, "under-way", t!(locale, "Still to come")),
            Stage::SentOn => sort(2, "sent-on", t!(locale, "Requests that were sent on")),
            Stage::NotKnown => sort(3, "not-known", t!(locale, "Ask where these are")),
            Stage::Over => sort(4, "over", t!(locale, "Past")),
        }
    }
}

impl Narrowed for AskedQuestionnaire {
    fn when(&self) -> When {
        When::over(
            self.asked,
            self.answered.max(self.due).max(self.asked),
            self.state.is_open() != Some(false),
        )
    }

    fn sort(&self, locale: Locale, now: DateTime<Utc>) -> Option<Sort> {
        match questionnaires::place(now, self) {
            questionnaires::Place::ToFillIn => sort(0, "to-fill-in", t!(locale, "To fill in")),
            questionnaires::Place::NotSaid => sort(1, "not-said", t!(locale, "May still be to fill in")),
            questionnaires::Place::TooLate => sort(2, "too-late", t!(locale, "The last day is over")),
            questionnaires::Place::Over => sort(3, "over", t!(locale, "Filled in or no longer wanted")),
        }
    }
}
