//! Which resources say what others say too, by their fields in R4 and STU3.

use std::collections::HashSet;

use super::Node;

/// Where a resource says something that an entry made of another one then says too.
const SAYS_IT_FOR: [(&str, &[&str]); 10] = [
    ("CarePlan", &["activity"]),
    ("Composition", &["section"]),
    ("DiagnosticReport", &["result"]),
    ("Encounter", &["diagnosis", "indication", "reasonReference", "appointment"]),
    ("List", &["entry"]),
    ("MedicationDispense", &["authorizingPrescription"]),
    ("MedicationRequest", &["basedOn"]),
    ("MedicationStatement", &["basedOn"]),
    ("Observation", &["hasMember", "related"]),
    ("QuestionnaireResponse", &["basedOn", "partOf"]),
];

/// People, places and forms. A label of one of them says nothing of what names it.
pub const NO_PART_OF_A_RECORD: [&str; 9] = [
    "Device",
    "HealthcareService",
    "Location",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Questionnaire",
    "RelatedPerson",
];

/// The fields of this type that [`SAYS_IT_FOR`] has.
pub fn fields_said_for(resource_type: &str) -> &'static [&'static str] {
    SAYS_IT_FOR.iter().find(|(name, _)| *name == resource_type).map_or(&[], |(_, fields)| fields)
}

/// The addresses that references anywhere in `place` name.
pub fn references_in<'a>(place: Node<'a>, found: &mut HashSet<&'a str>) {
    found.extend(place.str_at("reference"));
    place.inner().for_each(|inner| references_in(inner, found));
}
