//! Laboratory tests: one result an analyte, with the test as its group
//! (`OBSERVATION.laboratory_test_result.v1` and the older archetypes that it replaced).

use super::entries::{concept, is_cluster, value_at};
use super::measurement::time;
use super::values::{coded, date, is_measured, mark, range, result, words};
use crate::connectors::fhir_json::{Node, SetAside};
use crate::domain::{Coded, PartialDate, ResultState, TestResult, Ties, UsualRange};

/// `laboratory_test_result`, and before it `laboratory_test` and `lab_test-…`.
pub fn is_laboratory(observation: Node) -> bool {
    concept(observation).is_some_and(is_of_the_laboratory)
}

fn is_of_the_laboratory(concept: &str) -> bool {
    concept.starts_with("laboratory_") || concept.starts_with("lab_test")
}

/// What the analytes of one event share.
struct Test {
    name: Option<Coded>,
    state: ResultState,
    taken: Option<PartialDate>,
    reported: Option<PartialDate>,
    comment: Option<String>,
}

/// The results of one event of a laboratory test.
pub fn results(observation: Node, event: Node, id: &str) -> Vec<Result<TestResult, SetAside>> {
    let data = event.at("data");
    let status = words(value_at(data, "at0073"));
    if status.as_deref().is_some_and(is_a_mistake) {
        return vec![Err(SetAside::DoesNotCount)];
    }
    let test = Test {
        name: coded(value_at(data, "at0005")).or_else(|| coded(observation.at("name"))),
        state: state(status.as_deref()),
        // `CLUSTER.specimen.v1`, "Collection date/time".
        taken: specimen(data)
            .and_then(|specimen| date(value_at(specimen, "at0015")))
            .or(time(observation, event)),
        reported: date(value_at(data, "at0075")),
        comment: words(value_at(data, "at0101")),
    };
    let mut found = Vec::new();
    analytes(data, &mut found);
    if found.is_empty() {
        return vec![alone(&test, data, id)];
    }
    found.into_iter().enumerate().map(|(at, node)| analyte(node, &test, &format!("{id}/{at}"), id)).collect()
}

fn specimen<'a>(data: Node<'a>) -> Option<Node<'a>> {
    data.all("items").find(|item| concept(*item).is_some_and(|concept| concept.starts_with("specimen")))
}

/// Clusters that hold one analyte each, in panels of any depth; else amounts that stand by themselves.
fn analytes<'a>(holder: Node<'a>, found: &mut Vec<Node<'a>>) {
    for item in holder.all("items") {
        if !is_cluster(item) {
            if is_measured(item.at("value")) {
                found.push(item);
            }
        } else if is_analyte(item) {
            found.push(item);
        } else if concept(item).is_none_or(is_of_the_laboratory) {
            analytes(item, found);
        }
    }
}

fn is_analyte(cluster: Node) -> bool {
    match concept(cluster) {
        Some(concept) => concept.starts_with("laboratory_test_analyte"),
        None => result_element(cluster).exists(),
    }
}

/// The element with the result: the archetype's own, one that says so in its name, or the first amount.
fn result_element<'a>(cluster: Node<'a>) -> Node<'a> {
    let elements = || cluster.all("items").filter(|item| !is_cluster(*item));
    let is_archetype = concept(cluster).is_some();
    let own = elements().find(|item| is_archetype && item.str_at("archetype_node_id") == Some("at0001"));
    let named = elements().find(|item| is_called(*item, &["result value", "result", "analyte result"]));
    let amount = elements().find(|item| is_measured(item.at("value")));
    own.or(named).or(amount).unwrap_or(Node::NOTHING)
}

fn is_called(element: Node, names: &[&str]) -> bool {
    words(element.at("name")).is_some_and(|name| names.contains(&name.to_lowercase().as_str()))
}

fn called<'a>(cluster: Node<'a>, names: &[&str]) -> Node<'a> {
    cluster
        .all("items")
        .find(|item| !is_cluster(*item) && is_called(*item, names))
        .map_or(Node::NOTHING, |item| item.at("value"))
}

/// One analyte, or an amount that stands by itself.
fn analyte(node: Node, test: &Test, id: &str, report: &str) -> Result<TestResult, SetAside> {
    let is_archetype = concept(node).is_some();
    let own = |node_id: &str| if is_archetype { value_at(node, node_id) } else { Node::NOTHING };
    let element = if is_cluster(node) { result_element(node) } else { node };
    let status = words(own("at0005"));
    if status.as_deref().is_some_and(is_a_mistake) {
        return Err(SetAside::DoesNotCount);
    }
    let name = coded(own("at0024")).or_else(|| coded(node.at("name"))).ok_or(SetAside::NoName)?;
    let value = element.at("value");
    let guidance = words(own("at0004")).or_else(|| words(called(node, &["reference range guidance"])));
    let guidance = guidance.map(|text| UsualRange { text: Some(text), ..UsualRange::default() });
    let comment = words(own("at0003")).or_else(|| words(called(node, &["comment", "result comment"])));
    let absent = || words(element.at("null_flavour"));
    let group = test.name.as_ref().map(|name| name.text.clone()).filter(|group| *group != name.text);
    Ok(TestResult {
        source_id: id.to_owned(),
        name,
        value: result(value),
        range: range(value).or(guidance),
        mark: mark(value),
        state: status.map_or(test.state, |status| state(Some(&status))),
        taken: test.taken,
        reported: date(own("at0006")).or(test.reported),
        group,
        report: Some(report.to_owned()),
        is_vital_sign: false,
        asked_by: None,
        comment: comment.or_else(|| test.comment.clone()).or_else(absent),
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Ties::default(),
    })
}

/// A test that names no analyte: its conclusion is the result.
fn alone(test: &Test, data: Node, id: &str) -> Result<TestResult, SetAside> {
    let conclusion = [value_at(data, "at0057"), called(data, &["conclusion", "test result", "result"])];
    Ok(TestResult {
        source_id: id.to_owned(),
        name: test.name.clone().ok_or(SetAside::NoName)?,
        value: conclusion.into_iter().find_map(result),
        range: None,
        mark: None,
        state: test.state,
        taken: test.taken,
        reported: test.reported,
        group: None,
        report: None,
        is_vital_sign: false,
        asked_by: None,
        comment: test.comment.clone(),
        parts: Vec::new(),
        sample: None,
        body_site: None,
        ties: Ties::default(),
    })
}

fn is_a_mistake(status: &str) -> bool {
    status.to_lowercase().contains("error")
}

/// "Overall test status", by its words: the node ids of the values differ between the archetypes.
fn state(status: Option<&str>) -> ResultState {
    match status.map(str::to_lowercase).as_deref() {
        Some("final") => ResultState::Final,
        Some("registered" | "partial" | "preliminary" | "interim") => ResultState::NotFinal,
        Some("amended" | "corrected" | "appended") => ResultState::Corrected,
        Some("cancelled") => ResultState::Cancelled,
        _ => ResultState::NotSaid,
    }
}
