//! What Front Door asks the practice NHS login by itself: where it is, its keys, tokens, and who somebody is.

use std::collections::HashMap;
use std::sync::Weak;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{Days, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::front::AUTHORIZE_PATH;
use super::outcome::Outcome;
use super::{Granted, PracticeNhsLogin};
use crate::sandbox::SandboxError;
use crate::sandbox::openid::verifies;
use crate::sandbox::tokens::{self, CLIENT_ID, keys};

/// NHS login's own lives, in seconds.
const ACCESS_LIFE: i64 = 300;
const ID_LIFE: i64 = 3_600;

type Login = State<Weak<PracticeNhsLogin>>;

pub fn router(login: Weak<PracticeNhsLogin>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/.well-known/jwks.json", get(public_keys))
        .route("/token", post(token))
        .route("/userinfo", get(user_info))
        .with_state(login)
}

async fn configuration(State(login): Login) -> Response {
    let Some(login) = login.upgrade() else { return StatusCode::GONE.into_response() };
    let issuer = login.name();
    let authorize = login.public_url.join(AUTHORIZE_PATH).map(String::from).unwrap_or_default();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": authorize,
        "token_endpoint": login.token_url(),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
        "scopes_supported": ["openid", "profile", "profile_extended"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS512"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS512"],
        "code_challenge_methods_supported": ["S256"],
    }))
    .into_response()
}

async fn public_keys() -> Response {
    match keys::nhs_login().and_then(keys::Pair::public_jwk) {
        Ok(key) => Json(json!({ "keys": [key] })).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(status: StatusCode, error: &str, why: &str) -> Response {
    (status, Json(json!({ "error": error, "error_description": why }))).into_response()
}

async fn token(State(login): Login, Form(form): Form<HashMap<String, String>>) -> Response {
    let Some(login) = login.upgrade() else { return StatusCode::GONE.into_response() };
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let now = Utc::now().timestamp();
    let (url, proof) = (login.token_url(), field("client_assertion"));
    if let Err(why) = tokens::by_any_name(proof, &url, now, &mut login.inside().shown) {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client", why);
    }
    let granted = login.inside().codes.remove(field("code")).filter(|granted| granted.until > now);
    let granted = granted
        .filter(|granted| granted.back_to == field("redirect_uri"))
        .filter(|granted| verifies(&granted.challenge, field("code_verifier")))
        .filter(|_| field("grant_type") == "authorization_code");
    let Some(granted) = granted else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant", "the code is not known or has run out");
    };
    if granted.outcome == Outcome::OurProof {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client", "no such client");
    }
    let Ok(id_token) = id_token(&login, &granted, now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let access = Uuid::new_v4().simple().to_string();
    login.inside().tokens.insert(access.clone(), Granted { until: now + ACCESS_LIFE, ..granted });
    Json(json!({
        "access_token": access, "token_type": "Bearer", "expires_in": ACCESS_LIFE, "id_token": id_token,
    }))
    .into_response()
}

/// The ID token, with whatever is to be wrong with it.
fn id_token(login: &PracticeNhsLogin, granted: &Granted, now: i64) -> Result<String, SandboxError> {
    let chosen = |outcome| granted.outcome == outcome;
    let issuer = if chosen(Outcome::OtherIssuer) { "https://elsewhere.example" } else { login.name() };
    let audience = if chosen(Outcome::OtherAudience) { "another-service" } else { CLIENT_ID };
    let nonce = if chosen(Outcome::OtherNonce) { "another" } else { granted.nonce.as_str() };
    let made = if chosen(Outcome::OldToken) { now - 2 * ID_LIFE } else { now };
    let mut claims = json!({
        "iss": issuer, "aud": audience, "sub": sub(granted), "nonce": nonce, "vot": granted.vot,
        "vtm": format!("{}/trustmark", login.name()), "iat": made, "exp": made + ID_LIFE, "jti": Uuid::new_v4().to_string(),
        "identity_proofing_level": level(granted),
    });
    if let Some(number) = number(granted) {
        claims["nhs_number"] = number.into();
    }
    if chosen(Outcome::NotSigned) {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        return Ok(format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(&claims)));
    }
    let other = chosen(Outcome::OtherKey).then(keys::Pair::new).transpose()?;
    match &other {
        Some(pair) => pair.sign(&claims),
        None => keys::nhs_login()?.sign(&claims),
    }
}

fn sub(granted: &Granted) -> String {
    format!("practice-{}", granted.person.key)
}

fn level(granted: &Granted) -> &'static str {
    if granted.outcome == Outcome::NotProved { "P5" } else { "P9" }
}

fn number(granted: &Granted) -> Option<&'static str> {
    match granted.outcome {
        Outcome::NoNhsNumber => None,
        // Of nobody who practises here.
        Outcome::OtherNumber => Some("9990009996"),
        _ => Some(granted.person.nhs_number),
    }
}

async fn user_info(State(login): Login, headers: HeaderMap) -> Response {
    let Some(login) = login.upgrade() else { return StatusCode::GONE.into_response() };
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = sent.and_then(|sent| sent.strip_prefix("Bearer ")).unwrap_or_default();
    let granted = login.inside().tokens.get(token).cloned();
    let Some(granted) = granted.filter(|granted| granted.until > Utc::now().timestamp()) else {
        return refused(StatusCode::UNAUTHORIZED, "invalid_token", "the token is not known or has run out");
    };
    Json(told_of(&granted)).into_response()
}

fn told_of(granted: &Granted) -> Value {
    let chosen = |outcome| granted.outcome == outcome;
    let person = &granted.person;
    let born = if chosen(Outcome::OtherBirthDate) {
        person.birth_date.checked_add_days(Days::new(1)).unwrap_or(person.birth_date)
    } else {
        person.birth_date
    };
    let subject =
        if chosen(Outcome::OtherSubject) { "practice-somebody-else".to_owned() } else { sub(granted) };
    let mut told = json!({
        "sub": subject, "birthdate": born.to_string(), "given_name": person.given.join(" "),
        "identity_proofing_level": level(granted),
    });
    // A claim without a value is left out.
    if let Some(family) = person.family {
        told["family_name"] = family.into();
    }
    if let Some(number) = number(granted) {
        told["nhs_number"] = number.into();
    }
    told
}
