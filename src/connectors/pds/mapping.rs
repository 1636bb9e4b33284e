//! The service's `Patient` as demographics: pure.

use crate::access::FetchOrder;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{
    NHS_NUMBER_SYSTEM, Node, date, name, name_in_use, wrong_name_and_birth_date,
};
use crate::domain::{Demographics, NhsNumber, OdsCode};

/// Reads a `Patient`. Its id is the number in force: another one than was asked for when that was superseded.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when name and birth date are both another's.
pub fn demographics(patient: Node, order: &FetchOrder) -> Result<Demographics, ConnectorError> {
    if patient.resource_type() != "Patient" {
        return Err(ConnectorError::Unreadable("not a patient"));
    }
    let nhs_number =
        number_in_force(patient).ok_or(ConnectorError::Unreadable("a patient without a number"))?;
    if wrong_name_and_birth_date(patient, order.subject()) {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    let restricted = is_restricted(patient);
    let born = date(patient.at("birthDate")).and_then(|born| born.day());
    Ok(Demographics {
        nhs_number,
        names: names(patient),
        date_of_birth: born,
        gp_surgery: if restricted { None } else { gp_surgery(patient) },
        restricted,
        died: patient.at("deceasedDateTime").exists() || patient.at("deceasedBoolean").truth() == Some(true),
    })
}

pub(super) fn number_in_force(patient: Node) -> Option<NhsNumber> {
    let by_id = patient.id().and_then(|id| NhsNumber::from_source(&id).ok());
    let identifiers = patient.all("identifier").filter(|one| one.str_at("system") == Some(NHS_NUMBER_SYSTEM));
    by_id.or_else(|| identifiers.filter_map(|one| NhsNumber::from_source(&one.text_at("value")?).ok()).next())
}

/// Confidentiality `R` (restricted) and `V` (very restricted); `REDACTED` says that something was taken out.
pub(super) fn is_restricted(patient: Node) -> bool {
    let marks = patient.at("meta").all("security");
    marks.filter_map(|mark| mark.text_at("code")).any(|code| matches!(code.as_str(), "R" | "V" | "REDACTED"))
}

/// The name in use first.
fn names(patient: Node) -> Vec<String> {
    let mut names: Vec<String> = name_in_use(patient).into_iter().collect();
    for other in patient.all("name").filter_map(name) {
        if !names.contains(&other) {
            names.push(other);
        }
    }
    names
}

fn gp_surgery(patient: Node) -> Option<OdsCode> {
    let identifiers = patient.all("generalPractitioner").flat_map(|surgery| surgery.all("identifier"));
    let open = identifiers.filter(|identifier| !identifier.at("period").at("end").exists());
    let all = patient.all("generalPractitioner").flat_map(|surgery| surgery.all("identifier"));
    open.chain(all).find_map(|identifier| OdsCode::parse(&identifier.text_at("value")?).ok())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde_json::{Value, json};

    use super::*;
    use crate::connectors::test_support::order_for;

    fn read(file: &str, born: (i32, u32, u32), name: &str) -> Result<Demographics, ConnectorError> {
        let patient: Value = serde_json::from_str(file).expect("an example");
        demographics(Node::of(&patient), &order_for(name, born, "9000000009"))
    }

    #[test]
    fn the_published_example_is_read() {
        let found =
            read(include_str!("../examples/pds/Patient.json"), (2010, 10, 22), "Jane Smith").expect("read");
        assert_eq!(found.nhs_number.digits(), "9000000009");
        assert_eq!(found.names, ["Mrs Jane Smith"]);
        assert_eq!(found.date_of_birth, NaiveDate::from_ymd_opt(2010, 10, 22));
        assert_eq!(found.gp_surgery.map(String::from).as_deref(), Some("Y12345"));
        assert!(!found.restricted);
        assert!(found.died);
    }

    #[test]
    fn a_restricted_patient_has_no_surgery() {
        let file = include_str!("../examples/pds/Sensitive_Patient.json");
        let found = read(file, (2010, 10, 22), "Janet Smythe").expect("read");
        assert!(found.restricted);
        assert_eq!(found.gp_surgery, None);
    }

    #[test]
    fn a_patient_without_any_detail_is_read() {
        let found = read(include_str!("../examples/pds/Minimal_Patient.json"), (1950, 1, 1), "Ann Other")
            .expect("read");
        assert_eq!(found.nhs_number.digits(), "9000000033");
        assert!(found.names.is_empty());
        assert!(!found.restricted && !found.died);
    }

    #[test]
    fn a_very_restricted_or_redacted_record_counts_as_restricted() {
        for (code, restricted) in [("U", false), ("R", true), ("V", true), ("REDACTED", true)] {
            let patient = json!({"resourceType": "Patient", "id": "9990000018", "meta": {"security": [{"code": code}]}});
            let found = demographics(Node::of(&patient), &order_for("Ann Other", (1950, 1, 1), "9990000018"));
            assert_eq!(found.map(|found| found.restricted), Ok(restricted), "{code}");
        }
    }

    #[test]
    fn a_wrong_name_with_a_wrong_birth_date_is_somebody_else() {
        let file = include_str!("../examples/pds/Patient.json");
        assert_eq!(read(file, (1950, 1, 1), "Ann Other"), Err(ConnectorError::AboutSomebodyElse));
        assert!(read(file, (1950, 1, 1), "Jane Smith").is_ok());
        assert!(read(file, (2010, 10, 22), "Ann Other").is_ok());
    }
}
