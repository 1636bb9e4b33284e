//! The national immunisation history (FHIR R4): every vaccination given on behalf of the health service, in one search.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use url::Url;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::{SubjectCheck, link};
use crate::connectors::fhir_r4::mapping::Found;
use crate::connectors::fhir_r4::search::{Filter, Pages};
use crate::connectors::http::{ByteBudget, SourceHttp, Timeouts};
use crate::connectors::{Connector, ConnectorError, alarmed};
use crate::domain::{Answer, Kind, Kinds};

const VACCINATIONS: Kinds = Kinds::just(Kind::Vaccinations);
/// How the vaccine types are asked for: as the Immunisation History API has it, and as the Immunisation FHIR API does
/// that replaces it.
const TARGET_NAMES: [&str; 2] = ["immunization.target", "-immunization.target"];

/// The national service.
pub struct ImmunisationHistory {
    http: SourceHttp,
    offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    system: String,
    /// The vaccine types asked for; none asks for all.
    targets: Vec<String>,
    /// Which of [`TARGET_NAMES`] it understands, as far as that was found out.
    target_name: AtomicUsize,
}

impl ImmunisationHistory {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            offers: config.offers.and(VACCINATIONS),
            system: config.patient_identifier_system.clone(),
            targets: config.immunisation_targets.clone(),
            target_name: AtomicUsize::new(0),
        })
    }

    /// Both services refuse the other's name for the types with a 400.
    async fn pages(&self, order: &FetchOrder) -> Result<Pages, ConnectorError> {
        let correlation = Uuid::new_v4();
        let known = self.target_name.load(Ordering::Relaxed);
        match self.search(order, known, correlation).await {
            Err(ConnectorError::ServerError(400)) if !self.targets.is_empty() => {
                let other = (known + 1) % TARGET_NAMES.len();
                let pages = self.search(order, other, correlation).await?;
                self.target_name.store(other, Ordering::Relaxed);
                Ok(pages)
            }
            outcome => outcome,
        }
    }

    async fn search(
        &self,
        order: &FetchOrder,
        target_name: usize,
        correlation: Uuid,
    ) -> Result<Pages, ConnectorError> {
        let identifier = format!("{}|{}", self.system, order.nhs_number().digits());
        let mut url = self.http.below("Immunization")?;
        url.query_pairs_mut()
            .append_pair("patient.identifier", &identifier)
            .append_pair("_include", "Immunization:patient");
        if let (Some(name), false) = (TARGET_NAMES.get(target_name), self.targets.is_empty()) {
            url.query_pairs_mut().append_pair(name, &self.targets.join(","));
        }
        let filter = Filter { parameters: &["patient", "-patient", "identifier"], values: &[identifier] };
        Pages::follow(&self.http.under(order), url, &filter, correlation).await
    }

    fn answer(&self, pages: Pages, order: &FetchOrder) -> Result<Answer, ConnectorError> {
        let is_narrowed = narrowed(&pages, &self.targets);
        let check = SubjectCheck::new(order, &self.system);
        let mut all = [("Immunization", pages)];
        let found = Found::read(&mut all, self.http.base().as_str(), &check)?;
        let mut answer = Answer::default();
        found.put(Kind::Vaccinations, is_narrowed, &mut answer);
        Ok(answer)
    }
}

/// Whether the service says that it searched for fewer vaccine types than were asked for: it leaves out those that
/// we are not allowed to see.
fn narrowed(pages: &Pages, targets: &[String]) -> bool {
    let told = pages.bundles().next().and_then(|bundle| link(bundle, "self"));
    let Some(url) = told.and_then(|told| Url::parse(told).ok()) else { return false };
    let searched: HashSet<String> = url
        .query_pairs()
        .filter(|(name, _)| TARGET_NAMES.contains(&name.as_ref()))
        .flat_map(|(_, value)| value.split(',').map(str::to_uppercase).collect::<Vec<_>>())
        .collect();
    !searched.is_empty() && targets.iter().any(|target| !searched.contains(&target.to_uppercase()))
}

#[async_trait]
impl Connector for ImmunisationHistory {
    fn asked_together(&self, kind: Kind) -> Kinds {
        self.offers.and(Kinds::just(kind))
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        if kinds.and(self.offers).is_empty() {
            return Ok(Answer::default());
        }
        let outcome = match self.pages(order).await {
            Ok(pages) => self.answer(pages, order),
            Err(error) => Err(error),
        };
        alarmed(self.http.name(), outcome)
    }
}

/// Reads one bundle.
#[cfg(test)]
pub(super) fn read(bundle: super::fhir_json::Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    let check = SubjectCheck::new(order, super::fhir_json::NHS_NUMBER_SYSTEM);
    let mut answer = Answer::default();
    Found::of_bundles([("Immunization", bundle)], "https://x", &check)?.put(
        Kind::Vaccinations,
        false,
        &mut answer,
    );
    Ok(answer)
}
