//! Medicines: one fact, told by a surgery as Medication, MedicationStatement and MedicationRequest, by a hospital as
//! one MedicationRequest or MedicationStatement.

pub mod patient_facing;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
use super::holder::{Holder, put};

/// A medicine as somebody recorded it.
#[derive(Clone, Debug)]
pub struct Medicine {
    key: String,
    product: Concept,
    dosage: String,
    course: Course,
    /// A FHIR status: `active`, `completed` or `stopped`.
    status: &'static str,
    start: NaiveDate,
    end: Option<NaiveDate>,
    last_issue: Option<NaiveDate>,
    quantity: Option<(u32, &'static str)>,
    prescriber: &'static str,
    reason_stopped: Option<&'static str>,
    note: Option<&'static str>,
    /// Told by the person, not prescribed here.
    reported: bool,
    /// The surgery wants to look at it again by then.
    review_by: Option<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Course {
    Acute,
    Repeat { allowed: u32, issued: u32 },
}

/// A medicine given again and again, still taken.
pub fn repeat(key: &str, product: Concept, dosage: &str, start: NaiveDate) -> Medicine {
    Medicine { course: Course::Repeat { allowed: 6, issued: 2 }, ..acute(key, product, dosage, start) }
}

/// A medicine given once.
pub fn acute(key: &str, product: Concept, dosage: &str, start: NaiveDate) -> Medicine {
    Medicine {
        key: key.to_owned(),
        product,
        dosage: dosage.to_owned(),
        course: Course::Acute,
        status: "active",
        start,
        end: None,
        last_issue: None,
        quantity: None,
        prescriber: "gp",
        reason_stopped: None,
        note: None,
        reported: false,
        review_by: None,
    }
}

impl Medicine {
    pub fn issued(mut self, last: NaiveDate) -> Self {
        self.last_issue = Some(last);
        self
    }

    pub fn quantity(mut self, number: u32, unit: &'static str) -> Self {
        self.quantity = Some((number, unit));
        self
    }

    pub fn finished(mut self, end: NaiveDate) -> Self {
        (self.status, self.end) = ("completed", Some(end));
        self
    }

    pub fn stopped(mut self, end: NaiveDate, reason: &'static str) -> Self {
        (self.status, self.end, self.reason_stopped) = ("stopped", Some(end), Some(reason));
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.prescriber = worker;
        self
    }

    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// Every issue that was allowed has been given.
    pub fn all_issued(mut self) -> Self {
        if let Course::Repeat { allowed, issued } = &mut self.course {
            *issued = *allowed;
        }
        self
    }

    pub fn review_by(mut self, day: NaiveDate) -> Self {
        self.review_by = Some(day);
        self
    }

    pub fn reported(mut self) -> Self {
        self.reported = true;
        self
    }

    /// MedicationStatement first, then its Medication, the plan and the latest order.
    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let medication = holder.id("Medication", self.product.code);
        let mut resources = vec![self.stu3_statement(holder, &medication)];
        resources.push(json!({
            "resourceType": "Medication",
            "id": medication,
            "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-Medication-1"] },
            "code": self.product.coded(holder),
        }));
        resources.push(self.stu3_request(holder, &medication, None));
        if let Some(day) = self.last_issue {
            resources.push(self.stu3_request(holder, &medication, Some(day)));
        }
        resources
    }

    fn stu3_statement(&self, holder: &Holder, medication: &str) -> Value {
        let mut statement = holder.stu3("MedicationStatement", &self.key, "MedicationStatement");
        let agency = match self.reported {
            true => ("prescribed-by-another-organisation", "Prescribed by another organisation"),
            false => ("prescribed-at-gp-practice", "Prescribed at GP practice"),
        };
        let mut extensions = vec![json!({
            "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescribingAgency-1",
            "valueCodeableConcept":
                coding("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescribingAgency-1", agency.0, agency.1),
        })];
        if let Some(day) = self.last_issue {
            extensions.push(json!({
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationStatementLastIssueDate-1",
                "valueDateTime": stamp(moment(day, 0, 0)),
            }));
        }
        statement["extension"] = extensions.into();
        statement["basedOn"] = json!([{ "reference": self.plan_reference(holder) }]);
        statement["status"] = self.status.into();
        statement["medicationReference"] = json!({ "reference": format!("Medication/{medication}") });
        statement["effectivePeriod"] = period(self.start, self.end);
        statement["dateAsserted"] = stamp(moment(self.start, 9, 12)).into();
        statement["subject"] = holder.subject();
        statement["taken"] = "unk".into();
        statement["dosage"] = json!([{ "text": self.dosage }]);
        put(&mut statement, "note", self.note.map(|note| json!([{ "text": note }])));
        statement
    }

    fn plan_reference(&self, holder: &Holder) -> String {
        format!("MedicationRequest/{}", holder.id("MedicationRequest", &self.key))
    }

    /// The plan, or with a day the order made on it.
    fn stu3_request(&self, holder: &Holder, medication: &str, ordered: Option<NaiveDate>) -> Value {
        let key = if ordered.is_some() { format!("{}-order", self.key) } else { self.key.clone() };
        let mut request = holder.stu3("MedicationRequest", &key, "MedicationRequest");
        let mut extensions = Vec::new();
        let (code, display) = match self.course {
            Course::Acute => ("acute", "Acute"),
            Course::Repeat { .. } => ("repeat", "Repeat"),
        };
        if let (Course::Repeat { allowed, issued }, None) = (self.course, ordered) {
            extensions.push(json!({
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationRepeatInformation-1",
                "extension": [
                    { "url": "numberOfRepeatPrescriptionsAllowed", "valueUnsignedInt": allowed },
                    { "url": "numberOfRepeatPrescriptionsIssued", "valueUnsignedInt": issued },
                ],
            }));
        }
        if let (Some(reason), Some(end), None) = (self.reason_stopped, self.end, ordered) {
            extensions.push(json!({
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-MedicationStatusReason-1",
                "extension": [
                    { "url": "statusReason", "valueCodeableConcept": { "text": reason } },
                    { "url": "statusChangeDate", "valueDateTime": stamp(moment(end, 12, 0)) },
                ],
            }));
        }
        extensions.push(json!({
            "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1",
            "valueCodeableConcept":
                coding("https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescriptionType-1", code, display),
        }));
        request["extension"] = extensions.into();
        if ordered.is_some() {
            request["basedOn"] = json!([{ "reference": self.plan_reference(holder) }]);
        }
        request["status"] = if ordered.is_some() { "completed" } else { self.status }.into();
        request["intent"] = if ordered.is_some() { "order" } else { "plan" }.into();
        request["medicationReference"] = json!({ "reference": format!("Medication/{medication}") });
        request["subject"] = holder.subject();
        let written = ordered.unwrap_or(self.start);
        request["authoredOn"] = stamp(moment(written, 9, 12)).into();
        if let Some(worker) = holder.worker(self.prescriber) {
            request["requester"] = json!({ "agent": worker });
            request["recorder"] = worker;
        }
        request["dosageInstruction"] = json!([{ "text": self.dosage }]);
        let mut dispense = json!({ "validityPeriod": period(written, ordered.map_or(self.end, |_| None)) });
        if let Some((value, unit)) = self.quantity {
            dispense["quantity"] = json!({ "value": value, "unit": unit });
            dispense["expectedSupplyDuration"] =
                json!({ "value": 28, "unit": "day", "system": "http://unitsofmeasure.org", "code": "d" });
        }
        request["dispenseRequest"] = dispense;
        request
    }

    /// One MedicationRequest, with a MedicationDispense where it was given out; a MedicationStatement for what the
    /// person told.
    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let resource_type = if self.reported { "MedicationStatement" } else { "MedicationRequest" };
        let mut resource = holder.r4(resource_type, &self.key, moment(self.start, 16, 20));
        resource["status"] = self.status.into();
        resource["medicationCodeableConcept"] = self.product.coded(holder);
        resource["subject"] = holder.subject();
        put(&mut resource, "note", self.note.map(|note| json!([{ "text": note }])));
        if self.reported {
            resource["effectivePeriod"] = period(self.start, self.end);
            resource["dateAsserted"] = stamp(moment(self.start, 16, 20)).into();
            resource["dosage"] = json!([{ "text": self.dosage }]);
            return vec![resource];
        }
        resource["intent"] = "order".into();
        resource["category"] = json!([coding(
            "http://terminology.hl7.org/CodeSystem/medicationrequest-category",
            "outpatient",
            "Outpatient"
        )]);
        resource["authoredOn"] = stamp(moment(self.start, 16, 20)).into();
        put(&mut resource, "requester", holder.worker(self.prescriber));
        resource["dosageInstruction"] = json!([{ "text": self.dosage }]);
        put(&mut resource, "statusReason", self.reason_stopped.map(|reason| json!({ "text": reason })));
        let course = match self.course {
            Course::Acute => ("acute", "Short course (acute) therapy"),
            Course::Repeat { .. } => ("continuous", "Continuous long term therapy"),
        };
        resource["courseOfTherapyType"] = coding(
            "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy",
            course.0,
            course.1,
        );
        let mut dispense = json!({ "validityPeriod": period(self.start, self.end) });
        if let Some((value, unit)) = self.quantity {
            dispense["quantity"] = json!({ "value": value, "unit": unit });
        }
        resource["dispenseRequest"] = dispense;
        let given = self.last_issue.map(|day| self.r4_dispense(holder, day));
        std::iter::once(resource).chain(given).collect()
    }

    /// What the hospital's own pharmacy gave out, the last time.
    fn r4_dispense(&self, holder: &Holder, day: NaiveDate) -> Value {
        let mut given = holder.r4("MedicationDispense", &self.key, moment(day, 11, 40));
        let request = format!("MedicationRequest/{}", holder.id("MedicationRequest", &self.key));
        given["status"] = "completed".into();
        given["medicationCodeableConcept"] = self.product.coded(holder);
        given["subject"] = holder.subject();
        given["authorizingPrescription"] = json!([{ "reference": request }]);
        given["whenHandedOver"] = stamp(moment(day, 11, 40)).into();
        put(
            &mut given,
            "quantity",
            self.quantity.map(|(value, unit)| json!({ "value": value, "unit": unit })),
        );
        given["dosageInstruction"] = json!([{ "text": self.dosage }]);
        given
    }
}

fn period(start: NaiveDate, end: Option<NaiveDate>) -> Value {
    let mut period = json!({ "start": start.to_string() });
    put(&mut period, "end", end.map(|end| end.to_string()));
    period
}
