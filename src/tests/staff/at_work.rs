//! Coming to the staff desk with the log-in that somebody has at work, against the practice one.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Response, StatusCode};
use secrecy::ExposeSecret;
use url::Url;

use crate::access::{Came, StaffCameBy};
use crate::domain::{OdsCode, StaffRole};
use crate::sandbox::PracticeStaff;
use crate::tests::app::{TestApp, run, words};

use super::member;

const START: &str = "/staff/log-in/with/practice";

/// A browser that keeps the cookies of the desk.
struct Browser<'a> {
    app: &'a TestApp,
    cookies: Vec<(String, String)>,
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.url());
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: Vec::new() }
    }

    fn keep(&mut self, answer: &Response) {
        for line in answer.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let pair = line.split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a pair");
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn header(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    async fn get(&mut self, path: &str) -> Response {
        let url = if path.starts_with("http") { path.to_owned() } else { self.app.url(path) };
        let answer = self.app.client.get(url).header(COOKIE, self.header()).send().await.expect("an answer");
        self.keep(&answer);
        answer
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.app.client.post(self.app.url(path)).header(COOKIE, self.header()).form(fields);
        let origin = self.app.url("");
        let request = request.header("origin", origin.trim_end_matches('/'));
        let answer = request.send().await.expect("an answer");
        self.keep(&answer);
        answer
    }

    /// There and back; where it comes back to is not looked at yet.
    async fn there(&mut self, staff: &PracticeStaff, outcome: &str) -> String {
        let there = Url::parse(&location(&self.get(START).await)).expect("an address");
        let request = there.query().expect("a query").to_owned();
        let fields = [("request", request.as_str()), ("staff", staff.email), ("outcome", outcome)];
        location(&self.post("/practice/staff-log-in", &fields).await)
    }

    async fn come(&mut self, staff: &PracticeStaff, outcome: &str) -> String {
        let back = self.there(staff, outcome).await;
        location(&self.get(&back).await)
    }

    /// With password and code.
    async fn log_in(&mut self, staff: &PracticeStaff) -> String {
        let code = staff.code(self.app.clock.now());
        let fields = [("email", staff.email), ("password", staff.password), ("code", &code)];
        location(&self.post("/staff/log-in", &fields).await)
    }

    async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        words(&answer.text().await.expect("a page"))
    }

    /// Comes for the first time, logs in here, and says that it was they.
    async fn first_time(&mut self, staff: &PracticeStaff) {
        assert_eq!(self.come(staff, "works").await, "/staff/log-in?after=first-time");
        assert_eq!(self.log_in(staff).await, "/staff/log-in-at-work");
        let asks = self.page("/staff/log-in-at-work").await;
        assert!(asks.contains(&format!("It calls them {}.", staff.name)), "{asks}");
        assert_eq!(location(&self.post("/staff/log-in-at-work", &[("answer", "yes")]).await), "/staff");
    }
}

#[test]
fn whoever_said_once_that_a_log_in_at_work_is_theirs_comes_by_it_from_then_on() {
    run(async {
        let app = TestApp::start(&[]).await;
        let rowan = member(StaffRole::Reception);
        let log_in = words(&app.get("/staff/log-in").await.text().await.expect("a page"));
        assert!(log_in.contains("Log in with the practice log-in at work"), "{log_in}");
        let mut browser = Browser::new(&app);
        browser.first_time(&rowan).await;
        let mut another = Browser::new(&app);
        assert_eq!(another.come(&rowan, "works").await, "/staff");
        assert!(another.page("/staff").await.contains("Rowan Reception"));
        let admin = app.staff(StaffRole::Administrator).await;
        let people = words(&admin.page("/staff/people").await);
        assert!(people.contains("let their log-in at work open the account of Rowan Reception"), "{people}");
    });
}

#[test]
fn without_a_second_step_there_ours_is_asked_for() {
    run(async {
        let app = TestApp::start(&[]).await;
        let rowan = member(StaffRole::Reception);
        Browser::new(&app).first_time(&rowan).await;
        app.clock.advance(chrono::Duration::minutes(1));
        let mut browser = Browser::new(&app);
        assert_eq!(browser.come(&rowan, "no-second-step").await, "/staff/log-in/code");
        assert_eq!(location(&browser.get("/staff").await), "/staff/log-in", "half a log-in opens nothing");
        let code = rowan.code(app.clock.now());
        assert_eq!(location(&browser.post("/staff/log-in/code", &[("code", &code)]).await), "/staff");
    });
}

#[test]
fn at_a_shared_desk_nobody_else_gets_the_log_in_that_somebody_came_with() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (rowan, avery) = (member(StaffRole::Reception), member(StaffRole::AccessTeam));
        let mut browser = Browser::new(&app);
        assert_eq!(browser.come(&rowan, "works").await, "/staff/log-in?after=first-time");
        assert_eq!(browser.log_in(&avery).await, "/staff/log-in-at-work");
        assert!(browser.page("/staff/log-in-at-work").await.contains("It calls them Rowan Reception."));
        assert_eq!(location(&browser.post("/staff/log-in-at-work", &[("answer", "no")]).await), "/staff");
        browser.post("/staff/log-in-at-work", &[("answer", "yes")]).await;
        let mut another = Browser::new(&app);
        assert_eq!(another.come(&rowan, "works").await, "/staff/log-in?after=first-time");
        // Nor is it asked about later.
        app.clock.advance(chrono::Duration::minutes(11));
        assert_eq!(another.log_in(&rowan).await, "/staff/log-in-at-work");
        assert_eq!(location(&another.get("/staff/log-in-at-work").await), "/staff");
    });
}

