//! The cookie in which a browser carries its sealed note to NHS login and back.

use axum::http::{HeaderMap, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use crate::access::{LONGEST_WAY, SessionCookie};

/// `SameSite=Lax`, since the way back begins at NHS login; the note in it is good for one way only.
#[derive(Clone, Copy)]
pub struct WayCookie {
    secure: bool,
}

impl WayCookie {
    pub fn of(session: SessionCookie) -> Self {
        Self { secure: session.is_secure() }
    }

    fn name(self) -> &'static str {
        if self.secure { "__Host-front-door-nhs-login" } else { "front-door-nhs-login" }
    }

    fn header(self, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name();
        let line = format!("{name}={value}; Max-Age={seconds}; Path=/{secure}; HttpOnly; SameSite=Lax");
        HeaderValue::try_from(line).ok()
    }

    /// Gives it to the browser.
    pub fn carry(self, sealed: &SecretString) -> Option<HeaderValue> {
        self.header(sealed.expose_secret(), LONGEST_WAY.num_seconds())
    }

    /// Makes the browser forget it.
    pub fn drop(self) -> HeaderValue {
        self.header("", 0).unwrap_or(HeaderValue::from_static(""))
    }

    /// What the browser brings.
    pub fn brought(self, headers: &HeaderMap) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.name()).map(|(_, value)| value.to_owned())
    }
}
