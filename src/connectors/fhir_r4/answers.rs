//! Answers to a hospital's questionnaire: a `QuestionnaireResponse` of its patient.

use async_trait::async_trait;
use serde_json::{Map, Value, json};

use super::FhirR4;
use super::writing::instant;
use crate::access::ActOrder;
use crate::connectors::{FormService, NotTaken, Taken};
use crate::domain::filling::{FilledItem, Given};
use crate::domain::{AnswerValue, NewFile, PartialDate, QuestionKind, SendAnswers};

#[async_trait]
impl FormService for FhirR4 {
    async fn send(&self, act: &ActOrder, answers: &SendAnswers) -> Result<Taken, NotTaken> {
        self.post(act, "QuestionnaireResponse", |patient| response(answers, patient)).await
    }
}

fn response(answers: &SendAnswers, patient: Value) -> Value {
    let mut told = json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "subject": patient,
        "author": patient,
        "source": patient,
        "authored": instant(),
        "item": items(&answers.items, &answers.files),
    });
    if let Some(canonical) = &answers.canonical {
        told["questionnaire"] = canonical.as_str().into();
    }
    told
}

fn items(all: &[FilledItem], files: &[(i64, NewFile)]) -> Value {
    let one = |item: &FilledItem| {
        let mut told = json!({ "linkId": item.link_id });
        if let Some(text) = &item.text {
            told["text"] = text.as_str().into();
        }
        let below = (!item.items.is_empty()).then(|| items(&item.items, files));
        if item.answers.is_empty() {
            if let Some(below) = below {
                told["item"] = below;
            }
            return told;
        }
        let mut given: Vec<Value> =
            item.answers.iter().filter_map(|given| answer(given, &item.kind, files)).collect();
        // What follows from an answer stands inside of it (R4, QuestionnaireResponse.item.answer.item).
        if let (Some(first), Some(below)) = (given.first_mut(), below) {
            first["item"] = below;
        }
        told["answer"] = given.into();
        told
    };
    all.iter().map(one).collect()
}

fn answer(given: &Given, kind: &QuestionKind, files: &[(i64, NewFile)]) -> Option<Value> {
    let (name, value) = match given {
        Given::Value(value) => value_of(value, kind),
        Given::File { place, .. } => {
            let (_, file) = files.iter().find(|(known, _)| known == place)?;
            let file = json!({ "contentType": file.file_type, "title": file.title, "size": file.size, "data": file.data });
            ("valueAttachment", file)
        }
    };
    Some(Value::Object(Map::from_iter([(name.to_owned(), value)])))
}

/// The name of the field tells the type, which the question's own decides where a value fits several.
fn value_of(value: &AnswerValue, kind: &QuestionKind) -> (&'static str, Value) {
    match value {
        AnswerValue::YesNo(truth) => ("valueBoolean", json!(truth)),
        AnswerValue::Decimal(number) => ("valueDecimal", json!(number)),
        AnswerValue::Integer(number) => ("valueInteger", json!(number)),
        AnswerValue::Date(date) => match (kind, date) {
            (QuestionKind::DateTime, _) | (_, PartialDate::Moment(_)) => {
                ("valueDateTime", date.to_string().into())
            }
            _ => ("valueDate", date.to_string().into()),
        },
        AnswerValue::Time(time) => ("valueTime", time.as_str().into()),
        AnswerValue::Text(text) if *kind == QuestionKind::Url => ("valueUri", text.as_str().into()),
        AnswerValue::Text(text) => ("valueString", text.as_str().into()),
        AnswerValue::Coded { system, code, text } => {
            let mut coding = json!({ "display": text });
            if let Some(system) = system {
                coding["system"] = system.as_str().into();
            }
            if let Some(code) = code {
                coding["code"] = code.as_str().into();
            }
            ("valueCoding", coding)
        }
        AnswerValue::Quantity { number, unit } => {
            let mut quantity = json!({ "value": number });
            if let Some(unit) = unit {
                quantity["unit"] = unit.as_str().into();
            }
            ("valueQuantity", quantity)
        }
        AnswerValue::Reference { target, text } => {
            ("valueReference", json!({ "reference": target, "display": text }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(link_id: &str, kind: QuestionKind, answers: Vec<Given>, items: Vec<FilledItem>) -> FilledItem {
        FilledItem { link_id: link_id.into(), text: None, kind, answers, items }
    }

    fn value(value: AnswerValue) -> Given {
        Given::Value(value)
    }

    #[test]
    fn every_kind_of_answer_has_the_field_that_its_question_asks_for() {
        use AnswerValue::{Coded, Date, Decimal, Integer, Quantity, Text, Time, YesNo};
        let date = |text: &str| Date(PartialDate::parse(text).expect("a date"));
        let coded = Coded { system: Some("s".into()), code: Some("c".into()), text: "Left".into() };
        for (kind, given, expected) in [
            (QuestionKind::YesNo, YesNo(false), json!({"valueBoolean": false})),
            (QuestionKind::Decimal, Decimal(1.5), json!({"valueDecimal": 1.5})),
            (QuestionKind::Integer, Integer(-4), json!({"valueInteger": -4})),
            (QuestionKind::Date, date("2026-11-22"), json!({"valueDate": "2026-11-22"})),
            (QuestionKind::Time, Time("14:30:00".into()), json!({"valueTime": "14:30:00"})),
            (QuestionKind::Line, Text("<b> 😕".into()), json!({"valueString": "<b> 😕"})),
            (QuestionKind::Url, Text("https://x".into()), json!({"valueUri": "https://x"})),
            (
                QuestionKind::Choice,
                coded,
                json!({"valueCoding": {"system": "s", "code": "c", "display": "Left"}}),
            ),
            (
                QuestionKind::Quantity,
                Quantity { number: 80.0, unit: Some("kg".into()) },
                json!({"valueQuantity": {"value": 80.0, "unit": "kg"}}),
            ),
        ] {
            assert_eq!(answer(&value(given), &kind, &[]), Some(expected));
        }
        let moment = value_of(&date("2026-11-22T09:00:00Z"), &QuestionKind::DateTime);
        assert_eq!(moment.0, "valueDateTime");
        assert!(moment.1.as_str().is_some_and(|text| text.starts_with("2026-11-22T09:00:00")), "{moment:?}");
    }

    #[test]
    fn groups_hold_items_and_what_follows_from_an_answer_stands_inside_of_it() {
        let which = item("1.1", QuestionKind::Line, vec![value(AnswerValue::Text("left".into()))], vec![]);
        let pain = item("1", QuestionKind::YesNo, vec![value(AnswerValue::YesNo(true))], vec![which]);
        let told = items(&[item("g", QuestionKind::Group, vec![], vec![pain])], &[]);
        assert_eq!(
            told,
            json!([{"linkId": "g", "item": [{"linkId": "1", "answer": [{"valueBoolean": true,
                "item": [{"linkId": "1.1", "answer": [{"valueString": "left"}]}]}]}]}])
        );
    }

    #[test]
    fn a_file_goes_with_its_bytes_and_one_that_is_gone_is_no_answer() {
        let file =
            NewFile { title: "a.png".into(), file_type: "image/png".into(), size: 3, data: "QUJD".into() };
        let given = Given::File { place: 2, title: "a.png".into() };
        let told = answer(&given, &QuestionKind::Attachment, &[(2, file)]).expect("an answer");
        assert_eq!(told["valueAttachment"]["data"], "QUJD");
        assert_eq!(answer(&given, &QuestionKind::Attachment, &[]), None);
    }
}
