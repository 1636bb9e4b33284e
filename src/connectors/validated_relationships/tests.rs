//! What the service's published shapes become, and that one about anybody else fails the whole answer.

use serde_json::{Value, json};

use super::mapping::{Asked, Side, request, searched};
use crate::access::FetchOrder;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node};
use crate::connectors::test_support::order_for;
use crate::connectors::{ConnectorError, ToldRelationships};
use crate::domain::{ActingBasis, PartialDate, RoleState, Stated};

const MOTHER: &str = "9990000050";
const SON: &str = "9990005044";
const STRANGER: &str = "9990000034";

const AS_CARER: Asked =
    Asked { resource_type: "Consent", parameter: "performer:identifier", side: Side::Carer };
const AS_PATIENT: Asked =
    Asked { resource_type: "Consent", parameter: "patient:identifier", side: Side::Patient };
const RELATED: Asked = Asked { resource_type: "RelatedPerson", parameter: "identifier", side: Side::Carer };

fn mother() -> FetchOrder {
    order_for("Grace Young", (1988, 11, 8), MOTHER)
}

fn number(number: &str) -> Value {
    json!({"system": NHS_NUMBER_SYSTEM, "value": number})
}

/// As in the specification's "single mother child relationship" example, with the grantee and the patient included.
fn consent(carer: &str, patient: &str) -> Value {
    json!({"resourceType": "Consent", "id": "BBCC67E9", "status": "active",
        "patient": {"identifier": number(patient)}, "dateTime": "2024-07-21T17:32:28Z",
        "provision": {"type": "permit", "actor": [{"reference": {"identifier": number(carer)}}],
            "period": {"start": "2025-02-11", "end": "2029-02-11"}},
        "extension": [
            {"url": "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-Consent-Status-Reason",
                "valueCodeableConcept": {"coding": [{"code": "ROLE_CREATED", "display": "Role created"}]}},
            {"url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.regulatoryBasis",
                "valueCodeableConcept": {"coding": [{"code": "parental-responsibility", "display": "Parental responsibility"}]}},
            {"url": "https://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.grantee",
                "valueReference": {"identifier": number(carer)}},
            {"url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.grantor",
                "valueReference": {"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "A99901"}}}]})
}

fn related_person(carer: &str, patient: &str) -> Value {
    let role = |code: &str, display: &str| json!({"coding": [{"code": code, "display": display}]});
    json!({"resourceType": "RelatedPerson", "id": "BE974742", "identifier": [number(carer)],
        "patient": {"type": "Patient", "identifier": number(patient)},
        "relationship": [role("PRN", "parent"), role("MTH", "mother")]})
}

fn patient(who: &str, given: &str) -> Value {
    json!({"resourceType": "Patient", "id": format!("P{given}"), "identifier": [number(who)],
        "name": [{"given": [given], "family": "Young"}]})
}

fn bundle(entries: &[(&str, Value)]) -> Value {
    let entries: Vec<_> = entries
        .iter()
        .map(|(mode, resource)| json!({"resource": resource, "search": {"mode": mode}}))
        .collect();
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

fn read(bundle: &Value, asked: Asked) -> Result<ToldRelationships, ConnectorError> {
    searched([Node::of(bundle)].into_iter(), asked, &mother())
}

#[test]
fn a_role_is_read_with_who_why_and_for_how_long() {
    let all = bundle(&[
        ("include", patient(MOTHER, "Grace")),
        ("include", related_person(MOTHER, SON)),
        ("include", patient(SON, "Tom")),
        ("match", consent(MOTHER, SON)),
    ]);
    let told = read(&all, AS_CARER).expect("read");
    let [role] = &told.all[..] else { panic!("{told:?}") };
    assert_eq!(role.what, Stated::Role { state: RoleState::Active, reason: Some("Role created".into()) });
    assert_eq!((role.carer.digits().as_str(), role.patient.digits().as_str()), (MOTHER, SON));
    assert_eq!(
        (role.carer_name.as_deref(), role.patient_name.as_deref()),
        (Some("Grace Young"), Some("Tom Young"))
    );
    assert_eq!(role.related_as.as_deref(), Some("mother"), "the closest one said");
    assert_eq!(role.basis, Some(ActingBasis::ParentalResponsibility));
    assert_eq!((role.from, role.until), (PartialDate::parse("2025-02-11"), PartialDate::parse("2029-02-11")));
    assert_eq!(role.decided_by.as_ref().map(|code| code.as_str()), Some("A99901"));
    assert_eq!(told.set_aside, 0);
}

#[test]
fn being_related_is_a_statement_of_its_own() {
    let all = bundle(&[("include", patient(SON, "Tom")), ("match", related_person(MOTHER, SON))]);
    let told = read(&all, RELATED).expect("read");
    assert_eq!((told.all.len(), &told.all[0].what), (1, &Stated::Related));
}

#[test]
fn the_subject_must_stand_on_the_side_that_was_asked_for() {
    let wrong = [
        bundle(&[("match", consent(MOTHER, SON)), ("match", consent(STRANGER, SON))]),
        bundle(&[("match", consent(SON, MOTHER))]),
    ];
    for bundle in &wrong {
        assert_eq!(read(bundle, AS_CARER), Err(ConnectorError::AboutSomebodyElse));
    }
    assert!(read(&wrong[1], AS_PATIENT).is_ok(), "there she is the patient");
    let related = bundle(&[("match", related_person(STRANGER, SON))]);
    assert_eq!(read(&related, RELATED), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn somebody_sent_along_who_has_no_part_in_it_fails_the_whole_answer() {
    let all = bundle(&[("include", patient(STRANGER, "Olive")), ("match", consent(MOTHER, SON))]);
    assert_eq!(read(&all, AS_CARER), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn what_cannot_be_read_is_counted_and_what_was_a_mistake_is_not() {
    let mut mistake = consent(MOTHER, SON);
    mistake["status"] = json!("entered-in-error");
    let mut nobody = consent(MOTHER, SON);
    nobody["patient"] = json!("somebody");
    let mut denied = consent(MOTHER, SON);
    denied["provision"]["type"] = json!("deny");
    let broken = json!({"resourceType": "Consent"});
    let all = bundle(&[
        ("match", mistake),
        ("match", nobody),
        ("match", denied),
        ("match", broken),
        ("match", json!("nothing")),
        ("match", consent(MOTHER, SON)),
    ]);
    let told = read(&all, AS_CARER).expect("read");
    assert_eq!((told.all.len(), told.set_aside), (1, 4));
}

#[test]
fn unknown_states_and_reasons_keep_the_services_own_words() {
    let mut odd = consent(MOTHER, SON);
    odd["status"] = json!("on-hold");
    odd["extension"][1]["valueCodeableConcept"] =
        json!({"coding": [{"code": "friendship", "display": "Friendship"}]});
    odd["extension"][0]["valueCodeableConcept"] =
        json!({"coding": [{"code": "OTHER"}], "text": "They moved"});
    let told = read(&bundle(&[("match", odd)]), AS_CARER).expect("read");
    let what = Stated::Role { state: RoleState::Other("on-hold".into()), reason: Some("They moved".into()) };
    assert_eq!(told.all[0].what, what);
    assert_eq!(told.all[0].basis, Some(ActingBasis::Other("Friendship".into())));
}

#[test]
fn an_older_answer_names_the_carer_as_performer_or_actor() {
    let mut older = consent(STRANGER, SON);
    older["extension"] = json!([]);
    older["performer"] = json!([{"identifier": number(MOTHER)}]);
    assert!(read(&bundle(&[("match", older.clone())]), AS_CARER).is_ok());
    older["performer"] = json!([]);
    older["provision"]["actor"][0]["reference"]["identifier"] = number(MOTHER);
    assert!(read(&bundle(&[("match", older)]), AS_CARER).is_ok());
}

fn asked_for(carer: &str, patient: &str) -> Value {
    json!({"resourceType": "QuestionnaireResponse", "id": "156e1560", "status": "completed",
        "authored": "2024-07-15T09:43:03.280Z", "identifier": {"value": "19318ZGLAB"},
        "source": {"identifier": number(carer)}, "subject": {"identifier": number(patient)},
        "item": [{"linkId": "relatedPerson", "item": [
            {"linkId": "relatedPerson_name", "item": [
                {"linkId": "relatedPerson_name_first", "answer": [{"valueString": "Jack"}]},
                {"linkId": "relatedPerson_name_family", "answer": [{"valueString": "Jones"}]}]},
            {"linkId": "relatedPerson_basisForAccess", "answer": [{"valueCoding": {"code": "PRN", "display": "Parent"}}]},
            {"linkId": "relatedPerson_relationship", "answer": [{"valueCoding": {"code": "PRN", "display": "Parent"}}]}]}]})
}

#[test]
fn a_request_is_read_by_either_of_the_two_and_by_nobody_else() {
    let told = request(Node::of(&asked_for(MOTHER, SON)), &mother()).expect("read");
    assert_eq!(told.all[0].what, Stated::Asked { state: RoleState::Requested });
    assert_eq!(told.all[0].carer_name.as_deref(), Some("Jack Jones"));
    assert_eq!(told.all[0].basis, Some(ActingBasis::Other("Parent".into())));
    assert!(request(Node::of(&asked_for(STRANGER, MOTHER)), &mother()).is_ok());
    let others = request(Node::of(&asked_for(STRANGER, SON)), &mother());
    assert_eq!(others, Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn debug_output_names_nobody() {
    let all = bundle(&[("include", patient(SON, "Tom")), ("match", consent(MOTHER, SON))]);
    let shown = format!("{:?}", read(&all, AS_CARER).expect("read"));
    assert!(!shown.contains("Tom") && !shown.contains(SON), "{shown}");
}
