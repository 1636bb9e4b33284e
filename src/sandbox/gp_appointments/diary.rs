//! When a surgery sees people: its sessions, and the slots in them, counted from the day it started.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};

use crate::sandbox::records::calendar::{Calendar, moment};
use crate::sandbox::records::holder::Holder;

/// How many days ahead of the start slots are given out.
const DAYS: i64 = 42;

/// What happens at the same hours of every working day.
#[derive(Debug)]
pub struct Session {
    pub key: &'static str,
    /// As the surgery calls it.
    pub name: &'static str,
    /// What one slot of it is for.
    pub what: &'static str,
    pub worker: &'static str,
    /// As `DeliveryChannel-2` has it.
    pub channel: &'static str,
    /// The hour and minute of the first slot, in the UK.
    first: (u32, u32),
    minutes: i64,
    slots: i64,
    /// Somebody else is always quicker for the first slot.
    pub first_goes_at_once: bool,
}

static SESSIONS: [Session; 4] = [
    Session {
        key: "gp-morning",
        name: "GP appointments",
        what: "GP appointment",
        worker: "gp",
        channel: "In-person",
        first: (8, 30),
        minutes: 10,
        slots: 6,
        first_goes_at_once: false,
    },
    Session {
        key: "gp-phone",
        name: "GP phone calls",
        what: "Phone call with a GP",
        worker: "gp",
        channel: "Telephone",
        first: (14, 0),
        minutes: 10,
        slots: 4,
        first_goes_at_once: false,
    },
    Session {
        key: "nurse",
        name: "Nurse appointments",
        what: "Nurse appointment",
        worker: "nurse",
        channel: "In-person",
        first: (9, 0),
        minutes: 20,
        slots: 5,
        first_goes_at_once: true,
    },
    Session {
        key: "pharmacist",
        name: "Medicine reviews",
        what: "Medicine review by video",
        worker: "pharmacist",
        channel: "Video",
        first: (11, 0),
        minutes: 15,
        slots: 3,
        first_goes_at_once: false,
    },
];

/// One time in a session.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub session: &'static Session,
    pub day: NaiveDate,
    number: i64,
}

impl Slot {
    pub fn start(&self) -> DateTime<Utc> {
        let (hour, minute) = self.session.first;
        moment(self.day, hour, minute) + Duration::minutes(self.session.minutes * self.number)
    }

    pub fn end(&self) -> DateTime<Utc> {
        self.start() + Duration::minutes(self.session.minutes)
    }

    pub fn minutes(&self) -> i64 {
        self.session.minutes
    }

    pub fn id(&self, surgery: &Holder) -> String {
        surgery.own_id("Slot", &format!("{}-{}-{}", self.session.key, self.day, self.number))
    }

    pub fn schedule_id(&self, surgery: &Holder) -> String {
        surgery.own_id("Schedule", &format!("{}-{}", self.session.key, self.day))
    }

    /// Whether somebody else books it before anyone can.
    pub fn goes_at_once(&self) -> bool {
        self.session.first_goes_at_once && self.number == 0
    }
}

/// Every slot there is, from the day after the start; none at weekends.
pub fn slots(calendar: &Calendar) -> impl Iterator<Item = Slot> + use<> {
    let calendar = *calendar;
    let days = (1..=DAYS).map(move |days| calendar.day(days));
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    working.flat_map(|day| {
        SESSIONS
            .iter()
            .flat_map(move |session| (0..session.slots).map(move |number| Slot { session, day, number }))
    })
}
