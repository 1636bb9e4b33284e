//! The questions of a FHIR R4 `Questionnaire`: every type of item, when each is asked, and the answers to choose from.

use super::answer_list::{answer_list, coded};
use crate::connectors::fhir_json::{Node, date, unit};
use crate::domain::{
    AnswerChoice, AnswerChoices, AnswerComparison, AnswerTest, AnswerValue, QuestionItem, QuestionKind,
    Questionnaire, WhenAsked,
};

/// A `Questionnaire`. What cannot be read in it is counted: it is then not whole.
pub fn questionnaire(resource: Node) -> Questionnaire {
    let mut unread = 0;
    let items = items(resource, resource, &mut unread);
    let version = resource.text_at("version").map(|version| format!("|{version}")).unwrap_or_default();
    Questionnaire {
        canonical: resource.text_at("url").map(|url| format!("{url}{version}")),
        title: resource.text_at("title"),
        description: resource.text_at("description"),
        items,
        items_not_read: unread,
    }
}

fn items(of: Node, form: Node, unread: &mut u32) -> Vec<QuestionItem> {
    let mut read = Vec::new();
    for node in of.all("item") {
        match item(node, form, unread) {
            Some(item) => read.push(item),
            None => *unread = unread.saturating_add(1),
        }
    }
    read
}

/// One item; nothing where it has no `linkId`, by which alone an answer could name it, or no type.
fn item(node: Node, form: Node, unread: &mut u32) -> Option<QuestionItem> {
    Some(QuestionItem {
        link_id: node.text_at("linkId")?,
        prefix: node.text_at("prefix"),
        text: node.text_at("text"),
        kind: kind(node.str_at("type")?),
        when_asked: when_asked(node),
        is_required: node.at("required").truth() == Some(true),
        repeats: node.at("repeats").truth() == Some(true),
        is_read_only: node.at("readOnly").truth() == Some(true),
        is_hidden: node.extension("questionnaire-hidden").at("valueBoolean").truth() == Some(true),
        max_length: node.text_at("maxLength").and_then(|length| length.parse().ok()),
        choices: choices(node, form, unread),
        // R4 has a list of values, STU3 one value.
        initial: node
            .all("initial")
            .filter_map(|initial| value(initial, "value"))
            .chain(value(node, "initial"))
            .collect(),
        items: items(node, form, unread),
    })
}

fn kind(word: &str) -> QuestionKind {
    match word {
        "group" => QuestionKind::Group,
        "display" => QuestionKind::Display,
        "boolean" => QuestionKind::YesNo,
        "decimal" => QuestionKind::Decimal,
        "integer" => QuestionKind::Integer,
        "date" => QuestionKind::Date,
        "dateTime" => QuestionKind::DateTime,
        "time" => QuestionKind::Time,
        "string" => QuestionKind::Line,
        "text" => QuestionKind::Text,
        "url" => QuestionKind::Url,
        "choice" => QuestionKind::Choice,
        "open-choice" => QuestionKind::OpenChoice,
        "attachment" => QuestionKind::Attachment,
        "reference" => QuestionKind::Reference,
        "quantity" => QuestionKind::Quantity,
        other => QuestionKind::Other(other.to_owned()),
    }
}

/// `enableWhen` with its `enableBehavior`. Several tests of which nobody says whether all or any must hold are
/// unclear (R4 asks for `enableBehavior` there), and so is an expression of SDC, which we do not work out.
fn when_asked(node: Node) -> WhenAsked {
    if node.extension("questionnaire-enableWhenExpression").exists() {
        return WhenAsked::Unclear;
    }
    let told: Vec<_> = node.all("enableWhen").collect();
    let tests: Option<Vec<_>> = told.iter().map(|node| test(*node)).collect();
    let all = match (node.str_at("enableBehavior"), told.len()) {
        (_, 0) => return WhenAsked::Always,
        (Some("any"), _) => false,
        (Some("all"), _) | (None, 1) => true,
        _ => return WhenAsked::Unclear,
    };
    tests.map_or(WhenAsked::Unclear, |tests| WhenAsked::When { all, tests })
}

