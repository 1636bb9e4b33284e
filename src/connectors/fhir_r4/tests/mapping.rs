//! Example resources as entries.

use serde_json::{Value, json};

use super::{BASE, Found, order};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::fhir_r4::searches::searches;
use crate::connectors::test_support::order_for;
use crate::domain::{
    Answer, AppointmentStatus, Certainty, Course, Kind, MedicineState, NhsNumber, PartialDate, ResultValue,
    SourceNote,
};

const SYNTHEA: &str = include_str!("../../examples/synthea/buster-hoeger.json");

/// One bundle read for each search of a kind, for a person whose patient id `1` is proved.
pub fn read(kind: Kind, bundle: &Value) -> Result<Answer, ConnectorError> {
    let order = order();
    let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM).with_patient_ids(["1".to_owned()]);
    let wanted = searches(kind);
    let bundles = wanted.iter().map(|search| (search.resource_type, Node::of(bundle)));
    let mut answer = Answer::default();
    Found::of_bundles(bundles, BASE, &check)?.put(kind, false, &mut answer);
    Ok(answer)
}

fn synthea(kind: Kind) -> Answer {
    read(kind, &serde_json::from_str(SYNTHEA).expect("an example")).expect("read")
}

/// A bundle of resources about patient `1`, as far as they do not say otherwise.
pub fn bundle(resources: Vec<Value>) -> Value {
    let entry = |mut resource: Value| {
        if let Some(fields) = resource.as_object_mut() {
            fields.entry("subject").or_insert_with(|| json!({"reference": "Patient/1"}));
        }
        json!({"resource": resource})
    };
    json!({"resourceType": "Bundle", "entry": resources.into_iter().map(entry).collect::<Vec<_>>()})
}

fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

#[test]
fn a_synthetic_record_is_read_in_full() {
    let counts = Kind::ALL.map(|kind| (synthea(kind).len(), synthea(kind).set_aside()));
    let none = (0, 0);
    // Appointments, medicines, prescriptions, allergies, conditions, test results, letters, vaccinations, visits,
    // referrals, plans, questionnaires.
    assert_eq!(
        counts,
        [none, (1, 0), none, none, (3, 0), (33, 0), none, (4, 0), (6, 0), none, none, none, none, none]
    );
}

#[test]
fn observations_are_grouped_by_their_report() {
    let results = synthea(Kind::TestResults).test_results.expect("asked").entries;
    let lipids: Vec<_> =
        results.iter().filter(|result| result.group.as_deref() == Some("Lipid Panel")).collect();
    assert_eq!(lipids.len(), 4);
    assert_eq!(lipids[0].taken, day("2019-12-18T13:55:57Z"));
    let pressure = results.iter().find(|result| result.name.text == "Blood Pressure").expect("one");
    assert_eq!((pressure.value.as_ref(), pressure.parts.len()), (None, 2));
    let smoking = results.iter().find(|result| result.name.text.starts_with("Tobacco")).expect("one");
    assert_eq!(smoking.value, Some(ResultValue::Text("Never smoker".into())));
}

#[test]
fn a_hospital_portals_appointment_and_letter_are_read() {
    let order = order_for("Ann Other", (1980, 1, 1), "9000000009");
    let read = |kind: Kind, file: &str, order| {
        let check = SubjectCheck::new(order, NHS_NUMBER_SYSTEM);
        let json: Value = serde_json::from_str(file).expect("an example");
        let mut answer = Answer::default();
        let found = Found::of_bundles([(searches(kind)[0].resource_type, Node::of(&json))], BASE, &check);
        found.map(|found| found.put(kind, false, &mut answer)).map(|()| answer)
    };
    let file = include_str!("../../examples/aggregator/GetAppointmentResponseHappyPath.json");
    let appointment =
        read(Kind::Appointments, file, &order).expect("read").appointments.expect("asked").entries.remove(0);
    assert_eq!(appointment.what.text, "Dermatology");
    assert_eq!(appointment.status, AppointmentStatus::Booked);
    assert_eq!(appointment.start, day("2021-06-13T12:30:00Z").and_then(|start| start.moment()));
    assert_eq!(appointment.how, crate::domain::How::ByVideo);
    assert_eq!(appointment.place.as_deref(), Some("Chapel Allerton Hospital, Dentistry Dept, 2nd Floor"));

    let file = include_str!("../../examples/aggregator/GetDocumentReferencesResponseHappyPath.json");
    assert_eq!(read(Kind::Letters, file, &order), Err(ConnectorError::AboutSomebodyElse));
    let other = order_for("Ann Other", (1980, 1, 1), "9000000001");
    let letter = read(Kind::Letters, file, &other).expect("read").letters.expect("asked").entries.remove(0);
    assert_eq!(letter.title, "Dermatology cancellation letter");
    assert_eq!(letter.author.as_deref(), Some("Barnsley Hospital NHS Foundation Trust"));
    assert_eq!(
        (letter.file_type.as_deref(), letter.written),
        (Some("application/pdf"), day("2021-06-13T12:30:00Z"))
    );

    let file = include_str!("../../examples/aggregator/emptyBundle.json");
    assert_eq!(read(Kind::Letters, file, &other).map(|answer| answer.len()), Ok(0));
}

