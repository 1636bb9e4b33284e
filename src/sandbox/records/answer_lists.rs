//! Lists of answers that questionnaires name and do not hold.

use serde_json::{Value, json};

use super::codes::SNOMED;

/// Which eye.
pub const EYES: &str = "https://lists.practice.example/ValueSet/eyes";

/// A list with all that is in it, as a server works it out; nothing for one that it does not have.
pub fn expanded(name: &str) -> Option<Value> {
    let one = |code: &str, text: &str| json!({ "system": SNOMED, "code": code, "display": text });
    let answers = match name {
        EYES => vec![one("8966001", "Left eye"), one("18944008", "Right eye")],
        _ => return None,
    };
    Some(json!({
        "resourceType": "ValueSet", "url": name, "status": "active",
        "expansion": { "timestamp": "2026-11-01T09:00:00Z", "total": answers.len(), "contains": answers },
    }))
}
