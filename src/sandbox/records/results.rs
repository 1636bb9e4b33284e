//! Test results: single values, panels from a laboratory, and blood pressures with their two parts.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{
    BLOOD_PRESSURE, Concept, DIAGNOSTIC_REPORT, DIASTOLIC, SNOMED, SYSTOLIC, VENOUS_BLOOD, coding,
};
use super::holder::{Holder, put};

/// One measured value with the range that the laboratory gave with it.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub(super) what: Concept,
    pub(super) value: f64,
    pub(super) unit: &'static str,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    /// The value is less than this.
    pub(super) less_than: bool,
}

/// A value in `unit`, usual between `low` and `high`.
pub fn value(what: Concept, value: f64, unit: &'static str, low: Option<f64>, high: Option<f64>) -> Measured {
    Measured { what, value, unit, low, high, less_than: false }
}

/// Too little to be measured.
pub fn less_than(what: Concept, bound: f64, unit: &'static str, high: f64) -> Measured {
    Measured { less_than: true, ..value(what, bound, unit, None, Some(high)) }
}

/// One result as a person sees it: a panel, a single value or a blood pressure.
#[derive(Clone, Debug)]
pub struct TestResult {
    pub(super) key: String,
    pub(super) shape: Shape,
    taken: NaiveDate,
    at: (u32, u32),
    pub(super) requester: &'static str,
    pub(super) status: &'static str,
    pub(super) comment: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    Panel(Concept, Vec<Measured>),
    Single(Measured),
    /// A result in words, such as "Negative".
    Words(Concept, &'static str),
    BloodPressure(u32, u32),
}

fn result(key: &str, shape: Shape, taken: NaiveDate) -> TestResult {
    TestResult {
        key: key.to_owned(),
        shape,
        taken,
        at: (9, 20),
        requester: "gp",
        status: "final",
        comment: None,
    }
}

/// Several values from one sample.
pub fn panel(key: &str, name: Concept, taken: NaiveDate, values: Vec<Measured>) -> TestResult {
    result(key, Shape::Panel(name, values), taken)
}

pub fn single(key: &str, value: Measured, taken: NaiveDate) -> TestResult {
    result(key, Shape::Single(value), taken)
}

/// Such as "Negative".
pub fn in_words(key: &str, what: Concept, words: &'static str, taken: NaiveDate) -> TestResult {
    result(key, Shape::Words(what, words), taken)
}

/// In millimetres of mercury.
pub fn blood_pressure(key: &str, systolic: u32, diastolic: u32, taken: NaiveDate) -> TestResult {
    result(key, Shape::BloodPressure(systolic, diastolic), taken)
}

impl TestResult {
    pub fn by(mut self, worker: &'static str) -> Self {
        self.requester = worker;
        self
    }

    pub fn at(mut self, hour: u32, minute: u32) -> Self {
        self.at = (hour, minute);
        self
    }

    pub fn comment(mut self, comment: &'static str) -> Self {
        self.comment = Some(comment);
        self
    }

    /// The laboratory may still change it.
    pub fn preliminary(mut self) -> Self {
        self.status = "preliminary";
        self
    }

    pub fn is_panel(&self) -> bool {
        matches!(self.shape, Shape::Panel(..))
    }

    pub(super) fn taken_at(&self) -> String {
        stamp(moment(self.taken, self.at.0, self.at.1))
    }

    pub(super) fn reported_at(&self) -> String {
        stamp(moment(self.taken + chrono::Days::new(1), 14, 30))
    }

