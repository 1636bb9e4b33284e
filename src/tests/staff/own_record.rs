//! Staff do nothing at the desk about their own record.

use reqwest::StatusCode;

use super::member;
use super::people::{add, first};
use crate::domain::{NhsNumber, StaffRole};
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::bad_input::first_id;
use crate::tests::jar::{Jar, to};
use crate::tests::terminals::{DESK, terminal};

const SAM: &str = "999 000 0018";

/// An administrator tells whose record is the own of somebody in this role.
async fn tell(admin: &Visitor<'_>, role: StaffRole, number: &str) -> String {
    let page = admin.page("/staff/people").await;
    let table = page.split("<tbody").nth(1).expect("a table").to_owned();
    let before = table.split(member(role).name).next().expect("a page");
    let account =
        before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("an address");
    let answer = admin.post(&format!("{account}/own-number"), &[("own-number", number)]).await;
    assert_eq!(to(&answer), account);
    account.to_owned()
}

fn about_sam<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("how", "documents"),
        ("nhs-number", SAM),
        ("name", "Sam Sample"),
        ("born-day", "12"),
        ("born-month", "4"),
        ("born-year", "1961"),
        ("place", "elsewhere:Hill Street Library"),
    ]
}

#[test]
fn a_receptionist_gets_no_code_about_themself_and_the_log_says_that_they_tried() {
    run(async {
        let app = TestApp::start(&[]).await;
        terminal(&app, DESK).await;
        let (admin, staff) =
            (app.staff(StaffRole::Administrator).await, app.staff(StaffRole::Reception).await);
        let account = tell(&admin, StaffRole::Reception, SAM).await;
        let page = admin.page(&account).await;
        assert!(words(&page).contains("Own NHS number Known, and never shown"), "{}", words(&page));
        assert!(!page.contains("9990000018") && !page.contains(SAM), "nobody reads it");
        let said = words(&admin.page("/staff/people").await);
        assert!(said.contains("Addison Admin: told the NHS number of Rowan Reception"), "{said}");
        for path in ["/staff/linkage", "/staff/visit-codes", "/staff/log-in-codes"] {
            let answer = staff.post(path, &about_sam()).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains("You cannot do this for yourself") && !page.contains("<code>"), "{path}");
            assert!(words(&staff.page(path).await).contains("None."), "{path}: no code was given");
        }
        let sam = app.log_in("five").await;
        let log = words(&sam.page("/who-looked?who=others").await);
        let tried = "Wanted something that they may not do, and did not get it";
        assert!(
            log.contains(tried) && !log.contains("Gave you") && !log.contains("Made a visit code"),
            "{log}"
        );
        let colleague = app.staff_member(&member(StaffRole::InformationGovernance)).await;
        let search = [("nhs-number", SAM), ("why", "log-read-for-check")];
        assert_eq!(colleague.post("/staff/access-log", &search).await.status(), StatusCode::SEE_OTHER);
    });
}

#[test]
fn nobody_reads_the_log_or_a_report_about_themself() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("A parent").await;
        let id = first_id(&grace.page("/record/medicines").await, "record/medicines");
        let report = "01900000-0000-7000-8000-000000000009";
        let form = [("report", report), ("what", "wrong"), ("text", "The dose is wrong"), ("step", "send")];
        grace.post(&format!("/record/medicines/{id}/wrong"), &form).await;
        let people = app.portal.sandbox.as_ref().expect("practice").people();
        let number = people.iter().find(|one| one.key == "grace").expect("Grace").nhs_number;
        assert!(NhsNumber::parse(number).is_ok());
        let admin = app.staff(StaffRole::Administrator).await;
        for role in [StaffRole::InformationGovernance, StaffRole::ServiceManager] {
            tell(&admin, role, number).await;
        }
        let governance = app.staff(StaffRole::InformationGovernance).await;
        let search = [("nhs-number", number), ("why", "log-read-for-check")];
        let answer = governance.post("/staff/access-log", &search).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let manager = app.staff(StaffRole::ServiceManager).await;
        let reports = manager.page("/staff/reports").await;
        let one = reports.split("href=\"/staff/reports/").nth(1).and_then(|rest| rest.split('"').next());
        let answer = manager.get(&format!("/staff/reports/{}", one.expect("a report"))).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let page = words(&answer.text().await.expect("a page"));
        assert!(page.contains("Ask a colleague to do it.") && !page.contains("The dose is wrong"), "{page}");
    });
}

#[test]
fn an_administrator_does_not_change_their_own_number_and_a_wrong_one_is_not_kept() {
    run(async {
        let app = TestApp::start(&[]).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let own = tell(&admin, StaffRole::Administrator, SAM).await;
        for (number, wanted) in [("999 000 0026", "Ask another administrator"), ("12", "It has 10 digits")] {
            let answer = admin.post(&format!("{own}/own-number"), &[("own-number", number)]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{number}");
            assert!(answer.text().await.expect("a page").contains(wanted), "{number}");
        }
    });
}

#[test]
fn somebody_new_may_tell_their_own_number_at_their_first_log_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        terminal(&app, DESK).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let code = add(&admin, &["reception"]).await;
        let mut browser = Jar::default();
        let (note, key) = first(&mut browser, &app, &code).await;
        let digits = key.code(app.clock.now());
        let mut fields =
            vec![("note", &*note), ("code", &*digits), ("new-password", "sunlit harbour teapot")];
        fields.push(("own-number", "12"));
        let answer = browser.post(&app, "/staff/log-in/first", &fields).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("or leave this empty") && page.contains(&note), "with the same picture");
        fields.retain(|(name, _)| *name != "own-number");
        fields.push(("own-number", SAM));
        assert_eq!(to(&browser.post(&app, "/staff/log-in/first", &fields).await), "/staff");
        let answer = browser.post(&app, "/staff/linkage", &about_sam()).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let said = words(&admin.page("/staff/people").await);
        assert!(said.contains("Nicky New: told the NHS number of Nicky New"), "{said}");
    });
}
