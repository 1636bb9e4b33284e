//! Appointments at hospitals, surgeries and in the community: coming, past, cancelled, missed, by phone, by video.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use super::calendar::stamp;
use super::codes::{Concept, coding};
use super::holder::{Holder, put};
use super::supporting::ODS;
use crate::domain::Takes;

/// An appointment as an organisation holds it.
#[derive(Clone, Debug)]
pub struct Appointment {
    key: String,
    what: String,
    start: DateTime<Utc>,
    minutes: i64,
    /// A FHIR appointment status.
    status: &'static str,
    channel: (&'static str, &'static str),
    specialty: Option<Concept>,
    worker: &'static str,
    place: &'static str,
    instruction: Option<&'static str>,
    comment: Option<&'static str>,
    reason_cancelled: Option<&'static str>,
    /// The referral that it is based on, by its key.
    based_on: Option<&'static str>,
    /// Where it is joined by video.
    join: Option<&'static str>,
}

/// A booked appointment in person, of 30 minutes.
pub fn appointment(key: &str, what: &str, start: DateTime<Utc>) -> Appointment {
    Appointment {
        key: key.to_owned(),
        what: what.to_owned(),
        start,
        minutes: 30,
        status: "booked",
        channel: ("in-person", "In person"),
        specialty: None,
        worker: "",
        place: "",
        instruction: None,
        comment: None,
        reason_cancelled: None,
        based_on: None,
        join: None,
    }
}

impl Appointment {
    pub fn minutes(mut self, minutes: i64) -> Self {
        self.minutes = minutes;
        self
    }

    pub fn fulfilled(mut self) -> Self {
        self.status = "fulfilled";
        self
    }

    pub fn missed(mut self) -> Self {
        self.status = "noshow";
        self
    }

    pub fn cancelled(mut self, why: &'static str) -> Self {
        (self.status, self.reason_cancelled) = ("cancelled", Some(why));
        self
    }

    /// Asked for, with no time agreed yet.
    pub fn waiting(mut self) -> Self {
        self.status = "waitlist";
        self
    }

    pub fn by_phone(mut self) -> Self {
        self.channel = ("telephone", "Telephone");
        self
    }

    pub fn by_video(mut self) -> Self {
        self.channel = ("video", "Video");
        self
    }

    pub fn with(mut self, worker: &'static str, place: &'static str) -> Self {
        (self.worker, self.place) = (worker, place);
        self
    }

    pub fn specialty(mut self, specialty: Concept) -> Self {
        self.specialty = Some(specialty);
        self
    }

    pub fn instruction(mut self, instruction: &'static str) -> Self {
        self.instruction = Some(instruction);
        self
    }

    pub fn comment(mut self, comment: &'static str) -> Self {
        self.comment = Some(comment);
        self
    }

    pub fn based_on(mut self, referral: &'static str) -> Self {
        self.based_on = Some(referral);
        self
    }

