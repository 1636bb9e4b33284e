//! What the calendar and a patient's age do to a grant.

use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn grant(basis: GrantBasis, until: Option<&str>) -> Grant {
    let (called, from) = ("Alex".into(), day("2018-01-01"));
    Grant { basis, called, parts: Vec::new(), from, until: until.map(day), reviewed: None }
}

const GROWN: &str = "1980-01-01";
const CHILD: &str = "2015-06-10";

/// What is warned of on a day, as (of, how soon).
fn warned(grant: &Grant, born: &str, on: &str) -> Vec<(NaiveDate, Due)> {
    let warnings = grant.warnings(day(on), day(born), Ages::default());
    warnings.into_iter().map(|warning| (warning.of, warning.due)).collect()
}

#[test]
fn both_are_warned_thirty_and_seven_days_before_the_last_day() {
    let grant = grant(GrantBasis::Consent, Some("2026-12-31"));
    let last = day("2026-12-31");
    for (on, expected) in [
        ("2026-11-30", vec![]),
        ("2026-12-01", vec![(last, Due::InAMonth)]),
        ("2026-12-23", vec![(last, Due::InAMonth)]),
        ("2026-12-24", vec![(last, Due::InAWeek)]),
        ("2026-12-31", vec![(last, Due::InAWeek)]),
        ("2027-01-01", vec![]),
    ] {
        assert_eq!(warned(&grant, GROWN, on), expected, "{on}");
    }
    let short = Grant { from: day("2026-12-05"), ..grant };
    assert!(warned(&short, GROWN, "2026-12-06").is_empty(), "they have just agreed on that end");
    assert_eq!(warned(&short, GROWN, "2026-12-24"), [(last, Due::InAWeek)]);
}

#[test]
fn a_grant_is_looked_at_on_the_days_on_which_there_is_something_to_tell_or_do() {
    let grant = grant(GrantBasis::Consent, Some("2026-12-31"));
    let mut on = day("2026-01-01");
    let mut looks = Vec::new();
    while let Some(next) = grant.next_look(on, day(GROWN), Ages::default()) {
        looks.push(next.to_string());
        on = next;
    }
    assert_eq!(looks, ["2026-12-01", "2026-12-24", "2026-12-31", "2027-01-01"]);
    let endless = Grant { until: None, ..grant };
    assert_eq!(endless.next_look(on, day(GROWN), Ages::default()), None);
}

#[test]
fn a_parents_access_is_looked_at_anew_at_11_and_stopped_at_13_where_nobody_did() {
    let parent = grant(GrantBasis::ParentalResponsibility, None);
    let on = |grant: &Grant, on: &str| grant.on(GrantState::Active, day(on), day(CHILD), Ages::default());
    assert_eq!(on(&parent, "2028-06-09"), OnDay::Active, "from 11 to 13 it goes on");
    assert_eq!(on(&parent, "2028-06-10"), OnDay::NotActive, "at 13 nobody has looked");
    let reviewed = Grant { reviewed: Some(day("2027-01-15")), ..parent.clone() };
    assert_eq!(on(&reviewed, "2028-06-10"), OnDay::Active);
    assert_eq!(on(&reviewed, "2031-06-09"), OnDay::Active);
    assert_eq!(on(&reviewed, "2031-06-10"), OnDay::NotActive, "16, whoever has looked");
    let too_early = Grant { reviewed: Some(day("2026-06-09")), ..parent.clone() };
    assert_eq!(on(&too_early, "2028-06-10"), OnDay::NotActive, "the child was 10 then");
    let deputy = Grant { basis: GrantBasis::CourtAppointedPersonalWelfareDeputy, ..parent };
    assert_eq!(on(&deputy, "2031-06-10"), OnDay::Active, "only a parent's access goes by age");
}

#[test]
fn both_are_told_before_each_of_these_birthdays_and_half_a_year_before_the_sixteenth() {
    let parent = grant(GrantBasis::ParentalResponsibility, None);
    assert_eq!(warned(&parent, CHILD, "2026-05-11"), [(day("2026-06-10"), Due::InAMonth)]);
    assert_eq!(warned(&parent, CHILD, "2028-06-03"), [(day("2028-06-10"), Due::InAWeek)]);
    assert_eq!(warned(&parent, CHILD, "2030-12-10"), [(day("2031-06-10"), Due::InHalfAYear)]);
    assert_eq!(warned(&parent, CHILD, "2030-12-09"), []);
    let reviewed = Grant { reviewed: Some(day("2026-06-10")), ..parent };
    assert_eq!(warned(&reviewed, CHILD, "2028-06-03"), [], "it is not stopped at 13 any more");
}

#[test]
fn whoever_was_born_on_the_29th_of_february_has_a_birthday_in_every_year() {
    let parent = grant(GrantBasis::ParentalResponsibility, None);
    let on = |on: &str| parent.is_stopped_by_age(day(on), day("2012-02-29"), Ages::default());
    assert!(!on("2025-02-28") && on("2025-03-01"));
    assert_eq!(warned(&parent, "2012-02-29", "2025-02-25"), [(day("2025-03-01"), Due::InAWeek)]);
}

#[test]
fn the_ages_are_settings_and_do_not_go_down() {
    let ages =
        |review_from, review_by, parents_end| Ages { review_from, review_by, parents_end, ..Ages::default() };
    assert!(Ages::default().are_in_order() && ages(12, 12, 18).are_in_order());
    assert!(!ages(13, 12, 16).are_in_order() && !ages(11, 17, 16).are_in_order());
    let parent = grant(GrantBasis::ParentalResponsibility, None);
    let stands = parent.on(GrantState::Active, day("2028-06-10"), day(CHILD), ages(11, 14, 16));
    assert_eq!(stands, OnDay::Active);
}
