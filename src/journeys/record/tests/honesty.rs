//! What an empty list of each kind says for each way in which there can be nothing: the exact words.

use super::*;

/// Every way in which an organisation may have told nothing, by name.
fn every_nothing() -> Vec<(&'static str, SourceState)> {
    let at = now();
    let in_part = |set_aside, notes| SourceState::InPart { at, entries: 0, set_aside, notes };
    let not_asked = SourceState::NotAsked;
    let failed = |why| SourceState::Failed { why, copy: None };
    let none_known = NoneKnown { text: "None known".into(), recorded: PartialDate::parse("2026-03-04") };
    vec![
        ("told of none", SourceState::Answered { at, entries: 0, none_known: None }),
        ("told of none by a code", SourceState::Answered { at, entries: 0, none_known: Some(none_known) }),
        ("could not be read", in_part(2, vec![])),
        ("confidential", in_part(0, vec![SourceNote::ConfidentialItems])),
        ("transfer under way", in_part(0, vec![SourceNote::TransferUnderWay { text: None }])),
        ("cut short", in_part(0, vec![SourceNote::Incomplete { text: None }])),
        (
            "the source's own note",
            in_part(0, vec![SourceNote::Words("Paper records are at the surgery.".into())]),
        ),
        ("not shared online", SourceState::NotSharedOnline),
        ("not for this age", SourceState::NotForThisAge),
        ("does not know the person", SourceState::DoesNotKnowPerson { at }),
        ("needs NHS login", not_asked(WhyNotAsked::NeedsNhsLogin)),
        ("NHS login has ended", not_asked(WhyNotAsked::NhsLoginEnded)),
        ("only the patient", not_asked(WhyNotAsked::OnlyThePatient)),
        ("needs a log-in there", not_asked(WhyNotAsked::NeedsHospitalLogIn)),
        ("restricted", not_asked(WhyNotAsked::Restricted)),
        ("demographics unknown", not_asked(WhyNotAsked::DemographicsUnknown)),
        ("not approved", not_asked(WhyNotAsked::NotApproved)),
        ("waiting", SourceState::Waiting),
        ("no answer", failed(Failure::NoAnswer)),
        ("busy", failed(Failure::Busy)),
        ("unreadable", failed(Failure::Unreadable)),
        ("about somebody else", failed(Failure::AboutSomebodyElse)),
        ("refused", failed(Failure::Refused)),
        ("not connected", SourceState::NotConnected),
    ]
}

/// Words that would claim that there is nothing.
const CLAIMS: [&str; 4] = ["you have no", "there are no", "there is no ", "none recorded"];

fn add<T: Listed>(words: &mut String) {
    words.push_str(&format!("# {}\n", T::KIND.slug()));
    for (name, state) in every_nothing() {
        let may_be_more = state.may_be_missing_something();
        let page =
            text(&list_page(Locale::English, &gathered::<T>(vec![], vec![report(HOSPITAL, state)]), ""));
        let claim = CLAIMS.iter().find(|claim| page.to_lowercase().contains(**claim));
        assert!(!may_be_more || claim.is_none(), "{} {name}: {claim:?} in {page}", T::KIND.slug());
        words.push_str(&format!("{name}: {page}\n"));
    }
    words.push('\n');
}

#[test]
fn each_kind_of_nothing_has_its_words_on_each_list_and_none_claims_more_than_was_told() {
    let mut words = String::new();
    add::<Appointment>(&mut words);
    add::<Medicine>(&mut words);
    add::<Prescription>(&mut words);
    add::<Allergy>(&mut words);
    add::<Condition>(&mut words);
    add::<TestResult>(&mut words);
    add::<Letter>(&mut words);
    add::<Vaccination>(&mut words);
    add::<Visit>(&mut words);
    add::<Referral>(&mut words);
    add::<CarePlan>(&mut words);
    add::<AskedQuestionnaire>(&mut words);
    assert_eq!(words.matches("# ").count(), Kinds::in_record().iter().count());
    insta::assert_snapshot!(words);
}
