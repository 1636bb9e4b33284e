//! Visit codes and codes for lost log-ins, as reception gives them.

use reqwest::StatusCode;

use crate::domain::StaffRole;
use crate::store::NewTerminal;
use crate::tests::app::{TestApp, Visitor, run, words};
use crate::tests::jar::{Jar, between, to};
use crate::tests::terminals::{DESK, terminal};

const VISIT: &str = "/staff/visit-codes";
const LOST: &str = "/staff/log-in-codes";
const LIBRARY: &str = "elsewhere:Hill Street Library";
const SAM: [&str; 4] = ["999 000 0018", "12", "4", "1961"];
/// A patient of other surgeries alone.
const PRIYA: [&str; 4] = ["999 000 0042", "19", "7", "1975"];
/// Nobody has this number.
const NORA: [&str; 4] = ["999 123 4500", "27", "3", "1968"];

fn fields<'a>([number, day, month, year]: [&'a str; 4], place: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("how", "vouched"),
        ("vouched-by", "Dr Vera Vouch"),
        ("nhs-number", number),
        ("born-day", day),
        ("born-month", month),
        ("born-year", year),
        ("place", place),
    ]
}

async fn given(staff: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = staff.post(path, fields).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.expect("a page")
}

async fn refused(staff: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = staff.post(path, fields).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    words(&answer.text().await.expect("a page"))
}

#[test]
fn reception_gives_a_slip_without_a_name_that_opens_appointments_and_the_patient_reads_who_gave_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        let none = words(&staff.page(VISIT).await);
        assert!(none.contains("There is no shared screen yet"), "{none}");
        let mut screen = terminal(&app, DESK).await;
        let slip = given(&staff, VISIT, &fields(SAM, LIBRARY)).await;
        let code = between(&slip, "<code>", "</code>").to_owned();
        assert!(!slip.contains("Sam") && !slip.contains("999"), "the slip names nobody");
        let read = words(&slip);
        assert!(read.contains("Use it on the Front Door screen at Hill Street Library."), "{read}");
        assert!(read.contains("It works once, until Saturday 21 November 2026, 9:41am."), "{read}");
        let typed = [("code", &*code), ("born-day", "12"), ("born-month", "4"), ("born-year", "1961")];
        assert_eq!(to(&screen.post(&app, "/visit-code", &typed).await), "/");
        assert_eq!(screen.get(&app, "/appointments").await.status(), StatusCode::OK);
        let list = staff.page(VISIT).await;
        assert!(
            words(&list).contains("by Rowan Reception. A member of staff knows them: Dr Vera Vouch."),
            "{}",
            words(&list)
        );
        assert!(!list.contains(&code) && !list.contains("Sam"), "shown once");
        let log = words(&app.log_in("five").await.page("/who-looked?who=others").await);
        assert!(log.contains("Staff at Hill Street Surgery") && log.contains("Made a visit code"), "{log}");
    });
}

