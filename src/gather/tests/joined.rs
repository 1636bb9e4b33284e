//! What stands together, what may be the same, and who contradicts whom.

use super::*;
use crate::gather::testing::told;

fn answered(ods_code: &str, setting: Setting) -> SourceReport {
    let organisation = Arc::new(organisation(ods_code, ods_code, setting));
    SourceReport {
        organisation,
        state: SourceState::Answered { at: started(), entries: 1, none_known: None },
    }
}

fn surgery() -> SourceReport {
    answered(SURGERY, Setting::Gp)
}

fn hospital() -> SourceReport {
    answered(HOSPITAL, Setting::Hospital)
}

fn states_none(report: SourceReport) -> SourceReport {
    let none_known = Some(NoneKnown { text: "No known allergies".into(), recorded: None });
    SourceReport { state: SourceState::Answered { at: started(), entries: 0, none_known }, ..report }
}

fn in_part(report: SourceReport) -> SourceReport {
    let state = SourceState::InPart { at: started(), entries: 1, set_aside: 1, notes: Vec::new() };
    SourceReport { state, ..report }
}

fn failed_with_copy(report: SourceReport) -> SourceReport {
    let copy = Some(OldCopy { told_at: started(), entries: 1 });
    SourceReport { state: SourceState::Failed { why: Failure::NoAnswer, copy }, ..report }
}

fn taken(dosage: &str) -> Medicine {
    aspirin(dosage, dosage)
}

fn stopped() -> Medicine {
    Medicine { state: MedicineState::Stopped, ..aspirin("stopped", "One a day") }
}

fn penicillin(state: AllergyState) -> Allergy {
    let codes = vec![Code { system: CodeSystem::Snomed, code: "91936005".into() }];
    Allergy {
        source_id: format!("{state:?}"),
        substance: Coded { text: "Penicillin".into(), codes },
        state,
        certainty: Certainty::NotSaid,
        severity: None,
        reactions: Vec::new(),
        first_noticed: None,
        recorded: None,
        recorded_by: None,
        reason_ended: None,
        note: None,
    }
}

fn pneumonia(ods_code: &str, started: &str) -> Condition {
    Condition {
        source_id: ods_code.into(),
        name: Coded::text("Pneumonia"),
        state: ConditionState::Past,
        certainty: Certainty::Confirmed,
        significance: None,
        body_site: None,
        in_family: false,
        started: PartialDate::parse(started),
        ended: None,
        recorded: None,
        recorded_by: None,
        note: None,
    }
}

/// The holders of each entry, with how many others each may be the same as.
fn shape<T>(gathered: &Gathered<T>) -> Vec<(Vec<String>, usize)> {
    let names = |held: &Held<T>| held.holders.iter().map(|holder| holder.organisation.name.clone()).collect();
    gathered.entries.iter().map(|held| (names(held), held.may_be.len())).collect()
}

/// Each disagreement with who takes part in it.
fn clashes<T>(gathered: &Gathered<T>) -> Vec<(Clash, Vec<String>)> {
    let who = |one: &Disagreement| one.sides.iter().map(|side| side.organisation.name.clone()).collect();
    gathered.disagreements.iter().map(|one| (one.clash, who(one))).collect()
}

fn owned(shape: &[(&[&str], usize)]) -> Vec<(Vec<String>, usize)> {
    shape.iter().map(|(names, n)| (names.iter().map(|name| (*name).to_owned()).collect(), *n)).collect()
}

#[test]
fn a_row_of_near_dates_does_not_join_its_two_ends() {
    let third = answered("RX3", Setting::Hospital);
    let list = told(vec![
        (surgery(), vec![pneumonia(SURGERY, "2025-01-01")]),
        (hospital(), vec![pneumonia(HOSPITAL, "2025-01-25")]),
        (third, vec![pneumonia("RX3", "2025-02-20")]),
    ]);
    assert_eq!(shape(&list), owned(&[(&[SURGERY, HOSPITAL], 1), (&["RX3"], 1)]));
    assert_eq!(list.entries[0].may_be[0].id, list.entries[1].id, "each says so of the other");
    assert_eq!(list.entries[1].may_be[0].id, list.entries[0].id);
}

