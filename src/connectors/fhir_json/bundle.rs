//! Bundles: their entries, links and the notes in them.

use super::{Node, datatypes};
use crate::domain::{SourceNote, WhyMissing};

/// Why an entry stands in a search's answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Match,
    Include,
    /// A note on the search itself.
    Outcome,
    NotSaid,
}

/// One entry of a bundle.
#[derive(Clone, Copy, Debug)]
pub struct BundleEntry<'a> {
    pub full_url: Option<&'a str>,
    pub mode: Mode,
    pub resource: Node<'a>,
}

/// A bundle's entries, bad ones included: their resource is then nothing.
pub fn entries<'a>(bundle: Node<'a>) -> impl Iterator<Item = BundleEntry<'a>> {
    bundle.all("entry").map(|entry| {
        let mode = match entry.at("search").str_at("mode") {
            Some("match") => Mode::Match,
            Some("include") => Mode::Include,
            Some("outcome") => Mode::Outcome,
            _ => Mode::NotSaid,
        };
        BundleEntry { full_url: entry.str_at("fullUrl"), mode, resource: entry.at("resource") }
    })
}

/// The address of a link of that relation.
pub fn link<'a>(bundle: Node<'a>, relation: &str) -> Option<&'a str> {
    bundle
        .all("link")
        .find(|link| link.str_at("relation") == Some(relation))
        .and_then(|link| link.str_at("url"))
}

/// What an `OperationOutcome` says, as notes on the list: whatever is not mere information may mean that entries
/// are missing. A known reason is said in our words and any other in the source's, but for what a source keeps back of
/// its own will: its words may tell that something is kept back, and why, and so only that something is missing is said.
pub fn issue_notes(outcome: Node) -> Vec<SourceNote> {
    outcome.all("issue").filter_map(issue_note).collect()
}

fn issue_note(issue: Node) -> Option<SourceNote> {
    let text = issue_words(issue);
    if keeps_back(issue) {
        let years = text.as_deref().and_then(years_left_out);
        let known = years.map(|years| SourceNote::Missing(WhyMissing::OlderThanYears(years)));
        return Some(known.unwrap_or(SourceNote::Incomplete { text: None }));
    }
    match issue.str_at("severity") {
        Some("information") => text.map(SourceNote::Words),
        _ => Some(SourceNote::Incomplete { text }),
    }
}

/// Whether something was kept back by a rule, a permission or somebody's wish (HL7 "IssueType": `security` with all
/// below it, `suppressed`, `business-rule`).
fn keeps_back(issue: Node) -> bool {
    let codes = ["security", "login", "unknown", "expired", "forbidden", "suppressed", "business-rule"];
    issue.str_at("code").is_some_and(|code| codes.contains(&code))
}

/// An issue's words: `details.text`, a coding's display, or `diagnostics`.
pub fn issue_words(issue: Node) -> Option<String> {
    datatypes::words(issue.at("details")).or_else(|| issue.text_at("diagnostics"))
}

/// The years in "due to being over 8 years in the past" (the Aggregator's rule AGGBR30).
pub fn years_left_out(words: &str) -> Option<u32> {
    let (before, _) = words.split_once(" years in the past")?;
    before.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn notes(severity: &str, code: &str, text: &str) -> Vec<SourceNote> {
        let json = json!({"issue": [{"severity": severity, "code": code, "diagnostics": text}]});
        issue_notes(Node::of(&json))
    }

    #[test]
    fn a_known_reason_is_said_in_our_words_and_a_harmless_one_in_the_source_s() {
        let words = "rejected Appointment with date 2014 due to being over 8 years in the past";
        let known = SourceNote::Missing(WhyMissing::OlderThanYears(8));
        assert_eq!(notes("information", "business-rule", words), [known]);
        let timeout = SourceNote::Incomplete { text: Some("Radiology did not answer".into()) };
        assert_eq!(notes("warning", "timeout", "Radiology did not answer"), [timeout]);
        assert_eq!(
            notes("information", "informational", "From 2015"),
            [SourceNote::Words("From 2015".into())]
        );
    }

    #[test]
    fn of_what_is_kept_back_on_purpose_only_that_something_is_missing_is_said() {
        let silent = [SourceNote::Incomplete { text: None }];
        for code in ["suppressed", "security", "forbidden", "business-rule"] {
            for severity in ["information", "warning", "error"] {
                let told = notes(severity, code, "2 entries withheld: safeguarding of a child");
                assert_eq!(told, silent, "{code}, {severity}");
            }
        }
    }
}
