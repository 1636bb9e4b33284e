//! The interface as its specification shows it, and how it is asked.

mod asking;
mod booking;
mod cancelling;
mod mapping;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use super::GpConnectAppointments;
use crate::access::{ActOrder, FetchOrder, testing};
use crate::connectors::appointment_book::{FreeTime, Said};
use crate::connectors::http::ByteBudget;
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::domain::How;

const SLOTS: &str = include_str!("../../examples/gp_connect_appointments/slots.json");
pub(in crate::connectors) const LIST: &str =
    include_str!("../../examples/gp_connect_appointments/appointments.json");
pub(in crate::connectors) const ONE: &str =
    include_str!("../../examples/gp_connect_appointments/appointment.json");
const BOOKED: &str = include_str!("../../examples/gp_connect_appointments/booked.json");
const CANCELLED: &str = include_str!("../../examples/gp_connect_appointments/cancelled.json");

const WISH: Uuid = Uuid::from_u128(0x5d1f_9f0a_0b6b_4c0e_9d55_0a6a_5b5c_0c01);

pub(in crate::connectors) fn example(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// An order about the person of the published examples.
pub(in crate::connectors) fn order() -> FetchOrder {
    order_for("Mike Smith", (1980, 1, 1), "9000000009")
}

pub(in crate::connectors) fn act() -> ActOrder {
    testing::act_order(order(), WISH)
}

/// What a test server was asked.
#[derive(Clone, Debug)]
struct Asked {
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Value,
}

impl Asked {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn is(&self, method: &Method, path: &str) -> bool {
        self.method == *method && self.path == path
    }
}

type Answers = dyn Fn(&Asked) -> (u16, Value) + Send + Sync;

/// A surgery that answers as the test says, and remembers what it was asked.
#[derive(Clone)]
struct Surgery {
    answers: Arc<Answers>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Surgery {
    fn new(answers: impl Fn(&Asked) -> (u16, Value) + Send + Sync + 'static) -> Self {
        Self { answers: Arc::new(answers), asked: Arc::default() }
    }

    async fn connector(&self) -> GpConnectAppointments {
        let routes = Router::new().fallback(answer).with_state(self.clone());
        let config = source_at(serve(routes).await);
        GpConnectAppointments::new(&config, ByteBudget::default()).expect("a connector")
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("a list").clone()
    }

    /// The requests that change something.
    fn wishes(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.method != Method::GET).collect()
    }
}

async fn answer(State(surgery): State<Surgery>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    let query = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let asked = Asked {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: query.into_owned().collect(),
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    };
    let (status, json) = (surgery.answers)(&asked);
    surgery.asked.lock().expect("a list").push(asked);
    let status = StatusCode::from_u16(status).expect("a status");
    // No JSON stands for an answer that nobody can read.
    let body = if json.is_null() { "<html>".to_owned() } else { json.to_string() };
    (status, [(header::CONTENT_TYPE, "application/fhir+json")], body).into_response()
}

fn outcome(code: &str, display: &str) -> Value {
    json!({"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid",
        "details": {"coding": [{"system": "https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1",
            "code": code, "display": display}]}}]})
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<_> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

/// The free time that the published booking is of.
pub(in crate::connectors) fn time() -> FreeTime {
    FreeTime {
        slot: "1".into(),
        schedule: Some("14".into()),
        start: "2017-05-30T09:00:00Z".parse().expect("a moment"),
        end: "2017-05-30T09:25:00Z".parse().expect("a moment"),
        what: Some("General GP Appointment".into()),
        session: None,
        how: How::InPerson,
        with_whom: Some("Mrs Sarah Black".into()),
        role: None,
        place: Some("The Trevelyan Practice".into()),
        location: Some("Location/32".into()),
    }
}

pub(in crate::connectors) fn said() -> Said {
    Said { reason: "Sore throat".into(), comment: Some(" For 2 weeks ".into()), phone: None }
}
