//! What people are to be told, written down together with what it tells of, until it has gone.

mod letters;
mod work;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use uuid::Uuid;

use super::contacts::{self, Chosen};
use super::keys::Belongs;
use super::query::{execute, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction};
use crate::domain::{About, AccountId, Channel, Contact, PersonId, QuietHours};

pub use letters::Letter;
pub use work::{Claimed, Ended, Lease};

/// How long what has gone stays in the list, without what it said.
const KEPT: chrono::Duration = chrono::Duration::days(30);
/// How many codes an account may have sent in an hour.
const CODES_AN_HOUR: i64 = 5;
/// How long a letter waits for whoever prints letters.
const LETTERS_KEPT: chrono::Duration = chrono::Duration::days(60);

/// Our own id of something to tell; it goes along as the message's reference.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NoticeId(pub Uuid);

impl std::fmt::Display for NoticeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What came of telling somebody something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    Written(NoticeId),
    /// The same thing was told before.
    Already,
    /// The person wants not to be told, or there is no way to reach them.
    NoWay,
}

/// The list of what is to be told. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    database: Database,
    keys: Keys,
    /// The ways that this portal has.
    channels: Arc<[Channel]>,
    quiet: Option<QuietHours>,
    new: Arc<Notify>,
}

impl Outbox {
    pub fn new(database: Database, keys: Keys, channels: &[Channel], quiet: Option<QuietHours>) -> Self {
        Self { database, keys, channels: channels.into(), quiet, new: Arc::default() }
    }

    /// The ways that this portal has to reach people.
    pub fn channels(&self) -> &[Channel] {
        &self.channels
    }

    pub fn quiet_hours(&self) -> Option<QuietHours> {
        self.quiet
    }

    /// Writes down that an account is to be told something, by the way that it chose. It belongs into the transaction
    /// that makes it true, so that nothing is told that did not happen and nothing that happened goes untold. Whatever
    /// has the same `once` for the same account is told once. After the commit, [`Outbox::hurry`].
    ///
    /// # Errors
    /// When it is not stored: then what it tells of must not be either.
    pub async fn tell(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        about: &About,
        once: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Told, StoreError> {
        let Some((contact, at_any_time)) = self.way_to(transaction, account, about).await? else {
            return Ok(Told::NoWay);
        };
        self.write(transaction, Some(account), &contact, about, once, at_any_time, at).await
    }

    /// As [`Outbox::tell`], of what is stored already, and at once.
    ///
    /// # Errors
    /// When it is not stored: then nobody is told.
    pub async fn tell_alone(
        &self,
        account: AccountId,
        about: &About,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        self.tell(&mut transaction, account, about, None, at).await?;
        transaction.commit().await?;
        self.hurry();
        Ok(())
    }

    /// As [`Outbox::tell`], where the account goes in the same transaction and what it is told must not go with it. Not by
    /// letter: nobody knows any more to whom.
    ///
    /// # Errors
    /// As [`Outbox::tell`].
    pub async fn tell_at_last(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        about: &About,
        at: DateTime<Utc>,
    ) -> Result<Told, StoreError> {
        let way = self.way_to(transaction, account, about).await?;
        let Some((contact, at_any_time)) = way.filter(|(contact, _)| *contact != Contact::Letter) else {
            return Ok(Told::NoWay);
        };
        self.write(transaction, None, &contact, about, None, at_any_time, at).await
    }

    /// How an account is told this, and whether it may be at any time; none where it wants not to be, or there is no way.
    async fn way_to(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        about: &About,
    ) -> Result<Option<(Contact, bool)>, StoreError> {
        let reach = contacts::reach(&self.keys, transaction, account, about.topic()).await?;
        let possible = |way: &Channel| self.channels.contains(way);
        let wanted = match reach.chosen {
            Chosen::Nothing => return Ok(None),
            Chosen::By(way) => Some(way),
            Chosen::NotSaid => None,
        };
        let order =
            wanted.into_iter().chain([Channel::Email, Channel::Text, Channel::Letter]).filter(possible);
        let is_of_use = |way: &Channel| *way != Channel::Letter || goes_by_letter(about);
        let contact = order.filter(is_of_use).find_map(|way| reach.contact(way));
        if contact.is_none() {
            metrics::counter!("front_door_notices_total", "outcome" => "no-way").increment(1);
        }
        Ok(contact.map(|contact| (contact, reach.at_any_time)))
    }

    /// As [`Outbox::tell`], to this contact and no other: a code to the contact that is to be confirmed, a warning to
    /// the one that an account had before. `account` is none for somebody who has none yet, or no more.
    ///
    /// # Errors
    /// As [`Outbox::tell`].
    pub async fn tell_contact(
        &self,
        transaction: &mut WriteTransaction,
        account: Option<AccountId>,
        contact: &Contact,
        about: &About,
        once: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Told, StoreError> {
        if !self.channels.contains(&contact.channel()) {
            return Ok(Told::NoWay);
        }
        self.write(transaction, account, contact, about, once, false, at).await
    }

    #[allow(clippy::too_many_arguments)]
    async fn write(
        &self,
        transaction: &mut WriteTransaction,
        account: Option<AccountId>,
        contact: &Contact,
        about: &About,
        once: Option<&str>,
        at_any_time: bool,
        at: DateTime<Utc>,
    ) -> Result<Told, StoreError> {
        let id = NoticeId(Uuid::now_v7());
        // What is about the safety of a log-in waits for no morning.
        let at_any_time = at_any_time || about.topic().is_none();
        let good_until = match contact {
            Contact::Letter => at + LETTERS_KEPT,
            _ => about.good_until(at),
        };
        let sealed = seal(&self.keys, id, &(contact, about))?;
        let once = once.map(|once| {
            let whose = account.map(|account| account.0.to_string()).unwrap_or_default();
            self.keys.look_up("told-once", &format!("{whose} {once}"))
        });
        let written = execute!(
            transaction.on(),
            "INSERT INTO outbox (id, account, about, way, sealed, sealed_by, at_any_time, once, made_at, due_at,
             good_until, state, state_since, tries)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $9, 0) ON CONFLICT (once) DO NOTHING",
            id.0,
            account.map(|account| account.0),
            about.slug(),
            contact.channel().slug(),
            sealed.as_slice(),
            self.keys.writing(),
            at_any_time,
            once.as_deref(),
            at,
            self.open_from(at_any_time, at),
            good_until
        )?;
        Ok(if written == 0 { Told::Already } else { Told::Written(id) })
    }

