//! Prescriptions for Patients (FHIR R4): every electronic prescription of a person's, and where each is.

mod mapping;
mod state;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::{Node, SubjectCheck};
use crate::connectors::http::{ByteBudget, Question, SourceHttp, Timeouts, header};
use crate::connectors::{Connector, ConnectorError, alarmed};
use crate::domain::{Answer, InAnswer, Kind, Kinds, Prescription};

const PRESCRIPTIONS: Kinds = Kinds::just(Kind::Prescriptions);

/// The national service.
pub struct PrescriptionsForPatients {
    http: SourceHttp,
    offers: Kinds,
    /// The identifier system by which it knows NHS numbers.
    system: String,
}

impl PrescriptionsForPatients {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            offers: config.offers.and(PRESCRIPTIONS),
            system: config.patient_identifier_system.clone(),
        })
    }

    async fn ask(&self, order: &FetchOrder) -> Result<Answer, ConnectorError> {
        let mut question = Question::get(self.http.below("Bundle")?, Uuid::new_v4());
        // The one question names nobody: the patient's own token does, from which the gateway before the real service
        // makes this header. The practice service has no gateway.
        if order.patient_token().is_none() {
            let patient = format!("P9:{}", order.nhs_number().digits());
            question.headers.extend(header("nhsd-nhslogin-user", &patient));
        }
        let fetched = self.http.under(order).ask(&question).await?;
        let check = SubjectCheck::new(order, &self.system);
        let mut part = mapping::read(Node::of(&fetched.json), self.http.base().as_str(), &check)?;
        if fetched.is_partial {
            mapping::note_incomplete(&mut part);
        }
        let mut answer = Answer::default();
        Prescription::put(&mut answer, part);
        Ok(answer)
    }
}

#[async_trait]
impl Connector for PrescriptionsForPatients {
    fn asked_together(&self, kind: Kind) -> Kinds {
        self.offers.and(Kinds::just(kind))
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        if kinds.and(self.offers).is_empty() {
            return Ok(Answer::default());
        }
        let outcome = self.ask(order).await;
        alarmed(self.http.name(), outcome)
    }
}

/// Reads one answer.
#[cfg(test)]
pub(super) fn read(bundle: Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    let check = SubjectCheck::new(order, crate::connectors::fhir_json::NHS_NUMBER_SYSTEM);
    let mut answer = Answer::default();
    Prescription::put(&mut answer, mapping::read(bundle, "https://x", &check)?);
    Ok(answer)
}
