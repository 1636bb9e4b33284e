//! Passkeys, as they are stored: sealed, and found by the HMAC of the id that their device gave them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::{AccountId, PersonId};

/// One passkey of an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StoredPasskey {
    /// For lists and forms; nothing can be opened with it.
    pub id: Uuid,
    /// What is sealed.
    pub plain: Vec<u8>,
    pub added_at: DateTime<Utc>,
    pub last_used: Option<DateTime<Utc>>,
}

/// Keeps passkeys. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct PasskeyStore {
    database: Database,
    keys: Keys,
}

impl PasskeyStore {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps a new one; false where some account has it already.
    pub async fn add(
        &self,
        account: AccountId,
        credential: &[u8],
        plain: &[u8],
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let id = Uuid::now_v7();
        let added = execute!(
            self.database.writer(),
            "INSERT INTO passkey (look_up, account, id, sealed, sealed_by, added_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (look_up) DO NOTHING",
            self.found_by(credential),
            account.0,
            id,
            bound(account, id, |belongs| self.keys.seal(belongs, plain))?,
            self.keys.writing(),
            at
        )?;
        Ok(added == 1)
    }

    /// Those of an account, the oldest first.
    pub async fn of(&self, account: AccountId) -> Result<Vec<StoredPasskey>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Vec<u8>, DateTime<Utc>, Option<DateTime<Utc>>),
            "SELECT id, sealed, added_at, last_used FROM passkey WHERE account = $1 ORDER BY added_at, id",
            account.0
        )?;
        let read = |(id, sealed, added_at, last_used): (Uuid, Vec<u8>, _, _)| {
            Ok(StoredPasskey { id, plain: self.open(account, id, &sealed)?, added_at, last_used })
        };
        rows.into_iter().map(read).collect()
    }

    /// The account of a passkey, and what is sealed of it.
    pub async fn find(&self, credential: &[u8]) -> Result<Option<(AccountId, Vec<u8>)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, Uuid, Vec<u8>),
            "SELECT account, id, sealed FROM passkey WHERE look_up = $1",
            self.found_by(credential)
        )?;
        let Some((account, id, sealed)) = row else { return Ok(None) };
        let account = AccountId(account);
        Ok(Some((account, self.open(account, id, &sealed)?)))
    }

    /// Notes that it was used, with what has changed by that.
    pub async fn used(&self, credential: &[u8], plain: &[u8], at: DateTime<Utc>) -> Result<(), StoreError> {
        let look_up = self.found_by(credential);
        let sql = "SELECT account, id FROM passkey WHERE look_up = $1";
        let row = fetch_optional!(self.database.reader(), (Uuid, Uuid), sql, look_up.as_slice())?;
        let Some((account, id)) = row else { return Ok(()) };
        execute!(
            self.database.writer(),
            "UPDATE passkey SET sealed = $2, sealed_by = $3, last_used = $4 WHERE look_up = $1",
            look_up,
            bound(AccountId(account), id, |belongs| self.keys.seal(belongs, plain))?,
            self.keys.writing(),
            at
        )?;
        Ok(())
    }

    /// Takes one away; another account's stays. Whether there was one.
    pub async fn remove(&self, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM passkey WHERE account = $1 AND id = $2";
        Ok(execute!(self.database.writer(), sql, account.0, id)? == 1)
    }

    fn found_by(&self, credential: &[u8]) -> Vec<u8> {
        self.keys.look_up("passkey", &data_encoding::HEXLOWER.encode(credential))
    }

    fn open(&self, account: AccountId, id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let opened = bound(account, id, |belongs| self.keys.open(belongs, sealed));
        opened.map_err(|_| StoreError::Unreadable("a passkey"))
    }
}

fn bound<T>(account: AccountId, id: Uuid, then: impl FnOnce(&Belongs) -> T) -> T {
    then(&Belongs::kept(SealedTable::Passkey, PersonId(account.0), &[&id.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{account, at, keys, on_both_databases};

    on_both_databases! {
        async fn a_passkey_is_one_accounts_and_is_found_by_what_its_device_calls_it(home: &TestDatabase) {
            let keys = keys();
            let passkeys = PasskeyStore::new(home.database.clone(), keys.clone());
            let (anna, bela) = (account(&home.database, &keys).await, account(&home.database, &keys).await);
            assert!(passkeys.add(anna, b"one", b"key one", at(0)).await.expect("kept"));
            assert!(!passkeys.add(bela, b"one", b"key two", at(1)).await.expect("no harm"), "it is Anna's");
            assert!(passkeys.add(anna, b"two", b"key two", at(2)).await.expect("kept"));
            assert_eq!(passkeys.find(b"one").await.expect("an answer"), Some((anna, b"key one".to_vec())));
            assert_eq!(passkeys.find(b"three").await.expect("an answer"), None);
            passkeys.used(b"one", b"key one, used", at(3)).await.expect("noted");
            let all = passkeys.of(anna).await.expect("passkeys");
            assert_eq!(all.iter().map(|one| &one.plain[..]).collect::<Vec<_>>(), [&b"key one, used"[..], b"key two"]);
            assert_eq!((all[0].last_used, all[1].last_used), (Some(at(3)), None));
            assert!(!passkeys.remove(bela, all[0].id).await.expect("an answer"), "another person's stays");
            assert!(passkeys.remove(anna, all[0].id).await.expect("an answer"));
            assert_eq!(passkeys.find(b"one").await.expect("an answer"), None);
        }
    }
}
