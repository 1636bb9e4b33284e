//! No JSON, however odd, makes the reading of a record panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::any_json::{any_json, any_resource};
use crate::connectors::fhir_json::{Index, NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::mapping::{
    Context, Dialect, Gathering, allergies, appointment, asked_questionnaires, care_plan, condition,
    family_history, letter, medicines, questionnaire, referral, test_results, vaccination, visit,
};
use crate::connectors::test_support::order_for;

/// The fields that the mapping looks at, so that odd values meet the code that reads them.
const FIELDS: &[&str] = &[
    "resourceType",
    "id",
    "status",
    "code",
    "coding",
    "display",
    "text",
    "subject",
    "patient",
    "reference",
    "identifier",
    "system",
    "value",
    "unit",
    "extension",
    "url",
    "valueString",
    "valueCodeableConcept",
    "medicationReference",
    "medicationCodeableConcept",
    "basedOn",
    "result",
    "hasMember",
    "related",
    "target",
    "component",
    "valueQuantity",
    "referenceRange",
    "low",
    "high",
    "effectiveDateTime",
    "period",
    "start",
    "end",
    "participant",
    "actor",
    "contained",
    "entry",
    "item",
    "note",
    "category",
    "dosage",
    "dosageInstruction",
    "dispenseRequest",
    "quantity",
    "content",
    "attachment",
    "data",
    "contentType",
    "size",
    "vaccineCode",
    "reaction",
    "manifestation",
    "name",
    "family",
    "given",
    "birthDate",
    "meta",
    "security",
    "generalPractitioner",
    "location",
    "encounter",
    "issue",
    "details",
    "link",
    "intent",
    "priority",
    "reasonCode",
    "reasonReference",
    "authorizingPrescription",
    "whenHandedOver",
    "requester",
    "agent",
    "performer",
    "occurrencePeriod",
    "addresses",
    "goal",
    "activity",
    "detail",
    "progress",
    "dueDate",
    "doNotPerform",
    "for",
    "owner",
    "focus",
    "restriction",
    "output",
    "questionnaire",
    "item",
    "linkId",
    "enableWhen",
    "answerOption",
    "answerValueSet",
    "valueDuration",
    "schedule",
    "serviceType",
    "serviceCategory",
    "slot",
    "resource",
];
const TEXTS: &[&str] = &[
    "Patient/1",
    "#1",
    "1",
    "Observation",
    "Observation/1",
    "Goal/1",
    "Questionnaire/1",
    "QuestionnaireResponse/1",
    "Task",
    "group",
    "#1",
    "referral",
    "https://x/Extension-PlannedWaitTime",
    "MedicationRequest",
    "MedicationRequest/1",
    "active",
    "has-member",
    "2019-02-30",
    "2019-13",
    "2019-02-03T25:00:00Z",
    "",
    " ",
    "\u{0}",
    "é",
    "٣",
    "FH: x",
    "-1",
    "1e999",
    "text/plain",
    "List",
    "DiagnosticReport",
    NHS_NUMBER_SYSTEM,
    "9990000018",
    "old",
    "urn:uuid:1",
    "free",
    "Schedule/1",
    "Patient/9990000018",
    "2019-02-03T10:00:00Z",
];

const TYPES: &[&str] = &[
    "Observation",
    "MedicationRequest",
    "DiagnosticReport",
    "List",
    "Patient",
    "CarePlan",
    "ServiceRequest",
    "ReferralRequest",
    "Goal",
    "Task",
    "Questionnaire",
    "QuestionnaireResponse",
    "Slot",
    "Schedule",
    "Appointment",
];

fn read_everything(json: &Value) {
    let node = Node::of(json);
    let mut index = Index::new("https://x");
    let resources: Vec<_> = node.members().chain(node.all("entry")).chain([node]).collect();
    resources.iter().for_each(|resource| index.add(Some("urn:uuid:1"), *resource));
    let order = order_for("Ann Other", (1980, 1, 1), "9990000018");
    let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM);
    for dialect in [Dialect::R4, Dialect::GpConnect] {
        let context = Context { index: std::mem::take(&mut index), dialect };
        allergies(resources.iter().copied(), &context, &mut Gathering::default());
        let _ = (medicines(&resources, &context), test_results(&resources, &context));
        let _ = asked_questionnaires(&resources, &context);
        for resource in resources.iter().copied() {
            let _ = (check.patient(resource), check.resource(resource, &context.index));
            let _ =
                (appointment(resource, &context), condition(resource, &context), letter(resource, &context));
            let _ = (vaccination(resource, &context), visit(resource, Vec::new(), &context));
            let _ = (referral(resource, &context), care_plan(resource, &context));
            let _ = questionnaire(resource);
            let _ = family_history(resource, &context);
        }
        index = context.index;
    }
    let related = crate::connectors::pds::related_people(node, &order).ok();
    let _ = crate::connectors::pds::details(node, related, &order, "https://x");
    let _ = crate::connectors::gp_connect::read(node, &order);
    let _ = crate::connectors::gp_connect_appointments::read(node, &order);
}

proptest! {
    #[test]
    fn no_json_makes_the_reading_panic(json in any_json(FIELDS, TEXTS)) {
        read_everything(&json);
    }

    #[test]
    fn no_odd_value_in_a_resource_makes_the_reading_panic(
        resource in any_resource(TYPES, FIELDS, TEXTS),
    ) {
        read_everything(&json!({"resourceType": "Bundle", "entry": [{"resource": resource}, resource]}));
    }
}
