//! Prescriptions: where each medicine is, and why one was refused.

use super::*;

/// A prescription of these medicines, each in a state, at Quay Pharmacy.
fn at_quay(items: &[(&str, PrescriptionState)]) -> Prescription {
    let item = |(name, state): &(&str, PrescriptionState)| PrescribedItem {
        state: state.clone(),
        since: PartialDate::parse("2026-11-21T15:20:00Z"),
        ..prescribed_item(name)
    };
    Prescription {
        items: items.iter().map(item).collect(),
        number: Some("24F5DA-A99901-7EFE6Z".into()),
        pharmacy: Some(Pharmacy {
            name: "Quay Pharmacy".into(),
            address: Some("8 Harbour Street, Sample Quay, ZZ99 6HH".into()),
            phone: Some("01632 960 021".into()),
            website: Some("www.quay.example".into()),
        }),
        ..prescription("x")
    }
}

#[test]
fn a_prescription_says_what_is_ready_where_and_how_to_reach_the_pharmacy() {
    use PrescriptionState::{ReadyToCollect, WithPharmacy};
    let told = at_quay(&[("Metformin 500mg tablets", ReadyToCollect), ("Salbutamol inhaler", WithPharmacy)]);
    let told = held(told, &[HOSPITAL]);
    let all = gathered(vec![told.clone()], Vec::new());
    let html = entry_page(Locale::English, &told, &all, prescriptions::page::special);
    let words = text(&html);
    for said in [
        "Metformin 500mg tablets and 1 more medicine",
        "1 of 2 medicines: Ready to collect at Quay Pharmacy.",
        "8 Harbour Street, Sample Quay, ZZ99 6HH",
        "Phone: 01632 960 021",
        "Salbutamol inhaler Where it is With Quay Pharmacy Since 21 November 2026, 3:20pm",
        "Prescription number 24F5DA-A99901-7EFE6Z",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(html.contains("href=\"tel:01632960021\"") && !html.contains("href=\"www"), "{html}");
    assert_well_made(&html);
    let list = text(&list_page(Locale::English, &all, ""));
    assert!(list.contains("Ready to collect Metformin 500mg tablets and 1 more medicine"), "{list}");
}

#[test]
fn a_refused_request_says_why_and_whom_to_ask() {
    let mut refused = prescription("Citalopram 20mg tablets");
    refused.items[0].state = PrescriptionState::Refused;
    refused.items[0].reason = Some("Call us for a review first.".into());
    refused.comment = Some("I ran out".into());
    let refused = held(refused, &[SURGERY]);
    let all = gathered(vec![refused.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &refused, &all, prescriptions::page::special));
    for said in [
        "The request was refused.",
        "Ask Hill Street Surgery if you think you still need it.",
        "Why Call us for a review first.",
        "What was written with the request I ran out",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("The pharmacy"), "{words}");
}

#[test]
fn a_prescription_of_which_little_was_told_says_no_more() {
    let bare =
        held(Prescription { items_not_read: 2, ..prescription("Metformin 500mg tablets") }, &[SURGERY]);
    let all = gathered(vec![bare.clone()], Vec::new());
    let words = text(&entry_page(Locale::English, &bare, &all, prescriptions::page::special));
    for said in [
        "Metformin 500mg tablets and 2 more medicines",
        "The record does not say where it is.",
        "2 medicines on it could not be read and are not shown.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for said in ["collect", "The pharmacy", "Prescription number", "How to take it"] {
        assert!(!words.contains(said), "{said}: {words}");
    }
}
