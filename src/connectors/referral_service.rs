//! What patients can ask about their referrals where an organisation takes it.

use async_trait::async_trait;
use uuid::Uuid;

use super::{ConnectorError, NotTaken, Taken};
use crate::access::{ActOrder, FetchOrder};
use crate::domain::{Referral, RequestState};

/// Where an organisation takes word that a referral is no longer needed. Whether it then ends is for somebody there to
/// decide.
#[async_trait]
pub trait ReferralService: Send + Sync {
    /// How a referral of the order's subject stands there now, and what became of this wish; none where it has no such
    /// referral (any more).
    ///
    /// # Errors
    /// A named [`ConnectorError`].
    async fn referral(
        &self,
        order: &FetchOrder,
        referral: &str,
        wish: Uuid,
    ) -> Result<Option<ReferralNow>, ConnectorError>;

    /// Says that the patient no longer needs a referral, with why where they said it. Sent once for each wish.
    ///
    /// # Errors
    /// A named [`NotTaken`], which tells whether it may have arrived.
    async fn no_longer_needed(
        &self,
        act: &ActOrder,
        referral: &Referral,
        why: Option<&str>,
    ) -> Result<Taken, NotTaken>;
}

/// A referral as its organisation has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferralNow {
    pub state: RequestState,
    /// What it says to the wish to end it; none where it has no such wish.
    pub answer: Option<EndAnswer>,
}

/// What an organisation says to the wish to end a referral.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EndAnswer {
    /// Nobody has decided yet.
    NotYet,
    Agreed,
    /// In its own words, where it gave any.
    Refused(Option<String>),
}
