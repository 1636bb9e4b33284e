//! What stands in the surgeries' appointment books at the start.

use chrono::{Datelike, Duration, Weekday};

use super::super::appointments::{Appointment, appointment};
use super::super::calendar::Calendar;
use crate::sandbox::organisations::{HILL_STREET, MILL_LANE};

/// The appointments of a person at a surgery; most people have none.
pub fn surgery_appointments(person: &str, ods_code: &str, calendar: &Calendar) -> Vec<Appointment> {
    let c = calendar;
    match (person, ods_code) {
        ("sam", HILL_STREET) => vec![
            nurse("surgery-review", "Diabetes review", c, 8, (11, 20)).comment("My feet tingle at night"),
            gp("surgery-call", "Phone call with a GP", c, 15, (15, 10)).by_phone(),
            gp("surgery-call-past", "Phone call with a GP", c, -11, (11, 20)).by_phone().fulfilled(),
            gp("surgery-cancelled", "GP appointment", c, -33, (9, 50)).cancelled("I feel better"),
            nurse("surgery-missed", "Nurse appointment", c, -75, (14, 40)).missed(),
            nurse("surgery-pressure", "Blood pressure check", c, -197, (11, 40)).fulfilled(),
        ],
        // So soon that it is too late to cancel.
        ("grace", HILL_STREET) => vec![
            appointment("surgery-soon", "Phone call with a GP", c.now + Duration::hours(4))
                .minutes(10)
                .by_phone()
                .with("gp", "main"),
            nurse("surgery-smear", "Nurse appointment", c, -61, (10, 40)).fulfilled(),
        ],
        ("tom", HILL_STREET) => vec![
            nurse("surgery-spray", "Flu nasal spray", c, 12, (15, 40)),
            gp("surgery-ear", "GP appointment", c, -90, (9, 50)).fulfilled(),
        ],
        ("priya", MILL_LANE) => vec![
            nurse("surgery-bloods", "Blood test", c, 6, (11, 20)),
            appointment("surgery-video", "Medicine review by video", day(c, 20, (15, 30)))
                .minutes(15)
                .by_video()
                .with("pharmacist", ""),
            gp("surgery-past", "GP appointment", c, -45, (9, 50)).fulfilled(),
        ],
        ("max", MILL_LANE) => vec![gp("surgery-next", "GP appointment", c, 10, (9, 50))],
        _ => Vec::new(),
    }
}

fn gp(key: &str, what: &str, calendar: &Calendar, days: i64, time: (u32, u32)) -> Appointment {
    appointment(key, what, day(calendar, days, time)).minutes(10).with("gp", "main")
}

fn nurse(key: &str, what: &str, calendar: &Calendar, days: i64, time: (u32, u32)) -> Appointment {
    appointment(key, what, day(calendar, days, time)).minutes(20).with("nurse", "main")
}

/// That time of day, on the next working day where it would be a weekend.
fn day(calendar: &Calendar, days: i64, (hour, minute): (u32, u32)) -> chrono::DateTime<chrono::Utc> {
    let later = match calendar.day(days).weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    calendar.at(days + later, hour, minute)
}
