//! Every URL and every kind of visitor, made from the list of URLs: a new one fails until it stands here.

use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};

use super::app::{TestApp, Visitor, run};
use super::bad_input::first_id;
use super::carers::{accept, give};
use super::requests::{HILL_STREET, book, booked};
use crate::domain::{Kind, StaffRole};

const ALEX: &[(&str, &str)] = &[("called", "Alex")];

/// Who may come, and what they then see.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Door {
    /// Anybody, whatever cookie they bring.
    Open,
    /// Anybody; looks different to whoever is logged in, so a stale cookie leads to the log-in page.
    OpenAndKnowsWho,
    /// Whoever is logged in, each to what is their own.
    Own,
    /// One thing of one person's: somebody else gets the page that says there is no such thing.
    OwnThing,
    /// Staff in this role; any of them where there is none. A patient's log-in opens none of it.
    Desk(Option<StaffRole>),
    /// Staff in one of these roles.
    DeskOf(&'static [StaffRole]),
    /// As `Own`, and the log-in is over or another one afterwards; what it does is tested for itself.
    Ends,
}

/// The one place to fill in.
pub(super) fn door(method: &Method, path: &str) -> Option<Door> {
    let get = *method == Method::GET;
    Some(match path {
        "/assets/{file}" | "/health/live" | "/health/ready" => Door::Open,
        "/accessibility" | "/cookies" | "/help" | "/help/easy-read" | "/privacy" | "/account-closed"
        | "/status" => Door::Open,
        "/terminal" | "/terminal/help" | "/terminal/private" | "/visit-code" => Door::Open,
        "/terminal/helper" => Door::OpenAndKnowsWho,
        "/" => Door::OpenAndKnowsWho,
        "/simple-pages" if get => Door::OpenAndKnowsWho,
        "/simple-pages" => Door::Open,
        "/log-in" if get => Door::OpenAndKnowsWho,
        "/log-in" => Door::Open,
        "/log-in/nhs-login" | "/log-in/nhs-login/back" | "/log-in/nhs-login/{why}" => Door::Open,
        "/.well-known/jwks.json" => Door::Open,
        "/log-out" if get => Door::OpenAndKnowsWho,
        "/log-out" | "/leave" => Door::Open,
        "/appointments" | "/record" | "/where-from" | "/your-details" | "/search" | "/download" => Door::Own,
        "/who-looked" | "/who-looked/file" | "/devices" | "/confirm" | "/close-account" => Door::Own,
        "/stay" | "/kept-form" | "/requests" => Door::Own,
        "/appointments/book" | "/appointments/book/{organisation}" => Door::Own,
        "/record/medicines/order" | "/your-details/change/{what}" => Door::Own,
        "/appointments/calendar-feed" => Door::Own,
        // Opened by what stands in the address alone: `calendar_feed`.
        "/calendar-feed/{secret}" => Door::Open,
        "/appointments/{id}/calendar" | "/requests/{id}" => Door::OwnThing,
        "/appointments/{id}/cancel" if get => Door::OwnThing,
        // A form without a wish is refused before any appointment is looked for; with one: `requests_changed`.
        "/appointments/{id}/cancel" => Door::Own,
        "/messages" | "/messages/new" | "/messages/new/{organisation}" => Door::Own,
        "/messages/{id}" | "/messages/{id}/reply" | "/messages/{id}/files/{place}" => Door::OwnThing,
        "/messages/drafts/{id}" | "/messages/drafts/{id}/files" | "/messages/drafts/{id}/check" => {
            Door::OwnThing
        }
        "/complaints" | "/feedback" | "/no-gp-surgery" | "/someone-has-died" => Door::Open,
        "/find-a-service" | "/find-a-service/connected" | "/find-a-service/{id}" => Door::Open,
        "/log-in/forgotten" | "/log-in/lost" | "/log-in/new-password" | "/register" => Door::Open,
        "/log-in/second-step" | "/log-in/second-step/send" | "/log-in/passkey" => Door::Open,
        "/your-log-in/codes" | "/your-log-in/stop" if !get => Door::Ends,
        "/your-choices" | "/your-choices/mobile" | "/your-choices/mobile/code" => Door::Own,
        "/your-choices/new-from" => Door::Own,
        "/your-choices/{topic}" | "/your-log-in" | "/your-log-in/app" | "/your-log-in/codes" => Door::Own,
        "/your-log-in/devices" | "/your-log-in/email" | "/your-log-in/email/code" => Door::Own,
        "/your-log-in/password" | "/your-log-in/stop" | "/your-log-in/passkeys" => Door::Own,
        "/your-log-in/sent-codes" => Door::Own,
        // What names no passkey removes none, the same for everybody.
        "/your-log-in/passkeys/remove" => Door::Own,
        "/where-from/waiting/{kind}" | "/record/reports" => Door::Own,
        // No hospital of the practice service has a log-in of its own: `log_in_there` has one that does.
        "/hospital-log-in/back" => Door::Own,
        "/hospital-log-in/{organisation}" | "/hospital-log-in/{organisation}/go" => Door::OwnThing,
        "/close-account/now" if get => Door::Own,
        "/close-account/now" => Door::Ends,
        "/record/allergies" | "/record/care-plans" | "/record/conditions" | "/record/letters" => Door::Own,
        "/record/medicines" | "/record/prescriptions" | "/record/questionnaires" => Door::Own,
        "/record/referrals" | "/record/test-results" | "/record/vaccinations" | "/record/visits" => Door::Own,
        "/appointments/{id}" | "/record/allergies/{id}" | "/record/care-plans/{id}" => Door::OwnThing,
        "/record/conditions/{id}" | "/record/letters/{id}" | "/record/letters/{id}/file" => Door::OwnThing,
        "/record/medicines/{id}" | "/record/prescriptions/{id}" => Door::OwnThing,
        "/record/questionnaires/{id}/fill-in" | "/fill-in/{id}/check" => Door::OwnThing,
        "/fill-in/{id}/{place}" | "/fill-in/{id}/{place}/file" => Door::OwnThing,
        "/record/questionnaires/{id}" | "/record/referrals/{id}" | "/record/reports/{id}" => Door::OwnThing,
        // Marks as unread for whoever asks, and nobody else; leads to the page, which says that there is none.
        "/record/letters/{id}/unread" => Door::Own,
        "/record/test-results/{id}" if get => Door::OwnThing,
        // Opening one that does not wait leads to its page, which says that there is none.
        "/record/test-results/{id}" => Door::Own,
        "/record/vaccinations/{id}" | "/record/visits/{id}" | "/record/{kind}/{id}/wrong" => Door::OwnThing,
        "/record/{kind}/{id}/helpers" => Door::OwnThing,
        "/search/{id}" => Door::OwnThing,
        "/access-stopped" => Door::Own,
        "/carers" | "/give-access" | "/give-access/{step}" | "/helping" | "/helping/code" => Door::Own,
        // What names no wish of one's own answers none, the same for everybody.
        "/helping/ask" | "/carers/wishes/{id}" => Door::Own,
        "/helping/switch" | "/helping/stopped/{why}" => Door::Own,
        "/carers/{id}" | "/helping/{id}" => Door::OwnThing,
        "/staff/log-in"
        | "/staff/log-in/code"
        | "/staff/log-in/first"
        | "/staff/log-in/with/{provider}"
        | "/staff/log-in/with/{provider}/back"
        | "/staff/log-out" => Door::Open,
        "/staff" | "/staff/log-in-at-work" => Door::Desk(None),
        "/staff/used" | "/staff/used/file" | "/staff/used/terminals" => {
            Door::Desk(Some(StaffRole::ServiceManager))
        }
        "/staff/access-log"
        | "/staff/access-log/check"
        | "/staff/access-log/{id}"
        | "/staff/access-log/{id}/file" => Door::Desk(Some(StaffRole::InformationGovernance)),
        "/staff/access-log/safeguarding" => Door::Desk(Some(StaffRole::InformationGovernance)),
        "/staff/carers"
        | "/staff/carers/new"
        | "/staff/carers/due"
        | "/staff/carers/{id}"
        | "/staff/carers/{id}/give/{basis}"
        | "/staff/carers/{id}/grants/{grant}"
        | "/staff/carers/{id}/died"
        | "/staff/carers/{id}/own"
        | "/staff/carers/{id}/carer"
        | "/staff/carers/{id}/contact" => Door::Desk(Some(StaffRole::AccessTeam)),
        "/staff/linkage" | "/staff/visit-codes" | "/staff/log-in-codes" => {
            Door::Desk(Some(StaffRole::Reception))
        }
        "/staff/terminals" | "/staff/terminals/add" | "/staff/terminals/{id}/end" => {
            Door::DeskOf(&[StaffRole::TerminalHost, StaffRole::Reception])
        }
        "/staff/sources"
        | "/staff/sources/stop"
        | "/staff/sources/start"
        | "/staff/reports"
        | "/staff/reports/{id}"
        | "/staff/notices"
        | "/staff/notices/new"
        | "/staff/notices/take-back" => Door::Desk(Some(StaffRole::ServiceManager)),
        "/staff/settings"
        | "/staff/people"
        | "/staff/people/add"
        | "/staff/people/{id}"
        | "/staff/people/{id}/end"
        | "/staff/people/{id}/begin-anew"
        | "/staff/people/{id}/own-number" => Door::Desk(Some(StaffRole::Administrator)),
        _ => return None,
    })
}

