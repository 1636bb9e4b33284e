//! Care plans and their activities, in the shapes that the Aggregator publishes.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::sandbox::organisations::{EASTMOOR, NORTHFIELD};
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::supporting::NHS_NUMBER;

const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// The portal of the NHS e-Referral Service.
const ERS: &str = "ers-01";

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
    /// Its status as a part of a plan: the same for all but questionnaires.
    status: &'static str,
    /// Its day of review, where it is a referral.
    review: Option<NaiveDate>,
}

/// One care plan, about the holder's person.
pub struct Plan(Value);

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
        status: "in-progress",
        review: None,
    }
}

/// A referral of the e-Referral Service, by its booking reference, with its referral state.
pub fn referral(
    ubrn: &'static str,
    description: &'static str,
    hospital: Hospital,
    made: DateTime<Utc>,
    state: &str,
) -> Activity {
    let state = json!({ "system": "https://fhir.nhs.uk/CodeSystem/eRS-ReferralState", "code": state });
    Activity {
        kind: "ServiceRequest",
        extensions: vec![extension("Extension-eRS-ServiceRequest-State", "valueCoding", state)],
        ..appointment(ubrn, description, Hospital { client: ERS, ..hospital }, made, "booked")
    }
}

/// A questionnaire with this status, open from then on.
pub fn questionnaire(
    key: &'static str,
    description: &'static str,
    hospital: Hospital,
    from: DateTime<Utc>,
    status: &'static str,
) -> Activity {
    Activity {
        kind: "QuestionnaireResponse",
        extensions: Vec::new(),
        status,
        ..appointment(key, description, hospital, from, "booked")
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

    /// Its specialty, where it is a referral.
    pub fn of(mut self, specialty: &str) -> Self {
        let specialty =
            json!({ "system": "https://fhir.nhs.uk/CodeSystem/Specialty-1", "display": specialty });
        self.extensions.push(extension("Extension-Specialty", "valueCoding", specialty));
        self
    }

    pub fn reviewed_by(mut self, day: NaiveDate) -> Self {
        self.review = Some(day);
        self
    }

    /// The end of the time in which a questionnaire is open, written as the midnight of that day.
    pub fn before(mut self, end: NaiveDate) -> Self {
        self.end = Some(end.and_time(NaiveTime::MIN).and_utc());
        self
    }

    /// The appointment that it belongs to, by that one's key.
    pub fn about(mut self, appointment: &str) -> Self {
        let reference = json!({ "reference": format!("Appointment/{appointment}") });
        self.extensions.push(extension("Extension-Linked-Resource", "valueReference", reference));
        self
    }

    pub fn answered(mut self, day: NaiveDate) -> Self {
        let day = day.to_string().into();
        self.extensions.push(extension("Extension-Questionnaire-LastModifiedDate", "valueDate", day));
        self
    }

    /// It asks for a follow-up appointment (patient initiated follow-up).
    pub fn for_follow_up(mut self) -> Self {
        let kind =
            json!({ "system": "https://fhir.nhs.uk/CodeSystem/Questionnaire-Type", "code": "pifu-triage" });
        self.extensions.push(extension("Extension-Questionnaire-Type", "valueCoding", kind));
        self
    }

    fn class(mut self, class: &str) -> Self {
        self.extensions.push(extension("Extension-Encounter-Class", "valueCode", class.into()));
        self
    }

    fn json(&self, holder: &Holder) -> Value {
        let client = self.hospital.client;
        let (id, link) = match client {
            ERS => (self.key.to_owned(), format!("https://{client}.example/nhslogin?ubrn={}", self.key)),
            _ => {
                let id = holder.id(self.kind, self.key);
                let link = format!("https://{client}.example/{}/{id}", self.kind);
                (id, link)
            }
        };
        let mut extensions = vec![
            extension("Extension-Portal-Link", "valueUrl", link.into()),
            extension("Extension-Client-id", "valueCode", self.hospital.client.into()),
        ];
        extensions.extend(self.extensions.iter().cloned());
        let mut period = json!({ "start": stamp(self.start) });
        if let Some(end) = self.end {
            period["end"] = stamp(end).into();
        }
        if let Some(day) = self.review {
            // The one address among these that the Aggregator has of its own.
            let url = "http://fhir.nhs.net/StructureDefinition/Extension-eRS-ReviewDueDate";
            period["extension"] = json!([{ "url": url, "valueDate": day.to_string() }]);
        }
        let mut detail = json!({
            "id": id, "kind": self.kind, "status": self.status, "extension": extensions,
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

/// A place on a hospital's waiting list, with how long people wait there. One of the two extensions is written as the
/// published examples write it, with a field of a name of its own.
pub fn waiting_list(holder: &Holder, hospital: Hospital, title: &str, since: DateTime<Utc>) -> Plan {
    let pathway = format!("{}~{}", hospital.ods_code, holder.id("CarePlan", title));
    let mut plan = titled(holder, hospital, title, since);
    plan["identifier"] = json!([{ "system": "https://fhir.nhs.uk/Id/care-pathway-id", "value": pathway }]);
    let weeks = |weeks: u32| json!({ "value": weeks, "unit": "weeks" });
    plan["period"]["extension"] = json!([
        extension("Extension-PlannedWaitTime", "valueDuration", weeks(22)),
        extension("Extension-80thPercentileWaitTime", "valuationDuration", weeks(25)),
    ]);
    Plan(plan)
}

/// A place in a screening programme; its number is a number, as published.
pub fn screening(holder: &Holder, hospital: Hospital, title: &str, since: DateTime<Utc>) -> Plan {
    let mut plan = titled(holder, hospital, title, since);
    let system = "https://fhir.nhs.uk/Id/screening-programme-unique-id";
    plan["identifier"] = json!([{ "system": system, "value": 901_230_921_384_u64 }]);
    Plan(plan)
}

fn titled(holder: &Holder, hospital: Hospital, title: &str, since: DateTime<Utc>) -> Value {
    let mut plan = plan(holder);
    plan["meta"]["lastUpdated"] = stamp(holder.calendar.at(-3, 0, 0)).into();
    plan["title"] = title.into();
    plan["period"] = json!({ "start": since.date_naive().to_string() });
    plan["author"] = organisation(hospital);
    plan
}

/// The one plan that holds all activities.
pub fn activities(holder: &Holder, activities: &[Activity]) -> Plan {
    Plan(plan(holder)).with(holder, activities)
}

impl Plan {
    pub fn with(mut self, holder: &Holder, activities: &[Activity]) -> Self {
        self.0["activity"] = activities.iter().map(|activity| activity.json(holder)).collect();
        self
    }

    /// The wait is over, and nothing more is said of how long people wait.
    pub fn ended(mut self, day: DateTime<Utc>) -> Self {
        self.0["status"] = "completed".into();
        self.0["period"] = json!({ "start": self.0["period"]["start"], "end": day.date_naive().to_string() });
        self
    }

    pub fn json(self) -> Value {
        self.0
    }
}

/// Plans and activities that cannot be read, about the right person: one of each kind.
pub fn malformed(holder: &Holder) -> Vec<Plan> {
    let mut roof = plan(holder);
    roof["activity"] = json!([
        { "detail": { "kind": "Appointment", "description": {}, "scheduledPeriod": "tomorrow", "extension": 8 } },
        { "detail": { "kind": "DocumentReference", "description": {}, "performer": "the hospital", "id": {} } },
        { "detail": { "kind": "ServiceRequest", "description": [], "extension": "bookable", "id": {} } },
        { "detail": { "kind": "QuestionnaireResponse", "description": {}, "status": 7 } },
    ]);
    let mut list = plan(holder);
    list["identifier"] = json!({ "system": "https://fhir.nhs.uk/Id/care-pathway-id", "value": [] });
    list["period"] = "since spring".into();
    let mut named = plan(holder);
    named["title"] = json!({});
    named["goal"] = "walk".into();
    vec![Plan(roof), Plan(list), Plan(named)]
}

/// Something about somebody else.
pub fn stray(other: &Holder) -> Plan {
    let start = other.calendar.at(4, 10, 0);
    activities(other, &[appointment("stray", "Somebody else’s clinic", EASTMOOR_HOSPITAL, start, "booked")])
}
