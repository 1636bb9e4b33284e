//! What a person has seen, so that pages can say what is new since last time.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use moka::sync::Cache;

use super::query::{execute_rows, fetch_all, placeholders};
use super::{Database, StoreError};
use crate::domain::{EntryId, Fingerprint, PersonId};

/// How many marks one statement takes; the rest go one by one.
const TOGETHER: usize = 50;

/// What was seen of one entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// A hash of what the entry said when it was last seen.
    pub content: Fingerprint,
    /// When it was first seen, whatever it said then.
    pub first_seen: DateTime<Utc>,
    /// Since when it has been seen to say what it says now.
    pub said_since: DateTime<Utc>,
}

/// How long marks are used again without asking the database: another program at the same database may set some.
const KEPT: Duration = Duration::from_secs(60);
/// How many marks are kept in memory; each takes about 100 bytes.
const MARKS_KEPT: u64 = 100_000;

/// What one person has seen.
pub type Marks = Arc<HashMap<EntryId, Mark>>;

/// Keeps marks. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Seen {
    database: Database,
    recent: Cache<PersonId, Marks>,
}

impl Seen {
    pub fn new(database: Database) -> Self {
        let weigh = |_: &PersonId, marks: &Marks| u32::try_from(marks.len()).unwrap_or(u32::MAX).max(1);
        let recent = Cache::builder().max_capacity(MARKS_KEPT).weigher(weigh).time_to_live(KEPT).build();
        Self { database, recent }
    }

    /// Everything that the person has seen.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn seen(&self, person: PersonId) -> Result<Marks, StoreError> {
        if let Some(marks) = self.recent.get(&person) {
            return Ok(marks);
        }
        let marks = Arc::new(self.stored(person).await?);
        self.recent.insert(person, marks.clone());
        Ok(marks)
    }

    async fn stored(&self, person: PersonId) -> Result<HashMap<EntryId, Mark>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, Vec<u8>, DateTime<Utc>, DateTime<Utc>),
            "SELECT entry, content, first_seen, said_since FROM seen_entry WHERE person = $1",
            person.0
        )?;
        let read = |(entry, content, first_seen, said_since): (Vec<u8>, Vec<u8>, _, _)| {
            let content = Fingerprint(content.try_into().ok()?);
            Some((EntryId(entry.try_into().ok()?), Mark { content, first_seen, said_since }))
        };
        rows.into_iter()
            .map(|row| read(row).ok_or(StoreError::Unreadable("a mark of something seen")))
            .collect()
    }

    /// Marks entries as seen with what they say now. Writes only what is new or says something else.
    ///
    /// # Errors
    /// When they are not stored; then none of them is.
    pub async fn mark_seen(
        &self,
        person: PersonId,
        entries: &[(EntryId, Fingerprint)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let known = self.stored(person).await?;
        // One statement may not touch a row twice, so each entry stands once.
        let wanted: HashMap<_, _> = entries.iter().copied().collect();
        let is_news = |(id, content): &(EntryId, Fingerprint)| {
            known.get(id).is_none_or(|mark| mark.content != *content)
        };
        let news: Vec<_> = wanted.into_iter().filter(is_news).collect();
        if news.is_empty() {
            return Ok(());
        }
        let mut transaction = self.database.begin_write().await?;
        for some in news.chunks(TOGETHER) {
            let (sql, step) =
                if some.len() == TOGETHER { (MANY.as_str(), TOGETHER) } else { (ONE.as_str(), 1) };
            for rows in some.chunks(step) {
                execute_rows!(
                    transaction.on(),
                    sql,
                    rows,
                    |(id, content)| person.0,
                    &id.0[..],
                    &content.0[..],
                    at,
                    at
                )?;
            }
        }
        let stored = transaction.commit().await;
        self.recent.invalidate(&person);
        stored
    }
}

static ONE: LazyLock<String> = LazyLock::new(|| upsert(1));
static MANY: LazyLock<String> = LazyLock::new(|| upsert(TOGETHER));

fn upsert(rows: usize) -> String {
    format!(
        "INSERT INTO seen_entry (person, entry, content, first_seen, said_since) VALUES {}
         ON CONFLICT (person, entry) DO UPDATE SET content = excluded.content, said_since = excluded.said_since",
        placeholders(rows, 5)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, on_both_databases, person};

    fn entry(number: u16) -> EntryId {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&number.to_be_bytes());
        EntryId(id)
    }

    on_both_databases! {
        async fn a_mark_keeps_when_the_entry_was_first_seen_and_what_it_said_last(home: &TestDatabase) {
            let seen = Seen::new(home.database.clone());
            let keys = keys();
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            seen.mark_seen(anna, &[(entry(1), Fingerprint([1; 16])), (entry(2), Fingerprint([2; 16]))], at(0)).await.expect("marks");
            seen.mark_seen(anna, &[(entry(1), Fingerprint([9; 16])), (entry(2), Fingerprint([2; 16]))], at(5)).await.expect("marks");
            let marks = seen.seen(anna).await.expect("marks");
            assert_eq!(marks.get(&entry(1)), Some(&Mark { content: Fingerprint([9; 16]), first_seen: at(0), said_since: at(5) }));
            assert_eq!(marks.get(&entry(2)), Some(&Mark { content: Fingerprint([2; 16]), first_seen: at(0), said_since: at(0) }));
            assert!(seen.seen(bela).await.expect("marks").is_empty());
        }

        async fn two_thousand_entries_are_marked_at_once_even_where_one_stands_twice(home: &TestDatabase) {
            let seen = Seen::new(home.database.clone());
            let anna = person(&home.database, &keys()).await;
            let entries: Vec<_> = (0..2_000).chain([7]).map(|number| (entry(number), Fingerprint([3; 16]))).collect();
            seen.mark_seen(anna, &entries, at(0)).await.expect("marks");
            assert_eq!(seen.seen(anna).await.expect("marks").len(), 2_000);
        }
    }
}