#[test]
fn every_reference_to_a_patient_is_resolved_before_it_is_judged() {
    let number = |number: &str| json!({"system": NHS_NUMBER_SYSTEM, "value": number});
    let patient =
        |id: &str, told: &str| json!({"resourceType": "Patient", "id": id, "identifier": [number(told)]});
    let order = order_for("Buster Hoeger", (1988, 3, 16), "9990000026")
        .with_number_in_force(NhsNumber::from_source("9990000018").expect("ten digits"));
    let judge = |resource: Value| {
        let json = json!({"resourceType": "Bundle", "entry": [
            {"resource": resource, "search": {"mode": "match"}},
            {"fullUrl": "urn:uuid:own", "resource": patient("own", "9990000018")},
            {"fullUrl": "urn:uuid:former", "resource": patient("former", "9990000026")},
        ]});
        let check = SubjectCheck::new(&order, NHS_NUMBER_SYSTEM).with_patient_ids(["1".to_owned()]);
        let found = Found::of_bundles([("Condition", Node::of(&json))], BASE, &check);
        let mut answer = Answer::default();
        found
            .map(|found| found.put(Kind::Conditions, false, &mut answer))
            .map(|()| (answer.len(), answer.set_aside()))
    };
    let condition = |subject: Value| json!({"resourceType": "Condition", "id": "c", "code": {"text": "Asthma"}, "subject": subject});
    let reference = |to: &str| condition(json!({"reference": to}));
    let contained = |told: &str| {
        let mut resource = reference("#p");
        resource["contained"] = json!([patient("p", told)]);
        resource
    };
    let mut without = condition(json!(null));
    without.as_object_mut().expect("an object").remove("subject");
    let both = |to: &str, told: &str| condition(json!({"reference": to, "identifier": number(told)}));
    let shown = Ok((1, 0));
    let aside = Ok((0, 1));
    let failed = Err(ConnectorError::AboutSomebodyElse);
    for (what, resource, outcome) in [
        ("the right patient", reference("Patient/1"), shown.clone()),
        ("a plain text in place of a reference", condition(json!("Patient/1")), shown.clone()),
        ("a version of the right patient", reference("Patient/1/_history/3"), shown.clone()),
        ("the right patient, absolute", reference("https://hospital.example/fhir/Patient/1"), shown.clone()),
        ("the right patient in the bundle", reference("urn:uuid:own"), shown.clone()),
        ("a superseded number in the bundle", reference("Patient/former"), shown.clone()),
        ("the right patient, contained", contained("9990000018"), shown.clone()),
        (
            "the right number as identifier",
            condition(json!({"identifier": number("9990000018")})),
            shown.clone(),
        ),
        (
            "a superseded number as identifier",
            condition(json!({"identifier": number("9990000026")})),
            shown.clone(),
        ),
        ("no subject", without, aside.clone()),
        ("a subject without content", condition(json!({"display": "Somebody"})), aside.clone()),
        ("a group", reference("Group/1"), aside),
        ("another patient", reference("Patient/2"), failed.clone()),
        ("another patient, absolute", reference("https://hospital.example/fhir/Patient/2"), failed.clone()),
        ("the same id on another server", reference("https://other.example/fhir/Patient/1"), failed.clone()),
        ("nobody in the bundle", reference("urn:uuid:nobody"), failed.clone()),
        ("another patient, contained", contained("9990000034"), failed.clone()),
        (
            "another number as identifier",
            condition(json!({"identifier": number("9990000034")})),
            failed.clone(),
        ),
        ("the right patient with another number", both("Patient/1", "9990000034"), failed.clone()),
        ("another patient with the right number", both("Patient/2", "9990000018"), failed.clone()),
        ("two subjects", condition(json!([{"reference": "Patient/1"}, {"reference": "Patient/2"}])), failed),
    ] {
        assert_eq!(judge(resource), outcome, "{what}");
    }
}

