//! What a resource says that it belongs to, in R4's fields and in STU3's.

use super::Context;
use crate::connectors::fhir_json::{Node, codings};
use crate::domain::{Code, CodeSystem, OdsCode, Ties, kind_of_reference};

/// The e-Referral Service's booking reference, in the spellings of the standard and of its examples.
const UBRN: [&str; 2] = ["/Id/UBRN", "/Id/ubr-number"];
const ODS: &str = "/Id/ods-organization-code";

/// The fields that hold references to what a resource belongs to or came of.
const FIELDS: [&str; 8] = [
    "basedOn",
    "incomingReferral",
    "encounter",
    "appointment",
    "episodeOfCare",
    "supportingInformation",
    "supportingInfo",
    "context",
];

/// Everything that ties a resource to others.
pub fn ties<'a>(resource: Node<'a>, context: &Context<'a>) -> Ties {
    let mut ties = Ties::default();
    for reference in references(resource) {
        if let Some(text) = reference.str_at("reference") {
            let key = context.index.key(text);
            if kind_of_reference(&key).is_some() {
                ties.add_reference(key);
            }
        }
        reference.all("identifier").filter_map(ubrn).for_each(|number| ties.add_booking_reference(&number));
    }
    resource.all("identifier").filter_map(ubrn).for_each(|number| ties.add_booking_reference(&number));
    ties.specialties = specialties(resource);
    ties.asked = asked(resource, context);
    ties
}

fn references(resource: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    // A document keeps what it is about in an object of its own; STU3 wraps the related once more.
    let about = resource.at("context");
    let of_document = ["encounter", "related"].into_iter().flat_map(move |field| about.all(field));
    let of_document = of_document.flat_map(|told| [told, told.at("ref")]);
    // A plan names what is done for it.
    let of_plan = resource
        .all("activity")
        .flat_map(|activity| activity.all("reference").chain(activity.all("outcomeReference")));
    FIELDS.into_iter().flat_map(move |field| resource.all(field)).chain(of_document).chain(of_plan)
}

/// The booking reference in an identifier, where it is one.
pub fn ubrn(identifier: Node) -> Option<String> {
    let system = identifier.str_at("system").unwrap_or_default();
    UBRN.iter().any(|end| system.ends_with(end)).then(|| identifier.text_at("value")).flatten()
}

fn specialties(resource: Node) -> Vec<Code> {
    let fields = ["specialty", "serviceType", "performerType"].into_iter();
    let told = fields.flat_map(|field| resource.all(field));
    let of_document = resource.at("context").all("practiceSetting");
    let extension = resource.extension("Extension-Specialty").all("valueCoding");
    let mut codes: Vec<Code> = Vec::new();
    for coding in told.chain(of_document).chain(extension).flat_map(codings) {
        let system = CodeSystem::from_uri(coding.str_at("system").unwrap_or_default());
        let code = coding.text_at("code").map(|code| Code { system, code });
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    codes
}

/// The organisations that a request is sent to, by their codes.
fn asked<'a>(resource: Node<'a>, context: &Context<'a>) -> Vec<OdsCode> {
    let parties = resource.all("performer").chain(resource.all("recipient"));
    let codes = parties.flat_map(|party| {
        let resolved = context.index.resolve(resource, party).unwrap_or(Node::NOTHING);
        party.all("identifier").chain(resolved.all("identifier"))
    });
    let is_ods = |identifier: &Node| identifier.str_at("system").is_some_and(|system| system.ends_with(ODS));
    let mut asked: Vec<OdsCode> = Vec::new();
    for code in
        codes.filter(is_ods).filter_map(|identifier| OdsCode::parse(&identifier.text_at("value")?).ok())
    {
        if !asked.contains(&code) {
            asked.push(code);
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::fhir_json::Index;
    use crate::connectors::mapping::Dialect;

    fn of(resource: Value) -> Ties {
        let context = Context { index: Index::new("https://x"), dialect: Dialect::R4 };
        ties(Node::of(&resource), &context)
    }

    #[test]
    fn every_way_of_naming_what_it_belongs_to_is_read() {
        for (resource, expected) in [
            (json!({"basedOn": [{"reference": "ServiceRequest/1"}]}), "ServiceRequest/1"),
            (json!({"basedOn": {"reference": "https://x/ServiceRequest/1/_history/2"}}), "ServiceRequest/1"),
            (json!({"incomingReferral": [{"reference": "ReferralRequest/1"}]}), "ReferralRequest/1"),
            (json!({"encounter": {"reference": "Encounter/1"}}), "Encounter/1"),
            (json!({"context": {"reference": "Encounter/1"}}), "Encounter/1"),
            (json!({"context": {"encounter": [{"reference": "Encounter/1"}]}}), "Encounter/1"),
            (
                json!({"context": {"related": [{"ref": {"reference": "ReferralRequest/1"}}]}}),
                "ReferralRequest/1",
            ),
            (json!({"context": {"related": [{"reference": "Appointment/1"}]}}), "Appointment/1"),
            (json!({"episodeOfCare": [{"reference": "EpisodeOfCare/1"}]}), "EpisodeOfCare/1"),
            (json!({"activity": [{"reference": {"reference": "Appointment/1"}}]}), "Appointment/1"),
        ] {
            assert_eq!(of(resource.clone()).references, [expected], "{resource}");
        }
    }

    #[test]
    fn what_names_a_person_another_server_or_nothing_ties_nothing() {
        for resource in [
            json!({"basedOn": [{"reference": "Patient/1"}]}),
            json!({"basedOn": [{"reference": "https://other/ServiceRequest/1"}]}),
            json!({"basedOn": [{"reference": "#inside"}, {"display": "A referral"}]}),
            json!({"context": "Encounter/1", "specialty": {"text": "Eyes"}}),
        ] {
            assert!(of(resource.clone()).is_empty(), "{resource}");
        }
    }

    #[test]
    fn booking_references_specialties_and_who_is_asked_are_read_by_code() {
        let told = of(json!({
            "identifier": [{"system": "https://fhir.nhs.uk/Id/UBRN", "value": "0000 4901 2345"}],
            "basedOn": [{"identifier": {"system": "https://fhir.nhs.uk/Id/UBRN", "value": "000049012345"}}],
            "specialty": [{"coding": [{"system": "http://snomed.info/sct", "code": "310140002"}]}],
            "performer": [{"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "ry4"}}]
        }));
        assert_eq!(told.booking_references, ["000049012345"]);
        assert_eq!(told.specialties, [Code { system: CodeSystem::Snomed, code: "310140002".into() }]);
        assert_eq!(told.asked.iter().map(OdsCode::as_str).collect::<Vec<_>>(), ["RY4"]);
    }
}
