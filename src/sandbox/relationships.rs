//! The Validated Relationships Service (FHIR R4): who is related to whom, who may act for whom, who asked to.

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{self, Refusal};
use super::faults::Fault;
use super::organisations::{HILL_STREET, Interface};
use super::people::PracticePerson;
use crate::domain::NhsNumber;

/// The reference code under which Priya's request to act for Olive is found.
pub const REQUEST: &str = "19318ZGLAB";

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
const ROLE_CODES: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

const NOT_FOUND: Refusal = Refusal::new(
    StatusCode::NOT_FOUND,
    "not-found",
    "INVALIDATED_RESOURCE",
    "Resource that has been marked as invalid was requested",
);
const NOT_SUPPORTED: Refusal = Refusal::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "not-supported",
    "METHOD_NOT_ALLOWED",
    "The method is not allowed.",
);
const NO_NUMBER: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "invalid",
    "MISSING_IDENTIFIER_VALUE",
    "Missing RelatedPerson NHS number.",
);
const BAD_NUMBER: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "invalid", "INVALID_IDENTIFIER_VALUE", "Provided value is invalid");
const TWO_NUMBERS: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "invalid",
    "MULTIPLE_IDENTIFIERS",
    "Only one identifier may be given.",
);
const NO_REQUEST_ID: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "invalid", "MISSING_VALUE", "X-Request-ID must be supplied");

/// One pair of people of whom something is said.
struct Pair {
    id: &'static str,
    carer: &'static str,
    patient: &'static str,
    /// Code and words of each relation, the closest last; also said by an authoritative source.
    related: &'static [(&'static str, &'static str)],
    role: Option<Role>,
}

struct Role {
    status: &'static str,
    reason: (&'static str, &'static str),
    basis: (&'static str, &'static str),
    period: (&'static str, &'static str),
}

static PAIRS: [Pair; 3] = [
    Pair {
        id: "A3CC67E2",
        carer: "grace",
        patient: "tom",
        related: &[("PRN", "parent"), ("MTH", "mother")],
        role: Some(Role {
            status: "active",
            reason: ("ROLE_CREATED", "Role created"),
            basis: ("parental-responsibility", "Parental responsibility"),
            period: ("2025-02-11", "2029-02-11"),
        }),
    },
    Pair {
        id: "BBCC67E9",
        carer: "sam",
        patient: "olive",
        related: &[],
        role: Some(Role {
            status: "inactive",
            reason: ("ROLE_DEACTIVATED_END_DATE_REACHED", "End date reached"),
            basis: ("consent", "Consent"),
            period: ("2024-01-01", "2025-01-01"),
        }),
    },
    Pair {
        id: "CCDD78F0",
        carer: "priya",
        patient: "olive",
        related: &[],
        role: Some(Role {
            status: "proposed",
            reason: ("ROLE_REQUESTED", "Role requested"),
            basis: (
                "health-and-welfare-lasting-power-of-attorney",
                "Health and welfare lasting power of attorney",
            ),
            period: ("2026-11-01", "2031-11-01"),
        }),
    },
];

/// Answers a request; `path` is what follows the base address.
pub fn answer(
    people: &[PracticePerson],
    base_url: &str,
    fault: Fault,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Response {
    let found = match (method, path) {
        _ if !headers.contains_key("x-request-id") => Err(NO_REQUEST_ID),
        (&Method::GET, "/RelatedPerson" | "/Consent") => {
            let service = Service { people, base_url, fault };
            service.search(&path[1..], query)
        }
        (&Method::GET, "/QuestionnaireResponse") => request(people, fault, query),
        (&Method::GET, _) => Err(NOT_FOUND),
        _ => Err(NOT_SUPPORTED),
    };
    answers::answer(Interface::Relationships, found)
}

struct Service<'a> {
    people: &'a [PracticePerson],
    base_url: &'a str,
    fault: Fault,
}

/// What a search asks for.
#[derive(Default)]
struct Asked {
    carer: Option<String>,
    patient: Option<String>,
    includes: Vec<String>,
}

fn read(query: &str) -> Result<Asked, Refusal> {
    let mut asked = Asked::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let number = || {
            let number = value.rsplit(['|', '/']).next().unwrap_or_default().to_owned();
            NhsNumber::parse(&number).map(|_| Some(number)).map_err(|_| BAD_NUMBER)
        };
        match name.as_ref() {
            "identifier" | "performer:identifier" => asked.carer = number()?,
            "patient:identifier" => asked.patient = number()?,
            "_include" => asked.includes.push(value.into_owned()),
            _ => {}
        }
    }
    if asked.carer.is_none() && asked.patient.is_none() { Err(NO_NUMBER) } else { Ok(asked) }
}

