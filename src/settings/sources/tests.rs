//! What a sources file may say, and how it is refused.

use std::path::Path;

use super::*;
use crate::domain::Kind;

const GOOD: &str = r#"
[[source]]
name = "Riverside Hospital"
ods_code = "RX1"
setting = "hospital"
protocol = "fhir-r4"
base_url = "https://fhir.riverside.example/r4"
phone = "01632 960 001"
offers = ["appointments", "test-results"]
records_start = "2015-04"
"#;

fn error_of(text: &str) -> String {
    SourcesFile::parse(text, Path::new("sources.toml")).expect_err("a file with an error").to_string()
}

#[test]
fn a_good_file_is_read() {
    let file = SourcesFile::parse(GOOD, Path::new("sources.toml")).expect("a good file");
    assert_eq!(file.source.len(), 1);
    assert!(file.source[0].kinds().contains(Kind::TestResults));
    assert!(!file.source[0].allow_private_addresses);
}

const AGGREGATOR: &str = r#"
[[source]]
name = "Patient Care Aggregator"
ods_code = "X98"
setting = "national"
protocol = "patient-care-aggregator"
base_url = "https://api.service.nhs.uk/patient-care-aggregator-api"
offers = ["appointments", "letters"]
"#;

#[test]
fn the_aggregator_needs_nhs_login_unless_practice_mode_says_otherwise() {
    let path = Path::new("sources.toml");
    let read = |text: &str| SourcesFile::parse(text, path).expect("a good file");
    let usual = read(AGGREGATOR);
    assert!(usual.source[0].needs_nhs_login() && usual.check_for_real_people(path).is_ok());
    let practice = read(&format!("{AGGREGATOR}needs_nhs_login = false\n"));
    assert!(!practice.source[0].needs_nhs_login());
    let refused = practice.check_for_real_people(path).expect_err("a refusal").to_string();
    assert!(refused.contains("Patient Care Aggregator") && refused.contains("practice mode"), "{refused}");
    let hospital = read(&format!("{GOOD}needs_nhs_login = false\n"));
    assert!(hospital.check_for_real_people(path).is_ok() && !read(GOOD).source[0].needs_nhs_login());
}

#[test]
fn prescriptions_need_nhs_login_and_only_the_national_ones_an_approval() {
    let path = Path::new("sources.toml");
    for (protocol, needs_approval) in
        [("prescriptions-for-patients", true), ("gp-connect-prescriptions", false)]
    {
        let text = AGGREGATOR
            .replace("\"patient-care-aggregator\"", &format!("{protocol:?}"))
            .replace("[\"appointments\", \"letters\"]", "[\"prescriptions\"]");
        let file = SourcesFile::parse(&text, path).expect("a good file");
        assert!(file.source[0].needs_nhs_login(), "{protocol}");
        assert_eq!(file.source[0].protocol.needs_approval(), needs_approval, "{protocol}");
        let practice =
            SourcesFile::parse(&format!("{text}needs_nhs_login = false\n"), path).expect("a good file");
        assert!(practice.check_for_real_people(path).is_err(), "{protocol}");
    }
}

#[test]
fn a_surgery_s_record_is_asked_for_nothing_that_it_has_no_section_for() {
    for kind in ["appointments", "care-plans", "questionnaires", "messages"] {
        let surgery = GOOD
            .replace("fhir-r4", "gp-connect")
            .replace("test-results", kind)
            .replace("appointments\", \"", "letters\", \"");
        let refused = error_of(&format!("{surgery}spine_from = \"1\"\nspine_to = \"2\"\n"));
        assert!(refused.contains(&format!("offers names {kind}")), "{refused}");
    }
}

#[test]
fn only_those_who_send_prescriptions_are_asked_where_they_are() {
    let hospital = error_of(&GOOD.replace("\"test-results\"", "\"prescriptions\""));
    assert!(hospital.contains("offers names prescriptions"), "{hospital}");
}

#[test]
fn an_error_names_the_line_and_what_is_expected() {
    let wrong = error_of(&GOOD.replace("\"hospital\"", "\"castle\""));
    assert!(wrong.contains("line 5") && wrong.contains("castle") && wrong.contains("community"), "{wrong}");
    let unknown = error_of(&format!("{GOOD}\nfone = \"1\"\n"));
    assert!(unknown.contains("fone") && unknown.contains("phone"), "{unknown}");
    let missing = error_of(&GOOD.replace("ods_code = \"RX1\"\n", ""));
    assert!(missing.contains("ods_code"), "{missing}");
}

#[test]
fn what_makes_no_sense_is_told_with_the_line_of_its_table() {
    let line = |text: &str, header: &str| text[..text.rfind(header).expect("a header")].lines().count() + 1;
    let twice = format!("{GOOD}{GOOD}");
    let same_kind = SURGERY.replace("[\"appointments\"]", "[\"appointments\", \"conditions\"]");
    let keyless = DIRECTORIES.replace(", key_env = \"FRONT_DOOR_DIRECTORY_KEY\"", "");
    for (text, header) in [
        (twice, "[[source]]"),
        (same_kind, "[[source.interface]]"),
        (keyless, "[directories.services]"),
        (
            format!("{GOOD}\n\n[[not_connected]]\nname = \" \"\nods_code = \"RX2\"\nsetting = \"gp\"\n"),
            "[[not_connected]]",
        ),
    ] {
        let error = error_of(&text);
        assert!(error.contains(&format!("line {}:", line(&text, header))), "{error}");
    }
}

