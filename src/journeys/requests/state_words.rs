//! How a request stands, in words: the state, what happens next, by when, and what to do if nothing does.

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Europe::London;

use crate::domain::{Doubt, LOOKED_FOR, Refusal, Standing};
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates, isolated};

use super::{Shown, words_of};

/// What stands on a page about one request.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    pub heading: Words,
    /// What has happened.
    pub has: Vec<Words>,
    /// What happens next, by when.
    pub next: Vec<Words>,
    /// Whether the person is to call.
    pub call: Option<Words>,
}

/// The state on a tag.
pub fn tag(locale: Locale, standing: &Standing) -> (String, TagColour) {
    let (words, colour) = match standing {
        Standing::ToBeSent => (t!(locale, "Not sent yet"), TagColour::Yellow),
        Standing::Sent => (t!(locale, "Sent"), TagColour::Blue),
        Standing::Received(_) => (t!(locale, "Received"), TagColour::Blue),
        Standing::Waiting(_) => (t!(locale, "Waiting for them"), TagColour::Blue),
        Standing::Done(_) => (t!(locale, "Done"), TagColour::Green),
        Standing::Refused(_) => (t!(locale, "Not done"), TagColour::Red),
        Standing::NotKnown(_) => (t!(locale, "Not known"), TagColour::Yellow),
    };
    (words.into_owned(), colour)
}

/// Everything that is said of a request.
pub fn said(locale: Locale, shown: &Shown) -> Said {
    let (request, wish) = (&shown.request, words_of(&shown.request.wish));
    let name = isolated(&shown.name);
    let by = request.sent_until();
    let call_if = || {
        if shown.now < by {
            t!(
                locale,
                "If this page says the same after {time}, call {name}:",
                time = time_of(locale, shown),
                name = name
            )
        } else {
            t!(locale, "Call {name} to find out:", name = name)
        }
    };
    match &request.standing {
        Standing::ToBeSent if request.after.is_some() && request.tries == 0 => Said {
            heading: wish.under_way(locale),
            has: vec![t!(locale, "This is not sent yet. It waits until your other request is done.")],
            next: vec![looking(locale, shown)],
            call: Some(call_if()),
        },
        Standing::ToBeSent => Said {
            heading: wish.under_way(locale),
            has: vec![t!(locale, "We have written it down. {name} has not got it yet.", name = name)],
            next: vec![
                t!(locale, "We try to send it until {time}.", time = time_of(locale, shown)),
                looking(locale, shown),
            ],
            call: Some(call_if()),
        },
        Standing::Sent => Said {
            heading: wish.under_way(locale),
            has: vec![t!(locale, "We have sent it to {name}. They have not answered yet.", name = name)],
            next: vec![looking(locale, shown), never_twice(locale)],
            call: Some(call_if()),
        },
        Standing::Received(_) => Said {
            heading: wish.under_way(locale),
            has: vec![t!(
                locale,
                "{name} said yes. We have not been able to check that it is on their list.",
                name = name
            )],
            next: vec![looking(locale, shown)],
            call: Some(call_if()),
        },
        Standing::Waiting(_) => Said {
            heading: wish.under_way(locale),
            has: vec![wish.waiting(locale, &name)],
            next: vec![looking(locale, shown)],
            call: Some(call_if_waiting(locale, shown, &name)),
        },
        Standing::Done(_) => Said {
            heading: wish.done(locale),
            has: vec![t!(locale, "{name} has it on their list.", name = name)],
            next: vec![wish.after_done(locale)],
            call: None,
        },
        Standing::Refused(why) => Said {
            heading: wish.not_done(locale),
            has: vec![refused(locale, shown, why)],
            next: Vec::new(),
            call: Some(t!(locale, "If you need help, call {name}:", name = name)),
        },
        Standing::NotKnown(Doubt::NoAnswer) => Said {
            heading: wish.not_known(locale),
            has: vec![t!(locale, "We sent it to {name}, and got no answer that we can use.", name = name)],
            next: vec![looking(locale, shown), never_twice(locale)],
            call: Some(call_if()),
        },
        Standing::NotKnown(Doubt::SaidYesListsNothing) => Said {
            heading: wish.not_known(locale),
            has: vec![t!(locale, "{name} said yes, but does not have it on their list.", name = name)],
            next: vec![looking(locale, shown), t!(locale, "We do not send it again.")],
            call: Some(t!(locale, "Call {name} today to be sure:", name = name)),
        },
        Standing::NotKnown(Doubt::NoLongerListed) => Said {
            heading: wish.not_known(locale),
            has: vec![t!(locale, "{name} had it, and does not have it on their list any more.", name = name)],
            next: vec![looking(locale, shown), t!(locale, "We do not send it again.")],
            call: Some(t!(locale, "Call {name} today to be sure:", name = name)),
        },
    }
}

