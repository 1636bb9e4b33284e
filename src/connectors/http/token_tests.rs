//! What goes over the wire with tokens: to the token server, and with each question.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::access::FetchOrder;
use crate::access::testing::{came_by_nhs_login, log_out, order_by_nhs_login, order_of};
use crate::connectors::test_support::{order_for, serve, source_at};
use crate::domain::WhyNotAsked;

const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// What was asked of a token server and of a source.
#[derive(Clone, Default)]
struct Heard {
    forms: Arc<Mutex<Vec<HashMap<String, String>>>>,
    questions: Arc<Mutex<Vec<HeaderMap>>>,
    /// What the token server answers with in place of a token.
    refusal: Option<(StatusCode, &'static str)>,
}

impl Heard {
    fn forms(&self) -> Vec<HashMap<String, String>> {
        self.forms.lock().expect("a list").clone()
    }

    fn header(&self, at: usize, name: &str) -> Option<String> {
        let questions = self.questions.lock().expect("a list");
        let value = questions.get(at)?.get(name)?;
        Some(value.to_str().expect("text").to_owned())
    }
}

async fn token(State(heard): State<Heard>, Form(form): Form<HashMap<String, String>>) -> Response {
    let number = {
        let mut forms = heard.forms.lock().expect("a list");
        forms.push(form);
        forms.len()
    };
    match heard.refusal {
        Some((status, date)) => (status, [(header::DATE, date)]).into_response(),
        None => {
            Json(json!({"access_token": format!("access-{number}"), "expires_in": "599"})).into_response()
        }
    }
}

async fn answer(State(heard): State<Heard>, headers: HeaderMap) -> Response {
    heard.questions.lock().expect("a list").push(headers);
    ([(header::CONTENT_TYPE, "application/fhir+json")], "{}").into_response()
}

fn signing() -> Arc<SigningClient> {
    static CLIENT: OnceLock<Arc<SigningClient>> = OnceLock::new();
    let client = CLIENT.get_or_init(|| {
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA512).expect("a key").serialize_pem();
        Arc::new(
            SigningClient::new("front-door".into(), "key-1".into(), None, &key.into()).expect("a client"),
        )
    });
    client.clone()
}

async fn client(heard: &Heard, auth: impl FnOnce(url::Url) -> Auth) -> SourceHttp {
    let routes =
        Router::new().route("/token", post(token)).route("/x", get(answer)).with_state(heard.clone());
    let mut config = source_at(serve(routes).await);
    config.auth = auth(config.base_url.join("token").expect("an address"));
    SourceHttp::new(&config, ByteBudget::default(), Timeouts::default()).expect("a client")
}

async fn exchanging(heard: &Heard, pass_on: bool) -> SourceHttp {
    client(heard, |token_url| Auth::TokenExchange { token_url, client: signing(), scope: None, pass_on })
        .await
}

async fn ask(http: &SourceHttp) -> Result<(), ConnectorError> {
    let url = http.below("x").expect("an address");
    http.ask(&Question::get(url, Uuid::new_v4())).await.map(drop)
}

fn order() -> FetchOrder {
    order_for("Sam Sample", (1980, 12, 31), "9990000018")
}

