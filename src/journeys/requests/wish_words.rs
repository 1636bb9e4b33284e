//! Each kind of wish in words: what it is called, what was asked for, and what is so when it is done and when it is not.

use chrono::{DateTime, Utc};

use crate::domain::{Appointment, BookAppointment, CancelAppointment, How, Refusal, Wish};
use crate::journeys::appointments::{how_alone, when};
use crate::journeys::record::entry_words::{Fact, FactList};
use crate::t;
use crate::web::{Link, Words};
use crate::words::{Locale, dates};

/// What pages say of one kind of wish.
pub trait WishWords {
    /// "Book an appointment", with nothing personal in it.
    fn title(&self, locale: Locale) -> Words;

    /// One line that tells it from others of its kind: when, where.
    fn line(&self, locale: Locale) -> String;

    /// All that was asked for, as the organisation is told it.
    fn facts(&self, locale: Locale) -> Vec<Fact>;

    /// "Your appointment is booked".
    fn done(&self, locale: Locale) -> Words;

    /// "Your appointment is not booked".
    fn not_done(&self, locale: Locale) -> Words;

    /// "We do not know yet if your appointment is booked".
    fn not_known(&self, locale: Locale) -> Words;

    /// "Your appointment is being booked".
    fn under_way(&self, locale: Locale) -> Words;

    /// What is so while somebody at the organisation has to deal with it.
    fn waiting(&self, locale: Locale, name: &str) -> Words {
        t!(locale, "{name} has it. Somebody there has to agree to it.", name = name)
    }

    /// What there is to do once it is done.
    fn after_done(&self, locale: Locale) -> Words {
        t!(locale, "There is nothing more that you need to do here.")
    }

    /// Where the person can ask anew, in another way.
    fn anew(&self, _locale: Locale, _to: &str) -> Option<Link> {
        None
    }

    /// Where the person sees what comes of it, while the organisation has it and when it is done.
    fn onward(&self, _locale: Locale) -> Option<Link> {
        None
    }

    /// Within how many working days somebody at the organisation should have dealt with it.
    fn working_days(&self) -> u32 {
        2
    }

    /// When to call, where somebody at the organisation has to agree to it: after `day`.
    fn call_if_waiting(&self, locale: Locale, name: &str, day: &str) -> Words {
        t!(locale, "If you hear nothing by {day}, call {name}:", day = day, name = name)
    }

    /// Why it was refused, where that has words of its own for this kind of wish.
    fn refused(&self, _locale: Locale, _why: &Refusal, _name: &str) -> Option<Words> {
        None
    }

    /// Why it was not begun, where what had to be done first was not done.
    fn first_not_done(&self, locale: Locale) -> Words {
        t!(locale, "What had to be done first was not done, so this was not sent.")
    }
}

/// The words of a wish.
pub fn words_of(wish: &Wish) -> &dyn WishWords {
    match wish {
        Wish::BookAppointment(wish) => wish,
        Wish::CancelAppointment(wish) => &**wish,
        Wish::ConfirmAppointment(wish) => &**wish,
        Wish::NoLongerNeeded(wish) => &**wish,
        Wish::OrderMedicine(wish) => wish,
        Wish::ChangeDetails(wish) => &**wish,
        Wish::SendMessage(wish) => wish,
        Wish::TellWrong(wish) => wish,
        Wish::SendAnswers(wish) => wish,
    }
}

