//! Which letters and messages a person has read.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use moka::sync::Cache;

use super::query::{execute, fetch_all};
use super::{Database, StoreError};
use crate::domain::{EntryId, Fingerprint, PersonId};

/// How long marks are used again without asking the database: another program at the same database may set some.
const KEPT: Duration = Duration::from_secs(60);
/// For how many people they are kept in memory.
const PEOPLE_KEPT: u64 = 10_000;

/// The letters that one person has read, each with what it said then.
pub type ReadMarks = Arc<HashMap<EntryId, Fingerprint>>;

/// Keeps which letters were read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LettersRead {
    database: Database,
    recent: Cache<PersonId, ReadMarks>,
}

impl LettersRead {
    pub fn new(database: Database) -> Self {
        let recent = Cache::builder().max_capacity(PEOPLE_KEPT).time_to_live(KEPT).build();
        Self { database, recent }
    }

    /// Everything that the person has read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self, person: PersonId) -> Result<ReadMarks, StoreError> {
        if let Some(marks) = self.recent.get(&person) {
            return Ok(marks);
        }
        let rows = fetch_all!(
            self.database.reader(),
            (Vec<u8>, Vec<u8>),
            "SELECT entry, content FROM letter_read WHERE person = $1",
            person.0
        )?;
        let mark = |(entry, content): (Vec<u8>, Vec<u8>)| {
            Some((EntryId(entry.try_into().ok()?), Fingerprint(content.try_into().ok()?)))
        };
        let marks: Option<HashMap<_, _>> = rows.into_iter().map(mark).collect();
        let marks = Arc::new(marks.ok_or(StoreError::Unreadable("a mark of a letter that was read"))?);
        self.recent.insert(person, marks.clone());
        Ok(marks)
    }

    /// Marks a letter as read as it is now.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn mark_read(
        &self,
        person: PersonId,
        letter: EntryId,
        content: Fingerprint,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if self.read(person).await?.get(&letter) == Some(&content) {
            return Ok(());
        }
        let stored = execute!(
            self.database.writer(),
            "INSERT INTO letter_read (person, entry, content, read_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person, entry) DO UPDATE SET content = excluded.content, read_at = excluded.read_at",
            person.0,
            &letter.0[..],
            &content.0[..],
            at
        );
        self.recent.invalidate(&person);
        stored.map(drop)
    }

    /// Marks a letter as unread.
    ///
    /// # Errors
    /// When that is not stored.
    pub async fn mark_unread(&self, person: PersonId, letter: EntryId) -> Result<(), StoreError> {
        let stored = execute!(
            self.database.writer(),
            "DELETE FROM letter_read WHERE person = $1 AND entry = $2",
            person.0,
            &letter.0[..]
        );
        self.recent.invalidate(&person);
        stored.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, on_both_databases, person};

    const LETTER: EntryId = EntryId([7; 16]);

    on_both_databases! {
        async fn a_letter_is_read_as_it_was_and_by_this_person_alone(home: &TestDatabase) {
            let letters = LettersRead::new(home.database.clone());
            let keys = keys();
            let anna = person(&home.database, &keys).await;
            let bela = person(&home.database, &keys).await;
            letters.mark_read(anna, LETTER, Fingerprint([1; 16]), at(0)).await.expect("stored");
            assert_eq!(letters.read(anna).await.expect("marks").get(&LETTER), Some(&Fingerprint([1; 16])));
            assert!(letters.read(bela).await.expect("marks").is_empty());
            letters.mark_read(anna, LETTER, Fingerprint([2; 16]), at(1)).await.expect("stored");
            let anew = LettersRead::new(home.database.clone());
            assert_eq!(anew.read(anna).await.expect("marks").get(&LETTER), Some(&Fingerprint([2; 16])));
        }

        async fn a_letter_can_be_marked_as_unread_again(home: &TestDatabase) {
            let letters = LettersRead::new(home.database.clone());
            let anna = person(&home.database, &keys()).await;
            letters.mark_read(anna, LETTER, Fingerprint([1; 16]), at(0)).await.expect("stored");
            letters.mark_unread(anna, LETTER).await.expect("stored");
            letters.mark_unread(anna, LETTER).await.expect("twice is no harm");
            assert!(letters.read(anna).await.expect("marks").is_empty());
        }
    }
}
