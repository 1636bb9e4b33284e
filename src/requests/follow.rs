//! Follows up what was interrupted, while whoever asked for it is away.

use std::time::Duration;

use super::Requests;
use crate::access::Access;
use crate::store::{StoreError, Unfinished};

const EVERY: Duration = Duration::from_secs(2);
/// How many are followed up at a time.
const AT_ONCE: i64 = 8;

/// Starts a task that follows up what nobody has in hand, now and every few seconds. It ends when its handle is aborted.
pub fn follow(requests: Requests, access: Access) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = requests.follow_up(&access).await {
                tracing::warn!(%error, "requests could not be followed up");
            }
        }
    })
}

impl Requests {
    /// Follows up what is due.
    pub(super) async fn follow_up(&self, access: &Access) -> Result<(), StoreError> {
        let due = self.0.kept.unfinished(self.0.clock.now(), AT_ONCE).await?;
        let all = due.into_iter().map(|unfinished| self.follow_up_one(access, unfinished));
        futures::future::try_join_all(all).await.map(drop)
    }

    async fn follow_up_one(&self, access: &Access, unfinished: Unfinished) -> Result<(), StoreError> {
        let request = unfinished.request().clone();
        let hand = match access.follow_up(&unfinished).await? {
            Some(order) => {
                self.0.gather.hand_to_follow_up(order, &request.to, request.wish.kind()).await?.ok()
            }
            None => None,
        };
        match hand {
            Some(hand) => {
                self.carry_on(request, hand).await;
                Ok(())
            }
            // It may be asked later, or when the person is there.
            None => self.0.kept.put_off(&request, request.next_look(self.0.clock.now())).await,
        }
    }
}