#[test]
fn one_list_is_never_shortened_and_what_it_holds_apart_is_not_said_to_be_one() {
    let twice = vec![taken("One a day"), aspirin("again", "One a day")];
    let list = told(vec![(surgery(), twice.clone()), (hospital(), vec![taken("One a day")])]);
    assert_eq!(shape(&list), owned(&[(&[SURGERY, HOSPITAL], 0), (&[SURGERY], 0)]));
    let both = told(vec![(surgery(), twice.clone()), (hospital(), twice)]);
    assert_eq!(shape(&both), owned(&[(&[SURGERY, HOSPITAL], 0), (&[SURGERY, HOSPITAL], 0)]));
}

#[test]
fn what_may_be_the_same_stands_twice_and_each_names_the_other_with_its_holder() {
    let unsure = Medicine { dosage: None, ..taken("One a day") };
    let list = told(vec![(surgery(), vec![taken("One a day")]), (hospital(), vec![unsure])]);
    assert_eq!(shape(&list), owned(&[(&[SURGERY], 1), (&[HOSPITAL], 1)]));
    let other = &list.entries[0].may_be[0];
    assert_eq!((other.id, other.holders[0].name.as_str()), (list.entries[1].id, HOSPITAL));
}

#[test]
fn a_joined_entry_keeps_what_each_holder_told_and_answers_to_each_of_their_ids() {
    let hospitals = Medicine { reason: Some("Heart".into()), ..taken("ONE a day.") };
    let list = told(vec![(surgery(), vec![taken("One a day")]), (hospital(), vec![hospitals])]);
    let held = &list.entries[0];
    assert_eq!(held.told_by(&code(HOSPITAL)).and_then(|own| own.reason.as_deref()), Some("Heart"));
    assert_eq!(held.told_by(&code(SURGERY)).map(|own| own.reason.clone()), Some(None));
    let ids: Vec<EntryId> = held.all_ids().collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|id| list.find(*id).is_some_and(|found| found.id == held.id)));
}

#[test]
fn a_hospital_s_own_words_stand_before_those_of_a_national_service_whatever_the_order() {
    let national = answered("X98", Setting::National);
    let list = told(vec![(national, vec![taken("One a day")]), (hospital(), vec![taken("One a day")])]);
    assert_eq!(shape(&list), owned(&[(&[HOSPITAL, "X98"], 0)]));
    assert_eq!(list.entries[0].members[1].id, list.entries[0].id, "the address stays with the first");
}

#[test]
fn a_medicine_that_one_lists_as_taken_and_another_as_stopped_is_a_disagreement() {
    let list = told(vec![(surgery(), vec![taken("One a day")]), (hospital(), vec![stopped()])]);
    assert_eq!(shape(&list), owned(&[(&[SURGERY], 0), (&[HOSPITAL], 0)]));
    assert_eq!(clashes(&list), [(Clash::Stopped, vec![SURGERY.to_owned(), HOSPITAL.to_owned()])]);
    assert!(list.disagreements[0].is_about(list.entries[1].id));
}

#[test]
fn nobody_is_said_to_contradict_anyone_by_a_partial_answer_or_an_old_copy() {
    for hide in [in_part, failed_with_copy] {
        let surgerys = told(vec![(hide(surgery()), vec![taken("One a day")]), (hospital(), vec![stopped()])]);
        assert_eq!(clashes(&surgerys), []);
        let hospitals =
            told(vec![(surgery(), vec![taken("One a day")]), (hide(hospital()), vec![stopped()])]);
        assert_eq!(clashes(&hospitals), []);
    }
}

#[test]
fn who_lists_a_medicine_as_stopped_and_as_taken_in_another_dose_does_not_say_that_it_was_stopped() {
    let hospitals = vec![stopped(), taken("Two a day")];
    let list = told(vec![(surgery(), vec![taken("One a day")]), (hospital(), hospitals)]);
    assert_eq!(clashes(&list), [(Clash::OtherDose, vec![SURGERY.to_owned(), HOSPITAL.to_owned()])]);
}