#[tokio::test]
async fn a_signed_jwt_is_shown_for_a_token_and_the_token_with_each_question() {
    let heard = Heard::default();
    let http = client(&heard, |token_url| Auth::SignedJwt {
        token_url,
        client: signing(),
        scope: Some("records".into()),
    })
    .await;
    for _ in 0..3 {
        assert_eq!(ask(&http).await, Ok(()));
    }
    let forms = heard.forms();
    assert_eq!(forms.len(), 1, "one token for all");
    assert_eq!((&*forms[0]["grant_type"], &*forms[0]["scope"]), ("client_credentials", "records"));
    assert_eq!(forms[0]["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert_eq!(forms[0]["client_assertion"].split('.').count(), 3);
    assert!(!forms[0].contains_key("client_secret"));
    assert_eq!(heard.header(2, "authorization").as_deref(), Some("Bearer access-1"));
}

#[tokio::test]
async fn the_patients_id_token_is_exchanged_once_for_each_log_in() {
    let heard = Heard::default();
    let http = exchanging(&heard, false).await;
    let (first, second) = (order_by_nhs_login(&order(), "id-1"), order_by_nhs_login(&order(), "id-2"));
    for (order, access) in [(&first, "access-1"), (&second, "access-2"), (&first, "access-1")] {
        assert_eq!(ask(&http.under(order)).await, Ok(()));
        let asked = heard.questions.lock().expect("a list").len();
        let sent = heard.header(asked - 1, "authorization");
        assert_eq!(sent, Some(format!("Bearer {access}")));
        assert_eq!(heard.header(asked - 1, "nhsd-id-token"), None, "not passed on unless asked for");
    }
    let forms = heard.forms();
    assert_eq!(forms.len(), 2);
    assert_eq!((&*forms[0]["grant_type"], &*forms[0]["subject_token"]), (EXCHANGE, "id-1"));
    assert_eq!(forms[0]["subject_token_type"], "urn:ietf:params:oauth:token-type:id_token");
    assert!(forms[0].contains_key("client_assertion"));
}

#[tokio::test]
async fn the_patients_id_token_goes_with_each_question_where_the_service_asks_for_it() {
    let heard = Heard::default();
    let http = exchanging(&heard, true).await;
    assert_eq!(ask(&http.under(&order_by_nhs_login(&order(), "id-1"))).await, Ok(()));
    assert_eq!(heard.header(0, "nhsd-id-token").as_deref(), Some("id-1"));
}

#[tokio::test]
async fn without_the_patient_nothing_is_sent_to_anyone() {
    let heard = Heard::default();
    let http = exchanging(&heard, true).await;
    let needs = |why| Err(ConnectorError::NeedsPatient(why));
    for http in [http.clone(), http.under(&order())] {
        assert_eq!(ask(&http).await, needs(WhyNotAsked::NeedsNhsLogin));
    }
    let present =
        came_by_nhs_login(order().subject(), "id-1", chrono::Utc::now() + chrono::Duration::hours(1));
    let http = http.under(&order_of(&order(), &present));
    assert_eq!(ask(&http).await, Ok(()));
    log_out(&present);
    assert_eq!(ask(&http).await, needs(WhyNotAsked::NhsLoginEnded), "though an access token is still good");
    assert_eq!((heard.forms().len(), heard.questions.lock().expect("a list").len()), (1, 1));
}

#[tokio::test]
async fn a_source_that_takes_our_own_token_never_sees_the_patients() {
    let heard = Heard::default();
    let http = client(&heard, |_| Auth::Bearer(SecretString::from("ours"))).await;
    assert_eq!(ask(&http.under(&order_by_nhs_login(&order(), "id-1"))).await, Ok(()));
    assert_eq!(heard.header(0, "authorization").as_deref(), Some("Bearer ours"));
    assert_eq!(heard.header(0, "nhsd-id-token"), None);
}

#[tokio::test]
async fn a_token_server_that_refuses_says_when_only_the_clocks_differ() {
    let now = chrono::Utc::now();
    let at = |seconds: i64| {
        let date = now + chrono::Duration::seconds(seconds);
        &*Box::leak(date.format("%a, %d %b %Y %H:%M:%S GMT").to_string().into_boxed_str())
    };
    for (status, seconds, is_clock) in [
        (StatusCode::BAD_REQUEST, 600, true),
        (StatusCode::UNAUTHORIZED, -600, true),
        (StatusCode::FORBIDDEN, 120, true),
        (StatusCode::BAD_REQUEST, 0, false),
        (StatusCode::UNAUTHORIZED, 3, false),
    ] {
        let heard = Heard { refusal: Some((status, at(seconds))), ..Heard::default() };
        let http =
            client(&heard, |token_url| Auth::SignedJwt { token_url, client: signing(), scope: None }).await;
        let outcome = ask(&http).await;
        match outcome {
            Err(ConnectorError::ClocksDiffer { seconds: told }) => {
                assert!(is_clock && (told - seconds.abs()).abs() < 5, "{status} {seconds}: {told}");
            }
            other => assert!(!is_clock && other == Err(ConnectorError::Unauthorised), "{status} {other:?}"),
        }
        assert!(heard.questions.lock().expect("a list").is_empty(), "nobody is asked without a token");
    }
}
