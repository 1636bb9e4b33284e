//! Every server answers in the shape that it claims, about the right person, to the last page.

use std::collections::HashSet;

use serde_json::Value;

use super::*;
use crate::sandbox::organisations::{DEMOGRAPHICS, NORTHFIELD, RIVERSIDE, VALE};

const TRUSTS: [&str; 3] = [RIVERSIDE, NORTHFIELD, VALE];
const TYPES: [&str; 15] = [
    "Appointment",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationDispense",
    "AllergyIntolerance",
    "Condition",
    "Observation",
    "DiagnosticReport",
    "DocumentReference",
    "Immunization",
    "Encounter",
    "ServiceRequest",
    "CarePlan",
    "Task",
    "QuestionnaireResponse",
];

fn list<'a>(bundle: &'a Value, title: &str) -> &'a Value {
    resources(bundle, "List").into_iter().find(|list| list["title"] == title).expect("a list")
}

fn listed(list: &Value) -> Vec<&str> {
    let entries = list["entry"].as_array().into_iter().flatten();
    entries.filter_map(|entry| entry["item"]["reference"].as_str()).collect()
}

#[tokio::test]
async fn a_structured_record_lists_what_it_holds_and_everything_listed_is_in_it() {
    let practice = practice().await;
    for ods_code in SURGERIES {
        let bundle = practice.bundle(ods_code, "sam", &EVERYTHING).await;
        assert_eq!(bundle["type"], "collection");
        assert_eq!(subjects(&bundle).len(), 1, "one person");
        let names: HashSet<_> = bundle["entry"]
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| &entry["resource"])
            .filter_map(|one| Some(format!("{}/{}", one["resourceType"].as_str()?, one["id"].as_str()?)))
            .collect();
        for list in resources(&bundle, "List") {
            for name in listed(list).iter().filter(|name| !name.starts_with('#')) {
                assert!(names.contains(*name), "{name} of {} is missing", list["title"]);
            }
        }
        assert!(!listed(list(&bundle, "Medications and medical devices")).is_empty());
        assert_eq!(
            listed(list(&bundle, "Outbound referral")).len(),
            if ods_code == HILL_STREET { 2 } else { 0 }
        );
        assert!(
            !resources(&bundle, "MedicationRequest").is_empty()
                && !resources(&bundle, "Medication").is_empty()
        );
    }
}

#[tokio::test]
async fn a_structured_record_holds_only_the_sections_asked_for() {
    let practice = practice().await;
    let bundle = practice.bundle(HILL_STREET, "sam", &["includeAllergies"]).await;
    assert_eq!(resources(&bundle, "List").len(), 2);
    assert!(resources(&bundle, "MedicationStatement").is_empty());
    assert_eq!(listed(list(&bundle, "Ended allergies")).len(), 1);
}

#[tokio::test]
async fn an_empty_record_says_no_content_recorded_on_every_list() {
    let practice = practice().await;
    let bundle = practice.bundle(HILL_STREET, "nadia", &EVERYTHING).await;
    let lists = resources(&bundle, "List");
    assert!(lists.len() >= EVERYTHING.len());
    assert!(lists.iter().all(|list| list["emptyReason"]["coding"][0]["code"] == "no-content-recorded"));
}

#[tokio::test]
async fn a_record_transfer_under_way_stands_on_every_list() {
    let practice = practice().await;
    let bundle = practice.bundle(MILL_LANE, "trang", &["includeAllergies", "includeMedication"]).await;
    for list in resources(&bundle, "List") {
        assert!(list["note"][0]["text"].as_str().is_some_and(|note| note.contains("not yet complete")));
        let codes: Vec<_> =
            list["extension"].as_array().expect("extensions").iter().map(|one| &one["valueCode"]).collect();
        assert!(codes.contains(&&json!("data-in-transit")) && codes.contains(&&json!("confidential-items")));
    }
}

