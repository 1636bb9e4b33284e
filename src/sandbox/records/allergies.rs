//! Allergies and intolerances, and the coded statement that there are none.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, NO_KNOWN_ALLERGY, coding};
use super::holder::{Holder, put};

/// An allergy as somebody recorded it.
#[derive(Clone, Debug)]
pub struct Allergy {
    substance: Concept,
    category: &'static str,
    recorded: NaiveDate,
    reaction: Option<(Concept, &'static str)>,
    high: bool,
    suspected: bool,
    ended: Option<(NaiveDate, &'static str)>,
    recorder: &'static str,
    note: Option<&'static str>,
}

/// An allergy to a medicine.
pub fn allergy(substance: Concept, recorded: NaiveDate) -> Allergy {
    Allergy {
        substance,
        category: "medication",
        recorded,
        reaction: None,
        high: false,
        suspected: false,
        ended: None,
        recorder: "gp",
        note: None,
    }
}

/// "No known allergy", as a coded statement.
pub fn none_known(recorded: NaiveDate) -> Allergy {
    allergy(NO_KNOWN_ALLERGY, recorded)
}

impl Allergy {
    pub fn food(mut self) -> Self {
        self.category = "food";
        self
    }

    pub fn environment(mut self) -> Self {
        self.category = "environment";
        self
    }

    /// What happens, and how bad: `mild`, `moderate` or `severe`.
    pub fn reaction(mut self, what: Concept, severity: &'static str) -> Self {
        (self.reaction, self.high) = (Some((what, severity)), severity == "severe");
        self
    }

    pub fn suspected(mut self) -> Self {
        self.suspected = true;
        self
    }

    pub fn ended(mut self, day: NaiveDate, why: &'static str) -> Self {
        self.ended = Some((day, why));
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

    pub fn is_ended(&self) -> bool {
        self.ended.is_some()
    }

    pub fn is_none_known(&self) -> bool {
        self.substance == NO_KNOWN_ALLERGY
    }

    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let mut allergy = holder.stu3("AllergyIntolerance", self.substance.code, "AllergyIntolerance");
        if let Some((day, why)) = self.ended {
            allergy["extension"] = json!([{
                "url": "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-AllergyIntoleranceEnd-1",
                "extension": [
                    { "url": "endDate", "valueDateTime": day.to_string() },
                    { "url": "reasonEnded", "valueString": why },
                ],
            }]);
        }
        allergy["clinicalStatus"] = if self.ended.is_some() { "resolved" } else { "active" }.into();
        allergy["verificationStatus"] = "unconfirmed".into();
        allergy["category"] = json!([self.category]);
        allergy["code"] = self.substance.coded(holder);
        allergy["patient"] = holder.subject();
        allergy["assertedDate"] = stamp(moment(self.recorded, 10, 41)).into();
        put(&mut allergy, "recorder", holder.worker(self.recorder));
        self.put_details(&mut allergy, holder, "onsetDateTime");
        vec![allergy]
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut allergy = holder.r4("AllergyIntolerance", self.substance.code, moment(self.recorded, 10, 41));
        let (status, status_term) =
            if self.ended.is_some() { ("resolved", "Resolved") } else { ("active", "Active") };
        let (sure, sure_term) =
            if self.suspected { ("unconfirmed", "Unconfirmed") } else { ("confirmed", "Confirmed") };
        allergy["clinicalStatus"] =
            coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", status, status_term);
        allergy["verificationStatus"] =
            coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", sure, sure_term);
        if !self.is_none_known() {
            allergy["category"] = json!([self.category]);
            allergy["criticality"] = if self.high { "high" } else { "low" }.into();
        }
        allergy["code"] = self.substance.coded(holder);
        allergy["patient"] = holder.subject();
        allergy["recordedDate"] = stamp(moment(self.recorded, 10, 41)).into();
        put(&mut allergy, "recorder", holder.worker(self.recorder));
        if let Some((day, why)) = self.ended {
            allergy["extension"] = json!([{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd",
                "extension": [
                    { "url": "endDate", "valueDateTime": day.to_string() },
                    { "url": "reasonEnded", "valueString": why },
                ],
            }]);
        }
        self.put_details(&mut allergy, holder, "onsetDateTime");
        vec![allergy]
    }

    fn put_details(&self, allergy: &mut Value, holder: &Holder, onset: &str) {
        if let Some((what, severity)) = self.reaction {
            allergy[onset] = self.recorded.to_string().into();
            allergy["reaction"] = json!([{
                "manifestation": [what.coded(holder)], "description": what.term, "severity": severity,
            }]);
        }
        put(allergy, "note", self.note.map(|note| json!([{ "text": note }])));
    }
}
