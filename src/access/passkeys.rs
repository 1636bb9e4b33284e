//! Passkeys (W3C Web Authentication): a log-in in one step, with what a person has and what opens it for them.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::accounts::Accounts;
use crate::domain::{AccountId, Person};
use crate::store::StoreError;

/// How long a person may take between seeing the page and using a passkey.
const LIFE: Duration = Duration::minutes(15);
/// More than anybody has devices.
pub const MOST_PASSKEYS: usize = 20;
/// Characters of a name.
pub const LONGEST_NAME: usize = 50;

const TO_MAKE: &str = "passkey_to_make";
const TO_USE: &str = "passkey_to_use";

/// What the browser is asked, and the sealed note with which the form comes back.
pub struct PasskeyAsked {
    /// JSON, as `PublicKeyCredential.parse…OptionsFromJSON` takes it.
    pub options: String,
    pub note: SecretString,
}

/// One passkey in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyEntry {
    /// For a form; nothing can be opened with it.
    pub id: Uuid,
    pub name: String,
    pub added_at: DateTime<Utc>,
    pub last_used: Option<DateTime<Utc>>,
}

/// What came of a passkey.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasskeyCheck<T> {
    Right(T),
    /// Not what was asked for, or not known, or removed.
    Wrong,
    /// The page was open for too long, or was used before.
    TooLate,
}

/// Why nothing could be asked or checked.
#[derive(Debug, thiserror::Error)]
pub enum CannotUsePasskey {
    #[error("this portal's address cannot have passkeys")]
    NotHere,
    #[error("a passkey cannot be asked for: {0:?}")]
    Asking(WebauthnError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is kept of a passkey.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    key: Passkey,
}

/// What goes to the browser and comes back, sealed. The library wants it out of the browser's hands: it is, and each
/// note counts once.
#[derive(Serialize, Deserialize)]
struct Note<S> {
    id: Uuid,
    account: Option<Uuid>,
    state: S,
    made_at: DateTime<Utc>,
}

/// Who asks for passkeys: this portal, by the host of its public address. None where that is a bare number, which
/// browsers do not take.
pub(super) fn relying_party(public_url: &Url) -> Option<Arc<Webauthn>> {
    let builder = WebauthnBuilder::new(public_url.domain()?, public_url).ok()?;
    builder.rp_name("Front Door").build().ok().map(Arc::new)
}

impl Accounts {
    /// Whether this portal's address can have passkeys at all.
    pub fn has_passkeys(&self) -> bool {
        self.relying_party.is_some()
    }

    /// Asks the browser to make one for an account.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn ask_to_make_passkey(
        &self,
        account: AccountId,
        person: &Person,
    ) -> Result<PasskeyAsked, CannotUsePasskey> {
        let known =
            self.kept_passkeys(account).await?.into_iter().map(|(_, kept)| kept.key.cred_id().clone());
        let begun = self.relying_party()?.start_passkey_registration(
            account.0,
            &person.name,
            &person.name,
            Some(known.collect()),
        );
        let (mut challenge, state): (_, PasskeyRegistration) = begun.map_err(CannotUsePasskey::Asking)?;
        // It is to be found without anybody's name being typed first, or else it could only be a second step.
        if let Some(wanted) = &mut challenge.public_key.authenticator_selection {
            wanted.resident_key =
                Some(serde_json::from_str("\"required\"").map_err(|_| StoreError::CannotSeal)?);
            wanted.require_resident_key = true;
        }
        self.asked(TO_MAKE, Some(account), state, &challenge.public_key)
    }

    /// Keeps the one that the browser made.
    ///
    /// # Errors
    /// When nothing could be checked, or it is not kept.
    pub async fn add_passkey(
        &self,
        account: AccountId,
        note: &str,
        credential: &str,
        name: &str,
    ) -> Result<PasskeyCheck<()>, CannotUsePasskey> {
        let Some(note) = self.passkey_note::<PasskeyRegistration>(TO_MAKE, note).await? else {
            return Ok(PasskeyCheck::TooLate);
        };
        let made = serde_json::from_str::<RegisterPublicKeyCredential>(credential);
        let (Ok(made), true) = (made, note.account == Some(account.0)) else {
            return Ok(PasskeyCheck::Wrong);
        };
        let key = match self.relying_party()?.finish_passkey_registration(&made, &note.state) {
            Ok(key) => key,
            Err(error) => {
                tracing::warn!(?error, "a passkey is not taken");
                return Ok(PasskeyCheck::Wrong);
            }
        };
        let credential = key.cred_id().to_vec();
        let plain = serde_json::to_vec(&Kept { name: name.to_owned(), key });
        let plain = plain.map_err(|_| StoreError::CannotSeal)?;
        let added = self.passkeys.add(account, &credential, &plain, self.clock.now()).await?;
        Ok(if added { PasskeyCheck::Right(()) } else { PasskeyCheck::Wrong })
    }