#[tokio::test]
async fn a_surgery_refuses_what_it_cannot_answer_with_an_operation_outcome() {
    let practice = practice().await;
    let code = |outcome: &Value| outcome["issue"][0]["details"]["coding"][0]["code"].clone();
    for (number, status, expected) in [
        ("9990008078", 404, "PATIENT_NOT_FOUND"),
        ("9990000019", 400, "INVALID_NHS_NUMBER"),
        ("9990006059", 404, "PATIENT_NOT_FOUND"),
    ] {
        let answer = practice.structured(HILL_STREET, number, &EVERYTHING).await.expect("an answer");
        assert_eq!(answer.status(), status);
        assert_eq!(code(&answer.json().await.expect("JSON")), expected);
    }
    let url = format!("{}{}", practice.base(HILL_STREET), crate::sandbox::gp_connect::OPERATION);
    let answer = practice.client.post(url).body("{}").send().await.expect("an answer");
    assert_eq!(answer.status(), 400, "the Ssp headers are missing");
}

#[tokio::test]
async fn every_search_of_every_trust_tells_only_of_the_person_asked_about() {
    let practice = practice().await;
    for person in practice.sandbox.people().iter() {
        for ods_code in TRUSTS.into_iter().filter(|code| person.is_known_to(code)) {
            let id = practice.patient_id(ods_code, person).await;
            for resource_type in TYPES {
                let bundle =
                    practice.json(ods_code, &format!("/{resource_type}?patient={id}&_count=100")).await;
                if bundle["resourceType"] == "OperationOutcome" {
                    continue;
                }
                assert_eq!(
                    (&bundle["resourceType"], &bundle["type"]),
                    (&json!("Bundle"), &json!("searchset"))
                );
                let about = subjects(&bundle);
                assert!(
                    about.is_empty() || about == [format!("Patient/{id}")],
                    "{} at {ods_code}",
                    person.key
                );
            }
        }
    }
}

#[tokio::test]
async fn paging_completes_and_repeats_nothing() {
    let practice = practice().await;
    let olive = practice.person("olive");
    let id = practice.patient_id(RIVERSIDE, &olive).await;
    let pages = practice.pages(RIVERSIDE, &format!("/Observation?patient={id}&_count=100")).await;
    assert_eq!(pages.len(), 13);
    let ids: HashSet<_> = pages
        .iter()
        .flat_map(|page| resources(page, "Observation"))
        .map(|one| one["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1_300);
    assert_eq!(pages[0]["total"], 1_300);
    assert!(link(&pages[0], "self").is_some_and(|url| url.contains(&format!("patient={id}"))));
}

#[tokio::test]
async fn a_long_record_counts_2000_entries_over_the_wire() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("olive")).await;
    let mut count = 0;
    for resource_type in TYPES {
        for page in practice.pages(RIVERSIDE, &format!("/{resource_type}?patient={id}&_count=100")).await {
            count += resources(&page, resource_type).len();
        }
    }
    let bundle = practice.bundle(HILL_STREET, "olive", &EVERYTHING).await;
    let top = [
        "Medications and medical devices",
        "Problems",
        "Immunisations",
        "List of consultations",
        "Uncategorised data",
    ];
    count += top.iter().map(|title| listed(list(&bundle, title)).len()).sum::<usize>();
    assert_eq!(count, 2_000);
}

#[tokio::test]
async fn includes_bring_what_entries_refer_to_marked_as_included() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    let path =
        format!("/Appointment?patient={id}&_include=Appointment:practitioner&_include=Appointment:location");
    let bundle = practice.json(RIVERSIDE, &path).await;
    let mode = |name: &str| {
        let entries = bundle["entry"].as_array().expect("entries").iter();
        entries
            .filter(|one| one["resource"]["resourceType"] == name)
            .map(|one| one["search"]["mode"].clone())
            .collect()
    };
    let (practitioners, appointments): (Vec<_>, Vec<_>) = (mode("Practitioner"), mode("Appointment"));
    assert!(practitioners.len() >= 2 && practitioners.iter().all(|mode| mode == "include"));
    assert!(appointments.iter().all(|mode| mode == "match"));
    assert!(resources(&bundle, "Patient").is_empty());
}

#[tokio::test]
async fn strict_handling_refuses_an_unknown_parameter_and_lenient_leaves_it_out_of_the_self_link() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    let path = format!("/Condition?patient={id}&colour=blue");
    let refused = practice.get(RIVERSIDE, &path).await.expect("an answer");
    assert_eq!(refused.status(), 400);
    let url = format!("{}{path}", practice.base(RIVERSIDE));
    let bundle: Value = practice.client.get(url).send().await.expect("an answer").json().await.expect("JSON");
    assert!(link(&bundle, "self").is_some_and(|url| !url.contains("colour")));
}

