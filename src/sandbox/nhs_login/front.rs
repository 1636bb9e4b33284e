//! What the browser sees of the practice NHS login: the page where one picks who to be, and the way back.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::Utc;
use leptos::prelude::*;
use serde_json::json;
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::outcome::Outcome;
use super::page::WhoAreYou;
use super::{Granted, PracticeNhsLogin};
use crate::journeys::log_in::nhs_login::BACK_PATH;
use crate::sandbox::tokens::{self, CLIENT_ID};
use crate::t;
use crate::web::{PageError, Reader, page};

pub const AUTHORIZE_PATH: &str = "/practice/nhs-login";
/// NHS login's own life of a code, in seconds.
const CODE_LIFE: i64 = 600;
/// How long the NHS App's word is good, in seconds.
const ASSERTED_LIFE: i64 = 60;

/// Its addresses; only ever part of the portal in practice mode.
pub fn routes(login: Arc<PracticeNhsLogin>) -> Router {
    Router::new()
        .route(AUTHORIZE_PATH, get(ask).post(answer))
        .route("/practice/nhs-app/{key}", get(open_in_the_app))
        .with_state(login)
}

type Fields = HashMap<String, String>;

/// What was asked for, where Front Door asks rightly.
struct Asked {
    back_to: Url,
    state: String,
    nonce: String,
    challenge: String,
    vectors: Vec<String>,
}

impl PracticeNhsLogin {
    fn asked(&self, fields: &Fields) -> Option<Asked> {
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let back_to = Url::parse(field("redirect_uri")).ok()?;
        let vectors: Vec<String> = serde_json::from_str(field("vtr")).ok()?;
        let is_right = field("client_id") == CLIENT_ID
            && field("response_type") == "code"
            && field("scope").split(' ').any(|scope| scope == "openid")
            && field("code_challenge_method") == "S256"
            && field("code_challenge").len() == 43
            && !field("state").is_empty()
            && !field("nonce").is_empty()
            && self.public_url.join(BACK_PATH).ok().as_ref() == Some(&back_to);
        is_right.then(|| Asked {
            back_to,
            state: field("state").to_owned(),
            nonce: field("nonce").to_owned(),
            challenge: field("code_challenge").to_owned(),
            vectors,
        })
    }

    /// Sends the browser back with a code for this person, or with the error that was chosen.
    fn send_back(&self, asked: Asked, key: &str, outcome: Outcome) -> Response {
        if let Some((error, description)) = outcome.error() {
            return back_with_error(asked, error, description);
        }
        let Some(person) = self.people.iter().find(|person| person.key == key) else {
            return StatusCode::UNPROCESSABLE_ENTITY.into_response();
        };
        let takes_p5 = asked.vectors.iter().any(|vector| vector == "P5.Cp.Cd");
        let vot = match outcome {
            Outcome::NotProved if takes_p5 => "P5.Cp.Cd",
            Outcome::LowerTrust => "P0.Cp.Cd",
            _ => "P9.Cp.Cd",
        };
        let now = Utc::now().timestamp();
        let granted = Granted {
            person: person.clone(),
            outcome,
            nonce: asked.nonce,
            back_to: asked.back_to.to_string(),
            challenge: asked.challenge,
            vot,
            until: if outcome == Outcome::OldCode { now - 1 } else { now + CODE_LIFE },
        };
        let code = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        self.inside().codes.insert(code.clone(), granted);
        let mut back_to = asked.back_to;
        back_to.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked.state);
        Redirect::to(back_to.as_str()).into_response()
    }

    /// Whom the NHS App says is there; each word of it counts once.
    fn asserted(&self, token: &str) -> Option<String> {
        let claims = tokens::keys::claims(tokens::keys::nhs_login().ok()?, token)?;
        let is_new = claims["exp"].as_i64().is_some_and(|exp| exp > Utc::now().timestamp());
        let (id, key) = (claims["jti"].as_str()?.to_owned(), claims["sub"].as_str()?.to_owned());
        let mut inside = self.inside();
        if !is_new || claims["iss"] != "nhs-app" || inside.asserted.contains(&id) {
            return None;
        }
        inside.asserted.push(id);
        Some(key)
    }
}

fn back_with_error(asked: Asked, error: &str, description: &str) -> Response {
    let mut back_to = asked.back_to;
    back_to.query_pairs_mut().append_pair("error", error).append_pair("state", &asked.state);
    if !description.is_empty() {
        back_to.query_pairs_mut().append_pair("error_description", description);
    }
    Redirect::to(back_to.as_str()).into_response()
}

async fn ask(
    State(login): State<Arc<PracticeNhsLogin>>,
    reader: Reader,
    Query(fields): Query<Fields>,
) -> Result<Response, PageError> {
    let asked = login.asked(&fields).ok_or(PageError::BadRequest)?;
    if let Some(asserted) = fields.get("asserted_login_identity") {
        return Ok(match login.asserted(asserted) {
            Some(key) => login.send_back(asked, &key, Outcome::Works),
            None => back_with_error(asked, "login_required", ""),
        });
    }
    if fields.get("prompt").is_some_and(|prompt| prompt == "none") {
        return Ok(back_with_error(asked, "login_required", ""));
    }
    let people =
        login.people.iter().map(|person| (person.key, person.name.clone(), person.note)).collect::<Vec<_>>();
    let request = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Practice NHS login"));
    Ok(page(frame, view! { <WhoAreYou locale people request /> }))
}

async fn answer(
    State(login): State<Arc<PracticeNhsLogin>>,
    Form(form): Form<Fields>,
) -> Result<Response, PageError> {
    let request = form.get("request").map(String::as_str).unwrap_or_default();
    let fields: Fields = form_urlencoded::parse(request.as_bytes()).into_owned().collect();
    let asked = login.asked(&fields).ok_or(PageError::BadRequest)?;
    let outcome = form.get("outcome").and_then(|slug| Outcome::of(slug)).unwrap_or(Outcome::Works);
    let key = form.get("person").map(String::as_str).unwrap_or_default();
    Ok(login.send_back(asked, key, outcome))
}

/// Opens the home page as the NHS App does for somebody who is logged in there.
async fn open_in_the_app(
    State(login): State<Arc<PracticeNhsLogin>>,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let person = login.people.iter().find(|person| person.key == key).ok_or(PageError::NotFound)?;
    let claims = json!({
        "iss": "nhs-app", "sub": person.key, "jti": Uuid::new_v4().to_string(),
        "exp": Utc::now().timestamp() + ASSERTED_LIFE,
    });
    let token = tokens::keys::nhs_login().and_then(|pair| pair.sign(&claims)).map_err(PageError::internal)?;
    Ok(Redirect::to(&format!("/record?assertedLoginIdentity={token}")).into_response())
}
