//! Whoever gives somebody access, or more of it, shows again that it is them; whoever gives less or stops it does not.

use chrono::Duration;

use super::{HILL_STREET, give, give_until_check, only_grant, place};
use crate::domain::Kind;
use crate::tests::app::{TestApp, run, words};
use crate::tests::jar::between;

const ALEX: &[(&str, &str)] = &[("called", "Alex"), ("email", "")];
const PASSWORD_PAGE: &str = "/confirm?return=%2Fgive-access%2Fcheck";

fn password(app: &TestApp) -> String {
    let people = app.portal.sandbox.as_ref().expect("practice").people();
    people.iter().find(|person| person.note.contains("five")).expect("Sam").password.clone()
}

#[test]
fn access_is_given_only_by_who_shows_again_that_it_is_them_and_what_was_filled_in_is_kept() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        give_until_check(&sam, ALEX, &[HILL_STREET], (&[Kind::Medicines], &[]), &[]).await;
        app.clock.advance(Duration::minutes(11));
        assert_eq!(place(&sam.get("/give-access/check").await), PASSWORD_PAGE);
        assert_eq!(place(&sam.post("/give-access/check", &[]).await), PASSWORD_PAGE);
        assert!(!words(&sam.page("/carers").await).contains("Alex"), "nothing was given");
        let password = password(&app);
        let fields = [("password", password.as_str()), ("return", "/give-access/check")];
        assert_eq!(place(&sam.post("/confirm", &fields).await), "/give-access/check");
        let page = words(&sam.page("/give-access/check").await);
        assert!(page.contains("Alex") && page.contains("Hill Street Surgery"), "{page}");
        let handed = sam.post("/give-access/check", &[]).await.text().await.expect("a page");
        assert!(handed.contains("class=\"code\""), "{handed}");
        assert!(words(&sam.page("/carers").await).contains("Alex"));
    });
}

#[test]
fn more_is_given_only_by_who_shows_again_that_it_is_them_and_less_at_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        give(&sam, ALEX, &[HILL_STREET], &[Kind::Appointments, Kind::Medicines, Kind::Letters], &[]).await;
        let carers = sam.page("/carers").await;
        let one = format!("/carers/{}", between(&carers, "href=\"/carers/", "\""));
        app.clock.advance(Duration::minutes(11));
        let more = [("see", "medicines"), ("see", "letters"), ("see", "allergies")];
        let first = format!("/confirm?return={}", one.replace('/', "%2F"));
        assert_eq!(place(&sam.post(&one, &more).await), first);
        let does_more = [("see", "appointments"), ("act", "appointments")];
        assert_eq!(place(&sam.post(&one, &does_more).await), first);
        let kept = only_grant(&app).await;
        assert!(!kept.grant.parts[0].see.contains(Kind::Allergies) && kept.grant.parts[0].act.is_empty());
        assert_eq!(place(&sam.post(&one, &[("see", "medicines")]).await), one, "less");
        assert_eq!(place(&sam.post(&one, &[("do", "stop")]).await), "/carers", "nothing");
    });
}
