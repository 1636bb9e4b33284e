//! Who may act for whom nationally, over HTTP: read when people look at their details, kept, shown, and opening nothing.

use super::app::{TestApp, run, words};
use crate::sandbox::Fault;

const RELATIONSHIPS: &str = "X93";
const HEADING: &str = "Who may act for you, and for whom you may act";

#[test]
fn a_mother_and_her_son_read_of_each_other_and_see_no_more_of_each_other() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mother = app.log_in("A parent").await;
        let said = words(&mother.page("/your-details").await);
        assert!(said.contains(HEADING) && said.contains("It lets nobody see your record here."), "{said}");
        assert!(said.contains("You may act for Tom") && said.contains("parental responsibility"), "{said}");
        let son = app.log_in("A child").await;
        let said = words(&son.page("/your-details").await);
        assert!(said.contains("may act for you"), "{said}");
        let sam = app.log_in("Sam Sample").await;
        let said = words(&sam.page("/your-details").await);
        assert!(
            said.contains("You may not act for Olive Longacre now") && said.contains("until 1 January 2025"),
            "{said}"
        );
        let nobody = app.log_in("Nadia").await;
        let said = words(&nobody.page("/your-details").await);
        assert!(said.contains("The national service told us of nobody."), "{said}");
    });
}

#[test]
fn where_the_service_fails_what_it_told_before_is_shown_with_its_time() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mother = app.log_in("A parent").await;
        app.set_fault(RELATIONSHIPS, Fault::Error500).await;
        let said = words(&mother.page("/your-details").await);
        assert!(said.contains("The national service has not answered."), "{said}");
        assert!(!said.contains("You may act for") && !said.contains("told us of nobody"), "{said}");
        app.set_fault(RELATIONSHIPS, Fault::None).await;
        mother.page("/your-details").await;
        app.set_fault(RELATIONSHIPS, Fault::OtherPerson).await;
        let said = words(&mother.page("/your-details").await);
        assert!(said.contains("has not answered. This is what it told us today"), "{said}");
        assert!(said.contains("You may act for Tom"), "{said}");
    });
}

#[test]
fn a_service_that_hangs_holds_the_page_no_longer_than_the_others() {
    run(async {
        let app = TestApp::start(&[]).await;
        let mother = app.log_in("A parent").await;
        app.set_fault(RELATIONSHIPS, Fault::Hang).await;
        let begun = std::time::Instant::now();
        let said = words(&mother.page("/your-details").await);
        assert!(begun.elapsed() < std::time::Duration::from_secs(4), "{:?}", begun.elapsed());
        assert!(said.contains("The national service has not answered."), "{said}");
    });
}

#[test]
fn of_a_restricted_record_nobody_is_asked() {
    run(async {
        let app = TestApp::start(&[]).await;
        let robin = app.log_in("Robin").await;
        let sandbox = app.portal.sandbox.as_ref().expect("practice mode");
        let before = sandbox.requests(RELATIONSHIPS, 10).expect("an organisation").len();
        let said = words(&robin.page("/your-details").await);
        assert!(!said.contains(HEADING), "{said}");
        assert_eq!(sandbox.requests(RELATIONSHIPS, 10).expect("an organisation").len(), before);
    });
}
