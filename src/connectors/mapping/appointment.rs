//! Appointments: past, coming and asked for.

use chrono::{DateTime, Utc};

use super::Context;
use super::asked_questionnaire::portal_link;
use super::ties::ties;
use crate::connectors::fhir_json::{Node, SetAside, address, coded, date, name_in_use, phone, status, words};
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, Code, CodeSystem, Coded, How, OutsideLink, WayThere,
};

/// An `Appointment`. One without any name still has a time, and is never lost for that.
pub fn appointment<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Appointment, SetAside> {
    let status_word = status(resource.at("status"));
    if status_word.as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let start = moment(resource.at("start"));
    let requested = resource.all("requestedPeriod").find_map(|period| moment(period.at("start")));
    let what = what(resource);
    let is_something = what.is_some() || start.or(requested).is_some();
    if !is_something {
        return Err(SetAside::NoName);
    }
    let people = with_whom(resource, context);
    let (status, asked) = booking(status_word.as_deref());
    let request = resource.extension("Appointment-RequestStatus").text_at("valueCode");
    Ok(Appointment {
        source_id: context.source_id(resource),
        what: what.unwrap_or_else(|| Coded::text("Appointment")),
        status,
        request: request.and_then(|words| appointment_request(&words)).or(asked),
        start,
        end: moment(resource.at("end")),
        how: how(resource),
        place: place(resource, context),
        with_whom: people,
        how_to_prepare: resource.text_at("patientInstruction"),
        patient_comment: resource.text_at("comment"),
        reason_cancelled: words(resource.at("cancelationReason"))
            .or_else(|| words(resource.at("cancellationReason")))
            .or_else(|| resource.extension("AppointmentCancellationReason-1").text_at("valueString")),
        phone: clinic_phone(resource, context),
        references: resource.all("identifier").filter_map(reference).collect(),
        organisation: None,
        ties: ties(resource, context),
        way_there: way_there(resource, context),
        said_coming: said_coming(resource, context),
    })
}

/// A number of the appointment. One without a system may be anybody's.
fn reference(identifier: Node) -> Option<Code> {
    let system = identifier.text_at("system")?;
    Some(Code { system: CodeSystem::Other(system), code: identifier.text_at("value")? })
}

pub fn moment(node: Node) -> Option<DateTime<Utc>> {
    date(node)?.moment()
}

fn what(resource: Node) -> Option<Coded> {
    let described = resource.text_at("description").map(Coded::text);
    let fields = ["serviceType", "specialty", "reasonCode", "reason", "appointmentType", "serviceCategory"];
    let named = || fields.iter().find_map(|field| resource.all(field).find_map(coded));
    described.or_else(named)
}

/// How it stands and what was asked for since, from one word: the Aggregator writes both together
/// (`bookedPendingCancellation`).
pub fn booking(word: Option<&str>) -> (AppointmentStatus, Option<AppointmentRequest>) {
    let small = word.map(str::to_lowercase);
    let parts = small.as_deref().and_then(|word| word.split_once("pending"));
    match parts.filter(|(booked, asked)| !booked.is_empty() && !asked.is_empty()) {
        Some((booked, asked)) => (appointment_status(Some(booked)), appointment_request(asked)),
        None => (appointment_status(small.as_deref()), None),
    }
}

/// The Aggregator's request status: "Pending Reschedule", "Confirmed Attendance".
fn appointment_request(words: &str) -> Option<AppointmentRequest> {
    let small = words.to_lowercase();
    Some(match small.trim().trim_start_matches("pending").trim() {
        "" => return None,
        "change" => AppointmentRequest::Change,
        "reschedule" => AppointmentRequest::AnotherTime,
        "cancellation" => AppointmentRequest::Cancellation,
        "confirmed attendance" => AppointmentRequest::WillAttend,
        _ => AppointmentRequest::Other(words.trim().to_owned()),
    })
}

fn appointment_status(word: Option<&str>) -> AppointmentStatus {
    match word {
        Some("booked" | "arrived" | "checked-in") => AppointmentStatus::Booked,
        Some("proposed" | "pending" | "waitlist") => AppointmentStatus::Asked,
        Some("fulfilled") => AppointmentStatus::Happened,
        Some("cancelled") => AppointmentStatus::Cancelled,
        Some("noshow") => AppointmentStatus::DidNotAttend,
        other => AppointmentStatus::Other(other.unwrap_or("unknown").to_owned()),
    }
}

/// From the Aggregator's consultation medium or UK Core's delivery channel.
pub fn how(resource: Node) -> How {
    let extension = |name: &str| {
        let extension = resource.extension(name);
        extension.text_at("valueCode").or_else(|| words(extension.at("valueCodeableConcept")))
    };
    let told =
        ["Consultation-Medium", "DeliveryChannel", "DeliveryChannel-2"].into_iter().find_map(extension);
    let told = told.or_else(|| words(resource.at("appointmentType"))).unwrap_or_default().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| told.contains(word));
    if says(&["video"]) {
        How::ByVideo
    } else if says(&["phone", "telephone"]) {
        How::ByPhone
    } else if says(&["face", "in-person", "in person", "clinic"]) {
        How::InPerson
    } else if says(&["virtual"]) {
        How::Remotely
    } else {
        How::NotSaid
    }
}

