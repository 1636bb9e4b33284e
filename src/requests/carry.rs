//! Carries one request on from wherever it stands: looks, sends only what is certainly not done, looks again.

use std::time::Duration;

use super::Requests;
use super::doing::{Looked, doing};
use crate::domain::{Doubt, Refusal, Request, Standing};
use crate::gather::Hand;
use crate::store::StoreError;

/// Longer than a question or a try may take, so that nobody else begins while one is under way.
const MARGIN: Duration = Duration::from_secs(2);

/// Whether the request that must be done first is.
enum First {
    Done,
    Open,
    NotDone,
}

impl Requests {
    /// Carries a request on, unless somebody else is at it. How it stands is in the store, whatever happens here.
    pub(super) async fn carry_on(&self, request: Request, hand: Hand) {
        let (person, to) = (request.person, request.to.clone());
        if let Err(error) = self.try_to_carry_on(request, &hand).await {
            tracing::error!(%error, "how a request stands could not be stored");
        }
        // Lists must show what was done, and a look may have found it done long ago.
        self.0.gather.acted(person, &to);
    }

    async fn try_to_carry_on(&self, mut request: Request, hand: &Hand) -> Result<(), StoreError> {
        match self.first(&request).await? {
            First::Done => {}
            First::Open => {
                return self.0.kept.put_off(&request, request.next_look(self.0.clock.now())).await;
            }
            First::NotDone => {
                return self.becomes(&mut request, Standing::Refused(Refusal::FirstNotDone), false).await;
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
                Looked::Stands(standing) => return self.becomes(&mut request, standing, true).await,
                Looked::CannotTell => {
                    let standing = match &request.standing {
                        Standing::Sent => Standing::NotKnown(Doubt::NoAnswer),
                        other => other.clone(),
                    };
                    return self.becomes(&mut request, standing, false).await;
                }
                Looked::NotThere => {}
            }
        }
        if let Some(standing) = request.not_listed(self.0.clock.now()) {
            return self.becomes(&mut request, standing, false).await;
        }
        self.send(request, hand).await
    }

    /// Sends it, if whoever asked for it may still have it done: the state says so before the first byte goes out.
    async fn send(&self, mut request: Request, hand: &Hand) -> Result<(), StoreError> {
        let about = (request.person, &request.to, request.wish.kind());
        let asker = match self.0.access.asker(request.actor, about).await? {
            Ok(asker) => asker,
            Err(why) => {
                let standing = request.never_sent_again(self.0.clock.now(), why);
                return self.becomes(&mut request, standing, false).await;
            }
        };
        // What was hidden from carers since it was asked for is theirs no more.
        if asker.carer().is_some() && self.0.gather.hides_from_carers(&request).await? {
            let standing = request.never_sent_again(self.0.clock.now(), Refusal::NoLongerMay);
            return self.becomes(&mut request, standing, false).await;
        }
        let hand = &hand.clone().asked_by(&asker);
        self.under_way(&mut request, Standing::Sent).await?;
        let sent = tokio::time::timeout(self.0.limit, doing(&request.wish).send(hand)).await;
        let answer = sent.unwrap_or(Standing::NotKnown(Doubt::NoAnswer));
        if !matches!(answer, Standing::Received(_)) {
            return self.becomes(&mut request, answer, true).await;
        }
        // A yes is kept first, and then looked for: some say yes and list nothing.
        self.under_way(&mut request, answer).await?;
        match self.looked(&request, hand).await {
            Looked::Stands(standing) => self.becomes(&mut request, standing, true).await,
            Looked::CannotTell => {
                let standing = request.standing.clone();
                self.becomes(&mut request, standing, true).await
            }
            Looked::NotThere => {
                let standing = request.not_listed(self.0.clock.now()).unwrap_or(request.standing.clone());
                self.becomes(&mut request, standing, true).await
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
        self.store(request, next, true, true).await
    }

    /// It stands so now, and is nobody's until it is looked for again.
    async fn becomes(&self, request: &mut Request, next: Standing, tried: bool) -> Result<(), StoreError> {
        self.store(request, next, tried, false).await
    }

    async fn store(
        &self,
        request: &mut Request,
        next: Standing,
        tried: bool,
        in_hand: bool,
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
        if next.slug() != before.slug() {
            request.since = now;
        }
        if tried || request.last_try.is_none() {
            request.last_try = Some(now);
        }
        request.standing = next;
        if !request.standing.may_be_sent() {
            request.wish.forget_files();
        }
        let held = in_hand.then(|| self.held_until());
        self.0.kept.settle(&before, request, held, request.next_look(now)).await
    }

    fn held_until(&self) -> chrono::DateTime<chrono::Utc> {
        let longest = chrono::Duration::from_std(self.0.limit + MARGIN);
        self.0.clock.now() + longest.unwrap_or(chrono::Duration::minutes(1))
    }
}
