//! Coming to the staff desk by the log-in that somebody has at work: which account it opens, and how it comes to open one.
//!
//! What a provider says of an email address is not taken: some let people write there what they like. Whoever comes for
//! the first time logs in once with their own password and code and says that it was they who came, since a desk's
//! browser is shared; from then on that log-in opens the account.

use chrono::{DateTime, Duration, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{HalfStaff, StaffAccounts, StaffPermit};
use crate::access::LostWay;
use crate::access::nhs_login::same;
use crate::domain::OdsCode;
use crate::store::{StaffEvent, StoreError, WhatChanged};

const WAY: &str = "staff_way";
const CAME: &str = "staff_came";
/// How long somebody may take there, and then for the first log-in here.
const LONGEST: Duration = Duration::minutes(10);

/// A log-in that has begun. It travels sealed in a cookie.
#[derive(Serialize, Deserialize)]
pub struct StaffWay {
    /// Which provider.
    pub key: String,
    pub state: String,
    pub nonce: String,
    pub verifier: Option<String>,
    pub begun_at: DateTime<Utc>,
}

/// Without the secrets.
impl std::fmt::Debug for StaffWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffWay").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Whom a provider let through. It travels sealed in a cookie.
#[derive(Clone, Serialize, Deserialize)]
pub struct Came {
    pub issuer: String,
    pub sub: String,
    /// For whoever is asked whether it was they.
    pub name: String,
    /// The provider, as staff know it.
    pub provider: String,
    /// Whose staff come by it.
    pub organisations: Vec<OdsCode>,
    pub took_second_step: bool,
    pub at: DateTime<Utc>,
}

/// What came of coming by a provider.
#[derive(Debug)]
pub enum StaffCameBy {
    /// The log-in of an account, and its note for the browser: half of one where the provider took no second step.
    Account(HalfStaff, SecretString),
    /// It opens nothing yet; the note is for after the first log-in here.
    FirstTime(SecretString),
    /// It opens an account of another organisation's.
    OtherOrganisation,
}

impl StaffAccounts {
    /// What the cookie holds while the browser is away.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal_way(&self, way: &StaffWay) -> Result<SecretString, StoreError> {
        self.seal(WAY, way)
    }

    /// Opens what the browser brought back to the address of a provider, for the `state` that came with it, once.
    ///
    /// # Errors
    /// When our database does not answer; the inner one says why it does not count.
    pub async fn open_way(
        &self,
        sealed: Option<&str>,
        key: &str,
        state: &str,
    ) -> Result<Result<StaffWay, LostWay>, StoreError> {
        let way = sealed.and_then(|sealed| self.unseal::<StaffWay>(WAY, sealed));
        let Some(way) = way.filter(|way| way.key == key && same(&way.state, state)) else {
            return Ok(Err(LostWay::NotBegunHere));
        };
        let now = self.clock.now();
        if now - way.begun_at > LONGEST || way.begun_at > now {
            return Ok(Err(LostWay::TooLate));
        }
        let is_first = self.used_once.take("staff-way", &way.state, now).await?;
        Ok(if is_first { Ok(way) } else { Err(LostWay::UsedBefore) })
    }

    /// Whose account it is that a provider's word opens.
    ///
    /// # Errors
    /// When our database does not answer.
    pub async fn came_by(&self, came: &Came) -> Result<StaffCameBy, StoreError> {
        let Some(staff) = self.store.by_provider(&came.issuer, &came.sub).await? else {
            return Ok(StaffCameBy::FirstTime(self.seal(CAME, came)?));
        };
        let account = self.store.one(staff).await?;
        if !account.is_some_and(|account| came.organisations.contains(&account.organisation)) {
            return Ok(StaffCameBy::OtherOrganisation);
        }
        let (half, note) = self.new_half(staff, came.took_second_step)?;
        Ok(StaffCameBy::Account(half, note))
    }

    /// Who came to this browser a moment ago and opened nothing, where staff of this organisation come so.
    pub fn who_came(&self, sealed: Option<&str>, organisation: &OdsCode) -> Option<Came> {
        let came = self.unseal::<Came>(CAME, sealed?)?;
        let age = self.clock.now() - came.at;
        let is_new = age <= LONGEST && age >= Duration::zero();
        (is_new && came.organisations.contains(organisation)).then_some(came)
    }

    /// From now on that log-in opens this account. False where it opens one already.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn let_open(&self, staff: &StaffPermit, came: &Came) -> Result<bool, StoreError> {
        let about = staff.id();
        let (at, what) = (self.clock.now(), WhatChanged::ProviderOpens);
        let event = StaffEvent { at, by: Some(about), about, what, roles: staff.roles() };
        self.store.let_provider_open(&came.issuer, &came.sub, staff.organisation(), &event).await
    }
}
