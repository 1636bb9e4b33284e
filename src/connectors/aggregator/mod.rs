//! The Patient Care Aggregator (FHIR R4): what hospitals' own portals tell a national service, in one answer.

mod activity;
mod mapping;
mod missing;
mod plan;
mod task;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use url::Url;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, SubjectCheck};
use crate::connectors::fhir_r4::search::{Filter, Pages};
use crate::connectors::http::{ByteBudget, SourceHttp, Timeouts};
use crate::connectors::{Connector, ConnectorError, alarmed};
use crate::domain::{Answer, Kind, Kinds};

/// Where the one question stands, below the service's address.
const EVENTS: &str = "/aggregator/events";

/// The national service that gathers hospital care.
pub struct Aggregator {
    http: SourceHttp,
    offers: Kinds,
    system: String,
}

impl Aggregator {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            offers: config.offers.and(aggregated()),
            system: config.patient_identifier_system.clone(),
        })
    }

    async fn ask(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let identifier = format!("{NHS_NUMBER_SYSTEM}|{}", order.nhs_number().digits());
        let mut url = events(self.http.base());
        url.query_pairs_mut().append_pair("patient:identifier", &identifier);
        let filter = Filter { parameters: &["patient"], values: &[identifier] };
        let pages = Pages::follow(&self.http.under(order), url, &filter, Uuid::new_v4()).await?;
        let bundles: Vec<_> = pages.bundles().collect();
        let check = SubjectCheck::new(order, &self.system);
        let told = mapping::read(&bundles, self.http.base().as_str(), &check)?;
        Ok(told.answer(pages.is_partial(), kinds.and(self.offers)))
    }
}

/// The address of the question, whether or not the base address names it already.
fn events(base: &Url) -> Url {
    let path = base.path().trim_end_matches('/');
    let service = path.strip_suffix(EVENTS).unwrap_or(path);
    let mut url = base.clone();
    url.set_path(&format!("{service}{EVENTS}"));
    url
}

/// The kinds that one answer holds.
fn aggregated() -> Kinds {
    let kinds = [Kind::Appointments, Kind::Letters, Kind::Referrals, Kind::CarePlans, Kind::Questionnaires];
    kinds.into_iter().collect()
}

#[async_trait]
impl Connector for Aggregator {
    fn asked_together(&self, kind: Kind) -> Kinds {
        if self.offers.contains(kind) { self.offers } else { Kinds::NONE }
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let outcome = self.ask(order, kinds).await;
        alarmed(self.http.name(), outcome)
    }
}

/// Reads one answer for every kind.
#[cfg(test)]
pub(super) fn read(
    bundle: crate::connectors::fhir_json::Node,
    order: &FetchOrder,
) -> Result<Answer, ConnectorError> {
    let check = SubjectCheck::new(order, NHS_NUMBER_SYSTEM);
    mapping::read(&[bundle], "https://x", &check).map(|told| told.answer(false, aggregated()))
}
