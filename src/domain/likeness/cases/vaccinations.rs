//! Vaccinations: the same one of the same day, given or not given.

use super::{Case, clash, coded, date, hold};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::{Clash, Vaccination};

fn vaccination(codes: &[&str], given: &str) -> Vaccination {
    Vaccination {
        source_id: "1".into(),
        name: coded("Influenza vaccine", codes),
        protects_against: Vec::new(),
        was_given: true,
        reason_not_given: None,
        given: date(given),
        recorded: None,
        dose: None,
        batch: None,
        site: None,
        place: None,
        given_by: None,
        note: None,
    }
}

/// The procedure, as a GP system tells it.
fn flu(given: &str) -> Vaccination {
    vaccination(&["86198006"], given)
}

#[test]
fn when_two_vaccinations_are_one() {
    let day = "2026-10-15";
    let not_given = |day| Vaccination { was_given: false, ..flu(day) };
    let batch = |batch: &str| Vaccination { batch: Some(batch.into()), ..flu(day) };
    let dose = |dose: &str| Vaccination { dose: Some(dose.into()), ..flu(day) };
    let numbered = |number: &str| Vaccination { dose: Some(number.into()), ..batch("FL2611") };
    let arm = |site: &str| Vaccination { site: Some(site.into()), ..flu(day) };
    let product = |product: &str| vaccination(&["86198006", product], day);
    hold(vec![
        Case("the same code on the same day", flu(day), flu("2026-10-15T09:50:00Z"), Same),
        Case("the procedure alone, and with the product", flu(day), product("39566211000001103"), Same),
        Case(
            "one procedure, two products",
            product("39566211000001103"),
            product("39115611000001103"),
            MaybeSame,
        ),
        Case("by the name, where one has no code", flu(day), vaccination(&[], day), Same),
        Case("by the name alone against another code", flu(day), vaccination(&["1"], day), MaybeSame),
        Case("written down some days later", flu(day), flu("2026-10-20"), MaybeSame),
        Case("last year's", flu(day), flu("2025-10-15"), Different),
        Case("the month alone", flu(day), flu("2026-10"), MaybeSame),
        Case("no date", flu(day), flu(""), MaybeSame),
        Case("given and not given", flu(day), not_given(day), Different),
        Case("not given, told by both", not_given(day), not_given(day), Same),
        Case("the same batch, spelt otherwise", batch("FL 2611"), batch("fl2611"), Same),
        Case("another batch", batch("FL2611"), batch("FL2612"), MaybeSame),
        Case("the number of the dose, told by one", flu(day), dose("Dose 2, 0.5 ml"), Same),
        Case("another dose of the course", dose("Dose 1"), dose("Dose 2"), MaybeSame),
        Case("one batch, counted otherwise", numbered("Dose 1"), numbered("Dose 2"), Same),
        Case("the other arm", arm("Left upper arm structure"), arm("Right upper arm"), MaybeSame),
        Case("the arm, told by one", flu(day), arm("Left upper arm structure"), Same),
    ]);
}

#[test]
fn when_two_vaccinations_contradict_each_other() {
    let not_given = |day| Vaccination { was_given: false, ..flu(day) };
    clash(vec![
        ("given and not given", flu("2026-10-15"), not_given("2026-10-15"), Some(Clash::NotGiven)),
        ("not given at first", flu("2026-10-15"), not_given("2026-10-01"), None),
    ]);
}
