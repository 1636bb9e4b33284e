//! What staff must have checked before they give somebody access.

use chrono::NaiveDate;

use super::*;
use crate::domain::{Kind, Kinds, OdsCode};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

const TODAY: &str = "2026-11-23";
/// 9, 12, 16 and 40 years old today.
const BORN: [&str; 4] = ["2017-01-01", "2014-01-01", "2010-11-23", "1986-01-01"];

fn given(basis: GrantBasis) -> GivenByStaff {
    let document = Document::ALL.into_iter().find(|one| one.basis() == basis).expect("a document");
    GivenByStaff {
        given: Given {
            called: "Alex".into(),
            see: Kinds::just(Kind::Medicines),
            until: Some(Until::Year),
            ..Given::default()
        },
        good_for: Some(GoodFor::Holder),
        evidence: Some(Evidence { document, reference: "123".into(), checked_by: "Avery".into() }),
        own: Some(OwnLogIn::Offered),
        no_warnings: true,
        no_pressure: true,
        ..GivenByStaff::begun(basis)
    }
}

fn wrong(given: &GivenByStaff, born: &str) -> Vec<StaffCannotGive> {
    given.wrong(day(born), day(TODAY), Ages::default())
}

#[test]
fn each_basis_has_its_own_documents_and_every_check_is_to_be_made() {
    let [_, _, _, grown] = BORN;
    for basis in BY_STAFF {
        let born = if basis == GrantBasis::ParentalResponsibility { BORN[0] } else { grown };
        assert_eq!(wrong(&given(basis), born), [], "{basis:?}");
        for other in BY_STAFF.into_iter().filter(|other| *other != basis) {
            let evidence = given(other).evidence;
            let with = GivenByStaff { evidence, ..given(basis) };
            assert_eq!(
                wrong(&with, born),
                [StaffCannotGive::NoDocument],
                "{basis:?} by a paper of {other:?}"
            );
        }
    }
    let attorney = || given(GrantBasis::HealthAndWelfareLastingPowerOfAttorney);
    let with = |change: fn(&mut GivenByStaff)| {
        let mut given = attorney();
        change(&mut given);
        wrong(&given, grown)
    };
    let evidence = |reference: &str, checked_by: &str| {
        let document = Document::StampedPowerOfAttorney;
        let evidence = Evidence { document, reference: reference.into(), checked_by: checked_by.into() };
        wrong(&GivenByStaff { evidence: Some(evidence), ..attorney() }, grown)
    };
    assert_eq!(with(|given| given.given.called = " ".into()), [StaffCannotGive::NoName]);
    assert_eq!(with(|given| given.given.called = "x".repeat(201)), [StaffCannotGive::TooLong]);
    assert_eq!(with(|given| given.note = "x".repeat(201)), [StaffCannotGive::TooLong]);
    assert_eq!(with(|given| given.good_for = None), [StaffCannotGive::NoCodeFor]);
    assert_eq!(with(|given| given.given.see = Kinds::NONE), [StaffCannotGive::NoKind]);
    assert_eq!(with(|given| given.given.until = None), [StaffCannotGive::NoEnd]);
    assert_eq!(with(|given| given.given.hidden = Kinds::in_record()), [StaffCannotGive::AllHidden]);
    assert_eq!(with(|given| given.own = None), [StaffCannotGive::OwnNotOffered]);
    assert_eq!(with(|given| given.no_warnings = false), [StaffCannotGive::Warnings]);
    assert_eq!(with(|given| given.no_pressure = false), [StaffCannotGive::Pressure]);
    assert_eq!(evidence(" ", "Avery"), [StaffCannotGive::NoReference]);
    assert_eq!(evidence("123", ""), [StaffCannotGive::NobodyChecked]);
    let mut forever = given(GrantBasis::BestInterest);
    forever.given.until = Some(Until::Stopped);
    assert_eq!(wrong(&forever, grown), [StaffCannotGive::NeedsAnEnd]);
}

