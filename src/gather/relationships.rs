//! Reads who may act for whom nationally and writes it down. Nothing that opens a record looks at it.

use std::sync::Arc;

use crate::access::{Authority, FetchOrder};
use crate::connectors::{ConnectorError, RelationshipsService};
use crate::domain::{Clock, Organisation};
use crate::store::{LastRead, NationalRelationships, StoreError};

/// The national service, and where what it says is kept.
#[derive(Clone)]
pub struct Relationships {
    organisation: Arc<Organisation>,
    service: Arc<dyn RelationshipsService>,
    kept: NationalRelationships,
    /// It answers to nobody but the patient with the patient's own national log-in.
    needs_nhs_login: bool,
    clock: Clock,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    #[error("the service answers only to the patient's own national log-in")]
    NeedsNhsLogin,
    #[error("the national service did not tell: {0}")]
    NotTold(#[from] ConnectorError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Relationships {
    pub fn new(
        organisation: Organisation,
        service: Arc<dyn RelationshipsService>,
        kept: NationalRelationships,
        needs_nhs_login: bool,
        clock: Clock,
    ) -> Self {
        Self { organisation: Arc::new(organisation), service, kept, needs_nhs_login, clock }
    }

    /// Who runs the service.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// Asks the service about the order's subject and keeps what it says. Where it fails, what was read before stays.
    ///
    /// # Errors
    /// A named [`NotRead`]; then nothing was changed.
    pub async fn read(&self, order: &FetchOrder) -> Result<LastRead, NotRead> {
        let is_present = matches!(order.authority(), Authority::PatientPresent(_));
        if self.needs_nhs_login && !is_present {
            return Err(NotRead::NeedsNhsLogin);
        }
        let told = self.service.relationships(order).await?;
        if told.set_aside > 0 {
            tracing::warn!(set_aside = told.set_aside, "national relationships could not all be read");
        }
        let at = self.clock.now();
        self.kept.keep(order.subject().id, &told.all, at).await?;
        Ok(LastRead { at, all: told.all })
    }

    /// What was last read of the order's subject.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_read(&self, order: &FetchOrder) -> Result<Option<LastRead>, StoreError> {
        self.kept.last_read(order.subject().id).await
    }
}
