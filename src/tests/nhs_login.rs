//! Logging in with NHS login, from our button to the record, against the practice NHS login.

use reqwest::header::{CACHE_CONTROL, COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use reqwest::{Response, StatusCode};
use url::Url;

use super::app::{TestApp, cookie_of, run, shared, words};

const START: &str = "/log-in/nhs-login";

/// A browser on its way to NHS login and back.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
    /// NHS login's page.
    there: Url,
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.url());
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

impl<'a> Browser<'a> {
    async fn start(app: &'a TestApp, path: &str) -> Self {
        let answer = app.get(path).await;
        let there = Url::parse(&location(&answer)).expect("an address");
        Self { app, cookie: cookie_of(&answer).expect("a cookie"), there }
    }

    fn field(&self, name: &str) -> String {
        let found = self.there.query_pairs().find(|(key, _)| key == name);
        found.unwrap_or_else(|| panic!("no {name}")).1.into_owned()
    }

    /// What happens at NHS login; the address at which it comes back.
    async fn choose(&self, person: &str, outcome: &str) -> String {
        let request = self.there.query().expect("a query");
        let fields = [("request", request), ("person", person), ("outcome", outcome)];
        location(&self.app.post("/practice/nhs-login", &fields).await)
    }

    async fn come_back(&self, address: &str) -> Response {
        let request = self.app.client.get(address).header(COOKIE, &self.cookie);
        request.send().await.expect("an answer")
    }
}

/// Where somebody ends up, with the session's cookie if they are let in.
async fn go(app: &TestApp, path: &str, person: &str, outcome: &str) -> (String, Option<String>) {
    let browser = Browser::start(app, path).await;
    let back = browser.choose(person, outcome).await;
    let answer = browser.come_back(&back).await;
    let session = answer.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let session = session.filter(|line| line.starts_with("front-door=")).map(str::to_owned).next();
    (location(&answer), session)
}

async fn page_with(app: &TestApp, cookie: &str, path: &str) -> String {
    let cookie = cookie.split(';').next().expect("a cookie");
    let answer = app.client.get(app.url(path)).header(COOKIE, cookie).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.expect("a page")
}

#[test]
fn the_button_leads_to_nhs_login_and_back_to_the_page_that_was_asked_for() {
    run(async {
        let app = shared().await;
        let log_in = app.get("/log-in?return=/record/medicines").await.text().await.expect("a page");
        assert!(log_in.contains("href=\"/log-in/nhs-login?return=%2Frecord%2Fmedicines\""));
        let (to, session) = go(app, "/log-in/nhs-login?return=/record/medicines", "grace", "works").await;
        assert_eq!(to, "/record/medicines");
        let home = page_with(app, &session.expect("logged in"), "/").await;
        assert!(home.contains("Hello Grace"));
    });
}

