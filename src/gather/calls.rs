//! Calls that are made once for everyone who waits, and outlive those who stop waiting.

use std::collections::HashMap;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};

use futures::FutureExt;
use futures::future::Shared;
use moka::sync::Cache;
use tokio::time::Instant;

type Flight<V> = Shared<Pin<Box<dyn Future<Output = Option<Arc<V>>> + Send>>>;

/// What has come back, and what is still under way.
pub struct Calls<K, V> {
    flying: Arc<Mutex<Flying<K, V>>>,
    kept: Cache<K, Arc<V>>,
}

/// Calls under way, each with a number of its own. One whose number does not stand here any more was forgotten: what it
/// brings lands nowhere.
struct Flying<K, V> {
    next: u64,
    flights: HashMap<K, (u64, Flight<V>)>,
}

/// One call, come back or under way.
pub enum Call<V> {
    Back(Arc<V>),
    Flying(Flight<V>),
}

impl<V: Send + Sync + 'static> Call<V> {
    /// What came back, unless it takes longer than until `deadline`; the call itself goes on.
    pub async fn by(self, deadline: Instant) -> Option<Arc<V>> {
        match self {
            Call::Back(value) => Some(value),
            Call::Flying(flight) => tokio::time::timeout_at(deadline, flight).await.ok().flatten(),
        }
    }
}

impl<K, V> Calls<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// Keeps at most `capacity` bytes of what came back, as `weight` tells them.
    pub fn new(capacity: u64, longest: std::time::Duration, weight: fn(&V) -> u32) -> Self {
        let kept = Cache::builder()
            .weigher(move |_: &K, value: &Arc<V>| weight(value))
            .max_capacity(capacity)
            .time_to_live(longest)
            .build();
        Self { flying: Arc::new(Mutex::new(Flying { next: 0, flights: HashMap::new() })), kept }
    }

    /// What is kept and still `fresh`, or the call under way, or else a new call in a task of its own.
    pub fn call<F>(&self, key: K, fresh: impl Fn(&V) -> bool, start: impl FnOnce() -> F) -> Call<V>
    where
        F: Future<Output = V> + Send + 'static,
    {
        if let Some(value) = self.kept.get(&key).filter(|value| fresh(value)) {
            return Call::Back(value);
        }
        let mut flying = locked(&self.flying);
        if let Some((_, flight)) = flying.flights.get(&key) {
            return Call::Flying(flight.clone());
        }
        // Another caller's flight may have landed between the look above and the lock.
        if let Some(value) = self.kept.get(&key).filter(|value| fresh(value)) {
            return Call::Back(value);
        }
        flying.next += 1;
        let number = flying.next;
        let landing =
            Landing { number, flying: self.flying.clone(), kept: self.kept.clone(), key: key.clone() };
        let work = start();
        let task = tokio::spawn(async move {
            let landing = landing;
            let value = Arc::new(work.await);
            landing.keep(&value);
            value
        });
        let flight: Flight<V> = task.map(Result::ok).boxed().shared();
        flying.flights.insert(key, (number, flight.clone()));
        Call::Flying(flight)
    }

    /// Forgets what is kept under a key.
    pub fn forget(&self, key: &K) {
        self.kept.invalidate(key);
    }

    /// Forgets all that is kept, and what the calls under way will bring.
    pub fn forget_all(&self) {
        let mut flying = locked(&self.flying);
        flying.flights.clear();
        self.kept.invalidate_all();
    }

    /// The same for the keys that `is_meant`.
    pub fn forget_where(&self, is_meant: impl Fn(&K) -> bool) {
        let mut flying = locked(&self.flying);
        flying.flights.retain(|key, _| !is_meant(key));
        for (key, _) in self.kept.iter().filter(|(key, _)| is_meant(key)) {
            self.kept.invalidate(&*key);
        }
    }
}

/// Takes a call out of those under way when it ends, even when it ends by a panic.
struct Landing<K: Clone + Eq + Hash + Send + Sync + 'static, V: Send + Sync + 'static> {
    flying: Arc<Mutex<Flying<K, V>>>,
    kept: Cache<K, Arc<V>>,
    number: u64,
    key: K,
}

