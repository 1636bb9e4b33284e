//! A private address at which a calendar reads when somebody's appointments are: made by the person alone, and the right
//! to read them there, while nobody is there.

use chrono::Duration;
use secrecy::SecretString;

use super::{Access, Permit, RecentlyProven};
use crate::domain::AccountId;
use crate::store::{CalendarFeed, StoreError};

/// It ends by itself after so long without a log-in.
const UNUSED_LOG_IN: Duration = Duration::days(365);

impl Access {
    /// Whether whoever asks has one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn calendar_feed(&self, permit: &Permit) -> Result<Option<CalendarFeed>, StoreError> {
        self.accounts.feeds.of(permit.actor()).await
    }

    /// Makes a new one, in the place of any other; what is to stand in its address is told once. None for anyone but the
    /// patient: a carer sees a calendar only while they may.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn make_calendar_feed(
        &self,
        proven: &RecentlyProven,
    ) -> Result<Option<SecretString>, StoreError> {
        if !proven.is_the_patients_own() {
            return Ok(None);
        }
        let secret = data_encoding::BASE64URL_NOPAD.encode(&rand::random::<[u8; 16]>());
        self.accounts.feeds.put(proven.actor(), &secret, self.clock.now()).await?;
        Ok(Some(secret.into()))
    }

    /// Ends it. Whether there was one.
    ///
    /// # Errors
    /// When it is not ended.
    pub async fn end_calendar_feed(&self, account: AccountId) -> Result<bool, StoreError> {
        self.accounts.feeds.end(account).await
    }

    /// The permit of a calendar that reads there, without anything of the patient's. None for an address that was never
    /// made, has ended, or is of somebody who has not logged in for a year.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn permit_of_calendar(&self, secret: &str) -> Result<Option<Permit>, StoreError> {
        let now = self.clock.now();
        match self.accounts.feeds.read(secret, now - UNUSED_LOG_IN, now).await? {
            Some(account) => self.to_remind(account).await,
            None => Ok(None),
        }
    }
}
