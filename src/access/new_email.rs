//! A new email address to log in with: it counts once its owner typed the code that was sent there.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::{Accounts, normal_email};
use super::codes::{new_code, read_code};
use super::nhs_login::same;
use super::second_step::CodeCheck;
use crate::domain::{AccountId, CODE_LIFE};
use crate::store::StoreError;

const NOTE: &str = "new_email";

/// An address that waits for its code. It travels sealed in the form.
#[derive(Serialize, Deserialize)]
struct NewEmail {
    id: Uuid,
    account: Uuid,
    email: String,
    code: String,
    made_at: DateTime<Utc>,
}

/// An address that somebody says is theirs.
pub struct EmailToProve {
    /// In its normal form.
    pub email: String,
    /// To be sent there, unless somebody else logs in with it: nobody is told so.
    pub code: Option<String>,
    /// For the form in which the code is typed.
    pub note: SecretString,
}

impl Accounts {
    /// The address in its normal form, with a code to send there; none where it cannot be an address.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn email_to_prove(
        &self,
        account: AccountId,
        typed: &str,
    ) -> Result<Option<EmailToProve>, StoreError> {
        let Some(email) = normal_email(typed) else { return Ok(None) };
        let code = new_code();
        let note = NewEmail {
            id: Uuid::new_v4(),
            account: account.0,
            email: email.clone(),
            code: read_code(&code).unwrap_or_default(),
            made_at: self.clock.now(),
        };
        let note = self.seal_note(NOTE, &note)?;
        let taken = self.people.email_taken(&email).await?;
        Ok(Some(EmailToProve { email, code: (!taken).then_some(code), note }))
    }

    /// The address whose code was typed; the code counts once.
    ///
    /// # Errors
    /// When it cannot be checked; the inner one is for the person.
    pub async fn proved_email(
        &self,
        account: AccountId,
        note: &str,
        typed: &str,
        address: IpAddr,
    ) -> Result<Result<String, CodeCheck>, StoreError> {
        let now = self.clock.now();
        let counted = self.keys.look_up("attempts-new-email", &account.0.to_string());
        if let Err(wait) = self.attempts.begin(&counted, address, now) {
            return Ok(Err(CodeCheck::Wait(wait)));
        }
        let note = self.open_note::<NewEmail>(NOTE, note);
        let is_new = |note: &NewEmail| {
            let age = now - note.made_at;
            note.account == account.0 && age <= CODE_LIFE && age >= Duration::zero()
        };
        let code = read_code(typed);
        let note = note.filter(is_new).filter(|note| code.is_some_and(|code| same(&note.code, &code)));
        let Some(note) = note else { return Ok(Err(CodeCheck::Wrong)) };
        if !self.used_once.take("new-email", &note.id.to_string(), now).await? {
            return Ok(Err(CodeCheck::Wrong));
        }
        self.attempts.succeeded(&counted, address);
        Ok(Ok(note.email))
    }

    /// From now on the account logs in with this address; false where somebody else does by now. The one of before
    /// comes with it, to be told.
    ///
    /// # Errors
    /// When it is not stored; then the old one stays.
    pub async fn set_email(
        &self,
        account: AccountId,
        email: &str,
    ) -> Result<(bool, Option<String>), StoreError> {
        let before = self.people.email_of(account).await?;
        Ok((self.people.set_email(account, email).await?, before))
    }

    /// A code for a new password, for the account of an email address or NHS number, with the email address to send it
    /// to; none where there is no such account, or no address. Nobody outside is told which.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn forgotten(&self, who: &str) -> Result<Option<(AccountId, String, String)>, StoreError> {
        let account = match crate::domain::NhsNumber::parse(who).ok() {
            Some(number) => self.people.by_number_with_password(number).await?.map(|(account, _)| account),
            None => match normal_email(who) {
                Some(email) => self.people.by_email(&email).await?.map(|(account, _)| account),
                None => None,
            },
        };
        let Some(account) = account else { return Ok(None) };
        let Some(email) = self.people.email_of(account).await? else { return Ok(None) };
        let code = self.code_sent(account).await?;
        Ok(Some((account, email, code)))
    }

    /// Counts that somebody asks for a code; or how long to wait.
    ///
    /// # Errors
    /// The time to wait.
    pub fn may_ask_for_code(&self, who: &str, address: IpAddr) -> Result<(), Duration> {
        let named = normal_email(who).unwrap_or_else(|| who.chars().filter(char::is_ascii_digit).collect());
        let counted = self.keys.look_up("attempts-forgotten", &named);
        self.attempts.begin(&counted, address, self.clock.now())
    }
}
