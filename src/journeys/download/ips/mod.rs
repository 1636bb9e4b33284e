//! The International Patient Summary (HL7 FHIR R4, IPS Implementation Guide 1.1): one document that other health services
//! read. The Composition stands first and names every resource that follows.

mod resources;
mod sections;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;
use std::io::Write as _;

use chrono::SecondsFormat;
use serde_json::{Value, json};
use uuid::{Builder, Uuid};

use super::chunks::Chunks;
use super::contents::{Block, Contents};
use super::paper::escaped;
use crate::domain::{EntryId, Gathered, Held, OdsCode, Organisation};
use crate::journeys::record::entry_words::holder_names;
use crate::journeys::record::listed::Listed;
use crate::t;
use resources::{Resource, Subject};
use sections::sections;
use value::{clean, put};

/// Why something is not said (HL7 "Data Absent Reason").
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// Writes it.
pub fn write(contents: &Contents) -> Chunks {
    let mut chunks = Chunks::default();
    Summary::new(contents).write(&mut chunks);
    chunks
}

/// The resources that others refer to, by their addresses in the document.
struct Summary<'a> {
    contents: &'a Contents,
    composition: String,
    patient: String,
    device: String,
    organisations: BTreeMap<OdsCode, (String, &'a Organisation)>,
}

impl<'a> Summary<'a> {
    fn new(contents: &'a Contents) -> Self {
        let (composition, patient, device) = (fresh(), fresh(), fresh());
        let mut summary = Self { contents, composition, patient, device, organisations: BTreeMap::new() };
        let everything = &contents.everything;
        // FHIR has no place for an organisation in the others: their notes name it.
        summary.note_holders(&everything.medicines);
        summary.note_holders(&everything.vaccinations);
        summary.note_holders(&everything.test_results);
        summary
    }

    fn note_holders<T: Listed + Resource>(&mut self, gathered: &'a Gathered<T>) {
        let contents = self.contents;
        for held in contents.taken(gathered).filter(|held| held.entry.belongs()) {
            if let Some(holder) = held.holders.first() {
                let code = holder.organisation.ods_code.clone();
                self.organisations.entry(code).or_insert_with(|| (fresh(), &*holder.organisation));
            }
        }
    }

    fn write(&self, to: &mut Chunks) {
        let begins = json!({
            "resourceType": "Bundle",
            "meta": {"profile": ["http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips"]},
            "identifier": {"system": "urn:ietf:rfc:3986", "value": fresh()},
            "type": "document",
            "timestamp": self.moment(),
        });
        // The entries follow one by one, so that a long record never stands in memory twice.
        let begins = begins.to_string();
        raw(to, begins.strip_suffix('}').unwrap_or(&begins));
        raw(to, ",\"entry\":[");
        entry(to, "", &self.composition, self.composition());
        entry(to, ",", &self.patient, self.patient());
        entry(to, ",", &self.device, device());
        for (urn, organisation) in self.organisations.values() {
            entry(to, ",", urn, self::organisation(organisation));
        }
        let everything = &self.contents.everything;
        self.resources(to, &everything.medicines);
        self.resources(to, &everything.allergies);
        self.resources(to, &everything.conditions);
        self.resources(to, &everything.vaccinations);
        self.resources(to, &everything.test_results);
        raw(to, "]}\n");
    }

    fn resources<T: Listed + Resource>(&self, to: &mut Chunks, gathered: &Gathered<T>) {
        for held in self.contents.taken(gathered).filter(|held| held.entry.belongs()) {
            let locale = self.contents.locale;
            let held_by = t!(locale, "Held by {names}.", names = holder_names(locale, &held.holders));
            let (patient, holder) = (&self.patient, self.holder(held));
            let subject = Subject { locale, patient, holder, held_by: held_by.into_owned() };
            entry(to, ",", &urn(held.id), held.entry.resource(&subject));
        }
    }

    /// The organisation whose words an entry has.
    fn holder<T>(&self, held: &Held<T>) -> Option<&str> {
        let code = &held.holders.first()?.organisation.ods_code;
        self.organisations.get(code).map(|(urn, _)| urn.as_str())
    }

    fn moment(&self) -> String {
        self.contents.now.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    fn composition(&self) -> Value {
        let sections = sections(self.contents);
        json!({
            "resourceType": "Composition",
            "meta": {"profile": ["http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips"]},
            "language": self.contents.locale.tag(),
            "text": {"status": "generated", "div": begins_with(&self.contents.begins_with())},
            "status": "final",
            "type": {"coding": [{
                "system": "http://loinc.org", "code": "60591-5", "display": "Patient summary Document"
            }]},
            "subject": {"reference": self.patient},
            "date": self.moment(),
            "author": [{"reference": self.device}],
            "title": "International Patient Summary",
            "section": sections,
        })
    }

    fn patient(&self) -> Value {
        let person = &self.contents.person;
        let mut patient = json!({"resourceType": "Patient", "name": [{"text": clean(&person.name)}]});
        if self.contents.by_carer.is_some() {
            // Whoever acts for somebody sees neither; the guide wants a day of birth, or why there is none.
            patient["_birthDate"] = json!({"extension": [{"url": ABSENT, "valueCode": "masked"}]});
            return patient;
        }
        let number = person.nhs_number.digits();
        patient["identifier"] = json!([{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}]);
        patient["birthDate"] = person.date_of_birth.to_string().into();
        patient
    }
}

/// A program put the summary together, and nobody has looked through it.
fn device() -> Value {
    json!({"resourceType": "Device", "deviceName": [{"name": "Front Door", "type": "user-friendly-name"}]})
}

fn organisation(organisation: &Organisation) -> Value {
    let code = organisation.ods_code.as_str();
    let mut resource = json!({
        "resourceType": "Organization",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": code}],
        "name": clean(&organisation.name),
    });
    let phone = organisation.phone.as_deref().and_then(clean);
    put(&mut resource, "telecom", phone.map(|phone| json!([{"system": "phone", "value": phone}])));
    resource
}

/// Writes one entry; the id of a resource is that of its address.
fn entry(to: &mut Chunks, before: &str, urn: &str, mut resource: Value) {
    put(&mut resource, "id", urn.strip_prefix("urn:uuid:").map(Into::into));
    raw(to, before);
    raw(to, "\n");
    raw(to, &format!("{{\"fullUrl\":\"{urn}\",\"resource\":"));
    // A chunk in memory takes everything.
    let _ = serde_json::to_writer(&mut *to, &resource);
    raw(to, "}");
}

fn raw(to: &mut Chunks, text: &str) {
    let _ = to.write_all(text.as_bytes());
}

fn fresh() -> String {
    format!("urn:uuid:{}", Uuid::new_v4())
}

/// The address of an entry's resource, the same in every file.
fn urn(id: EntryId) -> String {
    format!("urn:uuid:{}", Builder::from_custom_bytes(id.0).into_uuid())
}

/// What every file begins with, as FHIR has it.
fn begins_with(blocks: &[Block]) -> String {
    let mut inner = String::new();
    for block in blocks {
        match block {
            Block::Heading(words) => inner.push_str(&format!("<h2>{}</h2>", escaped(words))),
            Block::Says(words) => inner.push_str(&format!("<p>{}</p>", escaped(words))),
            Block::List(items) => inner.push_str(&list(items)),
        }
    }
    div(&inner)
}

fn list(items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    format!("<ul>{items}</ul>")
}

fn div(inner: &str) -> String {
    format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{inner}</div>")
}
