//! A browser that keeps its cookies, for the tests that log in as people do.

use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Response, StatusCode};

use super::app::TestApp;

/// A browser with whatever cookies it was given.
#[derive(Default, Clone)]
pub struct Jar(pub Vec<(String, String)>);

impl Jar {
    pub fn keep(&mut self, answer: &Response) {
        for line in answer.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let (name, value) =
                line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.0.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.0.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    pub fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn post(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = app.client.post(app.url(path)).header(ORIGIN, &app.base).header(COOKIE, self.header());
        let answer = request.form(fields).send().await.expect("an answer");
        self.keep(&answer);
        answer
    }

    pub async fn get(&self, app: &TestApp, path: &str) -> Response {
        app.client.get(app.url(path)).header(COOKIE, self.header()).send().await.expect("an answer")
    }
}

/// Where an answer leads.
pub fn to(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.url());
    answer.headers()[LOCATION].to_str().expect("text").to_owned()
}

/// What stands between two pieces of a page.
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).expect("an end").0
}
