//! A long questionnaire with everything that there is: every kind of question, rounds, and questions that depend on others.

use serde_json::{Value, json};

use super::answer_lists::EYES;
use super::codes::SNOMED;

const EXCLUSIVE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";

/// Before an operation.
pub fn before_your_operation() -> Value {
    let all = [about_you(), your_health(), your_medicines(), your_stay(), at_the_end()];
    all.into_iter().flat_map(|part| part.as_array().cloned().unwrap_or_default()).collect()
}

fn coded(code: &str, text: &str) -> Value {
    json!({ "valueCoding": { "system": SNOMED, "code": code, "display": text } })
}

fn when(question: &str, operator: &str, field: &str, answer: Value) -> Value {
    json!({ "question": question, "operator": operator, field: answer })
}

fn about_you() -> Value {
    json!([
        { "linkId": "hello", "type": "display",
          "text": "We ask you these questions so that your operation is safe. Have your medicines beside you." },
        { "linkId": "you", "type": "group", "text": "About you", "item": [
            { "linkId": "weight", "prefix": "1.", "type": "quantity", "required": true, "text": "How much do you weigh?",
              "initial": [] },
            { "linkId": "height", "prefix": "2.", "type": "decimal", "text": "How tall are you, in metres?" },
            { "linkId": "stairs", "prefix": "3.", "type": "integer", "required": true,
              "text": "How many flights of stairs can you walk up without a rest?" },
            { "linkId": "breath", "prefix": "4.", "type": "boolean", "required": true,
              "text": "Do you get out of breath at rest?",
              "enableWhen": [when("stairs", "<", "answerInteger", json!(2))] },
            { "linkId": "web", "type": "url", "text": "If you keep a health diary on a website, where is it?" },
        ] },
    ])
}

fn your_health() -> Value {
    json!([
        { "linkId": "health", "type": "group", "text": "Your health", "item": [
            { "linkId": "side", "prefix": "5.", "type": "choice", "required": true, "text": "Which eye is to be operated?",
              "answerValueSet": EYES },
            { "linkId": "had", "prefix": "6.", "type": "choice", "repeats": true, "text": "Which of these have you had?",
              "answerOption": [
                coded("38341003", "High blood pressure"), coded("73211009", "Diabetes"), coded("195967001", "Asthma"),
                { "valueString": "None of these", "extension": [{ "url": EXCLUSIVE, "valueBoolean": true }] },
              ] },
            { "linkId": "sugar", "prefix": "7.", "type": "integer", "text": "What was your last blood sugar?",
              "enableWhen": [when("had", "=", "answerCoding", json!({ "system": SNOMED, "code": "73211009" }))] },
            { "linkId": "either", "prefix": "8.", "type": "text", "maxLength": 300,
              "text": "What makes your asthma or your blood pressure worse?", "enableBehavior": "any",
              "enableWhen": [
                when("had", "=", "answerCoding", json!({ "system": SNOMED, "code": "195967001" })),
                when("had", "=", "answerCoding", json!({ "system": SNOMED, "code": "38341003" })),
              ] },
            { "linkId": "allergy", "prefix": "9.", "type": "boolean", "required": true, "text": "Do you have any allergies?",
              "item": [
                { "linkId": "allergies", "prefix": "9(a)", "type": "string", "repeats": true, "required": true,
                  "text": "What are you allergic to?", "enableWhen": [when("allergy", "=", "answerBoolean", json!(true))] },
              ] },
            { "linkId": "last-time", "prefix": "10.", "type": "date", "text": "When was your last operation?" },
            { "linkId": "after-it", "prefix": "11.", "type": "open-choice", "text": "How did you feel after it?",
              "enableWhen": [when("last-time", "exists", "answerBoolean", json!(true))],
              "answerOption": [{ "valueString": "Well" }, { "valueString": "Sick" }, { "valueString": "Very sleepy" }] },
        ] },
    ])
}

fn your_medicines() -> Value {
    json!([
        { "linkId": "medicine", "type": "group", "repeats": true, "text": "A medicine that you take", "item": [
            { "linkId": "name", "prefix": "12.", "type": "string", "maxLength": 100, "text": "What is it called?" },
            { "linkId": "dose", "prefix": "13.", "type": "quantity", "text": "How much do you take at a time?",
              "enableWhen": [when("name", "exists", "answerBoolean", json!(true))] },
            { "linkId": "at", "prefix": "14.", "type": "time", "text": "At what time do you take it?",
              "enableWhen": [when("name", "exists", "answerBoolean", json!(true))] },
        ] },
    ])
}

fn your_stay() -> Value {
    json!([
        { "linkId": "stay", "type": "group", "text": "Your day at the hospital", "item": [
            { "linkId": "last-meal", "prefix": "15.", "type": "dateTime", "text": "When will you eat for the last time before it?" },
            { "linkId": "home", "prefix": "16.", "type": "choice", "required": true, "text": "Who takes you home?",
              "answerOption": [{ "valueString": "Somebody I know" }, { "valueString": "A taxi" }, { "valueString": "I do not know yet" }] },
            { "linkId": "help", "prefix": "17.", "type": "string", "text": "Whom can we call to help you with that?",
              "enableBehavior": "all", "enableWhen": [
                when("home", "=", "answerString", json!("I do not know yet")),
                when("stairs", "<=", "answerInteger", json!(3)),
              ] },
            { "linkId": "why-taxi", "type": "display", "text": "A driver of a taxi cannot stay with you at home.",
              "enableWhen": [when("home", "!=", "answerString", json!("Somebody I know"))] },
            { "linkId": "strong", "prefix": "18.", "type": "boolean", "text": "Do you want to walk out by yourself?",
              "enableWhen": [when("stairs", ">=", "answerInteger", json!(4))] },
            { "linkId": "very-strong", "prefix": "19.", "type": "boolean", "text": "Do you run?",
              "enableWhen": [when("stairs", ">", "answerInteger", json!(9))] },
            { "linkId": "doctor", "prefix": "20.", "type": "reference", "text": "Which doctor did you see before?" },
        ] },
    ])
}

fn at_the_end() -> Value {
    json!([
        { "linkId": "photo", "prefix": "21.", "type": "attachment", "repeats": true,
          "text": "A photo of your list of medicines, if you have one" },
        { "linkId": "more", "prefix": "22.", "type": "text", "maxLength": 1000, "text": "Is there anything else we should know?" },
        { "linkId": "clinic", "type": "string", "text": "Clinic code", "readOnly": true, "initial": [{ "valueString": "OP-7" }],
          "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }] },
        { "linkId": "thanks", "type": "display", "text": "Thank you. A nurse reads your answers before the day." },
    ])
}
