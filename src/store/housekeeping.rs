//! Drops what has had its time: sessions that have ended, last good copies that are too old to show, and the marks
//! of what was good only once.

use std::time::Duration;

use super::{Copies, Drafts, KeptForms, Sessions, StoreError, UsedOnce, second_steps};
use crate::domain::Clock;

const EVERY: Duration = Duration::from_secs(15 * 60);
/// Longer than anything that is good only once lasts.
const USED_ONCE: chrono::Duration = chrono::Duration::hours(24);

/// Starts a task that drops ended sessions, and copies older than `copy_life`, now and every quarter of an hour.
/// It ends when its handle is aborted.
pub fn keep_house(
    sessions: Sessions,
    copies: Copies,
    used_once: UsedOnce,
    kept_forms: KeptForms,
    drafts: Drafts,
    clock: Clock,
    copy_life: chrono::Duration,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            let dropped = drop_old(&sessions, &copies, &used_once, &clock, copy_life).await;
            let forms = kept_forms.drop_old(clock.now()).await;
            let drafts = drafts.drop_old(clock.now()).await;
            if let Err(error) = dropped.and(forms).and(drafts) {
                tracing::warn!(%error, "what is too old could not be dropped");
            }
        }
    })
}

async fn drop_old(
    sessions: &Sessions,
    copies: &Copies,
    used_once: &UsedOnce,
    clock: &Clock,
    copy_life: chrono::Duration,
) -> Result<u64, StoreError> {
    let ended = sessions.sweep().await?;
    used_once.forget_before(clock.now() - USED_ONCE).await?;
    second_steps::drop_old(&used_once.database, clock.now()).await?;
    let dropped = copies.drop_older_than(clock.now() - copy_life).await?;
    tracing::debug!(ended, dropped, "dropped ended sessions and old copies");
    Ok(ended + dropped)
}
