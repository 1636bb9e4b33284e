//! A small surgery that keeps requests, and can be told to misbehave.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::bundle;
use crate::connectors::gp_connect_prescriptions::GpConnectPrescriptions;
use crate::connectors::http::{ByteBudget, Timeouts};
use crate::connectors::test_support::{serve, source_at};

/// What it does with the next request that is sent to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Does {
    Takes,
    /// Takes it, and its answer is lost.
    TakesAndFails,
    /// Takes it, and answers with something else.
    TakesAndMumbles,
    /// It is lost on the way.
    Loses,
    /// A refusal with this status and code.
    Refuses(u16, &'static str),
    /// Takes it, and says that it had it already.
    TakesAndSaysDuplicate,
}

/// Method, address, headers and body of something that came.
type Came = (Method, String, HeaderMap, Value);

#[derive(Clone)]
pub struct Surgery {
    pub medicines: Arc<Mutex<Vec<Value>>>,
    pub tasks: Arc<Mutex<Vec<Value>>>,
    pub does: Arc<Mutex<Does>>,
    pub asked: Arc<Mutex<Vec<Came>>>,
}

impl Surgery {
    pub fn new(medicines: Vec<Value>, tasks: Vec<Value>) -> Self {
        Self {
            medicines: Arc::new(Mutex::new(medicines)),
            tasks: Arc::new(Mutex::new(tasks)),
            does: Arc::new(Mutex::new(Does::Takes)),
            asked: Arc::default(),
        }
    }

    pub fn that(self, does: Does) -> Self {
        *self.does.lock().expect("a lock") = does;
        self
    }

    pub async fn connector(&self) -> GpConnectPrescriptions {
        let address = serve(Router::new().fallback(reply).with_state(self.clone())).await;
        let mut config = source_at(address);
        config.base_url.set_path("/gp/FHIR/R4");
        let timeouts = Timeouts { total: std::time::Duration::from_secs(5), ..Timeouts::default() };
        GpConnectPrescriptions::with_timeouts(&config, ByteBudget::default(), timeouts).expect("a connector")
    }

    pub fn sent(&self, method: &Method) -> Vec<(String, HeaderMap, Value)> {
        let asked = self.asked.lock().expect("a lock");
        let these = asked.iter().filter(|(known, ..)| known == method);
        these.map(|(_, url, headers, body)| (url.clone(), headers.clone(), body.clone())).collect()
    }

    fn keep(&self, mut task: Value) -> Value {
        let mut tasks = self.tasks.lock().expect("a lock");
        task["id"] = json!(format!("task-{}", tasks.len() + 1));
        tasks.push(task.clone());
        task
    }

    fn change(&self, url: &str) -> bool {
        let mut tasks = self.tasks.lock().expect("a lock");
        let found = tasks.iter_mut().find(|task| {
            task["status"] == "requested"
                && url.ends_with(&format!("?id={}", task["id"].as_str().unwrap_or("-")))
        });
        found.map(|task| task["status"] = json!("cancelled")).is_some()
    }
}

async fn reply(State(surgery): State<Surgery>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 100_000).await.expect("a body");
    let json: Value = serde_json::from_slice(&body).unwrap_or_default();
    let url = parts.uri.to_string();
    let asked = (parts.method.clone(), url.clone(), parts.headers, json.clone());
    surgery.asked.lock().expect("a lock").push(asked);
    if parts.method == Method::GET {
        let of = |wanted: &str| -> Vec<Value> {
            let all = surgery.medicines.lock().expect("a lock").clone();
            all.into_iter().filter(|one| one["resourceType"] == wanted).collect()
        };
        let resources = match parts.uri.path().rsplit('/').next() {
            Some("Task") => {
                let plans = of("MedicationRequest").into_iter().filter(|one| one["intent"] == "plan");
                plans.chain(surgery.tasks.lock().expect("a lock").clone()).collect()
            }
            Some(other) => of(other),
            None => Vec::new(),
        };
        return fhir(200, &bundle(resources));
    }
    let take = || match parts.method == Method::PATCH {
        true => surgery.change(&url).then(|| json!({"resourceType": "Task"})),
        false => Some(surgery.keep(json.clone())),
    };
    let does = *surgery.does.lock().expect("a lock");
    match does {
        Does::Takes => match take() {
            Some(task) => fhir(201, &task),
            None => fhir(404, &outcome("RESOURCE_NOT_FOUND")),
        },
        Does::TakesAndFails => {
            take();
            fhir(502, &Value::Null)
        }
        Does::TakesAndMumbles => {
            take();
            fhir(200, &json!({"resourceType": "Basic"}))
        }
        Does::TakesAndSaysDuplicate => {
            take();
            fhir(409, &outcome("DUPLICATE_REJECTED"))
        }
        Does::Loses => fhir(504, &Value::Null),
        Does::Refuses(status, code) => fhir(status, &outcome(code)),
    }
}

fn outcome(code: &str) -> Value {
    json!({"resourceType": "OperationOutcome", "issue": [{"severity": "error",
        "code": if code == "INVALID_VALUE" { "too-long" } else { "business-rule" },
        "details": {"coding": [{"code": code, "display": format!("Words of {code}")}]}}]})
}

fn fhir(status: u16, json: &Value) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [(header::CONTENT_TYPE, "application/fhir+json")], Body::from(json.to_string())).into_response()
}
