//! The wish to end a referral: a `Task` that asks for the request to be aborted (as HL7's "Clinical Order Workflows" ask,
//! "cancellation request").

use async_trait::async_trait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::attendance::one;
use super::search::{Filter, Pages};
use super::{FhirR4, messages, writing};
use crate::access::{ActOrder, FetchOrder};
use crate::connectors::fhir_json::{About, Index, Mode, Node, SubjectCheck, entries, notes, status, words};
use crate::connectors::http::SourceHttp;
use crate::connectors::mapping;
use crate::connectors::{
    ConnectorError, EndAnswer, NotTaken, ReferralNow, ReferralService, Taken, about_somebody_else,
};
use crate::domain::{OdsCode, Referral};

const TASK_CODES: &str = "http://hl7.org/fhir/CodeSystem/task-code";

#[async_trait]
impl ReferralService for FhirR4 {
    async fn referral(
        &self,
        order: &FetchOrder,
        referral: &str,
        wish: Uuid,
    ) -> Result<Option<ReferralNow>, ConnectorError> {
        let correlation = Uuid::new_v4();
        let http = self.http.under(order);
        let ids = self.known.find(&http, &self.system, order, correlation).await?;
        let check = SubjectCheck::new(order, &self.system).with_patient_ids(ids.iter().cloned());
        let outcome = read(&http, (referral, wish), (&check, &ids[..]), correlation).await;
        if let Err(error) = &outcome {
            self.known.forget_after(order, error).await;
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }

    async fn no_longer_needed(
        &self,
        act: &ActOrder,
        referral: &Referral,
        why: Option<&str>,
    ) -> Result<Taken, NotTaken> {
        self.post(act, "Task", |patient| task(referral, why, &self.organisation, (patient, act.carer())))
            .await
    }
}

fn task(
    referral: &Referral,
    why: Option<&str>,
    to: &OdsCode,
    (patient, carer): (Value, Option<&str>),
) -> Value {
    let says = "The patient no longer needs this referral";
    let (description, requester) = match carer {
        None => (says.to_owned(), patient.clone()),
        Some(name) => (
            format!("{says}. {name}, who acts for the patient, says so."),
            json!({ "type": "RelatedPerson", "display": name }),
        ),
    };
    let mut told = json!({
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "priority": "routine",
        "code": { "coding": [{ "system": TASK_CODES, "code": "abort",
            "display": "Mark the focal resource as no longer active" }] },
        "description": description,
        "focus": { "reference": referral.source_id },
        "for": patient,
        "requester": requester,
        "owner": messages::organisation(to),
        "authoredOn": writing::instant(),
    });
    if let Some(why) = why {
        told["reasonCode"] = json!({ "text": why });
    }
    told
}

async fn read(
    http: &SourceHttp,
    (name, wish): (&str, Uuid),
    (check, ids): (&SubjectCheck<'_>, &[String]),
    correlation: Uuid,
) -> Result<Option<ReferralNow>, ConnectorError> {
    let fetched = match one(http, name, correlation).await {
        Err(ConnectorError::DoesNotKnowPerson | ConnectorError::Gone) => return Ok(None),
        other => other?,
    };
    let index = Index::new(http.base().as_str());
    let referral = Node::of(&fetched.json);
    if check.resource(referral, &index) != About::Subject {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    let tasks = match tasks(http, Some(name), ids, correlation).await {
        // Strict servers that do not search by what a task is about give all of the patient's.
        Err(ConnectorError::ServerError(400)) => tasks(http, None, ids, correlation).await?,
        other => other?,
    };
    let mut answer = None;
    for entry in tasks.bundles().flat_map(entries) {
        let told = entry.resource;
        if told.resource_type() != "Task" || entry.mode == Mode::Outcome {
            continue;
        }
        match check.resource(told, &index) {
            About::SomebodyElse => return Err(ConnectorError::AboutSomebodyElse),
            About::Subject if mapping::wish(told) == Some(wish) => answer = Some(answer_of(told)),
            About::Subject | About::NotSaid => {}
        }
    }
    Ok(Some(ReferralNow { state: mapping::request_state(referral.at("status")), answer }))
}

fn answer_of(task: Node) -> EndAnswer {
    match status(task.at("status")).as_deref() {
        // From "accepted" on it is agreed to, whatever is still to be done about it.
        Some("accepted" | "in-progress" | "completed") => EndAnswer::Agreed,
        Some("rejected" | "failed" | "cancelled" | "entered-in-error") => {
            EndAnswer::Refused(words(task.at("statusReason")).or_else(|| notes(task)))
        }
        _ => EndAnswer::NotYet,
    }
}

async fn tasks(
    http: &SourceHttp,
    focus: Option<&str>,
    ids: &[String],
    correlation: Uuid,
) -> Result<Pages, ConnectorError> {
    let mut url = http.below("Task")?;
    url.query_pairs_mut().append_pair("patient", &ids.join(","));
    if let Some(focus) = focus {
        url.query_pairs_mut().append_pair("focus", focus);
    }
    let values: Vec<String> = ids.iter().cloned().chain(focus.map(str::to_owned)).collect();
    let filter = Filter { parameters: &["patient", "subject", "focus"], values: &values };
    Pages::follow(http, url, &filter, correlation).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::mapping::{Context, Dialect};

    #[test]
    fn the_hospital_is_told_who_asks_where_it_is_not_the_patient() {
        let to = OdsCode::parse("RZ3").expect("a code");
        let patient = json!({"reference": "Patient/1"});
        let told = json!({"resourceType": "ServiceRequest", "id": "1", "status": "active", "intent": "order",
            "category": [{"coding": [{"system": "http://snomed.info/sct", "code": "3457005"}]}],
            "code": {"text": "Physiotherapy"}});
        let context = Context { index: Index::new("https://hospital.example/"), dialect: Dialect::R4 };
        let referral = mapping::referral(Node::of(&told), &context).expect("a referral");
        let of = |carer| task(&referral, None, &to, (patient.clone(), carer));
        let (own, carers) = (of(None), of(Some("Grace Young")));
        assert_eq!((&own["for"], &own["requester"]), (&patient, &patient));
        assert!(!own["description"].as_str().unwrap_or_default().contains("acts for"));
        assert_eq!((&carers["for"], &carers["requester"]["display"]), (&patient, &json!("Grace Young")));
        assert!(carers["description"].as_str().unwrap_or_default().contains("Grace Young, who acts for"));
    }

    #[test]
    fn a_task_is_agreed_to_from_the_word_accepted_on_and_a_no_comes_with_its_reason() {
        let of = |status: &str| {
            answer_of(Node::of(&json!({"status": status, "statusReason": {"text": "Call us first"}})))
        };
        for agreed in ["accepted", "in-progress", "completed"] {
            assert_eq!(of(agreed), EndAnswer::Agreed, "{agreed}");
        }
        for open in ["requested", "received", "ready", "on-hold", "unheard-of"] {
            assert_eq!(of(open), EndAnswer::NotYet, "{open}");
        }
        for no in ["rejected", "failed", "cancelled"] {
            assert_eq!(of(no), EndAnswer::Refused(Some("Call us first".into())), "{no}");
        }
        let silent = json!({"status": "rejected"});
        assert_eq!(answer_of(Node::of(&silent)), EndAnswer::Refused(None));
    }
}
