//! Visit codes: a slip opens appointments and repeat medicines at one terminal, once, and nothing else anywhere.

use chrono::{Duration, NaiveDate};
use reqwest::{Method, Response, StatusCode};

use super::app::{TestApp, run, words};
use super::jar::{Jar, to};
use super::terminals::{DESK, terminal};
use crate::access::{At, CannotMakeVisitCode, NewVisitCode, is_open_at_terminals, is_open_by_visit_code};
use crate::domain::{Identified, NhsNumber};
use crate::store::NewTerminal;

const LIBRARY: &str = "Hill Street Library";

/// Sam's number and date of birth.
pub(super) fn sam(app: &TestApp) -> (NhsNumber, NaiveDate) {
    let people = app.portal.sandbox.as_ref().expect("practice mode").people();
    let sam = people.iter().find(|person| person.note.contains("five")).expect("Sam");
    (NhsNumber::parse(sam.nhs_number).expect("a number"), sam.birth_date)
}

static BY_DOCUMENTS: Identified = Identified::ByDocuments;

pub(super) fn new(app: &TestApp) -> NewVisitCode<'static> {
    let (nhs_number, date_of_birth) = sam(app);
    NewVisitCode {
        nhs_number,
        date_of_birth,
        name: None,
        known_to: &[],
        at: At::Here(LIBRARY),
        made_by: "Jo at the desk",
        identified: &BY_DOCUMENTS,
    }
}

pub(super) async fn code(app: &TestApp, new: NewVisitCode<'_>) -> String {
    app.portal.access.make_visit_code(new).await.expect("a code").code
}

pub(super) async fn typed(jar: &mut Jar, app: &TestApp, code: &str, born: NaiveDate) -> Response {
    let [day, month, year] = ["%d", "%m", "%Y"].map(|part| born.format(part).to_string());
    let fields = [("code", code), ("born-day", &*day), ("born-month", &*month), ("born-year", &*year)];
    jar.post(app, "/visit-code", &fields).await
}

#[test]
fn a_slip_opens_appointments_and_repeat_medicines_once_and_nothing_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (code, born) = (code(&app, new(&app)).await, sam(&app).1);
        assert_eq!(code.len(), 9, "{code}");
        let mut jar = terminal(&app, DESK).await;
        assert_eq!(to(&typed(&mut jar, &app, &code, born).await), "/");
        let first = jar.get(&app, "/").await.text().await.expect("a page");
        let read = words(&first);
        assert!(read.contains("Hello Sam") && read.contains("See my appointments"), "{read}");
        assert!(!read.contains("letters") && !read.contains("test results"), "{read}");
        for open in ["/appointments", "/record/medicines/order"] {
            let page = jar.get(&app, open).await;
            assert_eq!(page.status(), StatusCode::OK, "{open}");
            let page = page.text().await.expect("a page");
            assert!(!page.contains("href=\"/record\"") && !page.contains("href=\"/record/letters"), "{open}");
        }
        for line in include_str!("route_list.txt").lines() {
            let (path, methods) = line.split_once(' ').expect("a path and methods");
            for method in methods.split(',').map(|method| method.trim().parse::<Method>().expect("a method"))
            {
                let is_for_all = ["/log-in", "/terminal", "/status", "/.well-known", "/assets", "/health"]
                    .iter()
                    .any(|all| path.starts_with(all));
                if is_for_all || is_open_by_visit_code(&method, path) {
                    continue;
                }
                let filled = path.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
                let answer = match method {
                    Method::POST => jar.clone().post(&app, &filled, &[]).await,
                    _ => jar.get(&app, &filled).await,
                };
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{method} {path}");
            }
        }
        jar.post(&app, "/log-out", &[]).await;
        let again = typed(&mut jar, &app, &code, born).await;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "it was used");
    });
}

