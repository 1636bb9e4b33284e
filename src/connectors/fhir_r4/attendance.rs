//! Word that a patient is coming to an appointment: an `AppointmentResponse`, and the patient's own part in the appointment.

use async_trait::async_trait;
use chrono::SecondsFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use super::FhirR4;
use super::search::{Filter, Pages};
use super::{forms, is_not_there};
use crate::access::{ActOrder, FetchOrder};
use crate::connectors::fhir_json::{About, Index, Mode, Node, SubjectCheck, entries, status};
use crate::connectors::http::{Fetched, Question, SourceHttp};
use crate::connectors::mapping::{self, Context, Dialect};
use crate::connectors::{
    Attendance, AttendanceService, ConnectorError, NotTaken, Taken, about_somebody_else,
};
use crate::domain::Appointment;

const RESPONSE: &str = "AppointmentResponse";

#[async_trait]
impl AttendanceService for FhirR4 {
    async fn attendance(
        &self,
        order: &FetchOrder,
        appointment: &str,
    ) -> Result<Option<Attendance>, ConnectorError> {
        let correlation = Uuid::new_v4();
        let ids = self.known.find(&self.http.under(order), &self.system, order, correlation).await?;
        let check = SubjectCheck::new(order, &self.system).with_patient_ids(ids.iter().cloned());
        let outcome = read(&self.http.under(order), appointment, (&check, &ids[..]), correlation).await;
        if let Err(error) = &outcome {
            self.known.forget_after(order, error).await;
            about_somebody_else(self.http.name(), error);
        }
        outcome
    }

    async fn say_coming(&self, act: &ActOrder, appointment: &Appointment) -> Result<Taken, NotTaken> {
        self.post(act, RESPONSE, |patient| response(appointment, patient, act.carer())).await
    }
}

fn response(appointment: &Appointment, patient: Value, carer: Option<&str>) -> Value {
    let mut told = json!({
        "resourceType": RESPONSE,
        "appointment": { "reference": appointment.source_id },
        "actor": patient,
        "participantStatus": "accepted",
    });
    // The time that the person saw: who has moved it meanwhile can tell.
    for (field, at) in [("start", appointment.start), ("end", appointment.end)] {
        if let Some(at) = at {
            told[field] = at.to_rfc3339_opts(SecondsFormat::Secs, true).into();
        }
    }
    // The one who takes part is the patient, whoever says so.
    if let Some(name) = carer {
        told["comment"] = format!("Said by {name}, who acts for the patient.").into();
    }
    told
}

async fn read(
    http: &SourceHttp,
    name: &str,
    (check, ids): (&SubjectCheck<'_>, &[String]),
    correlation: Uuid,
) -> Result<Option<Attendance>, ConnectorError> {
    let fetched = match one(http, name, correlation).await {
        Err(ConnectorError::DoesNotKnowPerson | ConnectorError::Gone) => return Ok(None),
        other => other?,
    };
    let context = Context { index: Index::new(http.base().as_str()), dialect: Dialect::R4 };
    let resource = Node::of(&fetched.json);
    if check.resource(resource, &context.index) != About::Subject {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    let appointment = mapping::appointment(resource, &context)
        .map_err(|_| ConnectorError::Unreadable("not an appointment that can be read"))?;
    let answers = match answers(http, &appointment.source_id, ids, correlation).await {
        // It keeps no answers of its own: the appointment says all that it has.
        Err(error) if is_not_there(&error) => Pages::default(),
        other => other?,
    };
    let (mut said, mut said_otherwise) = (Vec::new(), false);
    for entry in answers.bundles().flat_map(entries) {
        let told = entry.resource;
        if told.resource_type() != RESPONSE || entry.mode == Mode::Outcome {
            continue;
        }
        match check.resource(told, &context.index) {
            About::SomebodyElse => return Err(ConnectorError::AboutSomebodyElse),
            // Of somebody who takes part and is no patient.
            About::NotSaid => continue,
            About::Subject => {}
        }
        let named = told.at("appointment").str_at("reference").map(|name| context.index.key(name));
        if named.as_deref() != Some(appointment.source_id.as_str()) {
            continue;
        }
        match status(told.at("participantStatus")).as_deref() {
            Some("accepted") => said.push(mapping::wish(told)),
            _ => said_otherwise = true,
        }
    }
    Ok(Some(Attendance { appointment, said, said_otherwise }))
}

/// One resource by its name (`Type/id`).
pub(super) async fn one(http: &SourceHttp, name: &str, correlation: Uuid) -> Result<Fetched, ConnectorError> {
    let wanted = name.split('/').next().unwrap_or_default();
    let url = forms::address_of(http.base(), name, |kind| kind == wanted);
    let url = url.ok_or(ConnectorError::Unreadable("it has no address of its own"))?;
    let fetched = http.ask(&Question::get(url, correlation)).await?;
    match Node::of(&fetched.json).resource_type() == wanted {
        true => Ok(fetched),
        false => Err(ConnectorError::Unreadable("something else than was asked for")),
    }
}

async fn answers(
    http: &SourceHttp,
    appointment: &str,
    ids: &[String],
    correlation: Uuid,
) -> Result<Pages, ConnectorError> {
    let mut url = http.below(RESPONSE)?;
    url.query_pairs_mut().append_pair("appointment", appointment).append_pair("patient", &ids.join(","));
    let values: Vec<String> = ids.iter().cloned().chain([appointment.to_owned()]).collect();
    let filter = Filter { parameters: &["appointment", "patient", "actor"], values: &values };
    Pages::follow(http, url, &filter, correlation).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appointment() -> Appointment {
        let told = json!({"resourceType": "Appointment", "id": "1", "status": "booked",
            "start": "2026-11-25T10:40:00Z", "end": "2026-11-25T11:00:00Z", "participant": []});
        let context = Context { index: Index::new("https://hospital.example/"), dialect: Dialect::R4 };
        mapping::appointment(Node::of(&told), &context).expect("an appointment")
    }

    #[test]
    fn the_hospital_is_told_who_says_so_where_it_is_not_the_patient() {
        let patient = json!({"reference": "Patient/1"});
        let own = response(&appointment(), patient.clone(), None);
        assert_eq!((own["comment"].as_str(), &own["actor"]), (None, &patient));
        let carers = response(&appointment(), patient.clone(), Some("Grace Young"));
        assert_eq!(carers["comment"], "Said by Grace Young, who acts for the patient.");
        assert_eq!(carers["actor"], patient, "who takes part is the patient");
    }
}