#[test]
fn every_example_that_we_publish_is_a_good_file() {
    let pages = [include_str!("../../../README.md"), include_str!("../../../docs/operations.md")];
    let blocks: Vec<_> = pages
        .iter()
        .flat_map(|page| page.split("```toml").skip(1))
        .filter_map(|after| after.split("```").next())
        .filter(|block| block.contains("[[source]]") || block.contains("[directories."))
        .collect();
    assert!(blocks.len() >= 3, "{}", blocks.len());
    for block in &blocks {
        let file = SourcesFile::parse(block, Path::new("example.toml"));
        let says_something =
            |file: SourcesFile| !file.source.is_empty() || file.directories.all().next().is_some();
        assert!(file.is_ok_and(says_something), "{block}");
    }
    assert!(blocks.iter().any(|block| block.contains("[directories.services]")));
    let shown = [
        "fhir-r4",
        "gp-connect",
        "patient-care-aggregator",
        "openehr",
        "immunisation-history",
        "prescriptions-for-patients",
        "gp-connect-prescriptions",
        "gp-connect-appointments",
        "pds",
        "validated-relationships",
    ];
    for protocol in shown {
        let wanted = format!("protocol = \"{protocol}\"");
        assert!(pages.iter().all(|page| page.contains(&wanted)), "{protocol} is not shown in both");
    }
}

#[test]
fn a_file_that_makes_no_sense_is_refused_in_words() {
    assert!(error_of(&format!("{GOOD}{GOOD}")).contains("listed twice"));
    assert!(error_of(&GOOD.replace("https://", "ftp://")).contains("base_url"));
    assert!(error_of(&GOOD.replace("[\"appointments\", \"test-results\"]", "[]")).contains("offers"));
    let basic = format!("{GOOD}auth = {{ type = \"basic\", user = \"front-door\" }}\n");
    assert!(error_of(&basic).contains("password_file or password_env"));
    for protocol in ["openehr", "immunisation-history", "prescriptions-for-patients"] {
        let other = error_of(&GOOD.replace("fhir-r4", protocol));
        assert!(other.contains("offers names appointments"), "{other}");
    }
    let book = error_of(&GOOD.replace("fhir-r4", "gp-connect-appointments"));
    assert!(book.contains("offers names test-results"), "{book}");
    let bearer = format!("{GOOD}auth = {{ type = \"bearer\" }}\n");
    assert!(error_of(&bearer).contains("token_file or token_env"));
}

const SURGERY: &str = r#"
[[source]]
name = "Hill Street Surgery"
ods_code = "A81001"
setting = "gp"
protocol = "gp-connect"
base_url = "https://gp.hill-street.example/A81001"
ca_file = "hill-street.pem"
approval = "NHS England, 12 March 2027"
spine_from = "200000000001"
spine_to = "200000000002"
from_age = 16
offers = ["medicines", "conditions"]

[[source.interface]]
protocol = "fhir-r4"
base_url = "https://booking.hill-street.example/r4"
spine_to = "200000000003"
offers = ["appointments"]
"#;

#[test]
fn a_further_interface_has_its_own_address_and_kinds_and_the_rest_from_its_source() {
    let file = SourcesFile::parse(SURGERY, Path::new("sources.toml")).expect("a good file");
    let interfaces = file.source[0].interfaces();
    let [record, booking] = &interfaces[..] else { panic!("{interfaces:?}") };
    assert_eq!((record.protocol, booking.protocol), (Protocol::GpConnect, Protocol::FhirR4));
    assert_eq!(booking.base_url.host_str(), Some("booking.hill-street.example"));
    assert_eq!(booking.kinds(), crate::domain::Kinds::just(Kind::Appointments));
    assert_eq!((&booking.name, &booking.ods_code), (&record.name, &record.ods_code));
    assert_eq!((&booking.ca_file, booking.from_age), (&record.ca_file, Some(16)));
    assert_eq!(booking.spine_from.as_deref(), Some("200000000001"));
    assert_eq!(booking.spine_to.as_deref(), Some("200000000003"));
}

#[test]
fn an_approval_is_for_one_interface_and_only_a_need_of_nhs_login_is_passed_on() {
    let read = |text: &str| {
        let file = SourcesFile::parse(text, Path::new("sources.toml")).expect("a good file");
        file.source[0].interfaces().remove(1)
    };
    assert_eq!(read(SURGERY).approval, None);
    let source_says =
        |says: &str| read(&SURGERY.replace("from_age = 16", &format!("needs_nhs_login = {says}")));
    assert_eq!(source_says("true").needs_nhs_login, Some(true));
    assert_eq!(
        source_says("false").needs_nhs_login,
        None,
        "each interface says for itself that it needs none"
    );
    let hospital_letters = SURGERY.replace("fhir-r4", "patient-care-aggregator");
    assert!(read(&hospital_letters).needs_nhs_login());
}

