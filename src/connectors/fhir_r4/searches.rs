//! Which searches make up a kind of entry.

use crate::domain::Kind;

/// A search by patient for one type of resource.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    pub resource_type: &'static str,
    /// Referenced resources that the server is asked to send along.
    pub includes: &'static [&'static str],
    /// Whether a server may do without this type: that it has none is then nothing that is missing.
    pub is_extra: bool,
}

const fn search(resource_type: &'static str, includes: &'static [&'static str]) -> Search {
    Search { resource_type, includes, is_extra: false }
}

const fn extra(resource_type: &'static str, includes: &'static [&'static str]) -> Search {
    Search { resource_type, includes, is_extra: true }
}

/// The searches for a kind.
pub fn searches(kind: Kind) -> Vec<Search> {
    match kind {
        Kind::Appointments => vec![search("Appointment", &["Appointment:actor"])],
        Kind::Medicines => vec![
            search("MedicationRequest", &["MedicationRequest:medication"]),
            search("MedicationStatement", &["MedicationStatement:medication"]),
            // What the hospital's pharmacy gave out; many servers keep none of it.
            extra("MedicationDispense", &["MedicationDispense:medication"]),
        ],
        Kind::Allergies => vec![search("AllergyIntolerance", &[])],
        Kind::Conditions => vec![search("Condition", &[])],
        Kind::TestResults => vec![
            search("Observation", &["Observation:specimen"]),
            search("DiagnosticReport", &["DiagnosticReport:result"]),
        ],
        Kind::Letters => vec![search("DocumentReference", &[])],
        Kind::Vaccinations => vec![search("Immunization", &[])],
        Kind::Visits => vec![search("Encounter", &["Encounter:location"])],
        Kind::Referrals => {
            vec![search("ServiceRequest", &["ServiceRequest:requester", "ServiceRequest:performer"])]
        }
        Kind::CarePlans => vec![search(
            "CarePlan",
            &["CarePlan:goal", "CarePlan:condition", "CarePlan:activity-reference", "CarePlan:care-team"],
        )],
        // Where a prescription is, only the services that send it know.
        Kind::Prescriptions => Vec::new(),
        // The patients are read one by one.
        Kind::Details => Vec::new(),
        Kind::Messages => vec![search("Communication", &["Communication:sender"])],
        Kind::Questionnaires => vec![
            search("Task", &["Task:focus", "Task:requester", "Task:owner"]),
            search("QuestionnaireResponse", &["QuestionnaireResponse:questionnaire"]),
        ],
    }
}
