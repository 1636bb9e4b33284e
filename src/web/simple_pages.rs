//! Whether a browser shows large, simple pages: a cookie says so, and nothing else.

use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "front-door-simple";

/// Whether a device shows large, simple pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SimplePages(pub bool);

impl SimplePages {
    pub fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        Self(pairs.any(|(name, value)| name.trim_start_matches("__Host-") == NAME && value == "yes"))
    }

    /// What keeps the choice for a year.
    pub fn cookie(self, is_secure: bool) -> Option<HeaderValue> {
        let (prefix, secure) = if is_secure { ("__Host-", "; Secure") } else { ("", "") };
        let (value, seconds) = if self.0 { ("yes", 365 * 24 * 60 * 60) } else { ("", 0) };
        let line =
            format!("{prefix}{NAME}={value}; Max-Age={seconds}; Path=/{secure}; HttpOnly; SameSite=Lax");
        HeaderValue::try_from(line).ok()
    }
}