fn test(node: Node) -> Option<AnswerTest> {
    let answer = || value(node, "answer");
    let how = match node.str_at("operator") {
        Some("exists") => AnswerComparison::IsAnswered(node.at("answerBoolean").truth()?),
        Some("=") => AnswerComparison::Equals(answer()?),
        Some("!=") => AnswerComparison::Differs(answer()?),
        Some(">") => AnswerComparison::More(answer()?),
        Some("<") => AnswerComparison::Less(answer()?),
        Some(">=") => AnswerComparison::AtLeast(answer()?),
        Some("<=") => AnswerComparison::AtMost(answer()?),
        Some(_) => return None,
        // STU3 has no operator.
        None => match node.at("hasAnswer").truth() {
            Some(is) => AnswerComparison::IsAnswered(is),
            None => AnswerComparison::Equals(answer()?),
        },
    };
    Some(AnswerTest { of: node.text_at("question")?, how })
}

fn choices(node: Node, form: Node, unread: &mut u32) -> AnswerChoices {
    let mut these = Vec::new();
    for option in node.all("answerOption").chain(node.all("option")) {
        match value(option, "value") {
            Some(value) => these.push(AnswerChoice {
                value,
                is_chosen_at_first: option.at("initialSelected").truth() == Some(true),
                is_exclusive: option.extension("questionnaire-optionExclusive").at("valueBoolean").truth()
                    == Some(true),
            }),
            None => *unread = unread.saturating_add(1),
        }
    }
    let listed = node.str_at("answerValueSet");
    match (these.is_empty(), listed) {
        (false, _) => AnswerChoices::These(these),
        (true, None) => AnswerChoices::Any,
        (true, Some(address)) => match contained_list(form, address) {
            Some(these) => AnswerChoices::These(these),
            None => AnswerChoices::Elsewhere(address.to_owned()),
        },
    }
}

/// The answers of a `ValueSet` inside the questionnaire.
fn contained_list(form: Node, address: &str) -> Option<Vec<AnswerChoice>> {
    let id = address.strip_prefix('#')?;
    answer_list(form.all("contained").find(|inner| inner.id().as_deref() == Some(id))?)
}

