//! Log-ins by NHS login: the sealed note that the browser carries there and back, and whose account opens.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::accounts::{Accounts, CannotAdd};
use super::bundle::Access;
use super::own_log_in::note_change;
use super::purpose::Purpose;
use crate::domain::{AccountId, NhsNumber, PersonId};
use crate::store::{Added, NewPerson, StoreError};

/// The longest that somebody may take at NHS login: the life of its code (10 minutes) and time to prove who they are.
pub const LONGEST_WAY: Duration = Duration::minutes(60);

const WAY: &str = "nhs_login_way";

/// A log-in that has begun. It travels sealed in a cookie, so nothing is stored for people who never come back.
#[derive(Serialize, Deserialize)]
pub struct Way {
    pub state: String,
    pub nonce: String,
    pub verifier: Option<String>,
    /// A checked path of ours.
    pub return_to: String,
    /// Asked only for people who have proved who they are.
    pub must_prove: bool,
    /// The NHS App passed the person on.
    pub from_app: bool,
    pub begun_at: DateTime<Utc>,
}

/// Without the secrets.
impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Way").field("begun_at", &self.begun_at).finish_non_exhaustive()
    }
}

/// Why a way back leads nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LostWay {
    #[error("this browser began no such log-in")]
    NotBegunHere,
    #[error("it took too long")]
    TooLate,
    #[error("it was used before")]
    UsedBefore,
}

/// Somebody who has proved to NHS login who they are.
pub struct ProvedPerson<'a> {
    pub issuer: &'a str,
    pub sub: &'a str,
    pub nhs_number: NhsNumber,
    pub date_of_birth: NaiveDate,
    pub name: &'a str,
}

/// Why somebody whom NHS login let in gets no account here.
#[derive(Debug, thiserror::Error)]
pub enum NoAccount {
    #[error("this NHS login came with another NHS number before")]
    OtherNumber,
    #[error("the date of birth is not the one that is known here")]
    OtherDateOfBirth,
    #[error("there is no account, and none is made by itself")]
    NotFound,
    #[error(transparent)]
    Add(#[from] CannotAdd),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whose account an NHS login opens.
pub struct OpenedByNhsLogin {
    pub account: AccountId,
    pub person: PersonId,
    pub how: HowOpened,
}

/// Whether that is new.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowOpened {
    Known,
    /// An account that its person opened otherwise until now.
    New,
    /// An account that was made for it.
    NewAccount,
}

/// The account of somebody whom NHS login let in: the one that this NHS login opened before, else the one of the
/// NHS number, else a new one where `may_add` says so. That an account has a new way in stands in the access log.
///
/// # Errors
/// Why none is opened.
pub async fn account_of_nhs_login(
    access: &Access,
    person: &ProvedPerson<'_>,
    may_add: bool,
) -> Result<OpenedByNhsLogin, NoAccount> {
    let opened = access.accounts.of_nhs_login(person, may_add).await?;
    if opened.how != HowOpened::Known {
        note_change(access, opened.account, opened.person, Purpose::NhsLoginLinked).await?;
    }
    Ok(opened)
}

impl Accounts {
    /// What the cookie holds while the browser is away.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal_way(&self, way: &Way) -> Result<SecretString, StoreError> {
        self.seal_note(WAY, way)
    }

    /// Opens what the browser brought back, for the `state` that came with it, once.
    ///
    /// # Errors
    /// Why it does not count; the inner one is for the person.
    pub async fn open_way(
        &self,
        sealed: Option<&str>,
        state: &str,
    ) -> Result<Result<Way, LostWay>, StoreError> {
        let way = sealed.and_then(|sealed| self.open_note::<Way>(WAY, sealed));
        let Some(way) = way.filter(|way| same(&way.state, state)) else {
            return Ok(Err(LostWay::NotBegunHere));
        };
        let now = self.clock.now();
        if now - way.begun_at > LONGEST_WAY || way.begun_at > now {
            return Ok(Err(LostWay::TooLate));
        }
        let is_first = self.used_once.take("nhs-login-state", &way.state, now).await?;
        Ok(if is_first { Ok(way) } else { Err(LostWay::UsedBefore) })
    }

    async fn of_nhs_login(
        &self,
        person: &ProvedPerson<'_>,
        may_add: bool,
    ) -> Result<OpenedByNhsLogin, NoAccount> {
        let known = self.people.by_nhs_number(person.nhs_number).await?;
        let opened = self.people.by_nhs_login(person.issuer, person.sub).await?;
        match (opened, known) {
            (Some(opened), Some(known)) if known.account == Some(opened) => {
                same_birth(known.date_of_birth, person)?;
                Ok(OpenedByNhsLogin { account: opened, person: known.person, how: HowOpened::Known })
            }
            (Some(_), _) => Err(NoAccount::OtherNumber),
            (None, Some(known)) => {
                same_birth(known.date_of_birth, person)?;
                let account = known.account.ok_or(NoAccount::NotFound)?;
                self.open_by(person, account).await?;
                Ok(OpenedByNhsLogin { account, person: known.person, how: HowOpened::New })
            }
            (None, None) if may_add => {
                let new = NewPerson {
                    email: None,
                    nhs_number: person.nhs_number,
                    name: person.name,
                    date_of_birth: person.date_of_birth,
                    known_to: &[],
                    password_hash: None,
                };
                match self.people.add(&new, self.clock.now()).await? {
                    Added::Yes(account) => {
                        self.open_by(person, account).await?;
                        let known = self.people.by_nhs_number(person.nhs_number).await?;
                        let person = known.ok_or(NoAccount::NotFound)?.person;
                        Ok(OpenedByNhsLogin { account, person, how: HowOpened::NewAccount })
                    }
                    // Somebody else's request was a moment faster with the same number.
                    Added::NumberTaken => Err(CannotAdd::NumberTaken.into()),
                    Added::EmailTaken => Err(CannotAdd::EmailTaken.into()),
                }
            }
            (None, None) => Err(NoAccount::NotFound),
        }
    }

    async fn open_by(&self, person: &ProvedPerson<'_>, account: AccountId) -> Result<(), NoAccount> {
        let linked = self.people.let_nhs_login_open(person.issuer, person.sub, account, self.clock.now());
        if !linked.await? {
            let opens = self.people.by_nhs_login(person.issuer, person.sub).await?;
            return if opens == Some(account) { Ok(()) } else { Err(NoAccount::OtherNumber) };
        }
        tracing::info!(account = %account.0, "an NHS login opens this account from now on");
        Ok(())
    }
}

fn same_birth(known: NaiveDate, person: &ProvedPerson<'_>) -> Result<(), NoAccount> {
    if known == person.date_of_birth { Ok(()) } else { Err(NoAccount::OtherDateOfBirth) }
}

/// In constant time.
pub(super) fn same(one: &str, other: &str) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}
