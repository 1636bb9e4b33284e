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
        basis,
        called: "Alex".into(),
        see: Kinds::just(Kind::Medicines),
        until: Some(Until::Year),
        evidence: Some(Evidence { document, reference: "123".into(), checked_by: "Avery".into() }),
        own_offered: true,
        no_warnings: true,
        no_pressure: true,
        child: None,
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
    assert_eq!(with(|given| given.called = " ".into()), [StaffCannotGive::NoName]);
    assert_eq!(with(|given| given.called = "x".repeat(201)), [StaffCannotGive::TooLong]);
    assert_eq!(with(|given| given.see = Kinds::NONE), [StaffCannotGive::NoKind]);
    assert_eq!(with(|given| given.until = None), [StaffCannotGive::NoEnd]);
    assert_eq!(with(|given| given.own_offered = false), [StaffCannotGive::OwnNotOffered]);
    assert_eq!(with(|given| given.no_warnings = false), [StaffCannotGive::Warnings]);
    assert_eq!(with(|given| given.no_pressure = false), [StaffCannotGive::Pressure]);
    assert_eq!(evidence(" ", "Avery"), [StaffCannotGive::NoReference]);
    assert_eq!(evidence("123", ""), [StaffCannotGive::NobodyChecked]);
    let forever = GivenByStaff { until: Some(Until::Stopped), ..given(GrantBasis::BestInterest) };
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
fn what_staff_give_is_of_their_own_organisation_alone() {
    let own = OdsCode::parse("A81001").expect("a code");
    let given = GivenByStaff { see: Kinds::all(), ..given(GrantBasis::BestInterest) };
    let grant = given.grant(&own, day(BORN[3]), day(TODAY), Ages::default()).expect("a grant");
    let [part] = grant.parts.as_slice() else { panic!("one part: {:?}", grant.parts) };
    assert_eq!((&part.organisation, part.see, part.act), (&own, kinds_to_give(), Kinds::NONE));
    assert_eq!(grant.until, Some(day("2027-11-23")));
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