#[test]
fn the_request_says_what_nhs_login_wants_to_know() {
    run(async {
        let browser = Browser::start(shared().await, START).await;
        assert_eq!(browser.field("response_type"), "code");
        assert_eq!(browser.field("vtr"), r#"["P9.Cp.Cd","P9.Cp.Ck","P9.Cm","P5.Cp.Cd","P5.Cp.Ck","P5.Cm"]"#);
        assert_eq!(browser.field("code_challenge_method"), "S256");
        assert_eq!(browser.field("redirect_uri"), browser.app.url("/log-in/nhs-login/back"));
        for secret in ["state", "nonce", "code_challenge"] {
            assert_eq!(browser.field(secret).len(), 43, "{secret}");
        }
        let other = Browser::start(browser.app, START).await;
        assert_ne!(browser.field("state"), other.field("state"));
        let proving = Browser::start(browser.app, "/log-in/nhs-login?prove=yes").await;
        assert_eq!(proving.field("vtr"), r#"["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]"#);
    });
}

#[test]
fn whatever_goes_wrong_at_nhs_login_has_its_page_and_lets_nobody_in() {
    run(async {
        let app = TestApp::start(&[]).await;
        for (outcome, why, says) in [
            ("not-shared", "not-shared", "You chose not to share"),
            ("cancelled", "cancelled", "You went back"),
            ("not-working", "not-working", "We cannot reach NHS login"),
            ("not-proved", "prove-who-you-are", "does not know yet who you are"),
            ("no-nhs-number", "no-nhs-number", "We need your NHS number"),
            ("other-birth-date", "differs", "do not have the same NHS number or date of birth"),
            ("other-subject", "not-right", "opened nothing"),
            ("other-key", "not-right", "opened nothing"),
            ("not-signed", "not-right", "opened nothing"),
            ("other-audience", "not-right", "opened nothing"),
            ("other-issuer", "not-right", "opened nothing"),
            ("other-nonce", "not-right", "opened nothing"),
            ("lower-trust", "not-right", "opened nothing"),
            ("old-token", "not-right", "opened nothing"),
            ("old-code", "too-late", "works once"),
            ("our-proof", "our-fault", "It is not something that you did"),
        ] {
            let (to, session) = go(&app, "/log-in/nhs-login?return=/record", "sam", outcome).await;
            assert_eq!(to, format!("/log-in/nhs-login/{why}?return=%2Frecord"), "{outcome}");
            assert!(session.is_none(), "{outcome} lets somebody in");
            let page = app.get(&to).await.text().await.expect("a page");
            assert!(words(&page).contains(says), "{outcome}: {}", words(&page));
        }
    });
}

#[test]
fn somebody_who_has_not_proved_who_they_are_can_go_and_do_so() {
    run(async {
        let app = shared().await;
        let (to, _) = go(app, START, "priya", "not-proved").await;
        let page = app.get(&to).await.text().await.expect("a page");
        assert!(page.contains("href=\"/log-in/nhs-login?prove=yes\""));
        let (to, session) = go(app, "/log-in/nhs-login?prove=yes", "priya", "not-proved").await;
        assert_eq!((to.as_str(), session.is_none()), ("/log-in/nhs-login/not-proved", true));
        let (to, session) = go(app, "/log-in/nhs-login?prove=yes", "priya", "works").await;
        assert_eq!((to.as_str(), session.is_some()), ("/", true));
    });
}

#[test]
fn a_way_back_counts_once_in_the_browser_that_began_it_and_not_for_long() {
    run(async {
        let app = TestApp::start(&[]).await;
        let browser = Browser::start(&app, START).await;
        let back = browser.choose("sam", "works").await;
        let stranger = Browser::start(&app, START).await;
        assert_eq!(location(&stranger.come_back(&back).await), "/log-in/nhs-login/start-again");
        let without = app.client.get(&back).send().await.expect("an answer");
        assert_eq!(location(&without), "/log-in/nhs-login/start-again");
        let forged = back.replace(&format!("state={}", browser.field("state")), "state=forged");
        assert_eq!(location(&browser.come_back(&forged).await), "/log-in/nhs-login/start-again");
        assert_eq!(location(&browser.come_back(&back).await), "/");
        assert_eq!(location(&browser.come_back(&back).await), "/log-in/nhs-login/too-late", "replayed");
        let late = Browser::start(&app, START).await;
        let back = late.choose("sam", "works").await;
        app.clock.advance(chrono::Duration::minutes(61));
        assert_eq!(location(&late.come_back(&back).await), "/log-in/nhs-login/too-late");
    });
}

#[test]
fn an_error_that_nobody_asked_for_is_believed_no_more_than_a_code() {
    run(async {
        let app = shared().await;
        let answer = app.get("/log-in/nhs-login/back?error=access_denied&state=x").await;
        assert_eq!(location(&answer), "/log-in/nhs-login/start-again");
        let answer = app.get("/log-in/nhs-login/back").await;
        assert_eq!(location(&answer), "/log-in/nhs-login/start-again");
        assert_eq!(app.get("/log-in/nhs-login/nonsense").await.status(), StatusCode::NOT_FOUND);
    });
}

#[test]
fn one_nhs_login_opens_one_account_and_never_another_number() {
    run(async {
        let app = TestApp::start(&[]).await;
        assert_eq!(go(&app, START, "sam", "works").await.0, "/");
        // The same subject, now with the number of somebody who is not known here.
        assert_eq!(go(&app, START, "sam", "other-number").await.0, "/log-in/nhs-login/differs");
        assert_eq!(go(&app, START, "sam", "works").await.0, "/", "what was right stays so");
    });
}

#[test]
fn somebody_new_gets_an_account_unless_the_settings_say_no() {
    run(async {
        let app = TestApp::start(&[]).await;
        let (to, session) = go(&app, START, "sam", "other-number").await;
        assert_eq!(to, "/");
        let page = page_with(&app, &session.expect("logged in"), "/").await;
        assert!(page.contains("Hello Sam"));
        let (to, _) = go(&app, START, "sam", "other-number").await;
        assert_eq!(to, "/", "and comes back to it");
        let closed = TestApp::start(&["--nhs-login-new-accounts", "no"]).await;
        let (to, session) = go(&closed, START, "sam", "other-number").await;
        assert_eq!((to.as_str(), session.is_none()), ("/log-in/nhs-login/no-account", true));
    });
}

#[test]
fn the_nhs_app_passes_people_on_and_its_word_counts_once() {
    run(async {
        let app = shared().await;
        let jump = location(&app.get("/practice/nhs-app/grace").await);
        assert!(jump.starts_with("/record?assertedLoginIdentity="));
        let browser = Browser::start(app, &jump).await;
        assert_eq!(browser.field("prompt"), "none");
        let back = location(&app.client.get(browser.there.clone()).send().await.expect("an answer"));
        assert_eq!(location(&browser.come_back(&back).await), "/record");
        let again = Browser::start(app, &jump).await;
        let back = location(&app.client.get(again.there.clone()).send().await.expect("an answer"));
        let to = location(&again.come_back(&back).await);
        assert_eq!(to, "/log-in/nhs-login/log-in-again?return=%2Frecord");
    });
}

#[test]
fn inside_of_the_nhs_app_pages_have_no_header_of_ours() {
    run(async {
        let app = shared().await;
        let get = |agent: &'static str| {
            let request = app.client.get(app.url("/help")).header(USER_AGENT, agent);
            async { request.send().await.expect("an answer").text().await.expect("a page") }
        };
        let inside = get("Mozilla/5.0 (iPhone) AppleWebKit/536.26 nhsapp-ios/1.29.0").await;
        assert!(!inside.contains("<header") && inside.contains("<main"));
        assert!(!get("Mozilla/5.0 (Linux; Android 10) nhsapp-android/1.29.0").await.contains("<header"));
        assert!(get("Mozilla/5.0").await.contains("<header"));
    });
}

#[test]
fn the_public_keys_stand_at_a_public_address() {
    run(async {
        let answer = shared().await.get("/.well-known/jwks.json").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers()[CACHE_CONTROL].to_str().expect("text").contains("max-age"));
        let keys: serde_json::Value = answer.json().await.expect("JSON");
        assert_eq!(keys["keys"][0]["kty"], "RSA");
        assert!(keys["keys"][0].get("d").is_none());
    });
}

