//! The servers as their clients see them, over real TLS.

mod community;
mod faults;
mod gp_prescriptions;
mod prescriptions;
mod national;
mod gp_appointments;
mod shapes;
mod switchboard;

use chrono::{DateTime, Utc};
use reqwest::{Certificate, Client, Response};
use serde_json::{Value, json};

use super::organisations::{HILL_STREET, MILL_LANE};
use super::{Options, PracticePerson, Sandbox, start};

const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// A running practice health service with a client that trusts it.
struct Practice {
    sandbox: Sandbox,
    client: Client,
    _folder: tempfile::TempDir,
}

fn now() -> DateTime<Utc> {
    "2026-11-22T09:41:00Z".parse().expect("a moment")
}

async fn practice() -> Practice {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options { now: now(), folder: folder.path().to_owned() };
    let sandbox = start(options).await.expect("it starts");
    let client = trusting(&sandbox);
    Practice { sandbox, client, _folder: folder }
}

/// A client that trusts the practice authority and nobody else, and follows no redirects.
fn trusting(sandbox: &Sandbox) -> Client {
    let pem = std::fs::read(&sandbox.ca_file).expect("a certificate");
    let authority = Certificate::from_pem(&pem).expect("a certificate");
    Client::builder()
        .tls_certs_only([authority])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client")
}

impl Practice {
    fn base(&self, ods_code: &str) -> &str {
        &self.sandbox.server(ods_code).expect("an organisation").base_url
    }

    fn person(&self, key: &str) -> PracticePerson {
        self.sandbox.people().iter().find(|person| person.key == key).expect("a person").clone()
    }

    async fn get(&self, ods_code: &str, path: &str) -> reqwest::Result<Response> {
        let url = format!("{}{path}", self.base(ods_code));
        let token = self.sandbox.server(ods_code).expect("an organisation").tokens.front_doors();
        let request = self.client.get(url).header("x-request-id", "1").header("prefer", "handling=strict");
        request.bearer_auth(token).send().await
    }

    async fn json(&self, ods_code: &str, path: &str) -> Value {
        self.get(ods_code, path).await.expect("an answer").json().await.expect("JSON")
    }

    /// The id under which a FHIR R4 server keeps a person.
    async fn patient_id(&self, ods_code: &str, person: &PracticePerson) -> String {
        let found =
            self.json(ods_code, &format!("/Patient?identifier={NHS_NUMBER}%7C{}", person.nhs_number)).await;
        found["entry"][0]["resource"]["id"].as_str().expect("a patient").to_owned()
    }

    /// Every page of a search, following `next`.
    async fn pages(&self, ods_code: &str, path: &str) -> Vec<Value> {
        let mut pages = vec![self.json(ods_code, path).await];
        while let Some(next) = link(&pages[pages.len() - 1], "next") {
            let token = self.sandbox.server(ods_code).expect("an organisation").tokens.front_doors();
            let answer = self.client.get(next).bearer_auth(token).send().await;
            pages.push(answer.expect("an answer").json().await.expect("JSON"));
        }
        pages
    }

    async fn structured(
        &self,
        ods_code: &str,
        nhs_number: &str,
        includes: &[&str],
    ) -> reqwest::Result<Response> {
        let url = format!("{}{}", self.base(ods_code), super::gp_connect::OPERATION);
        let mut parameters = vec![json!({
            "name": "patientNHSNumber", "valueIdentifier": { "system": NHS_NUMBER, "value": nhs_number },
        })];
        parameters.extend(includes.iter().map(|name| json!({ "name": name })));
        self.client
            .post(url)
            .header("Ssp-From", "200000000359")
            .header("Ssp-To", "918999198738")
            .header("Ssp-TraceID", "09a01679-2564-0fb4-5129-aecc81ea2706")
            .header("Ssp-InteractionID", super::gp_connect::INTERACTION)
            .header("content-type", "application/fhir+json")
            .body(json!({ "resourceType": "Parameters", "parameter": parameters }).to_string())
            .send()
            .await
    }

    async fn bundle(&self, ods_code: &str, person: &str, includes: &[&str]) -> Value {
        let number = self.person(person).nhs_number;
        self.structured(ods_code, number, includes).await.expect("an answer").json().await.expect("JSON")
    }
}

fn link(bundle: &Value, relation: &str) -> Option<String> {
    let links = bundle["link"].as_array()?;
    let found = links.iter().find(|link| link["relation"] == relation)?;
    found["url"].as_str().map(str::to_owned)
}

fn resources<'a>(bundle: &'a Value, resource_type: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    entries.map(|entry| &entry["resource"]).filter(|one| one["resourceType"] == resource_type).collect()
}

/// The ids of all patients that the entries say they are about.
fn subjects(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    let mut all: Vec<_> = entries
        .filter_map(|entry| {
            let resource = &entry["resource"];
            let subject = [
                &resource["subject"],
                &resource["patient"],
                &resource["for"],
                &resource["participant"][0]["actor"],
            ];
            subject.into_iter().find_map(|one| one["reference"].as_str()).map(str::to_owned)
        })
        .filter(|reference| reference.starts_with("Patient/"))
        .collect();
    all.sort();
    all.dedup();
    all
}

const EVERYTHING: [&str; 8] = [
    "includeAllergies",
    "includeMedication",
    "includeProblems",
    "includeImmunisations",
    "includeConsultations",
    "includeInvestigations",
    "includeUncategorisedData",
    "includeReferrals",
];

const SURGERIES: [&str; 2] = [HILL_STREET, MILL_LANE];
