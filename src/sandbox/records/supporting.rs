//! What entries refer to: the person as this organisation knows them, its staff, its places, itself.

use serde_json::{Value, json};

use super::codes::coding;
use super::contacts;
use super::holder::Holder;
use crate::domain::Setting;
use crate::sandbox::organisations::{Dialect, Interface};

pub const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
pub const UBRN: &str = "https://fhir.nhs.uk/Id/UBRN";
pub const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

fn name(holder: &Holder, text: bool) -> Value {
    let mut name = json!({ "use": "official" });
    if let Some(family) = holder.person.family {
        name["family"] = family.into();
    }
    if !holder.person.given.is_empty() {
        name["given"] = json!(holder.person.given);
    }
    if text {
        name["text"] = holder.person.name.as_str().into();
    }
    name
}

/// The number under which this organisation keeps the person: a hospital may not have heard of a new one.
fn number(holder: &Holder) -> &'static str {
    match holder.organisation.setting {
        Setting::Hospital => holder.person.nhs_number,
        _ => holder.person.current_number(),
    }
}

/// The person as a FHIR R4 server knows them.
pub fn patient_r4(holder: &Holder) -> Value {
    let mut patient = holder.r4("Patient", "self", holder.calendar.now);
    let local = patient["identifier"][0].clone();
    patient["identifier"] = json!([
        {
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": coding(
                    "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus",
                    "number-present-and-verified",
                    "Number present and verified",
                ),
            }],
            "system": NHS_NUMBER,
            "value": number(holder),
        },
        local,
    ]);
    patient["active"] = true.into();
    patient["name"] = json!([name(holder, true)]);
    patient["gender"] = holder.person.gender.into();
    patient["birthDate"] = holder.person.birth_date.to_string().into();
    patient["managingOrganization"] = holder.organisation_reference();
    contacts::put(holder, &mut patient);
    patient
}

/// The person as a surgery knows them.
pub fn patient_stu3(holder: &Holder) -> Value {
    let mut patient = holder.stu3("Patient", "self", "Patient");
    patient["identifier"] = json!([{
        "extension": [{
            "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-NHSNumberVerificationStatus-1",
            "valueCodeableConcept": coding(
                "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-NHSNumberVerificationStatus-1",
                "01",
                "Number present and verified",
            ),
        }],
        "system": NHS_NUMBER,
        "value": number(holder),
    }]);
    patient["name"] = json!([name(holder, holder.dialect() == Dialect::Tpp)]);
    patient["gender"] = holder.person.gender.into();
    patient["birthDate"] = holder.person.birth_date.to_string().into();
    if let Some(gp) = holder.worker("gp") {
        patient["generalPractitioner"] = json!([gp]);
    }
    patient["managingOrganization"] = holder.organisation_reference();
    contacts::put(holder, &mut patient);
    patient
}

/// Staff, places and the organisation itself, in the version of FHIR that it speaks.
pub fn shared(holder: &Holder) -> Vec<Value> {
    let stu3 = matches!(holder.organisation.interface, Interface::GpConnect(_));
    let mut all = vec![organisation(holder, stu3)];
    all.extend(holder.organisation.staff.iter().map(|worker| {
        let mut practitioner = own(holder, "Practitioner", worker.key, stu3);
        practitioner["name"] = json!([{
            "use": "official", "family": worker.family, "given": [worker.given], "prefix": [worker.prefix],
            "text": worker.full_name(),
        }]);
        practitioner
    }));
    all.extend(holder.organisation.staff.iter().map(|worker| {
        let mut role = own(holder, "PractitionerRole", worker.key, stu3);
        role["practitioner"] = holder.worker(worker.key).unwrap_or_default();
        role["organization"] = holder.organisation_reference();
        role["code"] = json!([{ "text": worker.role }]);
        role
    }));
    all.extend(holder.organisation.places.iter().map(|place| {
        let mut location = own(holder, "Location", place.key, stu3);
        location["status"] = "active".into();
        location["name"] = place.name.into();
        let phone = place.phone.unwrap_or(holder.organisation.phone);
        location["telecom"] = json!([{ "system": "phone", "value": phone, "use": "work" }]);
        if !place.line.is_empty() {
            let [street, town, postcode] = holder.organisation.address;
            let lines = if place.line == street { json!([street]) } else { json!([place.line, street]) };
            location["address"] = json!({ "line": lines, "city": town, "postalCode": postcode });
        }
        if place.key == "clinic-4" {
            location["description"] = "By the main entrance. Take the lift to the first floor.".into();
        }
        location["managingOrganization"] = holder.organisation_reference();
        location
    }));
    all
}

fn organisation(holder: &Holder, stu3: bool) -> Value {
    let mut organisation = own(holder, "Organization", "self", stu3);
    let [street, town, postcode] = holder.organisation.address;
    organisation["identifier"] = json!([{ "system": ODS, "value": holder.organisation.ods_code }]);
    organisation["active"] = true.into();
    organisation["name"] = holder.organisation.name.into();
    organisation["telecom"] =
        json!([{ "system": "phone", "value": holder.organisation.phone, "use": "work" }]);
    organisation["address"] =
        json!([{ "use": "work", "line": [street], "city": town, "postalCode": postcode }]);
    organisation
}

fn own(holder: &Holder, resource_type: &str, key: &str, stu3: bool) -> Value {
    let profile = match stu3 {
        true => format!("https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-{resource_type}-1"),
        false => format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{resource_type}"),
    };
    json!({
        "resourceType": resource_type,
        "id": holder.own_id(resource_type, key),
        "meta": { "versionId": "1", "profile": [profile] },
    })
}