    /// Whether an account may have one more code sent: each costs money, and somebody's patience.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn may_have_code(&self, account: AccountId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (i64,),
            "SELECT COUNT(*) FROM outbox WHERE account = $1 AND about = 'code' AND made_at > $2",
            account.0,
            at - chrono::Duration::hours(1)
        )?;
        Ok(row.is_none_or(|(sent,)| sent < CODES_AN_HOUR))
    }

    /// Tells the worker that something was committed, so that it goes at once.
    pub fn hurry(&self) {
        self.new.notify_one();
    }

    /// Waits until somebody hurries.
    pub async fn hurried(&self) {
        self.new.notified().await;
    }

    fn open_from(&self, at_any_time: bool, at: DateTime<Utc>) -> DateTime<Utc> {
        match self.quiet {
            Some(quiet) if !at_any_time => quiet.open_from(at),
            _ => at,
        }
    }
}

/// A letter takes days: what is of no use by then does not go by letter.
const fn goes_by_letter(about: &About) -> bool {
    !matches!(about, About::Code(_) | About::Appointment(_) | About::CheckAppointment)
}

fn belongs(id: NoticeId) -> Belongs<'static> {
    Belongs::kept(SealedTable::Outbox, PersonId(id.0), &["notice"])
}

fn seal(keys: &Keys, id: NoticeId, told: &(&Contact, &About)) -> Result<Vec<u8>, StoreError> {
    let plain = serde_json::to_vec(told).map_err(|_| StoreError::CannotSeal)?;
    keys.seal(&belongs(id), &plain)
}

fn open(keys: &Keys, id: NoticeId, sealed: &[u8]) -> Result<(Contact, About), StoreError> {
    let plain = keys.open(&belongs(id), sealed).map_err(|_| StoreError::Unreadable("something to tell"))?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable("something to tell"))
}