/// FHIR's `value[x]`, `answer[x]` or `initial[x]`, by its stem.
fn value(holder: Node, stem: &str) -> Option<AnswerValue> {
    let at = |name: &str| holder.at(&format!("{stem}{name}"));
    if let Some(truth) = at("Boolean").truth() {
        return Some(AnswerValue::YesNo(truth));
    }
    if let Some(number) = at("Decimal").number() {
        return Some(AnswerValue::Decimal(number));
    }
    if let Some(number) = at("Integer").text().and_then(|text| text.parse().ok()) {
        return Some(AnswerValue::Integer(number));
    }
    if let Some(date) = date(at("Date")).or_else(|| date(at("DateTime"))) {
        return Some(AnswerValue::Date(date));
    }
    if let Some(time) = at("Time").text() {
        return Some(AnswerValue::Time(time));
    }
    if let Some(words) = ["String", "Uri"].into_iter().find_map(|name| at(name).text()) {
        return Some(AnswerValue::Text(words));
    }
    if let Some(coded) = coded(at("Coding"), None) {
        return Some(coded);
    }
    let (quantity, reference) = (at("Quantity"), at("Reference"));
    if let Some(number) = quantity.at("value").number() {
        let unit = Some(unit(quantity)).filter(|unit| !unit.is_empty());
        return Some(AnswerValue::Quantity { number, unit });
    }
    let (target, text) = (reference.text_at("reference"), reference.text_at("display"));
    (target.is_some() || text.is_some()).then_some(AnswerValue::Reference { target, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(items: Value) -> Questionnaire {
        questionnaire(Node::of(
            &json!({"resourceType": "Questionnaire", "url": "https://h.example/Questionnaire/knee",
            "version": "2", "title": "Knee questions", "item": items, "contained": [
                {"resourceType": "ValueSet", "id": "sides", "compose": {"include": [
                    {"system": "http://snomed.info/sct", "concept": [{"code": "7771000", "display": "Left"}, {"code": "24028007"}]}]}},
                {"resourceType": "ValueSet", "id": "open", "compose": {"include": [{"system": "http://snomed.info/sct"}]}}]}),
        ))
    }

    fn one(item: Value) -> QuestionItem {
        let mut item = item;
        let fields = item.as_object_mut().expect("an object");
        fields.entry("linkId").or_insert_with(|| "1".into());
        fields.entry("type").or_insert_with(|| "string".into());
        let mut read = read(json!([item]));
        assert_eq!((read.items.len(), read.items_not_read), (1, 0));
        read.items.remove(0)
    }

    #[test]
    fn every_type_of_item_is_known_and_an_unknown_one_keeps_its_word() {
        let types = [
            ("group", QuestionKind::Group),
            ("display", QuestionKind::Display),
            ("boolean", QuestionKind::YesNo),
            ("decimal", QuestionKind::Decimal),
            ("integer", QuestionKind::Integer),
            ("date", QuestionKind::Date),
            ("dateTime", QuestionKind::DateTime),
            ("time", QuestionKind::Time),
            ("string", QuestionKind::Line),
            ("text", QuestionKind::Text),
            ("url", QuestionKind::Url),
            ("choice", QuestionKind::Choice),
            ("open-choice", QuestionKind::OpenChoice),
            ("attachment", QuestionKind::Attachment),
            ("reference", QuestionKind::Reference),
            ("quantity", QuestionKind::Quantity),
            ("drawing", QuestionKind::Other("drawing".into())),
        ];
        for (word, kind) in types {
            assert_eq!(one(json!({"type": word})).kind, kind);
        }
    }

    #[test]
    fn a_question_keeps_all_that_was_said_of_it() {
        let told = one(
            json!({"linkId": "pain.1", "prefix": "1(a)", "text": "How bad is it?", "type": "integer",
            "required": true, "repeats": true, "readOnly": true, "maxLength": 3, "initial": [{"valueInteger": 4}],
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}],
            "item": [{"linkId": "pain.1.1", "type": "text"}]}),
        );
        assert_eq!((told.link_id.as_str(), told.prefix.as_deref()), ("pain.1", Some("1(a)")));
        assert!(told.is_required && told.repeats && told.is_read_only && told.is_hidden);
        assert_eq!((told.max_length, told.initial), (Some(3), vec![AnswerValue::Integer(4)]));
        assert_eq!(told.items[0].link_id, "pain.1.1");
        assert_eq!(told.when_asked, WhenAsked::Always);
        let all = read(json!([]));
        assert_eq!(all.canonical.as_deref(), Some("https://h.example/Questionnaire/knee|2"));
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let initial = |field: &str, told: Value| {
            let value = one(json!({"initial": [{field: told}]})).initial;
            value.into_iter().next().expect("a value")
        };
        let date = |text: &str| crate::domain::PartialDate::parse(text).expect("a date");
        assert_eq!(initial("valueBoolean", json!(false)), AnswerValue::YesNo(false));
        assert_eq!(initial("valueDecimal", json!(1.5)), AnswerValue::Decimal(1.5));
        assert_eq!(initial("valueDate", json!("2026-11")), AnswerValue::Date(date("2026-11")));
        assert_eq!(
            initial("valueDateTime", json!("2026-11-22T09:00:00Z")),
            AnswerValue::Date(date("2026-11-22T09:00:00Z"))
        );
        assert_eq!(initial("valueTime", json!("14:30:00")), AnswerValue::Time("14:30:00".into()));
        assert_eq!(initial("valueString", json!("x")), AnswerValue::Text("x".into()));
        assert_eq!(initial("valueUri", json!("https://x")), AnswerValue::Text("https://x".into()));
        let quantity = json!({"value": 80, "unit": "kg"});
        assert_eq!(
            initial("valueQuantity", quantity),
            AnswerValue::Quantity { number: 80.0, unit: Some("kg".into()) }
        );
        assert_eq!(
            initial("valueReference", json!({"reference": "Practitioner/7"})),
            AnswerValue::Reference { target: Some("Practitioner/7".into()), text: None }
        );
    }

    fn snomed(code: &str, text: &str) -> AnswerValue {
        AnswerValue::Coded {
            system: Some("http://snomed.info/sct".into()),
            code: Some(code.into()),
            text: text.into(),
        }
    }

    #[test]
    fn the_answers_to_choose_from_stand_in_the_question_or_in_a_list_beside_it() {
        let told = one(json!({"type": "choice", "answerOption": [
            {"valueCoding": {"system": "http://snomed.info/sct", "code": "7771000", "display": "Left"}, "initialSelected": true},
            {"valueString": "Neither", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "valueBoolean": true}]}]}));
        let AnswerChoices::These(these) = told.choices else { panic!("{:?}", told.choices) };
        assert_eq!((&these[0].value, these[0].is_chosen_at_first), (&snomed("7771000", "Left"), true));
        assert!(these[1].is_exclusive && !these[0].is_exclusive);
        let listed = |address: &str| one(json!({"type": "choice", "answerValueSet": address})).choices;
        let AnswerChoices::These(these) = listed("#sides") else { panic!("a list") };
        let values: Vec<_> = these.into_iter().map(|choice| choice.value).collect();
        assert_eq!(values, [snomed("7771000", "Left"), snomed("24028007", "24028007")]);
        for elsewhere in ["#open", "#nowhere", "http://hl7.org/fhir/ValueSet/yesnodontknow"] {
            assert_eq!(listed(elsewhere), AnswerChoices::Elsewhere(elsewhere.into()));
        }
    }

    #[test]
    fn when_a_question_is_asked_is_read_with_every_operator() {
        let test = |operator: &str, field: &str, answer: Value| {
            let told = one(json!({"enableWhen": [{"question": "0", "operator": operator, field: answer}]}))
                .when_asked;
            match told {
                WhenAsked::When { all: true, tests } if tests.len() == 1 && tests[0].of == "0" => {
                    tests[0].how.clone()
                }
                other => panic!("{other:?}"),
            }
        };
        let four = || AnswerValue::Integer(4);
        assert_eq!(test("exists", "answerBoolean", json!(true)), AnswerComparison::IsAnswered(true));
        assert_eq!(test("=", "answerInteger", json!(4)), AnswerComparison::Equals(four()));
        assert_eq!(test("!=", "answerInteger", json!(4)), AnswerComparison::Differs(four()));
        assert_eq!(test(">", "answerInteger", json!(4)), AnswerComparison::More(four()));
        assert_eq!(test("<", "answerInteger", json!(4)), AnswerComparison::Less(four()));
        assert_eq!(test(">=", "answerInteger", json!(4)), AnswerComparison::AtLeast(four()));
        assert_eq!(test("<=", "answerInteger", json!(4)), AnswerComparison::AtMost(four()));
        let two = |behaviour: Value| {
            let test = json!({"question": "0", "operator": "=", "answerBoolean": true});
            one(json!({"enableWhen": [test, test], "enableBehavior": behaviour})).when_asked
        };
        assert!(matches!(two(json!("any")), WhenAsked::When { all: false, .. }));
        assert!(matches!(two(json!("all")), WhenAsked::When { all: true, .. }));
        assert_eq!(two(Value::Null), WhenAsked::Unclear);
    }

    #[test]
    fn a_question_whose_tests_cannot_be_read_is_never_taken_as_asked_of_everybody() {
        for spoilt in [
            json!({"enableWhen": [{"question": "0", "operator": "~", "answerBoolean": true}]}),
            json!({"enableWhen": [{"operator": "=", "answerBoolean": true}]}),
            json!({"enableWhen": [{"question": "0", "operator": "="}]}),
            json!({"enableWhen": 7}),
            json!({"extension": [{"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"}]}),
        ] {
            assert_eq!(one(spoilt.clone()).when_asked, WhenAsked::Unclear, "{spoilt}");
        }
    }

    #[test]
    fn an_item_that_no_answer_could_name_is_counted_as_not_read() {
        let read = read(json!([
            {"text": "No linkId", "type": "string"}, {"linkId": "2", "text": "No type"}, "nonsense",
            {"linkId": "3", "type": "group", "item": [{"linkId": 7, "type": "boolean"}, {"linkId": "3.2"}]},
            {"linkId": "4", "type": "choice", "answerOption": [{"valueString": "A"}, {"valueNothing": 1}]}]));
        assert_eq!((read.items.len(), read.items_not_read), (2, 5));
        assert_eq!(read.items[0].items[0].link_id, "7");
    }
}
