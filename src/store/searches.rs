//! What people searched for, each for as long as the log-in that it was made in.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use tower_sessions::session::Id;

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::sessions::secret;
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::PersonId;

/// How many searches one log-in keeps; older ones go.
const KEPT: i64 = 50;

/// The random id in the address of a search's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchId([u8; 16]);

impl SearchId {
    /// Reads the 32 hexadecimal digits of an address; nothing else is an id.
    pub fn parse(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for SearchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// Keeps searches, sealed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Searches {
    database: Database,
    keys: Keys,
}

impl Searches {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps what was searched for until the log-in ends.
    ///
    /// # Errors
    /// When it is not stored, such as when the log-in has ended meanwhile.
    pub async fn keep(
        &self,
        session: &Id,
        person: PersonId,
        words: &str,
        at: DateTime<Utc>,
    ) -> Result<SearchId, StoreError> {
        let (session, id) = (secret(session), SearchId(rand::random()));
        let sealed = with_belongs(person, id, |belongs| self.keys.seal(belongs, words.as_bytes()))?;
        execute!(
            self.database.writer(),
            "INSERT INTO search (session, id, made_at, sealed) VALUES ($1, $2, $3, $4)",
            session.as_slice(),
            &id.0[..],
            at,
            sealed.as_slice()
        )?;
        execute!(
            self.database.writer(),
            "DELETE FROM search WHERE session = $1
             AND id NOT IN (SELECT id FROM search WHERE session = $1 ORDER BY made_at DESC, id DESC LIMIT $2)",
            session.as_slice(),
            KEPT
        )?;
        Ok(id)
    }

    /// What was searched for, to the very log-in that searched, and in the record in which it searched; to every other one
    /// there is no such search.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(
        &self,
        session: &Id,
        person: PersonId,
        id: SearchId,
    ) -> Result<Option<String>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Vec<u8>,),
            "SELECT sealed FROM search WHERE session = $1 AND id = $2",
            secret(session).as_slice(),
            &id.0[..]
        )?;
        let Some((sealed,)) = row else { return Ok(None) };
        // It stays sealed in somebody else's record, as where the same log-in acts for a patient now.
        let plain = with_belongs(person, id, |belongs| self.keys.open(belongs, &sealed)).ok();
        plain.map(String::from_utf8).transpose().map_err(|_| StoreError::Unreadable("a search"))
    }
}

fn with_belongs<T>(person: PersonId, id: SearchId, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Search, person, &[&id.to_string()]))
}

#[cfg(test)]
mod tests {
    use tower_sessions::SessionStore as _;
    use tower_sessions::session::Record;

    use super::*;
    use crate::domain::Clock;
    use crate::store::testing::{TestDatabase, at, keys, on_both_databases, person};
    use crate::store::{ACCOUNT, SessionLimits, Sessions};

    struct Home {
        searches: Searches,
        sessions: Sessions,
        keys: Keys,
        database: Database,
    }

    impl Home {
        fn of(home: &TestDatabase) -> Self {
            let (keys, database) = (keys(), home.database.clone());
            let clock = Clock::fixed(at(0));
            Self {
                searches: Searches::new(database.clone(), keys.clone()),
                sessions: Sessions::new(database.clone(), keys.clone(), clock, SessionLimits::default()),
                keys,
                database,
            }
        }

        async fn log_in(&self, person: PersonId) -> Id {
            let sql = "SELECT id FROM account WHERE person = $1";
            let row =
                fetch_optional!(self.database.reader(), (uuid::Uuid,), sql, person.0).expect("an answer");
            let data = [(ACCOUNT.to_owned(), serde_json::json!(row.expect("an account").0))].into();
            let mut record =
                Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::UNIX_EPOCH };
            self.sessions.create(&mut record).await.expect("a session");
            record.id
        }

        async fn found(&self, session: &Id, person: PersonId, id: SearchId) -> Option<String> {
            self.searches.find(session, person, id).await.expect("an answer")
        }
    }

    on_both_databases! {
        async fn a_search_is_found_in_its_own_log_in_alone(home: &TestDatabase) {
            let home = Home::of(home);
            let anna = person(&home.database, &home.keys).await;
            let (here, elsewhere) = (home.log_in(anna).await, home.log_in(anna).await);
            let other = person(&home.database, &home.keys).await;
            let others = home.log_in(other).await;
            let id = home.searches.keep(&here, anna, "asthma", at(0)).await.expect("stored");
            assert_eq!(home.found(&here, anna, id).await.as_deref(), Some("asthma"));
            assert_eq!(home.found(&elsewhere, anna, id).await, None);
            assert_eq!(home.found(&others, other, id).await, None);
            assert_eq!(home.found(&here, other, id).await, None, "where it looks at another's record");
            assert_eq!(home.found(&here, anna, SearchId([7; 16])).await, None);
        }

        async fn a_search_ends_with_its_log_in(home: &TestDatabase) {
            let home = Home::of(home);
            let anna = person(&home.database, &home.keys).await;
            let session = home.log_in(anna).await;
            let id = home.searches.keep(&session, anna, "asthma", at(0)).await.expect("stored");
            home.sessions.delete(&session).await.expect("logged out");
            assert_eq!(home.found(&session, anna, id).await, None);
            let left = fetch_optional!(home.database.reader(), (i64,), "SELECT COUNT(*) FROM search");
            assert_eq!(left.expect("an answer"), Some((0,)));
            assert!(home.searches.keep(&session, anna, "asthma", at(1)).await.is_err(), "nobody is logged in");
        }

        async fn the_words_do_not_stand_open_in_the_database(home: &TestDatabase) {
            let home = Home::of(home);
            let anna = person(&home.database, &home.keys).await;
            let session = home.log_in(anna).await;
            home.searches.keep(&session, anna, "asthma", at(0)).await.expect("stored");
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT sealed FROM search");
            let (sealed,) = row.expect("an answer").expect("a row");
            assert!(!String::from_utf8_lossy(&sealed).contains("asthma"));
        }

        async fn a_log_in_keeps_its_last_searches(home: &TestDatabase) {
            let home = Home::of(home);
            let anna = person(&home.database, &home.keys).await;
            let session = home.log_in(anna).await;
            let first = home.searches.keep(&session, anna, "first", at(0)).await.expect("stored");
            for minute in 1..=KEPT {
                home.searches.keep(&session, anna, "more", at(minute)).await.expect("stored");
            }
            assert_eq!(home.found(&session, anna, first).await, None);
            let left = fetch_optional!(home.database.reader(), (i64,), "SELECT COUNT(*) FROM search");
            assert_eq!(left.expect("an answer"), Some((KEPT,)));
        }
    }
}
