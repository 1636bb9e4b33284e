//! Appointments for a calendar (iCalendar, RFC 5545): when, and at which organisation. A calendar is often shared, so
//! what an appointment is for does not stand in it.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, Duration, TimeZone, Utc};
use chrono_tz::Europe::London;
use icalendar::{
    Calendar, CalendarDateTime, Class, Component, Event, EventLike, EventStatus, Property, ValueType,
};

use super::chunks::Chunks;
use super::contents::{Block, Contents};
use crate::domain::{Appointment, AppointmentStatus, Held};
use crate::journeys::record::entry_words::old_copy;
use crate::t;
use crate::words::Locale;

/// The UK's clock since 1996 (the Summer Time Order 2002 keeps the European Union's days).
const UK_CLOCK: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n\
BEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\nDTSTART:19960331T010000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
BEGIN:STANDARD\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nDTSTART:19961027T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// How often a calendar is asked to look again (RFC 7986, section 5.7).
const LOOKS_EVERY: &str = "PT6H";
/// How much of the past stands in what calendars read.
const KEPT_BACK: Duration = Duration::days(60);

/// Writes it.
pub fn write(contents: &Contents) -> Chunks {
    let mut calendar = empty();
    let said = said(contents);
    for key in ["DESCRIPTION", "X-WR-CALDESC"] {
        calendar.append_property(Property::new(key, said.as_str()).append_parameter(ValueType::Text).done());
    }
    for held in contents.taken(&contents.everything.appointments) {
        let (locale, now) = (contents.locale, contents.now);
        let event = match &contents.by_carer {
            None => event(locale, now, contents.read, held),
            Some(_) => event_for_carer(locale, now, held),
        };
        if let Some(event) = event {
            calendar.push(event);
        }
    }
    let mut chunks = Chunks::default();
    // A chunk in memory takes everything.
    let _ = write!(chunks, "{}", with_clock(&calendar));
    chunks
}

/// One appointment alone; none where no time was told. A file is read on another day.
pub fn one(locale: Locale, now: DateTime<Utc>, held: &Held<Appointment>) -> Option<String> {
    let mut calendar = empty();
    calendar.push(event(locale, now, now + Duration::days(7), held)?);
    Some(with_clock(&calendar))
}

/// One appointment for somebody who acts for the patient: that there is one, and when. Nothing in it says whose it is,
/// where, or what for, since others look into their calendar whom the patient does not know.
pub fn one_for_carer(locale: Locale, now: DateTime<Utc>, held: &Held<Appointment>) -> Option<String> {
    let mut calendar = empty();
    calendar.push(event_for_carer(locale, now, held)?);
    Some(with_clock(&calendar))
}

/// When appointments are, for a calendar that reads this again and again: those that stand, and of the past the last
/// weeks. It says nothing but the time; what is no longer in it is taken away by the calendar itself.
pub fn times(locale: Locale, now: DateTime<Utc>, all: &[Held<Appointment>]) -> String {
    let mut calendar = empty();
    for key in ["REFRESH-INTERVAL", "X-PUBLISHED-TTL"] {
        calendar
            .append_property(Property::new(key, LOOKS_EVERY).append_parameter(ValueType::Duration).done());
    }
    let stands = |held: &&Held<Appointment>| {
        let is_known = !matches!(held.entry.status, AppointmentStatus::Cancelled | AppointmentStatus::Asked);
        is_known && start(&held.entry).is_some_and(|start| start > now - KEPT_BACK)
    };
    for held in all.iter().filter(stands) {
        calendar.push(time(locale, now, held));
    }
    with_clock(&calendar)
}

fn time(locale: Locale, now: DateTime<Utc>, held: &Held<Appointment>) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{}@front-door", held.id)).sequence(sequence(now)).timestamp(now);
    event.class(Class::Private).summary(&t!(locale, "Appointment"));
    if let Some(start) = start(&held.entry) {
        event.starts(clock_time(start));
        if let Some(end) = held.entry.end.filter(|end| *end > start) {
            event.ends(clock_time(end));
        }
    }
    event.done()
}

fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Front Door//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar
}

fn with_clock(calendar: &Calendar) -> String {
    // The builder has no time zones of its own: the clock goes before the first event.
    let text = calendar.to_string();
    let (head, events) = text.split_at(text.find("\r\nBEGIN:VEVENT").map_or(text.len(), |at| at + 2));
    let clock = if events.is_empty() { "" } else { UK_CLOCK };
    format!("{head}{clock}{events}")
}

