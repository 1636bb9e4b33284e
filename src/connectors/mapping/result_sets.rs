//! Which observations belong together: the order of a report, and the two values of a blood pressure.

use std::collections::{HashMap, HashSet};

use super::Context;
use crate::connectors::fhir_json::{Node, coded, notes};
use crate::domain::{Pressure, is_vital_sign};

/// The order in which reports and headings name their observations; each stands in the first that names it.
#[derive(Default)]
pub struct Order {
    sets: Vec<Vec<String>>,
    ordered: HashSet<String>,
}

impl Order {
    pub fn add(&mut self, members: impl IntoIterator<Item = String>) {
        let set = members.into_iter().filter(|id| self.ordered.insert(id.clone())).collect();
        self.sets.push(set);
    }

    /// The same resources, with those of a set in the set's order, in the places that they have among the others.
    pub fn apply<'a>(&self, resources: &[Node<'a>], context: &Context<'a>) -> Vec<Node<'a>> {
        let ids: Vec<_> = resources.iter().map(|node| context.source_id(*node)).collect();
        let place: HashMap<&str, usize> =
            ids.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
        let mut sorted = resources.to_vec();
        for set in &self.sets {
            let members: Vec<usize> = set.iter().filter_map(|id| place.get(id.as_str()).copied()).collect();
            let mut places = members.clone();
            places.sort_unstable();
            for (to, from) in places.into_iter().zip(members) {
                sorted[to] = resources[from];
            }
        }
        sorted
    }
}

/// The two values of a blood pressure that stand as observations of their own below a heading: one reading. Nothing
/// for any other heading, or where one of them says more than its value.
pub fn pressures<'a>(heading: Node<'a>, members: &[Node<'a>]) -> Option<[Node<'a>; 2]> {
    let name = coded(heading.at("code")).filter(is_vital_sign)?;
    if Pressure::of(&name).is_some() || members.len() != 2 {
        return None;
    }
    let of = |wanted| {
        members.iter().copied().find(|member| {
            coded(member.at("code")).is_some_and(|name| Pressure::of(&name) == Some(wanted))
                && notes(*member).is_none()
        })
    };
    Some([of(Pressure::Systolic)?, of(Pressure::Diastolic)?])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Context, Dialect, test_results};
    use crate::connectors::fhir_json::{Index, Node};
    use crate::domain::{ResultValue, TestResult};

    fn results(resources: &[Value]) -> Vec<TestResult> {
        let nodes: Vec<_> = resources.iter().map(Node::of).collect();
        let mut index = Index::new("https://x");
        nodes.iter().for_each(|node| index.add(None, *node));
        let context = Context { index, dialect: Dialect::R4 };
        test_results(&nodes, &context).into_iter().flatten().collect()
    }

    fn observation(id: &str, system: &str, code: &str, value: f64) -> Value {
        json!({"resourceType": "Observation", "id": id, "status": "final", "effectiveDateTime": "2026-11-18",
            "code": {"text": id, "coding": [{"system": system, "code": code}]},
            "valueQuantity": {"value": value, "unit": "mmHg"}})
    }

    fn reference(id: &str) -> Value {
        json!({"reference": format!("Observation/{id}")})
    }

    const LOINC: &str = "http://loinc.org";

    #[test]
    fn results_of_a_report_stand_in_the_report_s_order_wherever_the_bundle_has_them() {
        let observation = |id: &str| observation(id, "x", id, 1.0);
        let report = json!({"resourceType": "DiagnosticReport", "id": "r", "status": "final",
            "code": {"text": "Full blood count"}, "result": [reference("b"), reference("c"), reference("a")]});
        let told =
            results(&[observation("a"), observation("other"), observation("b"), observation("c"), report]);
        let names: Vec<_> = told.iter().map(|result| result.name.text.as_str()).collect();
        assert_eq!(names, ["b", "other", "c", "a"]);
        let reports: Vec<_> = told.iter().map(|result| result.report.is_some()).collect();
        assert_eq!(reports, [true, false, true, true]);
    }

    #[test]
    fn the_two_values_of_a_blood_pressure_are_one_reading() {
        let heading = json!({"resourceType": "Observation", "id": "bp", "status": "final",
            "effectiveDateTime": "2026-11-18",
            "code": {"text": "Blood pressure", "coding": [{"system": LOINC, "code": "85354-9"}]},
            "hasMember": [reference("upper"), reference("lower")]});
        let (upper, lower) =
            (observation("upper", LOINC, "8480-6", 132.0), observation("lower", LOINC, "8462-4", 84.0));
        let told = results(&[heading, lower.clone(), upper.clone()]);
        assert_eq!(told.len(), 1);
        assert!(told[0].is_vital_sign);
        let values: Vec<_> = told[0].parts.iter().filter_map(|part| part.value.clone()).collect();
        let quantity = |number| ResultValue::Quantity { comparator: None, number, unit: "mmHg".into() };
        assert_eq!(values, [quantity(132.0), quantity(84.0)]);
        assert_eq!(
            results(&[lower, upper]).len(),
            2,
            "without the heading nobody says that they belong together"
        );
    }

    #[test]
    fn a_vital_sign_is_known_by_its_category_too() {
        let mut odd = observation("Grip", "x", "1", 30.0);
        odd["category"] = json!([{"coding": [{"code": "vital-signs"}]}]);
        assert!(results(&[odd])[0].is_vital_sign);
        assert!(!results(&[observation("Grip", "x", "1", 30.0)])[0].is_vital_sign);
    }
}
