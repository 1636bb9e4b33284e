//! The Personal Demographics Service (FHIR R4): who somebody is, which surgery they belong to, and how to reach them.

mod change;
mod contact;
mod details;
mod mapping;
mod related;

#[cfg(test)]
mod tests;

pub use change::{CannotChange, Changed};
#[cfg(test)]
pub(super) use contact::{contact_details, patches};
#[cfg(test)]
pub(super) use details::answer as details;
#[cfg(test)]
pub(super) use related::people as related_people;

use async_trait::async_trait;
use uuid::Uuid;

use crate::access::{ActOrder, FetchOrder};
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{Auth, ByteBudget, Question, SourceHttp, Timeouts};
use crate::connectors::{Connector, ConnectorError, ContactService, DemographicsService, alarmed};
use crate::domain::{Answer, ContactChange, ContactDetails, Demographics, Kind, Kinds, WhyNotAsked};
use related::RelatedPeople;

/// The national demographics service.
pub struct Pds {
    http: SourceHttp,
    /// Where changes go, with the patient's own token; none where none are sent. All reading is done by `http`, as
    /// Front Door itself.
    changes: Option<SourceHttp>,
}

impl Pds {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        let http = SourceHttp::new(config, budget.clone(), Timeouts::default())?;
        let for_changes = |auth: &Auth| {
            let config = SourceConfig { auth: auth.clone(), ..config.clone() };
            SourceHttp::new(&config, budget.clone(), Timeouts::default())
        };
        let changes = config.changes_auth.as_ref().map(for_changes).transpose()?;
        Ok(Self { http, changes })
    }
}

#[async_trait]
impl DemographicsService for Pds {
    async fn find(&self, order: &FetchOrder) -> Result<Demographics, ConnectorError> {
        let number = order.nhs_number();
        let url = self.http.below(&format!("Patient/{}", number.digits()))?;
        let fetched = self.http.under(order).ask(&Question::get(url, Uuid::new_v4())).await?;
        let outcome = mapping::demographics(Node::of(&fetched.json), order);
        alarmed(self.http.name(), outcome)
    }
}

/// Who the person is and how to reach them, as one more holder of it.
#[async_trait]
impl Connector for Pds {
    fn asked_together(&self, kind: Kind) -> Kinds {
        Kinds::just(kind).and(Kinds::just(Kind::Details))
    }

    fn contact_service(&self) -> Option<&dyn ContactService> {
        self.changes.is_some().then_some(self)
    }

    async fn fetch(&self, order: &FetchOrder, _: Kinds) -> Result<Answer, ConnectorError> {
        let (number, correlation) = (order.nhs_number().digits(), Uuid::new_v4());
        let url = self.http.below(&format!("Patient/{number}"))?;
        let (patient, related) = (Question::get(url, correlation), self.related_people(order, correlation));
        let http = self.http.under(order);
        let (fetched, related) = futures::join!(http.ask(&patient), related);
        let base = self.http.base().as_str();
        let outcome = fetched.and_then(|fetched| {
            let related = match related {
                Err(ConnectorError::AboutSomebodyElse) => return Err(ConnectorError::AboutSomebodyElse),
                related => related.ok(),
            };
            details::answer(Node::of(&fetched.json), related, order, base)
        });
        alarmed(self.http.name(), outcome)
    }
}

impl Pds {
    /// Those whom the service lists to be contacted about the person (`GET /Patient/{id}/RelatedPerson`).
    async fn related_people(
        &self,
        order: &FetchOrder,
        correlation: Uuid,
    ) -> Result<RelatedPeople, ConnectorError> {
        let url = self.http.below(&format!("Patient/{}/RelatedPerson", order.nhs_number().digits()))?;
        match self.http.under(order).ask(&Question::get(url, correlation)).await {
            Ok(fetched) => related::people(Node::of(&fetched.json), order),
            // "No related people exist for given NHS number."
            Err(ConnectorError::DoesNotKnowPerson) => Ok(RelatedPeople::default()),
            Err(error) => Err(error),
        }
    }
}

#[async_trait]
impl ContactService for Pds {
    fn takes_changes(&self, order: &FetchOrder) -> Result<(), WhyNotAsked> {
        self.changes.as_ref().map_or(Err(WhyNotAsked::NotApproved), |changes| changes.may_be_asked(order))
    }

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
