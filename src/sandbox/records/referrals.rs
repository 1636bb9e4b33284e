//! Referrals: what a surgery or a hospital has asked of somebody else.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, SNOMED, coding};
use super::holder::{Holder, put};
use super::supporting::{ODS, UBRN};
use crate::sandbox::organisations::{ORGANISATIONS, PracticeOrganisation};

/// A referral as an organisation recorded it.
#[derive(Clone, Debug)]
pub struct Referral {
    key: String,
    what: Concept,
    made: NaiveDate,
    status: Status,
    /// A FHIR request priority.
    priority: &'static str,
    worker: &'static str,
    /// The surgery or hospital that asked, where it is not the holder.
    from: Option<&'static str>,
    /// Who is asked.
    to: Option<&'static str>,
    reason: Option<&'static str>,
    description: Option<&'static str>,
    wanted_by: Option<NaiveDate>,
    ubrn: Option<&'static str>,
    note: Option<&'static str>,
    specialty: Option<Concept>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Status {
    Active,
    Completed,
    /// With the reason.
    Cancelled(&'static str),
}

/// A routine referral that is in force.
pub fn referral(key: &str, what: Concept, made: NaiveDate) -> Referral {
    Referral {
        key: key.to_owned(),
        what,
        made,
        status: Status::Active,
        priority: "routine",
        worker: "gp",
        from: None,
        to: None,
        reason: None,
        description: None,
        wanted_by: None,
        ubrn: None,
        note: None,
        specialty: None,
    }
}

impl Referral {
    pub fn urgent(mut self) -> Self {
        self.priority = "urgent";
        self
    }

    pub fn completed(mut self) -> Self {
        self.status = Status::Completed;
        self
    }

    pub fn cancelled(mut self, why: &'static str) -> Self {
        self.status = Status::Cancelled(why);
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.worker = worker;
        self
    }

    /// Asked by another organisation, by its ODS code.
    pub fn from(mut self, ods_code: &'static str) -> Self {
        self.from = Some(ods_code);
        self
    }

    /// Asked of an organisation, by its ODS code.
    pub fn to(mut self, ods_code: &'static str) -> Self {
        self.to = Some(ods_code);
        self
    }

    pub fn reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    pub fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    pub fn wanted_by(mut self, day: NaiveDate) -> Self {
        self.wanted_by = Some(day);
        self
    }

    pub fn ubrn(mut self, ubrn: &'static str) -> Self {
        self.ubrn = Some(ubrn);
        self
    }

    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    pub fn specialty(mut self, specialty: Concept) -> Self {
        self.specialty = Some(specialty);
        self
    }

    /// The request, and the organisation that is asked. A surgery knows of no state but that it cancelled one (GP
    /// Connect, "ReferralRequest.status").
    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let mut request = holder.stu3("ReferralRequest", &self.key, "ReferralRequest");
        request["status"] = if self.is_cancelled() { "cancelled" } else { "unknown" }.into();
        request["intent"] = "order".into();
        request["priority"] = self.priority.into();
        request["subject"] = holder.subject();
        request["authoredOn"] = stamp(moment(self.made, 9, 20)).into();
        put(&mut request, "requester", holder.worker(self.worker).map(|worker| json!({ "agent": worker })));
        let mut reasons = vec![self.what.coded(holder)];
        reasons.extend(self.reason.map(|reason| json!({ "text": reason })));
        request["reasonCode"] = reasons.into();
        put(&mut request, "description", self.description);
        let mut notes: Vec<_> = self.note.into_iter().collect();
        if let Status::Cancelled(why) = self.status {
            notes.push(why);
        }
        let notes: Vec<_> = notes.into_iter().map(|text| json!({ "text": text })).collect();
        put(&mut request, "note", (!notes.is_empty()).then_some(notes));
        self.put_ubrn(&mut request);
        let asked = self.to.and_then(organisation).map(|to| asked_stu3(holder, to));
        put(&mut request, "recipient", asked.as_ref().map(|to| json!([{ "reference": reference(to) }])));
        [request].into_iter().chain(asked).collect()
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut request = holder.r4("ServiceRequest", &self.key, moment(self.made, 9, 20));
        let status = match self.status {
            Status::Active => "active",
            Status::Completed => "completed",
            Status::Cancelled(_) => "revoked",
        };
        request["status"] = status.into();
        if let Status::Cancelled(why) = self.status {
            request["extension"] = json!([{
                "url": "http://hl7.org/fhir/StructureDefinition/request-statusReason",
                "valueCodeableConcept": { "text": why },
            }]);
        }
        request["intent"] = "order".into();
        request["category"] = json!([coding(SNOMED, "3457005", "Patient referral")]);
        request["priority"] = self.priority.into();
        request["code"] = self.what.coded(holder);
        request["subject"] = holder.subject();
        request["authoredOn"] = stamp(moment(self.made, 9, 20)).into();
        let from = self.from.and_then(organisation).map(named);
        put(&mut request, "requester", from.or_else(|| holder.worker(self.worker)));
        put(&mut request, "performer", self.to.and_then(organisation).map(|to| json!([named(to)])));
        put(&mut request, "performerType", self.specialty.map(|specialty| specialty.coded(holder)));
        put(&mut request, "reasonCode", self.reason.map(|reason| json!([{ "text": reason }])));
        put(
            &mut request,
            "occurrencePeriod",
            self.wanted_by.map(|day| json!({ "start": self.made.to_string(), "end": day.to_string() })),
        );
        let notes: Vec<_> =
            self.description.into_iter().chain(self.note).map(|text| json!({ "text": text })).collect();
        put(&mut request, "note", (!notes.is_empty()).then_some(notes));
        self.put_ubrn(&mut request);
        vec![request]
    }

    fn is_cancelled(&self) -> bool {
        matches!(self.status, Status::Cancelled(_))
    }

    fn put_ubrn(&self, request: &mut Value) {
        if let (Some(ubrn), Some(identifiers)) = (self.ubrn, request["identifier"].as_array_mut()) {
            identifiers.push(json!({ "system": UBRN, "value": ubrn }));
        }
    }
}

fn organisation(ods_code: &str) -> Option<&'static PracticeOrganisation> {
    ORGANISATIONS.iter().find(|organisation| organisation.ods_code == ods_code)
}

/// An organisation of another system, which has no id here.
fn named(organisation: &PracticeOrganisation) -> Value {
    json!({
        "type": "Organization",
        "identifier": { "system": ODS, "value": organisation.ods_code },
        "display": organisation.name,
    })
}

/// The organisation as the surgery's address book has it.
fn asked_stu3(holder: &Holder, organisation: &PracticeOrganisation) -> Value {
    json!({
        "resourceType": "Organization",
        "id": holder.own_id("Organization", organisation.ods_code),
        "meta": { "versionId": "1", "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-Organization-1"] },
        "identifier": [{ "system": ODS, "value": organisation.ods_code }],
        "name": organisation.name,
    })
}

fn reference(resource: &Value) -> String {
    let text = |field: &str| resource[field].as_str().unwrap_or_default();
    format!("{}/{}", text("resourceType"), text("id"))
}
