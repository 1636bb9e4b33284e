//! Changing the key that seals: seals anew what an older key sealed, and counts what each key still seals.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all};
use super::{Database, Keys, StoreError};
use crate::domain::PersonId;

/// How many values each key seals, by table and key id; what no key of ours sealed stands under `?`.
pub type SealedBy = BTreeMap<(&'static str, String), u64>;

/// Tables with what is sealed for a person at a time.
const BY_TIME: [(&str, &str); 2] = [("demographics", "told_at"), ("national_relationships", "read_at")];

/// Every table with something sealed.
const TABLES: [(&str, &str); 10] = [
    ("person", "nhs_number"),
    ("account_email", "sealed"),
    ("reports", "sealed"),
    ("source_copy", "sealed"),
    ("demographics", "sealed"),
    ("national_relationships", "sealed"),
    ("search", "sealed"),
    ("kept_form", "sealed"),
    ("draft", "sealed"),
    ("draft_file", "sealed"),
];

type Copy = (Uuid, String, String, String, DateTime<Utc>, Vec<u8>);

impl Database {
    /// Seals with the key that writes now what an older one sealed: copies, demographics and relationships. People,
    /// accounts and reports do so when the portal starts. A value that changes meanwhile is left as it is then, since
    /// whoever changed it used the new key. Gives how many were sealed anew.
    ///
    /// # Errors
    /// When the database does not answer. What stays sealed is left and logged.
    pub async fn seal_anew(&self, keys: &Keys) -> Result<u64, StoreError> {
        let mut anew = 0;
        let copies = fetch_all!(
            self.reader(),
            Copy,
            "SELECT person, source, kinds, authority, told_at, sealed FROM source_copy"
        )?;
        for (person, source, kinds, authority, told_at, sealed) in copies {
            let at = told_at.to_rfc3339_opts(SecondsFormat::Micros, true);
            let to = [&*source, &kinds, &authority, &at];
            let belongs = Belongs { table: "source_copy", person: PersonId(person), to: &to };
            let Some(new) = again(keys, &belongs, &sealed)? else { continue };
            anew += execute!(
                self.writer(),
                "UPDATE source_copy SET sealed = $1 WHERE person = $2 AND source = $3 AND kinds = $4
                 AND authority = $5 AND told_at = $6 AND sealed = $7",
                new.as_slice(),
                person,
                source.as_str(),
                kinds.as_str(),
                authority.as_str(),
                told_at,
                sealed.as_slice()
            )?;
        }
        for (table, time) in BY_TIME {
            let sql = format!("SELECT person, {time}, sealed FROM {table}");
            let rows =
                fetch_all!(self.reader(), (Uuid, DateTime<Utc>, Vec<u8>), sqlx::AssertSqlSafe(sql.as_str()))?;
            let sql = format!("UPDATE {table} SET sealed = $1 WHERE person = $2 AND sealed = $3");
            for (person, at, sealed) in rows {
                let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
                let belongs = Belongs { table, person: PersonId(person), to: &[&at] };
                let Some(new) = again(keys, &belongs, &sealed)? else { continue };
                let sql = sqlx::AssertSqlSafe(sql.as_str());
                anew += execute!(self.writer(), sql, new.as_slice(), person, sealed.as_slice())?;
            }
        }
        Ok(anew)
    }

    /// What each key still seals.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sealed_by(&self) -> Result<SealedBy, StoreError> {
        let mut counts = SealedBy::new();
        for (table, column) in TABLES {
            let sql = format!("SELECT {column} FROM {table}");
            for (sealed,) in fetch_all!(self.reader(), (Vec<u8>,), sqlx::AssertSqlSafe(sql.as_str()))? {
                let key = Keys::sealed_by(&sealed).unwrap_or("?").to_owned();
                *counts.entry((table, key)).or_default() += 1;
            }
        }
        Ok(counts)
    }
}

