//! Where people can be told things, and how they want to be told what.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::keys::Belongs;
use super::people::email_of;
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, SealedTable, StoreError, WriteTransaction, told_elsewhere};
use crate::domain::{AccountId, CODE_LIFE, Channel, Contact, PersonId, Topic};

/// How often a code may be typed wrong.
const TRIES: i64 = 5;
/// The row of the choices that says when.
const HOURS: &str = "hours";
const ANY_TIME: &str = "any-time";

/// How somebody wants to be told of a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Chosen {
    By(Channel),
    Nothing,
    /// They never said: by email, or however they can be reached.
    #[default]
    NotSaid,
}

impl Chosen {
    fn slug(self) -> &'static str {
        match self {
            Chosen::By(way) => way.slug(),
            Chosen::Nothing => "none",
            Chosen::NotSaid => "not-said",
        }
    }

    fn from_slug(slug: &str) -> Self {
        match slug {
            "none" => Chosen::Nothing,
            other => Channel::from_slug(other).map_or(Chosen::NotSaid, Chosen::By),
        }
    }
}

/// How an account is reached, and how it wants to be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TellingChoices {
    pub email: Option<String>,
    /// In the form `+447700900123`.
    pub mobile: Option<String>,
    pub topics: BTreeMap<Topic, Chosen>,
    pub at_any_time: bool,
}

/// What came of typing a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodeTyped {
    Right(Contact),
    Wrong,
    /// There is none, it has run out, or it was typed wrong too often.
    Gone,
}

/// Keeps contacts and choices. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Contacts {
    database: Database,
    keys: Keys,
}

impl Contacts {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    /// How an account is reached, and how it wants to be.
    ///
    /// # Errors
    /// When the database does not answer, or a contact stays sealed.
    pub async fn of(&self, account: AccountId) -> Result<TellingChoices, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (String, Vec<u8>),
            "SELECT way, sealed FROM contact WHERE account = $1",
            account.0
        )?;
        let log_in = fetch_optional!(self.database.reader(), (Vec<u8>,), EMAIL, account.0)?;
        let (email, mobile) = read_contacts(&self.keys, account, rows, log_in)?;
        let chosen = fetch_all!(self.database.reader(), (String, String), CHOICES, account.0)?;
        let at_any_time = chosen.iter().any(|(topic, choice)| topic == HOURS && choice == ANY_TIME);
        let topics = chosen
            .iter()
            .filter_map(|(topic, choice)| Some((Topic::from_slug(topic)?, Chosen::from_slug(choice))));
        Ok(TellingChoices { email, mobile, topics: topics.collect(), at_any_time })
    }

    /// # Errors
    /// When it is not stored.
    pub async fn choose(
        &self,
        account: AccountId,
        topic: Topic,
        chosen: Chosen,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self.database.writer(), CHOOSE, account.0, topic.slug(), chosen.slug(), at)?;
        Ok(())
    }

    /// Whether notices may come in quiet hours too.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn choose_hours(
        &self,
        account: AccountId,
        at_any_time: bool,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let choice = if at_any_time { ANY_TIME } else { "quiet" };
        execute!(self.database.writer(), CHOOSE, account.0, HOURS, choice, at)?;
        Ok(())
    }

    /// Keeps a contact that somebody says is theirs, until they type `code`, which is sent there in the same
    /// transaction. An earlier one that was not confirmed is forgotten.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn to_confirm(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        contact: &Contact,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (way, text) = parts(contact).ok_or(StoreError::Unreadable("a contact"))?;
        let sealed = self.keys.seal(&to_confirm_of(account, way), text.as_bytes())?;
        execute!(
            transaction.on(),
            "INSERT INTO contact_to_confirm (account, way, sealed, code, good_until, tries_left)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, way) DO UPDATE SET sealed = excluded.sealed,
             code = excluded.code, good_until = excluded.good_until, tries_left = excluded.tries_left",
            account.0,
            way.slug(),
            sealed.as_slice(),
            self.hashed(account, code),
            at + CODE_LIFE,
            TRIES
        )?;
        Ok(())
    }

    /// Whether a code is right, so that what it changes can be written down before it is changed. This counts as no try:
    /// [`Contacts::confirm`] must follow.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_right(
        &self,
        account: AccountId,
        way: Channel,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (i64,),
            "SELECT tries_left FROM contact_to_confirm
             WHERE account = $1 AND way = $2 AND code = $3 AND good_until > $4 AND tries_left > 0",
            account.0,
            way.slug(),
            self.hashed(account, code),
            at
        )?;
        Ok(row.is_some())
    }

    /// Checks a code: where it is right the contact is the account's from now on, and the code is used up.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn confirm(
        &self,
        account: AccountId,
        way: Channel,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<CodeTyped, StoreError> {
        let mut transaction = self.database.begin_write().await?;
        // The try is counted first, so that many at once gain nothing.
        let counted = execute!(
            transaction.on(),
            "UPDATE contact_to_confirm SET tries_left = tries_left - 1
             WHERE account = $1 AND way = $2 AND good_until > $3 AND tries_left > 0",
            account.0,
            way.slug(),
            at
        )?;
        if counted == 0 {
            transaction.commit().await?;
            return Ok(CodeTyped::Gone);
        }
        let row = fetch_optional!(
            transaction.on(),
            (Vec<u8>,),
            "SELECT sealed FROM contact_to_confirm WHERE account = $1 AND way = $2 AND code = $3",
            account.0,
            way.slug(),
            self.hashed(account, code)
        )?;
        let Some((sealed,)) = row else {
            transaction.commit().await?;
            return Ok(CodeTyped::Wrong);
        };
        let text = opened(&self.keys, &to_confirm_of(account, way), &sealed)?;
        let anew = self.keys.seal(&contact_of(account, way), text.as_bytes())?;
        execute!(
            transaction.on(),
            "INSERT INTO contact (account, way, sealed, sealed_by, confirmed_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account, way) DO UPDATE SET sealed = excluded.sealed, sealed_by = excluded.sealed_by,
             confirmed_at = excluded.confirmed_at",
            account.0,
            way.slug(),
            anew.as_slice(),
            self.keys.writing(),
            at
        )?;
        let sql = "DELETE FROM contact_to_confirm WHERE account = $1 AND way = $2";
        execute!(transaction.on(), sql, account.0, way.slug())?;
        transaction.commit().await?;
        Ok(CodeTyped::Right(match way {
            Channel::Text => Contact::Text(text),
            _ => Contact::Email(text),
        }))
    }

    /// Forgets a contact.
    ///
    /// # Errors
    /// When it is not forgotten.
    pub async fn forget(
        &self,
        transaction: &mut WriteTransaction,
        account: AccountId,
        way: Channel,
    ) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM contact WHERE account = $1 AND way = $2",
            "DELETE FROM contact_to_confirm WHERE account = $1 AND way = $2",
        ] {
            execute!(transaction.on(), sql, account.0, way.slug())?;
        }
        Ok(())
    }

    fn hashed(&self, account: AccountId, code: &str) -> Vec<u8> {
        self.keys.look_up("contact-code", &format!("{} {code}", account.0))
    }
}

