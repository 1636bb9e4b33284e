//! The one list of pages that are open on a terminal. What is not on it is closed there, so that a new page can do nothing
//! on a shared screen that nobody thought of: no downloads, nothing kept for later, nothing that changes how people log in
//! or who may act for them.

use axum::http::Method;

use crate::access::visit_codes::is_open_by_visit_code;

/// Pages and lists that are only looked at.
const READ: &[&str] = &[
    "/",
    "/terminal",
    "/terminal/help",
    "/terminal/helper",
    "/visit-code",
    "/log-in",
    "/log-in/nhs-login",
    "/log-in/nhs-login/back",
    "/log-in/nhs-login/{why}",
    "/.well-known/jwks.json",
    "/log-in/second-step",
    "/log-in/passkey",
    "/log-out",
    "/access-stopped",
    "/help",
    "/help/easy-read",
    "/status",
    "/accessibility",
    "/privacy",
    "/cookies",
    "/where-from",
    "/where-from/waiting/{kind}",
    "/appointments",
    "/appointments/{id}",
    "/appointments/{id}/cancel",
    "/appointments/{id}/coming",
    "/appointments/book",
    "/appointments/book/{organisation}",
    "/requests",
    "/requests/{id}",
    "/messages",
    "/messages/{id}",
    "/record",
    "/record/medicines",
    "/record/medicines/order",
    "/record/medicines/{id}",
    "/record/prescriptions",
    "/record/prescriptions/{id}",
    "/record/allergies",
    "/record/allergies/{id}",
    "/record/conditions",
    "/record/conditions/{id}",
    "/record/test-results",
    "/record/test-results/{id}",
    "/record/letters",
    "/record/letters/{id}",
    // Text and pictures; what would be saved is refused (`journeys::terminal`).
    "/record/letters/{id}/file",
    "/record/letters/{id}/pages",
    "/record/vaccinations",
    "/record/vaccinations/{id}",
    "/practice",
    "/record/visits",
    "/record/visits/{id}",
    "/record/referrals",
    "/record/referrals/{id}",
    "/record/referrals/{id}/no-longer-needed",
    "/record/care-plans",
    "/record/care-plans/{id}",
    "/assets/{file}",
    "/health/live",
    "/health/ready",
];

/// What may be done.
const DONE: &[&str] = &[
    "/terminal",
    "/terminal/private",
    "/terminal/helper",
    "/visit-code",
    "/log-in",
    "/log-in/second-step",
    "/log-in/second-step/send",
    "/log-in/passkey",
    "/log-out",
    "/stay",
    "/appointments/{id}/cancel",
    "/appointments/{id}/coming",
    "/record/medicines/order",
    "/record/referrals/{id}/no-longer-needed",
    "/appointments/book/{organisation}",
    "/record/test-results/{id}",
];

/// Whether a route, as the URL table has it, is open on a terminal.
pub fn is_open_at_terminals(method: &Method, route: &str) -> bool {
    open_at_terminals(method).contains(&route)
}

/// The list, for one way of asking.
pub fn open_at_terminals(method: &Method) -> &'static [&'static str] {
    match *method {
        Method::GET | Method::HEAD => READ,
        Method::POST => DONE,
        _ => &[],
    }
}

/// The same for an address as it stands in a page: a page on a terminal leads to no page that is closed there, and to
/// nobody else's site.
pub fn is_open_address(method: &Method, address: &str, by_visit_code: bool) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    // The page itself.
    path.is_empty()
        || open_at_terminals(method)
            .iter()
            .any(|route| (!by_visit_code || is_open_by_visit_code(method, route)) && fits(route, path))
}

fn fits(route: &str, path: &str) -> bool {
    let (route, path) = (route.split('/'), path.split('/'));
    route.clone().count() == path.clone().count()
        && route.zip(path).all(|(part, given)| match part {
            "{id}" => is_id(given),
            _ if part.starts_with('{') => !given.is_empty(),
            _ => part == given,
        })
}

/// Our ids are hexadecimal; words such as "new" in their place are other pages.
fn is_id(given: &str) -> bool {
    !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_page_is_open_where_its_route_is() {
        let get = |address: &str| is_open_address(&Method::GET, address, false);
        for open in
            ["/", "/record/letters", "/record/letters/00ff/file", "/record/test-results?by=test", "#main"]
        {
            assert!(get(open), "{open}");
        }
        for closed in [
            "/download",
            "/devices",
            "/messages/new",
            "/appointments/00ff/calendar",
            "/your-log-in",
            "https://111.nhs.uk",
            "//example.com",
            "tel:111",
            "mailto:a@example.com",
        ] {
            assert!(!get(closed), "{closed}");
        }
        assert!(is_open_address(&Method::POST, "/log-out", false));
        assert!(!is_open_address(&Method::POST, "/record", false));
        assert!(is_open_address(&Method::GET, "/appointments/00ff", true));
        assert!(!is_open_address(&Method::GET, "/record/letters", true));
    }
}
