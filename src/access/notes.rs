//! Sealed notes that a browser carries for us: nothing is stored for people who never come back with them.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::accounts::Accounts;
use crate::store::{Belongs, StoreError};

impl Accounts {
    /// Seals a note that opens again only for the same use.
    pub(super) fn seal_note(
        &self,
        what: &'static str,
        note: &impl Serialize,
    ) -> Result<SecretString, StoreError> {
        let plain = serde_json::to_vec(note).map_err(|_| StoreError::CannotSeal)?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(self.keys.seal(&Belongs::carried(what), &plain)?).into())
    }

    /// What a note says; none for one that is not ours, or was changed.
    pub(super) fn open_note<T: DeserializeOwned>(&self, what: &'static str, sealed: &str) -> Option<T> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let plain = self.keys.open(&Belongs::carried(what), &bytes).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}