/// The routes and methods of the list.
pub(super) fn routes() -> Vec<(Method, &'static str)> {
    let list = include_str!("route_list.txt");
    let lines = list.lines().map(|line| line.split_once(' ').expect("a path and methods"));
    let each = lines.flat_map(|(path, methods)| methods.split(',').map(move |method| (method.trim(), path)));
    each.map(|(method, path)| (method.parse().expect("a method"), path)).collect()
}

#[test]
fn every_url_of_the_list_has_its_place_in_the_matrix() {
    let missing: Vec<_> =
        routes().into_iter().filter(|(method, path)| door(method, path).is_none()).collect();
    assert!(missing.is_empty(), "say in src/tests/access_matrix.rs who may come to {missing:?}");
}

/// A path with something of Sam's in it.
pub(super) async fn filled(sam: &Visitor<'_>, path: &str) -> String {
    if !path.contains('{') {
        return path.to_owned();
    }
    match path {
        "/assets/{file}" => crate::web::assets::css().to_owned(),
        path if path.starts_with("/staff/") => {
            let nil = uuid::Uuid::nil().to_string();
            let path = path.replace("{id}", &nil).replace("{grant}", &nil);
            path.replace("{basis}", "best-interest").replace("{provider}", "practice")
        }
        "/your-choices/{topic}" => "/your-choices/nothing".to_owned(),
        "/find-a-service/{id}" => "/find-a-service/nothing".to_owned(),
        "/calendar-feed/{secret}" => "/calendar-feed/nothing.ics".to_owned(),
        "/log-in/nhs-login/{why}" => "/log-in/nhs-login/not-working".to_owned(),
        "/where-from/waiting/{kind}" => "/where-from/waiting/medicines".to_owned(),
        "/hospital-log-in/{organisation}" | "/hospital-log-in/{organisation}/go" => {
            path.replace("{organisation}", "RZ1")
        }
        "/appointments/book/{organisation}" => book(HILL_STREET),
        "/your-details/change/{what}" => "/your-details/change/email".to_owned(),
        "/requests/{id}" => {
            let request = booked(sam, HILL_STREET, 0).await;
            request.split('?').next().expect("a path").to_owned()
        }
        "/give-access/{step}" => "/give-access/places".to_owned(),
        "/helping/stopped/{why}" => "/helping/stopped/not-here".to_owned(),
        "/carers/wishes/{id}" => format!("/carers/wishes/{}", uuid::Uuid::nil()),
        "/carers/{id}" => {
            give(sam, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
            let page = sam.page("/carers").await;
            let id = page.split("href=\"/carers/").nth(1).and_then(|rest| rest.split('"').next());
            format!("/carers/{}", id.expect("a grant"))
        }
        "/helping/{id}" => {
            let patient = sam.app.log_in("2,000").await;
            let code = give(&patient, ALEX, &[HILL_STREET], &[Kind::Medicines], &[]).await;
            format!("/helping/{}", accept(sam, &code).await)
        }
        "/search/{id}" => {
            let answer = sam.post("/search", &[("words", "metformin")]).await;
            answer.headers()[LOCATION].to_str().expect("text").to_owned()
        }
        "/record/reports/{id}" => {
            let id = "01900000-0000-7000-8000-00000000abcd";
            let entry = first_id(&sam.page("/record/visits").await, "record/visits");
            let form = [("report", id), ("what", "wrong"), ("text", "A wrong day"), ("step", "send")];
            let answer = sam.post(&format!("/record/visits/{entry}/wrong"), &form).await;
            answer.headers()[LOCATION].to_str().expect("text").to_owned()
        }
        "/messages/new/{organisation}" => "/messages/new/RZ1".to_owned(),
        "/messages/{id}/files/{place}" => super::messages::file_of(sam).await,
        path if path.starts_with("/messages/drafts/{id}") => {
            path.replace("{id}", &super::messages::begun(sam).await.to_string())
        }
        "/record/questionnaires/{id}/fill-in" => {
            let id = first_id(&sam.page("/record/questionnaires").await, "record/questionnaires");
            path.replace("{id}", &id)
        }
        path if path.starts_with("/fill-in/") => {
            let first = super::fill_in::begun(sam, "About your eyes").await;
            let (draft, place) = first.rsplit_once('/').expect("a page");
            path.replace("/fill-in/{id}", draft).replace("{place}", place)
        }
        path if path.starts_with("/messages/{id}") => {
            path.replace("{id}", &first_id(&sam.page("/messages").await, "messages"))
        }
        path if path.starts_with("/record/{kind}/{id}/") => {
            let id = first_id(&sam.page("/record/medicines").await, "record/medicines");
            path.replace("{kind}", "medicines").replace("{id}", &id)
        }
        _ => {
            let list = path.split("/{").next().expect("a list");
            let id = first_id(&sam.page(list).await, list.trim_start_matches('/'));
            path.replace("{id}", &id)
        }
    }
}

pub(super) async fn ask(app: &TestApp, method: &Method, path: &str, cookie: Option<&str>) -> Response {
    let mut request = app.client.request(method.clone(), app.url(path));
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    if *method == Method::POST {
        let none: [(&str, &str); 0] = [];
        request = request.header(ORIGIN, &app.base).form(&none);
    }
    let answer = request.send().await.expect("an answer");
    carries_its_headers(&answer, &format!("{method} {path}"));
    answer
}

/// What every single answer has.
fn carries_its_headers(answer: &Response, what: &str) {
    let header = |name: &str| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(!header("permissions-policy").is_empty() && !header("x-request-id").is_empty(), "{what}");
    let policy = header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{what}: {policy}"
    );
    assert!(!policy.contains("script-src 'unsafe") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(header("server").is_empty() && header("x-powered-by").is_empty(), "{what}");
    assert!(header("access-control-allow-origin").is_empty(), "{what}");
    if header("content-type").starts_with("text/html") {
        assert_eq!(header("cache-control"), "no-store", "{what}");
    }
    for set in answer.headers().get_all(SET_COOKIE) {
        let set = set.to_str().expect("text");
        // What takes a cookie away carries nothing.
        if set.contains("Max-Age=0") {
            continue;
        }
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(part), "{what}: {set}");
        }
        assert!(!set.contains("Domain="), "{what}: {set}");
    }
}

