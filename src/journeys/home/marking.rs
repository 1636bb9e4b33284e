//! What the home page shows is marked as seen, so that the next visit knows what is new.

use chrono::{DateTime, Utc};

use super::whats_new::marks;
use crate::access::Permit;
use crate::domain::Fingerprint;
use crate::gather::Everything;
use crate::store::{Marks, Seen, StoreError};

/// Marks what is shown to the patient themself. What somebody else saw on their behalf, they have not seen, and what
/// waits is not among `everything`.
///
/// # Errors
/// When the marks are not stored.
pub async fn mark_as_seen(
    seen: &Seen,
    permit: &Permit,
    everything: &Everything,
    known: &Marks,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if !permit.is_the_patients_own() {
        return Ok(());
    }
    let now_seen = marks(everything);
    let is_news = |(id, print): &&(_, Fingerprint)| known.get(id).is_none_or(|mark| mark.content != *print);
    let unmarked: Vec<_> = now_seen.iter().filter(is_news).copied().collect();
    match unmarked.is_empty() {
        true => Ok(()),
        false => seen.mark_seen(permit.subject().id, &unmarked, now).await,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::access::testing::{permit, permit_of_somebody_else};
    use crate::domain::{Clock, Fingerprint, KeptBack, NhsNumber, Person};
    use crate::journeys::home::samples::{at, gathered, held, hospital, id, letter, nothing, test_result};
    use crate::store::testing::{TestDatabase, access_log, keys, person};

    async fn patient(home: &TestDatabase) -> Arc<Person> {
        Arc::new(Person {
            id: person(&home.database, &keys()).await,
            nhs_number: NhsNumber::parse("9990000018").expect("a number"),
            name: "Anna Example".into(),
            date_of_birth: at("1980-12-31T00:00:00Z").date_naive(),
        })
    }

    #[tokio::test]
    async fn only_what_is_shown_to_the_patient_themself_is_marked_as_seen() {
        let home = TestDatabase::sqlite().await;
        let seen = Seen::new(home.database.clone());
        let anna = patient(&home).await;
        let log = access_log(&home.database);
        let now = at("2026-11-22T09:00:00Z");
        let mut everything = nothing(Vec::new());
        everything.letters = gathered(vec![held(1, letter("a", "2026-11-19"))], Vec::new());
        let clock = Clock::fixed(now);
        let carer = permit_of_somebody_else(anna.clone(), log.clone(), clock.clone());
        mark_as_seen(&seen, &carer, &everything, &Marks::default(), now).await.expect("nothing to do");
        assert!(seen.seen(anna.id).await.expect("marks").is_empty(), "a carer saw it");
        let own = permit(anna.clone(), log, clock);
        mark_as_seen(&seen, &own, &everything, &Marks::default(), now).await.expect("marked");
        let marks = seen.seen(anna.id).await.expect("marks");
        assert_eq!(marks.keys().collect::<Vec<_>>(), [&id(1)]);
    }

    #[tokio::test]
    async fn a_result_that_waits_is_not_marked_as_seen() {
        let home = TestDatabase::sqlite().await;
        let seen = Seen::new(home.database.clone());
        let anna = patient(&home).await;
        let now = at("2026-11-22T09:00:00Z");
        let mut everything = nothing(Vec::new());
        everything.test_results = gathered(vec![held(2, test_result("b", None, "2020-01-01"))], Vec::new());
        everything.test_results.kept_back = vec![KeptBack {
            ids: vec![id(3)],
            content: Fingerprint([3; 16]),
            until: at("2026-11-29T09:00:00Z"),
            holders: vec![hospital().ods_code.clone()],
            is_remembered: true,
        }];
        let own = permit(anna.clone(), access_log(&home.database), Clock::fixed(now));
        mark_as_seen(&seen, &own, &everything, &Marks::default(), now).await.expect("marked");
        let marks = seen.seen(anna.id).await.expect("marks");
        assert_eq!(marks.keys().collect::<Vec<_>>(), [&id(2)]);
    }
}
