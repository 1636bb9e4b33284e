//! One running portal for the tests to share, and others of their own for those that change something.

use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Parser;
use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Response, StatusCode, redirect};
use scraper::{Html, Selector};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::domain::Clock;
use crate::sandbox::Fault;
use crate::settings::Settings;
use crate::start::{self, Portal};
use crate::web::server::{self, Patience};

/// A portal in practice mode on a port and in a folder of its own.
pub struct TestApp {
    pub base: String,
    pub clock: Clock,
    pub portal: Portal,
    /// Holds the database; gone with the portal.
    folder: TempDir,
    pub client: Client,
}

/// Somebody who is logged in.
pub struct Visitor<'a> {
    pub app: &'a TestApp,
    /// The last that the portal gave: it changes when they show again that it is them.
    cookie: Mutex<String>,
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

/// Settings as the command line would give them.
pub fn settings(options: &[&str]) -> Settings {
    Line::parse_from(["front-door"].iter().chain(options)).settings
}

static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
});

static SHARED: OnceCell<TestApp> = OnceCell::const_new();

/// The moment at which the tests take place, unless they move it.
pub fn now() -> DateTime<Utc> {
    "2026-11-20T09:41:00Z".parse().expect("a time")
}

/// Runs a test beside the portal it talks to.
pub fn run<F: Future>(test: F) -> F::Output {
    RUNTIME.block_on(test)
}

/// The portal that tests share. They must leave its faults and its clock as they are.
pub async fn shared() -> &'static TestApp {
    SHARED.get_or_init(|| TestApp::start(&[])).await
}

impl TestApp {
    pub async fn start(options: &[&str]) -> Self {
        Self::start_at(now(), options).await
    }

    /// The same at another moment.
    pub async fn start_at(now: DateTime<Utc>, options: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let base = format!("http://localhost:{port}");
        let database = format!("sqlite:{}", folder.path().join("front-door.db").display());
        let keys = folder.path().join("keys.toml").display().to_string();
        let own = ["--practice", "yes", "--public-url", &base, "--database-url", &database, "--keys", &keys];
        // Only tests of it look for news by themselves.
        let looks = options.contains(&"--news-hours");
        let no_news: &[&str] = if looks { &[] } else { &["--news-hours", "0"] };
        let settings = settings(&[&own[..], no_news, options].concat());
        let clock = Clock::fixed(now);
        let portal = start::portal(&settings, clock.clone()).await.expect("a portal");
        let router = portal.router.clone();
        tokio::spawn(server::serve(listener, router, Patience::default(), std::future::pending()));
        let client = Client::builder().redirect(redirect::Policy::none()).timeout(Duration::from_secs(20));
        Self { base, clock, portal, folder, client: client.build().expect("a client") }
    }

    /// Where it keeps its database and its keys.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.expect("an answer")
    }

    /// Posts a form as a browser on our own page does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.client.post(self.url(path)).header(ORIGIN, &self.base).form(fields);
        request.send().await.expect("an answer")
    }

    /// Logs in the practice person whose note or name holds `who`.
    pub async fn log_in(&self, who: &str) -> Visitor<'_> {
        let sandbox = self.portal.sandbox.as_ref().expect("practice mode");
        let person = sandbox
            .people()
            .iter()
            .find(|person| person.note.contains(who) || person.name.contains(who))
            .unwrap_or_else(|| panic!("no practice person for {who:?}"));
        self.log_in_with(&person.email, &person.password).await
    }

    pub async fn log_in_with(&self, email: &str, password: &str) -> Visitor<'_> {
        let answer = self.post("/log-in", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{email} logs in");
        assert_eq!(answer.headers()[LOCATION], "/");
        Visitor::new(self, cookie_of(&answer).expect("a cookie"))
    }

    pub async fn set_fault(&self, ods_code: &str, fault: Fault) {
        let sandbox = self.portal.sandbox.as_ref().expect("practice mode");
        sandbox.set_fault(ods_code, fault).await.expect("an organisation");
    }
}

impl<'a> Visitor<'a> {
    pub fn new(app: &'a TestApp, cookie: String) -> Self {
        Self { app, cookie: Mutex::new(cookie) }
    }

    /// What their browser brings.
    pub fn cookie(&self) -> String {
        self.cookie.lock().expect("a cookie").clone()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.app.client.get(self.app.url(path)).header(COOKIE, self.cookie()).send().await.expect("an answer")
    }

    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.expect("a page")
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.app.client.post(self.app.url(path)).header(ORIGIN, &self.app.base);
        let answer = request.header(COOKIE, self.cookie()).form(fields).send().await.expect("an answer");
        if let Some(renewed) = cookie_of(&answer).filter(|set| is_of_a_log_in(set)) {
            *self.cookie.lock().expect("a cookie") = renewed;
        }
        answer
    }
}

/// The cookie that an answer sets, as a browser sends it back.
pub fn cookie_of(answer: &Response) -> Option<String> {
    let set = answer.headers().get(SET_COOKIE)?.to_str().ok()?;
    set.split(';').next().map(str::to_owned)
}

/// Whether a cookie is a session's, and not what takes one away.
fn is_of_a_log_in(set: &str) -> bool {
    set.strip_prefix("front-door=").is_some_and(|value| !value.is_empty())
}

/// What people read in the main part of a page, with one space between words.
pub fn words(page: &str) -> String {
    let main = Selector::parse("main").expect("a selector");
    let html = Html::parse_document(page);
    html.select(&main)
        .flat_map(|main| main.text())
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