fn leads_to_staff_log_in(answer: &Response) -> bool {
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::SEE_OTHER && place.starts_with("/staff/log-in")
}

pub(super) fn leads_to_log_in(answer: &Response) -> bool {
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::SEE_OTHER && place.starts_with("/log-in")
}

fn forgets_everything(answer: &Response) -> bool {
    answer
        .headers()
        .get("clear-site-data")
        .is_some_and(|value| value == "\"cache\", \"cookies\", \"storage\"")
}

#[test]
fn every_visitor_at_every_url_gets_what_is_theirs_and_nothing_else() {
    run(async {
        let app = TestApp::start(&[]).await;
        let expired = app.log_in("five").await.cookie();
        app.clock.advance(chrono::Duration::minutes(31));
        let sam = app.log_in("five").await;
        let name = expired.split('=').next().expect("a name");
        let forged = format!("{name}=AAAAAAAAAAAAAAAAAAAAAA");
        for (method, path) in routes() {
            let door = door(&method, path).expect("a place in the matrix");
            let filled = filled(&sam, path).await;
            let what = format!("{method} {path}");
            if matches!(door, Door::Desk(_) | Door::DeskOf(_)) {
                for cookie in [None, Some(&expired), Some(&forged), Some(&sam.cookie())] {
                    let answer = ask(&app, &method, &filled, cookie.map(String::as_str)).await;
                    assert!(leads_to_staff_log_in(&answer) && !forgets_everything(&answer), "{what}");
                }
                continue;
            }
            let nobody = ask(&app, &method, &filled, None).await;
            assert!(!forgets_everything(&nobody) || door == Door::Open, "{what}: there is nothing to forget");
            match door {
                Door::Open | Door::OpenAndKnowsWho => {
                    assert!(nobody.status().as_u16() < 500 && nobody.status() != 403, "{what}");
                }
                Door::Own | Door::OwnThing | Door::Ends | Door::Desk(_) | Door::DeskOf(_) => {
                    assert!(leads_to_log_in(&nobody), "{what}: {}", nobody.status());
                }
            }
            for stale in [&expired, &forged] {
                let answer = ask(&app, &method, &filled, Some(stale)).await;
                if door == Door::Open {
                    assert!(answer.status().as_u16() < 500, "{what}");
                } else {
                    assert!(
                        leads_to_log_in(&answer) && forgets_everything(&answer),
                        "{what}: {}",
                        answer.status()
                    );
                }
                assert!(!answer.text().await.unwrap_or_default().contains("Sam Sample"), "{what}");
            }
            // A log-in of their own for each, since some of these end it.
            // She is not related to Sam, whose name others may read among those who may act for them.
            let other = app.log_in("A parent").await;
            if door == Door::OwnThing {
                let answer = ask(&app, &method, &filled, Some(&other.cookie())).await;
                // A form with nothing in it may be refused before anything is looked for, the same for everybody.
                let refused = method == Method::POST && answer.status() == StatusCode::BAD_REQUEST;
                assert!(
                    refused || answer.status() == StatusCode::NOT_FOUND,
                    "{what}: somebody else's: {}",
                    answer.status()
                );
            } else if door != Door::Ends {
                let answer = ask(&app, &method, &filled, Some(&other.cookie())).await;
                assert!(
                    answer.status().as_u16() < 500 && answer.status() != 403,
                    "{what}: {}",
                    answer.status()
                );
                assert!(!answer.text().await.unwrap_or_default().contains("Sam Sample"), "{what}");
            }
            if !matches!(door, Door::Ends | Door::Open) {
                let answer = ask(&app, &method, &filled, Some(&sam.cookie())).await;
                assert!(
                    answer.status().as_u16() < 500 && answer.status() != 403,
                    "{what}: {}",
                    answer.status()
                );
                assert!(!leads_to_log_in(&answer) && !forgets_everything(&answer), "{what}");
            }
        }
    });
}

