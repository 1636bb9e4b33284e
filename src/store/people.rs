//! People and their accounts, as they are stored: the NHS number and the email address sealed, found by HMAC.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::keys::Belongs;
use super::query::{execute, fetch_all, fetch_optional};
use super::{Database, Keys, Outbox, SealedTable, StoreError, WriteTransaction, known_to};
use crate::domain::{About, AccountId, NhsNumber, OdsCode, Person, PersonId};

/// Stands in the place of a password's hash where there is none; nothing has this hash.
const NO_PASSWORD: &str = "";

/// A person with an account, to be stored. The email address is in its normal form; the password is hashed.
pub(crate) struct NewPerson<'a> {
    /// None for somebody who logs in without one.
    pub email: Option<&'a str>,
    pub nhs_number: NhsNumber,
    pub name: &'a str,
    pub date_of_birth: NaiveDate,
    pub known_to: &'a [OdsCode],
    /// None for somebody who logs in elsewhere, with NHS login.
    pub password_hash: Option<&'a str>,
}

/// A person who is known here, with the account that opens their own record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct KnownPerson {
    pub person: PersonId,
    pub account: Option<AccountId>,
    pub date_of_birth: NaiveDate,
}

/// Somebody's NHS number as it is compared: its HMAC, from which nobody reads the number.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnNumber(pub(super) Vec<u8>);

impl std::fmt::Debug for OwnNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnNumber")
    }
}

/// What came of storing a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Added {
    Yes(AccountId),
    NumberTaken,
    EmailTaken,
}

/// When an account's visits began.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Visits {
    pub this: Option<DateTime<Utc>>,
    pub previous: Option<DateTime<Utc>>,
}

/// Keeps people and accounts. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct People {
    pub(super) database: Database,
    pub(super) keys: Keys,
}

impl People {
    pub fn new(database: Database, keys: Keys) -> Self {
        Self { database, keys }
    }

    pub async fn add(&self, new: &NewPerson<'_>, at: DateTime<Utc>) -> Result<Added, StoreError> {
        let (person, account) = (PersonId(Uuid::now_v7()), AccountId(Uuid::now_v7()));
        let digits = new.nhs_number.digits();
        let number = self.keys.seal(&number_of(person), digits.as_bytes())?;
        let mut transaction = self.database.begin_write().await?;
        execute!(
            transaction.on(),
            "INSERT INTO person (id, name, date_of_birth, nhs_number, sealed_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            person.0,
            new.name,
            new.date_of_birth,
            number.as_slice(),
            self.keys.writing(),
            at
        )?;
        let numbers = execute!(
            transaction.on(),
            "INSERT INTO person_nhs_number (look_up, person) VALUES ($1, $2) ON CONFLICT (look_up) DO NOTHING",
            self.keys.look_up("nhs-number", &digits),
            person.0
        )?;
        if numbers == 0 {
            return Ok(Added::NumberTaken);
        }
        execute!(
            transaction.on(),
            "INSERT INTO account (id, person, password, made_at) VALUES ($1, $2, $3, $4)",
            account.0,
            person.0,
            new.password_hash.unwrap_or(NO_PASSWORD),
            at
        )?;
        if let Some(email) = new.email {
            let sealed = self.keys.seal(&email_of(account), email.as_bytes())?;
            let emails = execute!(
                transaction.on(),
                "INSERT INTO account_email (look_up, account, sealed, sealed_by) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (look_up) DO NOTHING",
                self.keys.look_up("email", email),
                account.0,
                sealed.as_slice(),
                self.keys.writing()
            )?;
            if emails == 0 {
                return Ok(Added::EmailTaken);
            }
        }
        for code in new.known_to {
            execute!(transaction.on(), known_to::ADD, person.0, code.as_str(), known_to::NAMED, at)?;
        }
        transaction.commit().await?;
        Ok(Added::Yes(account))
    }

