//! One activity of a care plan as an appointment or a letter.

use crate::connectors::fhir_json::{Node, SetAside, first_date, status};
use crate::connectors::mapping::{booking, how, moment, named_id};
use crate::domain::{Appointment, AppointmentRequest, AppointmentStatus, Coded, Letter, plain};

/// What an activity is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Appointment,
    Letter,
    /// Of a kind that is not gathered from here: a referral, a questionnaire.
    Other,
    NotSaid,
}

/// By its `kind`, or by the type of what it points to.
pub fn what(activity: Node) -> What {
    let reference = activity.at("reference");
    let pointed = reference.str_at("reference").and_then(|target| target.rsplit('/').nth(1));
    match activity.at("detail").str_at("kind").or(reference.str_at("type")).or(pointed) {
        Some("Appointment") => What::Appointment,
        Some("DocumentReference") => What::Letter,
        Some(_) => What::Other,
        None => What::NotSaid,
    }
}

/// The `detail` of an appointment.
pub fn appointment(detail: Node) -> Result<Appointment, SetAside> {
    counts(detail)?;
    let what = detail.text_at("description").map(Coded::text);
    let period = detail.at("scheduledPeriod");
    let start = moment(period.at("start"));
    if what.is_none() && start.is_none() {
        return Err(SetAside::NoName);
    }
    let (status, request) = booked(detail);
    Ok(Appointment {
        source_id: source_id("Appointment", detail),
        what: what.unwrap_or_else(|| Coded::text("Appointment")),
        status,
        request,
        start,
        // Stays without a known end are told as ending when they begin.
        end: moment(period.at("end")).filter(|end| start.is_none_or(|start| *end > start)),
        how: how(detail),
        place: place(detail),
        with_whom: None,
        how_to_prepare: None,
        patient_comment: None,
        reason_cancelled: None,
        phone: None,
    })
}

/// The `detail` of a document, which stays where it is.
pub fn letter(detail: Node) -> Result<Letter, SetAside> {
    counts(detail)?;
    Ok(Letter {
        source_id: source_id("DocumentReference", detail),
        title: detail.text_at("description").ok_or(SetAside::NoName)?,
        what_kind: None,
        written: first_date(detail, &["scheduledPeriod"]),
        author: hospital(detail),
        text: None,
        file_type: None,
        file_size: None,
        file_address: None,
    })
}

fn counts(detail: Node) -> Result<(), SetAside> {
    if !detail.is_object() {
        return Err(SetAside::NotAResource);
    }
    match status(detail.at("status")).as_deref() {
        Some("entered-in-error") => Err(SetAside::DoesNotCount),
        _ => Ok(()),
    }
}

/// Each portal has ids of its own, so the portal's name belongs to the id.
fn source_id(kind: &str, detail: Node) -> String {
    let link = detail.extension("Portal-Link");
    let clients = [detail, link].into_iter().flat_map(|holder| {
        ["Client-id", "client-id"].map(|name| holder.extension(name).text_at("valueCode"))
    });
    match clients.flatten().next() {
        Some(client) => named_id(&format!("{kind}/{client}"), detail),
        None => named_id(kind, detail),
    }
}

/// The status of the booking stands in an extension; the activity's own is the same for nearly all.
fn booked(detail: Node) -> (AppointmentStatus, Option<AppointmentRequest>) {
    let told = detail.extension("Extension-Appointment-Status");
    let word = told.at("valueCoding").text_at("code").or_else(|| told.text_at("valueCode"));
    match word {
        Some(word) => booking(Some(&word)),
        None => match status(detail.at("status")).as_deref() {
            Some("scheduled") => (AppointmentStatus::Booked, None),
            Some("completed") => (AppointmentStatus::Happened, None),
            other => booking(other),
        },
    }
}

/// The building, and the hospital that it belongs to where that has another name.
fn place(detail: Node) -> Option<String> {
    let building = detail.all("location").find_map(|place| place.text_at("display"));
    match (building, hospital(detail)) {
        (Some(building), Some(hospital)) if plain(&building) != plain(&hospital) => {
            Some(format!("{building}, {hospital}"))
        }
        (building, hospital) => building.or(hospital),
    }
}

/// The name of the organisation that the Aggregator has it from.
fn hospital(detail: Node) -> Option<String> {
    let organisations = detail.all("performer").filter(|party| {
        party.str_at("type").is_none_or(|kind| kind == "Organization" || kind == "HealthcareService")
    });
    organisations.filter_map(|party| party.text_at("display")).next()
}
