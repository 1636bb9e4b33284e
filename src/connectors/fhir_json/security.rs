//! The labels that say who may see a resource (`meta.security`).

use super::Node;

/// How confidential a resource is (HL7 v3 Confidentiality): its address ends so in R4 and in STU3.
const CONFIDENTIALITY: &str = "Confidentiality";
/// Unrestricted, low, moderate and normal. Restricted (`R`) and very restricted (`V`) are confidential.
const OPEN: [&str; 4] = ["U", "L", "M", "N"];
/// What something may be used for, and how whole it is: these keep nothing from anybody.
const OF_SOMETHING_ELSE: [&str; 2] = ["ActReason", "ObservationValue"];

/// Whether a resource is marked as confidential. A label that nobody can read, or that is not known to let everybody see
/// it who may see the record, counts as such a mark.
pub fn is_marked(resource: Node) -> bool {
    let is_closed = |label: Node| !is_open(label);
    resource.all("meta").any(|meta| !meta.is_object() || meta.all("security").any(is_closed))
}

fn is_open(label: Node) -> bool {
    let Some(code) = label.str_at("code") else { return false };
    let system = label.str_at("system").unwrap_or(CONFIDENTIALITY);
    match system.ends_with(CONFIDENTIALITY) {
        true => OPEN.contains(&code),
        false => OF_SOMETHING_ELSE.iter().any(|end| system.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const R4: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    const STU3: &str = "http://hl7.org/fhir/v3/Confidentiality";

    fn marked(security: Value) -> bool {
        is_marked(Node::of(&json!({"resourceType": "Condition", "meta": {"security": security}})))
    }

    #[test]
    fn restricted_and_very_restricted_are_confidential_in_both_releases_and_the_lesser_codes_are_not() {
        for system in [R4, STU3] {
            for (code, is_so) in
                [("U", false), ("L", false), ("M", false), ("N", false), ("R", true), ("V", true)]
            {
                let label = json!({"system": system, "code": code});
                assert_eq!(marked(json!([label])), is_so, "{system} {code}");
                assert_eq!(marked(label), is_so, "one that stands for a list");
            }
        }
        let both = json!([{"system": R4, "code": "N"}, {"system": R4, "code": "R"}]);
        assert!(marked(both), "one of two is enough");
    }

    #[test]
    fn a_label_that_nobody_can_read_counts_as_confidential() {
        let act_code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
        for label in [
            json!("R"),
            json!("N"),
            json!([{}]),
            json!([{"display": "restricted"}]),
            json!([{"system": R4}]),
            json!([{"system": R4, "code": 7}]),
            json!([{"system": R4, "code": "X"}]),
            json!([{"system": "https://local.example/labels", "code": "N"}]),
            json!([{"system": act_code, "code": "PSY"}]),
        ] {
            assert!(marked(label.clone()), "{label}");
        }
        for meta in [json!("restricted"), json!([{"versionId": "1"}, {"security": {"code": "R"}}])] {
            assert!(is_marked(Node::of(&json!({"meta": meta}))), "{meta}");
        }
    }

    #[test]
    fn what_carries_no_label_or_one_about_something_else_is_not_confidential() {
        let reason = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
        assert!(!marked(json!([{"system": reason, "code": "HTEST"}])));
        assert!(!marked(json!([])));
        for resource in
            [json!({}), json!({"meta": {"tag": [{"code": "R"}]}}), json!({"meta": []}), json!({"meta": null})]
        {
            assert!(!is_marked(Node::of(&resource)), "{resource}");
        }
    }
}
