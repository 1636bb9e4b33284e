//! An answer, kind by kind, without knowing the kinds' types.

use crate::domain::{
    Allergy, Answer, Appointment, AskedQuestionnaire, CarePlan, Condition, InAnswer, Kind, Letter, Medicine,
    PersonDetails, Prescription, Referral, TestResult, Vaccination, Visit,
};

/// What was told of one kind.
pub struct Told {
    pub kind: Kind,
    pub ids: Vec<String>,
    pub set_aside: u32,
}

/// Everything that an answer tells.
pub fn told(answer: &Answer) -> Vec<Told> {
    let all = [
        one::<Appointment>(answer),
        one::<Medicine>(answer),
        one::<Allergy>(answer),
        one::<Condition>(answer),
        one::<TestResult>(answer),
        one::<Letter>(answer),
        one::<Vaccination>(answer),
        one::<Visit>(answer),
        one::<Referral>(answer),
        one::<CarePlan>(answer),
        one::<Prescription>(answer),
        one::<AskedQuestionnaire>(answer),
        one::<PersonDetails>(answer),
    ];
    let told: Vec<_> = all.into_iter().flatten().collect();
    let entries: usize = told.iter().map(|told| told.ids.len()).sum();
    assert_eq!(entries, answer.len(), "a kind is missing in the list above");
    told
}

fn one<T: InAnswer>(answer: &Answer) -> Option<Told> {
    let part = T::part(answer)?;
    let ids = part.entries.iter().map(|entry| entry.source_id().to_owned()).collect();
    Some(Told { kind: T::KIND, ids, set_aside: part.set_aside })
}
