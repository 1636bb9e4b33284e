//! The parts of a composition (RM "composition"): its entries in order, whatever sections they stand in, and the
//! elements in them.

use crate::connectors::fhir_json::Node;

/// One entry of a composition: an observation, an evaluation or another statement.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub node: Node<'a>,
    /// Its place in the composition, counted over all sections.
    pub place: usize,
}

impl Entry<'_> {
    pub fn is_observation(&self) -> bool {
        self.node.str_at("_type") == Some("OBSERVATION")
    }

    /// Whether it says something about the person, and not about a relative, a baby or a donor.
    pub fn is_about_the_person(&self) -> bool {
        matches!(self.node.at("subject").str_at("_type"), None | Some("PARTY_SELF"))
    }
}

/// The entries of a composition in the order in which they were written.
pub fn entries<'a>(composition: Node<'a>) -> Vec<Entry<'a>> {
    let mut found = Vec::new();
    composition.all("content").for_each(|item| collect(item, &mut found));
    found.into_iter().enumerate().map(|(place, node)| Entry { node, place }).collect()
}

fn collect<'a>(item: Node<'a>, found: &mut Vec<Node<'a>>) {
    match item.str_at("_type") {
        Some("SECTION") => item.all("items").for_each(|inner| collect(inner, found)),
        _ if item.is_object() => found.push(item),
        _ => {}
    }
}

/// The concept of an archetype: `laboratory_test_result` of `openEHR-EHR-OBSERVATION.laboratory_test_result.v1`.
/// Nothing for a node that is no archetype's root.
pub fn concept(node: Node<'_>) -> Option<&str> {
    let id = node.str_at("archetype_node_id").filter(|id| id.starts_with("openEHR-"));
    let id = id.or_else(|| {
        let told = node.at("archetype_details").at("archetype_id");
        told.str_at("value").or_else(|| told.str())
    })?;
    id.split('.').nth(1)
}

pub fn is_cluster(item: Node) -> bool {
    match item.str_at("_type") {
        Some(name) => name == "CLUSTER",
        None => item.at("items").exists(),
    }
}

/// Every element below `items`, clusters followed to the end.
pub fn elements<'a>(holder: Node<'a>) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    collect_elements(holder, &mut found);
    found
}

fn collect_elements<'a>(holder: Node<'a>, found: &mut Vec<Node<'a>>) {
    for item in holder.all("items") {
        if is_cluster(item) {
            collect_elements(item, found);
        } else if item.is_object() {
            found.push(item);
        }
    }
}

/// The value of the element with that node id directly in `holder`.
pub fn value_at<'a>(holder: Node<'a>, node_id: &str) -> Node<'a> {
    holder
        .all("items")
        .find(|item| item.str_at("archetype_node_id") == Some(node_id))
        .map_or(Node::NOTHING, |element| element.at("value"))
}

/// The data of an entry, without its events: an evaluation's `data`, an instruction's activities, an action's
/// `description`.
pub fn statements<'a>(entry: Node<'a>) -> Vec<Node<'a>> {
    let activities = entry.all("activities").map(|activity| activity.at("description"));
    let events = entry.at("data").all("events").map(|event| event.at("data"));
    let plain = [entry.at("data"), entry.at("description")];
    plain.into_iter().chain(activities).chain(events).filter(|data| data.exists()).collect()
}
