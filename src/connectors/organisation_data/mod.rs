//! Organisation Data Terminology (FHIR R4): what the Organisation Data Service lists of an organisation.

mod mapping;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use mapping::{organisation, successors};

use async_trait::async_trait;
use uuid::Uuid;

use crate::connectors::config::{CannotConnect, SourceConfig};
use crate::connectors::fhir_json::Node;
use crate::connectors::http::{ByteBudget, Question, SourceHttp, Timeouts};
use crate::connectors::{CannotLookUp, ConnectorError, OrganisationDirectory};
use crate::domain::{OdsCode, OrganisationDetails};

/// The identifier system of ODS codes, and the code system in which each is a term.
pub const ODS_SYSTEM: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// The national list. It is asked with an ODS code and nothing else: nothing personal is sent.
pub struct OrganisationData {
    http: SourceHttp,
}

impl OrganisationData {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self { http: SourceHttp::new(config, budget, Timeouts::default())? })
    }

    /// Who took over, by the terminology's own look-up; nothing where it does not say.
    async fn successors(&self, ods_code: &OdsCode, correlation: Uuid) -> Option<Vec<OdsCode>> {
        let mut url = self.http.below("CodeSystem/$lookup").ok()?;
        url.query_pairs_mut()
            .append_pair("system", ODS_SYSTEM)
            .append_pair("code", ods_code.as_str())
            .append_pair("property", "successor");
        match self.http.ask(&Question::get(url, correlation)).await {
            Ok(fetched) => mapping::successors(Node::of(&fetched.json), ods_code),
            Err(error) => {
                tracing::info!(source = self.http.name(), %error, "no successor is known");
                None
            }
        }
    }
}

#[async_trait]
impl OrganisationDirectory for OrganisationData {
    async fn organisation(&self, ods_code: &OdsCode) -> Result<OrganisationDetails, CannotLookUp> {
        let correlation = Uuid::new_v4();
        let url = self.http.below(&format!("Organization/{ods_code}"))?;
        let fetched = self.http.ask(&Question::get(url, correlation)).await.map_err(|error| match error {
            ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => CannotLookUp::NotThere,
            other => CannotLookUp::Failed(other),
        })?;
        let mut details = mapping::organisation(Node::of(&fetched.json), ods_code)?;
        if !details.active {
            details.successors = self.successors(ods_code, correlation).await;
        }
        Ok(details)
    }
}
