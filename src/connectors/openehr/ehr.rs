//! Which EHR is the subject's: `GET {base}/ehr?subject_id=…&subject_namespace=…` (ITS-REST 1.0, EHR API).

use uuid::Uuid;

use super::subject::external_ref;
use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Node};
use crate::connectors::http::{Question, SourceHttp};
use crate::domain::NhsNumber;

/// The id of the subject's EHR: by the number in force, or else by a former one.
pub async fn find(
    http: &SourceHttp,
    namespace: &str,
    order: &FetchOrder,
    correlation: Uuid,
) -> Result<String, ConnectorError> {
    for number in order.numbers() {
        match look_up(http, namespace, order, *number, correlation).await {
            Err(ConnectorError::DoesNotKnowPerson) => {}
            outcome => return outcome,
        }
    }
    Err(ConnectorError::DoesNotKnowPerson)
}

async fn look_up(
    http: &SourceHttp,
    namespace: &str,
    order: &FetchOrder,
    number: NhsNumber,
    correlation: Uuid,
) -> Result<String, ConnectorError> {
    let mut url = http.below("ehr")?;
    url.query_pairs_mut()
        .append_pair("subject_id", &number.digits())
        .append_pair("subject_namespace", namespace);
    let fetched = http.ask(&Question::json(url, None, correlation)).await?;
    read(Node::of(&fetched.json), namespace, order)
}

/// The id in an EHR, when nothing in it says that it is anyone else's.
///
/// The `ehr_status` may be the whole one or only a reference to it; then the rows alone prove whose it is.
pub fn read(ehr: Node, namespace: &str, order: &FetchOrder) -> Result<String, ConnectorError> {
    let status = ehr.at("ehr_status");
    if external_ref(order, namespace, status.at("subject")) == About::SomebodyElse {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    // Queries leave such an EHR out (RM "EHR_STATUS.is_queryable"): their silence would say nothing about the person.
    if status.at("is_queryable").truth() == Some(false) {
        return Err(ConnectorError::Forbidden);
    }
    let id = ehr.at("ehr_id");
    id.text_at("value").or_else(|| id.text()).ok_or(ConnectorError::Unreadable("an EHR without an id"))
}
