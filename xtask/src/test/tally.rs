//! How many tests passed and failed, added up from what cargo and Playwright report.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::Value;

/// The sum so far.
#[derive(Default, Debug, PartialEq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    /// Ignored or skipped.
    pub left_out: u64,
}

impl Tally {
    pub fn add(&mut self, more: &Tally) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.left_out += more.left_out;
    }

    /// Adds a line of `cargo test`, if it is one that sums up:
    /// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; …`.
    pub fn add_rust(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
        for count in counts.split("; ") {
            match count.split_once(' ').and_then(|(number, what)| Some((number.parse::<u64>().ok()?, what))) {
                Some((number, "passed")) => self.passed += number,
                Some((number, "failed")) => self.failed += number,
                Some((number, "ignored")) => self.left_out += number,
                _ => {}
            }
        }
    }

    /// Reads the file of Playwright's JSON reporter. A test that passed only when repeated has failed.
    pub fn of_playwright(results: &str) -> Result<Tally> {
        let results: Value = serde_json::from_str(results).context("Playwright's results are not JSON")?;
        let count = |name: &str| {
            results["stats"][name].as_u64().with_context(|| format!("Playwright's results do not say {name}"))
        };
        Ok(Tally {
            passed: count("expected")?,
            failed: count("unexpected")? + count("flaky")?,
            left_out: count("skipped")?,
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_cargo_test_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            tally.add_rust(line);
        }
        assert_eq!(tally, Tally { passed: 17, failed: 2, left_out: 1 });
        assert_eq!(tally.to_string(), "17 passed, 2 failed");
    }

    #[test]
    fn a_browser_test_that_passes_only_when_repeated_has_failed() {
        let results = r#"{"stats": {"expected": 40, "unexpected": 1, "flaky": 2, "skipped": 3}}"#;
        assert_eq!(Tally::of_playwright(results).unwrap(), Tally { passed: 40, failed: 3, left_out: 3 });
    }

    #[test]
    fn results_without_counts_are_an_error_and_not_a_success() {
        assert!(Tally::of_playwright("{}").is_err());
        assert!(Tally::of_playwright("").is_err());
    }
}
