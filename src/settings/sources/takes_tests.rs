//! What an organisation takes from its patients is said in its own entry, and nowhere where it means nothing.

use std::path::Path;

use super::*;
use crate::domain::Takes;

const HOSPITAL: &str = r#"[[source]]
name = "Riverside Hospital"
ods_code = "RX1"
setting = "hospital"
protocol = "fhir-r4"
base_url = "https://fhir.riverside.example/r4"
offers = ["appointments", "referrals"]
"#;

fn read(text: &str) -> Result<SourcesFile, String> {
    SourcesFile::parse(text, Path::new("sources.toml")).map_err(|why| why.to_string())
}

#[test]
fn a_hospital_takes_nothing_that_its_entry_does_not_name() {
    assert_eq!(read(HOSPITAL).expect("a good file").source[0].takes, []);
    let both = read(&format!("{HOSPITAL}takes = [\"attendance\", \"no-longer-needed\"]\n"));
    assert_eq!(both.expect("a good file").source[0].takes, [Takes::Attendance, Takes::NoLongerNeeded]);
    assert!(read(&format!("{HOSPITAL}takes = [\"everything\"]\n")).is_err());
}

#[test]
fn what_is_taken_goes_with_what_is_offered_and_with_the_protocol() {
    let file = HOSPITAL.replace("\"appointments\", ", "");
    let refused = read(&format!("{file}takes = [\"attendance\"]\n")).expect_err("a refusal");
    assert!(refused.contains("takes names attendance, so offers must name appointments"), "{refused}");
    let surgery = HOSPITAL.replace("fhir-r4\"", "patient-care-aggregator\"\napproval = \"practice\"");
    let refused = read(&format!("{surgery}takes = [\"attendance\"]\n")).expect_err("a refusal");
    assert!(refused.contains("which is for fhir-r4"), "{refused}");
}

#[test]
fn what_one_interface_takes_is_not_taken_by_the_others() {
    let file = format!(
        "{HOSPITAL}takes = [\"attendance\"]\n\n[[source.interface]]\nprotocol = \"fhir-r4\"\noffers = [\"letters\"]\n"
    );
    let interfaces = read(&file).expect("a good file").source[0].interfaces();
    assert_eq!((interfaces[0].takes.len(), interfaces[1].takes.len()), (1, 0));
}
