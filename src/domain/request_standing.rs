//! How something that was asked for stands, and which state may follow which.

use serde::{Deserialize, Serialize};

/// The state of one request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", content = "told", rename_all = "kebab-case")]
pub enum Standing {
    /// Written down here, and certainly not done: nothing was sent, or what was sent was certainly not taken.
    ToBeSent,
    /// It is being sent, or was when the program stopped: it may be done.
    Sent,
    /// The organisation said yes, and its list has not shown it yet.
    Received(Told),
    /// The organisation has it, and somebody there has to deal with it.
    Waiting(Told),
    /// The organisation lists it.
    Done(Told),
    /// It is not done, and will not be.
    Refused(Refusal),
    /// Nobody can say now whether it is done.
    NotKnown(Doubt),
}

/// What the organisation told of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    /// The organisation's own id of what came of it.
    pub reference: Option<String>,
    /// Its own words, where it gave any.
    pub says: Option<String>,
}

/// Why it is not done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "why", content = "says", rename_all = "kebab-case")]
pub enum Refusal {
    /// Somebody else was quicker.
    Taken,
    /// What it was about has changed since the person saw it.
    Changed,
    /// The organisation does not let people do this online.
    NotAllowed,
    /// The organisation wants to hear of it earlier.
    TooLate,
    /// It has no such thing any more.
    NotThere,
    /// The organisation does not do this one: it has begun, or is closed.
    NotThisOne,
    /// In the organisation's own words or code, where it gave any.
    Other(Option<String>),
    /// It could not be sent in time.
    NotSent,
    /// It was sent, no answer came, and the organisation's list shows that it was not done.
    NotDone,
    /// What had to be done first was not done.
    FirstNotDone,
    /// Whoever asked for it may not have it done any more, and it was not sent.
    NoLongerMay,
    /// The person's own online access was stopped at their wish, and it was not sent.
    OwnAccessStopped,
}

/// Why it is not known whether it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// It was sent and no answer came that can be used.
    NoAnswer,
    /// The organisation said yes, and does not list it. It is never sent again.
    SaidYesListsNothing,
    /// The organisation had it, and does not list it any more. It is never sent again.
    NoLongerListed,
}

/// A state that cannot follow the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a request that is {from} cannot become {to}")]
pub struct NotThatWay {
    pub from: &'static str,
    pub to: &'static str,
}

impl Standing {
    /// The word for the state in the database.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::ToBeSent => "to-be-sent",
            Self::Sent => "sent",
            Self::Received(_) => "received",
            Self::Waiting(_) => "waiting",
            Self::Done(_) => "done",
            Self::Refused(_) => "refused",
            Self::NotKnown(_) => "not-known",
        }
    }

    /// Whether nothing more comes of it.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Refused(_))
    }

    /// Whether the organisation may be sent it, if reading shows that it is not done: never after a yes.
    pub const fn may_be_sent(&self) -> bool {
        matches!(self, Self::ToBeSent | Self::Sent | Self::NotKnown(Doubt::NoAnswer))
    }

    /// What the organisation told, where it told something.
    pub const fn told(&self) -> Option<&Told> {
        match self {
            Self::Received(told) | Self::Waiting(told) | Self::Done(told) => Some(told),
            _ => None,
        }
    }

    /// The state that follows, where it may.
    ///
    /// # Errors
    /// [`NotThatWay`]: what is done or refused stays so, and nothing that was taken becomes unsent.
    pub fn to(&self, next: Self) -> Result<Self, NotThatWay> {
        use Standing::{Done, NotKnown, Received, Refused, Sent, ToBeSent, Waiting};
        let may = match (self, &next) {
            (Done(_) | Refused(_), _) => false,
            (ToBeSent, ToBeSent | Sent | Refused(_)) => true,
            (ToBeSent, _) => false,
            (Received(_) | Waiting(_), ToBeSent | Sent) => false,
            (Waiting(_), Received(_)) => false,
            (NotKnown(doubt), ToBeSent | Sent) => matches!(doubt, Doubt::NoAnswer),
            (Sent | Received(_) | Waiting(_) | NotKnown(_), _) => true,
        };
        if may { Ok(next) } else { Err(NotThatWay { from: self.slug(), to: next.slug() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> [Standing; 9] {
        let told = Told::default();
        [
            Standing::ToBeSent,
            Standing::Sent,
            Standing::Received(told.clone()),
            Standing::Waiting(told.clone()),
            Standing::Done(told),
            Standing::Refused(Refusal::Taken),
            Standing::NotKnown(Doubt::NoAnswer),
            Standing::NotKnown(Doubt::SaidYesListsNothing),
            Standing::NotKnown(Doubt::NoLongerListed),
        ]
    }

    #[test]
    fn what_is_done_or_refused_stays_so() {
        for from in every().into_iter().filter(Standing::is_final) {
            for to in every() {
                assert!(from.to(to.clone()).is_err(), "{from:?} became {to:?}");
            }
        }
    }

    #[test]
    fn what_the_organisation_said_yes_to_is_never_sent_again() {
        let doubts = [Doubt::SaidYesListsNothing, Doubt::NoLongerListed].map(Standing::NotKnown);
        let taken = [Standing::Received(Told::default()), Standing::Waiting(Told::default())];
        for from in doubts.into_iter().chain(taken) {
            assert!(!from.may_be_sent(), "{from:?}");
            for to in [Standing::ToBeSent, Standing::Sent] {
                assert!(from.to(to.clone()).is_err(), "{from:?} became {to:?}");
            }
        }
    }

    #[test]
    fn nothing_is_done_that_was_not_sent() {
        for to in every() {
            let fits = matches!(to, Standing::ToBeSent | Standing::Sent | Standing::Refused(_));
            assert_eq!(Standing::ToBeSent.to(to.clone()).is_ok(), fits, "{to:?}");
        }
    }

    #[test]
    fn a_stored_state_is_read_as_it_was_written() {
        for standing in every() {
            let stored = serde_json::to_string(&standing).expect("JSON");
            assert_eq!(serde_json::from_str::<Standing>(&stored).expect("a state"), standing);
        }
    }
}
