//! Medicines as a surgery tells its patients of them (GP Connect patient-facing prescriptions, FHIR R4).

use serde_json::{Value, json};

use super::{Course, Medicine};
use crate::sandbox::records::calendar::{moment, stamp};
use crate::sandbox::records::codes::coding;
use crate::sandbox::records::holder::{Holder, put};
use crate::sandbox::records::supporting::NHS_NUMBER;

const COURSE: &str = "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy";
const UUID_SYSTEM: &str = "https://tools.ietf.org/html/rfc4122";

/// The person, whose id is the NHS number here.
pub fn subject(holder: &Holder) -> Value {
    let number = holder.person.current_number();
    json!({
        "reference": format!("Patient/{number}"),
        "identifier": { "system": NHS_NUMBER, "value": number },
        "display": holder.person.name,
    })
}

impl Medicine {
    /// The id of its plan, by which it is asked for again.
    pub fn plan_id(&self, holder: &Holder) -> String {
        holder.id("MedicationRequest", &self.key)
    }

    /// Whether it was named so in the stories.
    pub fn is_called(&self, key: &str) -> bool {
        self.key == key
    }

    /// Whether it may be asked for again.
    pub fn is_repeat(&self) -> bool {
        matches!(self.course, Course::Repeat { .. }) && self.status == "active"
    }

    pub fn name(&self) -> &'static str {
        self.product.term
    }

    /// The statement of it, which points to the plan.
    pub fn patient_statement(&self, holder: &Holder) -> Value {
        let mut statement = self.begun(holder, "MedicationStatement", &self.key);
        let kind = if self.is_repeat() { "Repeat" } else { "Acute" };
        statement["basedOn"] = json!([{
            "reference": format!("MedicationRequest/{}", self.plan_id(holder)),
            "display": format!("{kind} prescription request for {}.", self.product.term),
        }]);
        if let Some(day) = self.last_issue {
            statement["extension"] = json!([{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationStatementLastIssueDate",
                "valueDateTime": day.to_string(),
            }]);
        }
        statement["status"] = self.status.into();
        let mut period = json!({ "start": stamp(moment(self.start, 9, 12)) });
        put(&mut period, "end", self.end.map(|end| stamp(moment(end, 9, 12))));
        statement["effectivePeriod"] = period;
        statement["dateAsserted"] = self.start.to_string().into();
        statement["dosage"] = json!([{ "text": self.dosage }]);
        statement
    }

    /// The plan, and the latest issue of it.
    pub fn patient_requests(&self, holder: &Holder) -> Vec<Value> {
        let mut plan = self.request(holder, &self.key, "plan");
        if let Course::Repeat { allowed, issued } = self.course {
            let mut information =
                vec![json!({ "url": "numberOfPrescriptionsIssued", "valueUnsignedInt": issued })];
            information.extend(self.review_by.map(|day| {
                json!({ "url": "authorisationExpiryDate", "valueDateTime": stamp(moment(day, 23, 59)) })
            }));
            plan["extension"] = json!([{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation",
                "extension": information,
            }]);
            plan["dispenseRequest"]["numberOfRepeatsAllowed"] = allowed.into();
        }
        plan["status"] = self.status.into();
        plan["authoredOn"] = stamp(moment(self.start, 9, 12)).into();
        let issue = self.last_issue.map(|day| {
            let mut order = self.request(holder, &format!("{}-order", self.key), "order");
            order["status"] = "completed".into();
            order["authoredOn"] = stamp(moment(day, 9, 12)).into();
            order["basedOn"] =
                json!([{ "reference": format!("MedicationRequest/{}", self.plan_id(holder)) }]);
            order["dispenseRequest"]["validityPeriod"] = json!({ "start": day.to_string() });
            order
        });
        std::iter::once(plan).chain(issue).collect()
    }

    fn request(&self, holder: &Holder, key: &str, intent: &str) -> Value {
        let mut request = self.begun(holder, "MedicationRequest", key);
        let (code, display) = match self.course {
            Course::Acute => ("acute", "Short course (acute) therapy"),
            Course::Repeat { .. } => ("continuous", "Continuous long term therapy"),
        };
        request["intent"] = intent.into();
        request["category"] = json!([coding(
            "http://terminology.hl7.org/CodeSystem/medicationrequest-category",
            "community",
            "Community",
        )]);
        request["courseOfTherapyType"] = coding(COURSE, code, display);
        let doctor = holder.organisation.worker(self.prescriber).map(|worker| {
            let id = holder.own_id("PractitionerRole", worker.key);
            json!({ "reference": format!("PractitionerRole/{id}"), "display": worker.full_name() })
        });
        put(&mut request, "requester", doctor);
        request["substitution"] = json!({ "allowedBoolean": false });
        request["dosageInstruction"] = json!([{ "text": self.dosage }]);
        let mut dispense = json!({});
        if let Some((value, unit)) = self.quantity {
            dispense["quantity"] =
                json!({ "value": value, "unit": unit, "system": "http://snomed.info/sct" });
            dispense["expectedSupplyDuration"] =
                json!({ "value": 28, "unit": "days", "system": "http://unitsofmeasure.org", "code": "d" });
        }
        request["dispenseRequest"] = dispense;
        request
    }

    fn begun(&self, holder: &Holder, resource_type: &str, key: &str) -> Value {
        let id = holder.id(resource_type, key);
        json!({
            "resourceType": resource_type,
            "id": id,
            "meta": { "profile": [format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{resource_type}")] },
            "identifier": [{ "system": UUID_SYSTEM, "value": holder.uuid(resource_type, key) }],
            "medicationCodeableConcept": coding("https://dmd.nhs.uk", self.product.code, self.product.term),
            "subject": subject(holder),
        })
    }
}
