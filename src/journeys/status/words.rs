//! How an organisation answers, in a word or two and in a sentence.

use chrono::{DateTime, Utc};

use crate::domain::Failure;
use crate::gather::HowItAnswers;
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates};

/// In a word or two, never by colour alone.
pub fn how_it_answers(locale: Locale, how: HowItAnswers) -> (Words, TagColour) {
    match how {
        HowItAnswers::NotAskedLately => (t!(locale, "Not asked lately"), TagColour::Grey),
        HowItAnswers::Answering => (t!(locale, "Answering"), TagColour::Green),
        HowItAnswers::Slow { .. } => (t!(locale, "Slow"), TagColour::Yellow),
        HowItAnswers::Failing { .. } => (t!(locale, "Not answering"), TagColour::Red),
    }
}

/// What is wrong, and since when; nothing where all is well.
pub fn problem(locale: Locale, now: DateTime<Utc>, how: HowItAnswers) -> Option<Words> {
    let since = |at| dates::told_at(locale, at, now);
    Some(match how {
        HowItAnswers::NotAskedLately | HowItAnswers::Answering => return None,
        HowItAnswers::Slow { since: at } => {
            t!(locale, "It has answered slowly since {when}.", when = since_when(since(at)))
        }
        HowItAnswers::Failing { since: at, why } => {
            let when = since_when(since(at));
            match why {
                Failure::NoAnswer => t!(locale, "It has not answered since {when}.", when = when),
                Failure::Busy => t!(locale, "It says since {when} that it cannot answer.", when = when),
                Failure::Unreadable => {
                    t!(locale, "Since {when} it sends answers that we cannot read.", when = when)
                }
                Failure::AboutSomebodyElse => {
                    t!(locale, "Since {when} it sends answers that we cannot trust.", when = when)
                }
                Failure::Refused => t!(locale, "It has not let us ask since {when}.", when = when),
            }
        }
    })
}

/// "on 18 November" reads badly behind "since".
fn since_when(when: String) -> String {
    when.strip_prefix("on ").map(str::to_owned).unwrap_or(when)
}