/// By which day somebody should have dealt with it, and whom to call if nobody has; once that day is over, to call now.
fn call_if_waiting(locale: Locale, shown: &Shown, name: &str) -> Words {
    let wish = words_of(&shown.request.wish);
    let asked = shown.request.made_at.with_timezone(&London).date_naive();
    let last = after_working_days(asked, wish.working_days());
    let day = dates::day(locale, last);
    if shown.now.with_timezone(&London).date_naive() <= last {
        return wish.call_if_waiting(locale, name, &day);
    }
    t!(locale, "They should have dealt with it by {day}. Call {name} now:", day = day, name = name)
}

/// So many working days later, from Monday to Friday. Bank holidays are not known here: around one the day is early, and
/// whoever calls then finds nobody there.
fn after_working_days(day: NaiveDate, days: u32) -> NaiveDate {
    let is_working = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut later = day.iter_days().skip(1).filter(is_working);
    (0..days).filter_map(|_| later.next()).last().unwrap_or(day)
}

fn time_of(locale: Locale, shown: &Shown) -> String {
    dates::time(locale, shown.request.sent_until())
}

/// Who looks, and until when.
fn looking(locale: Locale, shown: &Shown) -> Words {
    let until = shown.request.made_at + LOOKED_FOR;
    match (shown.request.alone, shown.now < until) {
        (true, true) => t!(
            locale,
            "We look on their list by ourselves until {time}, and whenever you open this page.",
            time = dates::moment(locale, until)
        ),
        _ => t!(locale, "We look on their list whenever you open this page while you are logged in."),
    }
}

fn never_twice(locale: Locale) -> Words {
    t!(locale, "Nothing is done twice: we look on their list before we send anything again.")
}

fn refused(locale: Locale, shown: &Shown, why: &Refusal) -> Words {
    let name = isolated(&shown.name);
    if let Some(words) = words_of(&shown.request.wish).refused(locale, why, &name) {
        return words;
    }
    match why {
        Refusal::Taken => t!(locale, "Somebody else has just booked that time."),
        Refusal::Changed => {
            t!(locale, "It has changed since you saw it, so nothing was done. Look at it again first.")
        }
        Refusal::NotAllowed => t!(locale, "{name} does not let people do this online.", name = name),
        Refusal::TooLate => t!(locale, "It is too late to do this online. Call {name}.", name = name),
        Refusal::NotThere => t!(locale, "{name} does not have it any more.", name = name),
        Refusal::NotThisOne => t!(locale, "{name} does not do this one online.", name = name),
        Refusal::Other(Some(words)) => {
            let words = words.trim_end_matches('.');
            t!(locale, "{name} refused it. Their own words for it: “{words}”.", name = name, words = words)
        }
        Refusal::Other(None) => t!(locale, "{name} refused it, and did not say why.", name = name),
        Refusal::NotSent => t!(locale, "We could not reach {name} in time. Nothing was sent.", name = name),
        Refusal::NotDone => {
            t!(locale, "{name} did not answer, and their list shows that it was not done.", name = name)
        }
        Refusal::NoLongerMay => {
            t!(locale, "Whoever asked for this was not allowed to any more, so nothing was sent.")
        }
        // It says no more: that access was stopped may be told by nothing afterwards.
        Refusal::OwnAccessStopped => {
            t!(locale, "It could not be sent at that time. Ask again if you still need it.")
        }
        Refusal::FirstNotDone => words_of(&shown.request.wish).first_not_done(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_pass_over_the_weekend() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        // 20 November 2026 is a Friday.
        for (from, days, to) in [
            ("2026-11-18", 2, "2026-11-20"),
            ("2026-11-19", 2, "2026-11-23"),
            ("2026-11-20", 3, "2026-11-25"),
            ("2026-11-21", 2, "2026-11-24"),
            ("2026-11-22", 1, "2026-11-23"),
        ] {
            assert_eq!(after_working_days(day(from), days), day(to), "{from}");
        }
    }
}
