//! The published structured records of three systems, read as an answer.

use serde_json::{Value, json};

use super::*;
use crate::connectors::test_support::order_for;
use crate::domain::{
    AllergyState, Certainty, ConditionState, Course, MedicineState, NoneKnown, PartialDate, RequestState,
    ResultState, ResultValue, SourceNote, Urgency,
};

const BASE: &str = "https://gp.example/A82038/STU3/1/gpconnect/structured/fhir";
const EMIS_5: &str = include_str!("../examples/gp_connect/emis-5.json");
const EMIS_7: &str = include_str!("../examples/gp_connect/emis-7.json");
const TPP_3: &str = include_str!("../examples/gp_connect/tpp-3.json");
const NO_DOCUMENTS: &str = include_str!("../examples/gp_connect/no-documents.json");
const BODY_SITE: &str = include_str!("../examples/gp_connect/body-site.json");

fn order() -> FetchOrder {
    order_for("Ann Other", (1972, 11, 17), "9990000018")
}

fn json_of(file: &str) -> Value {
    serde_json::from_str(file).expect("an example")
}

/// The examples are about five people, so their birth dates are taken out unless a test is about them.
fn read_value(mut bundle: Value) -> Result<Answer, ConnectorError> {
    for entry in bundle["entry"].as_array_mut().into_iter().flatten() {
        if entry["resource"]["resourceType"] == "Patient" {
            entry["resource"].as_object_mut().expect("an object").remove("birthDate");
        }
    }
    let order = order();
    mapping::answer(Node::of(&bundle), BASE, SubjectCheck::new(&order, NHS_NUMBER_SYSTEM), structured())
}

fn read(file: &str) -> Answer {
    read_value(json_of(file)).expect("read")
}

fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

/// Counts of medicines, allergies, conditions, results, letters, vaccinations, visits, referrals, and of what is set
/// aside.
fn counts(answer: &Answer) -> [usize; 9] {
    [
        answer.medicines.as_ref().map_or(0, |part| part.entries.len()),
        answer.allergies.as_ref().map_or(0, |part| part.entries.len()),
        answer.conditions.as_ref().map_or(0, |part| part.entries.len()),
        answer.test_results.as_ref().map_or(0, |part| part.entries.len()),
        answer.letters.as_ref().map_or(0, |part| part.entries.len()),
        answer.vaccinations.as_ref().map_or(0, |part| part.entries.len()),
        answer.visits.as_ref().map_or(0, |part| part.entries.len()),
        answer.referrals.as_ref().map_or(0, |part| part.entries.len()),
        answer.set_aside() as usize,
    ]
}

#[test]
fn every_published_record_is_read_in_full() {
    assert_eq!(counts(&read(EMIS_5)), [0, 2, 2, 2, 0, 1, 9, 0, 0], "EMIS 5");
    assert_eq!(counts(&read(EMIS_7)), [1, 0, 3, 0, 7, 0, 11, 4, 0], "EMIS 7");
    assert_eq!(counts(&read(TPP_3)), [28, 7, 2, 0, 0, 0, 1, 0, 0], "TPP 3");
    assert_eq!(counts(&read(NO_DOCUMENTS)), [6, 2, 0, 34, 0, 1, 3, 2, 1], "no documents");
    assert_eq!(counts(&read(BODY_SITE)), [1, 0, 1, 0, 0, 0, 0, 0, 0], "body site");
}

#[test]
fn a_medicine_is_joined_from_statement_plan_issues_and_product() {
    let medicines = read(TPP_3).medicines.expect("asked").entries;
    let omeprazole = &medicines[0];
    assert_eq!(omeprazole.name.text, "Omeprazole 20mg gastro-resistant capsules");
    assert_eq!(omeprazole.name.snomed(), Some("317291008"));
    assert_eq!(omeprazole.dosage.as_deref(), Some("One To Be Taken Each Day"));
    assert_eq!(omeprazole.quantity.as_deref(), Some("28 capsule"));
    assert_eq!((omeprazole.course, omeprazole.state), (Course::OneOff, MedicineState::Finished));
    assert_eq!((omeprazole.started, omeprazole.ended), (day("2019-03-26"), day("2019-03-28")));
    assert_eq!(omeprazole.last_issued, day("2019-03-26T00:00:00Z"));
    assert_eq!(omeprazole.prescriber.as_deref(), Some("Mr GPONE TEMPLE SOWERBY"));
    assert_eq!(medicines[1].reason_stopped.as_deref(), Some("Expired"));
    assert!(medicines.iter().any(|medicine| medicine.course == Course::Repeat));
}