    pub fn joined_at(mut self, address: &'static str) -> Self {
        self.join = Some(address);
        self
    }

    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let made = self.start.min(holder.calendar.now) - Duration::days(14);
        let mut appointment = holder.r4("Appointment", &self.key, made);
        appointment["extension"] = json!([{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeliveryChannel",
            "valueCodeableConcept": coding(
                "https://fhir.hl7.org.uk/CodeSystem/UKCore-DeliveryChannel", self.channel.0, self.channel.1,
            ),
        }]);
        if let (Some(address), Some(extensions)) = (self.join, appointment["extension"].as_array_mut()) {
            extensions.push(json!({
                "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService",
                "extension": [{ "url": "addressUrl", "valueUrl": address }],
            }));
        }
        appointment["status"] = self.status.into();
        if let Some(why) = self.reason_cancelled {
            appointment["cancelationReason"] = json!({ "text": why });
        }
        appointment["serviceType"] = json!([{ "text": self.what }]);
        put(&mut appointment, "specialty", self.specialty.map(|specialty| json!([specialty.coded(holder)])));
        appointment["description"] = self.what.as_str().into();
        if self.status != "waitlist" {
            appointment["start"] = stamp(self.start).into();
            appointment["end"] = stamp(self.start + Duration::minutes(self.minutes)).into();
            appointment["minutesDuration"] = self.minutes.into();
        }
        appointment["created"] = stamp(made).into();
        put(&mut appointment, "basedOn", self.based_on.map(|key| json!([holder.request(key)])));
        put(&mut appointment, "comment", self.comment);
        put(&mut appointment, "patientInstruction", self.instruction);
        // Where people can say online that they are coming, nobody has heard it from them yet.
        let wants_to_hear = holder.organisation.takes().contains(&Takes::Attendance)
            && self.status == "booked"
            && self.start > holder.calendar.now;
        let own = if wants_to_hear { "needs-action" } else { "accepted" };
        let others = holder.worker(self.worker).into_iter().chain(holder.place(self.place));
        appointment["participant"] = std::iter::once(json!({ "actor": holder.subject(), "status": own }))
            .chain(others.map(|actor| json!({ "actor": actor, "status": "accepted" })))
            .collect();
        vec![appointment]
    }

    /// As a surgery's book tells it through GP Connect, where people are known by their NHS number.
    pub fn stu3(&self, holder: &Holder) -> Value {
        let profile = |name: &str| format!("https://fhir.nhs.uk/STU3/StructureDefinition/{name}");
        let mut appointment = holder.stu3("Appointment", &self.key, "Appointment");
        appointment["meta"] = json!({ "versionId": "1", "profile": [profile("GPConnect-Appointment-1")] });
        appointment["contained"] = json!([{
            "resourceType": "Organization",
            "id": "1",
            "meta": { "profile": [profile("CareConnect-GPC-Organization-1")] },
            "identifier": [{ "system": ODS, "value": holder.organisation.ods_code }],
            "name": holder.organisation.name,
            "telecom": [{ "system": "phone", "value": holder.organisation.phone }],
        }]);
        let mut extensions = vec![json!({
            "url": profile("Extension-GPConnect-BookingOrganisation-1"), "valueReference": { "reference": "#1" },
        })];
        extensions.extend(self.reason_cancelled.map(|why| {
            json!({ "url": profile("Extension-GPConnect-AppointmentCancellationReason-1"), "valueString": why })
        }));
        let role = holder.organisation.worker(self.worker).map(|worker| worker.role);
        extensions.extend(role.map(|role| {
            let system = "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1";
            json!({
                "url": profile("Extension-GPConnect-PractitionerRole-1"),
                "valueCodeableConcept": coding(system, "R0260", role),
            })
        }));
        let channel = match self.channel.0 {
            "telephone" => "Telephone",
            "video" => "Video",
            _ => "In-person",
        };
        let url = profile("Extension-GPConnect-DeliveryChannel-2");
        extensions.push(json!({ "url": url, "valueCode": channel }));
        appointment["extension"] = extensions.into();
        appointment["status"] = self.status.into();
        appointment["serviceType"] = json!([{ "text": self.what }]);
        appointment["description"] = self.what.as_str().into();
        appointment["start"] = stamp(self.start).into();
        appointment["end"] = stamp(self.start + Duration::minutes(self.minutes)).into();
        appointment["minutesDuration"] = self.minutes.into();
        appointment["slot"] = json!([{ "reference": format!("Slot/{}", holder.id("Slot", &self.key)) }]);
        appointment["created"] = stamp(self.start.min(holder.calendar.now) - Duration::days(14)).into();
        put(&mut appointment, "comment", self.comment);
        let mut actors = vec![json!({ "reference": format!("Patient/{}", holder.person.current_number()) })];
        actors.extend(holder.place(self.place));
        actors.extend(holder.worker(self.worker));
        appointment["participant"] =
            actors.into_iter().map(|actor| json!({ "actor": actor, "status": "accepted" })).collect();
        appointment
    }
}
