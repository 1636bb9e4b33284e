//! FHIR's data types as domain values: codes, names, amounts, dates.

use super::Node;
use crate::domain::{Code, CodeSystem, Coded, PartialDate};

/// A `CodeableConcept` (or a bare coding) as words with codes; nothing without usable words.
///
/// The words are the concept's own text, or else the display of a coding: the one the writer chose, then SNOMED CT's,
/// then any. A code without words is no name.
pub fn coded(concept: Node) -> Option<Coded> {
    let codings: Vec<_> = codings(concept).filter(|coding| !says_unknown(*coding)).collect();
    let has_only_unknown = codings.is_empty() && concept.at("coding").exists();
    let text = if has_only_unknown { None } else { concept.text_at("text") };
    let text = text.or_else(|| display(&codings)).or_else(|| concept.text_at("display"))?;
    let codes = codings.iter().filter_map(|coding| code(*coding)).collect();
    Some(Coded { text, codes })
}

/// Only the words of a concept.
pub fn words(concept: Node) -> Option<String> {
    coded(concept).map(|coded| coded.text)
}

/// The concept's codings; a bare coding stands for a concept that holds it.
pub fn codings(concept: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let bare = (concept.at("code").str().is_some() && !concept.at("coding").exists()).then_some(concept);
    concept.all("coding").chain(bare)
}

fn display(codings: &[Node]) -> Option<String> {
    let chosen = codings.iter().filter(|coding| coding.at("userSelected").truth() == Some(true));
    let snomed = codings.iter().filter(|coding| system(**coding) == CodeSystem::Snomed);
    let described = |coding: &Node| {
        let description =
            coding.extension("coding-sctdescid").extension("descriptionDisplay").text_at("valueString");
        coding.text_at("display").or(description)
    };
    chosen.chain(snomed).chain(codings).find_map(described)
}

fn system(coding: Node) -> CodeSystem {
    CodeSystem::from_uri(coding.str_at("system").unwrap_or_default())
}

fn code(coding: Node) -> Option<Code> {
    Some(Code { system: system(coding), code: coding.text_at("code")? })
}

/// Codes that only say that nothing is known (`NullFlavor`).
fn says_unknown(coding: Node) -> bool {
    coding.str_at("system").is_some_and(|system| system.ends_with("NullFlavor"))
}

/// A status as STU3 has it (a code) or as R4 has it (a concept with a code), in small letters.
pub fn status(node: Node) -> Option<String> {
    let code = node.text().or_else(|| node.all("coding").find_map(|coding| coding.text_at("code")));
    code.or_else(|| node.text_at("code")).or_else(|| node.text_at("text")).map(|code| code.to_lowercase())
}

/// Whether the concept holds one of these codes, in any system.
pub fn has_code(concept: Node, codes: &[&str]) -> bool {
    codings(concept).filter_map(|coding| coding.text_at("code")).any(|code| codes.contains(&code.as_str()))
}

/// A date as exact as the source has it.
pub fn date(node: Node) -> Option<PartialDate> {
    PartialDate::parse(node.str()?)
}

/// The first of these fields that holds a date, or a period that holds a beginning.
pub fn first_date(resource: Node, fields: &[&str]) -> Option<PartialDate> {
    fields.iter().find_map(|field| {
        let node = resource.at(field);
        date(node).or_else(|| date(node.at("start")))
    })
}

/// A person's name as it is spoken.
pub fn name(name: Node) -> Option<String> {
    if let Some(text) = name.text_at("text").or_else(|| name.str().map(str::to_owned)) {
        return Some(text);
    }
    let parts = ["prefix", "given", "family"].into_iter().flat_map(|field| name.all(field));
    let spoken: Vec<_> = parts.filter_map(Node::text).collect();
    (!spoken.is_empty()).then(|| spoken.join(" "))
}

/// The name in use now: never a former one where there is another.
pub fn name_in_use(person: Node) -> Option<String> {
    let is_old = |candidate: &Node| matches!(candidate.str_at("use"), Some("old" | "maiden"));
    let names: Vec<_> = person.all("name").collect();
    names.iter().filter(|candidate| !is_old(candidate)).chain(&names).find_map(|candidate| name(*candidate))
}

/// An amount in words: `28 capsule`, `1 packet`.
pub fn amount(quantity: Node) -> Option<String> {
    let described = quantity.extension("MedicationQuantityText-1").text_at("valueString");
    let Some(number) = quantity.at("value").number() else { return described.or_else(|| quantity.text()) };
    let unit = unit(quantity);
    let unit = if unit.is_empty() { described.unwrap_or_default() } else { unit };
    Some(format!("{number} {unit}").trim_end().to_owned())
}

/// The unit as the source writes it, or its code; may be empty.
pub fn unit(quantity: Node) -> String {
    quantity.text_at("unit").or_else(|| quantity.text_at("code")).unwrap_or_default()
}

/// All notes on a resource, one a line: R4's annotations and STU3's plain comment.
pub fn notes(resource: Node) -> Option<String> {
    let annotations = resource.all("note").filter_map(|note| note.text_at("text").or_else(|| note.text()));
    let lines: Vec<_> = annotations.chain(resource.text_at("comment")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// An address on one line.
pub fn address(address: Node) -> Option<String> {
    if let Some(text) = address.text_at("text") {
        return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let parts = ["line", "city", "district", "postalCode"].into_iter().flat_map(|field| address.all(field));
    let parts: Vec<_> = parts.filter_map(Node::text).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The phone number among the ways to reach somebody.
pub fn phone(holder: Node) -> Option<String> {
    holder
        .all("telecom")
        .find(|way| way.str_at("system") == Some("phone"))
        .and_then(|way| way.text_at("value"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text_of(json: serde_json::Value) -> Option<String> {
        words(Node::of(&json))
    }

    #[test]
    fn words_come_from_the_text_then_from_the_display_that_the_writer_chose() {
        let coding = json!([{"system": "x", "code": "1", "display": "Other"},
            {"system": "http://snomed.info/sct", "code": "2", "display": "Snomed"},
            {"system": "y", "code": "3", "display": "Chosen", "userSelected": true}]);
        assert_eq!(text_of(json!({"text": "Own", "coding": coding})).as_deref(), Some("Own"));
        assert_eq!(text_of(json!({"coding": coding})).as_deref(), Some("Chosen"));
        assert_eq!(text_of(json!({"coding": [coding[0], coding[1]]})).as_deref(), Some("Snomed"));
    }

    #[test]
    fn a_code_without_words_is_no_name_and_nor_is_a_plain_text_which_may_be_a_code() {
        assert_eq!(text_of(json!("high")), None);
        assert_eq!(text_of(json!({"coding": [{"system": "x", "code": "1"}]})), None);
        let unknown = json!({"text": "Unknown", "coding": [{"system": "http://hl7.org/fhir/v3/NullFlavor", "code": "UNK"}]});
        assert_eq!(text_of(unknown), None);
    }

    #[test]
    fn amounts_are_read_with_unit_code_or_words() {
        let amount_of = |json: serde_json::Value| amount(Node::of(&json));
        assert_eq!(amount_of(json!({"value": 28, "unit": "capsule"})).as_deref(), Some("28 capsule"));
        assert_eq!(amount_of(json!({"value": 0.5, "code": "ml"})).as_deref(), Some("0.5 ml"));
        let words = json!([{"url": "https://x/Extension-CareConnect-GPC-MedicationQuantityText-1", "valueString": "1 packet"}]);
        assert_eq!(amount_of(json!({"extension": words})).as_deref(), Some("1 packet"));
    }
}
