//! Changing what national demographics hold of a person, in the version that the person saw.

use async_trait::async_trait;

use super::{Doing, Looked};
use crate::connectors::{CannotChange, Changed, ConnectorError};
use crate::domain::{ChangeDetails, Doubt, Refusal, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for ChangeDetails {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(service) = hand.connector().contact_service() else { return Looked::CannotTell };
        match service.standing(hand.to_ask()).await {
            Ok(now) if self.change.stands_in(&now) => Looked::Stands(Standing::Done(Told::default())),
            Ok(now) if now.restricted => Looked::Stands(Standing::Refused(Refusal::NotAllowed)),
            Ok(now) if now.version == self.seen.version => Looked::NotThere,
            Ok(_) => Looked::Stands(Standing::Refused(Refusal::Changed)),
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(service) = hand.connector().contact_service() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        match service.change(hand.order(), &self.seen, &self.change).await {
            Ok(Changed::Stands(_)) => Standing::Received(Told::default()),
            // It is taken in and does not stand yet: the record tells when it does, and the same wish harms nothing.
            Ok(Changed::TakenIn) => Standing::NotKnown(Doubt::NoAnswer),
            Err(why) => not_done(why),
        }
    }
}

fn not_done(why: CannotChange) -> Standing {
    let refusal = match why {
        CannotChange::NotKnown(_) => return Standing::NotKnown(Doubt::NoAnswer),
        // The person has logged out since; trying again without them changes nothing.
        CannotChange::NotDone(ConnectorError::NeedsPatient(_)) => Refusal::NotSent,
        CannotChange::NotDone(_) | CannotChange::Busy { .. } => return Standing::ToBeSent,
        CannotChange::ChangedMeanwhile(_) => Refusal::Changed,
        CannotChange::Restricted | CannotChange::NotAllowed => Refusal::NotAllowed,
        CannotChange::NotTaken { code } => Refusal::Other(Some(code)),
    };
    Standing::Refused(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WhyNotAsked;

    #[test]
    fn what_certainly_was_not_done_is_tried_again_only_while_the_person_is_there() {
        let lost = CannotChange::NotDone(ConnectorError::TimedOut);
        assert_eq!(not_done(lost), Standing::ToBeSent);
        let gone = CannotChange::NotDone(ConnectorError::NeedsPatient(WhyNotAsked::NhsLoginEnded));
        assert_eq!(not_done(gone), Standing::Refused(Refusal::NotSent));
    }

    #[test]
    fn only_what_may_have_been_done_is_a_doubt() {
        let lost = CannotChange::NotKnown(ConnectorError::TimedOut);
        assert_eq!(not_done(lost), Standing::NotKnown(Doubt::NoAnswer));
        let odd = CannotChange::NotTaken { code: "INVALID_VALUE".into() };
        assert_eq!(not_done(odd), Standing::Refused(Refusal::Other(Some("INVALID_VALUE".into()))));
    }
}
