//! Each kind of entry as the FHIR resource that the summary has for it. Nothing is claimed that the source did not say.

use serde_json::{Value, json};

use super::value::{coded, concept, date, notes, put, put_date, put_value, range, said, text, words};
use crate::domain::{
    Allergy, AllergyState, Certainty, Condition, ConditionState, Medicine, MedicineState, ResultState,
    TestResult, Vaccination,
};
use crate::journeys::record::conditions::{Place, place};
use crate::t;
use crate::words::Locale;

/// Whom a resource is about, and who holds it.
pub struct Subject<'a> {
    pub locale: Locale,
    pub patient: &'a str,
    pub holder: Option<&'a str>,
    /// Everyone who holds it, in words.
    pub held_by: String,
}

impl Subject<'_> {
    fn patient(&self) -> Value {
        json!({"reference": self.patient})
    }

    fn held_by(&self) -> Option<String> {
        Some(self.held_by.clone())
    }

    fn holder(&self) -> Option<Value> {
        self.holder.map(|holder| json!({"reference": holder}))
    }
}

/// An entry that the summary has a resource for.
pub trait Resource {
    /// Whether it stands in a summary of the person's own.
    fn belongs(&self) -> bool {
        true
    }

    fn resource(&self, subject: &Subject<'_>) -> Value;
}

impl Resource for Medicine {
    fn resource(&self, subject: &Subject<'_>) -> Value {
        let status = match self.state {
            MedicineState::Current => "active",
            MedicineState::Finished => "completed",
            MedicineState::Stopped => "stopped",
            MedicineState::OnHold => "on-hold",
            MedicineState::NotSaid => "unknown",
        };
        let mut resource = json!({
            "resourceType": "MedicationStatement",
            "status": status,
            "medicationCodeableConcept": concept(&self.name),
            "subject": subject.patient(),
        });
        // A period that ends before it begins is no period.
        let ended =
            self.ended.filter(|end| self.started.is_none_or(|from| from.earliest_day() <= end.latest_day()));
        if self.started.is_some() || ended.is_some() {
            let mut period = json!({});
            put(&mut period, "start", date(self.started.as_ref()));
            put(&mut period, "end", date(ended.as_ref()));
            put(&mut resource, "effectivePeriod", Some(period));
        } else {
            put_date(&mut resource, "effectiveDateTime", self.last_issued.as_ref());
        }
        put(&mut resource, "dateAsserted", date(self.recorded.as_ref()));
        put(&mut resource, "informationSource", subject.holder());
        put(&mut resource, "statusReason", said(self.reason_stopped.as_ref()).map(|why| json!([why])));
        put(&mut resource, "reasonCode", said(self.reason.as_ref()).map(|why| json!([why])));
        let dosage = words(self.dosage.as_ref()).map(|dosage| {
            let mut dosage = json!({"text": dosage});
            put(&mut dosage, "patientInstruction", text(self.instructions.as_ref()));
            json!([dosage])
        });
        put(&mut resource, "dosage", dosage);
        let instructions = self.instructions.as_ref().filter(|_| self.dosage.is_none());
        put(
            &mut resource,
            "note",
            notes([words(instructions), words(self.note.as_ref()), subject.held_by()]),
        );
        resource
    }
}

impl Resource for Allergy {
    fn resource(&self, subject: &Subject<'_>) -> Value {
        // FHIR wants a status. One that is not said counts as active, as on every page, and a note says so.
        let (status, unsaid) = match self.state {
            AllergyState::Active => ("active", None),
            AllergyState::Ended => ("inactive", None),
            AllergyState::NotSaid => (
                "active",
                Some(t!(subject.locale, "The record does not say if you still have it").into_owned()),
            ),
        };
        let mut resource = json!({
            "resourceType": "AllergyIntolerance",
            "clinicalStatus": coded("allergyintolerance-clinical", status),
            "code": concept(&self.substance),
            "patient": subject.patient(),
        });
        let certainty = certainty(self.certainty);
        put(
            &mut resource,
            "verificationStatus",
            certainty.map(|certainty| coded("allergyintolerance-verification", certainty)),
        );
        put(&mut resource, "onsetDateTime", date(self.first_noticed.as_ref()));
        put(&mut resource, "recordedDate", date(self.recorded.as_ref()));
        let reactions: Vec<Value> = self.reactions.iter().filter_map(|words| said(Some(words))).collect();
        let reactions = (!reactions.is_empty()).then(|| json!([{"manifestation": reactions}]));
        put(&mut resource, "reaction", reactions);
        let severity = words(self.severity.as_ref())
            .map(|severity| t!(subject.locale, "How serious: {severity}.", severity = severity).into_owned());
        let ended = words(self.reason_ended.as_ref());
        put(
            &mut resource,
            "note",
            notes([severity, ended, words(self.note.as_ref()), unsaid, subject.held_by()]),
        );
        resource
    }
}

impl Resource for Condition {
    /// What a relative has is no condition of the person's.
    fn belongs(&self) -> bool {
        place(self) != Place::Family
    }

