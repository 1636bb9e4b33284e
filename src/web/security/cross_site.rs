//! Refuses what another site's page sends in a person's name.

use axum::extract::Request;
use axum::http::{Method, header};
use url::Url;

use crate::web::PageError;

/// The switchboard of practice mode, which test programs set without a page of ours. No browser posts without saying
/// from where.
const FOR_TEST_PROGRAMS: &str = "/practice/faults";

/// Whatever changes something must come from a page of ours: the `Origin` is ours, or, where a browser sends none,
/// `Sec-Fetch-Site` says so. A request with neither is refused.
pub fn check(request: &Request, public_url: &Url) -> Result<(), PageError> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let headers = request.headers();
    let from_here = match headers.get(header::ORIGIN) {
        Some(origin) => {
            origin.to_str().is_ok_and(|origin| origin == public_url.origin().ascii_serialization())
        }
        None => match headers.get("sec-fetch-site") {
            Some(site) => site == "same-origin",
            None => request.uri().path() == FOR_TEST_PROGRAMS,
        },
    };
    if from_here { Ok(()) } else { Err(PageError::CrossSite) }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn post(headers: &[(&str, &str)]) -> Result<(), PageError> {
        let mut request = Request::post("/log-in");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let public_url = Url::parse("http://localhost:3000").expect("a URL");
        check(&request.body(Body::empty()).expect("a request"), &public_url)
    }

    #[test]
    fn a_post_from_our_own_page_passes() {
        assert_eq!(post(&[("origin", "http://localhost:3000")]), Ok(()));
        assert_eq!(post(&[("sec-fetch-site", "same-origin")]), Ok(()));
    }

    #[test]
    fn a_post_from_elsewhere_or_nowhere_is_refused() {
        for headers in [
            &[][..],
            &[("origin", "null")],
            &[("origin", "http://localhost:3001")],
            &[("origin", "https://localhost:3000")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://evil.example"), ("sec-fetch-site", "same-origin")],
        ] {
            assert_eq!(post(headers), Err(PageError::CrossSite), "{headers:?}");
        }
    }
}