#[test]
fn an_interface_for_the_patient_alone_is_refused_an_own_log_in_wherever_it_stands() {
    let path = Path::new("sources.toml");
    let text = format!("{SURGERY}needs_nhs_login = false\n").replace("fhir-r4", "patient-care-aggregator");
    let file = SourcesFile::parse(&text, path).expect("a good file");
    let refused = file.check_for_real_people(path).expect_err("a refusal").to_string();
    assert!(refused.contains("Hill Street Surgery") && refused.contains("practice mode"), "{refused}");
}

#[test]
fn two_interfaces_that_offer_the_same_kind_are_refused_by_name() {
    let error = error_of(&SURGERY.replace("[\"appointments\"]", "[\"appointments\", \"conditions\"]"));
    for word in ["Hill Street Surgery", "gp-connect", "fhir-r4", "conditions", "one of them"] {
        assert!(error.contains(word), "{word}: {error}");
    }
}

#[test]
fn an_interface_is_refused_like_a_source_and_named() {
    let unknown = error_of(&format!("{SURGERY}fone = \"1\"\n"));
    assert!(unknown.contains("fone") && unknown.contains("line 20"), "{unknown}");
    let nothing = error_of(&SURGERY.replace("offers = [\"appointments\"]\n", ""));
    assert!(nothing.contains("interface fhir-r4: offers must name"), "{nothing}");
    let of_organisation = error_of(&format!("{SURGERY}ods_code = \"A81002\"\n"));
    assert!(of_organisation.contains("ods_code"), "{of_organisation}");
    let address = error_of(&SURGERY.replace("https://booking", "ftp://booking"));
    assert!(address.contains("interface fhir-r4: base_url"), "{address}");
}

const DIRECTORIES: &str = r#"
[directories.organisation_data]
name = "Organisation Data Terminology"
ods_code = "X91"
base_url = "https://api.service.nhs.uk/organisation-data-terminology-api/fhir"
auth = { type = "api-key", key_file = "national.key" }

[directories.services]
name = "Directory of Healthcare Services"
ods_code = "X92"
base_url = "https://api.service.nhs.uk/service-search-api"
auth = { type = "api-key", key_env = "FRONT_DOOR_DIRECTORY_KEY" }
"#;

#[test]
fn directories_are_read_and_may_be_left_out() {
    let read = |text: &str| SourcesFile::parse(text, Path::new("sources.toml")).expect("a good file");
    assert_eq!(read(GOOD).directories.all().count(), 0);
    let both = read(&format!("{GOOD}{DIRECTORIES}"));
    let names: Vec<_> = both.directories.all().map(|(_, key, entry)| (key, entry.name.as_str())).collect();
    assert_eq!(
        names,
        [
            ("organisation_data", "Organisation Data Terminology"),
            ("services", "Directory of Healthcare Services")
        ]
    );
    assert!(both.directories.all().all(|(_, _, entry)| entry.connections == 8));
}

#[test]
fn a_directory_with_an_unknown_key_or_without_its_secret_is_refused_in_words() {
    let wrong = error_of(&format!("{DIRECTORIES}\noffers = [\"letters\"]\n"));
    assert!(wrong.contains("offers"), "{wrong}");
    let unknown = error_of(&DIRECTORIES.replace("directories.services", "directories.dentists"));
    assert!(unknown.contains("dentists"), "{unknown}");
    let keyless = error_of(&DIRECTORIES.replace(", key_file = \"national.key\"", ""));
    assert!(keyless.contains("organisation_data") && keyless.contains("key_file or key_env"), "{keyless}");
    let twice = error_of(&DIRECTORIES.replace("X92", "X91"));
    assert!(twice.contains("listed twice"), "{twice}");
    let ftp = error_of(&DIRECTORIES.replace("https://", "ftp://"));
    assert!(ftp.contains("base_url"), "{ftp}");
}

#[test]
fn the_relationships_service_offers_nothing_and_is_for_the_patient_alone() {
    let text = GOOD
        .replace("fhir-r4", "validated-relationships")
        .replace("offers = [\"appointments\", \"test-results\"]\n", "");
    let path = Path::new("sources.toml");
    let file = SourcesFile::parse(&text, path).expect("a good file");
    assert!(file.source[0].needs_nhs_login() && file.check_for_real_people(path).is_ok());
    let open = SourcesFile::parse(&format!("{text}needs_nhs_login = false\n"), path).expect("a good file");
    assert!(open.check_for_real_people(path).is_err());
    let offering = error_of(&GOOD.replace("fhir-r4", "validated-relationships"));
    assert!(offering.contains("offers names appointments"), "{offering}");
    assert!(error_of(&GOOD.replace("fhir-r4", "organisation-data")).contains("unknown variant"));
}
