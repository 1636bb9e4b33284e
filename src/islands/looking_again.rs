//! How islands look again: more and more seldom, and not for ever.

use std::time::Duration;

use crate::browser;

const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
const ALL_PAUSES: Duration = Duration::from_secs(120);

/// Asks until fewer organisations are waited for; false if that does not happen in time, or if there is no answer
/// (the person may have been logged out). `kinds` as in the address of [`browser::still_waiting`].
pub(super) async fn fewer_than(waiting: u32, kinds: &str) -> bool {
    for pause in pauses() {
        browser::pause(pause).await;
        match browser::still_waiting(kinds).await {
            Some(now) if now < waiting => return true,
            Some(_) => {}
            None => return false,
        }
    }
    false
}

/// Half as long again each time, so that a slow organisation is not asked about over and over.
fn pauses() -> impl Iterator<Item = Duration> {
    let mut whole = Duration::ZERO;
    std::iter::successors(Some(FIRST_PAUSE), |pause| Some((*pause * 3 / 2).min(LONGEST_PAUSE))).take_while(
        move |pause| {
            whole += *pause;
            whole <= ALL_PAUSES
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_and_end_within_two_minutes() {
        let pauses: Vec<Duration> = pauses().collect();
        assert_eq!(pauses[0], Duration::from_secs(2));
        assert!(pauses.is_sorted());
        assert!(pauses.iter().sum::<Duration>() <= Duration::from_secs(120));
        assert!(pauses.iter().sum::<Duration>() > Duration::from_secs(100));
    }
}
