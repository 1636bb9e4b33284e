//! Where a person goes after logging in: the page they came from, when it is one of ours.

/// The first parts of the pages that may be gone back to.
const PAGES: [&str; 8] = [
    "appointments",
    "record",
    "where-from",
    "who-looked",
    "devices",
    "close-account",
    "kept-form",
    "your-log-in",
];

/// `asked` when it is the path of one of our own pages, else the home page. Nothing but small letters, digits and
/// dashes between single slashes passes, so no other site, no query and no trick with dots or encodings does.
pub fn checked(asked: Option<&str>) -> &str {
    asked.filter(|path| is_one_of_ours(path)).unwrap_or("/")
}

fn is_one_of_ours(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/').filter(|_| path.len() <= 200) else { return false };
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    rest.split('/').all(plain) && rest.split('/').next().is_some_and(|first| PAGES.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_pages_are_gone_back_to() {
        for path in [
            "/appointments",
            "/record",
            "/record/test-results/00ff00ff00ff00ff00ff00ff00ff00ff",
            "/where-from",
        ] {
            assert_eq!(checked(Some(path)), path);
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site_or_to_a_page_that_does_something() {
        for path in [
            "",
            "/",
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "\\\\example.com",
            "/%2fexample.com",
            "/record//example.com",
            "/record/..",
            "/record/../log-out",
            "/log-out",
            "/practice",
            "/record?x=1",
            "/record#x",
            "/record\r\nset-cookie: a=b",
            " /record",
            "/record/",
            "javascript:alert(1)",
            "record",
            "/Record",
            "/@example.com",
            "/record@example.com",
            "/.example.com",
        ] {
            assert_eq!(checked(Some(path)), "/", "{path:?}");
        }
        assert_eq!(checked(Some(&format!("/record/{}", "a".repeat(300)))), "/");
        assert_eq!(checked(None), "/");
    }
}
