//! Sending a message, and telling a holder what is wrong in an entry: both are found again among the messages that the
//! organisation lists.

use async_trait::async_trait;
use uuid::Uuid;

use super::{Doing, Looked};
use crate::connectors::{NotTaken, Taken};
use crate::domain::{
    Doubt, Kind, Kinds, Message, NewMessage, PartialDate, Refusal, SendMessage, Sender, Standing, TellWrong,
    Told,
};
use crate::gather::Hand;

#[async_trait]
impl Doing for SendMessage {
    async fn look(&self, hand: &Hand) -> Looked {
        match found(hand).await {
            Ok(found) => found.map_or(Looked::NotThere, |found| Looked::Stands(Standing::Done(found.told))),
            Err(CannotTell) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        send(hand, &self.message).await
    }
}

#[async_trait]
impl Doing for TellWrong {
    async fn look(&self, hand: &Hand) -> Looked {
        match found(hand).await {
            // That it has arrived is not enough: it is done when somebody there has answered.
            Ok(Some(Found { told, is_answered: true })) => Looked::Stands(Standing::Done(told)),
            Ok(Some(Found { told, is_answered: false })) => Looked::Stands(Standing::Waiting(told)),
            Ok(None) => Looked::NotThere,
            Err(CannotTell) => Looked::CannotTell,
        }
    }

    async fn send(&self, hand: &Hand) -> Standing {
        send(hand, &self.message).await
    }
}

/// A message of ours, as the organisation lists it.
struct Found {
    told: Told,
    /// Whether somebody there wrote in the same conversation after it.
    is_answered: bool,
}

/// The organisation did not answer, or not in full.
struct CannotTell;

/// What an earlier try of this wish has sent, among everything that the organisation lists.
async fn found(hand: &Hand) -> Result<Option<Found>, CannotTell> {
    let asked = hand.connector().fetch(hand.to_ask(), Kinds::just(Kind::Messages)).await;
    let part = asked.ok().and_then(|answer| answer.messages).ok_or(CannotTell)?;
    let found = among(&part.entries, hand.order().wish());
    // It may be among what could not be read.
    let in_part = part.set_aside > 0 || part.notes.iter().any(|note| note.means_incomplete());
    if found.is_none() && in_part { Err(CannotTell) } else { Ok(found) }
}

fn among(all: &[Message], wish: Uuid) -> Option<Found> {
    let ours = all.iter().find(|message| message.wish == Some(wish))?;
    let at = |message: &Message| message.sent.as_ref().and_then(PartialDate::moment);
    let after = |other: &Message| match (at(other), at(ours)) {
        (Some(other), Some(ours)) => other >= ours,
        _ => true,
    };
    let is_answered = all.iter().any(|other| {
        other.thread == ours.thread && matches!(other.sender, Sender::Organisation(_)) && after(other)
    });
    let told = Told { reference: Some(ours.source_id.clone()), says: None };
    Some(Found { told, is_answered })
}

async fn send(hand: &Hand, message: &NewMessage) -> Standing {
    let Some(inbox) = hand.connector().message_service() else {
        return Standing::Refused(Refusal::NotAllowed);
    };
    taken(inbox.send(hand.order(), message).await)
}

/// How a request stands after something was written to an organisation.
pub(super) fn taken(answer: Result<Taken, NotTaken>) -> Standing {
    match answer {
        Ok(Taken { reference }) => Standing::Received(Told { reference, says: None }),
        Err(NotTaken::NotAllowed) => Standing::Refused(Refusal::NotAllowed),
        Err(NotTaken::NotThere) => Standing::Refused(Refusal::NotThere),
        Err(NotTaken::Refused(words)) => Standing::Refused(Refusal::Other(words)),
        Err(NotTaken::NotKnown(_)) => Standing::NotKnown(Doubt::NoAnswer),
        Err(NotTaken::NotSent(_)) => Standing::ToBeSent,
    }
}
