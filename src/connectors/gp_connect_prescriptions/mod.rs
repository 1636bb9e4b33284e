//! GP Connect, patient-facing prescriptions (FHIR R4): what a surgery lets a person ask for again, and the asking.

mod mapping;
mod ordering;
mod repeats;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use url::Url;
use uuid::Uuid;

use crate::access::{ActOrder, FetchOrder};
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::{Node, SubjectCheck, withhold_together};
use crate::connectors::http::{ByteBudget, Fetched, Question, SourceHttp, Timeouts};
use crate::connectors::{Connector, ConnectorError, NotOrdered, RepeatPrescriptions, alarmed};
use crate::domain::{Answer, Asking, InAnswer, Kind, Kinds, Prescription, Repeats, Requested};
use mapping::Bundles;

const PRESCRIPTIONS: Kinds = Kinds::just(Kind::Prescriptions);

/// A surgery's prescriptions as patients may see and ask for them.
pub struct GpConnectPrescriptions {
    http: SourceHttp,
    offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    system: String,
}

impl GpConnectPrescriptions {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Self::with_timeouts(config, budget, Timeouts::default())
    }

    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn with_timeouts(
        config: &SourceConfig,
        budget: ByteBudget,
        timeouts: Timeouts,
    ) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, timeouts)?,
            offers: config.offers.and(PRESCRIPTIONS),
            system: config.patient_identifier_system.clone(),
        })
    }

    async fn get(&self, order: &FetchOrder, url: Url, correlation: Uuid) -> Result<Fetched, ConnectorError> {
        self.http.under(order).ask(&Question::get(url, correlation)).await
    }

    /// Every request of the person's, with the medicines that they ask for.
    async fn tasks(&self, order: &FetchOrder, correlation: Uuid) -> Result<Fetched, ConnectorError> {
        let mut url = self.http.below("Task")?;
        url.query_pairs_mut()
            .append_pair("patient", &order.nhs_number().digits())
            .append_pair("_include", "Task:focus:MedicationRequest");
        self.get(order, url, correlation).await
    }

    /// Something below the person's own address.
    async fn of_patient(
        &self,
        order: &FetchOrder,
        what: &str,
        correlation: Uuid,
    ) -> Result<Fetched, ConnectorError> {
        let url = self.http.below(&format!("Patient/{}/{what}", order.nhs_number().digits()))?;
        self.get(order, url, correlation).await
    }

    /// A person's id here is the NHS number, any of those that mean them.
    fn check<'o>(&'o self, order: &'o FetchOrder) -> SubjectCheck<'o> {
        let ids = order.numbers().iter().map(|number| number.digits());
        SubjectCheck::new(order, &self.system).with_patient_ids(ids)
    }

    fn read<'a>(&self, pages: &[&'a Fetched], order: &FetchOrder) -> Result<Bundles<'a>, ConnectorError> {
        let bundles: Vec<_> = pages.iter().map(|page| Node::of(&page.json)).collect();
        let is_partial = pages.iter().any(|page| page.is_partial);
        Bundles::read(&bundles, is_partial, self.http.base().as_str(), &self.check(order))
    }

    async fn asked_for(&self, order: &FetchOrder) -> Result<Answer, ConnectorError> {
        let tasks = self.tasks(order, Uuid::new_v4()).await?;
        let mut answer = Answer::default();
        Prescription::put(&mut answer, self.read(&[&tasks], order)?.prescriptions());
        Ok(answer)
    }

    fn alarmed<T>(&self, outcome: Result<T, ConnectorError>) -> Result<T, ConnectorError> {
        alarmed(self.http.name(), outcome)
    }
}

#[async_trait]
impl Connector for GpConnectPrescriptions {
    fn asked_together(&self, kind: Kind) -> Kinds {
        self.offers.and(Kinds::just(kind))
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        if kinds.and(self.offers).is_empty() {
            return Ok(Answer::default());
        }
        self.alarmed(self.asked_for(order).await)
    }

    fn repeat_prescriptions(&self) -> Option<&dyn RepeatPrescriptions> {
        Some(self)
    }
}

#[async_trait]
impl RepeatPrescriptions for GpConnectPrescriptions {
    async fn repeats(&self, order: &FetchOrder) -> Result<Repeats, ConnectorError> {
        let correlation = Uuid::new_v4();
        let (statements, requests, tasks) = futures::join!(
            self.of_patient(order, "MedicationStatement", correlation),
            self.of_patient(order, "MedicationRequest", correlation),
            self.tasks(order, correlation),
        );
        // Each of the three changes what may be asked for: without one of them nothing is said.
        let (mut statements, mut requests, mut tasks) = (statements?, requests?, tasks?);
        withhold_together([&mut statements.json, &mut requests.json, &mut tasks.json]);
        let bundles = self.alarmed(self.read(&[&statements, &requests, &tasks], order))?;
        Ok(repeats::repeats(&bundles, chrono::Utc::now()))
    }

    async fn order(&self, act: &ActOrder, asking: Asking<'_>) -> Result<Requested, NotOrdered> {
        ordering::order(self, act, asking).await
    }

    async fn made_for(&self, act: &ActOrder) -> Result<Option<Requested>, ConnectorError> {
        ordering::look(self, act, Uuid::new_v4()).await
    }

    async fn requested(&self, order: &FetchOrder, id: &str) -> Result<Requested, ConnectorError> {
        let tasks = self.tasks(order, Uuid::new_v4()).await?;
        let bundles = self.alarmed(self.read(&[&tasks], order))?;
        bundles.requested().find(|requested| requested.id == id).ok_or(ConnectorError::Gone)
    }

    async fn take_back(&self, act: &ActOrder, id: &str) -> Result<Requested, NotOrdered> {
        ordering::take_back(self, act, id).await
    }
}
