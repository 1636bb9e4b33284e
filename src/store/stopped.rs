//! What organisations asked not to show: what holds now for every page, and what was so for those who asked.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::briefly::Briefly;
use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{Kind, OdsCode, StaffId, Stops, WhyStopped};

/// One thing that is not shown, or was not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stopped {
    pub id: Uuid,
    /// None for everything.
    pub kind: Option<Kind>,
    pub why: WhyStopped,
    /// The manager's own words, for colleagues.
    pub note: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// By whom and when it was shown again.
    pub started: Option<(StaffId, DateTime<Utc>)>,
}

/// Keeps it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct StoppedSources {
    database: Database,
    now: Arc<Briefly<Stops>>,
}

impl StoppedSources {
    pub fn new(database: Database) -> Self {
        Self { database, now: Arc::default() }
    }

    /// All that is not shown now.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may be shown.
    pub async fn now(&self) -> Result<Arc<Stops>, StoreError> {
        self.now.get(self.read()).await
    }

    async fn read(&self) -> Result<Stops, StoreError> {
        let sql = "SELECT organisation, kind FROM stopped_source WHERE started_at IS NULL ORDER BY id";
        let rows = fetch_all!(self.database.reader(), (String, String), sql)?;
        let read = |(organisation, kind): (String, String)| {
            // A kind that only a newer program knows is taken as everything: rather too little is shown.
            Some((OdsCode::parse(&organisation).ok()?, Kind::from_slug(&kind)))
        };
        Ok(Stops(rows.into_iter().filter_map(read).collect()))
    }

    /// From now on this is not shown.
    ///
    /// # Errors
    /// When it is not stored: then it is shown still.
    pub async fn stop(&self, organisation: &OdsCode, what: &Stopped) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "INSERT INTO stopped_source (id, organisation, kind, reason, note, stopped_by, stopped_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            what.id,
            organisation.as_str(),
            what.kind.map_or("", Kind::slug),
            what.why.slug(),
            what.note.as_str(),
            what.by.0,
            what.at
        )?;
        self.now.changed();
        Ok(())
    }

    /// From now on it is shown again. Whether there was something of this organisation's to start.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn start(
        &self,
        organisation: &OdsCode,
        id: Uuid,
        by: StaffId,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let started = execute!(
            self.database.writer(),
            "UPDATE stopped_source SET started_by = $3, started_at = $4
             WHERE organisation = $1 AND id = $2 AND started_at IS NULL",
            organisation.as_str(),
            id,
            by.0,
            at
        )?;
        self.now.changed();
        Ok(started == 1)
    }

    /// What an organisation asked for, the newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, organisation: &OdsCode, most: i64) -> Result<Vec<Stopped>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Row,
            "SELECT id, kind, reason, note, stopped_by, stopped_at, started_by, started_at FROM stopped_source
             WHERE organisation = $1 ORDER BY stopped_at DESC, id DESC LIMIT $2",
            organisation.as_str(),
            most
        )?;
        let read = |(id, kind, why, note, by, at, started_by, started_at): Row| Stopped {
            id,
            kind: Kind::from_slug(&kind),
            why: WhyStopped::from_slug(&why).unwrap_or(WhyStopped::Other),
            note,
            by: StaffId(by),
            at,
            started: started_by.map(StaffId).zip(started_at),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

type Row = (Uuid, String, String, String, Uuid, DateTime<Utc>, Option<Uuid>, Option<DateTime<Utc>>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kinds;
    use crate::store::testing::{at, ods, on_both_databases};

    fn stopped(id: u128, kind: Option<Kind>) -> Stopped {
        Stopped {
            id: Uuid::from_u128(id),
            kind,
            why: WhyStopped::Maintenance,
            note: "New system".into(),
            by: StaffId(Uuid::from_u128(9)),
            at: at(id as i64),
            started: None,
        }
    }

    on_both_databases! {
        async fn what_is_stopped_holds_at_once_until_the_same_organisation_starts_it(home: &TestDatabase) {
            let store = StoppedSources::new(home.database.clone());
            let (here, elsewhere) = (ods("RXX"), ods("RYY"));
            assert!(store.now().await.expect("an answer").of(&here).is_empty());
            store.stop(&here, &stopped(1, Some(Kind::Letters))).await.expect("stored");
            assert_eq!(store.now().await.expect("an answer").of(&here), Kinds::just(Kind::Letters));
            store.stop(&here, &stopped(2, None)).await.expect("stored");
            assert_eq!(store.now().await.expect("an answer").of(&here), Kinds::all());
            let by = StaffId(Uuid::from_u128(8));
            assert!(!store.start(&elsewhere, Uuid::from_u128(2), by, at(5)).await.expect("an answer"));
            assert!(store.start(&here, Uuid::from_u128(2), by, at(5)).await.expect("an answer"));
            assert!(!store.start(&here, Uuid::from_u128(2), by, at(6)).await.expect("an answer"));
            assert_eq!(store.now().await.expect("an answer").of(&here), Kinds::just(Kind::Letters));
            assert!(store.now().await.expect("an answer").of(&elsewhere).is_empty());
            let all = store.of(&here, 10).await.expect("an answer");
            let started = Stopped { started: Some((by, at(5))), ..stopped(2, None) };
            assert_eq!(all, [started, stopped(1, Some(Kind::Letters))]);
            assert!(store.of(&elsewhere, 10).await.expect("an answer").is_empty());
        }
    }
}
