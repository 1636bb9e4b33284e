//! Who sees what is marked as confidential, by basis, age and review.

use chrono::NaiveDate;

use super::{Ages, Grant, GrantBasis, GrantPart, together};
use crate::domain::{Kind, Kinds, OdsCode};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn gives(basis: GrantBasis, on: &str, reviewed: Option<&str>, ages: Ages) -> bool {
    let grant = Grant {
        basis,
        called: "Alex".into(),
        parts: Vec::new(),
        from: day("2018-01-01"),
        until: None,
        reviewed: reviewed.map(day),
    };
    grant.gives_confidential(day(on), day("2014-06-10"), ages)
}

#[test]
fn a_parent_sees_nothing_confidential_from_the_age_of_the_review_on_until_there_was_one() {
    let parents = |on, reviewed| gives(GrantBasis::ParentalResponsibility, on, reviewed, Ages::default());
    assert!(parents("2025-06-09", None), "the day before the 11th birthday");
    assert!(!parents("2025-06-10", None), "on the birthday");
    assert!(!parents("2025-06-10", Some("2025-06-09")), "a look before it is none");
    assert!(parents("2025-06-10", Some("2025-06-10")));
    assert!(!parents("2030-06-09", None), "at 15 too");
    assert!(parents("2030-06-09", Some("2026-01-01")));
}

#[test]
fn the_age_is_the_one_of_the_settings() {
    let later = Ages { review_from: 12, review_by: 16, ..Ages::default() };
    assert!(gives(GrantBasis::ParentalResponsibility, "2026-06-09", None, later));
    assert!(!gives(GrantBasis::ParentalResponsibility, "2026-06-10", None, later));
    assert!(!gives(GrantBasis::ParentalResponsibility, "2030-06-09", None, later), "still at 15");
}

#[test]
fn of_every_other_basis_nothing_is_kept_because_of_a_mark() {
    for basis in GrantBasis::ALL.into_iter().filter(|basis| *basis != GrantBasis::ParentalResponsibility) {
        assert!(gives(basis, "2026-06-10", None, Ages::default()), "{basis:?}");
    }
}

#[test]
fn several_grants_give_what_is_confidential_where_one_that_gives_it_gives_the_kind() {
    let part = |code: &str, see: &[Kind], hidden: &[Kind]| GrantPart {
        organisation: OdsCode::parse(code).expect("a code"),
        see: see.iter().copied().collect(),
        act: Kinds::NONE,
        hidden: hidden.iter().copied().collect(),
    };
    let parents = part("A81001", &[Kind::Letters, Kind::Visits], &[]);
    let reviewed = part("A81001", &[Kind::Letters, Kind::Medicines], &[Kind::Medicines]);
    let elsewhere = part("RX1", &[Kind::Letters], &[]);
    let all = together([(&parents, false), (&reviewed, true), (&elsewhere, false)]);
    let [surgery, hospital] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(surgery.see, [Kind::Letters, Kind::Visits].into_iter().collect());
    assert_eq!(surgery.confidential, Kinds::just(Kind::Letters), "never of a kind that is hidden");
    assert_eq!(hospital.confidential, Kinds::NONE, "what one organisation gives no other does");
}
