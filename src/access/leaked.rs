//! Passwords that were stolen elsewhere and published: whoever guesses begins with them (NIST SP 800-63B, section
//! 5.1.1.2; OWASP ASVS 5.0, 6.2.12). Where the list comes from: `leaked/SOURCE.md`.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// One a line, in small letters, none shorter than a password may be.
const LIST: &str = include_str!("leaked/passwords.txt");

static LISTED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// Whether a password stands in the list, however it is written.
pub fn is_listed(password: &str) -> bool {
    let plain: String = password.trim().nfkc().flat_map(char::to_lowercase).collect();
    LISTED.contains(plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::passwords;

    #[test]
    fn what_others_know_is_found_in_capitals_with_spaces_around_it_and_in_wide_letters() {
        for known in ["trustno1", "TrustNo1", "  trustno1 ", "ｔｒｕｓｔｎｏ１"] {
            assert!(is_listed(known), "{known}");
        }
        for own in ["", "trust no 1", "coffee tractor window"] {
            assert!(!is_listed(own), "{own}");
        }
    }

    #[test]
    fn the_list_is_long_and_every_line_of_it_could_be_a_password_here_and_is_found() {
        assert!(LISTED.len() > 40_000, "{}", LISTED.len());
        assert_eq!(LISTED.len(), LIST.lines().count(), "each stands once");
        for line in LIST.lines() {
            assert!(line.chars().count() >= passwords::SHORTEST && is_listed(line), "{line}");
        }
    }
}
