//! Changing the key that seals: seals anew what an older key sealed, and counts what each key still seals.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::Row;
use uuid::Uuid;

use super::keys::{Belongs, Keys, MOST_OF_A_HEAD};
use super::query::{On, execute, fetch_all};
use super::sealed_tables::{Anew, Layout, Part, RowKey};
use super::{Database, SealedTable, StoreError};
use crate::domain::PersonId;

/// How many values each key seals, by table and key id; what no key of ours sealed stands under `?`.
pub type SealedBy = BTreeMap<(SealedTable, String), u64>;

/// What came of sealing anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SealedAnew {
    pub anew: u64,
    /// What did not open with the keys there are; left as it is, and logged.
    pub stay: u64,
}

/// By which value a row is found.
enum Key {
    Id(Uuid),
    LookUp(Vec<u8>),
}

/// What the rows of one key hold in one sealed column: what each value is bound to, and the value.
type Bound = (PersonId, Vec<String>, Vec<u8>);

impl Database {
    /// Seals with the key that writes now what an older one sealed, in every table but those whose rows end by
    /// themselves. A value that changes meanwhile is left as it is then, since whoever changed it used the new key.
    ///
    /// # Errors
    /// When the database does not answer. What stays sealed is left, logged and counted.
    pub async fn seal_anew(&self, keys: &Keys) -> Result<SealedAnew, StoreError> {
        self.seal_those_anew(keys, |anew| anew != Anew::EndsFirst).await
    }

    /// The same at the start of the program, for what people need and there is little of.
    ///
    /// # Errors
    /// As [`Database::seal_anew`]; and when something stays sealed, since its key is missing then.
    pub async fn seal_anew_at_start(&self, keys: &Keys) -> Result<(), StoreError> {
        match self.seal_those_anew(keys, |anew| anew == Anew::AtStart).await? {
            SealedAnew { stay: 0, .. } => Ok(()),
            _ => Err(StoreError::Unreadable("something that stays sealed with the keys there are")),
        }
    }

    async fn seal_those_anew(&self, keys: &Keys, which: fn(Anew) -> bool) -> Result<SealedAnew, StoreError> {
        let mut sum = SealedAnew::default();
        for table in SealedTable::ALL.iter().copied().filter(|table| which(table.layout().anew)) {
            for (column, bound_to) in table.layout().sealed {
                for key in self.sealed_before(table.layout(), column, keys).await? {
                    let SealedAnew { anew, stay } =
                        self.row_anew(table, column, bound_to, &key, keys).await?;
                    sum = SealedAnew { anew: sum.anew + anew, stay: sum.stay + stay };
                }
            }
        }
        Ok(sum)
    }

    /// The rows in which another key than the one that writes sealed something.
    async fn sealed_before(
        &self,
        layout: &Layout,
        column: &str,
        keys: &Keys,
    ) -> Result<Vec<Key>, StoreError> {
        let (RowKey::Id(key) | RowKey::LookUp(key), table) = (layout.key, layout.name);
        let head = keys.head();
        // What has gone out of the outbox is empty.
        let sql = format!(
            "SELECT DISTINCT {key} FROM {table} WHERE LENGTH({column}) > 0 AND SUBSTR({column}, 1, {}) <> $1",
            head.len()
        );
        let sql = || sqlx::AssertSqlSafe(sql.as_str());
        Ok(match layout.key {
            RowKey::Id(_) => {
                let rows = fetch_all!(self.reader(), (Uuid,), sql(), head.as_slice())?;
                rows.into_iter().map(|(id,)| Key::Id(id)).collect()
            }
            RowKey::LookUp(_) => {
                let rows = fetch_all!(self.reader(), (Vec<u8>,), sql(), head.as_slice())?;
                rows.into_iter().map(|(look_up,)| Key::LookUp(look_up)).collect()
            }
        })
    }

