//! What happens next, in sentences: one for each step, and never more than codes say.

use crate::domain::{PartialDate, Step};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates};

/// What comes after this step. A plan is followed, and nobody is asked by it.
pub fn next(locale: Locale, step: Step, is_plan: bool) -> Words {
    match step {
        Step::Asked if is_plan => {
            t!(locale, "The plan is in force. It says what is to be done, and not what comes after.")
        }
        Step::Planned if is_plan => t!(locale, "The plan is still being made. Nobody acts on it yet."),
        Step::Planned => t!(locale, "Nobody has been asked yet. It is only planned."),
        Step::Asked => {
            t!(
                locale,
                "They have been asked. The record does not say yet if they accept, or when they will see you."
            )
        }
        Step::InReview => {
            t!(locale, "Those who were asked look at it now. The record does not say yet what they decide.")
        }
        Step::CanBeBooked => t!(locale, "An appointment for it can be booked now."),
        Step::OnAList => t!(locale, "You are on a list. The record does not say yet when it is your turn."),
        Step::OnHold => t!(locale, "It is on hold. The record does not say when it goes on."),
        Step::Booked(at) => {
            t!(locale, "You have an appointment on {when}.", when = dates::moment(locale, at))
        }
        Step::BookedSomewhere => t!(locale, "It is booked. The record does not tell us when."),
        Step::TimeIsOver(at) => {
            let when = dates::moment(locale, at);
            t!(
                locale,
                "There was an appointment on {when}. The record does not say yet what came of it.",
                when = when
            )
        }
        Step::Missed(at) => {
            let when = dates::moment(locale, at);
            t!(
                locale,
                "The record says that you did not come on {when}. Call them if you still need to be seen.",
                when = when
            )
        }
        Step::AppointmentCancelled => {
            t!(locale, "The appointment for it was cancelled. No other appointment is written down.")
        }
        Step::Seen(date) => {
            let when = dates::partial(locale, &date);
            t!(
                locale,
                "You were seen on {when}. The record does not say yet if there is more to come.",
                when = when
            )
        }
        Step::Finished => {
            t!(locale, "It is finished. The record does not say that anything more is to come of it.")
        }
        Step::Cancelled => t!(locale, "It was cancelled, so nothing more is to come of it."),
        Step::Refused => t!(locale, "It was refused. Ask those who sent it what you can do instead."),
        Step::NotSaid => t!(locale, "The record does not say what happens next."),
    }
}

/// After how long to call, only where a source tells of a day.
pub fn if_nothing(locale: Locale, due: Option<&PartialDate>) -> Words {
    match due {
        Some(due) => {
            let date = dates::partial(locale, due);
            t!(locale, "The day to wait for is {date}. Call if you have heard nothing by then.", date = date)
        }
        None => t!(locale, "The record does not say by when you will hear. You can call and ask."),
    }
}