#[test]
fn a_log_in_at_work_opens_nothing_of_an_account_that_has_ended() {
    run(async {
        let app = TestApp::start(&[]).await;
        let rowan = member(StaffRole::Reception);
        Browser::new(&app).first_time(&rowan).await;
        let admin = app.staff(StaffRole::Administrator).await;
        let people = admin.page("/staff/people").await;
        let at = people.find("Rowan Reception").expect("a row");
        let href = people[..at].rfind("/staff/people/").expect("an address");
        let path = people[href..].split('"').next().expect("an address").to_owned();
        assert_eq!(admin.post(&format!("{path}/end"), &[]).await.status(), StatusCode::SEE_OTHER);
        let mut browser = Browser::new(&app);
        assert_eq!(browser.come(&rowan, "works").await, "/staff/log-in?after=first-time");
        assert_eq!(location(&browser.get("/staff").await), "/staff/log-in");
    });
}

#[test]
fn a_log_in_at_work_opens_nothing_at_an_organisation_whose_staff_do_not_come_by_it() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (rowan, staff) = (member(StaffRole::Reception), &app.portal.access.staff);
        let own = OdsCode::parse(rowan.organisation).expect("a code");
        let mut browser = Browser::new(&app);
        browser.come(&rowan, "works").await;
        let (_, note) =
            browser.cookies.iter().find(|(name, _)| name.ends_with("came")).expect("a note").clone();
        let came = staff.who_came(Some(&note), &own).expect("who came");
        Browser::new(&app).first_time(&rowan).await;
        let elsewhere = OdsCode::parse("RZ1").expect("a code");
        let came = Came { organisations: vec![elsewhere.clone()], ..came };
        let known = staff.came_by(&came).await.expect("an answer");
        assert!(matches!(known, StaffCameBy::OtherOrganisation), "{known:?}");
        let new = Came { sub: "somebody new".to_owned(), ..came };
        let StaffCameBy::FirstTime(note) = staff.came_by(&new).await.expect("an answer") else {
            panic!("it opens something");
        };
        let note = Some(note.expose_secret());
        assert!(staff.who_came(note, &own).is_none() && staff.who_came(note, &elsewhere).is_some());
    });
}

#[test]
fn whatever_goes_wrong_at_the_log_in_at_work_is_said_and_lets_nobody_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        let rowan = member(StaffRole::Reception);
        Browser::new(&app).first_time(&rowan).await;
        for (outcome, after, says) in [
            ("cancelled", "cancelled", "You did not log in."),
            ("not-working", "not-working", "does not answer now"),
            ("other-key", "not-right", "opened nothing"),
            ("other-audience", "not-right", "opened nothing"),
            ("other-issuer", "not-right", "opened nothing"),
            ("other-nonce", "not-right", "opened nothing"),
            ("old-token", "not-right", "opened nothing"),
            ("old-log-in", "not-right", "opened nothing"),
            ("old-code", "ended", "Log in again"),
            ("our-proof", "not-working", "does not answer now"),
        ] {
            let mut browser = Browser::new(&app);
            let to = browser.come(&rowan, outcome).await;
            assert_eq!(to, format!("/staff/log-in?after={after}"), "{outcome}");
            let page = browser.page(&to).await;
            assert!(page.contains(says), "{outcome}: {page}");
            assert_eq!(location(&browser.get("/staff").await), "/staff/log-in", "{outcome}");
        }
    });
}

#[test]
fn a_way_back_counts_once_in_the_browser_that_began_it_and_not_for_long() {
    run(async {
        let app = TestApp::start(&[]).await;
        let rowan = member(StaffRole::Reception);
        let mut browser = Browser::new(&app);
        browser.first_time(&rowan).await;
        let back = browser.there(&rowan, "works").await;
        let mut stranger = Browser::new(&app);
        assert_eq!(location(&stranger.get(&back).await), "/staff/log-in?after=start-again");
        let mut same = Browser { app: &app, cookies: browser.cookies.clone() };
        assert_eq!(location(&same.get(&back).await), "/staff");
        let mut again = Browser { app: &app, cookies: browser.cookies.clone() };
        assert_eq!(location(&again.get(&back).await), "/staff/log-in?after=ended");
        let back = browser.there(&rowan, "works").await;
        app.clock.advance(chrono::Duration::minutes(11));
        assert_eq!(location(&browser.get(&back).await), "/staff/log-in?after=ended");
        assert_eq!(app.get("/staff/log-in/with/elsewhere").await.status(), StatusCode::NOT_FOUND);
    });
}
