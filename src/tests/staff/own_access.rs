//! A patient's own online access, stopped by staff at the patient's wish.

use reqwest::StatusCode;

use super::carers::{OLIVE, find_quietly, told};
use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::carers::place;

const CLOSED: [&str; 6] = ["/", "/record/medicines", "/who-looked", "/search", "/your-details", "/devices"];

async fn open(staff: &Visitor<'_>) -> String {
    let [day, month, year] = OLIVE.1;
    let fields = [
        ("nhs-number", OLIVE.0),
        ("born-day", day),
        ("born-month", month),
        ("born-year", year),
        ("how", "openly"),
    ];
    format!("{}/own", place(&staff.post("/staff/carers", &fields).await))
}

#[test]
fn whoevers_own_access_is_stopped_logs_in_to_one_page_that_says_whom_to_call_until_it_is_given_back() {
    run(async {
        let app = TestApp::start(&[]).await;
        let olive = app.log_in("2,000").await;
        olive.page("/record/medicines").await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let own = open(&staff).await;
        let answer = staff.post(&own, &[("do", "stop"), ("note", "")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let before = told(&app, "olive@example.org").await;
        place(&staff.post(&own, &[("do", "stop"), ("note", "She came with her passport")]).await);
        assert_eq!(told(&app, "olive@example.org").await, before + 1);
        let again = app.log_in("2,000").await;
        for visitor in [&olive, &again] {
            for path in CLOSED {
                assert_eq!(place(&visitor.get(path).await), "/access-stopped", "{path}");
            }
            let page = visitor.page("/access-stopped").await;
            let said = words(&page);
            assert!(said.contains("call") && said.contains("Hill Street Surgery"), "{said}");
            assert!(!page.contains("passport") && !said.contains("Olive"), "{said}");
            assert_eq!(visitor.get("/helping").await.status(), StatusCode::OK, "they can still help others");
            assert_eq!(visitor.get("/complaints").await.status(), StatusCode::OK);
        }
        place(&staff.post(&own, &[("do", "give-back"), ("note", "She called")]).await);
        assert_eq!(olive.get("/record/medicines").await.status(), StatusCode::OK);
        assert_eq!(place(&olive.get("/access-stopped").await), "/");
        let log = words(&olive.page("/who-looked?who=others").await);
        assert!(log.contains("your own online access was stopped"), "{log}");
    });
}

#[test]
fn stopped_quietly_the_page_says_the_same_and_afterwards_no_log_says_that_it_was() {
    run(async {
        let app = TestApp::start(&[]).await;
        let olive = app.log_in("2,000").await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let own = open(&staff).await;
        place(&staff.post(&own, &[("do", "stop"), ("note", "x")]).await);
        let openly = words(&olive.page("/access-stopped").await);
        place(&staff.post(&own, &[("do", "give-back"), ("note", "x")]).await);
        let log = words(&olive.page("/who-looked?who=others").await);
        let told_before = told(&app, "olive@example.org").await;
        let own = format!("{}/own", find_quietly(&staff, OLIVE).await);
        place(&staff.post(&own, &[("do", "stop")]).await);
        assert_eq!(words(&olive.page("/access-stopped").await), openly);
        place(&staff.post(&own, &[("do", "give-back")]).await);
        assert_eq!(words(&olive.page("/who-looked?who=others").await), log);
        assert_eq!(told(&app, "olive@example.org").await, told_before);
    });
}
