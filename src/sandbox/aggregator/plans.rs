//! Care plans and their activities, in the shapes that the Aggregator publishes.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::sandbox::organisations::{EASTMOOR, NORTHFIELD};
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::supporting::NHS_NUMBER;

const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// A hospital whose portal tells the Aggregator.
#[derive(Clone, Copy)]
pub struct Hospital {
    pub ods_code: &'static str,
    pub name: &'static str,
    /// The portal's name.
    pub client: &'static str,
}

pub const EASTMOOR_HOSPITAL: Hospital =
    Hospital { ods_code: EASTMOOR, name: "Eastmoor Hospital", client: "myportal-01" };
pub const NORTHFIELD_HOSPITAL: Hospital =
    Hospital { ods_code: NORTHFIELD, name: "Northfield Hospital", client: "myportal-02" };

/// An activity of a plan: its key, what it is, whose it is, and its first moment.
pub struct Activity {
    kind: &'static str,
    key: &'static str,
    description: &'static str,
    hospital: Hospital,
    start: DateTime<Utc>,
    end: Option<DateTime<Utc>>,
    building: Option<&'static str>,
    extensions: Vec<Value>,
}

fn extension(name: &str, field: &str, value: Value) -> Value {
    json!({ "url": format!("https://fhir.nhs.uk/StructureDefinition/{name}"), field: value })
}

/// An outpatient appointment with this booking status.
pub fn appointment(
    key: &'static str,
    description: &'static str,
    hospital: Hospital,
    start: DateTime<Utc>,
    status: &str,
) -> Activity {
    let status = json!({ "system": "http://hl7.org/fhir/appointmentstatus", "code": status });
    Activity {
        kind: "Appointment",
        key,
        description,
        hospital,
        start,
        end: None,
        building: None,
        extensions: vec![extension("Extension-Appointment-Status", "valueCoding", status)],
    }
}

/// A document that has been read or not.
pub fn document(
    key: &'static str,
    description: &'static str,
    hospital: Hospital,
    written: DateTime<Utc>,
    receipt: &str,
) -> Activity {
    Activity {
        kind: "DocumentReference",
        extensions: vec![extension("Extension-Read-Receipt", "valueCode", receipt.into())],
        ..appointment(key, description, hospital, written, "booked")
    }
}

impl Activity {
    pub fn at(mut self, building: &'static str) -> Self {
        self.building = Some(building);
        self
    }

    /// `FACE_TO_FACE`, `VIDEO_CONSULTATION`, `TELEPHONE`.
    pub fn by(mut self, medium: &str) -> Self {
        self.extensions.push(extension("Extension-Consultation-Medium", "valueCode", medium.into()));
        self.class("outpatient")
    }

    /// A stay in hospital, or a day there.
    pub fn until(mut self, end: DateTime<Utc>, class: &str) -> Self {
        self.end = Some(end);
        self.class(class)
    }

    fn class(mut self, class: &str) -> Self {
        self.extensions.push(extension("Extension-Encounter-Class", "valueCode", class.into()));
        self
    }

    fn json(&self, holder: &Holder) -> Value {
        let id = holder.id(self.kind, self.key);
        let link = format!("https://{}.example/{}/{id}", self.hospital.client, self.kind);
        let mut extensions = vec![
            extension("Extension-Portal-Link", "valueUrl", link.into()),
            extension("Extension-Client-id", "valueCode", self.hospital.client.into()),
        ];
        extensions.extend(self.extensions.iter().cloned());
        let mut period = json!({ "start": stamp(self.start) });
        if let Some(end) = self.end {
            period["end"] = stamp(end).into();
        }
        let mut detail = json!({
            "id": id, "kind": self.kind, "status": "in-progress", "extension": extensions,
            "description": self.description, "scheduledPeriod": period,
            "performer": [organisation(self.hospital)],
        });
        if let Some(building) = self.building {
            detail["location"] = json!({ "type": "Location", "display": building });
        }
        json!({ "detail": detail })
    }
}

/// As the Aggregator writes a moment: `2026-08-14T13:45:00.000Z`.
fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn organisation(hospital: Hospital) -> Value {
    json!({
        "type": "Organization",
        "identifier": { "system": ODS, "value": hospital.ods_code },
        "display": hospital.name,
    })
}

fn plan(holder: &Holder) -> Value {
    json!({
        "resourceType": "CarePlan",
        "meta": { "profile": ["https://fhir.nhs.uk/StructureDefinition/WayfinderUKCoreCarePlan"] },
        "status": "active", "intent": "order",
        "subject": { "identifier": { "system": NHS_NUMBER, "value": holder.person.current_number() } },
    })
}

/// A place on a hospital's waiting list, with how long people wait there.
pub fn waiting_list(holder: &Holder, hospital: Hospital, title: &str, since: DateTime<Utc>) -> Value {
    let mut plan = plan(holder);
    plan["meta"]["lastUpdated"] = stamp(holder.calendar.at(-3, 0, 0)).into();
    plan["identifier"] = json!([{
        "system": "https://fhir.nhs.uk/Id/care-pathway-id",
        "value": format!("{}~{}", hospital.ods_code, holder.id("CarePlan", title)),
    }]);
    plan["title"] = title.into();
    plan["period"] = json!({
        "start": since.date_naive().to_string(),
        "extension": [extension("Extension-PlannedWaitTime", "valueDuration", json!({ "value": 22, "unit": "weeks" }))],
    });
    plan["author"] = organisation(hospital);
    plan
}

/// The one plan that holds all activities.
pub fn activities(holder: &Holder, activities: &[Activity]) -> Value {
    let mut plan = plan(holder);
    plan["activity"] = activities.iter().map(|activity| activity.json(holder)).collect();
    plan
}

/// An activity that cannot be read, about the right person.
pub fn malformed(holder: &Holder) -> Value {
    let mut plan = plan(holder);
    plan["activity"] = json!([
        { "detail": { "kind": "Appointment", "description": {}, "scheduledPeriod": "tomorrow", "extension": 8 } },
        { "detail": { "kind": "DocumentReference", "description": {}, "performer": "the hospital", "id": {} } },
    ]);
    plan
}

/// Something about somebody else.
pub fn stray(other: &Holder) -> Value {
    let start = other.calendar.at(4, 10, 0);
    activities(other, &[appointment("stray", "Somebody else’s clinic", EASTMOOR_HOSPITAL, start, "booked")])
}
