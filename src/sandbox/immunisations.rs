//! The national immunisation history: `GET /Immunization` answers with a searchset and the patient in it (FHIR R4).

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{self, NOT_FOUND, ONLY_READS, Refusal};
use super::demographics::other_than;
use super::faults::Fault;
use super::people::PracticePerson;
use super::records::codes::{COVID, FLU_VACCINATION, INFLUENZA, SNOMED, coding};
use super::records::holder::Holder;
use super::records::supporting::NHS_NUMBER;
use super::records::{Record, malformed, stray};
use super::shelf::Shelf;
use crate::domain::NhsNumber;

/// The vaccine types there are, each with the disease that it stands for.
pub const TARGETS: [(&str, &str); 2] = [("COVID19", COVID.code), ("FLU", INFLUENZA.code)];

const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "processing", "BAD_REQUEST", "Missing or invalid NHS number");
const BAD_INCLUDE: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "processing",
    "BAD_REQUEST",
    "_include must be Immunization:patient",
);
const BAD_TARGET: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "processing", "BAD_REQUEST", "Missing or invalid target");
const UNKNOWN_PARAMETER: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "not-supported",
    "NOT_SUPPORTED",
    "A search parameter is not supported",
);

/// All that is held about one person.
pub struct Held {
    holder: Holder,
    /// With the code of the disease that each protects against; none for one that cannot be read.
    vaccinations: Vec<(Option<&'static str>, Value)>,
}

impl Held {
    pub fn new(holder: Holder, record: &Record) -> Held {
        let mut all: Vec<_> = record
            .vaccinations
            .iter()
            .flat_map(|vaccination| vaccination.r4(&holder))
            .map(|resource| (disease(&resource), national(resource, &holder)))
            .collect();
        if record.muddled {
            all.push((None, unreadable(&holder, "muddle")));
        }
        Held { holder, vaccinations: all }
    }
}

fn disease(resource: &Value) -> Option<&'static str> {
    let code = &resource["protocolApplied"][0]["targetDisease"][0]["coding"][0]["code"];
    TARGETS.iter().map(|(_, disease)| *disease).find(|disease| code == disease)
}

/// A resource as the national service has it: the product beside the procedure, the patient by number, the giver by
/// code alone.
fn national(mut resource: Value, holder: &Holder) -> Value {
    let is_flu = resource["vaccineCode"]["coding"][0]["code"] == FLU_VACCINATION.code;
    resource["vaccineCode"] = if is_flu {
        coding(
            SNOMED,
            "39566211000001103",
            "Supemtek Quadrivalent vaccine (recombinant) solution for injection 0.5ml pre-filled syringes (Sanofi)",
        )
    } else {
        coding(
            SNOMED,
            "39115611000001103",
            "COVID-19 mRNA Vaccine BNT162b2 30micrograms/0.3ml dose concentrate for suspension for injection \
             multidose vials (Pfizer-BioNTech)",
        )
    };
    resource["patient"] = subject(holder);
    let giver = json!({ "type": "Organization", "identifier": { "system": ODS, "value": "RX809" } });
    resource["performer"] = json!([{ "actor": giver }]);
    resource["location"] = json!({ "identifier": { "system": ODS, "value": "X99999" } });
    resource
}

fn unreadable(holder: &Holder, key: &str) -> Value {
    let mut resource = malformed::r4(holder, "Immunization", key);
    resource["patient"] = subject(holder);
    resource
}

fn subject(holder: &Holder) -> Value {
    let identifier = json!({ "system": NHS_NUMBER, "value": holder.person.current_number() });
    json!({ "reference": patient_url(holder), "type": "Patient", "identifier": identifier })
}

fn patient_url(holder: &Holder) -> String {
    format!("urn:uuid:{}", holder.patient_id())
}

/// As captured when the vaccination was given.
fn patient(holder: &Holder) -> Value {
    json!({
        "resourceType": "Patient",
        "id": holder.person.current_number(),
        "identifier": [{ "system": NHS_NUMBER, "value": holder.person.current_number() }],
        "birthDate": holder.person.birth_date.to_string(),
    })
}

