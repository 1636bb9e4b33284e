//! Follows up what was interrupted, while whoever asked for it is away.

use std::time::Duration;

use super::Requests;
use super::carry::There;
use crate::store::{StoreError, Unfinished};

const EVERY: Duration = Duration::from_secs(2);
/// How many are followed up at a time.
const AT_ONCE: i64 = 8;

/// Starts a task that follows up what nobody has in hand, now and every few seconds. It ends when its handle is aborted.
pub fn follow(requests: Requests) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = requests.follow_up().await {
                tracing::warn!(%error, "requests could not be followed up");
            }
        }
    })
}

impl Requests {
    /// Follows up what is due.
    pub(super) async fn follow_up(&self) -> Result<(), StoreError> {
        let due = self.0.kept.unfinished(self.0.clock.now(), AT_ONCE).await?;
        let all = due.into_iter().map(|unfinished| self.follow_up_one(unfinished));
        futures::future::try_join_all(all).await.map(drop)
    }

    async fn follow_up_one(&self, unfinished: Unfinished) -> Result<(), StoreError> {
        let request = unfinished.request().clone();
        let hand = match self.0.access.follow_up(&unfinished).await? {
            Some(order) => {
                self.0.gather.hand_to_follow_up(order, &request.to, request.wish.kind()).await?.ok()
            }
            None => None,
        };
        match hand {
            Some(hand) => {
                self.carry_on(request, hand, There::Nobody).await;
                Ok(())
            }
            // It may be asked later, or when the person is there.
            None => self.0.kept.put_off(&request, request.next_look(self.0.clock.now())).await,
        }
    }
}
