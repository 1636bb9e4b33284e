//! All kinds together, for the first page and for "where your information comes from".

use crate::domain::{
    Allergy, Appointment, Condition, Gathered, Letter, Medicine, SourceReport, TestResult, Vaccination, Visit,
};

/// All that everyone told of every kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Everything {
    pub appointments: Gathered<Appointment>,
    pub medicines: Gathered<Medicine>,
    pub allergies: Gathered<Allergy>,
    pub conditions: Gathered<Condition>,
    pub test_results: Gathered<TestResult>,
    pub letters: Gathered<Letter>,
    pub vaccinations: Gathered<Vaccination>,
    pub visits: Gathered<Visit>,
    /// Each organisation once, with its worst state over all kinds.
    pub sources: Vec<SourceReport>,
}