/// How to tell an account of one topic.
pub(super) struct Reach {
    pub chosen: Chosen,
    pub at_any_time: bool,
    email: Option<String>,
    mobile: Option<String>,
    by_letter: bool,
}

impl Reach {
    pub fn contact(&self, way: Channel) -> Option<Contact> {
        match way {
            Channel::Email => self.email.clone().map(Contact::Email),
            Channel::Text => self.mobile.clone().map(Contact::Text),
            Channel::Letter => self.by_letter.then_some(Contact::Letter),
        }
    }
}

/// Reads it within the transaction that writes what is told.
pub(super) async fn reach(
    keys: &Keys,
    transaction: &mut WriteTransaction,
    account: AccountId,
    topic: Option<Topic>,
) -> Result<Reach, StoreError> {
    let sql = "SELECT way, sealed FROM contact WHERE account = $1";
    let rows = fetch_all!(transaction.on(), (String, Vec<u8>), sql, account.0)?;
    let log_in = fetch_optional!(transaction.on(), (Vec<u8>,), EMAIL, account.0)?;
    let chosen = fetch_all!(transaction.on(), (String, String), CHOICES, account.0)?;
    let (email, mobile) = read_contacts(keys, account, rows, log_in)?;
    let elsewhere = told_elsewhere::of(keys, transaction, account).await?;
    let by_letter = elsewhere.is_none();
    let (email, mobile) = elsewhere.map_or((email, mobile), |there| (there.email, there.mobile));
    let of =
        |wanted: &str| chosen.iter().find(|(topic, _)| topic == wanted).map(|(_, choice)| choice.as_str());
    Ok(Reach {
        chosen: topic.and_then(|topic| of(topic.slug())).map_or(Chosen::NotSaid, Chosen::from_slug),
        at_any_time: of(HOURS) == Some(ANY_TIME),
        email,
        mobile,
        by_letter,
    })
}

const EMAIL: &str = "SELECT sealed FROM account_email WHERE account = $1";
const CHOICES: &str = "SELECT topic, choice FROM telling_choice WHERE account = $1";
const CHOOSE: &str = "INSERT INTO telling_choice (account, topic, choice, chosen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account, topic) DO UPDATE SET choice = excluded.choice, chosen_at = excluded.chosen_at";

/// Email and mobile number. Without an address to write to, the one to log in with serves.
fn read_contacts(
    keys: &Keys,
    account: AccountId,
    rows: Vec<(String, Vec<u8>)>,
    log_in: Option<(Vec<u8>,)>,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let of = |wanted: Channel| {
        let row = rows.iter().find(|(way, _)| way == wanted.slug());
        row.map(|(_, sealed)| opened(keys, &contact_of(account, wanted), sealed)).transpose()
    };
    let email = match (of(Channel::Email)?, log_in) {
        (Some(own), _) => Some(own),
        (None, Some((sealed,))) => Some(opened(keys, &email_of(account), &sealed)?),
        (None, None) => None,
    };
    Ok((email, of(Channel::Text)?))
}

fn opened(keys: &Keys, belongs: &Belongs, sealed: &[u8]) -> Result<String, StoreError> {
    let plain = keys.open(belongs, sealed).map_err(|_| StoreError::Unreadable("a contact"))?;
    String::from_utf8(plain).map_err(|_| StoreError::Unreadable("a contact"))
}

fn parts(contact: &Contact) -> Option<(Channel, &str)> {
    match contact {
        Contact::Text(number) => Some((Channel::Text, number)),
        Contact::Email(email) => Some((Channel::Email, email)),
        Contact::Letter => None,
    }
}

fn contact_of(account: AccountId, way: Channel) -> Belongs<'static> {
    Belongs::kept(SealedTable::Contact, PersonId(account.0), way_of(way))
}

fn to_confirm_of(account: AccountId, way: Channel) -> Belongs<'static> {
    Belongs::kept(SealedTable::ContactToConfirm, PersonId(account.0), way_of(way))
}

fn way_of(way: Channel) -> &'static [&'static str] {
    if way == Channel::Text { &["text"] } else { &["email"] }
}

#[cfg(test)]
mod tests;
