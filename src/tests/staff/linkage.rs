//! Codes that reception gives.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::tests::app::{TestApp, run, words};
use crate::tests::jar::{Jar, between, to};

/// A number that nobody has.
const NUMBER: &str = "999 123 4500";

fn fields<'a>(how: &'a str, vouched: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("how", how),
        ("vouched-by", vouched),
        ("nhs-number", NUMBER),
        ("name", "Nora Newcome"),
        ("born-day", "27"),
        ("born-month", "3"),
        ("born-year", "1968"),
    ]
}

#[test]
fn somebody_who_showed_who_they_are_makes_a_log_in_with_the_slip_that_names_nobody() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        let answer = staff.post("/staff/linkage", &fields("documents", "")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let page = answer.text().await.expect("a page");
        let code = between(&page, "<code>", "</code>").to_owned();
        assert!(!page.contains("Nora") && !page.contains("999"), "the slip names nobody");
        assert!(words(&page).contains("It works once, within 30 days.") && page.contains("/register"));
        let list = staff.page("/staff/linkage").await;
        assert!(
            words(&list).contains("by Rowan Reception. Photo ID and proof of address."),
            "{}",
            words(&list)
        );
        assert!(!list.contains(&code) && !list.contains("Nora"));
        let mut browser = Jar::default();
        let register = [
            ("nhs-number", NUMBER),
            ("born-day", "27"),
            ("born-month", "3"),
            ("born-year", "1968"),
            ("code", code.as_str()),
            ("new-password", "sunlit harbour teapot"),
        ];
        assert_eq!(to(&browser.post(&app, "/register", &register).await), "/your-log-in");
        assert_eq!(app.log_about_nobody().await[0].purpose, "linkage-issued");
    });
}

#[test]
fn who_vouches_is_named_and_nobody_is_known_by_facts_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        for (how, vouched, wanted) in [
            ("", "", "Choose how you know who they are"),
            ("facts", "", "Choose how you know who they are"),
            ("vouched", "", "Enter the name of the member of staff who knows them"),
        ] {
            let answer = staff.post("/staff/linkage", &fields(how, vouched)).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wanted}");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(wanted) && page.contains("value=\"Nora Newcome\""), "{wanted}");
        }
        assert!(words(&staff.page("/staff/linkage").await).contains("None."), "no code was made");
        staff.post("/staff/linkage", &fields("vouched", "Dr Vera Vouch")).await;
        assert!(
            words(&staff.page("/staff/linkage").await)
                .contains("A member of staff knows them: Dr Vera Vouch.")
        );
    });
}

#[test]
fn somebody_who_has_a_log_in_sees_that_a_code_was_given() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        let mut fields = fields("documents", "");
        fields.retain(|(name, _)| *name != "nhs-number");
        fields.push(("nhs-number", "999 000 0018"));
        assert_eq!(staff.post("/staff/linkage", &fields).await.status(), StatusCode::OK);
        let sam = app.log_in("five").await;
        let log = words(&sam.page("/who-looked?who=others").await);
        assert!(
            log.contains("Staff at Hill Street Surgery") && log.contains("Gave you a code to make a log-in"),
            "{log}"
        );
    });
}