    /// The report first for a panel; otherwise the observation.
    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let observation = |key: &str| holder.stu3("Observation", key, "Observation");
        match &self.shape {
            Shape::Single(value) => vec![self.fill_value(observation(&self.key), value, holder, "comment")],
            Shape::Words(what, words) => {
                vec![self.fill_words(observation(&self.key), *what, words, holder, "comment")]
            }
            Shape::BloodPressure(..) => vec![self.fill_pressure(observation(&self.key), holder, "comment")],
            Shape::Panel(name, values) => {
                let specimen = holder.id("Specimen", &self.key);
                let mut report = holder.stu3("DiagnosticReport", &self.key, "DiagnosticReport");
                report["status"] = self.status.into();
                report["code"] = DIAGNOSTIC_REPORT.coded(holder);
                self.put_report(&mut report, holder, &specimen);
                // The name of the panel stands on an observation that groups the others.
                let header_key = format!("{}-header", self.key);
                let mut header = observation(&header_key);
                header["status"] = self.status.into();
                header["code"] = name.coded(holder);
                header["subject"] = holder.subject();
                header["issued"] = self.reported_at().into();
                let header_id = holder.id("Observation", &header_key);
                report["result"] = json!([{ "reference": format!("Observation/{header_id}") }]);
                let members = self.members(holder, values, |key| observation(key), "comment");
                header["related"] = members
                    .iter()
                    .map(|member| json!({ "type": "has-member", "target": reference(member) }))
                    .collect();
                let mut resources = vec![report, self.specimen_stu3(holder), header];
                resources.extend(members.into_iter().map(|mut member| {
                    member["related"] = json!([{
                        "type": "derived-from", "target": { "reference": format!("Observation/{header_id}") },
                    }]);
                    member
                }));
                resources
            }
        }
    }

