//! The access team's desk: stopping and ending access, and what happens when a patient has died.

use reqwest::StatusCode;

use super::carers::{OLIVE, WILHELMINA, find, grant_of, told};
use crate::domain::StaffRole;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::carers::{act_for, place};

/// Wilhelmina's page, the page of her deputy's access, and its id.
async fn deputy(staff: &Visitor<'_>) -> (String, String, String) {
    let patient = find(staff, WILHELMINA).await;
    let grant = grant_of(staff, &patient, "Sunita Renew").await;
    let id = grant.rsplit('/').next().expect("an id").to_owned();
    (patient, grant, id)
}

/// How many notices went to Wilhelmina, and to her deputy.
async fn told_both(app: &TestApp) -> (usize, usize) {
    (told(app, "wilhelmina@example.org").await, told(app, "sunita@example.org").await)
}

#[test]
fn staff_stop_access_let_it_go_on_and_end_it_and_neither_learns_why() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let (_, grant, id) = deputy(&staff).await;
        let (wilhelmina, sunita) = (app.log_in("Wilhelmina").await, app.log_in("Sunita").await);
        assert_eq!(place(&act_for(&sunita, &id).await), "/");
        let answer = staff.post(&grant, &[("do", "suspend"), ("why", ""), ("note", "")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let both = async || told_both(&app).await;
        let before = both().await;
        let steps = [
            (("suspend", "responsibility-changed"), "Stopped for now", false),
            (("lift", ""), "Can see your record", true),
            (("suspend", "concern"), "Stopped for now", false),
            (("lift", ""), "Can see your record", true),
            (("end", "not-needed"), "Ended", false),
        ];
        for (times, ((what, why), stands, sees)) in steps.into_iter().enumerate() {
            let fields = [("do", what), ("why", why), ("note", "A neighbour called XYZZY")];
            assert_eq!(place(&staff.post(&grant, &fields).await), grant, "{what}");
            let page = words(&wilhelmina.page("/carers").await);
            assert!(
                page.contains(stands) && !page.contains("XYZZY") && !page.contains("worried"),
                "{what}: {page}"
            );
            let there = sunita.get("/record/medicines").await.status();
            assert_eq!(there == StatusCode::OK, sees, "{what}: {there}");
            let told = both().await;
            assert_eq!(told, (before.0 + times + 1, before.1 + times + 1), "{what}");
        }
        let again = staff.post(&grant, &[("do", "lift"), ("note", "x")]).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "what has ended stays ended");
        assert!(words(&staff.page(&grant).await).contains("Somebody is worried about it"));
    });
}

#[test]
fn of_access_to_several_organisations_staff_end_their_own_part_alone() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let grant = grant_of(&staff, &find(&staff, OLIVE).await, "Priya Twofold").await;
        let id = grant.rsplit('/').next().expect("an id").to_owned();
        let priya = app.log_in("Priya").await;
        act_for(&priya, &id).await;
        assert!(priya.page("/").await.contains("Hill Street"));
        let suspend = [("do", "suspend"), ("why", "concern"), ("note", "x")];
        assert_eq!(staff.post(&grant, &suspend).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let end = [("do", "end"), ("why", "not-needed"), ("note", "x")];
        place(&staff.post(&grant, &end).await);
        let front = priya.page("/").await;
        assert!(front.contains("Riverside") && !front.contains("Hill Street"), "{}", words(&front));
    });
}

#[test]
fn when_a_patient_has_died_access_stops_the_carer_is_told_and_nobody_writes_to_the_patient() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let (patient, grant, id) = deputy(&staff).await;
        let sunita = app.log_in("Sunita").await;
        let both = async || told_both(&app).await;
        let before = both().await;
        let died = format!("{patient}/died");
        let answer = staff.post(&died, &[("do", "died"), ("note", "")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        place(&staff.post(&died, &[("do", "died"), ("note", "Certificate seen")]).await);
        assert_eq!(both().await, (before.0, before.1 + 1));
        assert_eq!(place(&act_for(&sunita, &id).await), "/helping/stopped/not-active");
        let end = [("do", "end"), ("why", "not-needed"), ("note", "x")];
        place(&staff.post(&grant, &end).await);
        assert_eq!(both().await.0, before.0, "nobody writes to somebody who has died");
        assert!(words(&staff.page(&patient).await).contains("This patient has died."));
    });
}

#[test]
fn that_somebody_has_died_is_taken_back_where_it_was_a_mistake() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::AccessTeam).await;
        let (patient, _, id) = deputy(&staff).await;
        let died = format!("{patient}/died");
        place(&staff.post(&died, &[("do", "died"), ("note", "A letter")]).await);
        let before = told(&app, "wilhelmina@example.org").await;
        place(&staff.post(&died, &[("do", "lives"), ("note", "It was another person")]).await);
        assert_eq!(told(&app, "wilhelmina@example.org").await, before + 1);
        let sunita = app.log_in("Sunita").await;
        assert_eq!(place(&act_for(&sunita, &id).await), "/");
    });
}
