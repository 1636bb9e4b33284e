//! Refuses paths that mean something else than they say.

use crate::web::PageError;

/// No dot segments, no empty segments, no hidden slashes, no control characters, nothing but UTF-8.
pub fn check(path: &str) -> Result<(), PageError> {
    let Some(segments) = path.strip_prefix('/') else { return Err(PageError::BadRequest) };
    if segments.is_empty() {
        return Ok(());
    }
    let last = segments.split('/').count() - 1;
    for (at, segment) in segments.split('/').enumerate() {
        let decoded = decoded(segment).ok_or(PageError::BadRequest)?;
        if decoded.chars().any(char::is_control) {
            return Err(PageError::BadRequest);
        }
        let empty_inside = decoded.is_empty() && at != last;
        if empty_inside || decoded == "." || decoded == ".." || decoded.contains(['/', '\\', '%']) {
            return Err(PageError::NotFound);
        }
    }
    Ok(())
}

/// The segment without percent-encoding; `None` when it is not well encoded or not UTF-8.
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
            let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| hex)?);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_pass() {
        for path in ["/", "/record/test-results/4f2a", "/where-from", "/a%20b", "/z%C3%B6e", "/assets/"] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn paths_that_mean_something_else_than_they_say_are_refused() {
        for path in ["/a/../b", "/a/%2e%2e/b", "/./a", "//a", "/a%2fb", "/a%5Cb", "/a\\b", "/%252e"] {
            assert_eq!(check(path), Err(PageError::NotFound), "{path}");
        }
        for path in ["", "*", "/a%00", "/%ff", "/%zz", "/a%", "/a%0d%0ab", "/%+1"] {
            assert_eq!(check(path), Err(PageError::BadRequest), "{path}");
        }
    }
}
