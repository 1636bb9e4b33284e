//! The lists of a structured record: what each is about, and what the surgery says of the whole list.

use crate::connectors::fhir_json::{Node, codings, date, status, words};
use crate::domain::{Kind, Kinds, NoneKnown, SourceNote};

/// What a list of GP Connect is for (its code, SNOMED CT).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListOf {
    Allergies,
    EndedAllergies,
    Medicines,
    Problems,
    Immunisations,
    Consultations,
    Investigations,
    Uncategorised,
    Referrals,
    /// One consultation, or a part of one.
    Consultation,
    Other,
}

impl ListOf {
    pub fn of(list: Node) -> Self {
        let code = codings(list.at("code")).find_map(|coding| coding.text_at("code"));
        match code.as_deref() {
            Some("886921000000105") => Self::Allergies,
            Some("1103671000000101") => Self::EndedAllergies,
            Some("933361000000108") => Self::Medicines,
            Some("717711000000103") => Self::Problems,
            Some("1102181000000102") => Self::Immunisations,
            Some("1149501000000101") => Self::Consultations,
            Some("887191000000108") => Self::Investigations,
            Some("826501000000100") => Self::Uncategorised,
            Some("792931000000107") => Self::Referrals,
            Some("325851000000107") => Self::Consultation,
            _ => Self::Other,
        }
    }

    /// The kinds whose pages its notes belong on.
    pub fn kinds(self) -> Kinds {
        let kinds: &[Kind] = match self {
            Self::Allergies | Self::EndedAllergies => &[Kind::Allergies],
            Self::Medicines => &[Kind::Medicines],
            Self::Problems => &[Kind::Conditions],
            Self::Immunisations => &[Kind::Vaccinations],
            Self::Consultations => &[Kind::Visits, Kind::Letters],
            Self::Investigations | Self::Uncategorised => &[Kind::TestResults],
            Self::Referrals => &[Kind::Referrals],
            Self::Consultation | Self::Other => &[],
        };
        kinds.iter().copied().collect()
    }

    /// The list without which a kind was not answered.
    pub fn main_for(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Allergies => Self::Allergies,
            Kind::Medicines => Self::Medicines,
            Kind::Conditions => Self::Problems,
            Kind::Vaccinations => Self::Immunisations,
            Kind::Visits | Kind::Letters => Self::Consultations,
            Kind::TestResults => Self::Investigations,
            Kind::Referrals => Self::Referrals,
            Kind::Appointments
            | Kind::CarePlans
            | Kind::Prescriptions
            | Kind::Questionnaires
            | Kind::Details
            | Kind::Messages => return None,
        })
    }
}

/// What the surgery says of a whole list: warning codes (`Extension-CareConnect-GPC-ListWarningCode-1`) with the
/// words of its note, or the words alone.
pub fn notes(list: Node) -> Vec<SourceNote> {
    let text = note_words(list);
    let warnings: Vec<_> = list
        .all("extension")
        .filter(|extension| extension.str_at("url").is_some_and(|url| url.ends_with("ListWarningCode-1")))
        .filter_map(|extension| extension.text_at("valueCode"))
        .collect();
    if warnings.is_empty() {
        return text.map(SourceNote::Words).into_iter().collect();
    }
    let note = |code: &String| match code.as_str() {
        "confidential-items" => SourceNote::ConfidentialItems,
        "data-in-transit" => SourceNote::TransferUnderWay { text: text.clone() },
        _ => SourceNote::Incomplete { text: text.clone() },
    };
    warnings.iter().map(note).collect()
}

const EMPTY_WORDS: [&str; 2] = ["Information not available", "Information not available."];

/// The note's own words. "Information not available" stands on every empty list and says nothing more.
fn note_words(list: Node) -> Option<String> {
    let lines: Vec<_> = list.all("note").filter_map(|note| note.text_at("text")).collect();
    let said = lines.join(" ");
    let said =
        EMPTY_WORDS.into_iter().find_map(|words| said.trim().strip_suffix(words)).unwrap_or(&said).trim();
    (!said.is_empty()).then(|| said.to_owned())
}

/// The statement that there is nothing of this kind: an empty list with the reason `nil-known`. The reason
/// `no-content-recorded` states nothing.
pub fn none_known(list: Node) -> Option<NoneKnown> {
    let reason = list.at("emptyReason");
    let says_none = codings(reason)
        .filter_map(|coding| coding.text_at("code"))
        .any(|code| matches!(code.as_str(), "nil-known" | "nilknown"));
    let is_empty = list.all("entry").next().is_none();
    let is_current = status(list.at("status")).is_none_or(|status| status == "current");
    (says_none && is_empty && is_current).then(|| NoneKnown {
        text: note_words(list).or_else(|| words(reason)).unwrap_or_else(|| "Nil known".into()),
        recorded: date(list.at("date")),
    })
}
