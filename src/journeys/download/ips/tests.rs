//! The summary against the rules of the guide and of FHIR that programs check first.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use crate::domain::*;
use crate::gather::Everything;
use crate::journeys::download::choice::Format;
use crate::journeys::download::tests::{chosen, contents, full, of};
use crate::journeys::record::testing::*;

fn summary(everything: Everything) -> Value {
    of_contents(&contents(chosen(Format::Summary), everything))
}

fn of_contents(contents: &crate::journeys::download::contents::Contents) -> Value {
    serde_json::from_str(&super::write(contents).text()).expect("JSON")
}

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().expect("entries");
    entries.iter().map(|entry| &entry["resource"]).filter(|one| one["resourceType"] == kind).collect()
}

fn section<'a>(bundle: &'a Value, code: &str) -> &'a Value {
    let sections = bundle["entry"][0]["resource"]["section"].as_array().expect("sections");
    let is_it = |section: &&Value| section["code"]["coding"][0]["code"] == code;
    sections.iter().find(is_it).unwrap_or_else(|| panic!("no section {code}"))
}

fn empty_reason(bundle: &Value, code: &str) -> Option<String> {
    section(bundle, code)["emptyReason"]["coding"][0]["code"].as_str().map(str::to_owned)
}

/// Every reference in a resource, however deep.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("reference").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_document_has_what_the_guide_requires() {
    let bundle = summary(full());
    // Bundle-uv-ips, bdl-9 to bdl-11, bdl-ips-1.
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&"Bundle".into(), &"document".into()));
    assert!(bundle["identifier"]["system"].is_string() && bundle["identifier"]["value"].is_string());
    assert!(bundle["timestamp"].is_string());
    let first = &bundle["entry"][0]["resource"];
    assert_eq!(first["resourceType"], "Composition");
    assert_eq!(resources(&bundle, "Composition").len(), 1);
    assert_eq!(resources(&bundle, "Patient").len(), 1);
    // Composition-uv-ips.
    for field in ["status", "type", "subject", "date", "author", "title", "section", "text"] {
        assert!(!first[field].is_null(), "{field}");
    }
    assert_eq!(first["type"]["coding"][0]["code"], "60591-5");
    for code in ["10160-0", "48765-2", "11450-4"] {
        section(&bundle, code);
    }
    // ips-pat-1.
    assert!(resources(&bundle, "Patient")[0]["name"][0]["text"].is_string());
}

#[test]
fn every_section_has_a_title_a_code_words_and_either_entries_or_a_reason() {
    for bundle in [summary(full()), summary(nothing_at_all())] {
        for section in bundle["entry"][0]["resource"]["section"].as_array().expect("sections") {
            assert!(section["title"].is_string() && section["code"]["coding"][0]["code"].is_string());
            let div = section["text"]["div"].as_str().expect("words");
            assert!(div.starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\">"), "{div}");
            // ips-comp-1 and cmp-2.
            assert_ne!(section["entry"].is_array(), section["emptyReason"].is_object(), "{section}");
        }
    }
}

#[test]
fn every_reference_leads_to_a_resource_of_the_document_and_every_resource_is_referred_to() {
    let bundle = summary(full());
    let entries = bundle["entry"].as_array().expect("entries");
    let addresses: Vec<String> =
        entries.iter().map(|entry| entry["fullUrl"].as_str().expect("an address").to_owned()).collect();
    let unique: BTreeSet<String> = addresses.iter().cloned().collect();
    assert_eq!(unique.len(), addresses.len());
    let mut referred = BTreeSet::new();
    references(&bundle, &mut referred);
    assert!(referred.is_subset(&unique), "{:?}", referred.difference(&unique));
    let unused: Vec<_> = unique.difference(&referred).collect();
    assert_eq!(unused, [&addresses[0]], "only the Composition is referred to by nobody");
    for entry in entries {
        let id = entry["resource"]["id"].as_str().expect("an id");
        assert_eq!(entry["fullUrl"], format!("urn:uuid:{id}"));
    }
}

