//! What an answer's status and error codes mean.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode, header};

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{Node, codings};

/// The longest that a source may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// The named error for a status that is not a success; `body` may hold an `OperationOutcome`.
pub fn refusal(status: StatusCode, headers: &HeaderMap, body: Node, now: DateTime<Utc>) -> ConnectorError {
    let codes = codes(body);
    let says = |wanted: &[&str]| codes.iter().any(|code| wanted.contains(&code.as_str()));
    match status.as_u16() {
        401 => ConnectorError::Unauthorised,
        403 if codes.iter().any(|code| names_an_age(code)) => ConnectorError::NotForThisAge,
        403 => ConnectorError::Forbidden,
        404 => ConnectorError::DoesNotKnowPerson,
        408 => ConnectorError::TimedOut,
        410 => ConnectorError::Gone,
        429 | 503 => ConnectorError::Busy { retry_after: retry_after(headers, now) },
        300..400 => ConnectorError::Redirected,
        400..500 if says(&["PATIENT_NOT_FOUND", "RESOURCE_NOT_FOUND", "INVALIDATED_RESOURCE"]) => {
            ConnectorError::DoesNotKnowPerson
        }
        400..500 if says(&["NO_PATIENT_CONSENT", "NO_ORGANISATION_CONSENT", "NO_RELATIONSHIP"]) => {
            ConnectorError::Forbidden
        }
        400..500 if says(&["ACCESS_DENIED"]) => ConnectorError::Unauthorised,
        other => ConnectorError::ServerError(other),
    }
}

/// Every code in an `OperationOutcome`, and the plain text that some services put in its place.
pub fn codes(outcome: Node) -> Vec<String> {
    let in_issue = |issue: Node| -> Vec<String> {
        let coded = codings(issue.at("details")).filter_map(|coding| coding.text_at("code"));
        coded.chain(issue.text_at("diagnostics")).chain(issue.at("details").text_at("text")).collect()
    };
    outcome.all("issue").flat_map(in_issue).collect()
}

/// Such as `UNDER_16_DENIED` (Patient Care Aggregator).
fn names_an_age(code: &str) -> bool {
    code.split_once("UNDER_").is_some_and(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
pub fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = DateTime::parse_from_rfc2822(text).ok()?;
            (until.with_timezone(&Utc) - now).to_std().unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn named(status: u16, body: Value) -> ConnectorError {
        let status = StatusCode::from_u16(status).expect("a status");
        refusal(status, &HeaderMap::new(), Node::of(&body), Utc::now())
    }

    fn outcome(code: &str) -> Value {
        json!({"resourceType": "OperationOutcome", "issue": [{"details": {"coding": [{"code": code}]}}]})
    }

    #[test]
    fn every_status_has_its_name() {
        for (status, error) in [
            (401, ConnectorError::Unauthorised),
            (403, ConnectorError::Forbidden),
            (404, ConnectorError::DoesNotKnowPerson),
            (408, ConnectorError::TimedOut),
            (410, ConnectorError::Gone),
            (302, ConnectorError::Redirected),
            (429, ConnectorError::Busy { retry_after: None }),
            (503, ConnectorError::Busy { retry_after: None }),
            (500, ConnectorError::ServerError(500)),
            (400, ConnectorError::ServerError(400)),
        ] {
            assert_eq!(named(status, Value::Null), error);
        }
    }

    #[test]
    fn codes_in_the_body_say_more_than_the_status() {
        let under_16 = json!({"issue": [{"code": "forbidden", "diagnostics": "UNDER_16_DENIED"}]});
        assert_eq!(named(403, under_16), ConnectorError::NotForThisAge);
        assert_eq!(named(403, outcome("UNDERSTOOD")), ConnectorError::Forbidden);
        assert_eq!(named(400, outcome("PATIENT_NOT_FOUND")), ConnectorError::DoesNotKnowPerson);
        assert_eq!(named(422, outcome("NO_RELATIONSHIP")), ConnectorError::Forbidden);
        assert_eq!(named(400, outcome("NO_ORGANISATION_CONSENT")), ConnectorError::Forbidden);
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        let now = DateTime::parse_from_rfc3339("2026-11-22T08:00:00Z").expect("a moment").with_timezone(&Utc);
        let wait = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, text.parse().expect("a header"));
            retry_after(&headers, now)
        };
        assert_eq!(wait("30"), Some(Duration::from_secs(30)));
        assert_eq!(wait("Sun, 22 Nov 2026 08:02:00 GMT"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Sun, 22 Nov 2026 07:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("99999999999"), Some(LONGEST_WAIT));
    }
}
