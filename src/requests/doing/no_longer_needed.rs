//! The wish to end a referral: found again at the organisation, which decides.

use async_trait::async_trait;

use super::messages::taken;
use super::{Doing, Looked};
use crate::connectors::{EndAnswer, ReferralNow, Taken};
use crate::domain::{NoLongerNeeded, Refusal, RequestState, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for NoLongerNeeded {
    async fn look(&self, hand: &Hand) -> Looked {
        let Some(service) = hand.connector().referral_service() else { return Looked::CannotTell };
        match service.referral(hand.to_ask(), &self.referral.source_id, hand.order().wish()).await {
            Ok(Some(now)) => looked(&self.referral.source_id, now),
            Ok(None) => Looked::Stands(Standing::Refused(Refusal::NotThere)),
            Err(_) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        let Some(service) = hand.connector().referral_service() else {
            return Standing::Refused(Refusal::NotAllowed);
        };
        let answer = service.no_longer_needed(hand.order(), &self.referral, self.why.as_deref()).await;
        // What comes of it is the referral's end, not the task.
        taken(answer.map(|_| Taken { reference: Some(self.referral.source_id.clone()) }))
    }
}

fn looked(referral: &str, now: ReferralNow) -> Looked {
    let told = || Told { reference: Some(referral.to_owned()), says: None };
    Looked::Stands(match (now.answer, now.state) {
        (_, RequestState::Cancelled) | (Some(EndAnswer::Agreed), _) => Standing::Done(told()),
        (Some(EndAnswer::Refused(why)), _) => Standing::Refused(Refusal::Other(why)),
        // There is nothing left to end.
        (_, RequestState::Done | RequestState::Refused) => Standing::Refused(Refusal::NotThisOne),
        (Some(EndAnswer::NotYet), _) => Standing::Waiting(told()),
        (None, _) => return Looked::NotThere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(state: RequestState, answer: Option<EndAnswer>) -> Looked {
        super::looked("ServiceRequest/1", ReferralNow { state, answer })
    }

    #[test]
    fn a_referral_goes_on_until_somebody_there_has_agreed() {
        let waiting = looked(RequestState::Active, Some(EndAnswer::NotYet));
        assert!(matches!(waiting, Looked::Stands(Standing::Waiting(_))));
        for (state, answer) in
            [(RequestState::Active, Some(EndAnswer::Agreed)), (RequestState::Cancelled, None)]
        {
            assert!(matches!(looked(state, answer), Looked::Stands(Standing::Done(_))));
        }
        assert_eq!(looked(RequestState::Active, None), Looked::NotThere);
    }

    #[test]
    fn a_no_has_its_reason_and_what_is_over_is_not_ended() {
        let no = looked(RequestState::Active, Some(EndAnswer::Refused(Some("Call us".into()))));
        assert_eq!(no, Looked::Stands(Standing::Refused(Refusal::Other(Some("Call us".into())))));
        let over = looked(RequestState::Done, Some(EndAnswer::NotYet));
        assert_eq!(over, Looked::Stands(Standing::Refused(Refusal::NotThisOne)));
    }
}