#[test]
fn each_resource_has_what_fhir_and_its_profile_require() {
    let bundle = summary(full());
    let required = [
        ("MedicationStatement", vec!["status", "medicationCodeableConcept", "subject"]),
        ("AllergyIntolerance", vec!["clinicalStatus", "code", "patient"]),
        ("Condition", vec!["code", "subject"]),
        ("Immunization", vec!["status", "vaccineCode", "patient"]),
        ("Observation", vec!["status", "code", "subject", "performer"]),
        ("Organization", vec!["name", "identifier"]),
    ];
    for (kind, fields) in required {
        let all = resources(&bundle, kind);
        assert!(!all.is_empty(), "{kind}");
        for one in all {
            for field in &fields {
                assert!(!one[*field].is_null(), "{kind}.{field}: {one}");
            }
        }
    }
    // A date that the profile wants is there, or is said to be unknown.
    let told = |one: &Value, keys: &[&str]| keys.iter().any(|key| !one[*key].is_null());
    for one in resources(&bundle, "MedicationStatement") {
        assert!(told(one, &["effectivePeriod", "effectiveDateTime", "_effectiveDateTime"]), "{one}");
    }
    for one in resources(&bundle, "Immunization") {
        assert!(told(one, &["occurrenceDateTime", "_occurrenceDateTime"]), "{one}");
    }
    for one in resources(&bundle, "Observation") {
        assert!(told(one, &["effectiveDateTime", "_effectiveDateTime"]), "{one}");
        let has_value = told(one, &["valueQuantity", "valueString", "component"]);
        assert_ne!(has_value, told(one, &["dataAbsentReason"]), "obs-6: {one}");
    }
}

#[test]
fn nothing_in_the_document_is_empty_as_fhir_forbids() {
    fn check(value: &Value, at: &str) {
        match value {
            Value::Null => panic!("{at} is null"),
            Value::String(text) => assert!(!text.trim().is_empty(), "{at} is empty"),
            Value::Array(values) => {
                assert!(!values.is_empty(), "{at} is empty");
                values.iter().for_each(|value| check(value, at));
            }
            Value::Object(fields) => {
                assert!(!fields.is_empty(), "{at} is empty");
                fields.iter().for_each(|(name, value)| check(value, name));
            }
            _ => {}
        }
    }
    check(&summary(full()), "Bundle");
    check(&summary(nothing_at_all()), "Bundle");
}

#[test]
fn nil_known_is_said_only_from_a_coded_statement_when_nobody_is_missing() {
    let with = |sources: Vec<SourceReport>| {
        let mut everything = nothing_at_all();
        everything.allergies.sources = sources;
        empty_reason(&summary(everything), "48765-2")
    };
    let known = || none_known(SURGERY, "No known allergies");
    assert_eq!(with(vec![known()]).as_deref(), Some("nilknown"));
    assert_eq!(with(vec![known(), answered(HOSPITAL, 0)]).as_deref(), Some("nilknown"));
    assert_eq!(with(vec![answered(SURGERY, 0)]).as_deref(), Some("unavailable"));
    for missing in [failed(HOSPITAL), waiting(HOSPITAL), not_asked(HOSPITAL), failed_with_copy(HOSPITAL, 0)] {
        assert_eq!(with(vec![known(), missing.clone()]).as_deref(), Some("unavailable"), "{missing:?}");
    }
    assert_eq!(with(Vec::new()).as_deref(), Some("unavailable"));
}

#[test]
fn what_was_not_chosen_or_lies_outside_the_days_is_never_nil_known() {
    let mut everything = full();
    everything.allergies.entries.clear();
    everything.allergies.sources = vec![none_known(SURGERY, "No known allergies")];
    let mut only_medicines = chosen(Format::Summary);
    only_medicines.kinds = Kinds::just(Kind::Medicines);
    let bundle = of_contents(&contents(only_medicines, everything.clone()));
    assert_eq!(empty_reason(&bundle, "48765-2").as_deref(), Some("unavailable"));
    everything.allergies.entries = vec![held(
        Allergy {
            state: AllergyState::Ended,
            first_noticed: PartialDate::parse("2001"),
            ..allergy("Penicillin")
        },
        &[HOSPITAL],
    )];
    let mut recent = chosen(Format::Summary);
    recent.from = NaiveDate::from_ymd_opt(2020, 1, 1);
    let bundle = of_contents(&contents(recent, everything));
    assert_eq!(empty_reason(&bundle, "48765-2").as_deref(), Some("unavailable"));
}

