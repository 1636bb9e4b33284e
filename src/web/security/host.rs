//! Only requests for the portal's own address are answered.

use axum::extract::Request;
use axum::http::header;
use url::Url;

use crate::web::PageError;

/// Compares the `Host` header (or HTTP/2's authority) with the public URL, port included.
pub fn check(request: &Request, public_url: &Url) -> Result<(), PageError> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let asked = match (named.next(), named.next(), request.uri().authority()) {
        (Some(host), None, None) => host.to_str().ok(),
        (None, _, Some(authority)) => Some(authority.as_str()),
        (Some(host), None, Some(authority)) => host.to_str().ok().filter(|host| *host == authority.as_str()),
        _ => None,
    };
    let ours = asked.is_some_and(|asked| is_ours(asked, public_url));
    if ours { Ok(()) } else { Err(PageError::WrongHost) }
}

fn is_ours(asked: &str, public_url: &Url) -> bool {
    let Ok(asked) = Url::parse(&format!("{}://{asked}/", public_url.scheme())) else { return false };
    let plain = asked.username().is_empty() && asked.password().is_none() && asked.path() == "/";
    plain
        && asked.host() == public_url.host()
        && asked.port_or_known_default() == public_url.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_host_and_port_are_ours() {
        let local = Url::parse("http://localhost:3000").expect("a URL");
        for (asked, ours) in [
            ("localhost:3000", true),
            ("LOCALHOST:3000", true),
            ("localhost", false),
            ("127.0.0.1:3000", false),
            ("localhost:3000.evil.example", false),
            ("sam@localhost:3000", false),
            ("localhost:3000/x", false),
            ("", false),
        ] {
            assert_eq!(is_ours(asked, &local), ours, "{asked}");
        }
        let public = Url::parse("https://door.example").expect("a URL");
        assert!(is_ours("door.example", &public) && is_ours("door.example:443", &public));
    }
}
