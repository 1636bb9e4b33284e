//! What patients say is wrong, at the desk of who holds it.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::tests::app::{TestApp, run, words};
use crate::tests::bad_input::first_id;
use crate::tests::jar::between;

#[test]
fn a_report_is_listed_without_its_person_and_opening_it_stands_where_the_patient_sees_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let grace = app.log_in("A parent").await;
        let manager = app.staff(StaffRole::ServiceManager).await;
        assert!(words(&manager.page("/staff/reports").await).contains("No report stands open."));
        for (number, list) in ["medicines", "visits"].into_iter().enumerate() {
            let id = first_id(&grace.page(&format!("/record/{list}")).await, &format!("record/{list}"));
            let form = [
                ("report", format!("01900000-0000-7000-8000-00000000000{number}")),
                ("what", "wrong".to_owned()),
                ("text", "The dose is not mine".to_owned()),
                ("step", "send".to_owned()),
            ];
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            grace.post(&format!("/record/{list}/{id}/wrong"), &form).await;
        }
        app.clock.advance(chrono::Duration::hours(3));
        let manager_again = app.staff_member(&super::member(StaffRole::ServiceManager)).await;
        let page = manager_again.page("/staff/reports").await;
        let said = words(&page);
        assert!(said.contains("3 hours ago.") && said.contains("Something is wrong"), "{said}");
        assert!(!said.contains("Grace") && !said.contains("dose"), "{said}");
        let id = between(&page, "href=\"/staff/reports/", "\"").to_owned();
        let one = words(&manager_again.page(&format!("/staff/reports/{id}")).await);
        assert!(one.contains("Grace Young") && one.contains("The dose is not mine"), "{one}");
        let grace = app.log_in("A parent").await;
        let log = words(&grace.page("/who-looked?who=others").await);
        assert!(
            log.contains("Staff at Hill Street Surgery") && log.contains("Read what you said is wrong"),
            "{log}"
        );
        let other =
            crate::sandbox::staff().into_iter().find(|staff| staff.organisation == "RZ1").expect("one");
        let elsewhere = app.staff_member(&other).await;
        let there = elsewhere.page("/staff/reports").await;
        assert!(!there.contains(&id), "what another organisation holds is not theirs");
        assert_eq!(elsewhere.get(&format!("/staff/reports/{id}")).await.status(), StatusCode::NOT_FOUND);
    });
}