#[test]
fn an_ended_allergy_inside_its_list_is_an_ended_allergy() {
    let allergies = read(NO_DOCUMENTS).allergies.expect("asked").entries;
    assert_eq!(allergies[0].substance.text, "Iodophore allergy (disorder)");
    assert_eq!((allergies[0].state, allergies[0].certainty), (AllergyState::Active, Certainty::NotSaid));
    assert_eq!(allergies[0].reactions, ["Severe dry skin"]);
    assert_eq!(allergies[1].substance.text, "Allergy to horse dander");
    assert_eq!(allergies[1].state, AllergyState::Ended);
    assert_eq!(allergies[1].reason_ended.as_deref(), Some("Cured"));
}

#[test]
fn test_results_are_dated_by_their_sample_and_grouped_by_their_set() {
    let results = read(NO_DOCUMENTS).test_results.expect("asked").entries;
    let in_blood_count: Vec<_> =
        results.iter().filter(|result| result.group.as_deref() == Some("FBC - Full blood count")).collect();
    assert_eq!(in_blood_count.len(), 18);
    let white_cells = in_blood_count[0];
    assert_eq!(white_cells.name.text, "Total white cell count");
    let told = ResultValue::Quantity { comparator: None, number: 5.7, unit: "10*9/L".into() };
    assert_eq!(white_cells.value, Some(told));
    assert_eq!(
        white_cells.range.as_ref().map(|range| (range.low, range.high)),
        Some((Some(3.5), Some(11.0)))
    );
    assert_eq!(white_cells.taken, day("2019-04-01T11:00:00Z"));
    assert_eq!(white_cells.reported, day("2019-04-06T12:00:00Z"));
    assert_eq!(white_cells.state, ResultState::Final);
    assert_eq!(white_cells.asked_by.as_deref(), Some("Miss Nichole Gilbert"));
}

#[test]
fn a_blood_pressure_keeps_its_two_values() {
    let results = read(EMIS_5).test_results.expect("asked").entries;
    let parts: Vec<_> =
        results[0].parts.iter().map(|part| (part.name.text.as_str(), part.value.is_some())).collect();
    assert_eq!(parts, [("Systolic blood pressure", true), ("Diastolic blood pressure", true)]);
}

#[test]
fn a_condition_keeps_significance_dates_and_notes() {
    let conditions = read(BODY_SITE).conditions.expect("asked").entries;
    let rib_pain = &conditions[0];
    assert_eq!((rib_pain.name.text.as_str(), rib_pain.name.snomed()), ("Rib pain", Some("297217002")));
    assert_eq!((rib_pain.state, rib_pain.significance.as_deref()), (ConditionState::Active, Some("major")));
    assert_eq!(rib_pain.recorded, day("2023-01-23T00:00:00Z"));
    assert_eq!(rib_pain.recorded_by.as_deref(), Some("Andrew Guiseley"));
    assert_eq!(rib_pain.note.as_deref(), Some("hurts a lot\nEpisode: First"));
}

#[test]
fn a_vaccination_is_named_by_its_procedure_when_the_vaccine_is_unknown() {
    let vaccinations = read(NO_DOCUMENTS).vaccinations.expect("asked").entries;
    let given = &vaccinations[0];
    assert_eq!(given.name.text, "First hepatitis A vaccination");
    assert!(given.was_given);
    assert_eq!(given.given, day("2019-06-28"));
    assert_eq!(given.dose.as_deref(), Some("Dose 1, 0.5 ml"));
    assert_eq!(given.batch.as_deref(), Some("AAJN11K"));
    assert_eq!(given.protects_against, ["Viral hepatitis, type A"]);
}

