//! What is offered and used.

use crate::domain::StaffRole;
use crate::tests::app::{TestApp, run, words};

#[test]
fn a_manager_reads_how_many_people_opened_what_is_offered_and_never_who() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        assert!(words(&manager.page("/staff/used").await).contains("Allergies People who opened it nobody"));
        let sam = app.log_in("five").await;
        sam.page("/record/allergies").await;
        let page = manager.page("/staff/used").await;
        assert!(words(&page).contains("Allergies People who opened it fewer than 5"), "{}", words(&page));
        assert!(!page.contains("Sam"));
        let file = manager.get("/staff/used/file").await;
        assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
        assert!(file.text().await.expect("a file").contains("\"Allergies\",\"fewer than 5\""));
    });
}
