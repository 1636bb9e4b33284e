//! The token server of each practice organisation: it gives tokens to Front Door and to patients, and checks them.

mod authorize;
mod checks;
mod given;
mod guard;
pub mod keys;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::Utc;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answers::fhir;
use super::faults::Fault;
use super::organisations::{Interface, PracticeOrganisation};
use super::people::PracticePerson;
use super::records::calendar::Calendar;
use super::records::holder::Holder;
use given::{Given, LIFE, Whose};

pub use checks::{Shown, by_any_name};
pub use keys::{CLIENT_ID, KEY_ID};

/// Where tokens are given, at the root of each organisation's address.
pub const TOKEN_PATH: &str = "/oauth2/token";
const AUTHORIZE_PATH: &str = "/oauth2/authorize";
const CONFIGURATION_PATH: &str = "/.well-known/smart-configuration";
/// How far a wrong clock goes fast, in seconds.
const FAST: i64 = 600;

/// One organisation's token server.
pub struct Tokens {
    organisation: &'static PracticeOrganisation,
    people: Arc<[PracticePerson]>,
    calendar: Calendar,
    base_url: String,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    given: Given,
    shown: Shown,
}

/// A question for a token that is refused (RFC 6749, section 5.2).
struct Refused {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
}

impl Refused {
    const fn client(description: &'static str) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, error: "invalid_client", description }
    }

    const fn grant(description: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error: "invalid_grant", description }
    }

    const fn request(description: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error: "invalid_request", description }
    }
}

impl Tokens {
    pub fn new(
        organisation: &'static PracticeOrganisation,
        people: Arc<[PracticePerson]>,
        calendar: Calendar,
        base_url: String,
    ) -> Self {
        Self { organisation, people, calendar, base_url, inside: Mutex::default() }
    }

    /// The address at which tokens are given.
    pub fn url(&self) -> String {
        format!("{}{TOKEN_PATH}", self.origin())
    }

    /// The answer, where the question is for a token or comes with a wrong one; none lets the question through.
    pub fn answer(
        &self,
        fault: Fault,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Option<Response> {
        let is_smart = matches!(self.organisation.interface, Interface::FhirR4(_));
        let below = uri.path().strip_prefix(self.organisation.base_path());
        let answer = match (uri.path(), method) {
            (TOKEN_PATH, &Method::POST) => self.token(fault, body),
            (AUTHORIZE_PATH, &Method::GET) if is_smart => self.authorize(uri.query().unwrap_or_default()),
            _ if is_smart && below == Some(CONFIGURATION_PATH) => self.configuration(),
            _ => self.guard(fault, uri, headers, body)?,
        };
        Some(self.dated(fault, answer))
    }

    /// A server whose clock goes wrong says so in each answer.
    fn dated(&self, fault: Fault, mut answer: Response) -> Response {
        if fault == Fault::ClockSkew {
            let date = Utc::now() + chrono::Duration::seconds(FAST);
            if let Ok(value) = HeaderValue::try_from(date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
                answer.headers_mut().insert(header::DATE, value);
            }
        }
        answer
    }

    fn token(&self, fault: Fault, body: &[u8]) -> Response {
        let form: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
        let now = Utc::now().timestamp() + if fault == Fault::ClockSkew { FAST } else { 0 };
        match self.given_for(&form, now) {
            Ok(mut answer) => {
                answer["token_type"] = "Bearer".into();
                answer["expires_in"] = LIFE.to_string().into();
                fhir(StatusCode::OK, "application/json", answer.to_string())
            }
            Err(refused) => {
                let body = json!({"error": refused.error, "error_description": refused.description});
                fhir(refused.status, "application/json", body.to_string())
            }
        }
    }

    fn given_for(&self, form: &HashMap<String, String>, now: i64) -> Result<Value, Refused> {
        let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        match field("grant_type") {
            "client_credentials" => {
                self.check_client(form, now)?;
                Ok(json!({"access_token": self.inside().given.access(Whose::FrontDoors, now)}))
            }
            "urn:ietf:params:oauth:grant-type:token-exchange" => {
                self.check_client(form, now)?;
                if field("subject_token_type") != "urn:ietf:params:oauth:token-type:id_token" {
                    return Err(Refused::request("missing or invalid subject_token_type"));
                }
                let number = checks::id_token(field("subject_token"), now).map_err(Refused::grant)?;
                let token = self.inside().given.access(Whose::Patients(self.in_force(&number)), now);
                Ok(json!({
                    "access_token": token, "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
                }))
            }
            "authorization_code" => {
                self.check_application(form, now)?;
                let code = self.inside().given.take_code(field("code"), now);
                let code = code.ok_or(Refused::grant("the code is not known"))?;
                let verified =
                    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, field("code_verifier").as_bytes()));
                if code.back_to != field("redirect_uri") || code.challenge != verified {
                    return Err(Refused::grant("the code is somebody else's"));
                }
                Ok(self.patients(code.nhs_number, now))
            }
            "refresh_token" => {
                self.check_application(form, now)?;
                let number = self.inside().given.take_refresh(field("refresh_token"));
                Ok(self.patients(number.ok_or(Refused::grant("the refresh token is not known"))?, now))
            }
            _ => {
                Err(Refused { error: "unsupported_grant_type", ..Refused::request("grant_type is invalid") })
            }
        }
    }

    /// Front Door proves with a signed JWT who it is.
    fn check_client(&self, form: &HashMap<String, String>, now: i64) -> Result<(), Refused> {
        let kind = form.get("client_assertion_type").map(String::as_str);
        if kind != Some("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
            return Err(Refused::request("Missing or invalid client_assertion_type"));
        }
        let proof = form.get("client_assertion").map(String::as_str).unwrap_or_default();
        let (url, mut inside) = (self.url(), self.inside());
        checks::assertion(proof, &url, now, &mut inside.shown).map_err(Refused::client)
    }

    /// Patients' tokens are given to a public application too: then the code's own proof (PKCE) stands.
    fn check_application(&self, form: &HashMap<String, String>, now: i64) -> Result<(), Refused> {
        match form.get("client_id").map(String::as_str) {
            Some(CLIENT_ID) => Ok(()),
            Some(_) => Err(Refused::client("the application is not known")),
            None => self.check_client(form, now),
        }
    }

    fn patients(&self, nhs_number: String, now: i64) -> Value {
        let patient = self.patient_id(&nhs_number);
        let mut inside = self.inside();
        let access = inside.given.access(Whose::Patients(nhs_number.clone()), now);
        let refresh = inside.given.refresh(nhs_number);
        json!({"access_token": access, "refresh_token": refresh, "patient": patient, "scope": "patient/*.rs"})
    }

    /// The organisation's own id of a person, where it knows them.
    fn patient_id(&self, nhs_number: &str) -> Option<String> {
        let person = self.people.iter().find(|person| person.answers_to(nhs_number))?;
        Some(self.holder(person).patient_id())
    }

    fn holder(&self, person: &PracticePerson) -> Holder {
        Holder {
            organisation: self.organisation,
            person: person.clone(),
            calendar: self.calendar,
            base_url: self.base_url.clone(),
        }
    }

    fn in_force(&self, nhs_number: &str) -> String {
        let person = self.people.iter().find(|person| person.answers_to(nhs_number));
        person.map_or(nhs_number, |person| person.current_number()).to_owned()
    }

    fn origin(&self) -> &str {
        self.base_url.strip_suffix(self.organisation.base_path()).unwrap_or(&self.base_url)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
