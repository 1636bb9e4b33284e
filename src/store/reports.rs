//! What people told us of their entries, and which entries are hidden since.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use moka::sync::Cache;
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all};
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::{EntryId, Kind, OdsCode, PersonId, Report, ReportState, WhatIsWrong};

/// How long what is hidden is used again without asking the database: another program at the same database may hide
/// more. What is hidden through this one is hidden at once.
const KEPT: Duration = Duration::from_secs(60);
/// For how many people it is kept in memory.
const PEOPLE_KEPT: u64 = 20_000;

/// What one person has hidden.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hidden(HashMap<EntryId, (Kind, Uuid)>);

/// As it was read; two of them are the same reading where they are the same place in memory.
pub type HiddenEntries = Arc<Hidden>;

impl Hidden {
    pub fn contains(&self, entry: EntryId) -> bool {
        self.0.contains_key(&entry)
    }

    /// How many entries of a kind are hidden; one that several organisations hold counts once.
    pub fn of_kind(&self, kind: Kind) -> usize {
        let reports = self.0.values().filter(|(of, _)| *of == kind).map(|(_, report)| *report);
        reports.collect::<HashSet<_>>().len()
    }
}

/// Keeps reports. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reports {
    database: Database,
    keys: Keys,
    hidden: Cache<PersonId, HiddenEntries>,
}

impl Reports {
    pub fn new(database: Database, keys: Keys) -> Self {
        let hidden = Cache::builder().max_capacity(PEOPLE_KEPT).time_to_live(KEPT).build();
        Self { database, keys, hidden }
    }

