//! What the Aggregator says is missing, as notes: known reasons are said, and no reason that could give something away.

use crate::connectors::fhir_json::{Node, issue_words, years_left_out};
use crate::domain::{Kind, Kinds, SourceNote, WhyMissing};

/// The notes of an `OperationOutcome`, each with the kinds that it is about.
pub fn notes(outcome: Node) -> Vec<(Kinds, SourceNote)> {
    outcome.all("issue").filter(|issue| !is_told_twice(*issue)).map(note).collect()
}

/// Nothing is missing where one of two portals that told the same was left out (the rule AGGBR33): "questionnaire …
/// from … has been replaced with questionnaire from …".
fn is_told_twice(issue: Node) -> bool {
    let words = issue_words(issue).unwrap_or_default();
    issue.str_at("code") == Some("business-rule") && words.contains(" has been replaced with ")
}

/// One issue. Its own words name ids, dates and rules, and are never shown; a reason that we do not know is told as
/// "something is missing".
fn note(issue: Node) -> (Kinds, SourceNote) {
    let words = issue_words(issue).unwrap_or_default();
    let why = match issue.str_at("code") {
        Some("timeout") => Some(WhyMissing::NoAnswerInTime),
        Some("structure") => Some(WhyMissing::Unreadable),
        Some("transient" | "exception") => Some(WhyMissing::CouldNotAnswer),
        Some("business-rule") => years_left_out(&words).map(WhyMissing::OlderThanYears),
        _ => None,
    };
    (about(&words), why.map_or(SourceNote::Incomplete { text: None }, SourceNote::Missing))
}

/// The kinds that a rule left something out of: "rejected DocumentReference …", "excluding WaitingList entry …".
/// Every kind where it does not say.
fn about(words: &str) -> Kinds {
    let after = |word: &str| words.split_once(word).and_then(|(_, rest)| rest.split_whitespace().next());
    match after("rejected ").or_else(|| after("excluding ")) {
        Some("Appointment") => Kinds::just(Kind::Appointments),
        Some("DocumentReference") => Kinds::just(Kind::Letters),
        Some("ServiceRequest" | "WaitingList") => Kinds::just(Kind::Referrals),
        Some("QuestionnaireResponse" | "Questionnaire" | "Task") => Kinds::just(Kind::Questionnaires),
        _ => Kinds::all(),
    }
}
