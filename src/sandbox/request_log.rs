//! The latest requests of one organisation, without anything that says whom they were about.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{Method, Uri};
use serde::Serialize;

const KEPT: usize = 200;

/// Query parameters whose values say nothing about anyone.
const HARMLESS: [&str; 9] =
    ["_count", "_include", "_page", "_sort", "_total", "_summary", "status", "category", "clinical-status"];

/// One request, as the switchboard shows it.
#[derive(Clone, Debug, Serialize)]
pub struct LoggedRequest {
    pub time: DateTime<Utc>,
    pub method: String,
    pub path: String,
    /// `None` where no answer was sent.
    pub status: Option<u16>,
    pub milliseconds: u64,
}

/// The last 200 requests.
#[derive(Debug, Default)]
pub struct RequestLog {
    lines: Mutex<VecDeque<LoggedRequest>>,
}

impl RequestLog {
    pub fn add(&self, method: &Method, uri: &Uri, status: Option<u16>, took: Duration) {
        let line = LoggedRequest {
            time: Utc::now(),
            method: method.to_string(),
            path: without_identity(uri),
            status,
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        };
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// The newest first.
    pub fn latest(&self, count: usize) -> Vec<LoggedRequest> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().rev().take(count).cloned().collect()
    }
}

/// The path and query with every id and every value that could name a person taken out.
fn without_identity(uri: &Uri) -> String {
    let is_id = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        part.len() >= 8 && digits >= 3
    };
    let path: Vec<_> = uri.path().split('/').map(|part| if is_id(part) { "…" } else { part }).collect();
    let query: Vec<_> = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .map(|(name, value)| match HARMLESS.contains(&name.as_ref()) {
            true => format!("{name}={value}"),
            false => format!("{name}=…"),
        })
        .collect();
    if query.is_empty() { path.join("/") } else { format!("{}?{}", path.join("/"), query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_queries_do_not_say_whom_they_were_about() {
        let shown = |uri: &str| without_identity(&uri.parse().expect("a path"));
        assert_eq!(shown("/fhir/Patient/9990000018"), "/fhir/Patient/…");
        assert_eq!(
            shown(
                "/fhir/Patient?identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018&_count=5"
            ),
            "/fhir/Patient?identifier=…&_count=5"
        );
        assert_eq!(shown("/fhir/Binary/4f1d6d2a-6d2e-5a6b-8c1d-0e2f4a6b8c0d"), "/fhir/Binary/…");
    }

    #[test]
    fn only_the_last_200_are_kept_newest_first() {
        let log = RequestLog::default();
        for number in 0..250 {
            log.add(&Method::GET, &format!("/{number}").parse().expect("a path"), Some(200), Duration::ZERO);
        }
        let lines = log.latest(usize::MAX);
        assert_eq!((lines.len(), lines[0].path.as_str()), (200, "/249"));
    }
}
