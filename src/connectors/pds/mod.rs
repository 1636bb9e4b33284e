//! The Personal Demographics Service (FHIR R4): who somebody is, which surgery they belong to, and how to reach them.

mod change;
mod contact;
mod details;
mod mapping;

#[cfg(test)]
mod tests;

pub use change::{CannotChange, Changed};
#[cfg(test)]
pub(super) use contact::{contact_details, patches};
#[cfg(test)]
pub(super) use details::answer as details;

use async_trait::async_trait;
use uuid::Uuid;

use crate::access::{ActOrder, FetchOrder};
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{ByteBudget, Question, SourceHttp, Timeouts};
use crate::connectors::{
    Connector, ConnectorError, ContactService, DemographicsService, about_somebody_else,
};
use crate::domain::{Answer, ContactChange, ContactDetails, Demographics, Kind, Kinds};

/// The national demographics service.
pub struct Pds {
    http: SourceHttp,
}

impl Pds {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self { http: SourceHttp::new(config, budget, Timeouts::default())? })
    }
}

#[async_trait]
impl DemographicsService for Pds {
    async fn find(&self, order: &FetchOrder) -> Result<Demographics, ConnectorError> {
        let number = order.nhs_number();
        let url = self.http.below(&format!("Patient/{}", number.digits()))?;
        let fetched = self.http.under(order).ask(&Question::get(url, Uuid::new_v4())).await?;
        let outcome = mapping::demographics(Node::of(&fetched.json), order);
        if let Err(error) = &outcome {
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }
}

/// Who the person is and how to reach them, as one more holder of it.
#[async_trait]
impl Connector for Pds {
    fn asked_together(&self, kind: Kind) -> Kinds {
        Kinds::just(kind).and(Kinds::just(Kind::Details))
    }

    async fn fetch(&self, order: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
        let url = self.http.below(&format!("Patient/{}", order.nhs_number().digits()))?;
        let fetched = self.http.under(order).ask(&Question::get(url, Uuid::new_v4())).await?;
        let outcome = details::answer(Node::of(&fetched.json), order, self.http.base().as_str());
        if let Err(error) = &outcome {
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }
}

#[async_trait]
impl ContactService for Pds {
    async fn standing(&self, order: &FetchOrder) -> Result<ContactDetails, ConnectorError> {
        self.standing_details(order).await
    }

    async fn change(
        &self,
        act: &ActOrder,
        seen: &ContactDetails,
        change: &ContactChange,
    ) -> Result<Changed, CannotChange> {
        self.make_change(act, seen, change).await
    }
}
