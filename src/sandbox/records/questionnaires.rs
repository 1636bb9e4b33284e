//! Questionnaires to fill in: each a task, the questions it asks, and the answers so far.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::SNOMED;
use super::holder::{Holder, put};

/// What a hospital asks somebody to fill in.
#[derive(Clone, Debug)]
pub struct AskedQuestionnaire {
    key: String,
    title: &'static str,
    asked: NaiveDate,
    due: Option<NaiveDate>,
    /// A FHIR task status.
    status: &'static str,
    worker: &'static str,
    reason: Option<&'static str>,
    answered: Option<NaiveDate>,
    questions: fn() -> Value,
}

/// One that nobody has begun.
pub fn asked(
    key: &str,
    title: &'static str,
    asked: NaiveDate,
    questions: fn() -> Value,
) -> AskedQuestionnaire {
    AskedQuestionnaire {
        key: key.to_owned(),
        title,
        asked,
        due: None,
        status: "requested",
        worker: "",
        reason: None,
        answered: None,
        questions,
    }
}

impl AskedQuestionnaire {
    pub fn due(mut self, day: NaiveDate) -> Self {
        self.due = Some(day);
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.worker = worker;
        self
    }

    pub fn reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    pub fn begun(mut self, day: NaiveDate) -> Self {
        (self.status, self.answered) = ("in-progress", Some(day));
        self
    }

    pub fn filled_in(mut self, day: NaiveDate) -> Self {
        (self.status, self.answered) = ("completed", Some(day));
        self
    }

    /// The task, its questions, and the answers where there are some.
    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let form = self.form(holder);
        let answers = self.answered.map(|day| self.answers(holder, day));
        let mut task = holder.r4("Task", &self.key, moment(self.asked, 15, 10));
        task["status"] = self.status.into();
        task["intent"] = "order".into();
        task["code"] = json!({ "coding": [{
            "system": "http://hl7.org/fhir/uv/sdc/CodeSystem/temp", "code": "complete-questionnaire",
        }] });
        put(&mut task, "description", self.reason);
        task["focus"] = json!({ "type": "Questionnaire", "reference": reference(&form) });
        task["for"] = holder.subject();
        task["authoredOn"] = stamp(moment(self.asked, 15, 10)).into();
        put(&mut task, "requester", holder.worker(self.worker));
        task["owner"] = holder.subject();
        put(&mut task, "restriction", self.due.map(|day| json!({ "period": { "end": day.to_string() } })));
        put(
            &mut task,
            "output",
            answers.as_ref().map(|answers| {
                json!([{ "type": { "text": "Answers" }, "valueReference": { "reference": reference(answers) } }])
            }),
        );
        [task, form].into_iter().chain(answers).collect()
    }

    fn form(&self, holder: &Holder) -> Value {
        let mut form = holder.r4("Questionnaire", &self.key, moment(self.asked, 15, 0));
        form["url"] = format!("{}/{}", holder.base_url, reference(&form)).into();
        form["version"] = "1".into();
        form["status"] = "active".into();
        form["title"] = self.title.into();
        form["item"] = (self.questions)();
        form
    }

    /// Without the answers themselves, which nobody reads from here.
    fn answers(&self, holder: &Holder, day: NaiveDate) -> Value {
        let mut answers = holder.r4("QuestionnaireResponse", &self.key, moment(day, 19, 30));
        answers["status"] = if self.status == "completed" { "completed" } else { "in-progress" }.into();
        answers["questionnaire"] = format!("{}/{}|1", holder.base_url, reference(&self.form(holder))).into();
        answers["subject"] = holder.subject();
        answers["authored"] = stamp(moment(day, 19, 30)).into();
        answers
    }
}

fn reference(resource: &Value) -> String {
    let text = |field: &str| resource[field].as_str().unwrap_or_default();
    format!("{}/{}", text("resourceType"), text("id"))
}

/// Before an eye clinic: a group, a choice, a question that depends on another, and words to read.
pub fn about_your_eyes() -> Value {
    json!([
        { "linkId": "read", "type": "display", "text": "Have your glasses and eye drops beside you." },
        { "linkId": "1", "type": "group", "text": "Your eyes now", "item": [
            { "linkId": "1.1", "prefix": "1.", "type": "choice", "required": true, "text": "Which eye gives you trouble?",
              "answerOption": [
                { "valueCoding": { "system": SNOMED, "code": "8966001", "display": "Left eye" } },
                { "valueCoding": { "system": SNOMED, "code": "18944008", "display": "Right eye" } },
                { "valueCoding": { "system": SNOMED, "code": "40638003", "display": "Both eyes" } },
                { "valueString": "Neither" },
            ] },
            { "linkId": "1.2", "prefix": "2.", "type": "boolean", "required": true, "text": "Have you had pain in an eye?" },
            { "linkId": "1.3", "prefix": "3.", "type": "integer", "text": "How bad is the pain, from 0 to 10?",
              "enableWhen": [{ "question": "1.2", "operator": "=", "answerBoolean": true }], "required": true },
        ] },
        { "linkId": "2", "type": "group", "text": "Your medicines", "item": [
            { "linkId": "2.1", "prefix": "4.", "type": "string", "repeats": true, "text": "Which eye drops do you use?" },
            { "linkId": "2.2", "prefix": "5.", "type": "date", "text": "When did you last have new glasses?" },
        ] },
        { "linkId": "3", "prefix": "6.", "type": "text", "maxLength": 500, "text": "Is there anything else we should know?" },
        { "linkId": "4", "type": "string", "text": "Clinic code", "readOnly": true, "initial": [{ "valueString": "EYE-4" }],
          "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }] },
    ])
}

/// After a stay in hospital: short, and any of its questions will do.
pub fn after_your_stay() -> Value {
    json!([
        { "linkId": "stay", "type": "group", "required": true, "text": "How it went", "item": [
            { "linkId": "1", "type": "boolean", "text": "Did you get the medicines you were told about?" },
            { "linkId": "2", "type": "open-choice", "text": "Who helped you at home?", "answerOption": [
                { "valueString": "Family" }, { "valueString": "A friend" }, { "valueString": "Nobody" },
            ] },
            { "linkId": "3", "type": "text", "text": "What could we do better?" },
        ] },
    ])
}
