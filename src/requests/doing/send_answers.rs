//! Sending the answers to a questionnaire: found again among those that the organisation lists.

use async_trait::async_trait;

use super::messages::taken;
use super::{Doing, Looked};
use crate::domain::{Kind, Kinds, Refusal, SendAnswers, Standing, Told};
use crate::gather::Hand;

#[async_trait]
impl Doing for SendAnswers {
    async fn look(&self, hand: &Hand) -> Looked {
        let asked = hand.connector().fetch(hand.to_ask(), Kinds::just(Kind::Questionnaires)).await;
        let Some(part) = asked.ok().and_then(|answer| answer.questionnaires) else {
            return Looked::CannotTell;
        };
        let wish = Some(hand.order().wish());
        if let Some(found) = part.entries.iter().find(|asked| asked.wish == wish) {
            let told = Told { reference: Some(found.source_id.clone()), says: None };
            return Looked::Stands(Standing::Done(told));
        }
        // It may be among what could not be read.
        let in_part = part.set_aside > 0 || part.notes.iter().any(|note| note.means_incomplete());
        if in_part { Looked::CannotTell } else { Looked::NotThere }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        match hand.connector().form_service() {
            Some(forms) => taken(forms.send(hand.order(), self).await),
            None => Standing::Refused(Refusal::NotAllowed),
        }
    }
}