#[test]
fn a_document_is_a_letter_with_its_kind_and_size() {
    let letters = read(EMIS_7).letters.expect("asked").entries;
    assert_eq!(letters[0].title, "Progress report");
    assert_eq!(letters[1].title, "from Unknown Consultant at L G I (19-Jan-2010)");
    assert_eq!(letters[1].what_kind.as_deref(), Some("Referral letter"));
    assert_eq!(letters[1].author.as_deref(), Some("L G I"));
    assert_eq!(
        (letters[1].file_type.as_deref(), letters[1].file_size),
        (Some("application/msword"), Some(19456))
    );
}

#[test]
fn a_consultation_keeps_its_headings_and_lines_in_order() {
    let visits = read(EMIS_5).visits.expect("asked").entries;
    let visit = &visits[2];
    assert_eq!((visit.what.as_str(), visit.with_whom.as_deref()), ("GP Surgery", Some("Dr David McAvenue")));
    let headings: Vec<_> = visit.notes.iter().filter_map(|note| note.heading.as_deref()).collect();
    assert_eq!(headings, ["Problem", "History", "Examination", "Family History", "Social", "Comment"]);
    assert_eq!(visit.notes[1].lines, ["This is a note in a History heading"]);
    let topics = read(NO_DOCUMENTS).visits.expect("asked").entries;
    assert_eq!(topics[0].notes[0].heading.as_deref(), Some("Anxiety with Depression: History"));
}

#[test]
fn lists_that_hold_each_other_many_times_are_written_down_once() {
    let subject = json!({"reference": "Patient/1"});
    let list = |id: &str, code: &str, inner: &str| {
        let mut items = vec![json!({"item": {"reference": format!("List/{inner}")}}); 200];
        items.push(json!({"item": {"display": format!("in {id}")}}));
        items.push(
            json!({"item": {"reference": "Observation/kept", "display": "What the surgery keeps to itself"}}),
        );
        json!({"resourceType": "List", "id": id, "title": id, "subject": subject, "entry": items,
            "code": {"coding": [{"code": code}]}, "encounter": {"reference": "Encounter/1"}})
    };
    let visit =
        json!({"resourceType": "Encounter", "id": "1", "subject": subject, "type": [{"text": "GP Surgery"}]});
    let all = vec![visit, list("a", "325851000000107", "b"), list("b", "1", "a")];
    let visits = read_value(record(all)).expect("read").visits.expect("asked").entries;
    let lines: Vec<_> = visits[0].notes.iter().flat_map(|note| &note.lines).collect();
    assert_eq!(lines, ["in b", "in a"]);
}

#[test]
fn a_referral_says_who_asked_whom_for_what_and_nothing_of_what_came_of_it() {
    let referrals = read(EMIS_7).referrals.expect("asked").entries;
    let privately = &referrals[0];
    assert_eq!(privately.what.text, "Referral to private doctor");
    assert_eq!(privately.what.snomed(), Some("266747000"));
    assert_eq!(privately.asked_by.as_deref(), Some("Dr David McAvenue"));
    assert_eq!(privately.asked, ["L G I"], "a doctor called “Unknown” is nobody");
    assert_eq!(privately.description.as_deref(), Some("Referred for investigation into low blood pressure"));
    assert_eq!((privately.reason.as_deref(), &privately.state), (None, &RequestState::NotSaid));
    assert_eq!((privately.made, privately.urgency.as_ref()), (day("2010-01-19"), Some(&Urgency::Routine)));
    let note = "Mode:Written\nPurpose:Investigation\nNHS / Private:Private\nTransport:None Required";
    assert_eq!(privately.note.as_deref(), Some(note));
    let own_words = &referrals[1];
    assert_eq!(own_words.what.text, "Neurosurgical referral");
    assert_eq!(own_words.asked, ["Consultant Dermatologist", "Armitage Bridge Hospital"]);
    assert_eq!(own_words.urgency, Some(Urgency::AsSoonAsPossible));
    assert_eq!(referrals[2].asked, ["Dr David McAvenue", "TEMPLE SOWERBY MEDICAL PRACTICE"]);
    let with_reference = &read(NO_DOCUMENTS).referrals.expect("asked").entries[0];
    assert_eq!(with_reference.ubrn.as_deref(), Some("bb2378b6-dde2-11e9-9d36-2a2ae2dbcce4"));
}

