//! Conditions and problems.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, coding};
use super::holder::{Holder, put};

/// A condition as somebody recorded it.
#[derive(Clone, Debug)]
pub struct Condition {
    key: String,
    what: Concept,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    suspected: bool,
    major: bool,
    site: Option<Concept>,
    in_family: bool,
    recorder: &'static str,
    note: Option<&'static str>,
}

/// A condition that is still there.
pub fn condition(what: Concept, started: NaiveDate) -> Condition {
    Condition {
        key: what.code.to_owned(),
        what,
        started,
        ended: None,
        suspected: false,
        major: true,
        site: None,
        in_family: false,
        recorder: "gp",
        note: None,
    }
}

impl Condition {
    pub fn ended(mut self, day: NaiveDate) -> Self {
        self.ended = Some(day);
        self
    }

    pub fn suspected(mut self) -> Self {
        self.suspected = true;
        self
    }

    pub fn minor(mut self) -> Self {
        self.major = false;
        self
    }

    /// The part and side of the body; the same condition may stand once for each.
    pub fn of(mut self, site: Concept) -> Self {
        self.key = format!("{}-{}", self.what.code, site.code);
        self.site = Some(site);
        self
    }

    pub fn in_family(mut self) -> Self {
        self.in_family = true;
        self
    }

    pub fn by(mut self, worker: &'static str) -> Self {
        self.recorder = worker;
        self
    }

    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// A problem header, and the observation that it is about.
    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let observation = holder.id("Observation", &format!("problem-{}", self.key));
        let mut problem = holder.stu3("Condition", &self.key, "ProblemHeader-Condition");
        problem["extension"] = json!([
            {
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ActualProblem-1",
                "valueReference": { "reference": format!("Observation/{observation}") },
            },
            {
                "url": "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-ProblemSignificance-1",
                "valueCode": if self.major { "major" } else { "minor" },
            },
        ]);
        problem["clinicalStatus"] = if self.ended.is_some() { "inactive" } else { "active" }.into();
        if self.suspected {
            problem["verificationStatus"] = "provisional".into();
        }
        problem["category"] = json!([coding(
            "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-ConditionCategory-1",
            "problem-list-item",
            "Problem List Item"
        )]);
        self.put_common(&mut problem, holder);
        problem["assertedDate"] = stamp(moment(self.started, 11, 5)).into();
        put(&mut problem, "asserter", holder.worker(self.recorder));
        vec![problem, self.stu3_observation(holder)]
    }

    fn stu3_observation(&self, holder: &Holder) -> Value {
        let mut observation = holder.stu3("Observation", &format!("problem-{}", self.key), "Observation");
        observation["status"] = "final".into();
        observation["code"] = self.what.coded(holder);
        observation["subject"] = holder.subject();
        observation["effectiveDateTime"] = self.started.to_string().into();
        observation["issued"] = stamp(moment(self.started, 11, 5)).into();
        put(&mut observation, "performer", holder.worker(self.recorder).map(|worker| json!([worker])));
        observation
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut condition = holder.r4("Condition", &self.key, moment(self.started, 11, 5));
        let (status, term) =
            if self.ended.is_some() { ("resolved", "Resolved") } else { ("active", "Active") };
        condition["clinicalStatus"] =
            coding("http://terminology.hl7.org/CodeSystem/condition-clinical", status, term);
        let (sure, term) =
            if self.suspected { ("provisional", "Provisional") } else { ("confirmed", "Confirmed") };
        condition["verificationStatus"] =
            coding("http://terminology.hl7.org/CodeSystem/condition-ver-status", sure, term);
        condition["category"] = json!([coding(
            "http://terminology.hl7.org/CodeSystem/condition-category",
            "problem-list-item",
            "Problem List Item"
        )]);
        self.put_common(&mut condition, holder);
        condition["recordedDate"] = stamp(moment(self.started, 11, 5)).into();
        put(&mut condition, "recorder", holder.worker(self.recorder));
        vec![condition]
    }

    fn put_common(&self, condition: &mut Value, holder: &Holder) {
        condition["code"] = self.what.coded(holder);
        condition["subject"] = holder.subject();
        condition["onsetDateTime"] = self.started.to_string().into();
        put(condition, "abatementDateTime", self.ended.map(|day| day.to_string()));
        put(condition, "bodySite", self.site.map(|site| json!([site.coded(holder)])));
        let family = self.in_family.then_some("Family history");
        put(condition, "note", self.note.or(family).map(|note| json!([{ "text": note }])));
    }
}
