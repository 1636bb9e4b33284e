//! How many bytes of other people's answers are held at once, in the whole process.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The usual budget, in bytes.
pub const BYTE_BUDGET: u64 = 256 * 1024 * 1024;

/// One is counted for this many bytes.
const STEP: u64 = 1024;

/// A budget of bytes, shared by all sources. Bytes are taken before they are read, and come back when the parsed
/// answer is done with.
#[derive(Clone, Debug)]
pub struct ByteBudget {
    left: Arc<Semaphore>,
    steps: u32,
}

/// Bytes that are held; they come back when this is dropped.
#[derive(Debug, Default)]
pub struct HeldBytes(Option<OwnedSemaphorePermit>);

impl ByteBudget {
    /// A budget of so many bytes.
    pub fn new(bytes: u64) -> Self {
        let steps = steps(bytes).max(1);
        Self { left: Arc::new(Semaphore::new(steps as usize)), steps }
    }

    /// Waits until so many bytes are left, and takes them. More than the whole budget is never given.
    pub async fn take(&self, held: &mut HeldBytes, bytes: u64) -> Result<(), OverBudget> {
        let wanted = steps(bytes);
        let already =
            held.0.as_ref().map_or(0, |permit| u32::try_from(permit.num_permits()).unwrap_or(u32::MAX));
        if already.saturating_add(wanted) > self.steps {
            return Err(OverBudget);
        }
        let permit = self.left.clone().acquire_many_owned(wanted).await.map_err(|_| OverBudget)?;
        match &mut held.0 {
            Some(own) => own.merge(permit),
            none => *none = Some(permit),
        }
        Ok(())
    }

    /// How many bytes are left, rounded down.
    pub fn left(&self) -> u64 {
        self.left.available_permits() as u64 * STEP
    }
}

impl Default for ByteBudget {
    fn default() -> Self {
        Self::new(BYTE_BUDGET)
    }
}

/// One body alone is larger than the whole budget.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("larger than the whole budget")]
pub struct OverBudget;

fn steps(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(STEP)).unwrap_or(u32::MAX).min(Semaphore::MAX_PERMITS as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_come_back_when_they_are_done_with() {
        let budget = ByteBudget::new(10 * STEP);
        let mut held = HeldBytes::default();
        budget.take(&mut held, 4 * STEP).await.expect("enough");
        budget.take(&mut held, STEP + 1).await.expect("enough");
        assert_eq!(budget.left(), 4 * STEP);
        drop(held);
        assert_eq!(budget.left(), 10 * STEP);
    }

    #[tokio::test]
    async fn a_reader_waits_until_enough_is_left() {
        let budget = ByteBudget::new(10 * STEP);
        let mut first = HeldBytes::default();
        budget.take(&mut first, 8 * STEP).await.expect("enough");
        let waiting = tokio::spawn({
            let budget = budget.clone();
            async move { budget.take(&mut HeldBytes::default(), 4 * STEP).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(first);
        assert_eq!(waiting.await.expect("no panic"), Ok(()));
    }

    #[tokio::test]
    async fn more_than_the_whole_budget_is_refused_at_once() {
        let budget = ByteBudget::new(10 * STEP);
        assert_eq!(budget.take(&mut HeldBytes::default(), 11 * STEP).await, Err(OverBudget));
    }
}