#[test]
fn the_surgery_s_notes_on_its_list_of_referrals_are_carried_and_an_old_surgery_has_none() {
    let under_way = read(TPP_3).referrals.expect("asked").notes;
    assert!(matches!(under_way[..], [SourceNote::TransferUnderWay { text: Some(_) }]), "{under_way:?}");
    let without_list = read_value(record(vec![])).expect("read").referrals.expect("asked");
    assert_eq!(without_list.notes, [SourceNote::Incomplete { text: None }]);
    assert_eq!(read(TPP_3).care_plans, None, "a structured record holds none, so nothing is said of them");
}

#[test]
fn a_record_transfer_under_way_is_noted_once_and_in_the_surgerys_words() {
    let answer = read(TPP_3);
    let words = "Patient record transfer from previous GP practice not yet complete; information recorded before \
                 26-Mar-2019 may be missing.";
    let note = SourceNote::TransferUnderWay { text: Some(words.into()) };
    assert_eq!(answer.medicines.expect("asked").notes, std::slice::from_ref(&note));
    assert_eq!(answer.allergies.expect("asked").notes, [note]);
}

#[test]
fn an_empty_list_states_nothing_and_has_no_note() {
    let allergies = read(EMIS_7).allergies.expect("asked");
    assert_eq!((allergies.entries.len(), allergies.none_known, allergies.notes), (0, None, Vec::new()));
}

/// A record with one patient, and a list of allergies, and more.
fn record(more: Vec<Value>) -> Value {
    let identifier = json!([{"system": NHS_NUMBER_SYSTEM, "value": "9990000018"}]);
    let mut all = vec![json!({"resourceType": "Patient", "id": "1", "identifier": identifier})];
    all.extend(more);
    json!({"resourceType": "Bundle", "entry": all.iter().map(|one| json!({"resource": one})).collect::<Vec<_>>()})
}

fn allergy_list(more: Value) -> Value {
    let mut list = json!({"resourceType": "List", "status": "current", "subject": {"reference": "Patient/1"},
        "code": {"coding": [{"code": "886921000000105"}]}});
    let fields = more.as_object().expect("an object").clone();
    list.as_object_mut().expect("an object").extend(fields);
    list
}

