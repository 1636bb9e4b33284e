//! Has organisations do what people ask for: written down before it is sent, and looked for before it is sent again.
//!
//! The program may be killed at any instant and any answer may be lost. What was written down is then found again, the
//! organisation's own list says whether it is done, and only what is certainly not done is sent once more, under the same
//! id. Nothing is done twice, and nothing that was acknowledged is lost.

mod carry;
pub mod doing;
mod follow;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use carry::There;
pub use follow::follow;

use crate::access::{Access, Action, CannotDisclose, Contents, Permit, Purpose, Sealed};
use crate::domain::{Clock, Kind, Kinds, OdsCode, Request, Wish};
use crate::gather::{CannotAct, Gather, Hand};
use crate::store::{KeptRequests, Outbox, StoreError};

/// How long a page waits for something to be done; it goes on without the page.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long a page of requests waits for what becomes of them.
const LOOK_PATIENCE: Duration = Duration::from_secs(3);
/// What was looked for so lately is not looked for again only because somebody opens a page.
const LATELY: chrono::Duration = chrono::Duration::seconds(10);

/// Requests, kept and carried out. Cheap to clone.
#[derive(Clone)]
pub struct Requests(Arc<Parts>);

struct Parts {
    kept: KeptRequests,
    gather: Gather,
    /// Says who may still have something done, when it is sent.
    access: Access,
    /// Tells whoever asked what was found out while they were away.
    outbox: Outbox,
    /// How long one question or one try may take.
    limit: Duration,
    clock: Clock,
}

/// One wish of a form.
#[derive(Clone, Debug)]
pub struct Asked {
    /// From the form.
    pub id: Uuid,
    pub to: OdsCode,
    pub wish: Wish,
}