/// Answers a request; `path` is what follows the base address.
pub fn answer(
    shelf: &Shelf<Held>,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    _headers: &HeaderMap,
) -> Response {
    let found = match (path, method) {
        ("/Immunization", &Method::GET) => search(shelf, fault, query),
        ("/Immunization", _) => Err(ONLY_READS),
        _ => Err(NOT_FOUND),
    };
    answers::answer(shelf.organisation.interface, found)
}

/// A search as it was understood.
#[derive(Default)]
struct Search {
    number: Option<String>,
    /// Codes of diseases; none means all.
    diseases: Vec<&'static str>,
    includes_patient: bool,
}

fn read(query: &str) -> Result<Search, Refusal> {
    let mut search = Search::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "patient.identifier" => {
                let number = value.strip_prefix(NHS_NUMBER).and_then(|rest| rest.strip_prefix('|'));
                search.number = number.filter(|number| NhsNumber::parse(number).is_ok()).map(str::to_owned);
            }
            "immunization.target" => {
                for wanted in value.split(',') {
                    let known = TARGETS.iter().find(|(target, _)| *target == wanted).ok_or(BAD_TARGET)?;
                    search.diseases.push(known.1);
                }
            }
            "_include" => search.includes_patient = value == "Immunization:patient",
            "date.from" | "date.to" => {}
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    if search.number.is_none() {
        return Err(BAD_NUMBER);
    }
    if search.includes_patient { Ok(search) } else { Err(BAD_INCLUDE) }
}

impl Search {
    fn is_about(&self, person: &PracticePerson) -> bool {
        self.number.as_deref() == Some(person.current_number())
    }

    fn wants(&self, disease: Option<&'static str>) -> bool {
        self.diseases.is_empty() || disease.is_none_or(|disease| self.diseases.contains(&disease))
    }
}

fn search(shelf: &Shelf<Held>, fault: Fault, query: &str) -> Result<Value, Refusal> {
    let search = read(query)?;
    let asked: Vec<&Held> = match fault {
        Fault::IgnoresFilter => shelf.everyone().collect(),
        _ => shelf.filter(|person, _| search.is_about(person)).collect(),
    };
    let extra = asked.first().and_then(|held| faulty(shelf, fault, &held.holder));
    let (mut matches, mut patients) = (Vec::new(), Vec::new());
    for held in asked.iter().copied().chain(extra.as_ref()) {
        let wanted = held.vaccinations.iter().filter(|(disease, _)| search.wants(*disease));
        let found: Vec<_> = wanted.map(|(_, resource)| matched(shelf, resource)).collect();
        if !found.is_empty()
            && patients.iter().all(|known: &Value| known["fullUrl"] != patient_url(&held.holder))
        {
            patients.push(included(&held.holder));
        }
        matches.extend(found);
    }
    let url = match fault {
        Fault::IgnoresFilter => format!("{}/Immunization", shelf.base_url),
        _ => format!("{}/Immunization?{query}", shelf.base_url),
    };
    let total = matches.len();
    matches.extend(patients);
    Ok(json!({
        "resourceType": "Bundle", "type": "searchset", "total": total,
        "link": [{ "relation": "self", "url": url }], "entry": matches,
    }))
}

fn matched(shelf: &Shelf<Held>, resource: &Value) -> Value {
    let url = format!("{}/Immunization/{}", shelf.base_url, resource["id"].as_str().unwrap_or_default());
    json!({ "fullUrl": url, "resource": resource, "search": { "mode": "match" } })
}

fn included(holder: &Holder) -> Value {
    json!({ "fullUrl": patient_url(holder), "resource": patient(holder), "search": { "mode": "include" } })
}

/// What a content fault puts among the good entries.
fn faulty(shelf: &Shelf<Held>, fault: Fault, about: &Holder) -> Option<Held> {
    match fault {
        Fault::MalformedEntry => {
            Some(Held { vaccinations: vec![(None, unreadable(about, "fault"))], holder: about.clone() })
        }
        Fault::OtherPerson => {
            let other = shelf.holder(other_than(&shelf.people, &about.person)?);
            Some(Held::new(other.clone(), &stray::stray("Immunization", &other.calendar)))
        }
        _ => None,
    }
}