    /// Every entry that the person has hidden.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may be shown.
    pub async fn hidden(&self, person: PersonId) -> Result<HiddenEntries, StoreError> {
        if let Some(hidden) = self.hidden.get(&person) {
            return Ok(hidden);
        }
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, String, Uuid),
            "SELECT entry, kind, report FROM hidden_entry WHERE person = $1",
            person.0
        )?;
        let read = |(entry, kind, report): (Vec<u8>, String, Uuid)| {
            Some((EntryId(entry.try_into().ok()?), (Kind::from_slug(&kind)?, report)))
        };
        let hidden: Option<HashMap<_, _>> = rows.into_iter().map(read).collect();
        let hidden = Arc::new(Hidden(hidden.ok_or(StoreError::Unreadable("a hidden entry"))?));
        self.hidden.insert(person, hidden.clone());
        Ok(hidden)
    }

    /// Writes a report down, and hides the entry under all of its ids where it is not about the person. Says whether it
    /// is a new one: a form that is sent again changes nothing, even if its report was taken back since.
    ///
    /// # Errors
    /// When it is not stored; then nothing of it is.
    pub async fn write_down(
        &self,
        person: PersonId,
        report: &Report,
        ids: &[EntryId],
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        let mut new = 0;
        for holder in &report.holders {
            let sealed = belongs(person, report.id, holder, |to| self.keys.seal(to, report.text.as_bytes()))?;
            new += execute!(
                transaction.on(),
                "INSERT INTO reports
                 (person, id, holder, entry, kind, what, sealed, made_at, state, state_since, sealed_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10)
                 ON CONFLICT (person, id, holder) DO NOTHING",
                person.0,
                report.id,
                holder.as_str(),
                &report.entry.0[..],
                report.kind.slug(),
                report.what.slug(),
                sealed.as_slice(),
                report.made_at,
                report.state.slug(),
                self.keys.writing()
            )?;
        }
        if new > 0 && report.what == WhatIsWrong::NotAboutMe {
            for id in ids {
                execute!(
                    transaction.on(),
                    "INSERT INTO hidden_entry (person, entry, kind, report) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (person, entry) DO NOTHING",
                    person.0,
                    &id.0[..],
                    report.kind.slug(),
                    report.id
                )?;
            }
        }
        let stored = transaction.commit().await;
        self.hidden.invalidate(&person);
        stored.map(|()| new > 0)
    }

    /// The person has called those who could not be sent it. One that is not open changes nothing.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn called(&self, person: PersonId, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "UPDATE reports SET state = $3, state_since = $4 WHERE person = $1 AND id = $2 AND state = $5",
            person.0,
            id,
            ReportState::Called.slug(),
            at,
            ReportState::WrittenDown.slug()
        )?;
        Ok(())
    }

    /// Every report of anybody that was not taken back, with whose it is; for those who run the portal.
    ///
    /// # Errors
    /// As [`Reports::all`].
    pub async fn open(&self) -> Result<Vec<(PersonId, Report)>, StoreError> {
        let sql = "SELECT DISTINCT person FROM reports WHERE state <> $1";
        let people = fetch_all!(self.database.reader(), (Uuid,), sql, ReportState::TakenBack.slug())?;
        let mut open = Vec::new();
        for (person,) in people {
            let person = PersonId(person);
            let reports = self.all(person).await?;
            let still = reports.into_iter().filter(|report| report.state != ReportState::TakenBack);
            open.extend(still.map(|report| (person, report)));
        }
        Ok(open)
    }

    /// Every report of anybody about what one organisation holds that was not taken back, with whose it is; for those who
    /// work there.
    ///
    /// # Errors
    /// As [`Reports::all`].
    pub async fn open_at(&self, holder: &OdsCode) -> Result<Vec<(PersonId, Report)>, StoreError> {
        let sql = "SELECT DISTINCT person FROM reports WHERE holder = $1 AND state <> $2";
        let (holder_code, taken_back) = (holder.as_str(), ReportState::TakenBack.slug());
        let people = fetch_all!(self.database.reader(), (Uuid,), sql, holder_code, taken_back)?;
        let mut open = Vec::new();
        for (person,) in people {
            let person = PersonId(person);
            let reports = self.all(person).await?.into_iter();
            let still =
                |report: &Report| report.state != ReportState::TakenBack && report.holders.contains(holder);
            open.extend(reports.filter(still).map(|report| (person, report)));
        }
        open.sort_by_key(|(_, report)| (report.what != WhatIsWrong::NotAboutMe, report.made_at));
        Ok(open)
    }

    /// Takes a report back: what it hid is shown again. One that is nobody's changes nothing.
    ///
    /// # Errors
    /// When that is not stored; then nothing of it is.
    pub async fn take_back(&self, person: PersonId, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        execute!(
            transaction.on(),
            "UPDATE reports SET state = $3, state_since = $4 WHERE person = $1 AND id = $2 AND state <> $3",
            person.0,
            id,
            ReportState::TakenBack.slug(),
            at
        )?;
        execute!(
            transaction.on(),
            "DELETE FROM hidden_entry WHERE person = $1 AND report = $2",
            person.0,
            id
        )?;
        let stored = transaction.commit().await;
        self.hidden.invalidate(&person);
        stored
    }

    /// Everything that the person told us, the newest first.
    ///
    /// # Errors
    /// When the database does not answer, or something stays sealed.
    pub async fn all(&self, person: PersonId) -> Result<Vec<Report>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            Columns,
            "SELECT id, holder, entry, kind, what, sealed, made_at, state FROM reports
             WHERE person = $1 ORDER BY made_at DESC, id DESC, holder",
            person.0
        )?;
        let mut reports: Vec<Report> = Vec::new();
        for row in rows {
            let row = self.read(person, row)?;
            match reports.last_mut() {
                Some(last) if last.id == row.id => last.holders.extend(row.holders),
                _ => reports.push(row),
            }
        }
        Ok(reports)
    }

    /// One of the person's reports.
    ///
    /// # Errors
    /// As [`Reports::all`].
    pub async fn one(&self, person: PersonId, id: Uuid) -> Result<Option<Report>, StoreError> {
        Ok(self.all(person).await?.into_iter().find(|report| report.id == id))
    }

    fn read(&self, person: PersonId, row: Columns) -> Result<Report, StoreError> {
        let (id, holder, entry, kind, what, sealed, made_at, state) = row;
        let unreadable = StoreError::Unreadable("a report");
        let Ok(holder) = OdsCode::parse(&holder) else { return Err(unreadable) };
        let opened = belongs(person, id, &holder, |to| self.keys.open(to, &sealed)).map_err(|why| {
            tracing::error!(%why, "a report stays sealed");
            StoreError::Unreadable("a report, with the keys there are")
        })?;
        let parts = (|| {
            let entry = EntryId(entry.try_into().ok()?);
            let text = String::from_utf8(opened).ok()?;
            let (kind, what) = (Kind::from_slug(&kind)?, WhatIsWrong::from_slug(&what)?);
            let state = ReportState::from_slug(&state)?;
            Some(Report { id, entry, kind, holders: vec![holder], what, text, made_at, state })
        })();
        parts.ok_or(unreadable)
    }
}

type Columns = (Uuid, String, Vec<u8>, String, String, Vec<u8>, DateTime<Utc>, String);

