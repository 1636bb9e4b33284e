//! What is labelled as not for the patient is not in a document, nor what tells of it; all else is.

use serde_json::{Value, json};

use super::{Document, Node, withhold_together};

const R4: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const STU3: &str = "http://hl7.org/fhir/v3/ActCode";

fn labelled(mut resource: Value) -> Value {
    resource["meta"]["security"] = json!([{"system": R4, "code": "NOPAT"}]);
    resource
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    json!({"resourceType": "Bundle", "entry": entries})
}

/// What is left, as if it had been sent so.
fn left(json: &Value) -> Value {
    Node::of(&Document::of_value(json)).value().unwrap_or_default()
}

/// The resources of a bundle that are left.
fn resources_left(resources: &[Value]) -> Vec<Value> {
    let document = Document::of_value(&bundle(resources));
    let entries = Node::of(&document).all("entry").collect::<Vec<_>>();
    entries.into_iter().filter_map(|entry| entry.at("resource").value()).collect()
}

fn ids_left(resources: &[Value]) -> Vec<String> {
    let left = resources_left(resources);
    left.iter().map(|resource| resource["id"].as_str().expect("an id").to_owned()).collect()
}

fn one(kind: &str, id: &str) -> Value {
    json!({"resourceType": kind, "id": id, "code": {"text": format!("words of {id}")}})
}

fn with(mut resource: Value, field: &str, value: Value) -> Value {
    resource[field] = value;
    resource
}

#[test]
fn what_is_labelled_is_not_there_however_the_label_is_written() {
    for security in [
        json!([{"system": R4, "code": "NOPAT"}]),
        json!([{"system": STU3, "code": "NOPAT"}]),
        json!([{"system": "urn:oid:2.16.840.1.113883.5.4", "code": "NOPAT"}]),
        json!([{"code": "NOPAT"}]),
        json!([{"system": "https://local.example/labels", "code": "NOPAT"}]),
        json!({"system": R4, "code": " nopat "}),
        json!(["NOPAT"]),
        json!("NOPAT"),
        json!([{"system": R4, "code": ["N", "NOPAT"]}]),
        json!([{"coding": [{"system": R4, "code": "NOPAT"}]}]),
        json!([{"system": R4, "code": "PSY"}, {"system": R4, "code": "NOPAT"}]),
        json!([{"system": R4, "code": "TBOO"}]),
        json!([{"system": "http://hl7.org/fhir/v3/Confidentiality", "code": "T"}]),
        json!([{"code": "T"}]),
    ] {
        let condition = with(one("Condition", "c"), "meta", json!({"security": security}));
        assert_eq!(ids_left(&[condition.clone(), one("Condition", "d")]), ["d"], "{security}");
        assert_eq!(left(&condition), Value::Null, "{security}");
        let without_kind =
            json!({"activity": [{"detail": {"meta": {"security": security}, "description": "x"}}]});
        assert_eq!(left(&without_kind)["activity"], json!([{"detail": null}]), "{security}");
    }
    let escaped = r#"{"resourceType": "Condition", "meta": {"security": [{"code": "\u004eOPAT"}]}}"#;
    assert!(Document::parse(escaped.as_bytes().to_vec()).expect("JSON").is_withheld());
    let letter = json!({"resourceType": "DocumentReference", "id": "l", "securityLabel": [{"coding": [{"code": "NOPAT"}]}]});
    assert_eq!(ids_left(&[letter]), [""; 0]);
    let inline = json!({"url": "http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label",
        "valueCoding": {"system": R4, "code": "NOPAT"}});
    let note = with(one("Condition", "c"), "note", json!([{"extension": [inline], "text": "x"}]));
    assert_eq!(ids_left(&[note, one("Condition", "d")]), ["d"], "a label of one part counts for all of it");
}