#[test]
fn nothing_is_changed_by_a_post_from_another_site_or_from_nowhere() {
    run(async {
        let app = TestApp::start(&[]).await;
        let sam = app.log_in("five").await;
        for (method, path) in routes().into_iter().filter(|(method, _)| *method == Method::POST) {
            let path = path.replace("{id}", &"0".repeat(32)).replace("{kind}", "medicines");
            for origin in [None, Some("https://elsewhere.example"), Some("null")] {
                let request = app.client.request(method.clone(), app.url(&path)).header(COOKIE, sam.cookie());
                let request = match origin {
                    Some(origin) => request.header(ORIGIN, origin),
                    None => request,
                };
                let answer = request.send().await.expect("an answer");
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} from {origin:?}");
                carries_its_headers(&answer, &path);
            }
        }
        assert_eq!(sam.get("/appointments").await.status(), StatusCode::OK, "Sam is still logged in");
    });
}

#[test]
fn after_logging_in_nobody_is_sent_to_another_site() {
    run(async {
        let app = TestApp::start(&[]).await;
        let person = &app.portal.sandbox.as_ref().expect("practice").people()[0];
        let login = [("email", person.email.as_str()), ("password", &person.password)];
        for place in
            ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]
        {
            let fields = [&login[..], &[("return", place)]].concat();
            let answer = app.post("/log-in", &fields).await;
            assert_eq!(answer.headers()[LOCATION], "/", "{place}");
            let sam = Visitor::new(&app, super::app::cookie_of(&answer).expect("a cookie"));
            let again = sam.post("/confirm", &[("password", &person.password), ("return", place)]).await;
            assert_eq!(again.headers()[LOCATION], "/", "{place}");
        }
    });
}
