//! Appointments that people are to be reminded of: when, and nothing of what they are for.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::query::{execute, fetch_all};
use super::{Database, StoreError, WriteTransaction};
use crate::domain::{AccountId, EntryId};

/// How long what was told stays, so that it is not told again.
const KEPT: Duration = Duration::days(30);

/// An appointment whose reminder is due, under a lease.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueReminder {
    pub account: AccountId,
    pub entry: EntryId,
    pub starts_at: DateTime<Utc>,
}

/// Keeps what to remind of. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reminders {
    database: Database,
    /// How long before; none where this portal reminds nobody.
    before: Option<Duration>,
}

impl Reminders {
    pub fn new(database: Database, before: Option<Duration>) -> Self {
        Self { database, before }
    }

    /// How long before an appointment people are reminded; none where this portal reminds nobody.
    pub fn before(&self) -> Option<Duration> {
        self.before
    }

    /// Notes appointments that were shown to the account's own person. One whose time has changed is planned anew; one
    /// that is sooner than the reminder would be needs none, since the person has just seen it.
    ///
    /// # Errors
    /// When they are not stored; then none of them is.
    pub async fn note(
        &self,
        account: AccountId,
        appointments: &[(EntryId, DateTime<Utc>)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let Some(before) = self.before else { return Ok(()) };
        let known = fetch_all!(
            self.database.reader(),
            (Vec<u8>, DateTime<Utc>),
            "SELECT entry, starts_at FROM reminder WHERE account = $1",
            account.0
        )?;
        let is_known = |entry: &EntryId, start: &DateTime<Utc>| {
            known.iter().any(|(known, starts_at)| known[..] == entry.0[..] && starts_at == start)
        };
        let new: Vec<_> = appointments
            .iter()
            .filter(|(entry, start)| *start - before > at && !is_known(entry, start))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let mut transaction = self.database.begin_write().await?;
        for (entry, start) in new {
            execute!(
                transaction.on(),
                "INSERT INTO reminder (account, entry, starts_at, due_at, state) VALUES ($1, $2, $3, $4, 'planned')
                 ON CONFLICT (account, entry) DO UPDATE SET starts_at = excluded.starts_at, due_at = excluded.due_at,
                 state = excluded.state, leased_until = NULL",
                account.0,
                &entry.0[..],
                *start,
                *start - before
            )?;
        }
        transaction.commit().await
    }

    /// Takes up to `most` reminders that are due under a lease.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim(
        &self,
        until: DateTime<Utc>,
        most: i64,
        at: DateTime<Utc>,
    ) -> Result<Vec<DueReminder>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid, Vec<u8>, DateTime<Utc>),
            "SELECT account, entry, starts_at FROM reminder WHERE state = 'planned' AND due_at <= $1
             AND (leased_until IS NULL OR leased_until <= $1) ORDER BY due_at LIMIT $2",
            at,
            most
        )?;
        let mut claimed = Vec::new();
        for (account, entry, starts_at) in rows {
            let taken = execute!(
                self.database.writer(),
                "UPDATE reminder SET leased_until = $3 WHERE account = $1 AND entry = $2 AND state = 'planned'
                 AND (leased_until IS NULL OR leased_until <= $4)",
                account,
                entry.as_slice(),
                until,
                at
            )?;
            let entry = EntryId(entry.try_into().map_err(|_| StoreError::Unreadable("a reminder"))?);
            if taken == 1 {
                claimed.push(DueReminder { account: AccountId(account), entry, starts_at });
            }
        }
        Ok(claimed)
    }

    /// This reminder has had its time: it was told, or needs not to be.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn end(
        &self,
        transaction: &mut WriteTransaction,
        reminder: &DueReminder,
        told: bool,
    ) -> Result<(), StoreError> {
        execute!(
            transaction.on(),
            "UPDATE reminder SET state = $4, leased_until = NULL
             WHERE account = $1 AND entry = $2 AND starts_at = $3 AND state = 'planned'",
            reminder.account.0,
            &reminder.entry.0[..],
            reminder.starts_at,
            if told { "told" } else { "dropped" }
        )?;
        Ok(())
    }

    /// Drops reminders of appointments that are long over.
    ///
    /// # Errors
    /// When they are not dropped.
    pub async fn drop_old(&self, at: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(self.database.writer(), "DELETE FROM reminder WHERE starts_at < $1", at - KEPT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{account, at, keys, on_both_databases};

    const DAY: i64 = 24 * 60;

    fn id(number: u8) -> EntryId {
        EntryId([number; 16])
    }

    async fn due(reminders: &Reminders, minute: i64) -> Vec<(EntryId, DateTime<Utc>)> {
        let claimed = reminders.claim(at(minute + 5), 10, at(minute)).await.expect("an answer");
        claimed.into_iter().map(|due| (due.entry, due.starts_at)).collect()
    }

    on_both_databases! {
        async fn an_appointment_is_due_so_long_before_it_and_once(home: &TestDatabase) {
            let reminders = Reminders::new(home.database.clone(), Some(Duration::days(2)));
            let anna = account(&home.database, &keys()).await;
            let start = at(5 * DAY);
            reminders.note(anna, &[(id(1), start)], at(0)).await.expect("stored");
            assert_eq!(due(&reminders, 3 * DAY - 1).await, []);
            assert_eq!(due(&reminders, 3 * DAY).await, [(id(1), start)]);
            assert_eq!(due(&reminders, 3 * DAY + 4).await, [], "another worker has it");
            assert_eq!(due(&reminders, 3 * DAY + 5).await, [(id(1), start)], "whoever had it stopped");
            let mut transaction = home.database.begin_write().await.expect("a transaction");
            let done = DueReminder { account: anna, entry: id(1), starts_at: start };
            reminders.end(&mut transaction, &done, true).await.expect("stored");
            transaction.commit().await.expect("stored");
            reminders.note(anna, &[(id(1), start)], at(DAY)).await.expect("stored");
            assert_eq!(due(&reminders, 4 * DAY).await, [], "it was told");
        }

        async fn a_new_time_is_planned_anew_and_what_is_close_needs_no_reminder(home: &TestDatabase) {
            let reminders = Reminders::new(home.database.clone(), Some(Duration::days(2)));
            let anna = account(&home.database, &keys()).await;
            reminders.note(anna, &[(id(1), at(5 * DAY)), (id(2), at(2 * DAY))], at(0)).await.expect("stored");
            reminders.note(anna, &[(id(1), at(6 * DAY))], at(0)).await.expect("stored");
            assert_eq!(due(&reminders, 3 * DAY).await, []);
            assert_eq!(due(&reminders, 4 * DAY).await, [(id(1), at(6 * DAY))]);
        }

        async fn a_portal_that_reminds_nobody_plans_nothing(home: &TestDatabase) {
            let reminders = Reminders::new(home.database.clone(), None);
            let anna = account(&home.database, &keys()).await;
            reminders.note(anna, &[(id(1), at(5 * DAY))], at(0)).await.expect("nothing");
            assert_eq!(due(&reminders, 5 * DAY).await, []);
        }
    }
}
