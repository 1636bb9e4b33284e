//! Whose token goes with changes at national demographics, and which line is named where two entries do not go together.

use std::path::Path;

use super::*;

const DEMOGRAPHICS: &str = r#"[[source]]
name = "Personal Demographics Service"
ods_code = "X26PDS"
setting = "national"
protocol = "pds"
base_url = "https://api.service.nhs.uk/personal-demographics/FHIR/R4"
"#;
const KEY: &str =
    "token_url = \"https://api.example/token\", client_id = \"a\", key_id = \"k\", key_file = \"a.pem\"";

fn read(text: &str) -> Result<SourcesFile, String> {
    SourcesFile::parse(text, Path::new("sources.toml")).map_err(|why| why.to_string())
}

fn demographics(changes: &str) -> String {
    format!("{DEMOGRAPHICS}auth = {{ type = \"signed-jwt\", {KEY} }}\nchanges_auth = {{ {changes} }}\n")
}

#[test]
fn changes_go_with_the_patients_own_token_while_reading_goes_on_as_front_door() {
    let file = read(&demographics(&format!("type = \"token-exchange\", {KEY}"))).expect("a good file");
    assert!(matches!(file.source[0].auth, Auth::SignedJwt(_)));
    assert_eq!(file.source[0].changes_need_nhs_login(), Some(true));
    assert!(!file.source[0].needs_nhs_login(), "reading needs no patient");
    assert!(file.check_for_real_people(Path::new("sources.toml")).is_ok());
    let none = read(DEMOGRAPHICS).expect("a good file");
    assert_eq!(none.source[0].changes_need_nhs_login(), None);
}

#[test]
fn changes_as_front_door_itself_are_for_practice_alone_and_the_line_is_named() {
    let text = format!("# A comment.\n\n{}", demographics(&format!("type = \"signed-jwt\", {KEY}")));
    let file = read(&text).expect("a good file");
    let refused = file.check_for_real_people(Path::new("sources.toml")).expect_err("a refusal").to_string();
    assert!(refused.contains("line 3") && refused.contains("changes_auth"), "{refused}");
}

#[test]
fn only_demographics_have_an_auth_for_changes_and_it_is_checked() {
    let hospital = demographics(&format!("type = \"token-exchange\", {KEY}"))
        .replace("protocol = \"pds\"", "protocol = \"fhir-r4\"\noffers = [\"letters\"]");
    assert!(read(&hospital).expect_err("a refusal").contains("changes_auth is for pds"));
    let keyless = read(&demographics("type = \"bearer\"")).expect_err("a refusal");
    assert!(keyless.contains("changes_auth: auth must name"), "{keyless}");
}

#[test]
fn a_second_demographics_service_or_relationships_service_is_refused_with_its_line() {
    let second = DEMOGRAPHICS.replace("X26PDS", "X26PD2").replace("Personal", "Other");
    let refused = read(&format!("{DEMOGRAPHICS}\n{second}")).expect_err("a refusal");
    assert!(refused.contains("line 8") && refused.contains("pds"), "{refused}");
    let both = format!("{DEMOGRAPHICS}\n{second}").replace("\"pds\"", "\"validated-relationships\"");
    let refused = read(&both).expect_err("a refusal");
    assert!(refused.contains("line 8") && refused.contains("validated-relationships"), "{refused}");
}

#[test]
fn needs_nhs_login_false_for_real_people_is_refused_with_its_line() {
    let text = format!(
        "{DEMOGRAPHICS}\n{}needs_nhs_login = false\n",
        DEMOGRAPHICS.replace("X26PDS", "X26VRS").replace("\"pds\"", "\"validated-relationships\"")
    );
    let file = read(&text).expect("a good file");
    let refused = file.check_for_real_people(Path::new("sources.toml")).expect_err("a refusal").to_string();
    assert!(refused.contains("line 8"), "{refused}");
}