#[test]
fn a_statement_that_there_is_none_stands_beside_what_another_lists() {
    let mut everything = nothing_at_all();
    everything.allergies.entries = vec![held(allergy("Penicillin"), &[HOSPITAL])];
    everything.allergies.sources = vec![none_known(SURGERY, "No known allergies"), answered(HOSPITAL, 1)];
    let bundle = summary(everything);
    assert_eq!(empty_reason(&bundle, "48765-2"), None);
    let words = section(&bundle, "48765-2")["text"]["div"].as_str().expect("words");
    assert!(words.contains("No known allergies") && words.contains("Penicillin"), "{words}");
}

#[test]
fn what_a_relative_has_is_no_condition_of_the_person_s() {
    let mut everything = nothing_at_all();
    everything.conditions.entries = vec![
        held(Condition { in_family: true, ..condition("Bowel cancer") }, &[SURGERY]),
        held(Condition { state: ConditionState::Past, ..condition("Measles") }, &[SURGERY]),
        held(Condition { certainty: Certainty::Refuted, ..condition("Angina") }, &[SURGERY]),
        held(condition("Asthma"), &[SURGERY]),
    ];
    let bundle = summary(everything);
    let of_section = |code| section(&bundle, code)["entry"].as_array().map_or(0, Vec::len);
    assert_eq!((of_section("11450-4"), of_section("11348-0")), (1, 2));
    assert!(!bundle.to_string().contains("Bowel cancer"));
    let status = |name: &str| {
        let all = resources(&bundle, "Condition");
        let one = all.into_iter().find(|one| one["code"]["text"] == name).expect("a condition");
        one["clinicalStatus"]["coding"][0]["code"].as_str().map(str::to_owned)
    };
    assert_eq!(status("Asthma").as_deref(), Some("active"));
    assert_eq!(status("Angina").as_deref(), Some("inactive"));
}

#[test]
fn codes_dates_and_bounds_stay_as_the_source_gave_them() {
    let mut result = test_result("CRP", 5.0, "mg/L");
    result.name.codes = vec![
        Code { system: CodeSystem::Snomed, code: "55235003".into() },
        Code { system: CodeSystem::Other("local codes".into()), code: "crp".into() },
    ];
    result.value =
        Some(ResultValue::Quantity { comparator: Some("<".into()), number: 0.1, unit: "mg/L".into() });
    result.taken = PartialDate::parse("2024-03");
    let bundle =
        summary(of(|everything| everything.test_results.entries = vec![held(result.clone(), &[SURGERY])]));
    let one = resources(&bundle, "Observation")[0];
    assert_eq!(
        one["code"]["coding"].as_array().map(Vec::len),
        Some(1),
        "a system without an address is none"
    );
    assert_eq!(one["code"]["coding"][0]["system"], "http://snomed.info/sct");
    assert_eq!(one["valueQuantity"], serde_json::json!({"value": 0.1, "unit": "mg/L", "comparator": "<"}));
    assert_eq!(one["effectiveDateTime"], "2024-03");
    assert!(one["category"].is_null(), "nobody said that it is a laboratory's");
}

#[test]
fn what_sources_wrote_cannot_break_the_document() {
    let nasty = "\u{0}<script>alert(1)</script>\" }\u{1b}";
    let bundle = summary(of(|everything| {
        everything.medicines.entries =
            vec![held(Medicine { note: Some(nasty.into()), ..medicine(nasty) }, &[SURGERY])];
    }));
    let words = section(&bundle, "10160-0")["text"]["div"].as_str().expect("words");
    assert!(words.contains("&lt;script&gt;") && !words.contains("<script"), "{words}");
    let note = &resources(&bundle, "MedicationStatement")[0]["note"][0]["text"];
    assert_eq!(note, "<script>alert(1)</script>\" }");
}
