//! Prescriptions in the shapes that the service publishes.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::sandbox::records::codes::{AMOXICILLIN, Concept, SNOMED, TRAMADOL, coding};
use crate::sandbox::records::holder::Holder;
use crate::sandbox::records::supporting::NHS_NUMBER;

const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// Somebody who prescribes or gives out; written in capitals, as the directory has them.
#[derive(Clone, Copy)]
pub struct Party {
    ods_code: &'static str,
    name: &'static str,
    lines: &'static [&'static str],
    postcode: &'static str,
    phone: &'static str,
    website: Option<&'static str>,
}

pub const HILL_STREET_SURGERY: Party = Party {
    ods_code: "A99901",
    name: "HILL STREET SURGERY",
    lines: &["2 HILL STREET", "MARKET SAMPLE"],
    postcode: "ZZ99 3VZ",
    phone: "01632 960 002",
    website: None,
};
pub const MILL_LANE_SURGERY: Party = Party {
    ods_code: "A99902",
    name: "MILL LANE SURGERY",
    lines: &["14 MILL LANE", "LITTLE SAMPLE"],
    postcode: "ZZ99 3WZ",
    phone: "01632 960 006",
    website: None,
};
pub const QUAY_PHARMACY: Party = Party {
    ods_code: "FZ901",
    name: "Quay Pharmacy",
    lines: &["8 Harbour Street", "Sample Quay"],
    postcode: "ZZ99 6HH",
    phone: "01632 960 021",
    website: None,
};
/// It sells at a distance only.
pub const PARCEL_PHARMACY: Party = Party {
    ods_code: "FZ902",
    name: "Parcel Pharmacy",
    lines: &["Unit 4, Sample Park"],
    postcode: "ZZ99 7PP",
    phone: "01632 960 022",
    website: Some("www.parcel-pharmacy.example"),
};

/// One medicine of a prescription.
pub struct Item {
    what: Concept,
    quantity: u32,
    unit: &'static str,
    status: &'static str,
    since: DateTime<Utc>,
}

pub fn item(
    what: Concept,
    quantity: u32,
    unit: &'static str,
    status: &'static str,
    since: DateTime<Utc>,
) -> Item {
    Item { what, quantity, unit, status, since }
}

/// One prescription with its number.
pub struct Prescription {
    number: &'static str,
    dated: NaiveDate,
    surgery: Party,
    pharmacy: Option<Party>,
    is_repeat: bool,
    items: Vec<Item>,
}

pub fn prescription(number: &'static str, dated: NaiveDate, surgery: Party) -> Prescription {
    Prescription { number, dated, surgery, pharmacy: None, is_repeat: false, items: Vec::new() }
}

impl Prescription {
    pub fn repeat(mut self) -> Self {
        self.is_repeat = true;
        self
    }

    pub fn to(mut self, pharmacy: Party) -> Self {
        self.pharmacy = Some(pharmacy);
        self
    }

    pub fn with(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }

    /// One entry of the outer bundle: the collection of everything about this prescription.
    pub fn json(&self, holder: &Holder) -> Value {
        let urn = |kind: &str| format!("urn:uuid:{}", holder.id(kind, self.number));
        let mut entries: Vec<Value> =
            self.items.iter().enumerate().map(|(n, one)| self.request(holder, n, one)).collect();
        let doctor = holder.id("Practitioner", self.number);
        let role = holder.id("PractitionerRole", self.number);
        entries.push(entry(
            &urn("PractitionerRole"),
            json!({
                "resourceType": "PractitionerRole", "id": role,
                "practitioner": { "reference": urn("Practitioner") },
                "organization": { "reference": urn("Surgery") },
            }),
        ));
        entries.push(entry(
            &urn("Practitioner"),
            json!({
                "resourceType": "Practitioner", "id": doctor,
                "name": [{ "family": "OKAFOR", "given": ["A"], "prefix": ["DR"] }],
            }),
        ));
        entries.push(entry(&urn("Surgery"), self.surgery.json(&holder.id("Surgery", self.number))));
        if let Some(pharmacy) = self.pharmacy {
            entries.push(entry(&urn("Pharmacy"), pharmacy.json(&holder.id("Pharmacy", self.number))));
        }
        collection(&holder.id("Bundle", self.number), entries)
    }

