//! What the Aggregator says is missing, as notes: known reasons are said, and no reason that could give something away.

use crate::connectors::fhir_json::{Node, issue_words};
use crate::domain::{Kind, Kinds, SourceNote, WhyMissing};

/// The notes of an `OperationOutcome`, each with the kinds that it is about.
pub fn notes(outcome: Node) -> Vec<(Kinds, SourceNote)> {
    outcome.all("issue").map(note).collect()
}

/// One issue. Its own words name ids, dates and rules, and are never shown; a reason that we do not know is told as
/// "something is missing".
fn note(issue: Node) -> (Kinds, SourceNote) {
    let words = issue_words(issue).unwrap_or_default();
    let why = match issue.str_at("code") {
        Some("timeout") => Some(WhyMissing::NoAnswerInTime),
        Some("structure") => Some(WhyMissing::Unreadable),
        Some("transient" | "exception") => Some(WhyMissing::CouldNotAnswer),
        Some("business-rule") => oldest(&words).map(WhyMissing::OlderThanYears),
        _ => None,
    };
    (about(&words), why.map_or(SourceNote::Incomplete { text: None }, SourceNote::Missing))
}

/// The kinds that a rule left something out of: "rejected DocumentReference …". Every kind where it does not say.
fn about(words: &str) -> Kinds {
    let named = words.split_once("rejected ").and_then(|(_, rest)| rest.split_whitespace().next());
    match named {
        Some("Appointment") => Kinds::just(Kind::Appointments),
        Some("DocumentReference") => Kinds::just(Kind::Letters),
        Some("ServiceRequest" | "QuestionnaireResponse" | "Task") => Kinds::NONE,
        _ => Kinds::all(),
    }
}

/// The years in "due to being over 8 years in the past" (the Aggregator's rule AGGBR30).
fn oldest(words: &str) -> Option<u32> {
    let (before, _) = words.split_once(" years in the past")?;
    before.rsplit(' ').next()?.parse().ok()
}