#[test]
fn other_labels_and_other_fields_with_such_a_code_leave_everything() {
    for security in [
        json!([{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]),
        json!([{"system": R4, "code": "DELAU"}]),
        json!([{"system": R4, "code": "T"}]),
        json!([{"system": R4, "display": "NOPAT"}]),
        json!([]),
    ] {
        let condition = with(one("Condition", "c"), "meta", json!({"security": security}));
        assert_eq!(left(&condition), condition);
        assert!(Document::of_value(&condition).is_whole());
    }
    let tagged = with(one("Condition", "c"), "meta", json!({"tag": [{"code": "NOPAT"}]}));
    assert_eq!(left(&tagged), tagged);
    let named = json!({"resourceType": "Observation", "code": {"coding": [{"code": "NOPAT"}]}});
    assert_eq!(left(&named), named);
}

#[test]
fn an_answer_that_is_labelled_as_a_whole_is_withheld_with_all_its_entries() {
    let document = Document::of_value(&labelled(bundle(&[one("Condition", "c")])));
    assert!(document.is_withheld() && !document.is_whole());
    assert!(!Node::of(&document).exists());
}

#[test]
fn a_patient_who_is_labelled_is_still_known_and_says_nothing_else() {
    let patient = json!({"resourceType": "Patient", "id": "1", "identifier": [{"value": "9990000018"}],
        "name": [{"family": "Sample"}], "birthDate": "1961-04-12", "telecom": [{"value": "01632 960 001"}]});
    let condition = with(one("Condition", "c"), "subject", json!({"reference": "Patient/1"}));
    let left = resources_left(&[labelled(patient.clone()), condition.clone()]);
    assert_eq!(left[0]["identifier"], patient["identifier"]);
    assert_eq!(left[0]["telecom"], Value::Null);
    assert_eq!(left[1], condition, "whom it is about is still said");
}

#[test]
fn what_it_says_for_others_goes_with_it_and_what_only_names_it_stays_without_the_name() {
    let reference = |to: &str| json!({"reference": to, "display": "words of another"});
    let report = with(one("DiagnosticReport", "r"), "result", json!([reference("Observation/a")]));
    let all = [labelled(report), one("Observation", "a"), one("Observation", "b")];
    assert_eq!(ids_left(&all), ["b"]);
    let medicine = with(
        one("MedicationRequest", "m"),
        "reasonReference",
        json!([reference("https://h.example/fhir/Condition/c/_history/2")]),
    );
    let left = resources_left(&[labelled(one("Condition", "c")), medicine]);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["reasonReference"], json!([null]));
    assert_eq!(left[0]["code"]["text"], "words of m");
}

#[test]
fn a_report_is_told_without_a_labelled_result_and_without_words_that_sum_it_up() {
    let results = |ids: &[&str]| {
        ids.iter().map(|id| json!({"reference": format!("Observation/{id}")})).collect::<Vec<_>>()
    };
    let report = |ids: &[&str]| {
        json!({"resourceType": "DiagnosticReport", "id": "r", "code": {"text": "Full blood count"},
        "conclusion": "a is high", "presentedForm": [{"data": "YSBpcyBoaWdo"}], "result": results(ids)})
    };
    let all = [report(&["a", "b"]), labelled(one("Observation", "a")), one("Observation", "b")];
    let left = resources_left(&all);
    assert_eq!(left.len(), 2);
    assert_eq!(left[0]["code"]["text"], "Full blood count");
    assert_eq!(left[0]["result"], json!([null, {"reference": "Observation/b"}]));
    assert_eq!((&left[0]["conclusion"], &left[0]["presentedForm"]), (&Value::Null, &Value::Null));
    // Its name alone would say what was looked for.
    assert_eq!(ids_left(&[report(&["a"]), labelled(one("Observation", "a"))]), [""; 0]);
    let heading = with(
        one("Observation", "h"),
        "related",
        json!([{"type": "has-member", "target": {"reference": "Observation/a"}}]),
    );
    assert_eq!(ids_left(&[heading, labelled(one("Observation", "a"))]), [""; 0]);
}

