//! The cookies of the staff desk: with names of their own, and sent to its pages alone.

use axum::http::{HeaderMap, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

/// Where the staff desk is.
pub const STAFF_DESK: &str = "/staff";

const SESSION: &str = "front-door-staff";
const HALF: &str = "front-door-staff-step";
/// On the way to a provider and back.
const WAY: &str = "front-door-staff-way";
/// Who came by a provider whose log-in opens no account yet.
const CAME: &str = "front-door-staff-came";
/// How long somebody may take between the password and the code, in seconds.
const HALF_SECONDS: u32 = 600;

/// Makes and reads them. `__Host-` would want the path `/`, where patients' pages are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StaffCookies {
    https: bool,
}

impl StaffCookies {
    pub const fn new(https: bool) -> Self {
        Self { https }
    }

    /// Gives the browser its log-in; it goes with the browser.
    pub fn session(self, token: &SecretString) -> Option<HeaderValue> {
        self.header(SESSION, token.expose_secret(), "")
    }

    /// Gives the browser its half log-in.
    pub fn half(self, note: &SecretString) -> Option<HeaderValue> {
        self.header(HALF, note.expose_secret(), &format!("; Max-Age={HALF_SECONDS}"))
    }

    /// Gives the browser its note for the way to a provider.
    pub fn way(self, note: &SecretString) -> Option<HeaderValue> {
        self.header(WAY, note.expose_secret(), &format!("; Max-Age={HALF_SECONDS}"))
    }

    /// Gives the browser the note of who came by a provider.
    pub fn came(self, note: &SecretString) -> Option<HeaderValue> {
        self.header(CAME, note.expose_secret(), &format!("; Max-Age={HALF_SECONDS}"))
    }

    /// Makes the browser forget the steps of logging in.
    pub fn forget_steps(self) -> [HeaderValue; 2] {
        [HALF, WAY].map(|name| self.forget_one(name))
    }

    /// Makes the browser forget who came by a provider.
    pub fn forget_came(self) -> HeaderValue {
        self.forget_one(CAME)
    }

    /// Makes the browser forget everything.
    pub fn forget(self) -> [HeaderValue; 4] {
        [SESSION, HALF, WAY, CAME].map(|name| self.forget_one(name))
    }

    fn forget_one(self, name: &str) -> HeaderValue {
        self.header(name, "", "; Max-Age=0").unwrap_or(HeaderValue::from_static(""))
    }

    /// The log-in that a request brings, whatever is in it.
    pub fn brought_session(self, headers: &HeaderMap) -> Option<String> {
        self.brought(headers, SESSION)
    }

    pub fn brought_half(self, headers: &HeaderMap) -> Option<String> {
        self.brought(headers, HALF)
    }

    pub fn brought_way(self, headers: &HeaderMap) -> Option<String> {
        self.brought(headers, WAY)
    }

    pub fn brought_came(self, headers: &HeaderMap) -> Option<String> {
        self.brought(headers, CAME)
    }

    fn brought(self, headers: &HeaderMap, name: &str) -> Option<String> {
        let name = self.name(name);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }

    fn name(self, name: &str) -> String {
        if self.https { format!("__Secure-{name}") } else { name.to_owned() }
    }

    fn header(self, name: &str, value: &str, age: &str) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let name = self.name(name);
        let line = format!("{name}={value}{age}; Path={STAFF_DESK}{secure}; HttpOnly; SameSite=Lax");
        HeaderValue::try_from(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_of_staff_goes_to_the_staff_desk_alone_and_is_no_patients() {
        for (https, name) in [(false, "front-door-staff="), (true, "__Secure-front-door-staff=")] {
            let cookies = StaffCookies::new(https);
            let header = cookies.session(&"token".into()).expect("a header");
            let line = header.to_str().expect("text");
            assert!(
                line.starts_with(name) && line.contains("Path=/staff;") && line.contains("HttpOnly"),
                "{line}"
            );
            assert_eq!(line.contains("Secure;"), https);
        }
        let of =
            |line: &'static str| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
        let cookies = StaffCookies::new(false);
        assert_eq!(cookies.brought_session(&of("a=b; front-door-staff=x")).as_deref(), Some("x"));
        assert_eq!(cookies.brought_session(&of("front-door=x; front-door-staff-step=y")), None);
        assert_eq!(cookies.brought_half(&of("front-door-staff-step=y")).as_deref(), Some("y"));
    }
}