#[test]
fn a_slip_is_for_one_place_for_a_quarter_of_an_hour_or_for_one_other_for_a_day() {
    run(async {
        let app = TestApp::start(&[]).await;
        let born = sam(&app).1;
        let mut here = terminal(&app, DESK).await;
        let mut there = terminal(&app, NewTerminal { place: "Central Library", ..DESK }).await;
        let wrong = async |jar: &mut Jar, code: &str| {
            let answer = typed(jar, &app, code, born).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
            let read = words(&answer.text().await.expect("a page"));
            assert!(read.contains("We cannot use this code"), "the same words for every reason: {read}");
        };
        let first = code(&app, new(&app)).await;
        wrong(&mut there, &first).await;
        app.clock.advance(Duration::minutes(16));
        wrong(&mut here, &first).await;
        let other = code(&app, NewVisitCode { at: At::Elsewhere("Central Library"), ..new(&app) }).await;
        wrong(&mut here, &other).await;
        app.clock.advance(Duration::hours(23));
        assert_eq!(to(&typed(&mut there, &app, &other, born).await), "/");
        let latest = code(&app, new(&app)).await;
        let newest = code(&app, new(&app)).await;
        app.clock.advance(Duration::seconds(1));
        wrong(&mut here, &latest).await;
        assert_eq!(to(&typed(&mut here, &app, &newest, born).await), "/", "only the newest slip works");
    });
}

#[test]
fn guesses_are_counted_by_code_and_by_terminal_and_not_by_address() {
    run(async {
        let app = TestApp::start(&[]).await;
        let born = sam(&app).1;
        let mut jar = terminal(&app, DESK).await;
        let slip = code(&app, new(&app)).await;
        for day in 1..=3 {
            let other = NaiveDate::from_ymd_opt(1931, 1, day).expect("a day");
            assert_eq!(typed(&mut jar, &app, &slip, other).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let over = typed(&mut jar, &app, &slip, born).await;
        assert_eq!(over.status(), StatusCode::UNPROCESSABLE_ENTITY, "three wrong dates end a code");
        let mut last = over.status();
        for guess in 0..10 {
            last = typed(&mut jar, &app, &format!("0000000{guess}"), born).await.status();
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let mut other = terminal(&app, DESK).await;
        let slip = code(&app, new(&app)).await;
        assert_eq!(to(&typed(&mut other, &app, &slip, born).await), "/", "the same address, another screen");
    });
}

#[test]
fn a_slip_opens_nothing_on_a_device_of_ones_own() {
    run(async {
        let app = TestApp::start(&[]).await;
        let slip = code(&app, new(&app)).await;
        let mut jar = Jar::default();
        assert_eq!(to(&jar.get(&app, "/visit-code").await), "/log-in");
        assert_eq!(to(&typed(&mut jar, &app, &slip, sam(&app).1).await), "/log-in");
        assert!(jar.0.is_empty());
        assert!(is_open_at_terminals(&Method::GET, "/visit-code"));
    });
}

#[test]
fn a_slip_is_made_for_whom_staff_have_identified_also_without_a_log_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let access = &app.portal.access;
        let wrong = NewVisitCode { date_of_birth: NaiveDate::default(), ..new(&app) };
        assert!(matches!(access.make_visit_code(wrong).await, Err(CannotMakeVisitCode::Unknown)));
        for wrong in [
            NewVisitCode { made_by: " ", ..new(&app) },
            NewVisitCode { at: At::Here(""), ..new(&app) },
            NewVisitCode { identified: &Identified::Vouched { by: String::new() }, ..new(&app) },
        ] {
            assert!(matches!(access.make_visit_code(wrong).await, Err(CannotMakeVisitCode::NoName)));
        }
        let nobody =
            NewVisitCode { nhs_number: NhsNumber::parse("9434765919").expect("a number"), ..new(&app) };
        assert!(
            matches!(access.make_visit_code(nobody).await, Err(CannotMakeVisitCode::Unknown)),
            "without a name"
        );
        let named = NewVisitCode { name: Some("Nel Example"), ..nobody };
        let slip = code(&app, named).await;
        let mut jar = terminal(&app, DESK).await;
        assert_eq!(to(&typed(&mut jar, &app, &slip, named.date_of_birth).await), "/");
        assert!(words(&jar.get(&app, "/").await.text().await.expect("a page")).contains("Hello Nel"));
    });
}

#[test]
fn the_person_reads_who_made_and_who_used_a_slip() {
    run(async {
        let app = TestApp::start(&[]).await;
        let slip = code(
            &app,
            NewVisitCode { identified: &Identified::Vouched { by: "Dr Day".into() }, ..new(&app) },
        )
        .await;
        let mut jar = terminal(&app, DESK).await;
        typed(&mut jar, &app, &slip, sam(&app).1).await;
        let read = words(&app.log_in("five").await.page("/who-looked").await);
        assert!(read.contains("Made a visit code") && read.contains("Logged in with a visit code"), "{read}");
    });
}
