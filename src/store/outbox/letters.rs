//! Letters: what is to be printed for people who are told by post.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{NoticeId, Outbox, open};
use crate::domain::{About, AccountId, Person};
use crate::store::query::{execute, fetch_all};
use crate::store::{People, StoreError};

/// One letter to print.
#[derive(Debug)]
pub struct Letter {
    pub id: NoticeId,
    /// To whom; none where an account has no person.
    pub person: Option<Person>,
    pub about: About,
    /// When it was written down.
    pub written: NaiveDate,
}

impl Outbox {
    /// The letters that wait to be printed, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer, or something stays sealed.
    pub async fn letters(&self, at: DateTime<Utc>) -> Result<Vec<Letter>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Option<Uuid>, Vec<u8>, DateTime<Utc>),
            "SELECT id, account, sealed, made_at FROM outbox
             WHERE state = 'waiting' AND way = 'letter' AND good_until > $1 ORDER BY made_at, id",
            at
        )?;
        let people = People::new(self.database.clone(), self.keys.clone());
        let mut letters = Vec::new();
        for (id, account, sealed, made_at) in rows {
            let id = NoticeId(id);
            let (_, about) = open(&self.keys, id, &sealed)?;
            let person = match account {
                Some(account) => people.of_account(AccountId(account)).await?,
                None => None,
            };
            letters.push(Letter { id, person, about, written: made_at.date_naive() });
        }
        Ok(letters)
    }

    /// These letters are on paper: they are told once. Gives how many were still waiting.
    ///
    /// # Errors
    /// When it is not stored; then none of them is.
    pub async fn letters_printed(&self, ids: &[NoticeId], at: DateTime<Utc>) -> Result<u64, StoreError> {
        let nothing: &[u8] = &[];
        let mut transaction = self.database.begin_write().await?;
        let mut printed = 0;
        for id in ids {
            printed += execute!(
                transaction.on(),
                "UPDATE outbox SET state = 'sent', state_since = $2, sealed = $3 WHERE id = $1 AND state = 'waiting'
                 AND way = 'letter'",
                id.0,
                at,
                nothing
            )?;
        }
        transaction.commit().await?;
        Ok(printed)
    }
}