impl<K: Clone + Eq + Hash + Send + Sync + 'static, V: Send + Sync + 'static> Landing<K, V> {
    /// Under the lock, so that nothing is kept that was forgotten meanwhile.
    fn keep(&self, value: &Arc<V>) {
        let flying = locked(&self.flying);
        if self.is_in(&flying) {
            self.kept.insert(self.key.clone(), value.clone());
        }
    }

    fn is_in(&self, flying: &Flying<K, V>) -> bool {
        flying.flights.get(&self.key).is_some_and(|(number, _)| *number == self.number)
    }
}

impl<K: Clone + Eq + Hash + Send + Sync + 'static, V: Send + Sync + 'static> Drop for Landing<K, V> {
    fn drop(&mut self) {
        let mut flying = locked(&self.flying);
        if self.is_in(&flying) {
            flying.flights.remove(&self.key);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;

    fn calls() -> Calls<u8, u32> {
        Calls::new(1000, Duration::from_secs(60), |_| 1)
    }

    fn soon(millis: u64) -> Instant {
        Instant::now() + Duration::from_millis(millis)
    }

    #[tokio::test]
    async fn a_page_that_gives_up_neither_stops_nor_repeats_the_call() {
        let calls = calls();
        let count = Arc::new(AtomicU32::new(0));
        let slow = || {
            let count = count.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(60)).await;
                count.fetch_add(1, Ordering::SeqCst) + 1
            }
        };
        assert_eq!(calls.call(1, |_| true, slow).by(soon(5)).await, None);
        assert_eq!(calls.call(1, |_| true, slow).by(soon(500)).await.as_deref(), Some(&1));
        assert_eq!(calls.call(1, |_| true, slow).by(soon(0)).await.as_deref(), Some(&1));
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_was_under_way_when_all_was_forgotten_is_told_to_nobody_who_asks_later() {
        let calls = calls();
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(40)).await;
            1
        };
        let before = calls.call(1, |_| true, slow);
        calls.forget_all();
        let after = calls.call(1, |_| true, || async { 2 });
        assert_eq!(before.by(soon(500)).await.as_deref(), Some(&1));
        assert_eq!(after.by(soon(500)).await.as_deref(), Some(&2));
        assert_eq!(calls.call(1, |_| true, || async { 3 }).by(soon(500)).await.as_deref(), Some(&2));
    }

    #[tokio::test]
    async fn only_what_is_meant_is_forgotten_kept_or_under_way() {
        let calls = calls();
        let slow = |value| async move {
            tokio::time::sleep(Duration::from_millis(40)).await;
            value
        };
        let under_way = calls.call(1, |_| true, || slow(10));
        calls.call(2, |_| true, || async { 20 }).by(soon(500)).await;
        calls.call(3, |_| true, || async { 30 }).by(soon(500)).await;
        calls.forget_where(|key| *key < 3);
        assert_eq!(under_way.by(soon(500)).await.as_deref(), Some(&10), "who waits is told");
        for (key, wanted) in [(1, 11), (2, 21), (3, 30)] {
            let anew = move || async move { u32::from(key) * 10 + 1 };
            let told = calls.call(key, |_| true, anew).by(soon(500)).await;
            assert_eq!(told.as_deref(), Some(&wanted), "{key}");
        }
    }

    #[tokio::test]
    async fn a_call_that_breaks_is_made_anew_and_tells_nothing() {
        let calls = calls();
        let breaks = || async { if true { std::panic::panic_any("broken") } else { 1 } };
        assert_eq!(calls.call(1, |_| true, breaks).by(soon(500)).await, None);
        assert_eq!(calls.call(1, |_| true, || async { 2 }).by(soon(500)).await.as_deref(), Some(&2));
    }

    #[tokio::test]
    async fn what_is_no_longer_fresh_is_asked_for_again() {
        let calls = calls();
        calls.call(1, |_| true, || async { 1 }).by(soon(500)).await;
        assert_eq!(calls.call(1, |_| false, || async { 2 }).by(soon(500)).await.as_deref(), Some(&2));
    }
}
