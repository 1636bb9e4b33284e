//! A hospital that answers to its patients' own log-in there (SMART App Launch 2).

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use super::FhirR4;
use crate::access::{FetchOrder, HospitalGrant};
use crate::connectors::smart::{self, Begun, PatientLogIn};
use crate::connectors::{ConnectorError, alarmed};

#[async_trait]
impl PatientLogIn for FhirR4 {
    async fn begin(&self, back_to: &Url) -> Result<Begun, ConnectorError> {
        smart::begin(&self.http, back_to).await
    }

    async fn finish(
        &self,
        order: &FetchOrder,
        code: SecretString,
        verifier: SecretString,
        back_to: &Url,
    ) -> Result<HospitalGrant, ConnectorError> {
        let outcome = smart::finish(&self.http, &self.system, order, code, verifier, back_to).await;
        alarmed(self.http.name(), outcome)
    }
}
