//! What somebody had typed when their log-in ended, sealed, to be offered back once they are in again.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError};
use crate::domain::{AccountId, PersonId};

/// Then it is not offered any more.
const KEPT_FOR: Duration = Duration::days(1);

/// A form as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptForm {
    /// Where it was sent to.
    pub path: String,
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
}

impl KeptForm {
    /// The values of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// Keeps one form for each account. Cheap to clone.
#[derive(Clone, Debug)]
pub struct KeptForms {
    database: Database,
    keys: Keys,
}

impl KeptForms {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// Keeps a form in the place of the one before it.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn keep(
        &self,
        account: AccountId,
        form: &KeptForm,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let plain = serde_json::to_vec(form).map_err(|_| StoreError::CannotSeal)?;
        let sealed = self.keys.seal(&belongs(account), &plain)?;
        execute!(
            self.database.writer(),
            "INSERT INTO kept_form (account, kept_at, sealed) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET kept_at = excluded.kept_at, sealed = excluded.sealed",
            account.0,
            at,
            sealed.as_slice()
        )?;
        Ok(())
    }

    /// The form of an account, while it is not older than a day. One that stays sealed counts as none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, account: AccountId, now: DateTime<Utc>) -> Result<Option<KeptForm>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Vec<u8>,),
            "SELECT sealed FROM kept_form WHERE account = $1 AND kept_at > $2",
            account.0,
            now - KEPT_FOR
        )?;
        let plain = row.and_then(|(sealed,)| self.keys.open(&belongs(account), &sealed).ok());
        Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()))
    }

    /// Throws it away.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn drop_of(&self, account: AccountId) -> Result<(), StoreError> {
        execute!(self.database.writer(), "DELETE FROM kept_form WHERE account = $1", account.0)?;
        Ok(())
    }

    /// Drops what nobody came back for.
    ///
    /// # Errors
    /// When it is not deleted.
    pub async fn drop_old(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM kept_form WHERE kept_at <= $1", now - KEPT_FOR)
    }
}

fn belongs(account: AccountId) -> Belongs<'static> {
    Belongs::kept(SealedTable::KeptForm, PersonId(account.0), &["form"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{account, at, keys, on_both_databases};

    fn form(text: &str) -> KeptForm {
        KeptForm { path: "/record/letters/1/wrong".into(), fields: vec![("text".into(), text.into())] }
    }

    on_both_databases! {
        async fn the_last_form_comes_back_to_its_own_account_for_a_day(home: &TestDatabase) {
            let keys = keys();
            let kept = KeptForms::new(home.database.clone(), keys.clone());
            let (anna, bela) = (account(&home.database, &keys).await, account(&home.database, &keys).await);
            kept.keep(anna, &form("the first"), at(0)).await.expect("kept");
            kept.keep(anna, &form("the second"), at(1)).await.expect("kept");
            assert_eq!(kept.of(anna, at(60)).await.expect("an answer"), Some(form("the second")));
            assert_eq!(kept.of(bela, at(60)).await.expect("an answer"), None);
            assert_eq!(kept.of(anna, at(24 * 60 + 1)).await.expect("an answer"), None);
            assert_eq!(kept.drop_old(at(24 * 60)).await.expect("a number"), 0);
            execute!(home.database.writer(), "UPDATE kept_form SET account = $1", bela.0).expect("a swap");
            assert_eq!(kept.of(bela, at(60)).await.expect("an answer"), None, "another's form was opened");
            kept.drop_of(bela).await.expect("dropped");
            kept.keep(anna, &form("the third"), at(1)).await.expect("kept");
            assert_eq!(kept.drop_old(at(24 * 60 + 1)).await.expect("a number"), 1);
        }
    }
}
