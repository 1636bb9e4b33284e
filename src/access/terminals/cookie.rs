//! The cookie that makes a browser a terminal, and how such a browser forgets everything else.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::Duration;

/// As long as browsers keep a cookie (RFC 6265bis, section 5.5); each use of the terminal begins it anew.
const LIFE: Duration = Duration::days(400);

/// Holds a terminal's credential. `SameSite=Lax`: on the way back from NHS login a strict one would be missing, and who
/// logs in would do so as in a browser of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerminalCookie {
    pub(super) secure: bool,
}

impl TerminalCookie {
    pub const fn name(self) -> &'static str {
        if self.secure { "__Host-front-door-terminal" } else { "front-door-terminal" }
    }

    pub(super) fn carry(self, credential: &str) -> Option<HeaderValue> {
        HeaderValue::try_from(self.line(credential, LIFE.num_seconds())).ok()
    }

    /// Makes the browser no terminal any more.
    pub fn drop(self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.line("", 0)).ok()
    }

    fn line(self, value: &str, seconds: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={value}; Max-Age={seconds}; Path=/{secure}; HttpOnly; SameSite=Lax", self.name())
    }

    /// Whether an answer already says what this cookie is to hold.
    pub fn is_set_by(self, answer: &HeaderMap) -> bool {
        let start = format!("{}=", self.name());
        answer.get_all(header::SET_COOKIE).iter().any(|line| line.as_bytes().starts_with(start.as_bytes()))
    }

    pub(super) fn brought(self, headers: &HeaderMap) -> Option<String> {
        let mut pairs = pairs(headers);
        pairs.find(|(name, _)| *name == self.name()).map(|(_, value)| value.to_owned())
    }
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

fn is_the_terminals(name: &str) -> bool {
    name.trim_start_matches("__Host-") == "front-door-terminal"
}

/// On a terminal, headers that remove every cookie that its browser brought, but for the one that makes it the terminal;
/// nothing in any other browser. `Clear-Site-Data` cannot leave one cookie.
pub fn only_the_terminal_stays(headers: &HeaderMap) -> Option<Vec<HeaderValue>> {
    pairs(headers).any(|(name, _)| is_the_terminals(name)).then(|| all_but_the_terminals(headers))
}

/// Headers that remove every other cookie.
pub fn all_but_the_terminals(headers: &HeaderMap) -> Vec<HeaderValue> {
    let others = pairs(headers).filter(|(name, _)| !is_the_terminals(name));
    let gone = others.filter_map(|(name, _)| {
        let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
        HeaderValue::try_from(format!("{name}=; Max-Age=0; Path=/{secure}; HttpOnly; SameSite=Lax")).ok()
    });
    gone.collect()
}