    /// A transaction for changes that belong together.
    pub async fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        self.database.begin_write().await
    }

    /// Whoever has this NHS number.
    pub async fn by_nhs_number(&self, number: NhsNumber) -> Result<Option<KnownPerson>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, Option<Uuid>, NaiveDate),
            "SELECT person.id, account.id, person.date_of_birth FROM person_nhs_number
             JOIN person ON person.id = person_nhs_number.person LEFT JOIN account ON account.person = person.id
             WHERE person_nhs_number.look_up = $1 ORDER BY account.made_at LIMIT 1",
            self.keys.look_up("nhs-number", &number.digits())
        )?;
        let known = |(person, account, date_of_birth): (Uuid, Option<Uuid>, NaiveDate)| KnownPerson {
            person: PersonId(person),
            account: account.map(AccountId),
            date_of_birth,
        };
        Ok(row.map(known))
    }

    /// The account of an email address in its normal form, and its password's hash; none has an account that is
    /// opened without a password.
    pub async fn by_email(&self, email: &str) -> Result<Option<(AccountId, String)>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid, String),
            "SELECT account.id, account.password FROM account_email
             JOIN account ON account.id = account_email.account WHERE account_email.look_up = $1",
            self.keys.look_up("email", email)
        )?;
        let row = row.filter(|(_, password)| password != NO_PASSWORD);
        Ok(row.map(|(id, password)| (AccountId(id), password)))
    }

    /// Everyone with this NHS number, those too whose log-in was closed.
    pub async fn all_of_nhs_number(&self, number: NhsNumber) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self.database.reader(),
            (Uuid,),
            "SELECT person FROM person_nhs_number WHERE look_up = $1
             UNION SELECT person FROM closed_person WHERE look_up = $1",
            self.keys.look_up("nhs-number", &number.digits())
        )?;
        Ok(rows.into_iter().map(|(person,)| PersonId(person)).collect())
    }

    /// An NHS number as it is compared, and nothing more.
    pub fn own_number(&self, number: NhsNumber) -> OwnNumber {
        OwnNumber(self.keys.look_up("nhs-number", &number.digits()))
    }

    /// Whether this is the number of this person, also where their log-in was closed.
    pub async fn has_number(&self, person: PersonId, number: &OwnNumber) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            (Uuid,),
            "SELECT person FROM person_nhs_number WHERE person = $1 AND look_up = $2
             UNION SELECT person FROM closed_person WHERE person = $1 AND look_up = $2",
            person.0,
            number.0.as_slice()
        )?;
        Ok(row.is_some())
    }

    /// Whether an organisation knows this person.
    pub async fn is_known_to(&self, person: PersonId, organisation: &OdsCode) -> Result<bool, StoreError> {
        let sql = "SELECT person FROM known_to WHERE person = $1 AND ods_code = $2";
        let row = fetch_optional!(self.database.reader(), (Uuid,), sql, person.0, organisation.as_str())?;
        Ok(row.is_some())
    }

    /// The account of whoever has this NHS number, and its password's hash.
    pub async fn by_number_with_password(
        &self,
        number: NhsNumber,
    ) -> Result<Option<(AccountId, String)>, StoreError> {
        let Some(account) = self.by_nhs_number(number).await?.and_then(|known| known.account) else {
            return Ok(None);
        };
        Ok(self.password_of(account).await?.map(|hash| (account, hash)))
    }

    /// The hash of an account's password; none where it has none.
    pub async fn password_of(&self, account: AccountId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT password FROM account WHERE id = $1";
        let row = fetch_optional!(self.database.reader(), (String,), sql, account.0)?;
        Ok(row.map(|(hash,)| hash).filter(|hash| hash != NO_PASSWORD))
    }

    /// Deletes a person with their account and all that is kept about them, but for the log of who looked. Under the HMAC
    /// of their NHS number stays which rows of it are theirs. They are told that it was done, in case that it was not they
    /// who did it.
    pub async fn close(
        &self,
        (person, account): (PersonId, AccountId),
        outbox: &Outbox,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin_write().await?;
        outbox.tell_at_last(&mut transaction, account, &About::AccountClosed, at).await?;
        execute!(
            transaction.on(),
            "INSERT INTO closed_person (look_up, person, closed_at)
             SELECT look_up, person, $2 FROM person_nhs_number WHERE person = $1",
            person.0,
            at
        )?;
        execute!(transaction.on(), "DELETE FROM person WHERE id = $1", person.0)?;
        transaction.commit().await?;
        outbox.hurry();
        Ok(())
    }

    pub async fn set_password(&self, account: AccountId, hash: &str) -> Result<(), StoreError> {
        let sql = "UPDATE account SET password = $2 WHERE id = $1";
        execute!(self.database.writer(), sql, account.0, hash)?;
        Ok(())
    }

    /// Whether anybody logs in with this address, in its normal form.
    pub async fn email_taken(&self, email: &str) -> Result<bool, StoreError> {
        let sql = "SELECT account FROM account_email WHERE look_up = $1";
        let look_up = self.keys.look_up("email", email);
        Ok(fetch_optional!(self.database.reader(), (Uuid,), sql, look_up)?.is_some())
    }

    /// From now on the account logs in with this address, in its normal form, and with no other; false where somebody
    /// else does.
    pub async fn set_email(&self, account: AccountId, email: &str) -> Result<bool, StoreError> {
        let sealed = self.keys.seal(&email_of(account), email.as_bytes())?;
        let mut transaction = self.database.begin_write().await?;
        execute!(transaction.on(), "DELETE FROM account_email WHERE account = $1", account.0)?;
        let added = execute!(
            transaction.on(),
            "INSERT INTO account_email (look_up, account, sealed, sealed_by) VALUES ($1, $2, $3, $4)
             ON CONFLICT (look_up) DO NOTHING",
            self.keys.look_up("email", email),
            account.0,
            sealed.as_slice(),
            self.keys.writing()
        )?;
        if added == 0 {
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// The email address that an account logs in with.
    pub async fn email_of(&self, account: AccountId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT sealed FROM account_email WHERE account = $1";
        let row = fetch_optional!(self.database.reader(), (Vec<u8>,), sql, account.0)?;
        let open = |(sealed,): (Vec<u8>,)| {
            let plain = self.keys.open(&email_of(account), &sealed).ok();
            plain
                .and_then(|plain| String::from_utf8(plain).ok())
                .ok_or(StoreError::Unreadable("an email address"))
        };
        row.map(open).transpose()
    }

    /// The person whose own account this is.
    pub async fn of_account(&self, account: AccountId) -> Result<Option<Person>, StoreError> {
        let row = fetch_optional!(
            self.database.reader(),
            PersonColumns,
            "SELECT person.id, person.name, person.date_of_birth, person.nhs_number FROM account
             JOIN person ON person.id = account.person WHERE account.id = $1",
            account.0
        )?;
        row.map(|columns| read_person(&self.keys, columns)).transpose()
    }

    /// A person, by our own id.
    pub async fn one(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        let sql = "SELECT id, name, date_of_birth, nhs_number FROM person WHERE id = $1";
        let row = fetch_optional!(self.database.reader(), PersonColumns, sql, person.0)?;
        row.map(|columns| read_person(&self.keys, columns)).transpose()
    }

    /// Notes that a new visit begins.
    pub async fn note_log_in(&self, account: AccountId, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self.database.writer(),
            "UPDATE account SET previous_log_in = last_log_in, last_log_in = $2 WHERE id = $1",
            account.0,
            at
        )?;
        Ok(())
    }
}

/// The columns of a person, in the order of [`read_person`].
pub(super) type PersonColumns = (Uuid, String, NaiveDate, Vec<u8>);

pub(super) fn read_person(keys: &Keys, columns: PersonColumns) -> Result<Person, StoreError> {
    let (id, name, date_of_birth, sealed) = columns;
    let id = PersonId(id);
    let digits = keys.open(&number_of(id), &sealed).map_err(|why| {
        tracing::error!(%why, "an NHS number stays sealed");
        StoreError::Unreadable("an NHS number, with the keys there are")
    })?;
    let number = std::str::from_utf8(&digits).ok().and_then(|digits| NhsNumber::from_source(digits).ok());
    let nhs_number = number.ok_or(StoreError::Unreadable("an NHS number"))?;
    Ok(Person { id, nhs_number, name, date_of_birth })
}

fn number_of(person: PersonId) -> Belongs<'static> {
    Belongs::kept(SealedTable::Person, person, &["nhs_number"])
}

pub(super) fn email_of(account: AccountId) -> Belongs<'static> {
    Belongs::kept(SealedTable::AccountEmail, PersonId(account.0), &["email"])
}
