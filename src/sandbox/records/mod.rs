//! The made-up records: builders for each kind of entry, and what each organisation holds about each person.

pub mod allergies;
pub mod answer_lists;
pub mod appointments;
pub mod calendar;
pub mod care_plans;
pub mod codes;
pub mod conditions;
pub mod contacts;
pub mod documents;
pub mod holder;
pub mod letters;
pub mod long_questionnaire;
pub mod malformed;
pub mod medicines;
pub mod messages;
pub mod openehr;
pub mod questionnaires;
pub mod referrals;
pub mod results;
pub mod stories;
pub mod stray;
pub mod supporting;
pub mod vaccinations;
pub mod visits;

use chrono::NaiveDate;
use serde_json::{Value, json};

use holder::Holder;

/// All that one organisation holds about one person.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub appointments: Vec<appointments::Appointment>,
    pub medicines: Vec<medicines::Medicine>,
    pub allergies: Vec<allergies::Allergy>,
    pub conditions: Vec<conditions::Condition>,
    pub results: Vec<results::TestResult>,
    pub letters: Vec<letters::Letter>,
    pub vaccinations: Vec<vaccinations::Vaccination>,
    pub visits: Vec<visits::Visit>,
    pub referrals: Vec<referrals::Referral>,
    pub care_plans: Vec<care_plans::CarePlan>,
    pub questionnaires: Vec<questionnaires::AskedQuestionnaire>,
    pub messages: Vec<messages::Conversation>,
    pub warnings: Vec<Warning>,
    /// What a FHIR R4 server holds besides, marked as confidential.
    pub confidential: Option<Box<Record>>,
    /// What it holds besides, labelled as not for the patient: nobody ever sees it, and it is counted nowhere.
    pub not_for_patient: Option<Box<Record>>,
    /// Entries that cannot be read stand among the good ones.
    pub muddled: bool,
}

/// What a surgery says about its own lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// The record transfer is not complete; what was recorded before this day may be missing.
    DataInTransit(NaiveDate),
    ConfidentialItems,
}

impl Record {
    /// How many entries a person would count; a panel is one.
    #[cfg(test)]
    pub fn entries(&self) -> usize {
        self.appointments.len()
            + self.medicines.len()
            + self.allergies.iter().filter(|allergy| !allergy.is_none_known()).count()
            + self.conditions.len()
            + self.results.len()
            + self.letters.len()
            + self.vaccinations.len()
            + self.visits.len()
            + self.referrals.len()
            + self.care_plans.len()
            + self.questionnaires.len()
            + self.confidential.as_ref().map_or(0, |record| record.entries())
    }

    /// Every resource about the person, as a FHIR R4 server holds them.
    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut all = Vec::new();
        all.extend(self.appointments.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.medicines.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.allergies.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.conditions.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.results.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.letters.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.vaccinations.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.visits.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.referrals.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.care_plans.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.questionnaires.iter().flat_map(|entry| entry.r4(holder)));
        all.extend(self.messages.iter().flat_map(|conversation| conversation.r4(holder)));
        let confidential = self.confidential.iter().flat_map(|record| record.r4(holder));
        all.extend(
            confidential.map(|resource| labelled(resource, "v3-Confidentiality", ("R", "restricted"))),
        );
        let not_for_patient = self.not_for_patient.iter().flat_map(|record| record.r4(holder));
        let label = (
            "NOPAT",
            "no disclosure to patient, family or caregivers without attending provider's authorization",
        );
        all.extend(not_for_patient.map(|resource| labelled(resource, "v3-ActCode", label)));
        all
    }
}

/// With a security label of one of HL7's code systems.
fn labelled(mut resource: Value, system: &str, (code, display): (&str, &str)) -> Value {
    let system = format!("http://terminology.hl7.org/CodeSystem/{system}");
    resource["meta"]["security"] = json!([{ "system": system, "code": code, "display": display }]);
    resource
}
