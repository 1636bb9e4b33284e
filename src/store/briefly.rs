//! Keeps what every page needs and hardly ever changes for a few seconds, so that pages do not each ask the database.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::StoreError;

/// Another program at the same database may change it; what is changed through this one counts at once.
const KEPT: Duration = Duration::from_secs(5);

/// A value, read anew every few seconds. Two readings that say the same are the same place in memory.
#[derive(Debug)]
pub struct Briefly<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Briefly<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: PartialEq> Briefly<T> {
    /// # Errors
    /// When it cannot be read.
    pub async fn get(&self, read: impl Future<Output = Result<T, StoreError>>) -> Result<Arc<T>, StoreError> {
        let before = self.lock().clone();
        if let Some((at, value)) = &before
            && at.elapsed() < KEPT
        {
            return Ok(value.clone());
        }
        let value = read.await?;
        let value = match before {
            Some((_, before)) if *before == value => before,
            _ => Arc::new(value),
        };
        *self.lock() = Some((Instant::now(), value.clone()));
        Ok(value)
    }

    /// It has changed: it is read anew. What it was stays, so that an unchanged value is known again.
    pub fn changed(&self) {
        if let Some((at, _)) = self.lock().as_mut() {
            *at = at.checked_sub(KEPT).unwrap_or(*at);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Instant, Arc<T>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_read_again_only_once_it_has_changed_and_stays_the_same_where_it_says_the_same() {
        let kept = Briefly::default();
        let first = kept.get(async { Ok(1) }).await.expect("a value");
        assert_eq!(*kept.get(async { Ok(2) }).await.expect("a value"), 1);
        kept.changed();
        let same = kept.get(async { Ok(1) }).await.expect("a value");
        assert!(Arc::ptr_eq(&first, &same));
        kept.changed();
        assert_eq!(*kept.get(async { Ok(2) }).await.expect("a value"), 2);
    }
}
