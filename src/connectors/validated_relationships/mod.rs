//! The Validated Relationships Service (FHIR R4): who may act for whom nationally. It is read and told, nothing more.

mod mapping;
mod resources;

#[cfg(test)]
mod tests;

pub(super) use mapping::{Asked, Side, request, searched};

use async_trait::async_trait;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::Node;
use crate::connectors::fhir_r4::search::{Filter, Pages};
use crate::connectors::http::{ByteBudget, Question, SourceHttp, Timeouts};
use crate::connectors::{ConnectorError, RelationshipsService, ToldRelationships, about_somebody_else};

/// What is asked: what an authoritative source says of relations, and roles on either side.
const SEARCHES: [Asked; 3] = [
    Asked { resource_type: "RelatedPerson", parameter: "identifier", side: Side::Carer },
    Asked { resource_type: "Consent", parameter: "performer:identifier", side: Side::Carer },
    Asked { resource_type: "Consent", parameter: "patient:identifier", side: Side::Patient },
];
/// The longest reference code that is sent on.
const LONGEST_REFERENCE: usize = 40;

/// The national service.
pub struct ValidatedRelationships {
    http: SourceHttp,
    /// The identifier system by which it knows NHS numbers.
    system: String,
}

impl ValidatedRelationships {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        let system = config.patient_identifier_system.clone();
        Ok(Self { http: SourceHttp::new(config, budget, Timeouts::default())?, system })
    }

    async fn search(
        &self,
        asked: Asked,
        order: &FetchOrder,
        correlation: Uuid,
    ) -> Result<ToldRelationships, ConnectorError> {
        let number = format!("{}|{}", self.system, order.nhs_number().digits());
        let mut url = self.http.below(asked.resource_type)?;
        {
            let mut query = url.query_pairs_mut();
            query.append_pair(asked.parameter, &number);
            for include in asked.includes() {
                query.append_pair("_include", include);
            }
        }
        let parameter = asked.parameter.split(':').next().unwrap_or_default();
        let filter = Filter { parameters: &[parameter], values: &[number] };
        let pages = Pages::follow(&self.http.under(order), url, &filter, correlation).await?;
        searched(pages.bundles(), asked, order)
    }

    async fn all(&self, order: &FetchOrder) -> Result<ToldRelationships, ConnectorError> {
        let correlation = Uuid::new_v4();
        let mut told = ToldRelationships::default();
        for asked in SEARCHES {
            let more = self.search(asked, order, correlation).await?;
            told.set_aside += more.set_aside;
            for one in more.all {
                if !told.all.contains(&one) {
                    told.all.push(one);
                }
            }
        }
        Ok(told)
    }

    async fn asked_for(
        &self,
        order: &FetchOrder,
        reference: &str,
    ) -> Result<ToldRelationships, ConnectorError> {
        let fits = (1..=LONGEST_REFERENCE).contains(&reference.len())
            && reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !fits {
            return Err(ConnectorError::DoesNotKnowPerson);
        }
        let mut url = self.http.below("QuestionnaireResponse")?;
        url.query_pairs_mut().append_pair("ID", reference);
        let fetched = self.http.under(order).ask(&Question::get(url, Uuid::new_v4())).await?;
        request(Node::of(&fetched.json), order)
    }

    fn alarm(&self, outcome: &Result<ToldRelationships, ConnectorError>) {
        if let Err(error) = outcome {
            about_somebody_else(self.http.name(), error);
        }
    }
}

#[async_trait]
impl RelationshipsService for ValidatedRelationships {
    async fn relationships(&self, order: &FetchOrder) -> Result<ToldRelationships, ConnectorError> {
        let outcome = self.all(order).await;
        self.alarm(&outcome);
        outcome
    }

    async fn request(
        &self,
        order: &FetchOrder,
        reference: &str,
    ) -> Result<ToldRelationships, ConnectorError> {
        let outcome = self.asked_for(order, reference).await;
        self.alarm(&outcome);
        outcome
    }
}
