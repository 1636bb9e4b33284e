//! Vaccinations, given and not given.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendar::{moment, stamp};
use super::codes::{Concept, LEFT_UPPER_ARM};
use super::holder::{Holder, put};

/// A vaccination as somebody recorded it.
#[derive(Clone, Debug)]
pub struct Vaccination {
    key: String,
    procedure: Concept,
    targets: Vec<Concept>,
    day: NaiveDate,
    batch: Option<&'static str>,
    dose: u32,
    given_by: &'static str,
    place: &'static str,
    not_given: Option<&'static str>,
}

/// One that was given.
pub fn vaccination(procedure: Concept, targets: &[Concept], day: NaiveDate) -> Vaccination {
    Vaccination {
        key: procedure.code.to_owned(),
        procedure,
        targets: targets.to_vec(),
        day,
        batch: None,
        dose: 1,
        given_by: "nurse",
        place: "main",
        not_given: None,
    }
}

impl Vaccination {
    /// Which one it was, where the same vaccine was given before.
    pub fn dose(mut self, number: u32) -> Self {
        self.key = format!("{}-{number}", self.procedure.code);
        self.dose = number;
        self
    }

    pub fn batch(mut self, batch: &'static str) -> Self {
        self.batch = Some(batch);
        self
    }

    pub fn place(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }

    pub fn not_given(mut self, why: &'static str) -> Self {
        self.not_given = Some(why);
        self
    }

    fn given_at(&self) -> String {
        stamp(moment(self.day, 9, 50))
    }

    pub fn stu3(&self, holder: &Holder) -> Vec<Value> {
        let mut immunisation = holder.stu3("Immunization", &self.key, "Immunization");
        immunisation["extension"] = json!([
            {
                "url": "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-DateRecorded-1",
                "valueDateTime": stamp(moment(self.day, 9, 55)),
            },
            {
                "url": "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-VaccinationProcedure-1",
                "valueCodeableConcept": self.procedure.coded(holder),
            },
        ]);
        immunisation["status"] = "completed".into();
        immunisation["notGiven"] = self.not_given.is_some().into();
        immunisation["vaccineCode"] = json!({ "coding": [
            { "system": "http://hl7.org/fhir/v3/NullFlavor", "code": "UNK", "display": "unknown" },
        ] });
        immunisation["patient"] = holder.subject();
        immunisation["date"] = self.given_at().into();
        immunisation["primarySource"] = true.into();
        let targets: Vec<_> = self.targets.iter().map(|target| target.coded(holder)).collect();
        immunisation["vaccinationProtocol"] = json!([{
            "doseSequence": self.dose,
            "targetDisease": targets,
            "doseStatus": { "coding": [
                { "system": "http://hl7.org/fhir/vaccination-protocol-dose-status", "code": "count", "display": "Counts" },
            ] },
        }]);
        let worker = holder.worker(self.given_by).map(|worker| {
            json!([{
                "role": { "coding": [
                    { "system": "http://hl7.org/fhir/v2/0443", "code": "AP", "display": "Administering Provider" },
                ] },
                "actor": worker,
            }])
        });
        put(&mut immunisation, "practitioner", worker);
        if let Some(why) = self.not_given {
            immunisation["explanation"] = json!({ "reasonNotGiven": [{ "text": why }] });
        }
        self.put_details(&mut immunisation, holder);
        vec![immunisation]
    }

    pub fn r4(&self, holder: &Holder) -> Vec<Value> {
        let mut immunisation = holder.r4("Immunization", &self.key, moment(self.day, 9, 55));
        immunisation["extension"] = json!([{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure",
            "valueCodeableConcept": self.procedure.coded(holder),
        }]);
        immunisation["status"] = if self.not_given.is_some() { "not-done" } else { "completed" }.into();
        put(&mut immunisation, "statusReason", self.not_given.map(|why| json!({ "text": why })));
        immunisation["vaccineCode"] = self.procedure.coded(holder);
        immunisation["patient"] = holder.subject();
        immunisation["occurrenceDateTime"] = self.given_at().into();
        immunisation["recorded"] = stamp(moment(self.day, 9, 55)).into();
        immunisation["primarySource"] = true.into();
        let targets: Vec<_> = self.targets.iter().map(|target| target.coded(holder)).collect();
        immunisation["protocolApplied"] =
            json!([{ "targetDisease": targets, "doseNumberPositiveInt": self.dose }]);
        put(
            &mut immunisation,
            "performer",
            holder.worker(self.given_by).map(|worker| json!([{ "actor": worker }])),
        );
        self.put_details(&mut immunisation, holder);
        vec![immunisation]
    }

    fn put_details(&self, immunisation: &mut Value, holder: &Holder) {
        put(immunisation, "location", holder.place(self.place));
        if self.not_given.is_none() {
            put(immunisation, "lotNumber", self.batch);
            immunisation["site"] = LEFT_UPPER_ARM.coded(holder);
            immunisation["doseQuantity"] =
                json!({ "value": 0.5, "unit": "ml", "system": "http://unitsofmeasure.org", "code": "ml" });
        }
    }
}
