//! Which appointment comes next.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::domain::{Appointment, AppointmentStatus, Held};

/// The next appointment, and how many more there are on its day.
#[derive(Clone, PartialEq, Debug)]
pub struct Next {
    pub appointment: Held<Appointment>,
    pub others_that_day: usize,
}

/// The next agreed appointment at `now`. A cancelled one is never next, nor one that has no time yet. One whose
/// status we do not know is: it is safer to show it, with the holder's own word, than to keep it back.
pub fn next(appointments: &[Held<Appointment>], now: DateTime<Utc>) -> Option<Next> {
    let mut coming: Vec<_> = appointments.iter().filter(|held| can_be_next(&held.entry, now)).collect();
    coming.sort_by_key(|held| (held.entry.start, held.id));
    let first = *coming.first()?;
    let same_day = coming.iter().filter(|held| day(&held.entry) == day(&first.entry)).count();
    Some(Next { appointment: first.clone(), others_that_day: same_day - 1 })
}

fn can_be_next(appointment: &Appointment, now: DateTime<Utc>) -> bool {
    let agreed = matches!(appointment.status, AppointmentStatus::Booked | AppointmentStatus::Other(_));
    agreed && appointment.start.is_some() && appointment.is_upcoming(now)
}

fn day(appointment: &Appointment) -> Option<NaiveDate> {
    appointment.start.map(|start| start.with_timezone(&London).date_naive())
}

/// Appointments that were asked for and have no agreed time yet; those with the earliest hoped-for time first.
pub fn asked_for(appointments: &[Held<Appointment>], now: DateTime<Utc>) -> Vec<Held<Appointment>> {
    let is_asked = |held: &&Held<Appointment>| {
        held.entry.status == AppointmentStatus::Asked && held.entry.is_upcoming(now)
    };
    let mut asked: Vec<_> = appointments.iter().filter(is_asked).cloned().collect();
    asked.sort_by_key(|held| (held.entry.start.is_none(), held.entry.start, held.id));
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::{appointment, at, held};

    fn now() -> DateTime<Utc> {
        at("2026-11-22T09:00:00Z")
    }

    fn next_source_id(appointments: &[Held<Appointment>]) -> Option<String> {
        next(appointments, now()).map(|next| next.appointment.entry.source_id.clone())
    }

    #[test]
    fn the_earliest_to_come_is_next_whoever_holds_it() {
        let all = [
            held(1, appointment("later", "2026-12-01T09:00:00Z")),
            held(2, appointment("next", "2026-11-25T10:40:00Z")),
            held(3, appointment("past", "2026-11-20T10:40:00Z")),
        ];
        assert_eq!(next_source_id(&all).as_deref(), Some("next"));
    }

    #[test]
    fn a_cancelled_appointment_is_never_next() {
        let cancelled = Appointment {
            status: AppointmentStatus::Cancelled,
            ..appointment("cancelled", "2026-11-23T09:00:00Z")
        };
        assert_eq!(next_source_id(&[held(1, cancelled.clone())]), None);
        let all = [held(1, cancelled), held(2, appointment("next", "2026-11-25T10:40:00Z"))];
        assert_eq!(next_source_id(&all).as_deref(), Some("next"));
    }

    #[test]
    fn an_appointment_without_a_time_or_only_asked_for_is_not_next() {
        let no_time = Appointment { start: None, end: None, ..appointment("a", "2026-11-23T09:00:00Z") };
        let asked =
            Appointment { status: AppointmentStatus::Asked, ..appointment("b", "2026-11-23T09:00:00Z") };
        assert_eq!(next_source_id(&[held(1, no_time), held(2, asked)]), None);
    }

    #[test]
    fn one_that_has_begun_is_still_next_until_it_is_over() {
        let begun = appointment("begun", "2026-11-22T08:30:00Z");
        assert_eq!(next_source_id(&[held(1, begun.clone())]).as_deref(), Some("begun"));
        let over = Appointment { end: Some(at("2026-11-22T08:50:00Z")), ..begun };
        assert_eq!(next_source_id(&[held(1, over)]), None);
    }

    #[test]
    fn one_with_a_status_we_do_not_know_is_not_kept_back() {
        let unknown = Appointment {
            status: AppointmentStatus::Other("checked-in".into()),
            ..appointment("unknown", "2026-11-23T09:00:00Z")
        };
        assert_eq!(next_source_id(&[held(1, unknown)]).as_deref(), Some("unknown"));
    }

    #[test]
    fn others_on_the_same_day_in_the_uk_are_counted() {
        let all = [
            held(1, appointment("next", "2027-06-30T09:00:00Z")),
            held(2, appointment("same day", "2027-06-30T22:30:00Z")),
            held(3, appointment("next day in the UK", "2027-06-30T23:30:00Z")),
        ];
        assert_eq!(next(&all, now()).map(|next| next.others_that_day), Some(1));
    }

    #[test]
    fn what_was_asked_for_waits_whether_or_not_it_has_a_time() {
        let asked = |id, start| Appointment {
            start,
            end: None,
            status: AppointmentStatus::Asked,
            ..appointment(id, "2026-11-23T09:00:00Z")
        };
        let all = [
            held(1, asked("no time", None)),
            held(2, asked("some time", Some(at("2026-12-23T09:00:00Z")))),
            held(3, asked("long ago", Some(at("2026-01-23T09:00:00Z")))),
            held(4, appointment("booked", "2026-12-01T09:00:00Z")),
        ];
        let waiting: Vec<_> =
            asked_for(&all, now()).iter().map(|held| held.entry.source_id.clone()).collect();
        assert_eq!(waiting, ["some time", "no time"]);
    }
}