    fn request(&self, holder: &Holder, n: usize, item: &Item) -> Value {
        let urn = |kind: &str| format!("urn:uuid:{}", holder.id(kind, self.number));
        let (course, words) = match self.is_repeat {
            true => ("continuous", "Continuous long term therapy"),
            false => ("acute", "Short course (acute) therapy"),
        };
        let is_over = matches!(item.status, "Collected" | "Dispatched" | "Not Dispensed");
        let mut dispense = json!({
            "validityPeriod": { "start": self.dated.to_string() },
            "quantity": { "value": item.quantity, "unit": item.unit, "system": SNOMED },
        });
        if self.pharmacy.is_some() {
            dispense["performer"] = json!({ "reference": urn("Pharmacy") });
        }
        let request = json!({
            "resourceType": "MedicationRequest",
            "status": if is_over { "completed" } else { "active" },
            "intent": "order",
            "medicationCodeableConcept": coding(SNOMED, item.what.code, item.what.term),
            "subject": subject(holder),
            "requester": { "reference": urn("PractitionerRole") },
            "groupIdentifier": {
                "system": "https://fhir.nhs.uk/Id/prescription-order-number", "value": self.number,
            },
            "courseOfTherapyType": coding(
                "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy", course, words,
            ),
            "dispenseRequest": dispense,
            "substitution": { "allowedBoolean": false },
            "extension": [history(item.status, item.since)],
        });
        entry(&format!("urn:uuid:{}", holder.id("Line", &format!("{}-{n}", self.number))), request)
    }
}

impl Party {
    fn json(&self, id: &str) -> Value {
        let mut telecom = vec![json!({ "system": "phone", "use": "work", "value": self.phone })];
        telecom.extend(self.website.map(|site| json!({ "system": "url", "use": "work", "value": site })));
        json!({
            "resourceType": "Organization", "id": id,
            "identifier": [{ "system": ODS, "value": self.ods_code }],
            "name": self.name,
            "telecom": telecom,
            "address": [{
                "use": "work", "type": "both", "text": self.lines.join(", "), "postalCode": self.postcode,
            }],
        })
    }
}

fn history(status: &str, since: DateTime<Utc>) -> Value {
    json!({
        "url": "https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionStatusHistory",
        "extension": [
            { "url": "statusDate", "valueDateTime": since.to_rfc3339_opts(SecondsFormat::Secs, true) },
            { "url": "status", "valueCoding": {
                "system": "https://fhir.nhs.uk/CodeSystem/task-businessStatus-nppt", "code": status,
            } },
        ],
    })
}

fn subject(holder: &Holder) -> Value {
    json!({ "identifier": { "system": NHS_NUMBER, "value": holder.person.current_number() } })
}

fn entry(url: &str, resource: Value) -> Value {
    json!({ "fullUrl": url, "resource": resource })
}

fn collection(id: &str, entries: Vec<Value>) -> Value {
    json!({
        "fullUrl": format!("urn:uuid:{id}"),
        "search": { "mode": "match" },
        "resource": { "resourceType": "Bundle", "id": id, "type": "collection", "entry": entries },
    })
}

/// One prescription that could not be returned.
pub fn left_out() -> Value {
    json!({
        "fullUrl": "urn:uuid:fedef61e-bc62-452e-91c0-6f44ad2d5c0c",
        "search": { "mode": "outcome" },
        "resource": { "resourceType": "OperationOutcome", "issue": [{
            "code": "business-rule",
            "severity": "warning",
            "details": { "coding": [{
                "system": "https://fhir.nhs.uk/CodeSystem/Spine-ErrorOrWarningCode",
                "code": "INVALIDATED_RESOURCE",
                "display": "Invalidated resource",
            }] },
            "diagnostics": "Prescription with short form ID CDF34E-A99902-4FF3BQ has been invalidated so could not be returned.",
        }] },
    })
}

/// One that cannot be read, about the right person.
pub fn malformed(holder: &Holder, key: &str) -> Value {
    let request = json!({
        "resourceType": "MedicationRequest", "status": 3, "intent": [], "medicationCodeableConcept": [5],
        "subject": subject(holder), "groupIdentifier": "24F5DA", "dispenseRequest": "soon", "extension": 8,
    });
    collection(&holder.id("Bundle", key), vec![entry("urn:uuid:broken", request)])
}

/// One about somebody else.
pub fn stray(other: &Holder) -> Value {
    let c = &other.calendar;
    prescription("FFFFFF-A99901-000000", c.day(-5), HILL_STREET_SURGERY)
        .to(QUAY_PHARMACY)
        .with(item(TRAMADOL, 30, "capsule", "Ready to Collect", c.at(-1, 9, 0)))
        .with(item(AMOXICILLIN, 15, "capsule", "Ready to Collect", c.at(-1, 9, 0)))
        .json(other)
}
