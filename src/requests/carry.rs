//! Carries one request on from wherever it stands: looks, sends only what is certainly not done, looks again.

use std::time::Duration;

use super::Requests;
use super::doing::{Looked, doing};
use crate::domain::{Doubt, Refusal, Request, Standing};
use crate::gather::Hand;
use crate::store::StoreError;

/// Longer than a question or a try may take, so that nobody else begins while one is under way.
const MARGIN: Duration = Duration::from_secs(2);

/// Who is there while a request is carried on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum There {
    /// Somebody who reads how it stands.
    Person,
    Nobody,
}

/// Whoever asked so lately still has the page of their request before them.
const STILL_THERE: chrono::Duration = chrono::Duration::minutes(2);

/// Whether it stays in hand.
enum Held {
    Further,
    NoLonger(There),
}

/// Whether the request that must be done first is.
enum First {
    Done,
    Open,
    NotDone,
}

impl Requests {
    /// Carries a request on, unless somebody else is at it. How it stands is in the store, whatever happens here.
    pub(super) async fn carry_on(&self, request: Request, hand: Hand, there: There) {
        let (person, to) = (request.person, request.to.clone());
        if let Err(error) = self.try_to_carry_on(request, &hand, there).await {
            tracing::error!(%error, "how a request stands could not be stored");
        }
        // Lists must show what was done, and a look may have found it done long ago.
        self.0.gather.acted(person, &to);
    }

    async fn try_to_carry_on(
        &self,
        mut request: Request,
        hand: &Hand,
        there: There,
    ) -> Result<(), StoreError> {
        match self.first(&request).await? {
            First::Done => {}
            First::Open => {
                return self.0.kept.put_off(&request, request.next_look(self.0.clock.now())).await;
            }
            First::NotDone => {
                return self
                    .becomes(&mut request, Standing::Refused(Refusal::FirstNotDone), false, there)
                    .await;
            }
        }
        let now = self.0.clock.now();
        if request.standing.is_final() || !self.0.kept.take(&request, now, self.held_until()).await? {
            return Ok(());
        }
        request.tries += 1;
        // What was never sent need not be looked for.
        if request.standing != Standing::ToBeSent {
            match self.looked(&request, hand).await {
                Looked::Stands(standing) => return self.becomes(&mut request, standing, true, there).await,
                Looked::CannotTell => {
                    let standing = match &request.standing {
                        Standing::Sent => Standing::NotKnown(Doubt::NoAnswer),
                        other => other.clone(),
                    };
                    return self.becomes(&mut request, standing, false, there).await;
                }
                Looked::NotThere => {}
            }
        }
        if let Some(standing) = request.not_listed(self.0.clock.now()) {
            return self.becomes(&mut request, standing, false, there).await;
        }
        self.send(request, hand, there).await
    }

    /// Sends it, if whoever asked for it may still have it done: the state says so before the first byte goes out.
    async fn send(&self, mut request: Request, hand: &Hand, there: There) -> Result<(), StoreError> {
        let about = (request.person, &request.to, request.wish.kind());
        let asker = match self.0.access.asker(request.actor, about).await? {
            Ok(asker) => asker,
            Err(why) => {
                let standing = request.never_sent_again(self.0.clock.now(), why);
                return self.becomes(&mut request, standing, false, there).await;
            }
        };
        // What was hidden from carers since it was asked for is theirs no more.
        if asker.carer().is_some() && self.0.gather.hides_from_carers(&request).await? {
            let standing = request.never_sent_again(self.0.clock.now(), Refusal::NoLongerMay);
            return self.becomes(&mut request, standing, false, there).await;
        }
        let hand = &hand.clone().asked_by(&asker);
        self.under_way(&mut request, Standing::Sent).await?;
        let sent = tokio::time::timeout(self.0.limit, doing(&request.wish).send(hand)).await;
        let answer = sent.unwrap_or(Standing::NotKnown(Doubt::NoAnswer));
        if !matches!(answer, Standing::Received(_)) {
            return self.becomes(&mut request, answer, true, there).await;
        }
        // A yes is kept first, and then looked for: some say yes and list nothing.
        self.under_way(&mut request, answer).await?;
        match self.looked(&request, hand).await {
            Looked::Stands(standing) => self.becomes(&mut request, standing, true, there).await,
            Looked::CannotTell => {
                let standing = request.standing.clone();
                self.becomes(&mut request, standing, true, there).await
            }
            Looked::NotThere => {
                let standing = request.not_listed(self.0.clock.now()).unwrap_or(request.standing.clone());
                self.becomes(&mut request, standing, true, there).await
            }
        }
    }