#[test]
fn a_parent_is_given_a_childs_record_and_from_11_on_the_child_is_asked() {
    let parent = |child| GivenByStaff { child, ..given(GrantBasis::ParentalResponsibility) };
    let [nine, twelve, sixteen, _] = BORN;
    assert_eq!(wrong(&parent(None), nine), []);
    assert_eq!(wrong(&parent(None), twelve), [StaffCannotGive::ChildNotAsked]);
    assert_eq!(wrong(&parent(Some(ChildDecides::NotYet)), twelve), []);
    assert_eq!(wrong(&parent(Some(ChildDecides::Agrees)), twelve), []);
    assert_eq!(wrong(&parent(Some(ChildDecides::Refuses)), twelve), [StaffCannotGive::ChildRefuses]);
    assert_eq!(wrong(&parent(Some(ChildDecides::Agrees)), sixteen), [StaffCannotGive::TooOld]);
    let grant = parent(Some(ChildDecides::Agrees)).grant(
        &OdsCode::parse("A81001").expect("a code"),
        day(twelve),
        day(TODAY),
        Ages::default(),
    );
    let grant = grant.expect("a grant");
    assert_eq!(grant.reviewed, Some(day(TODAY)), "giving it is a review");
    assert!(!grant.is_stopped_by_age(day("2027-06-01"), day(twelve), Ages::default()));
}

#[test]
fn an_attorney_acts_for_nobody_under_18_and_a_deputy_for_nobody_under_16() {
    let [_, twelve, sixteen, grown] = BORN;
    let attorney = given(GrantBasis::HealthAndWelfareLastingPowerOfAttorney);
    assert_eq!(wrong(&attorney, sixteen), [StaffCannotGive::TooYoung]);
    assert_eq!(wrong(&attorney, grown), []);
    for basis in [GrantBasis::CourtAppointedPersonalWelfareDeputy, GrantBasis::BestInterest] {
        assert_eq!(wrong(&given(basis), twelve), [StaffCannotGive::TooYoung], "{basis:?}");
        assert_eq!(wrong(&given(basis), sixteen), [], "{basis:?}");
    }
}

#[test]
fn what_staff_give_is_of_their_own_organisation_alone_and_nobody_does_more_than_they_see() {
    let own = OdsCode::parse("A81001").expect("a code");
    let mut given = given(GrantBasis::BestInterest);
    for act in kinds_to_do().iter() {
        given.given.act = Kinds::just(act);
        let grant = |given: &GivenByStaff| {
            given.grant(&own, day(BORN[3]), day(TODAY), Ages::default()).expect("a grant")
        };
        let made = grant(&given);
        let [part] = made.parts.as_slice() else { panic!("one part: {:?}", made.parts) };
        assert_eq!((&part.organisation, part.act), (&own, Kinds::just(act)));
        assert_eq!(part.see, given.given.see.with(seen_to_do(part.act)));
        assert_eq!(made.until, Some(day("2027-11-23")));
        given.given.hidden = seen_to_do(part.act).without(given.given.see);
        let made = grant(&given);
        assert_eq!((made.parts[0].see, made.parts[0].act), (given.given.see, Kinds::NONE), "{act:?}");
        assert_eq!(made.parts[0].hidden, given.given.hidden);
        given.given.hidden = Kinds::NONE;
    }
}

#[test]
fn the_words_of_bases_documents_and_decisions_are_read_back() {
    for basis in GrantBasis::ALL {
        assert_eq!(GrantBasis::from_slug(basis.slug()), Some(basis));
        let json = serde_json::to_string(&basis).expect("text");
        assert_eq!(json, format!("\"{}\"", basis.slug()), "one word for forms and what is kept");
    }
    for document in Document::ALL {
        assert_eq!(Document::from_slug(document.slug()), Some(document));
    }
    for what in [Decided::Made, Decided::Died, Decided::OwnGivenBack] {
        assert_eq!(Decided::from_slug(what.slug()), Some(what));
    }
}
