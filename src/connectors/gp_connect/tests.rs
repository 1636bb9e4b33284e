//! The published structured records of three systems, read as an answer.

use serde_json::{Value, json};

use super::*;
use crate::connectors::test_support::order_for;
use crate::domain::{
    AllergyState, Certainty, ConditionState, Course, MedicineState, NoneKnown, PartialDate, ResultState, ResultValue,
    SourceNote,
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

/// Counts of medicines, allergies, conditions, results, letters, vaccinations, visits; none may be set aside.
fn counts(answer: &Answer) -> [usize; 7] {
    assert_eq!(answer.set_aside(), 0);
    [
        answer.medicines.as_ref().map_or(0, |part| part.entries.len()),
        answer.allergies.as_ref().map_or(0, |part| part.entries.len()),
        answer.conditions.as_ref().map_or(0, |part| part.entries.len()),
        answer.test_results.as_ref().map_or(0, |part| part.entries.len()),
        answer.letters.as_ref().map_or(0, |part| part.entries.len()),
        answer.vaccinations.as_ref().map_or(0, |part| part.entries.len()),
        answer.visits.as_ref().map_or(0, |part| part.entries.len()),
    ]
}

#[test]
fn every_published_record_is_read_in_full() {
    assert_eq!(counts(&read(EMIS_5)), [0, 2, 2, 0, 0, 1, 9], "EMIS 5");
    assert_eq!(counts(&read(EMIS_7)), [1, 0, 3, 0, 7, 0, 11], "EMIS 7");
    assert_eq!(counts(&read(TPP_3)), [28, 7, 2, 0, 0, 0, 1], "TPP 3");
    assert_eq!(counts(&read(NO_DOCUMENTS)), [6, 2, 0, 0, 0, 1, 3], "no documents");
    assert_eq!(counts(&read(BODY_SITE)), [1, 0, 1, 0, 0, 0, 0], "body site");
}
