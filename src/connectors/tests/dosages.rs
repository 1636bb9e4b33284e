//! How to take a medicine is read from codes by every mapping that tells of medicines, in the shape of its own release.

use serde_json::{Value, json};

use super::examples::example;
use super::mappings::Mapping;
use crate::connectors::fhir_json::Node;
use crate::domain::{Amount, Answer, CodedDosage, Dosage, Often, Unit};

/// The example with every instruction of it replaced.
fn with_instructions(path: &str, instruction: &Value) -> Answer {
    fn replace(value: &mut Value, instruction: &Value) {
        match value {
            Value::Object(fields) => {
                // Prescriptions for Patients publishes examples without any.
                if fields.get("resourceType").is_some_and(|name| name == "MedicationRequest") {
                    fields.entry("dosageInstruction").or_insert(Value::Null);
                }
                for (name, field) in fields {
                    match name.as_str() {
                        "dosage" | "dosageInstruction" => *field = json!([instruction]),
                        _ => replace(field, instruction),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|inner| replace(inner, instruction)),
            _ => {}
        }
    }
    let mut json = example(path);
    let order = super::examples::order(&json);
    replace(&mut json, instruction);
    let read = Mapping::of(path).expect("a mapping").read;
    read(Node::of(&json), &order).expect("read")
}

/// What the codes of each medicine said; nothing for one that stood without an instruction.
fn codes(answer: &Answer) -> Vec<&CodedDosage> {
    let medicines = answer.medicines.iter().flat_map(|part| &part.entries);
    let prescriptions = answer.prescriptions.iter().flat_map(|part| &part.entries);
    let items = prescriptions.flat_map(|prescription| &prescription.items);
    let of_medicines = medicines.filter_map(|medicine| medicine.coded_dosage.as_ref());
    of_medicines.chain(items.filter_map(|item| item.coded_dosage.as_ref())).collect()
}

#[test]
fn every_mapping_of_medicines_reads_how_to_take_them_from_codes() {
    let quantity = json!({"value": 2, "unit": "tablet"});
    let timing = json!({"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}});
    let in_r4 = json!({"text": "as written", "timing": timing, "doseAndRate": [{"doseQuantity": quantity}]});
    let in_stu3 = json!({"text": "as written", "timing": timing, "doseQuantity": quantity});
    let dosage = Dosage {
        amount: Some(Amount { from: 2.0, to: None, unit: Some(Unit::Tablet) }),
        often: Some(Often::TimesADay { from: 3, to: None }),
        ..Dosage::default()
    };
    let understood = CodedDosage::Understood { dosage, stands_alone: false };
    for (path, instruction, least) in [
        ("gp_connect/tpp-3.json", &in_stu3, 20),
        ("gp_connect/no-documents.json", &in_stu3, 5),
        ("fhir_r4/hospital.json", &in_r4, 3),
        ("prescriptions_for_patients/success.json", &in_r4, 1),
    ] {
        let answer = with_instructions(path, instruction);
        let told = codes(&answer);
        assert!(told.len() >= least, "{path}: {}", told.len());
        assert!(told.iter().all(|coded| **coded == understood), "{path}: {told:?}");
    }
}
