//! Notices to patients: those that hold are in memory, since every page shows them; the rest is for those who wrote them.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{Clock, OdsCode, PatientNotice, StaffId};

/// Another program at the same database may write one; what is written through this one is shown at once.
const READ_EVERY: Duration = Duration::from_secs(5);

/// A notice as those who write them see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenNotice {
    pub notice: PatientNotice,
    pub by: StaffId,
    pub taken_back_at: Option<DateTime<Utc>>,
}

/// Keeps notices. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PatientNotices {
    database: Database,
    clock: Clock,
    /// All that has not ended and was not taken back.
    coming: Arc<RwLock<Vec<PatientNotice>>>,
}

impl PatientNotices {
    /// Reads them now, and again every few seconds for as long as a copy of this value is there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn start(database: Database, clock: Clock) -> Result<Self, StoreError> {
        let notices = Self { database, clock, coming: Arc::default() };
        notices.read().await?;
        let (again, there) = (notices.clone(), Arc::downgrade(&notices.coming));
        tokio::spawn(async move {
            // One is `again`'s own.
            while there.strong_count() > 1 {
                tokio::time::sleep(READ_EVERY).await;
                if let Err(error) = again.read().await {
                    tracing::warn!(%error, "notices to patients could not be read");
                }
            }
        });
        Ok(notices)
    }

    /// Those that hold at this time, in the order in which they end.
    pub fn holding(&self, now: DateTime<Utc>) -> Vec<PatientNotice> {
        let coming = self.coming.read().unwrap_or_else(PoisonError::into_inner);
        coming.iter().filter(|notice| notice.holds(now)).cloned().collect()
    }

    /// Writes one; it is shown from its start on.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn write(
        &self,
        notice: &PatientNotice,
        by: StaffId,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO patient_notice (id, organisation, words, starts_at, ends_at, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            notice.id,
            notice.organisation.as_str(),
            notice.words.as_str(),
            notice.starts_at,
            notice.ends_at,
            by.0,
            at
        )?;
        self.read().await
    }

    /// Takes one of this organisation's back, at once. Whether there was one.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn take_back(
        &self,
        organisation: &OdsCode,
        id: Uuid,
        by: StaffId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let taken = execute!(
            self.database.writer(),
            "UPDATE patient_notice SET taken_back_by = $3, taken_back_at = $4
             WHERE organisation = $1 AND id = $2 AND taken_back_at IS NULL",
            organisation.as_str(),
            id,
            by.0,
            at
        )?;
        self.read().await?;
        Ok(taken == 1)
    }

    /// What an organisation wrote, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, organisation: &OdsCode, most: i64) -> Result<Vec<WrittenNotice>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, String, DateTime<Utc>, DateTime<Utc>, Uuid, Option<DateTime<Utc>>),
            "SELECT id, words, starts_at, ends_at, made_by, taken_back_at FROM patient_notice
             WHERE organisation = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
            organisation.as_str(),
            most
        )?;
        let read = |(id, words, starts_at, ends_at, by, taken_back_at)| {
            let organisation = organisation.clone();
            let notice = PatientNotice { id, organisation, words, starts_at, ends_at };
            WrittenNotice { notice, by: StaffId(by), taken_back_at }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    async fn read(&self) -> Result<(), StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, String, String, DateTime<Utc>, DateTime<Utc>),
            "SELECT id, organisation, words, starts_at, ends_at FROM patient_notice
             WHERE taken_back_at IS NULL AND ends_at > $1 ORDER BY ends_at, id",
            self.clock.now()
        )?;
        let read = |(id, organisation, words, starts_at, ends_at): (Uuid, String, String, _, _)| {
            let organisation = OdsCode::parse(&organisation).ok()?;
            Some(PatientNotice { id, organisation, words, starts_at, ends_at })
        };
        let coming = rows.into_iter().filter_map(read).collect();
        *self.coming.write().unwrap_or_else(PoisonError::into_inner) = coming;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, ods, on_both_databases};

    on_both_databases! {
        async fn a_notice_holds_from_its_start_to_its_end_unless_it_is_taken_back(home: &TestDatabase) {
            let clock = Clock::fixed(at(0));
            let notices = PatientNotices::start(home.database.clone(), clock).await.expect("started");
            let by = StaffId(Uuid::from_u128(7));
            let one = PatientNotice {
                id: Uuid::from_u128(1),
                organisation: ods("RXX"),
                words: "Online booking is off".into(),
                starts_at: at(10),
                ends_at: at(20),
            };
            notices.write(&one, by, at(0)).await.expect("stored");
            for (minute, holds) in [(9, 0), (10, 1), (19, 1), (20, 0)] {
                assert_eq!(notices.holding(at(minute)).len(), holds, "{minute}");
            }
            assert!(!notices.take_back(&ods("RYY"), one.id, by, at(1)).await.expect("an answer"));
            assert_eq!(notices.holding(at(15)), std::slice::from_ref(&one));
            assert!(notices.take_back(&ods("RXX"), one.id, by, at(1)).await.expect("an answer"));
            assert!(notices.holding(at(15)).is_empty());
            let written = notices.of(&ods("RXX"), 9).await.expect("an answer");
            assert_eq!(written, [WrittenNotice { notice: one, by, taken_back_at: Some(at(1)) }]);
            assert!(notices.of(&ods("RYY"), 9).await.expect("an answer").is_empty());
        }
    }
}