    /// Asks the browser for any passkey that opens something here.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn ask_for_passkey(&self) -> Result<PasskeyAsked, CannotUsePasskey> {
        let begun = self.relying_party()?.start_discoverable_authentication();
        let (challenge, state) = begun.map_err(CannotUsePasskey::Asking)?;
        self.asked(TO_USE, None, state, &challenge.public_key)
    }

    /// Whose passkey the browser brings.
    ///
    /// # Errors
    /// When nothing could be checked.
    pub async fn check_passkey(
        &self,
        note: &str,
        credential: &str,
    ) -> Result<PasskeyCheck<AccountId>, CannotUsePasskey> {
        let outcome = self.judge_passkey(note, credential).await?;
        let label = if matches!(outcome, PasskeyCheck::Right(_)) { "right" } else { "wrong" };
        metrics::counter!("front_door_log_in_attempts_total", "outcome" => label).increment(1);
        Ok(outcome)
    }

    async fn judge_passkey(
        &self,
        note: &str,
        credential: &str,
    ) -> Result<PasskeyCheck<AccountId>, CannotUsePasskey> {
        let Some(note) = self.passkey_note::<DiscoverableAuthentication>(TO_USE, note).await? else {
            return Ok(PasskeyCheck::TooLate);
        };
        let Ok(brought) = serde_json::from_str::<PublicKeyCredential>(credential) else {
            return Ok(PasskeyCheck::Wrong);
        };
        let relying_party = self.relying_party()?;
        let Ok((handle, id)) = relying_party.identify_discoverable_authentication(&brought) else {
            return Ok(PasskeyCheck::Wrong);
        };
        let found = self.passkeys.find(id).await?;
        let Some((account, plain)) = found.filter(|(account, _)| account.0 == handle) else {
            return Ok(PasskeyCheck::Wrong);
        };
        let mut kept: Kept =
            serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable("a passkey"))?;
        match relying_party.finish_discoverable_authentication_v2(&brought, note.state, &kept.key) {
            Ok(result) => {
                kept.key.update_credential(&result);
                let plain = serde_json::to_vec(&kept).map_err(|_| StoreError::CannotSeal)?;
                self.passkeys.used(id, &plain, self.clock.now()).await?;
                Ok(PasskeyCheck::Right(account))
            }
            Err(error) => {
                tracing::warn!(?error, "a passkey does not open");
                Ok(PasskeyCheck::Wrong)
            }
        }
    }

    /// Those of an account, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkeys(&self, account: AccountId) -> Result<Vec<PasskeyEntry>, StoreError> {
        Ok(self.kept_passkeys(account).await?.into_iter().map(|(entry, _)| entry).collect())
    }

    /// Takes one away; another account's stays.
    ///
    /// # Errors
    /// When it is not taken away.
    pub async fn remove_passkey(&self, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
        self.passkeys.remove(account, id).await
    }

    async fn kept_passkeys(&self, account: AccountId) -> Result<Vec<(PasskeyEntry, Kept)>, StoreError> {
        let read = |stored: crate::store::StoredPasskey| {
            let kept: Kept = serde_json::from_slice(&stored.plain).ok()?;
            let (id, name) = (stored.id, kept.name.clone());
            Some((PasskeyEntry { id, name, added_at: stored.added_at, last_used: stored.last_used }, kept))
        };
        let all = self.passkeys.of(account).await?.into_iter().map(read).collect::<Option<Vec<_>>>();
        all.ok_or(StoreError::Unreadable("a passkey"))
    }

    fn relying_party(&self) -> Result<&Webauthn, CannotUsePasskey> {
        self.relying_party.as_deref().ok_or(CannotUsePasskey::NotHere)
    }

    fn asked<S: Serialize>(
        &self,
        what: &'static str,
        account: Option<AccountId>,
        state: S,
        options: &impl Serialize,
    ) -> Result<PasskeyAsked, CannotUsePasskey> {
        let made_at = self.clock.now();
        let note = Note { id: Uuid::new_v4(), account: account.map(|account| account.0), state, made_at };
        let options = serde_json::to_string(options).map_err(|_| StoreError::CannotSeal)?;
        Ok(PasskeyAsked { options, note: self.seal_note(what, &note)? })
    }

    /// What a note says, once and not for long.
    async fn passkey_note<S: serde::de::DeserializeOwned>(
        &self,
        what: &'static str,
        sealed: &str,
    ) -> Result<Option<Note<S>>, StoreError> {
        let Some(note) = self.open_note::<Note<S>>(what, sealed) else { return Ok(None) };
        let now = self.clock.now();
        let age = now - note.made_at;
        let in_time = age <= LIFE && age >= Duration::zero();
        let is_first = in_time && self.used_once.take("passkey", &note.id.to_string(), now).await?;
        Ok(is_first.then_some(note))
    }
}
