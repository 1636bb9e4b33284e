//! Sends what is in the outbox: under a lease, with pauses that grow, and never twice.

use std::time::Duration as StdDuration;

use chrono::Duration;
use uuid::Uuid;

use super::{NotSent, Posts, message};
use crate::domain::{About, Channel, Clock};
use crate::store::{Claimed, Ended, Lease, Outbox, StoreError};
use crate::words::Locale;

/// How often it looks by itself.
const EVERY: StdDuration = StdDuration::from_secs(5);
/// Longer than sending can take.
const LEASE: Duration = Duration::minutes(5);
/// Until the service is asked whether a message has gone.
const UNTIL_ASKED: Duration = Duration::minutes(1);
const AT_ONCE: i64 = 20;

/// One worker; several may work on one outbox.
pub struct Worker {
    outbox: Outbox,
    posts: Posts,
    clock: Clock,
    me: Uuid,
}

impl Worker {
    pub fn new(outbox: Outbox, posts: Posts, clock: Clock) -> Self {
        Self { outbox, posts, clock, me: Uuid::new_v4() }
    }

    /// Works until it is dropped.
    pub async fn run(self) {
        loop {
            match self.work().await {
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the outbox cannot be worked on"),
            }
            let _ = tokio::time::timeout(EVERY, self.outbox.hurried()).await;
        }
    }

    /// Sends all that is due now. It may be dropped at any moment: another one goes on from there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn work(&self) -> Result<(), StoreError> {
        let with_letters = self.posts.letter.is_some();
        loop {
            let now = self.clock.now();
            let lease = Lease { worker: self.me, until: now + LEASE };
            let claimed = self.outbox.claim(lease, with_letters, AT_ONCE, now).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for notice in &claimed {
                self.tell(notice).await?;
            }
        }
    }

    async fn tell(&self, notice: &Claimed) -> Result<(), StoreError> {
        let Some(post) = self.posts.of(notice.contact.channel()) else {
            return self.end(notice, Ended::Failed, Some("there is no such way any more")).await;
        };
        if notice.may_have_gone {
            match post.has_gone(notice.id).await {
                Ok(Some(true)) => return self.end(notice, Ended::Sent, None).await,
                Ok(Some(false)) => {}
                Ok(None) => return self.end(notice, Ended::NotKnown, Some("stopped while sending")).await,
                Err(why) if self.is_too_late(notice) => {
                    return self.end(notice, Ended::NotKnown, Some(&why.to_string())).await;
                }
                Err(_) => return self.ask_later(notice).await,
            }
        }
        if self.is_too_late(notice) {
            return self.end(notice, Ended::TooLate, None).await;
        }
        let now = self.clock.now();
        let lease = Lease { worker: self.me, until: now + LEASE };
        if !self.outbox.begin_sending(notice.id, lease, now).await? {
            return Ok(());
        }
        match post.send(notice.id, &notice.contact, &message(Locale::English, &notice.about)).await {
            Ok(()) => self.end(notice, Ended::Sent, None).await,
            Err(why @ NotSent::Refused(_)) => self.end(notice, Ended::Failed, Some(&why.to_string())).await,
            Err(NotSent::NotNow { why, after }) => {
                let now = self.clock.now();
                let due = now + pause(notice, after);
                self.outbox.put_off(notice.id, self.me, due, why, now).await
            }
            Err(NotSent::NotKnown(_)) => self.ask_later(notice).await,
        }
    }

    fn is_too_late(&self, notice: &Claimed) -> bool {
        self.clock.now() >= notice.good_until
    }

    async fn ask_later(&self, notice: &Claimed) -> Result<(), StoreError> {
        self.outbox.ask_later(notice.id, self.me, self.clock.now() + UNTIL_ASKED).await
    }

    async fn end(&self, notice: &Claimed, how: Ended, why: Option<&str>) -> Result<(), StoreError> {
        let way: Channel = notice.contact.channel();
        let labels = [("way", way.slug()), ("about", notice.about.slug()), ("outcome", how.slug())];
        metrics::counter!("front_door_notices_total", &labels).increment(1);
        if how != Ended::Sent {
            let (how, about) = (how.slug(), notice.about.slug());
            tracing::warn!(notice = %notice.id, way = way.slug(), about, how, why, "a notice was not told");
        }
        self.outbox.end(notice.id, self.me, how, why, self.clock.now()).await
    }
}

/// How long until the next try: longer each time, and at least as long as the service asks for. Somebody waits for a
/// code.
fn pause(notice: &Claimed, after: Option<StdDuration>) -> Duration {
    let (first, longest) = match notice.about {
        About::Code(_) => (Duration::seconds(5), Duration::minutes(1)),
        _ => (Duration::minutes(1), Duration::hours(6)),
    };
    let grown = first * 3_i32.checked_pow(notice.tries.min(10)).unwrap_or(i32::MAX);
    let asked = after.and_then(|after| Duration::from_std(after).ok()).unwrap_or_default();
    grown.min(longest).max(asked)
}
