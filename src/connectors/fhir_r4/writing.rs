//! What a person writes is posted as a resource of its own, once for each wish.
//!
//! The wish is an identifier of the resource, the condition under which the server takes it (`If-None-Exist`), and the
//! id of every try (`X-Request-ID`). None of them is trusted alone: whoever sends looks at the list first. Some servers refuse
//! the condition, since they do not search by identifier; they are asked without it.

use chrono::{SecondsFormat, Utc};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::FhirR4;
use crate::access::ActOrder;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, issue_words};
use crate::connectors::http::{Fetched, Question, Refused};
use crate::connectors::mapping::UUID_SYSTEM;
use crate::connectors::{ConnectorError, NotTaken, Taken, about_somebody_else};

impl FhirR4 {
    /// Posts what `resource` makes of a reference to the patient.
    pub(super) async fn post(
        &self,
        act: &ActOrder,
        resource_type: &'static str,
        resource: impl FnOnce(Value) -> Value,
    ) -> Result<Taken, NotTaken> {
        let correlation = Uuid::new_v4();
        let order = act.order();
        let http = self.http.under(order);
        let known = self.known.find(&http, &self.system, order, correlation).await;
        let ids = known.map_err(|error| {
            about_somebody_else(self.http.name(), &error);
            not_begun(error)
        })?;
        // A server that knows one person under several ids is asked under the first; it knows that they are one.
        let Some(id) = ids.first() else { return Err(NotTaken::NotSent(ConnectorError::DoesNotKnowPerson)) };
        let number = order.nhs_number().digits();
        let patient = json!({
            "reference": format!("Patient/{id}"), "type": "Patient",
            "identifier": {"system": NHS_NUMBER_SYSTEM, "value": number},
        });
        let mut body = resource(patient);
        let identifier = json!({"system": UUID_SYSTEM, "value": act.wish().to_string()});
        // Answers have one identifier, everything else a list (R4).
        body["identifier"] = match resource_type {
            "QuestionnaireResponse" => identifier,
            _ => json!([identifier]),
        };
        let mut question = Question {
            body: Some(body),
            request_id: Some(act.wish()),
            ..Question::get(http.below(resource_type).map_err(NotTaken::NotSent)?, correlation)
        };
        let once = HeaderValue::from_str(&format!("identifier={UUID_SYSTEM}|{}", act.wish()));
        let once =
            once.map_err(|_| NotTaken::NotSent(ConnectorError::Unreadable("no header can be made")))?;
        question.headers.insert("if-none-exist", once);
        let mut outcome = http.ask_in_full(&question).await;
        if outcome.as_ref().is_err_and(does_not_know_the_condition) {
            // Nothing was made, and the list was looked at before.
            question.headers.remove("if-none-exist");
            outcome = http.ask_in_full(&question).await;
        }
        match outcome {
            Ok(answer) => Ok(Taken { reference: reference(&answer, resource_type) }),
            Err(refused) => Err(not_taken(&refused)),
        }
    }
}

/// Servers that do not search by identifier refuse to look by it first. Whoever refuses for another reason does so again.
fn does_not_know_the_condition(refused: &Refused) -> bool {
    matches!(refused.status, Some(StatusCode::BAD_REQUEST | StatusCode::NOT_IMPLEMENTED))
}

/// Now, as FHIR writes it.
pub(super) fn instant() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn reference(answer: &Fetched, resource_type: &str) -> Option<String> {
    let told = Node::of(&answer.json);
    let id = told.id().filter(|_| told.resource_type() == resource_type)?;
    Some(format!("{resource_type}/{id}"))
}

/// Nothing was sent: the server did not say whom it knows.
fn not_begun(error: ConnectorError) -> NotTaken {
    match error {
        ConnectorError::Forbidden | ConnectorError::NotForThisAge => NotTaken::NotAllowed,
        ConnectorError::DoesNotKnowPerson | ConnectorError::Gone => NotTaken::NotThere,
        other => NotTaken::NotSent(other),
    }
}

fn not_taken(refused: &Refused) -> NotTaken {
    let said = Node::of(&refused.said);
    let words = || said.all("issue").find_map(issue_words);
    match refused.status {
        Some(StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED) => NotTaken::NotAllowed,
        Some(StatusCode::NOT_FOUND | StatusCode::GONE) => NotTaken::NotThere,
        Some(
            StatusCode::BAD_REQUEST
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::CONFLICT,
        ) => NotTaken::Refused(words()),
        // More than one resource has this identifier: an earlier try arrived, perhaps twice.
        Some(StatusCode::PRECONDITION_FAILED) => NotTaken::NotKnown(refused.error.clone()),
        // It was not looked at.
        Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE | StatusCode::UNAUTHORIZED) => {
            NotTaken::NotSent(refused.error.clone())
        }
        Some(_) => NotTaken::NotKnown(refused.error.clone()),
        None => match &refused.error {
            error @ (ConnectorError::AddressNotAllowed
            | ConnectorError::NeedsPatient(_)
            | ConnectorError::Unauthorised
            | ConnectorError::ClocksDiffer { .. }) => NotTaken::NotSent(error.clone()),
            error => NotTaken::NotKnown(error.clone()),
        },
    }
}