#[test]
fn an_included_resource_about_somebody_else_fails_the_answer_too() {
    let json = json!({"resourceType": "Bundle", "entry": [
        {"search": {"mode": "include"}, "resource": {"resourceType": "Observation", "subject": {"reference": "Patient/2"}}}]});
    assert_eq!(read(Kind::TestResults, &json), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn an_appointment_with_another_patient_fails_the_answer() {
    let with = |patients: &[&str]| {
        let taking_part = patients.iter().map(|to| json!({"actor": {"reference": to}})).collect::<Vec<_>>();
        json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Appointment", "id": "a",
            "status": "booked", "start": "2026-11-25T10:40:00Z", "participant": taking_part}}]})
    };
    let read = |patients: &[&str]| read(Kind::Appointments, &with(patients)).map(|answer| answer.len());
    assert_eq!(read(&["Patient/1", "Location/2"]), Ok(1));
    assert_eq!(read(&["Patient/1", "Patient/2"]), Err(ConnectorError::AboutSomebodyElse));
}

#[test]
fn orders_based_on_a_plan_are_its_issues_and_proposals_are_nothing() {
    let request = |id: &str, intent: &str, more: Value| {
        let mut resource = json!({"resourceType": "MedicationRequest", "id": id, "status": "active", "intent": intent,
            "medicationReference": {"reference": "#m"},
            "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "Ramipril 5mg capsules"}}]});
        let fields = more.as_object().expect("an object").clone();
        resource.as_object_mut().expect("an object").extend(fields);
        resource
    };
    let based = json!({"basedOn": [{"reference": "MedicationRequest/plan"}], "authoredOn": "2026-10-01"});
    let repeat = json!({"courseOfTherapyType": {"coding": [{"code": "continuous"}]}});
    let answer = read(
        Kind::Medicines,
        &bundle(vec![
            request("plan", "plan", repeat),
            request("issue", "order", based),
            request("idea", "proposal", json!({})),
            request("alone", "order", json!({"status": "on-hold"})),
            request("mistake", "order", json!({"status": "entered-in-error"})),
        ]),
    );
    let medicines = answer.expect("read").medicines.expect("asked");
    let ids: Vec<_> = medicines.entries.iter().map(|medicine| medicine.source_id.as_str()).collect();
    assert_eq!(ids, ["MedicationRequest/plan", "MedicationRequest/alone"]);
    assert_eq!(medicines.entries[0].last_issued, day("2026-10-01"));
    assert_eq!(
        (medicines.entries[0].course, medicines.entries[0].state),
        (Course::Repeat, MedicineState::Current)
    );
    assert_eq!(medicines.entries[1].state, MedicineState::OnHold);
    assert_eq!(medicines.set_aside, 0);
}

#[test]
fn every_form_of_a_value_is_read() {
    let quantity = |comparator: Option<&str>, number: f64, unit: &str| {
        Some(ResultValue::Quantity { comparator: comparator.map(str::to_owned), number, unit: unit.into() })
    };
    let text = |text: &str| Some(ResultValue::Text(text.into()));
    for (field, value, read_as) in [
        (
            "valueQuantity",
            json!({"value": 5.5, "unit": "mmol/L", "comparator": "<"}),
            quantity(Some("<"), 5.5, "mmol/L"),
        ),
        ("valueQuantity", json!({"value": "7", "code": "mm"}), quantity(None, 7.0, "mm")),
        ("valueCodeableConcept", json!({"coding": [{"code": "1", "display": "Detected"}]}), text("Detected")),
        ("valueString", json!("clear"), text("clear")),
        ("valueBoolean", json!(true), text("Yes")),
        ("valueInteger", json!(3), text("3")),
        ("valueRange", json!({"low": {"value": 1}, "high": {"value": 2, "unit": "g"}}), text("1 to 2 g")),
        ("valueRatio", json!({"numerator": {"value": 1}, "denominator": {"value": 128}}), text("1:128")),
        ("valueQuantity", json!("nonsense"), None),
    ] {
        let mut observation =
            json!({"resourceType": "Observation", "id": "o", "status": "final", "code": {"text": "Test"}});
        observation[field] = value;
        let results =
            read(Kind::TestResults, &bundle(vec![observation])).expect("read").test_results.expect("asked");
        assert_eq!(results.entries[0].value, read_as, "{field}");
    }
}

#[test]
fn an_absent_value_says_why_and_a_mark_says_what_the_laboratory_said() {
    let absent = json!({"coding": [{"code": "not-performed", "display": "Not performed"}]});
    let marked = json!([{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": "H"}]}]);
    let observation = json!({"resourceType": "Observation", "id": "o", "code": {"text": "Test"},
        "dataAbsentReason": absent, "interpretation": marked, "meta": {"lastUpdated": "2026-01-01T00:00:00Z"}});
    let results =
        read(Kind::TestResults, &bundle(vec![observation])).expect("read").test_results.expect("asked");
    assert_eq!(results.entries[0].comment.as_deref(), Some("Not performed"));
    assert_eq!(results.entries[0].mark.as_deref(), Some("High"));
    assert_eq!(results.entries[0].taken, None);
}

#[test]
fn refuted_and_family_conditions_are_marked_and_mistakes_are_gone() {
    let condition = |id: &str, status: &str, name: &str| {
        json!({"resourceType": "Condition", "id": id, "code": {"text": name},
            "verificationStatus": {"coding": [{"code": status}]}, "clinicalStatus": {"coding": [{"code": "active"}]}})
    };
    let part = read(
        Kind::Conditions,
        &bundle(vec![
            condition("1", "refuted", "Asthma"),
            condition("2", "confirmed", "Family history of diabetes"),
            condition("3", "entered-in-error", "Wrong"),
            condition("4", "confirmed", " "),
        ]),
    );
    let part = part.expect("read").conditions.expect("asked");
    assert_eq!(part.entries.len(), 2);
    assert_eq!(part.entries[0].certainty, Certainty::Refuted);
    assert!(part.entries[1].in_family);
    assert_eq!(part.set_aside, 1);
}

#[test]
fn what_the_server_says_of_the_search_becomes_a_note() {
    let outcome = |severity: &str, text: &str| {
        json!({"search": {"mode": "outcome"}, "resource": {"resourceType": "OperationOutcome",
            "issue": [{"severity": severity, "diagnostics": text}]}})
    };
    let json = json!({"resourceType": "Bundle", "entry": [outcome("warning", "One system did not answer"),
        outcome("information", "From 2015 on")]});
    let part = read(Kind::Letters, &json).expect("read").letters.expect("asked");
    let incomplete = SourceNote::Incomplete { text: Some("One system did not answer".into()) };
    assert_eq!(part.notes, [incomplete, SourceNote::Words("From 2015 on".into())]);
    assert_eq!((part.entries.len(), part.set_aside), (0, 0));
}

#[test]
fn a_video_link_is_read_wherever_it_stands_and_only_one_over_https_is_a_link() {
    let join = |more: Value, telecom: &str, medium: &str| {
        let mut appointment = json!({
            "resourceType": "Appointment", "id": "a1", "status": "booked", "description": "Review",
            "start": "2026-12-01T10:00:00Z", "contained": [{
                "resourceType": "Location", "id": "place", "name": "Clinic", "description": "First floor",
                "telecom": [{ "system": "url", "value": telecom }],
            }],
            "participant": [
                { "actor": { "reference": "Patient/1" } }, { "actor": { "reference": "#place", "type": "Location" } },
            ],
            "extension": [{
                "url": "https://fhir.nhs.uk/StructureDefinition/Extension-Consultation-Medium", "valueCode": medium,
            }],
        });
        for (key, value) in more.as_object().expect("an object") {
            match key.as_str() {
                "extension" => appointment["extension"].as_array_mut().expect("a list").push(value.clone()),
                key => appointment[key] = value.clone(),
            }
        }
        let part = read(Kind::Appointments, &bundle(vec![appointment])).expect("read").appointments;
        part.expect("asked").entries.remove(0).way_there
    };
    let link = |way: crate::domain::WayThere| way.join.map(|link| link.href().to_owned());
    let own = json!({ "virtualService": [{ "addressUrl": "https://video.hospital.example/1" }] });
    assert_eq!(link(join(own, "", "")).as_deref(), Some("https://video.hospital.example/1"));
    let extension = json!({ "extension": {
        "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService",
        "extension": [{ "url": "addressUrl", "valueUrl": "https://video.hospital.example/2" }],
    } });
    assert_eq!(link(join(extension, "", "")).as_deref(), Some("https://video.hospital.example/2"));
    let place = "https://video.hospital.example/3";
    assert_eq!(link(join(json!({}), place, "VIDEO_CONSULTATION")).as_deref(), Some(place));
    assert_eq!(link(join(json!({}), place, "FACE_TO_FACE")), None, "that is the clinic's website");
    for odd in ["http://video.hospital.example/3", "javascript:alert(1)", "https://10.0.0.1/", ""] {
        assert_eq!(link(join(json!({}), odd, "VIDEO_CONSULTATION")), None, "{odd}");
    }
    assert_eq!(join(json!({}), place, "").directions.as_deref(), Some("First floor"));
}