/// Those who take part, of one of these types.
fn taking_part<'a>(
    resource: Node<'a>,
    context: &Context<'a>,
    types: &'static [&'static str],
) -> impl Iterator<Item = (Node<'a>, Option<Node<'a>>)> {
    let resolved: Vec<_> = resource
        .all("participant")
        .map(|participant| {
            let actor = participant.at("actor");
            // GP Connect's examples put the one who takes part inside instead of a reference.
            let inside = Some(participant.at("resource")).filter(|inside| inside.is_object());
            (actor, context.index.resolve(resource, actor).or(inside))
        })
        .collect();
    resolved.into_iter().filter(move |(actor, party)| {
        let by_reference = actor.str_at("reference").and_then(|reference| reference.rsplit('/').nth(1));
        let told = actor.str_at("type").or(by_reference).or(party.map(Node::resource_type));
        told.is_some_and(|told| types.contains(&told))
    })
}

fn with_whom<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    let name = |(actor, party): (Node<'a>, Option<Node<'a>>)| {
        context.index.name_of(resource, actor).or_else(|| name_in_use(party?))
    };
    let people = &["Practitioner", "PractitionerRole"];
    let services = &["HealthcareService", "CareTeam"];
    taking_part(resource, context, people)
        .find_map(name)
        .or_else(|| taking_part(resource, context, services).find_map(name))
}

fn place<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    taking_part(resource, context, &["Location"]).find_map(|(actor, party)| {
        let name = context.index.name_of(resource, actor).or_else(|| party?.text_at("name"));
        let address = party.and_then(|party| address(party.at("address")));
        let parts: Vec<_> = name.into_iter().chain(address).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    })
}

/// FHIR R4 has no place for a video link: it stands with a place or service as a `url`, or in R5's `virtualService`, as
/// an extension too.
fn way_there<'a>(resource: Node<'a>, context: &Context<'a>) -> WayThere {
    let places = || taking_part(resource, context, &["Location", "HealthcareService"]);
    let address = |service: Node<'a>| {
        let told = service.str_at("addressUrl").or(service.at("addressContactPoint").str_at("value"));
        told.or(service.extension("addressUrl").str_at("valueUrl")).and_then(OutsideLink::parse)
    };
    let extension = resource.extension("Appointment.virtualService");
    let of_place = |party: Node<'a>| {
        let urls = party.all("telecom").filter(|point| point.str_at("system") == Some("url"));
        urls.filter_map(|point| point.str_at("value")).find_map(OutsideLink::parse)
    };
    let by_place = || {
        // In person such a link is the place's website.
        let is_remote = matches!(how(resource), How::ByVideo | How::Remotely);
        places().find_map(|(_, party)| of_place(party?)).filter(|_| is_remote)
    };
    WayThere {
        directions: taking_part(resource, context, &["Location"])
            .find_map(|(_, party)| party?.text_at("description")),
        join: resource
            .all("virtualService")
            .find_map(address)
            .or_else(|| address(extension))
            .or_else(by_place),
        own_page: portal_link(resource),
    }
}

/// What the patient's own part in it says (FHIR "participation status"). "Needs action" and "tentative" are no answer.
fn said_coming<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<bool> {
    let is_patient = |actor: Node<'a>| {
        let by_reference = actor.str_at("reference").and_then(|reference| reference.rsplit('/').nth(1));
        let found = || context.index.resolve(resource, actor).map(Node::resource_type);
        actor.str_at("type").or(by_reference).or_else(found) == Some("Patient")
    };
    let own = resource.all("participant").find(|participant| is_patient(participant.at("actor")))?;
    match status(own.at("status")).as_deref() {
        Some("accepted") => Some(true),
        Some("declined") => Some(false),
        _ => None,
    }
}

fn clinic_phone<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    taking_part(resource, context, &["HealthcareService", "Location"]).find_map(|(_, party)| phone(party?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::fhir_json::Index;
    use crate::connectors::mapping::Dialect;

    fn said(participants: Value) -> Option<bool> {
        let told = json!({"resourceType": "Appointment", "id": "1", "participant": participants});
        let context = Context { index: Index::new("https://h.example/fhir"), dialect: Dialect::R4 };
        said_coming(Node::of(&told), &context)
    }

    #[test]
    fn only_the_patients_own_part_tells_whether_they_are_coming() {
        let part = |who: &str, status: &str| json!({"actor": {"reference": who}, "status": status});
        let doctor = || part("Practitioner/1", "accepted");
        assert_eq!(said(json!([doctor(), part("Patient/1", "accepted")])), Some(true));
        assert_eq!(
            said(json!([doctor(), part("https://h.example/fhir/Patient/1", "declined")])),
            Some(false)
        );
        for open in ["needs-action", "tentative", ""] {
            assert_eq!(said(json!([doctor(), part("Patient/1", open)])), None, "{open}");
        }
        assert_eq!(said(json!([doctor()])), None);
        let by_number =
            json!([{"actor": {"type": "Patient", "identifier": {"value": "1"}}, "status": "accepted"}]);
        assert_eq!(said(by_number), Some(true));
    }
}