/// Sealed with the key that writes; nothing where it is so already, or stays closed.
fn again(keys: &Keys, belongs: &Belongs, sealed: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    if Keys::sealed_by(sealed) == Some(keys.writing()) {
        return Ok(None);
    }
    match keys.open(belongs, sealed) {
        Ok(plain) => keys.seal(belongs, &plain).map(Some),
        Err(why) => {
            tracing::error!(table = belongs.table, %why, "something stays sealed");
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::domain::{Demographics, Kind, Kinds, NhsNumber};
    use crate::store::testing::{at, ods, on_both_databases, person};
    use crate::store::{Copies, CopyKey, LastDemographics};

    const FIRST: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const SECOND: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    /// The keys of a file with these keys for copies.
    fn keys(copies: &[(&str, &str, bool)]) -> Keys {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("keys.toml");
        let mut text = format!("entry_id = \"{FIRST}\"\nlook_up = \"{FIRST}\"\naudit = \"{FIRST}\"\n");
        for (id, key, writes) in copies {
            text += &format!("[[copies]]\nid = \"{id}\"\nkey = \"{key}\"\nwrites = {writes}\n");
        }
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("a mode");
        Keys::load(&path).expect("keys")
    }

    on_both_databases! {
        async fn the_key_changes_and_no_copy_is_lost(home: &TestDatabase) {
            let (old, both, new) = (
                keys(&[("first", FIRST, true)]),
                keys(&[("first", FIRST, false), ("second", SECOND, true)]),
                keys(&[("second", SECOND, true)]),
            );
            let anna = person(&home.database, &old).await;
            let key = |source: &str| CopyKey {
                person: anna,
                source: ods(source),
                kinds: Kinds::just(Kind::Letters),
                authority: "own-log-in",
            };
            let copies = |keys: &Keys| Copies::new(home.database.clone(), keys.clone());
            copies(&old).keep(&key("RXX"), at(0), b"a letter").await.expect("kept");
            let told = Demographics {
                nhs_number: NhsNumber::parse("9990000018").expect("a number"),
                names: vec!["Anna Example".to_owned()],
                date_of_birth: None,
                gp_surgery: None,
                restricted: false,
                died: false,
            };
            LastDemographics::new(home.database.clone(), old.clone()).keep(anna, &told, at(0)).await.expect("kept");

            // The new key is added: what the old one sealed still opens, and the new one seals.
            assert!(copies(&both).last_good(&key("RXX")).await.expect("an answer").is_some());
            copies(&both).keep(&key("RYY"), at(1), b"another").await.expect("kept");
            let people = crate::store::People::new(home.database.clone(), both.clone());
            people.seal_anew().await.expect("sealed anew");
            assert_eq!(home.database.seal_anew(&both).await.expect("sealed anew"), 2);
            assert_eq!(home.database.seal_anew(&both).await.expect("sealed anew"), 0, "nothing is left to do");
            let sealed_by = home.database.sealed_by().await.expect("numbers");
            assert!(sealed_by.keys().all(|(_, key)| key == "second"), "{sealed_by:?}");
            assert_eq!(sealed_by[&("source_copy", "second".to_owned())], 2);

            // The old key is taken away.
            for (source, said) in [("RXX", &b"a letter"[..]), ("RYY", b"another")] {
                let copy = copies(&new).last_good(&key(source)).await.expect("an answer");
                assert_eq!(copy.map(|(_, plain)| plain).as_deref(), Some(said), "{source}");
            }
            let known = LastDemographics::new(home.database.clone(), new).last_known(anna).await;
            assert_eq!(known.expect("an answer"), Some((at(0), told)));
        }

        async fn a_key_that_is_taken_away_too_early_loses_nothing_for_good(home: &TestDatabase) {
            let (old, new) = (keys(&[("first", FIRST, true)]), keys(&[("second", SECOND, true)]));
            let anna = person(&home.database, &old).await;
            let key =
                CopyKey { person: anna, source: ods("RXX"), kinds: Kinds::just(Kind::Letters), authority: "own-log-in" };
            Copies::new(home.database.clone(), old.clone()).keep(&key, at(0), b"a letter").await.expect("kept");
            assert_eq!(home.database.seal_anew(&new).await.expect("an answer"), 0);
            let copies = |keys: Keys| Copies::new(home.database.clone(), keys);
            assert_eq!(copies(new).last_good(&key).await.expect("an answer"), None);
            assert!(copies(old).last_good(&key).await.expect("an answer").is_some(), "it was spoilt");
        }
    }
}