    async fn row_anew(
        &self,
        table: SealedTable,
        column: &str,
        bound_to: &[Part],
        key: &Key,
        keys: &Keys,
    ) -> Result<SealedAnew, StoreError> {
        let layout = table.layout();
        let (RowKey::Id(by) | RowKey::LookUp(by), name) = (layout.key, layout.name);
        let mark = if layout.marked { ", sealed_by = $4" } else { "" };
        let set = format!("UPDATE {name} SET {column} = $3{mark} WHERE {by} = $1 AND {column} = $2");
        let mut sum = SealedAnew::default();
        for (person, to, sealed) in self.bound(layout, column, bound_to, key).await? {
            if sealed.is_empty() || Keys::sealed_by(&sealed) == Some(keys.writing()) {
                continue;
            }
            let to: Vec<&str> = to.iter().map(String::as_str).collect();
            let belongs = Belongs::kept(table, person, &to);
            let plain = match keys.open(&belongs, &sealed) {
                Ok(plain) => plain,
                Err(why) => {
                    tracing::error!(table = name, %why, "something stays sealed");
                    sum.stay += 1;
                    continue;
                }
            };
            let (old, new) = (sealed.as_slice(), keys.seal(&belongs, &plain)?);
            let (new, set) = (new.as_slice(), sqlx::AssertSqlSafe(set.as_str()));
            sum.anew += match (key, layout.marked) {
                (Key::Id(id), true) => execute!(self.writer(), set, *id, old, new, keys.writing())?,
                (Key::Id(id), false) => execute!(self.writer(), set, *id, old, new)?,
                (Key::LookUp(key), true) => {
                    execute!(self.writer(), set, key.as_slice(), old, new, keys.writing())?
                }
                (Key::LookUp(key), false) => execute!(self.writer(), set, key.as_slice(), old, new)?,
            };
        }
        Ok(sum)
    }

    /// The values of the rows with this key, each with what it is bound to.
    async fn bound(
        &self,
        layout: &Layout,
        column: &str,
        bound_to: &[Part],
        key: &Key,
    ) -> Result<Vec<Bound>, StoreError> {
        let (RowKey::Id(by) | RowKey::LookUp(by), name) = (layout.key, layout.name);
        let sql = format!("SELECT * FROM {name} WHERE {by} = $1");
        macro_rules! read {
            ($on:expr, $row:ty) => {{
                let query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()));
                let query = match key {
                    Key::Id(id) => query.bind(*id),
                    Key::LookUp(key) => query.bind(key.as_slice()),
                };
                let rows = query.fetch_all($on).await?;
                let read = |row: &$row| -> Result<Bound, sqlx::Error> {
                    let person = layout.person.map(|column| row.try_get::<Uuid, _>(column)).transpose()?;
                    let part = |part: &Part| {
                        Ok(match *part {
                            Part::Text(column) => row.try_get::<String, _>(column)?,
                            Part::Id(column) => row.try_get::<Uuid, _>(column)?.to_string(),
                            Part::Number(column) => row.try_get::<i64, _>(column)?.to_string(),
                            Part::Time(column) => told_at(row.try_get::<DateTime<Utc>, _>(column)?),
                            Part::Said(words) => words.to_owned(),
                        })
                    };
                    let to = bound_to.iter().map(part).collect::<Result<_, sqlx::Error>>()?;
                    Ok((PersonId(person.unwrap_or_default()), to, row.try_get::<Vec<u8>, _>(column)?))
                };
                rows.iter().map(read).collect::<Result<_, _>>().map_err(StoreError::from)
            }};
        }
        match self.reader() {
            On::Sqlite(on) => read!(on, sqlx::sqlite::SqliteRow),
            On::Postgres(on) => read!(on, sqlx::postgres::PgRow),
        }
    }

    /// What each key still seals.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sealed_by(&self) -> Result<SealedBy, StoreError> {
        let mut counts = SealedBy::new();
        for table in SealedTable::ALL.iter().copied() {
            let Layout { name, sealed, .. } = table.layout();
            for (column, _) in *sealed {
                let sql = format!(
                    "SELECT SUBSTR({column}, 1, {MOST_OF_A_HEAD}) FROM {name} WHERE LENGTH({column}) > 0"
                );
                for (head,) in fetch_all!(self.reader(), (Vec<u8>,), sqlx::AssertSqlSafe(sql.as_str()))? {
                    let key = Keys::sealed_by(&head).unwrap_or("?").to_owned();
                    *counts.entry((table, key)).or_default() += 1;
                }
            }
        }
        Ok(counts)
    }
}

/// A time, as values are bound to it.
pub(super) fn told_at(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests;
