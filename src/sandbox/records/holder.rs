//! Whose record, held where: what every resource in it needs to name itself and refer to others.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::calendar::{Calendar, stamp};
use crate::sandbox::organisations::{Dialect, Interface, PracticeOrganisation};
use crate::sandbox::people::PracticePerson;

/// One person at one organisation.
#[derive(Clone, Debug)]
pub struct Holder {
    pub organisation: &'static PracticeOrganisation,
    pub person: PracticePerson,
    pub calendar: Calendar,
    /// The interface's own address, for links to files.
    pub base_url: String,
}

impl Holder {
    pub fn dialect(&self) -> Dialect {
        match self.organisation.interface {
            Interface::GpConnect(dialect) => dialect,
            _ => Dialect::Tpp,
        }
    }

    /// An id that stays the same over restarts, in the form of this organisation's supplier.
    pub fn id(&self, kind: &str, key: &str) -> String {
        self.shaped(&[self.organisation.ods_code, self.person.key, kind, key])
    }

    /// The id of something that belongs to the organisation, not to a person.
    pub fn own_id(&self, kind: &str, key: &str) -> String {
        self.shaped(&[self.organisation.ods_code, kind, key])
    }

    /// A UUID that stays the same over restarts, for interfaces that want one of every supplier.
    pub fn uuid(&self, kind: &str, key: &str) -> String {
        let parts = [self.organisation.ods_code, self.person.key, kind, key];
        uuid::Uuid::from_bytes(stable_bytes(&parts)).to_string()
    }

    fn shaped(&self, parts: &[&str]) -> String {
        let bytes = stable_bytes(parts);
        match self.organisation.interface {
            Interface::GpConnect(Dialect::Emis) => uuid::Uuid::from_bytes(bytes).to_string().to_uppercase(),
            Interface::GpConnect(Dialect::Tpp) => data_encoding::HEXLOWER.encode(&bytes[..8]),
            _ => uuid::Uuid::from_bytes(bytes).to_string(),
        }
    }

    pub fn patient_id(&self) -> String {
        self.id("Patient", "self")
    }

    /// A reference to the person, with the name where this supplier gives one.
    pub fn subject(&self) -> Value {
        let mut subject = json!({ "reference": format!("Patient/{}", self.patient_id()) });
        if matches!(self.organisation.interface, Interface::GpConnect(Dialect::Tpp)) {
            subject["display"] = json!(self.person.name);
        }
        subject
    }

    /// A reference to a member of staff; `None` where there is no such one.
    pub fn worker(&self, key: &str) -> Option<Value> {
        let worker = self.organisation.worker(key)?;
        let mut reference =
            json!({ "reference": format!("Practitioner/{}", self.own_id("Practitioner", key)) });
        if self.dialect() == Dialect::Tpp {
            reference["display"] = json!(worker.full_name());
        }
        Some(reference)
    }

    /// A reference to a referral of the person's, by its key.
    pub fn request(&self, key: &str) -> Value {
        json!({ "reference": format!("ServiceRequest/{}", self.id("ServiceRequest", key)) })
    }

    /// A reference to a visit of the person's, by its key.
    pub fn encounter(&self, key: &str) -> Value {
        json!({ "reference": format!("Encounter/{}", self.id("Encounter", key)) })
    }

    pub fn place(&self, key: &str) -> Option<Value> {
        let place = self.organisation.place(key)?;
        Some(json!({
            "reference": format!("Location/{}", self.own_id("Location", key)),
            "display": place.name,
        }))
    }

    pub fn organisation_reference(&self) -> Value {
        json!({
            "reference": format!("Organization/{}", self.own_id("Organization", "self")),
            "display": self.organisation.name,
        })
    }

    /// The first fields of a FHIR R4 resource.
    pub fn r4(&self, resource_type: &str, key: &str, changed: DateTime<Utc>) -> Value {
        let id = self.id(resource_type, key);
        json!({
            "resourceType": resource_type,
            "id": id,
            "meta": {
                "versionId": "1",
                "lastUpdated": stamp(changed),
                "profile": [format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{resource_type}")],
            },
            "identifier": [{ "system": format!("https://example.org/{}/identifier", self.organisation.ods_code), "value": id }],
        })
    }

    /// The first fields of a GP Connect resource; `profile` is the last part of the profile's name.
    pub fn stu3(&self, resource_type: &str, key: &str, profile: &str) -> Value {
        let id = self.id(resource_type, key);
        let (system, value) = match self.dialect() {
            Dialect::Emis => (
                format!("https://EMISWeb/{}", self.organisation.ods_code),
                format!("{}{id}", self.patient_id()).replace('-', ""),
            ),
            Dialect::Tpp => ("https://tpp-uk.com/Id/resource".to_owned(), id.clone()),
        };
        json!({
            "resourceType": resource_type,
            "id": id,
            "meta": { "profile": [format!("https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-{profile}-1")] },
            "identifier": [{ "system": system, "value": value }],
        })
    }
}

/// Puts a field in where there is something to put.
pub fn put(resource: &mut Value, field: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        resource[field] = value.into();
    }
}

/// 128 bits of FNV-1a: the same on every machine and in every version.
fn stable_bytes(parts: &[&str]) -> [u8; 16] {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0x1f]));
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    uuid::Builder::from_custom_bytes(hash.to_be_bytes()).into_uuid().into_bytes()
}
