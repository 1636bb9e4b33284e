//! Asking a surgery for a medicine again.

use async_trait::async_trait;

use super::{Doing, Looked};
use crate::connectors::NotOrdered;
use crate::domain::{Doubt, OrderMedicine, PrescriptionState, Refusal, Requested, Stage, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for OrderMedicine {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(surgery) = hand.connector().repeat_prescriptions() else { return Looked::CannotTell };
        match surgery.made_for(hand.order()).await {
            Ok(Some(requested)) => Looked::Stands(standing(requested)),
            Ok(None) => Looked::NotThere,
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(surgery) = hand.connector().repeat_prescriptions() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        match surgery.order(hand.order(), self.asking()).await {
            Ok(requested) => Standing::Received(told(&requested)),
            Err(why) => not_done(why),
        }
    }
}

fn told(requested: &Requested) -> Told {
    Told { reference: Some(requested.listed_as.clone()), says: requested.reason.clone() }
}

/// A surgery that has it must still agree; what it agreed to or sent on is done.
fn standing(requested: Requested) -> Standing {
    let told = told(&requested);
    match requested.state {
        PrescriptionState::Refused | PrescriptionState::Cancelled => {
            Standing::Refused(Refusal::Other(requested.reason))
        }
        PrescriptionState::Approved => Standing::Done(told),
        state if matches!(state.stage(), Stage::UnderWay | Stage::NotKnown) => Standing::Waiting(told),
        _ => Standing::Done(told),
    }
}

fn not_done(why: NotOrdered) -> Standing {
    let refusal = match why {
        NotOrdered::NotKnown(_) => return Standing::NotKnown(Doubt::NoAnswer),
        // The list was read before anything was sent, and whatever may have been done is `NotKnown`.
        NotOrdered::NotDone(_) => return Standing::ToBeSent,
        NotOrdered::AlreadyAskedFor => Refusal::NotThisOne,
        NotOrdered::NotListed => Refusal::NotThere,
        NotOrdered::NotAllowed => Refusal::NotAllowed,
        NotOrdered::TooLate => Refusal::TooLate,
        NotOrdered::CommentTooLong => Refusal::Other(None),
        NotOrdered::Refused(words) => Refusal::Other(words),
    };
    Standing::Refused(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::ConnectorError;

    fn requested(state: PrescriptionState) -> Requested {
        Requested {
            id: "1".into(),
            listed_as: "Task/1".into(),
            repeat: None,
            state,
            asked: None,
            changed: None,
            reason: Some("Call us first.".into()),
            pharmacy: None,
        }
    }

    #[test]
    fn a_surgery_that_has_a_request_must_still_agree_to_it() {
        let other = PrescriptionState::Other("with-pharmacist".into());
        for state in [PrescriptionState::AskedFor, PrescriptionState::BeingLookedAt, other] {
            assert!(matches!(standing(requested(state)), Standing::Waiting(_)));
        }
        for state in [PrescriptionState::Approved, PrescriptionState::SentElectronically] {
            assert!(matches!(standing(requested(state)), Standing::Done(_)));
        }
    }

    #[test]
    fn a_no_comes_with_the_surgery_s_own_words() {
        let refused = standing(requested(PrescriptionState::Refused));
        assert_eq!(refused, Standing::Refused(Refusal::Other(Some("Call us first.".into()))));
    }

    #[test]
    fn only_what_may_have_been_done_is_a_doubt() {
        let lost = || ConnectorError::TimedOut;
        assert_eq!(not_done(NotOrdered::NotKnown(lost())), Standing::NotKnown(Doubt::NoAnswer));
        assert_eq!(not_done(NotOrdered::NotDone(lost())), Standing::ToBeSent);
        assert_eq!(not_done(NotOrdered::AlreadyAskedFor), Standing::Refused(Refusal::NotThisOne));
    }
}
