//! Cookies beside the session's: a sealed note, or what makes a device known again.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::Duration;
use secrecy::{ExposeSecret, SecretString};

use crate::access::SessionCookie;

/// One such cookie. `SameSite=Lax`, since the way back from NHS login begins there.
#[derive(Clone, Copy)]
pub struct NoteCookie {
    secure: bool,
    name: &'static str,
    life: Duration,
}

impl NoteCookie {
    pub fn new(session: SessionCookie, name: &'static str, life: Duration) -> Self {
        Self { secure: session.is_secure(), name, life }
    }

    fn name(self) -> String {
        let prefix = if self.secure { "__Host-" } else { "" };
        format!("{prefix}front-door-{}", self.name)
    }

    fn header(self, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name();
        let line = format!("{name}={value}; Max-Age={seconds}; Path=/{secure}; HttpOnly; SameSite=Lax");
        HeaderValue::try_from(line).ok()
    }

    /// Gives it to the browser.
    pub fn carry(self, note: &SecretString) -> Option<HeaderValue> {
        self.header(note.expose_secret(), self.life.num_seconds())
    }

    /// Makes the browser forget it.
    pub fn drop(self) -> HeaderValue {
        self.header("", 0).unwrap_or(HeaderValue::from_static(""))
    }

    /// What the browser brings.
    pub fn brought(self, headers: &HeaderMap) -> Option<String> {
        let name = self.name();
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }
}