impl Service<'_> {
    fn person(&self, key: &str) -> Option<&PracticePerson> {
        self.people.iter().find(|person| person.key == key)
    }

    fn search(&self, resource_type: &str, query: &str) -> Result<Value, Refusal> {
        let asked = read(query)?;
        if resource_type == "Consent" && asked.carer.is_some() && asked.patient.is_some() {
            return Err(TWO_NUMBERS);
        }
        let is = |key: &str, number: &Option<String>| {
            number
                .as_ref()
                .is_none_or(|number| self.person(key).is_some_and(|person| person.answers_to(number)))
        };
        let fits = |pair: &&Pair| {
            self.fault == Fault::IgnoresFilter
                || is(pair.carer, &asked.carer) && is(pair.patient, &asked.patient)
        };
        let mut pairs: Vec<&Pair> = PAIRS.iter().filter(fits).collect();
        if self.fault == Fault::OtherPerson {
            let strangers = PAIRS.iter().filter(|pair| !pairs.iter().any(|known| known.id == pair.id));
            let mut about_others =
                strangers.filter(|pair| resource_type == "Consent" || !pair.related.is_empty());
            let stray = about_others.next_back().or(PAIRS.last());
            pairs.extend(stray);
        }
        let mut entries = Vec::new();
        for pair in pairs {
            let (Some(carer), Some(patient)) = (self.person(pair.carer), self.person(pair.patient)) else {
                continue;
            };
            let resource = match resource_type {
                "Consent" => pair.role.as_ref().map(|role| consent(pair, role, carer, patient)),
                _ if self.fault == Fault::OtherPerson => Some(related_person(pair, carer, patient)),
                _ => (!pair.related.is_empty()).then(|| related_person(pair, carer, patient)),
            };
            let Some(resource) = resource else { continue };
            entries.extend(self.included(&asked, resource_type, pair, carer, patient));
            entries.push(self.entry(resource, "match"));
        }
        if self.fault == Fault::MalformedEntry {
            let broken = json!({ "resourceType": resource_type, "id": "BROKEN01", "patient": "somebody" });
            entries.push(self.entry(broken, "match"));
        }
        let url = match self.fault {
            Fault::IgnoresFilter => format!("{}/{resource_type}", self.base_url),
            _ => format!("{}/{resource_type}?{query}", self.base_url),
        };
        let mut bundle = json!({
            "resourceType": "Bundle", "type": "searchset", "timestamp": "2026-11-22T09:41:00+00:00",
            "total": entries.len(), "link": [{ "relation": "self", "url": url }],
        });
        if !entries.is_empty() {
            bundle["entry"] = json!(entries);
        }
        Ok(bundle)
    }

    fn included(
        &self,
        asked: &Asked,
        resource_type: &str,
        pair: &Pair,
        carer: &PracticePerson,
        patient: &PracticePerson,
    ) -> Vec<Value> {
        let wants = |what: &str| asked.includes.contains(&format!("{resource_type}:{what}"));
        let mut included = Vec::new();
        if wants("grantee") {
            included.push(self.entry(person(carer, "P"), "include"));
            if !pair.related.is_empty() {
                included.push(self.entry(related_person(pair, carer, patient), "include"));
            }
        }
        if wants("patient") {
            included.push(self.entry(person(patient, "C"), "include"));
        }
        included
    }

    fn entry(&self, resource: Value, mode: &str) -> Value {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        let id = resource["id"].as_str().unwrap_or_default();
        let url = format!("{}/{kind}/{id}", self.base_url);
        json!({ "fullUrl": url, "resource": resource, "search": { "mode": mode } })
    }
}

fn number(person: &PracticePerson) -> Value {
    json!({ "system": NHS_NUMBER, "value": person.current_number() })
}

fn person(person: &PracticePerson, letter: &str) -> Value {
    let mut name = json!({ "use": "usual", "period": { "start": "2020-01-01" }, "given": person.given });
    if let Some(family) = person.family {
        name["family"] = family.into();
    }
    json!({
        "resourceType": "Patient",
        // No part of the number itself.
        "id": format!("{letter}R{:06X}", person.key.bytes().fold(7_u32, |sum, byte| sum * 31 % 0xFF_FFFF + u32::from(byte))),
        "identifier": [number(person)],
        "name": [name],
        "birthDate": person.birth_date.to_string(),
    })
}

