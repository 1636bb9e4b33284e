//! One entry of a kind, to stand in an answer about somebody else when that fault is set.

use super::Record;
use super::allergies::allergy;
use super::appointments::appointment;
use super::calendar::Calendar;
use super::care_plans::care_plan;
use super::codes::*;
use super::conditions::condition;
use super::letters::letter;
use super::medicines::acute;
use super::messages::conversation;
use super::questionnaires::{after_your_stay, asked};
use super::referrals::referral;
use super::results::{panel, single, value};
use super::vaccinations::vaccination;
use super::visits::visit;

/// A record of one entry that a search for `resource_type` would find.
pub fn stray(resource_type: &str, calendar: &Calendar) -> Record {
    let mut record = Record::default();
    let day = calendar.day(-20);
    let hba1c = value(HBA1C, 61.0, "mmol/mol", Some(20.0), Some(42.0));
    match resource_type {
        "Appointment" => {
            record.appointments = vec![appointment("stray", "Somebody else’s clinic", calendar.at(4, 10, 0))];
        }
        "MedicationRequest" => record.medicines = vec![acute("stray", TRAMADOL, "One four times a day", day)],
        "MedicationStatement" => {
            record.medicines = vec![acute("stray", TRAMADOL, "One four times a day", day).reported()]
        }
        "AllergyIntolerance" => record.allergies = vec![allergy(ASPIRIN_ALLERGY, day)],
        "Condition" => record.conditions = vec![condition(MIXED_ANXIETY_AND_DEPRESSION, day)],
        "Observation" => record.results = vec![single("stray", hba1c, day)],
        "DiagnosticReport" => record.results = vec![panel("stray", HBA1C, day, vec![hba1c])],
        "DocumentReference" => {
            record.letters =
                vec![letter("stray", "Somebody else’s letter", day, "This is about somebody else.")];
        }
        "Immunization" => record.vaccinations = vec![vaccination(FLU_VACCINATION, &[INFLUENZA], day)],
        "Encounter" => record.visits = vec![visit("stray", "Somebody else’s visit", calendar.at(-20, 9, 0))],
        "ServiceRequest" | "ReferralRequest" => {
            record.referrals = vec![referral("stray", REFERRAL_TO_DIETITIAN, day)];
        }
        "CarePlan" => {
            record.care_plans =
                vec![care_plan("stray", "Somebody else’s plan", day).activity("Rest", "in-progress")];
        }
        "Task" | "QuestionnaireResponse" => {
            let one = asked("stray", "Somebody else’s questionnaire", day, after_your_stay);
            record.questionnaires = vec![one.begun(day)];
        }
        "Communication" => {
            let sent = calendar.at(-20, 9, 0);
            record.messages = vec![conversation("stray", "Somebody else’s message").asks(sent, "Not yours")];
        }
        _ => {}
    }
    record
}
