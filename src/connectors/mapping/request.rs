//! What all requests share (referrals, care plans, goals, activities): how they stand, and what is said of waiting.

use crate::connectors::fhir_json::{Node, amount, status, words};
use crate::domain::{RequestState, Waiting};

/// A request's state from its status: FHIR R4 "request status", "care plan activity status", "goal status" and
/// "appointment status" (a plan may point to one), and their forerunners in STU3 and DSTU2.
pub fn state(of: Node) -> RequestState {
    match status(of).as_deref() {
        Some("draft" | "planned" | "proposed" | "not-started") => RequestState::Planned,
        Some("scheduled" | "booked") => RequestState::Booked,
        Some("active" | "in-progress") => RequestState::Active,
        Some("on-hold" | "suspended") => RequestState::OnHold,
        Some("revoked" | "cancelled" | "stopped") => RequestState::Cancelled,
        Some("rejected" | "refused" | "declined") => RequestState::Refused,
        Some("completed" | "fulfilled") => RequestState::Done,
        Some("unknown") | None => RequestState::NotSaid,
        Some(other) => {
            RequestState::Other(words(of).or_else(|| of.text()).unwrap_or_else(|| other.to_owned()))
        }
    }
}

/// The state of a whole request: what is only proposed is not in force, whatever its status ("request intent").
/// The intent `plan` says nothing of the kind: the Booking and Referral Standard sets it on every referral.
pub fn state_with_intent(resource: Node) -> RequestState {
    let is_proposal = matches!(status(resource.at("intent")).as_deref(), Some("proposal" | "option"));
    match state(resource.at("status")) {
        RequestState::Active if is_proposal => RequestState::Planned,
        state => state,
    }
}

/// Why it stands so, where that was told ("request status reason").
pub fn reason_for_state(resource: Node) -> Option<String> {
    let extension = resource.extension("request-statusReason");
    let told = [extension.at("valueCodeableConcept"), resource.at("statusReason")];
    told.into_iter().find_map(words).or_else(|| resource.text_at("statusReason"))
}

/// What the Patient Care Aggregator's sources say of waiting, in extensions of a period. One of them spells
/// `valuationDuration`.
pub fn waiting(period: Node) -> Waiting {
    let told = |name: &str| {
        let extension = period.extension(name);
        ["valueDuration", "valuationDuration"].into_iter().find_map(|field| amount(extension.at(field)))
    };
    Waiting {
        planned: told("Extension-PlannedWaitTime"),
        most_people: told("Extension-80thPercentileWaitTime"),
        ..Waiting::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn state_of(status: &str, intent: &str) -> RequestState {
        state_with_intent(Node::of(&json!({"status": status, "intent": intent})))
    }

    #[test]
    fn an_unknown_status_keeps_the_source_s_own_text() {
        assert_eq!(state_of("Triaged", "order"), RequestState::Other("Triaged".into()));
        let concept = json!({"status": {"coding": [{"code": "tri-1", "display": "Being looked at"}]}});
        assert_eq!(state(Node::of(&concept).at("status")), RequestState::Other("Being looked at".into()));
    }

    #[test]
    fn what_is_only_proposed_is_never_in_force() {
        assert_eq!(state_of("active", "proposal"), RequestState::Planned);
        assert_eq!(state_of("revoked", "proposal"), RequestState::Cancelled);
        assert_eq!(state_of("active", "plan"), RequestState::Active);
        assert_eq!(state(Node::NOTHING), RequestState::NotSaid);
    }

    #[test]
    fn waiting_is_read_under_either_spelling_and_only_as_it_was_told() {
        let period = json!({"start": "2022-06-22", "extension": [
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-PlannedWaitTime",
                "valueDuration": {"value": 22, "unit": "weeks"}},
            {"url": "https://fhir.nhs.uk/StructureDefinition/Extension-80thPercentileWaitTime",
                "valuationDuration": {"value": 25, "unit": "weeks"}}]});
        let told = waiting(Node::of(&period));
        assert_eq!(
            (told.planned.as_deref(), told.most_people.as_deref()),
            (Some("22 weeks"), Some("25 weeks"))
        );
        assert_eq!(waiting(Node::of(&json!({"start": "2022"}))), Waiting::default());
    }
}