fn related_person(pair: &Pair, carer: &PracticePerson, patient: &PracticePerson) -> Value {
    let relation = |(code, display): &(&str, &str)| json!({ "coding": [{ "system": ROLE_CODES, "code": code, "display": display }] });
    json!({
        "resourceType": "RelatedPerson",
        "id": format!("RP{}", pair.id),
        "identifier": [number(carer)],
        "patient": { "type": "Patient", "identifier": number(patient) },
        "relationship": pair.related.iter().map(relation).collect::<Vec<_>>(),
    })
}

fn consent(pair: &Pair, role: &Role, carer: &PracticePerson, patient: &PracticePerson) -> Value {
    let coded = |system: &str, (code, display): (&str, &str)| json!({ "coding": [{ "system": system, "code": code, "display": display }] });
    json!({
        "resourceType": "Consent",
        "id": pair.id,
        "status": role.status,
        "scope": coded("https://terminology.hl7.org/CodeSystem/consentscope", ("patient-privacy", "Privacy Consent")),
        "category": [coded("https://terminology.hl7.org/CodeSystem/v3-ActCode", ("INFA", "information access"))],
        "patient": { "identifier": number(patient) },
        "dateTime": "2024-07-21T17:32:28Z",
        "policy": [{ "authority": "https://www.england.nhs.uk" }],
        "provision": {
            "type": "permit",
            "actor": [{ "reference": { "identifier": number(carer) } }],
            "period": { "start": role.period.0, "end": role.period.1 },
        },
        "extension": [
            {
                "url": "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-Consent-Status-Reason",
                "valueCodeableConcept": coded("https://fhir.nhs.uk/England/CodeSystem/England-ConsentStatusReason", role.reason),
            },
            {
                "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.regulatoryBasis",
                "valueCodeableConcept": coded("https://fhir.nhs.uk/England/CodeSystem/England-NHSProxyLegalBasis", role.basis),
            },
            {
                "url": "https://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.grantee",
                "valueReference": { "identifier": number(carer) },
            },
            {
                "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Consent.grantor",
                "valueReference": { "identifier": { "system": ODS, "value": HILL_STREET } },
            },
        ],
    })
}

/// Priya's request to act for Olive.
fn request(people: &[PracticePerson], fault: Fault, query: &str) -> Result<Value, Refusal> {
    let id = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ID").map(|(_, id)| id);
    if id.as_deref() != Some(REQUEST) {
        return Err(NOT_FOUND);
    }
    let find = |key: &str| people.iter().find(|person| person.key == key).ok_or(NOT_FOUND);
    let (carer, patient) = match fault {
        Fault::OtherPerson | Fault::IgnoresFilter => (find("grace")?, find("tom")?),
        _ => (find("priya")?, find("olive")?),
    };
    let text =
        |link_id: &str, answer: &str| json!({ "linkId": link_id, "answer": [{ "valueString": answer }] });
    let name = |who: &str, person: &PracticePerson| {
        let given = person.given.join(" ");
        let parts = [
            text(&format!("{who}_name_first"), &given),
            text(&format!("{who}_name_family"), person.family.unwrap_or_default()),
        ];
        json!({ "linkId": format!("{who}_name"), "text": "Name", "item": parts })
    };
    let basis = json!([{ "valueCoding": {
        "system": "https://fhir.nhs.uk/England/CodeSystem/England-NHSProxyLegalBasis",
        "code": "health-and-welfare-lasting-power-of-attorney", "display": "Lasting power of attorney",
    } }]);
    let related = json!([{ "valueCoding": { "system": ROLE_CODES, "code": "DAUC", "display": "daughter" } }]);
    let mut answer = json!({
        "resourceType": "QuestionnaireResponse",
        "id": "156e1560-e532-4e2a-85ad-5aeff03dc43e",
        "status": "completed",
        "authored": "2026-11-01T09:43:03.280Z",
        "identifier": { "value": REQUEST },
        "source": { "type": "RelatedPerson", "identifier": number(carer) },
        "subject": { "type": "Patient", "identifier": number(patient) },
        "item": [
            { "linkId": "relatedPerson", "text": "Proxy details", "item": [
                name("relatedPerson", carer),
                { "linkId": "relatedPerson_basisForAccess", "text": "Basis for Access", "answer": basis },
                { "linkId": "relatedPerson_relationship", "text": "Relationship", "answer": related },
            ] },
            { "linkId": "patient", "text": "Patient details", "item": [name("patient", patient)] },
        ],
    });
    if fault == Fault::MalformedEntry {
        answer["subject"] = json!(["somebody"]);
    }
    Ok(answer)
}
