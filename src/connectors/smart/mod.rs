//! Patients' own log-in at a hospital (SMART App Launch 2): the way there, the code on the way back, the tokens for it.

mod client;
mod configuration;
pub(in crate::connectors) mod proof;

pub use client::{Proof, SmartClient};
pub use configuration::{SmartServer, discover};

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use uuid::Uuid;

use crate::access::{FetchOrder, HospitalGrant, HospitalTokens};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Node, SubjectCheck};
use crate::connectors::http::{Question, SourceHttp};

/// How a patient lets Front Door in at a hospital.
#[async_trait]
pub trait PatientLogIn: Send + Sync {
    /// Where to send the patient's browser. `back_to` is our own address, known to the hospital, to which it comes
    /// back with a code.
    ///
    /// # Errors
    /// When the hospital does not say how patients log in, or not safely.
    async fn begin(&self, back_to: &Url) -> Result<Begun, ConnectorError>;

    /// Exchanges the code that the browser came back with, once its `state` was seen to be the one of [`Begun`], and
    /// proves that the hospital let in the order's subject and nobody else.
    ///
    /// # Errors
    /// [`ConnectorError::AboutSomebodyElse`] where somebody else logged in there; [`ConnectorError::Unauthorised`]
    /// where the code is not taken.
    async fn finish(
        &self,
        order: &FetchOrder,
        code: SecretString,
        verifier: SecretString,
        back_to: &Url,
    ) -> Result<HospitalGrant, ConnectorError>;
}

/// A log-in on its way. Both secrets stay with the session that began it.
#[derive(Clone, Debug)]
pub struct Begun {
    pub go_to: Url,
    /// Comes back with the code, and must be the same.
    pub state: SecretString,
    /// Proves that whoever brings the code is who began (PKCE, RFC 7636).
    pub verifier: SecretString,
}

/// As [`PatientLogIn::begin`].
pub async fn begin(http: &SourceHttp, back_to: &Url) -> Result<Begun, ConnectorError> {
    let client = known(http)?;
    let server = discover(http).await?;
    let (state, verifier) = (proof::random(), proof::random());
    let mut go_to = server.authorize.clone();
    go_to
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", client.client_id())
        .append_pair("redirect_uri", back_to.as_str())
        .append_pair("scope", client.scope())
        .append_pair("state", state.expose_secret())
        .append_pair("aud", http.base().as_str().trim_end_matches('/'))
        .append_pair("code_challenge", &proof::challenge(&verifier))
        .append_pair("code_challenge_method", "S256");
    client.know(server);
    Ok(Begun { go_to, state, verifier })
}

/// As [`PatientLogIn::finish`]; `system` is that of the NHS number in the hospital's patients.
pub async fn finish(
    http: &SourceHttp,
    system: &str,
    order: &FetchOrder,
    code: SecretString,
    verifier: SecretString,
    back_to: &Url,
) -> Result<HospitalGrant, ConnectorError> {
    let client = known(http)?;
    if !client.knows_server() {
        client.know(discover(http).await?);
    }
    let answer =
        http.token(client.exchanging(code, verifier, back_to)?).await.map_err(|refused| refused.error)?;
    let until = answer.until();
    let patient = answer.patient.ok_or(ConnectorError::Unreadable("no patient comes with the token"))?;
    let tokens = HospitalTokens { access: answer.access_token, refresh: answer.refresh_token, until };
    prove(http, system, order, &patient, &tokens.access).await?;
    Ok(HospitalGrant { patient, tokens })
}

fn known(http: &SourceHttp) -> Result<&SmartClient, ConnectorError> {
    http.smart().map(AsRef::as_ref).ok_or(ConnectorError::Forbidden)
}

/// Reads the patient that the token is for: it must carry one of the subject's NHS numbers.
async fn prove(
    http: &SourceHttp,
    system: &str,
    order: &FetchOrder,
    patient: &str,
    access: &SecretString,
) -> Result<(), ConnectorError> {
    let mut question = Question::get(http.below(&format!("Patient/{}", id(patient)?))?, Uuid::new_v4());
    let mut bearer = HeaderValue::from_str(&format!("Bearer {}", access.expose_secret()))
        .map_err(|_| ConnectorError::Unreadable("the token cannot be sent"))?;
    bearer.set_sensitive(true);
    question.headers = HeaderMap::from_iter([(header::AUTHORIZATION, bearer)]);
    let fetched = http.ask_openly(&question).await?;
    let resource = Node::of(&fetched.json);
    let is_that_patient = resource.resource_type() == "Patient" && resource.id().as_deref() == Some(patient);
    let is_subject = SubjectCheck::new(order, system).patient(resource) == About::Subject;
    if is_that_patient && is_subject { Ok(()) } else { Err(ConnectorError::AboutSomebodyElse) }
}

/// A FHIR id (FHIR R4, section 2.24.0.1), so that it is safe in an address.
fn id(text: &str) -> Result<&str, ConnectorError> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.';
    let is_only_dots = text.trim_matches('.').is_empty();
    let is_id = text.len() <= 64 && text.chars().all(is_plain) && !is_only_dots;
    if is_id { Ok(text) } else { Err(ConnectorError::Unreadable("the patient's id is no id")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patients_id_leads_nowhere_but_to_that_patient() {
        for good in ["p1", "4f1d6d2a-6d2e", "A.b"] {
            assert_eq!(id(good), Ok(good));
        }
        let long = "a".repeat(65);
        for bad in ["", ".", "..", "../Patient/2", "1/2", "1?x=y", "1#", "a b", long.as_str()] {
            assert!(id(bad).is_err(), "{bad}");
        }
    }
}