    fn resource(&self, subject: &Subject<'_>) -> Value {
        let status = match (self.certainty, self.state) {
            (Certainty::Refuted, _) | (_, ConditionState::Past) => Some("inactive"),
            (_, ConditionState::Active) => Some("active"),
            (_, ConditionState::NotSaid) => None,
        };
        let mut resource = json!({
            "resourceType": "Condition",
            "category": [coded("condition-category", "problem-list-item")],
            "code": concept(&self.name),
            "subject": subject.patient(),
        });
        put(&mut resource, "clinicalStatus", status.map(|status| coded("condition-clinical", status)));
        let certainty = certainty(self.certainty);
        put(
            &mut resource,
            "verificationStatus",
            certainty.map(|certainty| coded("condition-ver-status", certainty)),
        );
        put(&mut resource, "bodySite", said(self.body_site.as_ref()).map(|site| json!([site])));
        put(&mut resource, "onsetDateTime", date(self.started.as_ref()));
        // FHIR knows an end only of what is not active.
        let ended = self.ended.as_ref().filter(|_| status == Some("inactive"));
        put(&mut resource, "abatementDateTime", date(ended));
        put(&mut resource, "recordedDate", date(self.recorded.as_ref()));
        put(
            &mut resource,
            "note",
            notes([words(self.significance.as_ref()), words(self.note.as_ref()), subject.held_by()]),
        );
        resource
    }
}

fn certainty(certainty: Certainty) -> Option<&'static str> {
    match certainty {
        Certainty::Confirmed => Some("confirmed"),
        Certainty::Suspected => Some("unconfirmed"),
        Certainty::Refuted => Some("refuted"),
        Certainty::NotSaid => None,
    }
}

impl Resource for Vaccination {
    fn resource(&self, subject: &Subject<'_>) -> Value {
        let mut resource = json!({
            "resourceType": "Immunization",
            "status": if self.was_given { "completed" } else { "not-done" },
            "vaccineCode": concept(&self.name),
            "patient": subject.patient(),
        });
        put_date(&mut resource, "occurrenceDateTime", self.given.as_ref());
        let reason = self.reason_not_given.as_ref().filter(|_| !self.was_given);
        put(&mut resource, "statusReason", said(reason));
        put(&mut resource, "recorded", date(self.recorded.as_ref()));
        put(&mut resource, "lotNumber", text(self.batch.as_ref()));
        put(&mut resource, "site", said(self.site.as_ref()));
        put(&mut resource, "performer", subject.holder().map(|holder| json!([{"actor": holder}])));
        let diseases: Vec<Value> =
            self.protects_against.iter().filter_map(|words| said(Some(words))).collect();
        let dose = words(self.dose.as_ref()).map(|dose| {
            let mut protocol = json!({"doseNumberString": dose});
            put(&mut protocol, "targetDisease", (!diseases.is_empty()).then(|| diseases.into()));
            json!([protocol])
        });
        put(&mut resource, "protocolApplied", dose);
        put(&mut resource, "note", notes([words(self.note.as_ref()), subject.held_by()]));
        resource
    }
}

/// Without a category: sources do not tell a laboratory's results from other measurements.
impl Resource for TestResult {
    fn resource(&self, subject: &Subject<'_>) -> Value {
        let status = match self.state {
            ResultState::Final => "final",
            ResultState::NotFinal => "preliminary",
            ResultState::Corrected => "corrected",
            ResultState::Cancelled => "cancelled",
            ResultState::NotSaid => "unknown",
        };
        let mut resource = json!({
            "resourceType": "Observation",
            "status": status,
            "code": concept(&self.name),
            "subject": subject.patient(),
        });
        put_date(&mut resource, "effectiveDateTime", self.taken.as_ref());
        // An `instant` has a time.
        put(&mut resource, "issued", date(self.reported.as_ref().filter(|date| date.moment().is_some())));
        put(&mut resource, "performer", subject.holder().map(|holder| json!([holder])));
        put_value(&mut resource, self.value.as_ref());
        let parts: Vec<Value> = self.parts.iter().map(part).collect();
        let has_value = resource.get("valueQuantity").or(resource.get("valueString")).is_some();
        if !has_value && parts.is_empty() {
            put(&mut resource, "dataAbsentReason", Some(coded("data-absent-reason", "unknown")));
        }
        put(&mut resource, "component", (!parts.is_empty()).then(|| parts.into()));
        put(&mut resource, "interpretation", said(self.mark.as_ref()).map(|mark| json!([mark])));
        put(&mut resource, "referenceRange", range(self.range.as_ref()));
        put(&mut resource, "note", notes([words(self.comment.as_ref()), subject.held_by()]));
        resource
    }
}

fn part(part: &crate::domain::ResultPart) -> Value {
    let mut component = json!({"code": concept(&part.name)});
    put_value(&mut component, part.value.as_ref());
    if component.get("valueQuantity").or(component.get("valueString")).is_none() {
        put(&mut component, "dataAbsentReason", Some(coded("data-absent-reason", "unknown")));
    }
    put(&mut component, "interpretation", said(part.mark.as_ref()).map(|mark| json!([mark])));
    put(&mut component, "referenceRange", range(part.range.as_ref()));
    component
}
