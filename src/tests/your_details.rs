//! Your details over HTTP: every holder's, with what differs, and how it looks when somebody does not answer.

use super::app::{TestApp, run, shared, words};
use crate::sandbox::Fault;

#[test]
fn every_holder_is_told_of_and_who_differs_is_named() {
    run(async {
        let visitor = shared().await.log_in("Sam Sample").await;
        let said = words(&visitor.page("/your-details").await);
        assert!(said.contains("999 000 0018"), "{said}");
        assert!(
            said.contains("Riverside Hospital has another phone number for you than Personal Demographics"),
            "{said}"
        );
        assert!(said.contains("Northfield Hospital has another GP surgery for you than"), "{said}");
        assert!(
            !said.contains("Vale Community Care has another"),
            "a number is the same with its country: {said}"
        );
        assert!(said.contains("Harbour Community Record does not share your details online."), "{said}");
        let nadia = shared().await.log_in("Nadia").await;
        let said = words(&nadia.page("/your-details").await);
        assert!(said.contains("No phone number is written down at Riverside Hospital."), "{said}");
    });
}

#[test]
fn a_restricted_persons_address_stands_nowhere() {
    run(async {
        let visitor = shared().await.log_in("Robin").await;
        let said = words(&visitor.page("/your-details").await);
        assert!(said.contains("Robin Shield") && said.contains("extra protection"), "{said}");
        for private in ["Example Terrace", "07700", "ZZ99"] {
            assert!(!said.contains(private), "{private}");
        }
    });
}

#[test]
fn a_hospital_that_fails_is_named_and_nothing_is_said_in_its_place() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.set_fault("RZ1", Fault::Error500).await;
        let visitor = app.log_in("Sam Sample").await;
        let said = words(&visitor.page("/your-details").await);
        assert!(said.contains("Riverside Hospital cannot answer at the moment."), "{said}");
        assert!(!said.contains("written down at Riverside Hospital"), "{said}");
        assert!(said.contains("You do not see what it holds of your details."), "{said}");
    });
}

#[test]
fn the_pharmacy_and_whom_to_contact_are_shown_and_open_nothing() {
    run(async {
        let visitor = shared().await.log_in("Sam Sample").await;
        let said = words(&visitor.page("/your-details").await);
        assert!(said.contains("Your pharmacy for prescriptions"), "{said}");
        assert!(said.to_uppercase().contains("RIVERSIDE PHARMACY"), "{said}");
        assert!(said.contains("Ana Sample") && said.contains("Spouse"), "{said}");
        assert!(said.contains("does not let anybody see your record here"), "{said}");
        let robin = shared().await.log_in("Robin").await;
        let said = words(&robin.page("/your-details").await);
        assert!(!said.contains("People to contact") && !said.contains("Your pharmacy"), "{said}");
    });
}
