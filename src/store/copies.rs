//! The last good answer of each organisation, sealed; shown with its time when the organisation fails.

use chrono::{DateTime, Utc};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, rotation};
use crate::domain::{Kind, Kinds, OdsCode, PersonId};

/// What a copy is kept under.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CopyKey {
    pub person: PersonId,
    pub source: OdsCode,
    pub kinds: Kinds,
    /// Under whose authority it was told; a copy is never shown under another.
    pub authority: &'static str,
}

/// Keeps copies. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Copies {
    database: Database,
    keys: Keys,
}

impl Copies {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps what was told at `told_at`, in place of the copy before it.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep(&self, key: &CopyKey, told_at: DateTime<Utc>, plain: &[u8]) -> Result<(), StoreError> {
        let kinds = key.kinds_text();
        let sealed = key.with_belongs(&kinds, told_at, |belongs| self.keys.seal(belongs, plain))?;
        execute!(
            self.database.writer(),
            "INSERT INTO source_copy (person, source, kinds, authority, told_at, sealed) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (person, source, kinds, authority)
             DO UPDATE SET told_at = excluded.told_at, sealed = excluded.sealed",
            key.person.0,
            key.source.as_str(),
            kinds.as_str(),
            key.authority,
            told_at,
            sealed.as_slice()
        )?;
        Ok(())
    }

    /// The last good copy with the time it was told. One that stays sealed counts as none and is logged.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_good(&self, key: &CopyKey) -> Result<Option<(DateTime<Utc>, Vec<u8>)>, StoreError> {
        let kinds = key.kinds_text();
        let row = fetch_optional!(
            self.database.reader(),
            (DateTime<Utc>, Vec<u8>),
            "SELECT told_at, sealed FROM source_copy
             WHERE person = $1 AND source = $2 AND kinds = $3 AND authority = $4",
            key.person.0,
            key.source.as_str(),
            kinds.as_str(),
            key.authority
        )?;
        let Some((told_at, sealed)) = row else { return Ok(None) };
        match key.with_belongs(&kinds, told_at, |belongs| self.keys.open(belongs, &sealed)) {
            Ok(plain) => Ok(Some((told_at, plain))),
            Err(why) => {
                tracing::error!(source = %key.source, %why, "a last good copy stays sealed");
                metrics::counter!("front_door_copies_stay_sealed_total").increment(1);
                Ok(None)
            }
        }
    }

    /// # Errors
    /// When it is not deleted.
    pub async fn delete(&self, key: &CopyKey) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "DELETE FROM source_copy WHERE person = $1 AND source = $2 AND kinds = $3 AND authority = $4",
            key.person.0,
            key.source.as_str(),
            key.kinds_text(),
            key.authority
        )?;
        Ok(())
    }

    /// Drops every copy that was told before `cutoff`, and says how many.
    ///
    /// # Errors
    /// When they are not dropped.
    pub async fn drop_older_than(&self, cutoff: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM source_copy WHERE told_at < $1", cutoff)
    }
}

impl CopyKey {
    fn kinds_text(&self) -> String {
        self.kinds.iter().map(Kind::slug).collect::<Vec<_>>().join(" ")
    }

    fn with_belongs<T>(&self, kinds: &str, told_at: DateTime<Utc>, then: impl FnOnce(&Belongs) -> T) -> T {
        // The time is bound too: nobody can make an old copy look fresh.
        let told_at = rotation::told_at(told_at);
        let to = [self.source.as_str(), kinds, self.authority, &told_at];
        then(&Belongs::kept(SealedTable::SourceCopy, self.person, &to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{at, keys, ods, on_both_databases, person};

    fn key(person: PersonId) -> CopyKey {
        CopyKey { person, source: ods("A12345"), kinds: Kinds::just(Kind::Letters), authority: "own-log-in" }
    }

    on_both_databases! {
        async fn the_last_copy_comes_back_with_its_time(home: &TestDatabase) {
            let keys = keys();
            let copies = Copies::new(home.database.clone(), keys.clone());
            let key = key(person(&home.database, &keys).await);
            assert_eq!(copies.last_good(&key).await.expect("an answer"), None);
            copies.keep(&key, at(0), b"first").await.expect("a copy");
            copies.keep(&key, at(5), b"second").await.expect("a copy");
            assert_eq!(copies.last_good(&key).await.expect("an answer"), Some((at(5), b"second".to_vec())));
            copies.delete(&key).await.expect("a deletion");
            assert_eq!(copies.last_good(&key).await.expect("an answer"), None);
        }

        async fn another_authority_sees_none_of_it(home: &TestDatabase) {
            let keys = keys();
            let copies = Copies::new(home.database.clone(), keys.clone());
            let own = key(person(&home.database, &keys).await);
            copies.keep(&own, at(0), b"letters").await.expect("a copy");
            let other = CopyKey { authority: "source-check", ..own };
            assert_eq!(copies.last_good(&other).await.expect("an answer"), None);
        }

        async fn only_copies_older_than_the_limit_are_dropped(home: &TestDatabase) {
            let keys = keys();
            let copies = Copies::new(home.database.clone(), keys.clone());
            let old = key(person(&home.database, &keys).await);
            let fresh = CopyKey { source: ods("RXX"), ..old.clone() };
            copies.keep(&old, at(0), b"old").await.expect("a copy");
            copies.keep(&fresh, at(10), b"fresh").await.expect("a copy");
            assert_eq!(copies.drop_older_than(at(10)).await.expect("a number"), 1);
            assert_eq!(copies.last_good(&old).await.expect("an answer"), None);
            assert!(copies.last_good(&fresh).await.expect("an answer").is_some());
        }

        async fn a_copy_put_in_anothers_place_stays_sealed(home: &TestDatabase) {
            let keys = keys();
            let copies = Copies::new(home.database.clone(), keys.clone());
            let own = key(person(&home.database, &keys).await);
            let others = [
                CopyKey { person: person(&home.database, &keys).await, ..own.clone() },
                CopyKey { source: ods("RXX"), ..own.clone() },
                CopyKey { kinds: Kinds::just(Kind::Medicines), ..own.clone() },
                CopyKey { authority: "source-check", ..own.clone() },
            ];
            for other in others {
                copies.keep(&other, at(0), b"another's").await.expect("a copy");
                copies.keep(&own, at(0), b"own").await.expect("a copy");
                let sql = "UPDATE source_copy SET sealed = (SELECT sealed FROM source_copy WHERE
                           person = $1 AND source = $2 AND kinds = $3 AND authority = $4)";
                execute!(
                    home.database.writer(), sql,
                    other.person.0, other.source.as_str(), other.kinds_text(), other.authority
                ).expect("a swap");
                assert!(copies.last_good(&other).await.expect("an answer").is_some(), "the swap itself is at fault");
                assert_eq!(copies.last_good(&own).await.expect("an answer"), None, "{other:?}");
                copies.delete(&other).await.expect("a deletion");
            }
        }

        async fn an_old_copy_cannot_be_made_to_look_fresh(home: &TestDatabase) {
            let keys = keys();
            let copies = Copies::new(home.database.clone(), keys.clone());
            let key = key(person(&home.database, &keys).await);
            copies.keep(&key, at(0), b"letters").await.expect("a copy");
            execute!(home.database.writer(), "UPDATE source_copy SET told_at = $1", at(60)).expect("a change");
            assert_eq!(copies.last_good(&key).await.expect("an answer"), None);
        }
    }
}
