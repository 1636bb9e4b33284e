//! Community records behind the openEHR REST API (ITS-REST 1.0): one query in AQL brings visits and results together.

mod composition;
mod ehr;
mod entries;
mod laboratory;
mod measurement;
mod pages;
mod rows;
mod subject;
mod values;
mod visit;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use uuid::Uuid;

use self::pages::Pages;
use self::rows::Rows;
use self::subject::EhrCheck;
use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::http::{ByteBudget, SourceHttp, Timeouts};
use crate::connectors::{Connector, ConnectorError, alarmed};
use crate::domain::{Answer, Kind, Kinds};

/// A clinical data repository that knows people by NHS number.
pub struct OpenEhr {
    http: SourceHttp,
    offers: Kinds,
    /// The namespace by which it knows NHS numbers (`subject_namespace`).
    namespace: String,
}

impl OpenEhr {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            offers: config.offers.and(readable()),
            namespace: config.patient_identifier_system.clone(),
        })
    }

    async fn answer(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let correlation = Uuid::new_v4();
        let http = self.http.under(order);
        let ehr_id = ehr::find(&http, &self.namespace, order, correlation).await?;
        let pages = Pages::fetch(&http, &ehr_id, correlation).await?;
        let check = EhrCheck::new(order, &self.namespace, &ehr_id);
        let rows = Rows::read(pages.results(), &check)?;
        Ok(composition::answer(&rows, pages.is_cut_short, kinds))
    }
}

/// The kinds that compositions are read as.
pub fn readable() -> Kinds {
    Kinds::just(Kind::Visits).with(Kinds::just(Kind::TestResults))
}

#[async_trait]
impl Connector for OpenEhr {
    fn asked_together(&self, kind: Kind) -> Kinds {
        if self.offers.contains(kind) { self.offers } else { Kinds::NONE }
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let outcome = self.answer(order, kinds.and(self.offers)).await;
        alarmed(self.http.name(), outcome)
    }
}

#[cfg(test)]
pub(super) use ehr::read as read_ehr;

/// Reads one page of a query's answer, for the EHR of the order's subject with that id.
#[cfg(test)]
pub(super) fn read(
    result: super::fhir_json::Node,
    order: &FetchOrder,
    namespace: &str,
    ehr_id: &str,
) -> Result<Answer, ConnectorError> {
    let rows = Rows::read([result], &EhrCheck::new(order, namespace, ehr_id))?;
    Ok(composition::answer(&rows, false, readable()))
}
