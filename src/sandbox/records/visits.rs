//! Visits: consultations at a surgery with what was written in them, clinics and stays in hospital.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::calendar::stamp;
use super::codes::{COMMENT, Concept, SNOMED, coding};
use super::holder::{Holder, put};

/// A visit as an organisation recorded it.
#[derive(Clone, Debug)]
pub struct Visit {
    pub(super) key: String,
    pub(super) title: String,
    class: Class,
    pub(super) start: DateTime<Utc>,
    pub(super) end: Option<DateTime<Utc>>,
    pub(super) worker: &'static str,
    pub(super) place: &'static str,
    specialty: Option<Concept>,
    /// The referral that it is based on, by its key.
    based_on: Option<&'static str>,
    pub(super) reason: Option<&'static str>,
    /// Headings with what was written under each.
    pub(super) notes: Vec<(&'static str, &'static str)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Clinic,
    Stay,
    Emergency,
    Home,
    Phone,
}

/// A visit to a clinic or a surgery.
pub fn visit(key: &str, title: &str, start: DateTime<Utc>) -> Visit {
    Visit {
        key: key.to_owned(),
        title: title.to_owned(),
        class: Class::Clinic,
        start,
        end: None,
        worker: "gp",
        place: "main",
        specialty: None,
        based_on: None,
        reason: None,
        notes: Vec::new(),
    }
}

impl Visit {
    pub fn stay(mut self, until: DateTime<Utc>) -> Self {
        (self.class, self.end) = (Class::Stay, Some(until));
        self
    }

    pub fn emergency(mut self, until: DateTime<Utc>) -> Self {
        (self.class, self.end) = (Class::Emergency, Some(until));
        self
    }

    pub fn at_home(mut self) -> Self {
        self.class = Class::Home;
        self
    }

    pub fn by_phone(mut self) -> Self {
        self.class = Class::Phone;
        self
    }

    pub fn until(mut self, end: DateTime<Utc>) -> Self {
        self.end = Some(end);
        self
    }

    pub fn with(mut self, worker: &'static str, place: &'static str) -> Self {
        (self.worker, self.place) = (worker, place);
        self
    }

    pub fn specialty(mut self, specialty: Concept) -> Self {
        self.specialty = Some(specialty);
        self
    }

    pub fn based_on(mut self, referral: &'static str) -> Self {
        self.based_on = Some(referral);
        self
    }

    pub fn reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    pub fn note(mut self, heading: &'static str, text: &'static str) -> Self {
        self.notes.push((heading, text));
        self
    }

    /// The encounter, the consultation list with its topic and headings, and what was written under each.
    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let encounter_id = holder.id("Encounter", &self.key);
        let mut encounter = holder.stu3("Encounter", &self.key, "Encounter");
        encounter["status"] = "finished".into();
        encounter["type"] = json!([{ "text": self.title }]);
        encounter["subject"] = holder.subject();
        if let Some(worker) = holder.worker(self.worker) {
            encounter["participant"] = json!([{
                "type": [coding("http://hl7.org/fhir/v3/ParticipationType", "PPRF", "primary performer")],
                "individual": worker,
            }]);
        }
        encounter["period"] = self.period();
        put(&mut encounter, "location", holder.place(self.place).map(|place| json!([{ "location": place }])));
        encounter["serviceProvider"] = holder.organisation_reference();

        let list = |level: &str| holder.id("List", &format!("{}-{level}", self.key));
        let mut headings = Vec::new();
        let mut written = Vec::new();
        for (at, (heading, text)) in self.notes.iter().enumerate() {
            let key = format!("{}-note-{at}", self.key);
            written.push(self.stu3_comment(holder, &key, &encounter_id, text));
            let item = format!("Observation/{}", holder.id("Observation", &key));
            headings.push(self.stu3_list(
                holder,
                &list(&format!("heading-{at}")),
                Some(heading),
                ("24781000000107", "Category (EHR)"),
                &[item],
            ));
        }
        let below: Vec<_> =
            headings.iter().map(|list| format!("List/{}", list["id"].as_str().unwrap_or_default())).collect();
        let topic = self.stu3_list(holder, &list("topic"), None, ("25851000000105", "Topic (EHR)"), &below);
        let consultation = self.stu3_list(
            holder,
            &list("consultation"),
            Some(&self.title),
            ("325851000000107", "Consultation"),
            &[format!("List/{}", list("topic"))],
        );
        let mut resources = vec![encounter, consultation, topic];
        resources.extend(headings);
        resources.extend(written);
        resources
    }

    fn stu3_list(
        &self,
        holder: &Holder,
        id: &str,
        title: Option<&str>,
        code: (&str, &str),
        items: &[String],
    ) -> Value {
        let mut list = json!({
            "resourceType": "List",
            "id": id,
            "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-List-1"] },
            "status": "current",
            "mode": "snapshot",
            "code": coding(SNOMED, code.0, code.1),
            "subject": holder.subject(),
            "encounter": { "reference": format!("Encounter/{}", holder.id("Encounter", &self.key)) },
            "date": stamp(self.start),
            "orderedBy": coding("http://hl7.org/fhir/list-order", "system", "Sorted by System"),
        });
        put(&mut list, "title", title);
        if !items.is_empty() {
            list["entry"] = items.iter().map(|item| json!({ "item": { "reference": item } })).collect();
        }
        list
    }

    fn stu3_comment(&self, holder: &Holder, key: &str, encounter: &str, text: &str) -> Value {
        let mut comment = holder.stu3("Observation", key, "Observation");
        comment["status"] = "final".into();
        comment["code"] = COMMENT.coded(holder);
        comment["subject"] = holder.subject();
        comment["context"] = json!({ "reference": format!("Encounter/{encounter}") });
        comment["effectiveDateTime"] = stamp(self.start).into();
        comment["issued"] = stamp(self.start).into();
        put(&mut comment, "performer", holder.worker(self.worker).map(|worker| json!([worker])));
        comment["comment"] = text.into();
        comment
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let (code, term) = match self.class {
            Class::Clinic => ("AMB", "ambulatory"),
            Class::Stay => ("IMP", "inpatient encounter"),
            Class::Emergency => ("EMER", "emergency"),
            Class::Home => ("HH", "home health"),
            Class::Phone => ("VR", "virtual"),
        };
        let mut encounter = holder.r4("Encounter", &self.key, self.end.unwrap_or(self.start));
        encounter["status"] = "finished".into();
        encounter["class"] = json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": code, "display": term });
        encounter["type"] = json!([{ "text": self.title }]);
        put(&mut encounter, "serviceType", self.specialty.map(|specialty| specialty.coded(holder)));
        encounter["subject"] = holder.subject();
        put(
            &mut encounter,
            "participant",
            holder.worker(self.worker).map(|worker| json!([{ "individual": worker }])),
        );
        encounter["period"] = self.period();
        put(&mut encounter, "basedOn", self.based_on.map(|key| json!([holder.request(key)])));
        put(&mut encounter, "reasonCode", self.reason.map(|reason| json!([{ "text": reason }])));
        put(&mut encounter, "location", holder.place(self.place).map(|place| json!([{ "location": place }])));
        encounter["serviceProvider"] = holder.organisation_reference();
        vec![encounter]
    }

    fn period(&self) -> Value {
        let mut period = json!({ "start": stamp(self.start) });
        put(&mut period, "end", self.end.map(stamp));
        period
    }
}
