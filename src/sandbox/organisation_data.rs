//! Organisation Data Terminology (FHIR R4): the made-up organisations, and one that has closed.

use axum::response::Response;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::{self, ONLY_READS, Refusal};
use super::faults::Fault;
use super::organisations::{Interface, MILL_LANE, ORGANISATIONS, PracticeOrganisation};
use super::service_directory::{self, Place};
use crate::domain::Setting;

const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
const ROLES: &str =
    "https://digital.nhs.uk/services/organisation-data-service/CodeSystem/ODSOrganisationRole";
const EXTENSIONS: &str = "https://fhir.nhs.uk/England/StructureDefinition";

/// A surgery that closed; Mill Lane Surgery took over.
pub const OLD_MILL: &str = "A99903";

const NO_KEY: Refusal = Refusal::new(
    StatusCode::UNAUTHORIZED,
    "security",
    "UNAUTHORIZED",
    "An apikey header is needed to use this service",
);
const NOT_FOUND: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "RESOURCE_NOT_FOUND", "Resource not found");

/// One organisation as the list has it.
struct Listed {
    code: &'static str,
    name: String,
    address: [&'static str; 3],
    phone: &'static str,
    /// Code and words of its primary role.
    role: (&'static str, &'static str),
    from: String,
    until: Option<&'static str>,
    successor: Option<&'static str>,
}

fn listed(code: &str) -> Option<Listed> {
    if code == OLD_MILL {
        return Some(Listed {
            code: OLD_MILL,
            name: "OLD MILL SURGERY".to_owned(),
            address: ["16 Mill Lane", "Little Sample", "ZZ99 3WZ"],
            phone: "01632 960 016",
            role: ("RO177", "PRESCRIBING COST CENTRE"),
            from: "1974-04-01".to_owned(),
            until: Some("2019-03-31"),
            successor: Some(MILL_LANE),
        });
    }
    let organisation = ORGANISATIONS.iter().find(|organisation| organisation.ods_code == code);
    organisation.map(as_listed).or_else(|| service_directory::pharmacy(code).map(pharmacy))
}

fn pharmacy(place: &'static Place) -> Listed {
    Listed {
        code: place.code,
        name: place.name.to_uppercase(),
        address: [place.address[0], place.address[1], place.postcode],
        phone: place.phone,
        role: ("RO182", "PHARMACY"),
        from: "2005-04-01".to_owned(),
        until: None,
        successor: None,
    }
}

fn as_listed(organisation: &'static PracticeOrganisation) -> Listed {
    let role = match organisation.setting {
        Setting::Gp => ("RO177", "PRESCRIBING COST CENTRE"),
        Setting::Hospital => ("RO197", "NHS TRUST"),
        Setting::Community => ("RO172", "INDEPENDENT SECTOR HEALTHCARE PROVIDER"),
        Setting::National => ("RO116", "EXECUTIVE AGENCY"),
    };
    Listed {
        code: organisation.ods_code,
        name: organisation.name.to_uppercase(),
        address: organisation.address,
        phone: organisation.phone,
        role,
        from: format!("{:.4}-04-01", organisation.records_start),
        until: None,
        successor: None,
    }
}

/// Answers a request; `path` is what follows the base address.
pub fn answer(fault: Fault, method: &Method, path: &str, query: &str, headers: &HeaderMap) -> Response {
    let found = match path {
        _ if method != Method::GET => Err(ONLY_READS),
        _ if !headers.contains_key("apikey") => Err(NO_KEY),
        "/CodeSystem/$lookup" => look_up(query, fault),
        _ => match path.strip_prefix("/Organization/") {
            Some(code) => organisation(code, fault),
            None => Err(NOT_FOUND),
        },
    };
    answers::answer(Interface::OrganisationData, found)
}

fn organisation(code: &str, fault: Fault) -> Result<Value, Refusal> {
    let asked = listed(code).ok_or(NOT_FOUND)?;
    let told = match fault {
        // A mix-up answers with another organisation.
        Fault::OtherPerson | Fault::IgnoresFilter => {
            let other = ORGANISATIONS.iter().find(|other| other.ods_code != asked.code);
            other.map(as_listed).unwrap_or(asked)
        }
        _ => asked,
    };
    let mut json = resource(&told);
    if fault == Fault::MalformedEntry {
        json["telecom"] = json!("unknown");
        json["address"] = json!([7]);
        json["extension"][0] = json!({ "url": 12 });
    }
    Ok(json)
}

fn resource(told: &Listed) -> Value {
    let mut period = json!({ "start": told.from });
    if let Some(until) = told.until {
        period["end"] = until.into();
    }
    let typed_period = |kind: &str| {
        json!({ "url": format!("{EXTENSIONS}/Extension-England-TypedPeriod"), "extension": [
            { "url": "dateType", "valueCoding": {
                "system": "https://fhir.nhs.uk/England/CodeSystem/England-PeriodType", "code": kind, "display": kind,
            } },
            { "url": "period", "valuePeriod": period },
        ] })
    };
    let role = |(code, display): (&str, &str), primary: bool| {
        json!({ "url": format!("{EXTENSIONS}/Extension-England-OrganisationRole"), "extension": [
            { "url": "instanceID", "valueInteger": 214_621 },
            { "url": "roleCode", "valueCodeableConcept": { "coding": [
                { "system": ROLES, "code": code, "display": display },
            ] } },
            typed_period("Operational"),
            { "url": "active", "valueBoolean": told.until.is_none() },
            { "url": "primaryRole", "valueBoolean": primary },
        ] })
    };
    let mut extensions = vec![role(told.role, true), typed_period("Legal")];
    if told.role.0 == "RO177" {
        extensions.insert(0, role(("RO76", "GP PRACTICE"), false));
    }
    json!({
        "resourceType": "Organization",
        "id": told.code,
        "meta": { "lastUpdated": "2026-10-01T00:00:00+00:00" },
        "extension": extensions,
        "identifier": [{ "use": "official", "system": ODS, "value": told.code }],
        "active": told.until.is_none(),
        "name": told.name,
        "telecom": [{ "system": "phone", "value": told.phone }],
        "address": [{
            "line": [told.address[0]], "city": told.address[1], "postalCode": told.address[2], "country": "ENGLAND",
        }],
    })
}

/// `CodeSystem/$lookup`: each organisation is a term with properties.
fn look_up(query: &str, fault: Fault) -> Result<Value, Refusal> {
    let parameter = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted).map(|(_, value)| value)
    };
    if parameter("system").as_deref() != Some(ODS) {
        return Err(NOT_FOUND);
    }
    let told = listed(&parameter("code").unwrap_or_default()).ok_or(NOT_FOUND)?;
    let code = match fault {
        Fault::OtherPerson | Fault::IgnoresFilter => "RZ1",
        _ => told.code,
    };
    let mut parameters = vec![
        json!({ "name": "name", "valueString": "ODS" }),
        json!({ "name": "code", "valueCode": code }),
        json!({ "name": "display", "valueString": told.name }),
    ];
    if let (Some("successor"), Some(successor)) = (parameter("property").as_deref(), told.successor) {
        let part = json!([{ "name": "code", "valueCode": "successor" }, { "name": "value", "valueCode": successor }]);
        parameters.push(json!({ "name": "property", "part": part }));
    }
    Ok(json!({ "resourceType": "Parameters", "parameter": parameters }))
}