/// What every file begins with, and how many appointments cannot stand in a calendar.
fn said(contents: &Contents) -> String {
    let locale = contents.locale;
    let mut lines = Vec::new();
    for block in contents.begins_with() {
        match block {
            Block::Heading(words) => lines.push(words.into_owned()),
            Block::Says(words) => lines.push(words),
            Block::List(items) => lines.extend(items),
        }
    }
    let without =
        contents.taken(&contents.everything.appointments).filter(|held| start(&held.entry).is_none());
    let without = without.count();
    if without > 0 {
        let words = crate::count!(
            locale,
            without,
            one = "1 appointment has no time, and is not in this calendar.",
            other = "{n} appointments have no time, and are not in this calendar."
        );
        lines.push(words.into_owned());
    }
    lines.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n")
}

fn start(appointment: &Appointment) -> Option<DateTime<Utc>> {
    appointment.start.or(appointment.end)
}

/// None where no time was told.
fn event_for_carer(locale: Locale, now: DateTime<Utc>, held: &Held<Appointment>) -> Option<Event> {
    start(&held.entry)?;
    let mut event = time(locale, now, held);
    event.status(status(&held.entry)).summary(&summary(locale, &held.entry));
    let more = match held.is_old_copy() {
        true => t!(locale, "It may have changed since. Log in to Front Door to see more."),
        false => t!(locale, "Log in to Front Door to see more."),
    };
    Some(event.description(&more).done())
}

/// None where no time was told.
fn event(locale: Locale, now: DateTime<Utc>, read: DateTime<Utc>, held: &Held<Appointment>) -> Option<Event> {
    let start = start(&held.entry)?;
    let mut event = Event::new();
    event
        .uid(&format!("{}@front-door", held.id))
        .sequence(sequence(now))
        .timestamp(now)
        .class(Class::Private)
        .status(status(&held.entry))
        .summary(&summary(locale, &held.entry))
        .starts(clock_time(start));
    if let Some(end) = held.entry.end.filter(|end| *end > start) {
        event.ends(clock_time(end));
    }
    let holder = held.holders.first().map(|holder| &holder.organisation);
    if let Some(holder) = holder {
        event.location(&one_line(&holder.name));
    }
    let mut lines: Vec<String> = old_copy(locale, read, held).into_iter().collect();
    lines.push(t!(locale, "Log in to Front Door to see what it is for and how to prepare.").into_owned());
    if let Some(phone) = held.entry.phone.as_ref().or(holder.and_then(|holder| holder.phone.as_ref())) {
        lines.push(t!(locale, "Phone: {phone}", phone = phone).into_owned());
    }
    let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
    event.description(&lines.join("\n"));
    Some(event.done())
}

/// Says how it stands, for many calendars do not show a status.
fn summary(locale: Locale, appointment: &Appointment) -> String {
    match appointment.status {
        AppointmentStatus::Cancelled => t!(locale, "Cancelled: appointment"),
        AppointmentStatus::Asked => t!(locale, "Appointment, not confirmed"),
        _ => t!(locale, "Appointment"),
    }
    .into_owned()
}

fn status(appointment: &Appointment) -> EventStatus {
    match appointment.status {
        AppointmentStatus::Cancelled => EventStatus::Cancelled,
        AppointmentStatus::Asked | AppointmentStatus::Other(_) => EventStatus::Tentative,
        AppointmentStatus::Booked | AppointmentStatus::Happened | AppointmentStatus::DidNotAttend => {
            EventStatus::Confirmed
        }
    }
}

/// Every later file replaces the events of an earlier one: minutes since 2020.
fn sequence(now: DateTime<Utc>) -> u32 {
    const YEAR_2020: i64 = 1_577_836_800;
    u32::try_from((now.timestamp() - YEAR_2020) / 60).unwrap_or_default()
}

/// By the clock on the wall in the UK; in the hour that comes twice, and before the clock's rules, by that of the world.
fn clock_time(at: DateTime<Utc>) -> CalendarDateTime {
    let date_time = at.with_timezone(&London).naive_local();
    let is_plain = London.from_local_datetime(&date_time).single().is_some();
    if is_plain && date_time.year() > 1996 {
        CalendarDateTime::WithTimezone { date_time, tzid: "Europe/London".to_owned() }
    } else {
        CalendarDateTime::Utc(at)
    }
}

/// Without line ends and control characters, which would begin lines of the file.
fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
