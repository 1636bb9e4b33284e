//! The log of who looked, at the desk of information governance.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::sandbox;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::to;

const SAM: &str = "999 000 0018";

async fn search(staff: &Visitor<'_>, number: &str) -> String {
    let fields = [("nhs-number", number), ("why", "log-read-for-complaint")];
    to(&staff.post("/staff/access-log", &fields).await)
}

#[test]
fn a_search_shows_the_own_organisations_lines_alone_and_stands_where_the_patient_sees_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        sam.page("/record/medicines").await;
        sam.page("/your-details").await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        let found = search(&staff, SAM).await;
        assert!(!found.contains("999"), "no address holds a number: {found}");
        let page = words(&staff.page(&found).await);
        assert!(page.contains("Staff at Hill Street Surgery: Gale Governance"), "{page}");
        assert!(page.contains("The patient") && page.contains("Looked at a list: medicines"), "{page}");
        assert!(
            !page.contains("Riverside") && !page.contains("Sam Sample"),
            "of others nothing is said: {page}"
        );
        let file = staff.get(&format!("{found}/file")).await;
        assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
        assert!(file.text().await.expect("a file").contains("\"Gale Governance\""));
        let log = words(&sam.page("/who-looked?who=others").await);
        assert!(
            log.contains("Staff at Hill Street Surgery")
                && log.contains("Read this log, because of a complaint"),
            "{log}"
        );
    });
}

#[test]
fn a_search_is_found_again_by_whoever_made_it_alone_and_for_15_minutes() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.log_in("five").await.page("/record/medicines").await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        let found = search(&staff, SAM).await;
        let other = sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let elsewhere = app.staff_member(&other).await;
        assert_eq!(elsewhere.get(&found).await.status(), StatusCode::NOT_FOUND);
        // Searched anew, an organisation finds what is its own.
        let theirs = search(&elsewhere, SAM).await;
        let page = words(&elsewhere.page(&theirs).await);
        assert!(!page.contains("Gale Governance") && !page.contains("Hill Street"), "{page}");
    });
}

#[test]
fn a_number_that_nobody_has_says_the_same_as_one_without_lines_and_is_written_down() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        let found = search(&staff, "999 123 4500").await;
        let page = words(&staff.page(&found).await);
        assert!(page.contains("The log says nothing about this number and your organisation."), "{page}");
        assert_eq!(app.log_about_nobody().await[0].purpose, "log-read-for-complaint");
    });
}

#[test]
fn without_a_whole_number_and_a_reason_nothing_is_searched() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        for (number, why, wanted) in [
            ("99900", "log-read-for-complaint", "Enter the whole NHS number"),
            ("Sam Sample", "log-read-for-complaint", "Enter the whole NHS number"),
            (SAM, "", "Choose why you search"),
            (SAM, "home", "Choose why you search"),
        ] {
            let answer = staff.post("/staff/access-log", &[("nhs-number", number), ("why", why)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{wanted}");
        }
    });
}

#[test]
fn the_whole_log_is_checked_beside_other_work_and_a_changed_line_is_said() {
    run(async {
        let app = TestApp::start(&[]).await;
        app.log_in("five").await.page("/record/medicines").await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        let checked = async || {
            assert_eq!(to(&staff.post("/staff/access-log/check", &[]).await), "/staff/access-log");
            for _ in 0..100 {
                let page = words(&staff.page("/staff/access-log").await);
                if page.contains("Checked today") {
                    return page;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            panic!("it is never checked");
        };
        let page = checked().await;
        assert!(page.contains("Nothing is missing and nothing was changed."), "{page}");
        app.portal.database.spoil_log().await;
        staff.post("/staff/access-log/check", &[]).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let page = words(&staff.page("/staff/access-log").await);
        assert!(page.contains("Call those who run Front Door now."), "{page}");
    });
}

#[test]
fn settings_that_differ_from_what_is_recommended_are_listed() {
    run(async {
        let app = TestApp::start(&["--idle-minutes", "55"]).await;
        let staff = app.staff(StaffRole::InformationGovernance).await;
        let page = words(&staff.page("/staff/access-log").await);
        assert!(page.contains("FRONT_DOOR_IDLE_MINUTES Is 55 Recommended 30 or fewer"), "{page}");
        assert!(!page.contains("FRONT_DOOR_LOG_YEARS"), "{page}");
    });
}
