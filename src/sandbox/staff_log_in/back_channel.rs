//! What Front Door asks the practice log-in at work by itself: where it is, its keys, and tokens.

use std::collections::HashMap;
use std::sync::Weak;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::Utc;
use serde_json::json;
use uuid::Uuid;

use super::front::AUTHORIZE_PATH;
use super::outcome::Outcome;
use super::{Granted, PracticeStaffLogIn};
use crate::sandbox::SandboxError;
use crate::sandbox::openid::verifies;
use crate::sandbox::tokens::keys;

/// The life of an ID token, in seconds.
const ID_LIFE: i64 = 3_600;
const LAST_YEAR: i64 = 365 * 24 * 3_600;

type LogIn = State<Weak<PracticeStaffLogIn>>;

pub fn router(log_in: Weak<PracticeStaffLogIn>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/keys", get(public_keys))
        .route("/token", post(token))
        .with_state(log_in)
}

async fn configuration(State(log_in): LogIn) -> Response {
    let Some(log_in) = log_in.upgrade() else { return StatusCode::GONE.into_response() };
    let issuer = log_in.name();
    let authorize = log_in.public_url.join(AUTHORIZE_PATH).map(String::from).unwrap_or_default();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": authorize,
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS512"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }))
    .into_response()
}

async fn public_keys() -> Response {
    match keys::staff_log_in().and_then(keys::Pair::public_jwk) {
        Ok(key) => Json(json!({ "keys": [key] })).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

async fn token(State(log_in): LogIn, Form(form): Form<HashMap<String, String>>) -> Response {
    let Some(log_in) = log_in.upgrade() else { return StatusCode::GONE.into_response() };
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let now = Utc::now().timestamp();
    if field("client_id") != PracticeStaffLogIn::CLIENT_ID || field("client_secret") != log_in.secret {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let granted = log_in.codes().remove(field("code"));
    let granted =
        granted.filter(|granted| granted.until > now && verifies(&granted.challenge, field("code_verifier")));
    let Some(granted) = granted.filter(|_| field("grant_type") == "authorization_code") else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    if granted.outcome == Outcome::OurProof {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let Ok(id_token) = id_token(&log_in, &granted, now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let access = Uuid::new_v4().simple().to_string();
    Json(json!({ "access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": id_token }))
        .into_response()
}

/// The ID token, with whatever is to be wrong with it.
fn id_token(log_in: &PracticeStaffLogIn, granted: &Granted, now: i64) -> Result<String, SandboxError> {
    let chosen = |outcome| granted.outcome == outcome;
    let made = if chosen(Outcome::OldToken) { now - 2 * ID_LIFE } else { now };
    let step = if chosen(Outcome::NoSecondStep) { json!(["pwd"]) } else { json!(["pwd", "mfa"]) };
    let pair = if chosen(Outcome::OtherKey) { keys::client()? } else { keys::staff_log_in()? };
    pair.sign(&json!({
        "iss": if chosen(Outcome::OtherIssuer) { "https://elsewhere.example" } else { log_in.name() },
        "aud": if chosen(Outcome::OtherAudience) { "another-service" } else { PracticeStaffLogIn::CLIENT_ID },
        "nonce": if chosen(Outcome::OtherNonce) { "another" } else { granted.nonce.as_str() },
        "sub": granted.email,
        "name": granted.name,
        "amr": step,
        "auth_time": if chosen(Outcome::OldLogIn) { made - LAST_YEAR } else { made },
        "iat": made,
        "exp": made + ID_LIFE,
    }))
}