#[test]
fn a_label_on_a_visit_is_for_all_that_was_written_down_there() {
    let at = |resource, field: &str, value| with(resource, field, value);
    let visit = json!({"reference": "Encounter/e"});
    let all = [
        labelled(one("Encounter", "e")),
        at(one("List", "l"), "encounter", visit.clone()),
        at(one("Condition", "c"), "context", visit.clone()),
        at(one("DocumentReference", "d"), "context", json!({"encounter": [visit]})),
        one("Encounter", "other"),
    ];
    let mut all = all.to_vec();
    all[1]["entry"] = json!([{"item": {"reference": "Observation/o"}}]);
    all.push(one("Observation", "o"));
    assert_eq!(ids_left(&all), ["other"]);
}

#[test]
fn what_is_the_same_medicine_request_or_file_goes_with_it() {
    let to = |id: &str| json!({"reference": id});
    let statement = with(one("MedicationStatement", "s"), "basedOn", json!([to("MedicationRequest/m")]));
    let task =
        with(one("Task", "t"), "focus", json!({"reference": "MedicationRequest/m", "display": "words of m"}));
    assert_eq!(
        ids_left(&[statement, task, labelled(one("MedicationRequest", "m")), one("Task", "u")]),
        ["u"]
    );
    let request = with(one("MedicationRequest", "m"), "medicationReference", to("Medication/x"));
    assert_eq!(ids_left(&[request, labelled(one("Medication", "x"))]), [""; 0]);
    let letter = with(
        one("DocumentReference", "d"),
        "content",
        json!([{"attachment": {"url": "https://h.example/fhir/Binary/b"}}]),
    );
    assert_eq!(ids_left(&[letter, labelled(one("Binary", "b"))]), [""; 0]);
}

#[test]
fn the_topic_of_a_consultation_does_not_keep_the_name_of_a_labelled_problem() {
    let extension = json!([{"url": "x", "extension": [{"url": "target", "valueReference": {"reference": "Condition/c"}}]}]);
    let topic = json!({"resourceType": "List", "id": "t", "title": "words of c", "extension": extension,
        "entry": [{"item": {"reference": "Observation/o"}}]});
    let left = resources_left(&[topic, one("Observation", "o"), labelled(one("Condition", "c"))]);
    assert_eq!(left[0]["title"], Value::Null);
    assert_eq!(left[0]["entry"][0]["item"]["reference"], "Observation/o");
}

#[test]
fn what_is_contained_is_withheld_in_its_holder_alone() {
    let inside = |label: bool| {
        let medicine = json!({"resourceType": "Medication", "id": "m", "code": {"text": "words of m"}});
        let medicine = if label { labelled(medicine) } else { medicine };
        json!({"contained": [medicine], "medicationReference": {"reference": "#m"}})
    };
    let request = |id: &str, label: bool| {
        let mut request = inside(label);
        request["resourceType"] = "MedicationRequest".into();
        request["id"] = id.into();
        request
    };
    assert_eq!(ids_left(&[request("a", true), request("b", false)]), ["b"]);
}

#[test]
fn a_prescription_of_which_no_line_is_left_goes_and_its_ids_mean_nothing_in_another() {
    let prescription = |number: u32, label: bool| {
        let line =
            with(one("MedicationRequest", "1"), "note", json!([{"text": format!("line of {number}")}]));
        let line = if label { labelled(line) } else { line };
        let mut inner = bundle(&[line, one("Practitioner", "p")]);
        inner["id"] = number.to_string().into();
        inner
    };
    assert_eq!(ids_left(&[prescription(1, true), prescription(2, false)]), ["2"]);
}

#[test]
fn documents_that_are_read_together_lose_what_tells_of_what_one_of_them_lost() {
    let mut first =
        Document::of_value(&bundle(&[labelled(one("Observation", "a")), one("Observation", "b")]));
    let report = |id: &str, of: &str| {
        with(one("DiagnosticReport", id), "result", json!([{"reference": format!("Observation/{of}")}]))
    };
    let mut second = Document::of_value(&bundle(&[report("r", "a"), report("s", "b")]));
    assert!(second.is_whole());
    withhold_together([&mut first, &mut second]);
    let left: Vec<_> = Node::of(&second).all("entry").filter_map(|entry| entry.at("resource").id()).collect();
    assert_eq!(left, ["s"]);
    assert!(!second.is_whole());
}