    fn specimen_stu3(&self, holder: &Holder) -> Value {
        let mut specimen = holder.stu3("Specimen", &self.key, "Specimen");
        self.put_specimen(&mut specimen, holder);
        specimen
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let changed = moment(self.taken + chrono::Days::new(1), 14, 30);
        let observation = |key: &str| holder.r4("Observation", key, changed);
        match &self.shape {
            Shape::Single(value) => vec![self.fill_value(observation(&self.key), value, holder, "note")],
            Shape::Words(what, words) => {
                vec![self.fill_words(observation(&self.key), *what, words, holder, "note")]
            }
            Shape::BloodPressure(..) => vec![self.fill_pressure(observation(&self.key), holder, "note")],
            Shape::Panel(name, values) => {
                let specimen_id = holder.id("Specimen", &self.key);
                let mut report = holder.r4("DiagnosticReport", &self.key, changed);
                report["status"] = self.status.into();
                report["category"] = json!([{ "coding": [
                    { "system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "LAB", "display": "Laboratory" },
                ] }]);
                report["code"] = name.coded(holder);
                report["effectiveDateTime"] = self.taken_at().into();
                self.put_report(&mut report, holder, &specimen_id);
                let members = self.members(holder, values, |key| observation(key), "note");
                report["result"] = members.iter().map(reference).collect();
                let mut specimen = holder.r4("Specimen", &self.key, changed);
                self.put_specimen(&mut specimen, holder);
                let mut resources = vec![report, specimen];
                resources.extend(members);
                resources
            }
        }
    }

    fn put_report(&self, report: &mut Value, holder: &Holder, specimen: &str) {
        report["subject"] = holder.subject();
        report["issued"] = self.reported_at().into();
        // An actor in STU3, a plain reference in R4.
        let stu3 = report["meta"]["profile"][0].as_str().is_some_and(|profile| profile.contains("/STU3/"));
        let laboratory = holder.organisation_reference();
        report["performer"] = if stu3 { json!([{ "actor": laboratory }]) } else { json!([laboratory]) };
        report["specimen"] = json!([{ "reference": format!("Specimen/{specimen}") }]);
    }

    fn put_specimen(&self, specimen: &mut Value, holder: &Holder) {
        specimen["status"] = "available".into();
        specimen["type"] = VENOUS_BLOOD.coded(holder);
        specimen["subject"] = holder.subject();
        specimen["receivedTime"] = self.reported_at().into();
        specimen["collection"] = json!({ "collectedDateTime": self.taken_at() });
    }

    fn members(
        &self,
        holder: &Holder,
        values: &[Measured],
        observation: impl Fn(&str) -> Value,
        comment: &str,
    ) -> Vec<Value> {
        let specimen = holder.id("Specimen", &self.key);
        let member = |value: &Measured| {
            let member = observation(&format!("{}-{}", self.key, value.what.code));
            let mut member = self.fill_value(member, value, holder, comment);
            member["specimen"] = json!({ "reference": format!("Specimen/{specimen}") });
            member
        };
        values.iter().map(member).collect()
    }

    fn fill_common(&self, mut observation: Value, what: Concept, holder: &Holder, comment: &str) -> Value {
        observation["status"] = self.status.into();
        observation["code"] = what.coded(holder);
        observation["subject"] = holder.subject();
        observation["effectiveDateTime"] = self.taken_at().into();
        observation["issued"] = self.reported_at().into();
        put(&mut observation, "performer", holder.worker(self.requester).map(|worker| json!([worker])));
        let words = self
            .comment
            .map(|words| if comment == "note" { json!([{ "text": words }]) } else { json!(words) });
        put(&mut observation, comment, words);
        observation
    }

    fn fill_value(&self, observation: Value, value: &Measured, holder: &Holder, comment: &str) -> Value {
        let mut observation = self.fill_common(observation, value.what, holder, comment);
        observation["category"] = match comment {
            "note" => json!([category("laboratory", "Laboratory")]),
            _ => json!([coding(SNOMED, "394595002", "Pathology")]),
        };
        observation["valueQuantity"] =
            json!({ "value": value.value, "unit": value.unit, "system": "http://unitsofmeasure.org" });
        if value.less_than {
            observation["valueQuantity"]["comparator"] = "<".into();
        }
        let mut range = json!({});
        put(&mut range, "low", value.low.map(|low| json!({ "value": low, "unit": value.unit })));
        put(&mut range, "high", value.high.map(|high| json!({ "value": high, "unit": value.unit })));
        if range != json!({}) {
            observation["referenceRange"] = json!([range]);
        }
        put(&mut observation, "interpretation", value.mark(comment == "note"));
        observation
    }

    fn fill_words(
        &self,
        observation: Value,
        what: Concept,
        words: &str,
        holder: &Holder,
        comment: &str,
    ) -> Value {
        let mut observation = self.fill_common(observation, what, holder, comment);
        observation["valueString"] = words.into();
        observation
    }

    fn fill_pressure(&self, observation: Value, holder: &Holder, comment: &str) -> Value {
        let mut observation = self.fill_common(observation, BLOOD_PRESSURE, holder, comment);
        let Shape::BloodPressure(systolic, diastolic) = self.shape else { return observation };
        if comment == "note" {
            observation["category"] = json!([category("vital-signs", "Vital Signs")]);
        }
        let part = |what: Concept, value: u32| json!({ "code": what.coded(holder), "valueQuantity": { "value": value, "unit": "mm[Hg]" } });
        observation["component"] = json!([part(SYSTOLIC, systolic), part(DIASTOLIC, diastolic)]);
        observation
    }
}

impl Measured {
    /// The laboratory's mark where the value lies outside its range.
    fn mark(&self, r4: bool) -> Option<Value> {
        let (code, term) = match (self.low, self.high) {
            _ if self.less_than => return None,
            (Some(low), _) if self.value < low => ("L", "Low"),
            (_, Some(high)) if self.value > high => ("H", "High"),
            _ => return None,
        };
        Some(match r4 {
            true => json!([coding(
                "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
                code,
                term
            )]),
            false => coding("http://hl7.org/fhir/v2/0078", code, term),
        })
    }
}

fn category(code: &str, display: &str) -> Value {
    coding("http://terminology.hl7.org/CodeSystem/observation-category", code, display)
}

fn reference(resource: &Value) -> Value {
    json!({ "reference": format!("Observation/{}", resource["id"].as_str().unwrap_or_default()) })
}
