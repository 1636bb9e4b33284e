//! The questions to an appointment book: addresses, parameters and headers.

use chrono::NaiveDate;
use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_r4::search::{Filter, Pages};
use crate::connectors::http::{Question, SourceHttp};

/// The person stands in the path, so that no parameter needs to be echoed; every entry is checked all the same.
const NO_FILTER: Filter<'static> = Filter { parameters: &[], values: &[] };
const RECURSE: &str = "_include:recurse";

/// Every appointment of the person that begins on one of these days, both included.
pub async fn appointments(
    http: &SourceHttp,
    order: &FetchOrder,
    from: NaiveDate,
    until: NaiveDate,
    correlation: Uuid,
) -> Result<Pages, ConnectorError> {
    let mut url = http.below(&format!("Patient/{}/Appointment", order.nhs_number().digits()))?;
    url.query_pairs_mut()
        .append_pair("start", &format!("ge{from}"))
        .append_pair("start", &format!("le{until}"))
        .append_pair(RECURSE, "Appointment:actor:Practitioner")
        .append_pair(RECURSE, "Appointment:actor:Location");
    Pages::follow(http, url, &NO_FILTER, correlation).await
}

/// Every free slot of these days, both included, with its schedule, worker and place.
pub async fn slots(http: &SourceHttp, from: NaiveDate, until: NaiveDate) -> Result<Pages, ConnectorError> {
    let mut url = http.below("Slot")?;
    url.query_pairs_mut()
        .append_pair("start", &format!("ge{from}"))
        .append_pair("end", &format!("le{until}"))
        .append_pair("status", "free")
        .append_pair("_include", "Slot:schedule")
        .append_pair(RECURSE, "Schedule:actor:Practitioner")
        .append_pair(RECURSE, "Schedule:actor:Location")
        .append_pair(RECURSE, "Location:managingOrganization");
    Pages::follow(http, url, &NO_FILTER, Uuid::new_v4()).await
}

/// The address of one appointment; nothing where the id is none that FHIR allows.
pub fn address(http: &SourceHttp, id: &str) -> Option<Url> {
    let id = id.strip_prefix("Appointment/").unwrap_or(id);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    let is_id = (1..=64).contains(&id.len()) && id.chars().all(is_plain) && id.contains(|c| c != '.');
    is_id.then(|| http.below(&format!("Appointment/{id}")).ok()).flatten()
}

/// The same appointment with whoever takes part. Not for one that is to be sent back: that must stay as it is kept.
pub fn with_names(address: &Url) -> Url {
    let mut url = address.clone();
    url.query_pairs_mut()
        .append_pair(RECURSE, "Appointment:actor:Practitioner")
        .append_pair(RECURSE, "Appointment:actor:Location");
    url
}

/// A new appointment. The wish goes as the request's id, by which the service knows the same request again.
pub fn booking(http: &SourceHttp, wish: Uuid, body: Value) -> Result<Question, ConnectorError> {
    let url = http.below("Appointment")?;
    Ok(Question { body: Some(body), request_id: Some(wish), ..Question::get(url, Uuid::new_v4()) })
}

/// The change of one appointment, in one version of it alone.
pub fn change(address: Url, wish: Uuid, version: Option<&str>, body: Value) -> Question {
    let tag = version.and_then(|version| HeaderValue::from_str(&format!("W/\"{version}\"")).ok());
    Question {
        body: Some(body),
        method: Some(Method::PUT),
        headers: HeaderMap::from_iter(tag.map(|tag| (header::IF_MATCH, tag))),
        request_id: Some(wish),
        ..Question::get(address, Uuid::new_v4())
    }
}
