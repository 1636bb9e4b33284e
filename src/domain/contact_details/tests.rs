//! What can be sent, what counts among several, and what is the same however it is written.

use super::*;

fn point(way: Way, use_for: ContactUse, value: &str, until: Option<&str>) -> ContactPoint {
    let until = until.and_then(PartialDate::parse);
    ContactPoint { id: None, place: 0, way, use_for, value: value.into(), from: None, until }
}

fn details(points: Vec<ContactPoint>) -> ContactDetails {
    ContactDetails {
        nhs_number: NhsNumber::parse("9990000018").expect("a number"),
        version: "W/\"2\"".into(),
        points,
        addresses: Vec::new(),
        pharmacy: None,
        communication: None,
        set_aside: 0,
        restricted: false,
    }
}

#[test]
fn what_cannot_be_sent_is_named() {
    for wrong in ["", "sam", "sam@home", "a@b.c", "sam @example.org", "sam@.org"] {
        assert_eq!(ContactChange::email(wrong), Err(NotUsable::Email), "{wrong}");
    }
    let long = format!("{}@example.org", "a".repeat(90));
    assert_eq!(ContactChange::email(&long), Err(NotUsable::Email));
    for wrong in ["", "07700", "07700 900 12x", "0123456789012345"] {
        assert_eq!(ContactChange::mobile_phone(wrong), Err(NotUsable::Phone), "{wrong}");
    }
    assert_eq!(ContactChange::home_address(&["", " "], None), Err(NotUsable::NoLine));
    assert_eq!(ContactChange::home_address(&["x"; 6], None), Err(NotUsable::TooLong));
    assert_eq!(ContactChange::home_address(&[&"x".repeat(36)], None), Err(NotUsable::TooLong));
    assert_eq!(ContactChange::home_address(&["1 Road"], Some("nowhere")), Err(NotUsable::Postcode));
}

#[test]
fn the_one_without_an_end_counts_then_the_latest() {
    let ended = |value, end| point(Way::Email, ContactUse::Home, value, Some(end));
    let both = details(vec![ended("a@example.org", "2020-01-01"), ended("b@example.org", "2022-01-01")]);
    assert_eq!(both.email().map(|point| point.value.as_str()), Some("b@example.org"));
    let open = point(Way::Email, ContactUse::Work, "c@example.org", None);
    let all = details(vec![open, ended("b@example.org", "2022-01-01")]);
    assert_eq!(all.email().map(|point| point.value.as_str()), Some("c@example.org"));
}

#[test]
fn a_change_stands_when_the_record_says_it_however_it_is_written() {
    let mut now = details(vec![point(Way::Phone, ContactUse::Mobile, "+44 7700 900123", None)]);
    assert!(ContactChange::mobile_phone("07700 900 123").expect("usable").stands_in(&now));
    assert!(!ContactChange::MobilePhone(None).stands_in(&now));
    assert!(ContactChange::Email(None).stands_in(&now));
    now.addresses.push(PostalAddress {
        id: None,
        place: 0,
        use_for: ContactUse::Home,
        lines: vec!["1 NEW ROAD".into(), "Market Sample".into()],
        postcode: Some("ZZ99 3CZ".into()),
        from: None,
        until: None,
    });
    let same = ContactChange::home_address(&["1 New Road", "", "MARKET SAMPLE"], Some("zz993cz"));
    assert!(same.expect("usable").stands_in(&now));
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    for written in ["07700 900 123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700-900123"] {
        assert_eq!(point(Way::Phone, ContactUse::Mobile, written, None).bare(), "07700900123", "{written}");
    }
}

fn address(lines: &[&str], postcode: Option<&str>) -> PostalAddress {
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    let postcode = postcode.map(str::to_owned);
    PostalAddress { id: None, place: 0, use_for: ContactUse::Home, lines, postcode, from: None, until: None }
}

#[test]
fn two_addresses_are_one_place_by_postcode_and_lines() {
    let whole = address(&["7 Example Terrace", "Market Sample"], Some("ZZ99 3CZ"));
    assert!(whole.is_same_place(&address(&["7 EXAMPLE  TERRACE"], Some("zz993cz"))));
    assert!(whole.is_same_place(&address(&["7 Example Terrace, Market Sample"], None)));
    assert!(!whole.is_same_place(&address(&["9 Example Terrace", "Market Sample"], Some("ZZ99 3CZ"))));
    assert!(!whole.is_same_place(&address(&["7 Example Terrace", "Market Sample"], Some("ZZ99 3CY"))));
    assert!(!whole.is_same_place(&address(&["7 Example Terrace"], None)), "half of it may be another town's");
}

#[test]
fn what_has_ended_or_is_old_or_has_not_begun_is_not_in_use() {
    let day = "2026-11-20".parse().expect("a day");
    let until = |end| point(Way::Phone, ContactUse::Home, "1", Some(end)).holds_on(day);
    assert!(until("2026-11-20") && until("2026-11") && until("2026") && until("2027-01-01"));
    assert!(!until("2026-11-19") && !until("2026-10") && !until("2025"));
    assert!(!point(Way::Phone, ContactUse::Old, "1", None).holds_on(day));
    let mut later = address(&["1 Road"], None);
    later.from = PartialDate::parse("2026-12-01");
    assert!(!later.holds_on(day));
}

#[test]
fn debug_output_shows_nothing_of_it() {
    let shown = format!(
        "{:?} {:?}",
        details(vec![point(Way::Email, ContactUse::Home, "a@b.org", None)]),
        ContactChange::email("sam@example.org")
    );
    assert!(!shown.contains("sam") && !shown.contains("a@b") && !shown.contains("999"), "{shown}");
}