fn allergy(code: &str, display: &str) -> Value {
    json!({"resourceType": "AllergyIntolerance", "id": code, "clinicalStatus": "active",
        "patient": {"reference": "Patient/1"}, "assertedDate": "2020-01-02",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": code, "display": display}]}})
}

#[test]
fn no_known_allergies_is_said_only_from_a_coded_statement() {
    let coded = record(vec![allergy_list(json!({})), allergy("716186003", "No known allergy")]);
    let part = read_value(coded).expect("read").allergies.expect("asked");
    let statement = NoneKnown { text: "No known allergy".into(), recorded: day("2020-01-02") };
    assert_eq!((part.entries.len(), part.none_known), (0, Some(statement)));

    let reason = json!({"emptyReason": {"coding": [{"code": "nil-known", "display": "Nil Known"}]}});
    let part = read_value(record(vec![allergy_list(reason)])).expect("read").allergies.expect("asked");
    assert_eq!(part.none_known.map(|none| none.text).as_deref(), Some("Nil Known"));

    let drugs_only = record(vec![allergy_list(json!({})), allergy("409137002", "No known drug allergy")]);
    let part = read_value(drugs_only).expect("read").allergies.expect("asked");
    assert_eq!(
        (part.none_known, part.notes),
        (None, vec![SourceNote::Words("No known drug allergy".into())])
    );
}

#[test]
fn list_warnings_become_notes() {
    let warning = |code: &str| json!({"url": "https://x/Extension-CareConnect-GPC-ListWarningCode-1", "valueCode": code});
    let list =
        allergy_list(json!({"extension": [warning("confidential-items"), warning("data-awaiting-filing")],
        "note": [{"text": "Items excluded due to confidentiality"}]}));
    let notes = read_value(record(vec![list])).expect("read").allergies.expect("asked").notes;
    let text = Some("Items excluded due to confidentiality".into());
    assert_eq!(notes, [SourceNote::ConfidentialItems, SourceNote::Incomplete { text }]);
}

#[test]
fn a_kind_without_its_list_is_incomplete() {
    let part = read_value(record(vec![])).expect("read").allergies.expect("asked");
    assert_eq!(part.notes, [SourceNote::Incomplete { text: None }]);
}

#[test]
fn one_resource_about_somebody_else_fails_the_whole_record() {
    let resources = json_of(NO_DOCUMENTS)["entry"].as_array().expect("entries").len();
    let mut tried = 0;
    for position in 0..resources {
        let mut bundle = json_of(NO_DOCUMENTS);
        let resource = &mut bundle["entry"][position]["resource"];
        for field in ["subject", "patient"] {
            if resource.get(field).is_some() {
                resource[field] = json!({"reference": "Patient/4"});
                tried += 1;
                assert_eq!(
                    read_value(bundle.clone()),
                    Err(ConnectorError::AboutSomebodyElse),
                    "entry {position}"
                );
                break;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_record_of_another_patient_or_of_none_is_never_an_answer() {
    let order = order();
    let read = |bundle: &Value| {
        mapping::answer(Node::of(bundle), BASE, SubjectCheck::new(&order, NHS_NUMBER_SYSTEM), structured())
    };
    let other = json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "1",
        "identifier": [{"system": NHS_NUMBER_SYSTEM, "value": "9990000026"}]}}]});
    assert_eq!(read(&other), Err(ConnectorError::AboutSomebodyElse));
    let wrong_name_and_date = json_of(EMIS_5);
    assert_eq!(read(&wrong_name_and_date), Err(ConnectorError::AboutSomebodyElse));
    assert_eq!(
        read(&json!({"resourceType": "Bundle"})),
        Err(ConnectorError::Unreadable("no patient in the record"))
    );
    assert_eq!(read(&json!([])), Err(ConnectorError::Unreadable("not a bundle")));
}

#[test]
fn bad_entries_among_good_ones_are_counted_and_the_good_ones_stay() {
    let mut nameless = allergy("1", "x");
    nameless["code"] = json!({"coding": [{"code": "1"}]});
    let mut unowned = allergy("2", "Dust");
    unowned.as_object_mut().expect("an object").remove("patient");
    let bad = vec![allergy_list(json!({})), nameless, unowned, json!("nonsense"), allergy("3", "Penicillin")];
    let part = read_value(record(bad)).expect("read").allergies.expect("asked");
    assert_eq!((part.entries.len(), part.set_aside), (1, 3));
}

#[test]
fn the_operation_is_found_below_every_form_of_base_address() {
    let whole = "STU3/1/gpconnect/structured/fhir/Patient/$gpc.getstructuredrecord";
    assert_eq!(operation("/"), whole);
    assert_eq!(operation("/A82038/"), whole);
    assert_eq!(operation("/A82038/STU3/1/gpconnect/"), "structured/fhir/Patient/$gpc.getstructuredrecord");
    assert_eq!(operation("/A82038/STU3/1/gpconnect/structured/fhir/"), "Patient/$gpc.getstructuredrecord");
}

#[test]
fn the_question_includes_what_the_kinds_need_and_nothing_more() {
    let named = |kinds: Kinds| -> Vec<String> {
        let question = parameters(&order(), kinds);
        let list = question["parameter"].as_array().expect("parameters").clone();
        list.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(named(Kinds::just(Kind::Allergies)), ["patientNHSNumber", "includeAllergies"]);
    assert_eq!(named(Kinds::just(Kind::Referrals)), ["patientNHSNumber", "includeReferrals"]);
    assert_eq!(named(structured()).len(), 9);
}
