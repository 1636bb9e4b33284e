//! The switchboard, as test programs use it.

use reqwest::StatusCode;

use super::app::{TestApp, run};
use crate::sandbox::Fault;

#[test]
fn a_test_program_sets_a_fault_without_an_origin_and_another_site_cannot() {
    run(async {
        let app = TestApp::start(&[]).await;
        let set = |fault: &'static str| {
            app.client.post(app.url("/practice/faults")).form(&[("ods_code", "RZ1"), ("fault", fault)])
        };
        assert_eq!(set("hang").send().await.expect("an answer").status(), StatusCode::SEE_OTHER);
        let elsewhere = set("none").header("origin", "https://elsewhere.example").send().await;
        assert_eq!(elsewhere.expect("an answer").status(), StatusCode::FORBIDDEN);
        let unknown = set("earthquake").send().await.expect("an answer");
        assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let list = app.get("/practice/organisations.json").await.text().await.expect("a list");
        assert!(list.contains("\"fault\":\"hang\""), "{list}");
    });
}

#[test]
fn a_fault_is_seen_as_soon_as_it_is_set_and_so_is_its_end() {
    run(async {
        let app = TestApp::start(&[]).await;
        let visitor = app.log_in("five").await;
        let cannot = "Riverside Hospital cannot answer at the moment.";
        assert!(!visitor.page("/record/conditions").await.contains(cannot));
        app.set_fault("RZ1", Fault::Error500).await;
        assert!(visitor.page("/record/conditions").await.contains(cannot));
        app.set_fault("RZ1", Fault::None).await;
        assert!(!visitor.page("/record/conditions").await.contains(cannot));
    });
}