#[test]
fn the_note_that_the_browser_carries_tells_nothing_and_goes_with_the_way_back() {
    run(async {
        let app = shared().await;
        let answer = app.get(START).await;
        let line = answer.headers()[SET_COOKIE].to_str().expect("text").to_owned();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600"] {
            assert!(line.contains(part), "{line}");
        }
        let browser = Browser::start(app, START).await;
        assert!(!browser.cookie.contains(&browser.field("state")));
        let back = browser.choose("sam", "cancelled").await;
        let answer = browser.come_back(&back).await;
        let gone = answer.headers()[SET_COOKIE].to_str().expect("text").to_owned();
        assert!(gone.starts_with("front-door-nhs-login=;") && gone.contains("Max-Age=0"), "{gone}");
    });
}

#[test]
fn whose_account_nhs_login_opens_besides_a_password_is_told_once() {
    run(async {
        let app = TestApp::start(&[]).await;
        let told = async || {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            let all: Vec<serde_json::Value> =
                app.get("/practice/outbox.json").await.json().await.expect("a list");
            let is_it = |one: &&serde_json::Value| {
                one["body"]
                    .as_str()
                    .is_some_and(|body| body.starts_with("There is a new way to log in as you."))
            };
            all.iter().filter(is_it).map(|one| one["to"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(go(&app, START, "sam", "works").await.0, "/");
        assert_eq!(told().await, ["sam@example.org"]);
        assert_eq!(go(&app, START, "sam", "works").await.0, "/");
        assert_eq!(told().await.len(), 1);
        // Somebody new has no other way in to be told of.
        assert_eq!(go(&app, START, "grace", "other-number").await.0, "/");
        assert_eq!(told().await.len(), 1);
    });
}
