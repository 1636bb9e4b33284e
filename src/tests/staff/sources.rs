//! What a service manager sees and stops.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::sandbox::{self, Fault};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::{between, to};

const RIVERSIDE: &str = "RZ1";
const ASKED: &str = "Riverside Hospital has asked us not to show";

async fn manager_at_riverside(app: &TestApp) -> Visitor<'_> {
    let staff = sandbox::staff().into_iter().find(|staff| staff.organisation == RIVERSIDE).expect("one");
    app.staff_member(&staff).await
}

async fn stop(manager: &Visitor<'_>, what: &str) {
    let fields = [("what", what), ("why", "wrong-entries"), ("note", "Two wards mixed up")];
    assert_eq!(to(&manager.post("/staff/sources/stop", &fields).await), "/staff/sources");
}

#[test]
fn a_kind_that_an_organisation_stops_is_gone_everywhere_at_once_and_an_honest_line_stands_in_its_place() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, manager) = (app.log_in("five").await, manager_at_riverside(&app).await);
        let letters = sam.page("/record/letters").await;
        assert!(letters.contains("Riverside Hospital"));
        sam.page("/record/medicines").await;
        stop(&manager, "letters").await;
        let after = words(&sam.page("/record/letters").await);
        assert!(after.contains(&format!("{ASKED} this at the moment.")), "{after}");
        // The name stands in that line alone, not with any entry.
        assert_eq!(after.matches("Riverside Hospital").count(), 1, "{after}");
        assert!(!words(&sam.page("/record/medicines").await).contains(ASKED), "other kinds are shown still");
        assert!(words(&sam.page("/").await).contains(&format!("{ASKED} something at the moment.")));
        let where_from = words(&sam.page("/where-from").await);
        assert!(where_from.contains("It has asked us not to show at the moment: letters"), "{where_from}");
        let status = words(&app.get("/status").await.text().await.expect("a page"));
        assert!(
            status.contains("Riverside Hospital has asked us not to show at the moment: letters"),
            "{status}"
        );
        let page = manager.page("/staff/sources").await;
        assert!(words(&page).contains("River Manager") && words(&page).contains("Two wards mixed up"));
        let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
        assert_eq!(to(&manager.post("/staff/sources/start", &[("id", &id)]).await), "/staff/sources");
        assert!(!words(&sam.page("/record/letters").await).contains(ASKED));
        let log: Vec<_> = app.log_about_nobody().await.into_iter().take(2).map(|row| row.purpose).collect();
        assert_eq!(log, ["source-started", "source-stopped"]);
    });
}

#[test]
fn an_entry_of_a_stopped_kind_is_not_found_by_its_address_either() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, manager) = (app.log_in("five").await, manager_at_riverside(&app).await);
        let list = sam.page("/record/letters").await;
        let mut path = None;
        for link in list.split("href=\"/record/letters/").skip(1) {
            let one = format!("/record/letters/{}", link.split('"').next().expect("an id"));
            if !one.contains('?') && words(&sam.page(&one).await).contains("Riverside Hospital") {
                path = Some(one);
            }
        }
        let path = path.expect("a letter of theirs");
        stop(&manager, "letters").await;
        for path in [path.clone(), format!("{path}/file")] {
            assert_eq!(sam.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn everything_of_an_organisation_can_be_stopped_and_then_nothing_is_asked_there() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, manager) = (app.log_in("five").await, manager_at_riverside(&app).await);
        let sandbox = app.portal.sandbox.as_ref().expect("practice");
        stop(&manager, "everything").await;
        let before = sandbox.requests(RIVERSIDE, 200).expect("requests").len();
        assert!(words(&sam.page("/record/visits").await).contains(ASKED));
        assert!(
            words(&sam.page("/where-from").await)
                .contains("It has asked us not to show anything at the moment.")
        );
        assert_eq!(sandbox.requests(RIVERSIDE, 200).expect("requests").len(), before);
    });
}

#[test]
fn a_manager_stops_and_starts_only_what_is_their_own_organisations() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (sam, here) = (app.log_in("five").await, manager_at_riverside(&app).await);
        let elsewhere = app.staff(StaffRole::ServiceManager).await;
        stop(&here, "letters").await;
        let id = between(&here.page("/staff/sources").await, "name=\"id\" value=\"", "\"").to_owned();
        assert_eq!(to(&elsewhere.post("/staff/sources/start", &[("id", &id)]).await), "/staff/sources");
        assert!(words(&sam.page("/record/letters").await).contains(ASKED), "it is stopped still");
        assert!(!words(&elsewhere.page("/staff/sources").await).contains("Two wards mixed up"));
    });
}

#[test]
fn a_form_without_a_choice_stops_nothing() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = manager_at_riverside(&app).await;
        let long = "x".repeat(301);
        for (what, why, note, wanted) in [
            ("", "safety", "", "Choose what is not to be shown"),
            ("everything-else", "safety", "", "Choose what is not to be shown"),
            ("letters", "", "", "Choose why"),
            ("letters", "because", "", "Choose why"),
            ("letters", "safety", long.as_str(), "Write at most 300 letters"),
        ] {
            let fields = [("what", what), ("why", why), ("note", note)];
            let answer = manager.post("/staff/sources/stop", &fields).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{wanted}");
        }
        assert!(words(&manager.page("/staff/sources").await).contains("Everything that you share is shown."));
    });
}

#[test]
fn a_failing_source_and_what_could_not_be_read_are_said_without_anybodys_name() {
    run(async {
        let app = TestApp::start(&[]).await;
        let manager = manager_at_riverside(&app).await;
        assert!(words(&manager.page("/staff/sources").await).contains("Not asked lately"));
        let max = app.log_in("cannot be read").await;
        max.page("/record").await;
        let said = words(&manager.page("/staff/sources").await);
        assert!(said.contains("Answering") && !said.contains("Max"), "{said}");
        app.set_fault(RIVERSIDE, Fault::Error500).await;
        max.page("/record/letters").await;
        let said = words(&manager.page("/staff/sources").await);
        assert!(
            said.contains("Not answering")
                && said.contains("It says since today at 9:41am that it cannot answer."),
            "{said}"
        );
        let status = words(&app.get("/status").await.text().await.expect("a page"));
        assert!(
            status.contains("Riverside Hospital: It says since today at 9:41am that it cannot answer."),
            "{status}"
        );
    });
}

#[test]
fn the_public_page_asks_nobody() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sandbox = app.portal.sandbox.as_ref().expect("practice");
        for _ in 0..3 {
            let page = words(&app.get("/status").await.text().await.expect("a page"));
            assert!(
                page.contains("We have noticed no problem.") && page.contains("Hill Street Surgery"),
                "{page}"
            );
        }
        for place in ["A99901", RIVERSIDE] {
            assert!(sandbox.requests(place, 9).expect("requests").is_empty(), "{place}");
        }
    });
}
