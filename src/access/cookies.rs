//! The session cookie's name, and how a browser is told to forget everything.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use tower_sessions::session::Id;

use super::terminals::{all_but_the_terminals, only_the_terminal_stays};

/// W3C Clear Site Data, section 3.1.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
const EVERYTHING: HeaderValue = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");

const BUT_COOKIES: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// The session cookie: `front-door`, or `__Host-front-door` where everything goes over https.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionCookie {
    https: bool,
}

impl SessionCookie {
    pub const fn new(https: bool) -> Self {
        Self { https }
    }

    /// A `__Host-` cookie is only taken from this very host, over https (RFC 6265bis, section 4.1.3.2).
    pub const fn name(self) -> &'static str {
        if self.https { "__Host-front-door" } else { "front-door" }
    }

    pub const fn is_secure(self) -> bool {
        self.https
    }

    /// Whether a request brought the cookie, whatever is in it.
    pub fn is_in(self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut names =
            lines.flat_map(|line| line.split(';')).map(|pair| pair.split('=').next().unwrap_or(""));
        names.any(|name| name.trim() == self.name())
    }

    /// The headers that make a browser forget the session and all that it keeps of our pages.
    pub const fn forget(self) -> ForgetEverything {
        ForgetEverything { cookie: self, but_the_device: false, at_terminal: None }
    }
}

/// The header that gives a browser the new id of the session that it is in.
#[must_use = "without it the browser is logged out"]
pub struct NewSessionId {
    pub(super) cookie: SessionCookie,
    pub(super) id: Id,
}

impl IntoResponseParts for NewSessionId {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        let (name, secure) = (self.cookie.name(), if self.cookie.https { "; Secure" } else { "" });
        let line = format!("{name}={}; HttpOnly; SameSite=Lax{secure}; Path=/", self.id);
        // Ids are written in letters, digits, - and _ alone.
        if let Ok(line) = HeaderValue::try_from(line) {
            parts.headers_mut().append(header::SET_COOKIE, line);
        }
        Ok(parts)
    }
}

/// Headers for a response: after log-out, and when a session has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForgetEverything {
    cookie: SessionCookie,
    /// The device's owner asked for it to be remembered, so the cookie that does so stays.
    but_the_device: bool,
    /// On a terminal: what removes every cookie but the terminal's own.
    at_terminal: Option<Vec<HeaderValue>>,
}

impl ForgetEverything {
    /// Leaves a browser that is remembered known: nobody logs in with that cookie, it only saves its owner a code. A
    /// terminal stays one, and forgets all else.
    #[must_use]
    pub fn but_a_remembered_device(self, headers: &HeaderMap) -> Self {
        if let Some(others) = only_the_terminal_stays(headers) {
            return Self { at_terminal: Some(others), ..self };
        }
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let but_the_device = lines.flat_map(|line| line.split(';')).any(|pair| {
            let name = pair.trim().split('=').next().unwrap_or_default();
            name.strip_prefix("__Host-").unwrap_or(name) == "front-door-device"
        });
        Self { but_the_device, ..self }
    }

    /// For a browser that becomes a terminal with this very answer.
    #[must_use]
    pub fn as_a_terminal(self, headers: &HeaderMap) -> Self {
        Self { at_terminal: Some(all_but_the_terminals(headers)), ..self }
    }
}

impl IntoResponseParts for ForgetEverything {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        // A browser takes the removal of a `__Host-` cookie only when it is marked Secure as well.
        let gone = if self.cookie.https {
            HeaderValue::from_static("__Host-front-door=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
        } else {
            HeaderValue::from_static("front-door=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
        };
        parts.headers_mut().append(header::SET_COOKIE, gone);
        let what = if self.but_the_device || self.at_terminal.is_some() { BUT_COOKIES } else { EVERYTHING };
        for other in self.at_terminal.into_iter().flatten() {
            parts.headers_mut().append(header::SET_COOKIE, other);
        }
        parts.headers_mut().insert(CLEAR_SITE_DATA, what);
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))])
    }

    #[test]
    fn the_cookie_is_found_among_others_by_its_whole_name() {
        let cookie = SessionCookie::new(false);
        assert!(cookie.is_in(&headers("a=b; front-door=xyz; c=d")));
        assert!(cookie.is_in(&headers("front-door=")));
        assert!(!cookie.is_in(&headers("a=front-door; __Host-front-door=xyz; front-door-2=1")));
        assert!(!cookie.is_in(&HeaderMap::new()));
        assert!(SessionCookie::new(true).is_in(&headers("__Host-front-door=xyz")));
    }
}