#[test]
fn at_a_screen_of_the_own_organisation_a_code_is_good_for_a_quarter_of_an_hour() {
    run(async {
        let app = TestApp::start(&[]).await;
        let host = app.staff(StaffRole::TerminalHost).await;
        let code = super::terminals::add(&host, "Surgery foyer").await;
        let mut screen = Jar::default();
        assert_eq!(to(&screen.post(&app, "/terminal", &[("code", &code)]).await), "/");
        let staff = app.staff(StaffRole::Reception).await;
        let page = words(&staff.page(VISIT).await);
        assert!(page.contains("Here, at Surgery foyer: for 15 minutes"), "{page}");
        assert!(!page.contains("At another place, Surgery foyer"), "its only place is not another: {page}");
        let slip = given(&staff, VISIT, &fields(SAM, "here:Surgery foyer")).await;
        let code = between(&slip, "<code>", "</code>").to_owned();
        app.clock.advance(chrono::Duration::minutes(16));
        let typed = [("code", &*code), ("born-day", "12"), ("born-month", "4"), ("born-year", "1961")];
        let late = screen.post(&app, "/visit-code", &typed).await;
        assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn only_the_own_patient_with_this_date_of_birth_gets_a_code_and_nobody_else_is_told_apart() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        terminal(&app, NewTerminal { place: "Hill Street Library", ..DESK }).await;
        let [number, _, month, year] = SAM;
        let mut said = Vec::new();
        for who in [[number, "13", month, year], PRIYA] {
            for path in [VISIT, LOST] {
                let mut typed = fields(who, LIBRARY);
                typed.push(("name", "Somebody"));
                let page = refused(&staff, path, &typed).await;
                assert!(page.contains("No patient of Hill Street Surgery has this NHS number"), "{page}");
                said.push((path, page));
            }
        }
        assert_eq!(said[0], said[2]);
        let page = refused(&staff, LOST, &fields(NORA, LIBRARY)).await;
        assert!(page.contains("No patient of Hill Street Surgery"), "{page}");
        for nowhere in ["", "here:Hill Street Library", "elsewhere:Nowhere"] {
            let page = refused(&staff, VISIT, &fields(SAM, nowhere)).await;
            assert!(page.contains("Choose where they use the code"), "{nowhere}: {page}");
        }
        assert!(words(&staff.page(VISIT).await).contains("None."), "no code was made");
        let log = words(&app.log_in("five").await.page("/who-looked?who=others").await);
        assert!(!log.contains("Made a visit code"), "{log}");
    });
}

#[test]
fn somebody_who_has_not_used_front_door_gets_a_code_with_their_name() {
    run(async {
        let app = TestApp::start(&[]).await;
        let staff = app.staff(StaffRole::Reception).await;
        let mut screen = terminal(&app, DESK).await;
        let mut typed = fields(NORA, LIBRARY);
        let page = refused(&staff, VISIT, &typed).await;
        assert!(page.contains("Enter their name. They have not used Front Door before"), "{page}");
        typed.push(("name", "Nora Newcome"));
        let slip = given(&staff, VISIT, &typed).await;
        assert!(!slip.contains("Nora"), "the slip names nobody");
        let code = between(&slip, "<code>", "</code>").to_owned();
        let born = [("code", &*code), ("born-day", "27"), ("born-month", "3"), ("born-year", "1968")];
        assert_eq!(to(&screen.post(&app, "/visit-code", &born).await), "/");
        let hello = words(&screen.get(&app, "/").await.text().await.expect("a page"));
        assert!(hello.contains("Hello Nora"), "{hello}");
    });
}

#[test]
fn somebody_who_lost_their_log_in_chooses_a_new_password_with_the_slip_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let before = app.log_in("five").await;
        let staff = app.staff(StaffRole::Reception).await;
        let slip = given(&staff, LOST, &fields(SAM, "")).await;
        assert!(!slip.contains("Sam") && !slip.contains("999"), "the slip names nobody");
        assert!(
            words(&slip).contains("It works once, within 48 hours.") && slip.contains("/log-in/new-password")
        );
        let code = between(&slip, "<code>", "</code>").to_owned();
        let typed = [("who", SAM[0]), ("code", &*code), ("new-password", "sunlit harbour teapot")];
        assert_eq!(to(&app.post("/log-in/new-password", &typed).await), "/log-in?new-password");
        let again = app.post("/log-in/new-password", &typed).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "it was used");
        assert!(to(&before.get("/appointments").await).starts_with("/log-in"), "logged out everywhere");
        let sam = app.log_in_with(SAM[0], "sunlit harbour teapot").await;
        let log = words(&sam.page("/who-looked?who=others").await);
        assert!(log.contains("Gave you a code to choose a new password"), "{log}");
        assert!(words(&staff.page(LOST).await).contains("by Rowan Reception."));
        assert!(words(&staff.page(VISIT).await).contains("None."), "each sort has its own list");
    });
}