#[test]
fn one_organisation_does_not_contradict_itself() {
    let list = told(vec![(surgery(), vec![taken("One a day"), stopped()])]);
    assert_eq!(clashes(&list), []);
}

#[test]
fn an_allergy_against_no_known_allergies_is_a_disagreement_and_an_ended_one_is_none() {
    let told_of = |state| told(vec![(surgery(), vec![penicillin(state)]), (states_none(hospital()), vec![])]);
    let both = vec![SURGERY.to_owned(), HOSPITAL.to_owned()];
    assert_eq!(clashes(&told_of(AllergyState::Active)), [(Clash::NoneKnown, both.clone())]);
    assert_eq!(clashes(&told_of(AllergyState::NotSaid)), [(Clash::NoneKnown, both)]);
    assert_eq!(clashes(&told_of(AllergyState::Ended)), []);
}

#[test]
fn an_empty_answer_is_no_statement_and_an_old_copy_lists_nothing_now() {
    let active = || vec![penicillin(AllergyState::Active)];
    assert_eq!(clashes(&told(vec![(surgery(), active()), (hospital(), vec![])])), []);
    let old = told(vec![(failed_with_copy(surgery()), active()), (states_none(hospital()), vec![])]);
    assert_eq!(clashes(&old), []);
    // What somebody lists now stands, whatever else may be missing there.
    let part = told(vec![(in_part(surgery()), active()), (states_none(hospital()), vec![])]);
    assert_eq!(clashes(&part).len(), 1);
}

#[test]
fn three_who_list_and_one_who_has_it_as_ended_are_one_disagreement() {
    let active = || vec![penicillin(AllergyState::Active)];
    let third = answered("RX3", Setting::Community);
    let list = told(vec![
        (surgery(), active()),
        (third, active()),
        (hospital(), vec![penicillin(AllergyState::Ended)]),
    ]);
    let who = [SURGERY, "RX3", HOSPITAL].map(str::to_owned).to_vec();
    assert_eq!(clashes(&list), [(Clash::Over, who)]);
}

#[tokio::test]
async fn what_a_permit_hides_neither_joins_nor_contradicts() {
    let world = World::new().await;
    world.script(HOSPITAL, Says::Holds(medicines(vec![stopped()])));
    assert_eq!(world.medicines().await.disagreements.len(), 1);
    let only = vec![(code(SURGERY), Kinds::just(Kind::Medicines))];
    let permit =
        access::testing::permit_only(world.person.clone(), world.log.clone(), world.clock.clone(), only);
    let sealed = world.gather.one::<Medicine>(&permit).await.expect("gathered");
    let less = permit.disclose(sealed, Purpose::List).await.expect("opened");
    assert_eq!((less.entries.len(), less.disagreements.len()), (1, 0));
}

#[test]
fn two_thousand_entries_in_24_places_are_joined_while_nobody_notices() {
    let organisations: Vec<SourceReport> =
        (0..24).map(|n| answered(&format!("RX{n:02}"), Setting::Hospital)).collect();
    let named = |name: &dyn Fn(usize) -> String| {
        let of_one = |at: usize| {
            let condition = |n: usize| Condition {
                source_id: n.to_string(),
                name: Coded::text(name(n)),
                // Of each name nobody can tell which are the same.
                started: at
                    .is_multiple_of(2)
                    .then(|| PartialDate::Year(2000 + i32::try_from(n).unwrap_or(0))),
                ..pneumonia("", "")
            };
            (0..84).map(condition).collect()
        };
        organisations.iter().cloned().enumerate().map(|(at, report)| (report, of_one(at))).collect()
    };
    for all in [named(&|n| format!("Condition {n}")), named(&|_| "Pneumonia".to_owned())] {
        let begun = std::time::Instant::now();
        let list = told::<Condition>(all);
        let took = begun.elapsed();
        println!("joined to {} entries in {took:?}", list.entries.len());
        // Without optimisation and beside other tests; what would take minutes takes seconds here.
        assert!(took < Duration::from_secs(5), "{took:?}");
        assert!(list.entries.iter().all(|held| held.may_be.len() <= 5));
    }
}