    async fn looked(&self, request: &Request, hand: &Hand) -> Looked {
        let look = doing(&request.wish).look(hand);
        tokio::time::timeout(self.0.limit, look).await.unwrap_or(Looked::CannotTell)
    }

    async fn first(&self, request: &Request) -> Result<First, StoreError> {
        let Some(first) = request.after else { return Ok(First::Done) };
        let first = self.0.kept.one(request.person, first).await?;
        Ok(match first.map(|first| first.standing) {
            Some(Standing::Done(_)) => First::Done,
            Some(Standing::Refused(_)) | None => First::NotDone,
            Some(_) => First::Open,
        })
    }

    /// It stands so now, and stays in hand.
    async fn under_way(&self, request: &mut Request, next: Standing) -> Result<(), StoreError> {
        self.store(request, next, true, Held::Further).await
    }

    /// It stands so now, and is nobody's until it is looked for again.
    async fn becomes(
        &self,
        request: &mut Request,
        next: Standing,
        tried: bool,
        there: There,
    ) -> Result<(), StoreError> {
        self.store(request, next, tried, Held::NoLonger(there)).await
    }

    async fn store(
        &self,
        request: &mut Request,
        next: Standing,
        tried: bool,
        held: Held,
    ) -> Result<(), StoreError> {
        let now = self.0.clock.now();
        let before = request.standing.clone();
        let next = if next == before {
            next
        } else {
            before.to(next).map_err(|why| {
                tracing::error!(%why, "a request stays as it is");
                StoreError::Unreadable("how a request stood")
            })?
        };
        let is_new = next.slug() != before.slug();
        if is_new {
            request.since = now;
        }
        if tried || request.last_try.is_none() {
            request.last_try = Some(now);
        }
        request.standing = next;
        if !request.standing.may_be_sent() {
            request.wish.forget_files();
        }
        let (until, there) = match held {
            Held::Further => (Some(self.held_until()), There::Person),
            Held::NoLonger(there) => (None, there),
        };
        let tells = is_new && there == There::Nobody && self.is_news(request).await?;
        let tell = tells.then_some(&self.0.outbox);
        self.0.kept.settle(&before, request, until, request.next_look(now), tell).await
    }

    /// Whether whoever asked wants to hear of how it stands now: it is over, or they have to call. They are told where it
    /// is their own record, which staff have not closed to them, and not while they still have the page before them.
    async fn is_news(&self, request: &Request) -> Result<bool, StoreError> {
        let calls = matches!(
            request.standing,
            Standing::NotKnown(Doubt::SaidYesListsNothing | Doubt::NoLongerListed)
        );
        let is_there_yet = self.0.clock.now() < request.made_at + STILL_THERE;
        if is_there_yet || !(calls || request.standing.is_final()) {
            return Ok(false);
        }
        let about = (request.person, &request.to, request.wish.kind());
        Ok(self.0.access.asker(request.actor, about).await?.is_ok_and(|asker| asker.carer().is_none()))
    }

    fn held_until(&self) -> chrono::DateTime<chrono::Utc> {
        let longest = chrono::Duration::from_std(self.0.limit + MARGIN);
        self.0.clock.now() + longest.unwrap_or(chrono::Duration::minutes(1))
    }
}
