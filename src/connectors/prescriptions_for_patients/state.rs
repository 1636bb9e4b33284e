//! Where a prescribed medicine is, from the history of its states (`Extension-DM-PrescriptionStatusHistory`).

use crate::connectors::fhir_json::{Node, date, status};
use crate::domain::{PartialDate, PrescriptionState};

const HISTORY: &str = "Extension-DM-PrescriptionStatusHistory";

/// The latest state that is told of, and since when.
pub fn latest(request: Node) -> (PrescriptionState, Option<PartialDate>) {
    let history =
        request.all("extension").filter(|one| one.str_at("url").is_some_and(|url| url.ends_with(HISTORY)));
    let told = history.filter_map(|one| {
        let state = named(one.extension("status").at("valueCoding"))?;
        Some((state, date(one.extension("statusDate").at("valueDateTime"))))
    });
    // Of two with one date the later in the list, since a history is written in order.
    told.max_by_key(|(_, since)| *since).unwrap_or_else(|| (of_the_request(request), None))
}

/// A code of `task-businessStatus-nppt`, which are words; any other shows its own.
fn named(coding: Node) -> Option<PrescriptionState> {
    let code = coding.text_at("code").or_else(|| coding.text())?;
    let plain = code.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    Some(match plain.as_str() {
        "prescriber approved" => PrescriptionState::Approved,
        "prescriber cancelled" => PrescriptionState::Cancelled,
        "with pharmacy" => PrescriptionState::WithPharmacy,
        "with pharmacy but tracking not supported" => PrescriptionState::WithPharmacyNotTracked,
        "with pharmacy - preparing remainder" => PrescriptionState::PreparingRemainder,
        "ready to collect" => PrescriptionState::ReadyToCollect,
        "ready to collect - partial" => PrescriptionState::ReadyToCollectInPart,
        "ready to dispatch" => PrescriptionState::ReadyToDispatch,
        "ready to dispatch - partial" => PrescriptionState::ReadyToDispatchInPart,
        "not dispensed" => PrescriptionState::NotDispensed,
        "dispatched" => PrescriptionState::Dispatched,
        "collected" => PrescriptionState::Collected,
        "tracking temporarily unavailable" => PrescriptionState::TrackingUnavailable,
        _ => PrescriptionState::Other(coding.text_at("display").unwrap_or(code)),
    })
}

/// What the request itself says where nobody tracks it: never more than that it is over.
fn of_the_request(request: Node) -> PrescriptionState {
    match status(request.at("status")).as_deref() {
        Some("cancelled") => PrescriptionState::Cancelled,
        Some("completed" | "stopped") => PrescriptionState::Finished,
        _ => PrescriptionState::NotSaid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn moved(code: &str, when: &str) -> Value {
        json!({"url": "https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionStatusHistory",
            "extension": [{"url": "statusDate", "valueDateTime": when},
                {"url": "status", "valueCoding": {"code": code}}]})
    }

    fn state_of(history: Vec<Value>, status: &str) -> (PrescriptionState, Option<String>) {
        let request = json!({"status": status, "extension": history});
        let (state, since) = latest(Node::of(&request));
        (state, since.map(|date| date.to_string()))
    }

    #[test]
    fn every_state_of_the_standard_has_a_name_of_its_own() {
        let codes = [
            "Prescriber Approved",
            "Prescriber Cancelled",
            "With Pharmacy",
            "With Pharmacy but Tracking not Supported",
            "With Pharmacy - Preparing Remainder",
            "Ready to Collect",
            "Ready to Collect - Partial",
            "Ready to Dispatch",
            "Ready to Dispatch - Partial",
            "Not Dispensed",
            "Dispatched",
            "Collected",
            "Tracking Temporarily Unavailable",
        ];
        let states: std::collections::HashSet<_> =
            codes.iter().map(|code| state_of(vec![moved(code, "2024-02-01")], "active").0).collect();
        assert_eq!(states.len(), codes.len());
        assert!(!states.iter().any(|state| matches!(state, PrescriptionState::Other(_))));
    }

    #[test]
    fn the_latest_state_counts_whatever_its_place_in_the_history() {
        let history =
            vec![moved("Collected", "2024-02-03T10:00:00Z"), moved("With Pharmacy", "2024-02-01T10:00:00Z")];
        assert_eq!(state_of(history, "active").0, PrescriptionState::Collected);
    }

    #[test]
    fn an_unknown_state_shows_the_source_s_own_text() {
        let told = state_of(vec![moved("Lost in the post", "2024-02-01")], "active");
        assert_eq!(told, (PrescriptionState::Other("Lost in the post".into()), Some("2024-02-01".into())));
    }

    #[test]
    fn without_a_history_nothing_is_said_but_that_it_is_over() {
        assert_eq!(state_of(vec![], "active"), (PrescriptionState::NotSaid, None));
        assert_eq!(state_of(vec![], "completed").0, PrescriptionState::Finished);
        assert_eq!(state_of(vec![], "cancelled").0, PrescriptionState::Cancelled);
    }
}
