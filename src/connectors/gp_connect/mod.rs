//! GP surgeries through GP Connect, Access Record: Structured (FHIR STU3): the whole record in one answer.

mod consultation;
mod lists;
mod mapping;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::connectors::config::{CannotConnect, SourceConfig, Spine};
use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SubjectCheck};
use crate::connectors::http::{ByteBudget, Question, SourceHttp, Timeouts, header, parse};
use crate::connectors::{Connector, ConnectorError, alarmed};
use crate::domain::{Answer, Kind, Kinds};

const FOLDER: &str = "STU3/1/gpconnect/structured/fhir/";
const OPERATION: &str = "Patient/$gpc.getstructuredrecord";
const INTERACTION: &str = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1";

/// A surgery's system behind GP Connect.
pub struct GpConnect {
    http: SourceHttp,
    offers: Kinds,
    spine: Spine,
    system: String,
}

impl GpConnect {
    /// # Errors
    /// As [`SourceHttp::new`].
    pub fn new(config: &SourceConfig, budget: ByteBudget) -> Result<Self, CannotConnect> {
        Ok(Self {
            http: SourceHttp::new(config, budget, Timeouts::default())?,
            offers: config.offers.and(structured()),
            spine: config.spine.clone().unwrap_or_else(|| unnamed(config)),
            system: config.patient_identifier_system.clone(),
        })
    }

    fn question(&self, order: &FetchOrder) -> Result<Question, ConnectorError> {
        let correlation = Uuid::new_v4();
        let trace = correlation.to_string();
        let headers = [
            ("ssp-from", self.spine.from.as_str()),
            ("ssp-to", self.spine.to.as_str()),
            ("ssp-traceid", trace.as_str()),
            ("ssp-interactionid", INTERACTION),
        ];
        let url = self.http.below(&operation(self.http.base().path()))?;
        Ok(Question {
            body: Some(parameters(order, self.offers)),
            headers: headers.into_iter().filter_map(|(name, value)| header(name, value)).collect(),
            ..Question::get(url, correlation)
        })
    }
}

/// Where there is no Spine between, as in a test system: our name, and the surgery's code.
fn unnamed(config: &SourceConfig) -> Spine {
    Spine { from: "front-door".into(), to: config.organisation.ods_code.to_string() }
}

/// The operation below a base address, which may end at the surgery's code, at `gpconnect` or at `fhir`.
fn operation(base_path: &str) -> String {
    let ends = [FOLDER, "STU3/1/gpconnect/structured/", "STU3/1/gpconnect/", "STU3/1/", "STU3/"];
    let said = ends.into_iter().find(|end| base_path.ends_with(&format!("/{end}"))).unwrap_or_default();
    format!("{}{OPERATION}", FOLDER.strip_prefix(said).unwrap_or(FOLDER))
}

/// The kinds that a structured record holds.
fn structured() -> Kinds {
    let not_in_it =
        [Kind::Appointments, Kind::CarePlans, Kind::Prescriptions, Kind::Questionnaires, Kind::Messages];
    Kind::ALL.into_iter().filter(|kind| !not_in_it.contains(kind)).collect()
}

/// The question, with everything included that the kinds need (GP Connect 1.6, "Retrieve a patient's structured
/// record"). Documents and measurements come with consultations and uncategorised data.
fn parameters(order: &FetchOrder, kinds: Kinds) -> Value {
    let yes = |name: &str| json!([{"name": name, "valueBoolean": true}]);
    let identifier = json!({"system": NHS_NUMBER_SYSTEM, "value": order.nhs_number().digits()});
    let mut list = vec![json!({"name": "patientNHSNumber", "valueIdentifier": identifier})];
    let needs = |wanted: &[Kind]| wanted.iter().any(|kind| kinds.contains(*kind));
    if needs(&[Kind::Allergies]) {
        list.push(json!({"name": "includeAllergies", "part": yes("includeResolvedAllergies")}));
    }
    if needs(&[Kind::Medicines]) {
        list.push(json!({"name": "includeMedication", "part": yes("includePrescriptionIssues")}));
    }
    let plain: [(&str, &[Kind]); 6] = [
        ("includeProblems", &[Kind::Conditions]),
        ("includeImmunisations", &[Kind::Vaccinations]),
        ("includeConsultations", &[Kind::Visits, Kind::Letters]),
        ("includeInvestigations", &[Kind::TestResults]),
        ("includeUncategorisedData", &[Kind::TestResults, Kind::Conditions]),
        ("includeReferrals", &[Kind::Referrals]),
    ];
    list.extend(plain.iter().filter(|(_, wanted)| needs(wanted)).map(|(name, _)| json!({"name": name})));
    json!({"resourceType": "Parameters", "parameter": list})
}

#[async_trait]
impl Connector for GpConnect {
    fn asked_together(&self, kind: Kind) -> Kinds {
        if self.offers.contains(kind) { self.offers } else { Kinds::NONE }
    }

    async fn fetch(&self, order: &FetchOrder, kinds: Kinds) -> Result<Answer, ConnectorError> {
        let fetched = self.http.under(order).ask(&self.question(order)?).await?;
        let check = SubjectCheck::new(order, &self.system);
        let base = self.http.base().as_str();
        let outcome = mapping::answer(Node::of(&fetched.json), base, check, kinds.and(self.offers));
        alarmed(self.http.name(), outcome)
    }
}

/// Reads the body of a structured record for every kind; for whoever measures how long that takes.
///
/// # Errors
/// As [`Connector::fetch`].
pub fn read_record(body: Vec<u8>, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    let json = parse(body)?;
    let check = SubjectCheck::new(order, NHS_NUMBER_SYSTEM);
    mapping::answer(Node::of(&json), "https://gp.example/", check, structured())
}

/// Reads a structured record for every kind.
#[cfg(test)]
pub(super) fn read(bundle: Node, order: &FetchOrder) -> Result<Answer, ConnectorError> {
    mapping::answer(bundle, "https://x", SubjectCheck::new(order, NHS_NUMBER_SYSTEM), structured())
}