/// Why nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    #[error(transparent)]
    Cannot(#[from] CannotAct),
    #[error(transparent)]
    Disclose(#[from] CannotDisclose),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Requests {
    /// `limit` is how long one question or one try may take.
    pub fn new(
        kept: KeptRequests,
        gather: Gather,
        access: Access,
        outbox: Outbox,
        limit: Duration,
        clock: Clock,
    ) -> Self {
        Self(Arc::new(Parts { kept, gather, access, outbox, limit, clock }))
    }

    /// Writes wishes down, all or none, and begins: each after the one before is done. Waits a little while for what
    /// becomes of them; they go on without the page. A form that was sent before changes nothing.
    ///
    /// # Errors
    /// A named [`NotAsked`]; then nothing was written down and nothing is sent.
    pub async fn ask(&self, permit: &Permit, wishes: Vec<Asked>) -> Result<(), NotAsked> {
        self.begin(permit, wishes, true).await
    }

    /// The same of wishes of which none waits for another: each may be refused on its own.
    ///
    /// # Errors
    /// As [`Requests::ask`].
    pub async fn ask_each(&self, permit: &Permit, wishes: Vec<Asked>) -> Result<(), NotAsked> {
        self.begin(permit, wishes, false).await
    }

    async fn begin(&self, permit: &Permit, wishes: Vec<Asked>, in_turn: bool) -> Result<(), NotAsked> {
        let (person, now) = (permit.subject().id, self.0.clock.now());
        let mut begun: Vec<(Request, Hand)> = Vec::new();
        for Asked { id, to, wish } in wishes {
            let hand = self.0.gather.hand(permit, &to, wish.kind(), id).await??;
            let hand = permit.disclose(hand, Purpose::Act).await?;
            let request = Request::new(id, (person, permit.actor()), to, wish, now);
            let first = begun.last().filter(|_| in_turn).map(|(before, _)| before.id);
            let request = if hand.needs_patient() { request.only_with_the_person() } else { request };
            let request = match first {
                Some(first) => request.after(first),
                None => request,
            };
            begun.push((request, hand));
        }
        let rows: Vec<_> = begun.iter().map(|(request, _)| request.clone()).collect();
        if !self.0.kept.write_down(&rows).await? {
            return Ok(());
        }
        let this = self.clone();
        let work = tokio::spawn(async move {
            let each = begun.into_iter().map(|(request, hand)| this.carry_on(request, hand, There::Person));
            if in_turn {
                for one in each {
                    one.await;
                }
            } else {
                futures::future::join_all(each).await;
            }
        });
        // The page goes on without it, and so does the work without the page.
        let _ = tokio::time::timeout(PATIENCE, work).await;
        Ok(())
    }

    /// Everything that the permit's subject asked for, the newest first, closed until the access log says who looks.
    ///
    /// # Errors
    /// When our database does not answer.
    pub async fn all(&self, permit: &Permit) -> Result<Sealed<Vec<Request>>, StoreError> {
        Ok(sealed(permit, self.seen(permit).await?))
    }

    async fn seen(&self, permit: &Permit) -> Result<Vec<Request>, StoreError> {
        self.seen_of(permit, self.0.kept.all(permit.subject().id).await?).await
    }

    /// What whoever asks may see of these: the person all of it. Somebody else sees what they asked for themselves, as far
    /// as they may see such entries there, and nothing about an entry that the person hides from them.
    async fn seen_of(&self, permit: &Permit, all: Vec<Request>) -> Result<Vec<Request>, StoreError> {
        if permit.is_the_patients_own() {
            return Ok(all);
        }
        let hidden = self.0.gather.hidden_from(permit).await?;
        let gather = &self.0.gather;
        let may_see = |request: &Request| {
            let (to, kind) = (&request.to, request.wish.kind());
            let is_hidden = |id: &str| hidden.contains(gather.entry_id(request.person, to, kind, id));
            permit.actor() == request.actor
                && permit.allows(to, kind, Action::See)
                && !request.entries().any(is_hidden)
                && gather.shows(permit, &hidden, to, request.wish.hidden_with())
        };
        let asked: Vec<Request> = all.into_iter().filter(may_see).collect();
        let mut seen = Vec::new();
        for request in asked {
            if self.tells_nothing_confidential(permit, &request).await? {
                seen.push(request);
            }
        }
        Ok(seen)
    }

    /// Whether whoever asks sees each entry that a request names, where what is marked as confidential is kept from them.
    async fn tells_nothing_confidential(
        &self,
        permit: &Permit,
        request: &Request,
    ) -> Result<bool, StoreError> {
        let (to, kind) = (&request.to, request.wish.kind());
        let ids: Vec<&str> = request.entries().collect();
        if ids.is_empty() || permit.sees_confidential(to, kind) {
            return Ok(true);
        }
        self.0.gather.shows_all(permit, (to, kind), &ids).await
    }

    /// Those about one kind of entry; nothing where there are none, so that nothing has to be opened.
    ///
    /// # Errors
    /// As [`Requests::all`].
    pub async fn of_kind(
        &self,
        permit: &Permit,
        kind: Kind,
    ) -> Result<Option<Sealed<Vec<Request>>>, StoreError> {
        let seen = self.seen(permit).await?;
        let seen: Vec<_> = seen.into_iter().filter(|request| request.wish.kind() == kind).collect();
        Ok((!seen.is_empty()).then(|| sealed(permit, seen)))
    }

    /// One of them; nothing for an id that is nobody's, or somebody else's.
    ///
    /// # Errors
    /// As [`Requests::all`].
    pub async fn one(&self, permit: &Permit, id: Uuid) -> Result<Option<Sealed<Vec<Request>>>, StoreError> {
        let found = self.0.kept.one(permit.subject().id, id).await?;
        let seen = self.seen_of(permit, found.into_iter().collect()).await?;
        Ok((!seen.is_empty()).then(|| sealed(permit, seen)))
    }

    /// Looks for what has become of everything that is still open, since the person is there now, and waits for it a
    /// little while.
    ///
    /// # Errors
    /// When our database does not answer.
    pub async fn look(&self, permit: &Permit) -> Result<(), NotAsked> {
        let now = self.0.clock.now();
        let all = self.seen(permit).await?;
        let lately = |request: &Request| request.last_try.is_some_and(|at| now < at + LATELY);
        let open = all.into_iter().filter(|one| !one.standing.is_final() && !lately(one)).rev();
        let mut work = tokio::task::JoinSet::new();
        for request in open {
            let (to, kind, id) = (&request.to, request.wish.kind(), request.id);
            let Ok(hand) = self.0.gather.hand(permit, to, kind, id).await? else { continue };
            let hand = permit.disclose(hand, Purpose::FollowUp).await?;
            let this = self.clone();
            work.spawn(async move { this.carry_on(request, hand, There::Person).await });
        }
        if tokio::time::timeout(LOOK_PATIENCE, async { while work.join_next().await.is_some() {} })
            .await
            .is_err()
        {
            work.detach_all();
        }
        Ok(())
    }
}

fn sealed(permit: &Permit, requests: Vec<Request>) -> Sealed<Vec<Request>> {
    let mut holders: Vec<_> = requests.iter().map(|request| request.to.clone()).collect();
    holders.sort();
    holders.dedup();
    let kinds: Kinds = requests.iter().map(|request| request.wish.kind()).collect();
    Sealed::seal(permit.subject().id, Contents { holders: holders.into(), kinds }, requests)
}
