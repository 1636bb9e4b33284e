//! The answers of a FHIR R4 `ValueSet`: only of one that says all of them, since a choice that lacks some is a wrong question.

use crate::connectors::fhir_json::Node;
use crate::domain::{AnswerChoice, AnswerValue};

/// All answers of a list, in its order: as its server worked them out, or as it is written down. Nothing where it does
/// not say all of them.
pub fn answer_list(list: Node) -> Option<Vec<AnswerChoice>> {
    let expansion = list.at("expansion");
    let values = if expansion.exists() { expanded(expansion) } else { composed(list.at("compose")) }?;
    let choice = |value| AnswerChoice { value, is_chosen_at_first: false, is_exclusive: false };
    (!values.is_empty()).then(|| values.into_iter().map(choice).collect())
}

/// A page of a longer list has a `total` above what stands in it.
fn expanded(expansion: Node) -> Option<Vec<AnswerValue>> {
    let mut values = Vec::new();
    let mut stand = 0_u32;
    below(expansion, &mut values, &mut stand)?;
    let is_whole = expansion.at("total").number().is_none_or(|total| total <= f64::from(stand));
    let starts_at_first = expansion.at("offset").number().is_none_or(|offset| offset == 0.0);
    (is_whole && starts_at_first).then_some(values)
}

/// Those that stand below one another too; some are headings, and some are no longer used.
fn below(node: Node, values: &mut Vec<AnswerValue>, stand: &mut u32) -> Option<()> {
    for one in node.all("contains") {
        *stand = stand.saturating_add(1);
        let is = |field: &str| one.at(field).truth() == Some(true);
        if !is("abstract") && !is("inactive") {
            values.push(coded(one, None)?);
        }
        below(one, values, stand)?;
    }
    Some(())
}

/// Only where every part names its codes: a whole system, a filter or another list would have to be worked out.
fn composed(compose: Node) -> Option<Vec<AnswerValue>> {
    let has = |node: Node, field: &str| node.all(field).next().is_some();
    if has(compose, "exclude") {
        return None;
    }
    let mut values = Vec::new();
    for part in compose.all("include") {
        if has(part, "filter") || has(part, "valueSet") || !has(part, "concept") {
            return None;
        }
        for code in part.all("concept") {
            values.push(coded(code, part.text_at("system"))?);
        }
    }
    Some(values)
}

/// A code with its words, or itself where it has none.
pub(super) fn coded(coding: Node, system: Option<String>) -> Option<AnswerValue> {
    let code = coding.text_at("code");
    Some(AnswerValue::Coded {
        system: coding.text_at("system").or(system),
        text: coding.text_at("display").or_else(|| code.clone())?,
        code,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn words(list: Value) -> Option<Vec<String>> {
        let text = |choice: AnswerChoice| match choice.value {
            AnswerValue::Coded { text, .. } => text,
            other => panic!("{other:?}"),
        };
        answer_list(Node::of(&list)).map(|all| all.into_iter().map(text).collect())
    }

    #[test]
    fn what_the_server_worked_out_is_read_with_what_stands_below_and_without_headings() {
        let list = json!({"expansion": {"total": 4, "offset": 0, "contains": [
            {"abstract": true, "display": "Eyes", "contains": [
                {"code": "l", "display": "Left"}, {"code": "r", "display": "Right"}]},
            {"code": "old", "display": "Old", "inactive": true}]}});
        assert_eq!(words(list).expect("a list"), ["Left", "Right"]);
    }

    #[test]
    fn a_list_that_does_not_say_all_its_answers_is_none() {
        let code = json!({"code": "l", "display": "Left"});
        let part = json!({"system": "s", "concept": [code]});
        for short in [
            json!({}),
            json!({"expansion": {}}),
            json!({"expansion": {"total": 2, "contains": [code]}}),
            json!({"expansion": {"offset": 1, "contains": [code]}}),
            json!({"expansion": {"contains": [code, {"system": "s"}]}}),
            json!({"compose": {"include": [part, {"system": "whole"}]}}),
            json!({"compose": {"include": [part], "exclude": [part]}}),
            json!({"compose": {"include": [{"system": "s", "concept": [code], "filter": [{"property": "x"}]}]}}),
            json!({"compose": {"include": [{"valueSet": ["other"]}]}}),
        ] {
            assert_eq!(words(short.clone()), None, "{short}");
        }
        assert_eq!(words(json!({"compose": {"include": [part]}})).expect("a list"), ["Left"]);
    }
}