fn belongs<T>(person: PersonId, id: Uuid, holder: &OdsCode, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Reports, person, &[&id.to_string(), holder.as_str()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::query::fetch_optional;
    use crate::store::testing::{at, keys, ods, on_both_databases, person};

    fn report(n: u128, what: WhatIsWrong) -> Report {
        Report {
            id: Uuid::from_u128(n),
            entry: EntryId([1; 16]),
            kind: Kind::Letters,
            holders: vec![ods("A12345"), ods("RXX")],
            what,
            text: "The letter names another street".into(),
            made_at: at(n as i64),
            state: ReportState::WrittenDown,
        }
    }

    const IDS: [EntryId; 2] = [EntryId([1; 16]), EntryId([2; 16])];

    on_both_databases! {
        async fn an_entry_that_is_not_about_somebody_is_hidden_under_all_of_its_ids(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            assert!(reports.write_down(anna, &report(1, WhatIsWrong::NotAboutMe), &IDS).await.expect("stored"));
            let hidden = reports.hidden(anna).await.expect("an answer");
            assert!(IDS.iter().all(|id| hidden.contains(*id)) && !hidden.contains(EntryId([3; 16])));
            assert_eq!((hidden.of_kind(Kind::Letters), hidden.of_kind(Kind::Visits)), (1, 0));
            assert!(!reports.hidden(bela).await.expect("an answer").contains(IDS[0]));
            assert!(Arc::ptr_eq(&hidden, &reports.hidden(anna).await.expect("an answer")), "it was read again");
        }

        async fn something_wrong_hides_nothing_and_is_read_back_as_it_was_written(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let (first, second) = (report(1, WhatIsWrong::Something), report(2, WhatIsWrong::Something));
            reports.write_down(anna, &first, &IDS).await.expect("stored");
            reports.write_down(anna, &second, &IDS).await.expect("stored");
            assert_eq!(reports.hidden(anna).await.expect("an answer").of_kind(Kind::Letters), 0);
            assert_eq!(reports.all(anna).await.expect("reports"), [second, first.clone()]);
            assert_eq!(reports.one(anna, first.id).await.expect("an answer"), Some(first));
            assert_eq!(reports.one(anna, Uuid::from_u128(9)).await.expect("an answer"), None);
        }

        async fn a_form_that_is_sent_twice_is_one_report_also_after_it_was_taken_back(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let one = report(1, WhatIsWrong::NotAboutMe);
            assert!(reports.write_down(anna, &one, &IDS).await.expect("stored"));
            assert!(!reports.write_down(anna, &one, &IDS).await.expect("no harm"));
            assert_eq!(reports.all(anna).await.expect("reports").len(), 1);
            reports.take_back(anna, one.id, at(5)).await.expect("stored");
            reports.take_back(anna, one.id, at(6)).await.expect("no harm");
            assert!(!reports.write_down(anna, &one, &IDS).await.expect("no harm"));
            assert!(!reports.hidden(anna).await.expect("an answer").contains(IDS[0]), "it is hidden again");
            assert_eq!(reports.all(anna).await.expect("reports")[0].state, ReportState::TakenBack);
        }

        async fn nobody_takes_back_what_another_person_reported(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            let one = report(1, WhatIsWrong::NotAboutMe);
            reports.write_down(anna, &one, &IDS).await.expect("stored");
            reports.take_back(bela, one.id, at(5)).await.expect("no harm");
            assert!(reports.hidden(anna).await.expect("an answer").contains(IDS[0]));
            assert_eq!(reports.one(bela, one.id).await.expect("an answer"), None);
        }

        async fn after_a_change_of_keys_reports_are_read_with_the_newer_one_alone(home: &TestDatabase) {
            let path = home.folder.path().join("keys.toml");
            let old = Keys::load_or_make(&path).expect("keys");
            let anna = person(&home.database, &old).await;
            let one = report(1, WhatIsWrong::Something);
            Reports::new(home.database.clone(), old).write_down(anna, &one, &IDS).await.expect("stored");
            let text = std::fs::read_to_string(&path).expect("the file");
            let newer = "[[copies]]\nid = \"second\"\nkey = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\"\nwrites = true\n";
            let keys_of = |text: String| {
                std::fs::write(&path, text).expect("the file");
                Keys::load(&path).expect("keys")
            };
            let both = keys_of(format!("{}{newer}", text.replace("writes = true\n", "writes = false\n")));
            let alone = keys_of(format!("{}{newer}", text.split("[[copies]]\nid").next().expect("the first lines")));
            let alone = Reports::new(home.database.clone(), alone);
            assert!(alone.all(anna).await.is_err(), "the older key is still needed");
            home.database.seal_anew_at_start(&both).await.expect("sealed anew");
            assert_eq!(alone.all(anna).await.expect("reports"), [one]);
        }

        async fn what_somebody_wrote_does_not_stand_open_in_the_database(home: &TestDatabase) {
            let keys = keys();
            let reports = Reports::new(home.database.clone(), keys.clone());
            let anna = person(&home.database, &keys).await;
            reports.write_down(anna, &report(1, WhatIsWrong::Something), &IDS).await.expect("stored");
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT sealed FROM reports");
            let sealed = row.expect("an answer").expect("a row").0;
            assert!(!String::from_utf8_lossy(&sealed).contains("street"));
        }
    }
}
