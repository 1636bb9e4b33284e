//! One activity of a care plan as an appointment, a letter, a referral or a questionnaire.

use super::plan::day;
use crate::connectors::fhir_json::{Node, SetAside, date, first_date, has_code, status, words};
use crate::connectors::mapping::{booking, filling_state, how, moment, named_id, portal_link, request_state};
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, AskedQuestionnaire, Coded, Letter, OdsCode, Referral,
    ReferralBooking, Ties, Waiting, WayThere, plain,
};

/// What an activity is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Appointment,
    Letter,
    Referral,
    Questionnaire,
    /// Of a kind that is not gathered from here.
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
        Some("ServiceRequest" | "ReferralRequest") => What::Referral,
        Some("QuestionnaireResponse" | "Questionnaire" | "Task") => What::Questionnaire,
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
        references: Vec::new(),
        organisation: performers(detail)
            .find_map(|party| OdsCode::parse(party.at("identifier").str_at("value")?).ok()),
        ties: Ties::default(),
        way_there: WayThere { own_page: portal_link(detail), ..WayThere::default() },
        // It tells this as what was asked for.
        said_coming: None,
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
        html: None,
        ties: Ties::default(),
    })
}

/// The `detail` of a referral. Those of the NHS e-Referral Service have its booking reference for an id.
pub fn referral(detail: Node) -> Result<Referral, SetAside> {
    counts(detail)?;
    let specialty = words(detail.extension("Extension-Specialty").at("valueCoding"));
    let what = detail.text_at("description").or_else(|| specialty.clone()).ok_or(SetAside::NoName)?;
    let booking = detail.extension("eRS-ServiceRequest-State").at("valueCoding").text_at("code");
    let is_of_ers = booking.is_some() || client(detail).is_some_and(|client| client.starts_with("ers"));
    let period = detail.at("scheduledPeriod");
    let ubrn = detail.id().filter(|_| is_of_ers);
    let mut ties = Ties::default();
    ubrn.iter().for_each(|number| ties.add_booking_reference(number));
    Ok(Referral {
        source_id: source_id("ServiceRequest", detail),
        state: request_state(detail.at("status")),
        reason_for_state: None,
        urgency: None,
        reason: None,
        description: None,
        asked_by: None,
        asked: hospital(detail).into_iter().collect(),
        specialty: specialty.filter(|specialty| *specialty != what),
        place: None,
        made: date(period.at("start")),
        wanted_from: None,
        wanted_until: None,
        waiting: Waiting::default(),
        is_waiting_list: false,
        booking: booking.map(referral_booking),
        review_due: date(period.extension("eRS-ReviewDueDate").at("valueDate")),
        link: portal_link(detail),
        instruction: None,
        ubrn,
        ties,
        note: None,
        what: Coded::text(what),
    })
}

fn referral_booking(code: String) -> ReferralBooking {
    match code.as_str() {
        "bookable" => ReferralBooking::CanBeBooked,
        "bookableWasCancelled" => ReferralBooking::CanBeBookedAgain,
        "inReview" => ReferralBooking::InReview,
        _ => ReferralBooking::Other(code),
    }
}

/// The `detail` of a questionnaire, which is filled in at the portal.
pub fn questionnaire(detail: Node) -> Result<AskedQuestionnaire, SetAside> {
    counts(detail)?;
    let title = detail.text_at("description").ok_or(SetAside::NoName)?;
    let (period, link) = (detail.at("scheduledPeriod"), portal_link(detail));
    let kind = detail.extension("Extension-Questionnaire-Type").at("valueCoding");
    Ok(AskedQuestionnaire {
        source_id: match (detail.id(), &link) {
            (None, Some(link)) => format!("QuestionnaireResponse/{}", link.href()),
            _ => source_id("QuestionnaireResponse", detail),
        },
        what_kind: words(kind).filter(|kind| *kind != title),
        title,
        state: filling_state(status(detail.at("status")).as_deref()),
        reason_for_state: None,
        reason: None,
        asked_by: hospital(detail),
        asked: day(period.at("start")),
        due: day(period.at("end")),
        answered: date(detail.extension("Questionnaire-LastModifiedDate").at("valueDate")),
        asks_for_follow_up: has_code(kind, &["pifu-triage"]),
        link,
        questions: None,
        note: None,
        wish: None,
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
    match client(detail) {
        Some(client) => named_id(&format!("{kind}/{client}"), detail),
        None => named_id(kind, detail),
    }
}

/// The name of the portal that it came from.
fn client(detail: Node) -> Option<String> {
    let link = detail.extension("Portal-Link");
    let clients = [detail, link].into_iter().flat_map(|holder| {
        ["Client-id", "client-id"].map(|name| holder.extension(name).text_at("valueCode"))
    });
    clients.flatten().next()
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
    performers(detail).find_map(|party| party.text_at("display"))
}

fn performers(detail: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    detail.all("performer").filter(|party| {
        party.str_at("type").is_none_or(|kind| kind == "Organization" || kind == "HealthcareService")
    })
}