impl WishWords for BookAppointment {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Book an appointment")
    }

    fn line(&self, locale: Locale) -> String {
        dates::moment(locale, self.time.start)
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        let FreeTimeWords { what, when, how } = free_time(locale, &self.time);
        FactList::default()
            .text(t!(locale, "Kind of appointment"), what.as_ref())
            .said(t!(locale, "When"), when)
            .text(t!(locale, "How you meet"), how)
            .text(t!(locale, "Where"), self.time.place.as_ref().filter(|_| self.time.how == How::InPerson))
            .text(t!(locale, "Who you will see"), self.time.with_whom.as_ref())
            .text(t!(locale, "Why you want to be seen"), Some(&self.said.reason))
            .text(t!(locale, "What they should know"), self.said.comment.as_ref())
            .text(t!(locale, "Number to call you on"), self.said.phone.as_ref())
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is booked")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is not booked")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your appointment is booked")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is being booked")
    }

    fn anew(&self, locale: Locale, to: &str) -> Option<Link> {
        Some(Link {
            href: format!("/appointments/book/{to}").into(),
            text: t!(locale, "Choose another time"),
        })
    }
}

impl WishWords for CancelAppointment {
    fn title(&self, locale: Locale) -> Words {
        t!(locale, "Cancel an appointment")
    }

    fn line(&self, locale: Locale) -> String {
        appointment_line(locale, &self.appointment)
    }

    fn facts(&self, locale: Locale) -> Vec<Fact> {
        appointment_facts(locale, &self.appointment)
            .text(t!(locale, "Why you cancel"), Some(&self.reason))
            .done()
    }

    fn done(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is cancelled")
    }

    fn not_done(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is not cancelled")
    }

    fn not_known(&self, locale: Locale) -> Words {
        t!(locale, "We do not know yet if your appointment is cancelled")
    }

    fn under_way(&self, locale: Locale) -> Words {
        t!(locale, "Your appointment is being cancelled")
    }

    fn first_not_done(&self, locale: Locale) -> Words {
        t!(locale, "The new time was not booked, so we did not cancel this one. It is still booked.")
    }
}

/// What tells an appointment from others.
pub fn appointment_line(locale: Locale, appointment: &Appointment) -> String {
    when(locale, appointment).unwrap_or_else(|| appointment.what.text.clone())
}

/// An appointment as it was seen when something was asked for about it.
pub fn appointment_facts(locale: Locale, appointment: &Appointment) -> FactList {
    FactList::default()
        .text(t!(locale, "What it is for"), Some(&appointment.what.text))
        .text(t!(locale, "When"), when(locale, appointment))
        .text(t!(locale, "How you meet"), how_alone(locale, appointment.how))
        .text(t!(locale, "Where"), appointment.place.as_ref())
        .text(t!(locale, "Who you will see"), appointment.with_whom.as_ref())
}

/// A free time in words.
pub struct FreeTimeWords {
    /// "Nurse appointment".
    pub what: Option<String>,
    /// "Wednesday 25 November 2026, 10:40am to 11am".
    pub when: String,
    /// "In person".
    pub how: Option<Words>,
}

/// The words of a free time, the same wherever it is shown.
pub fn free_time(locale: Locale, time: &crate::domain::FreeTime) -> FreeTimeWords {
    let (start, end) = (time.start, time.end);
    let from = dates::moment(locale, start);
    let when = match end > start {
        true => t!(locale, "{from} to {to}", from = from, to = dates::time(locale, end)).into_owned(),
        false => from,
    };
    let what = time.what.clone().or_else(|| time.session.clone());
    FreeTimeWords { what, when: clocks_change(locale, start, when), how: how_alone(locale, time.how) }
}

/// In the night when the clocks go back an hour comes twice: then it is said which of the two.
fn clocks_change(locale: Locale, start: DateTime<Utc>, when: String) -> String {
    use chrono::TimeZone;
    use chrono_tz::Europe::London;
    let local = start.with_timezone(&London).naive_local();
    match London.from_local_datetime(&local) {
        chrono::LocalResult::Ambiguous(first, _) if first.to_utc() == start => {
            t!(locale, "{when} (before the clocks go back)", when = when).into_owned()
        }
        chrono::LocalResult::Ambiguous(..) => {
            t!(locale, "{when} (after the clocks went back)", when = when).into_owned()
        }
        _ => when,
    }
}