#[tokio::test]
async fn a_search_may_name_several_ids_of_one_person() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    let one = practice.json(RIVERSIDE, &format!("/Condition?patient={id}")).await;
    let two = practice.json(RIVERSIDE, &format!("/Condition?patient=unknown,Patient/{id}")).await;
    assert_eq!(resources(&one, "Condition"), resources(&two, "Condition"));
    assert!(!resources(&one, "Condition").is_empty());
}

#[tokio::test]
async fn a_search_that_names_nobody_is_refused_and_a_stranger_is_nobody() {
    let practice = practice().await;
    assert_eq!(practice.get(RIVERSIDE, "/Condition").await.expect("an answer").status(), 400);
    let bundle = practice.json(RIVERSIDE, &format!("/Patient?identifier={NHS_NUMBER}%7C9990007063")).await;
    assert_eq!(bundle["total"], 0);
    assert!(bundle.get("entry").is_none());
}

#[tokio::test]
async fn a_letter_comes_as_text_or_as_a_pdf_file() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    let bundle = practice.json(RIVERSIDE, &format!("/DocumentReference?patient={id}")).await;
    let attachments: Vec<_> = resources(&bundle, "DocumentReference")
        .iter()
        .map(|one| one["content"][0]["attachment"].clone())
        .collect();
    assert!(attachments.iter().any(|one| one["data"].is_string()));
    let url = attachments.iter().find_map(|one| one["url"].as_str()).expect("a file");
    let file = practice.client.get(url).send().await.expect("an answer");
    assert_eq!(file.headers()["content-type"], "application/pdf");
    assert!(file.bytes().await.expect("bytes").starts_with(b"%PDF"));
}

#[tokio::test]
async fn demographics_tell_the_surgery_the_restriction_and_a_number_in_force() {
    let practice = practice().await;
    let sam = practice.json(DEMOGRAPHICS, "/Patient/9990000018").await;
    assert_eq!(sam["generalPractitioner"][0]["identifier"]["value"], HILL_STREET);
    assert_eq!(sam["meta"]["security"][0]["code"], "U");
    let robin = practice.json(DEMOGRAPHICS, "/Patient/9990006059").await;
    assert_eq!(robin["meta"]["security"][0]["code"], "R");
    assert!(robin.get("generalPractitioner").is_none() && robin.get("address").is_none());
    let sunita = practice.json(DEMOGRAPHICS, "/Patient/9990010099").await;
    assert_eq!(sunita["id"], "9990011109");
    for (number, status) in [("9990000019", 400), ("9990016151", 404)] {
        let answer = practice.get(DEMOGRAPHICS, &format!("/Patient/{number}")).await.expect("an answer");
        assert_eq!(answer.status(), status);
    }
}

#[tokio::test]
async fn entries_that_cannot_be_read_stand_among_good_ones_about_the_same_person() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("max")).await;
    let bundle = practice.json(RIVERSIDE, &format!("/Condition?patient={id}")).await;
    let codes: Vec<_> = resources(&bundle, "Condition").iter().map(|one| one["code"].is_object()).collect();
    assert!(codes.contains(&true) && codes.contains(&false));
    assert_eq!(subjects(&bundle), [format!("Patient/{id}")]);
}

#[tokio::test]
async fn something_is_coming_up_and_ids_do_not_change_with_the_day() {
    let practice = practice().await;
    let id = practice.patient_id(RIVERSIDE, &practice.person("sam")).await;
    let bundle =
        practice.json(RIVERSIDE, &format!("/Appointment?patient={id}&status=booked&date=ge2026-11-22")).await;
    assert!(resources(&bundle, "Appointment").len() >= 3);
    let folder = tempfile::tempdir().expect("a folder");
    let later = Options { now: now() + chrono::Duration::days(99), folder: folder.path().to_owned() };
    let later = start(later).await.expect("it starts");
    let later = Practice { client: trusting(&later), sandbox: later, _folder: folder };
    let again = later.json(RIVERSIDE, &format!("/Appointment?patient={id}&status=booked")).await;
    assert_eq!(resources(&bundle, "Appointment")[0]["id"], resources(&again, "Appointment")[0]["id"]);
}
