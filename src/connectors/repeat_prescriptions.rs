//! What every interface must do by which a surgery is asked for medicines again.

use async_trait::async_trait;

use super::ConnectorError;
use crate::access::{ActOrder, FetchOrder};
use crate::domain::{Asking, Repeats, Requested};

/// A surgery's repeat prescriptions.
#[async_trait]
pub trait RepeatPrescriptions: Send + Sync {
    /// What can be asked for again, and why not, of the order's subject.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; never a guess.
    async fn repeats(&self, order: &FetchOrder) -> Result<Repeats, ConnectorError>;

    /// Asks for one medicine again. The same wish twice asks once: the second time the
    /// first request comes back.
    ///
    /// # Errors
    /// A named [`NotOrdered`]; [`NotOrdered::NotKnown`] alone leaves open whether it was ordered.
    async fn order(&self, act: &ActOrder, asking: Asking<'_>) -> Result<Requested, NotOrdered>;

    /// The request that was made for this wish, where there is one.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; never a guess.
    async fn made_for(&self, act: &ActOrder) -> Result<Option<Requested>, ConnectorError>;

    /// How a request of the order's subject stands now.
    ///
    /// # Errors
    /// A named [`ConnectorError`]; [`ConnectorError::Gone`] where the surgery lists no such request.
    async fn requested(&self, order: &FetchOrder, id: &str) -> Result<Requested, ConnectorError>;

    /// Takes a request back, which a surgery allows until it has begun to deal with it.
    ///
    /// # Errors
    /// A named [`NotOrdered`]; [`NotOrdered::TooLate`] where it is being dealt with.
    async fn take_back(&self, act: &ActOrder, id: &str) -> Result<Requested, NotOrdered>;
}

/// Why a medicine was not asked for, or a request not taken back.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotOrdered {
    /// There is an open request for it (`DUPLICATE_REJECTED`).
    #[error("it was asked for already")]
    AlreadyAskedFor,
    /// The surgery lists no such medicine or request (`REFERENCE_NOT_FOUND`, `RESOURCE_NOT_FOUND`).
    #[error("the surgery does not list it")]
    NotListed,
    /// The comment is longer than the surgery takes.
    #[error("the comment is too long")]
    CommentTooLong,
    /// The surgery does not let this person ask (`ACCESS_DENIED`).
    #[error("not allowed")]
    NotAllowed,
    /// It is being dealt with, or over.
    #[error("it is too late")]
    TooLate,
    /// The surgery refused for another reason, in its own words where it gave any.
    #[error("refused")]
    Refused(Option<String>),
    /// Nobody can say whether it was done; the same wish may be tried again.
    #[error("not known whether it was done: {0}")]
    NotKnown(ConnectorError),
    /// Nothing was done.
    #[error("not done: {0}")]
    NotDone(ConnectorError),
}
