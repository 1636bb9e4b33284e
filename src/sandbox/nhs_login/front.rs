//! What the browser sees of the practice NHS login: the page where one picks who to be, and the way back.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::Utc;
use leptos::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::outcome::Outcome;
use super::page::WhoAreYou;
use super::{Granted, PracticeNhsLogin};
use crate::journeys::log_in::nhs_login::BACK_PATH;
use crate::sandbox::openid::{Asked, Fields, as_one_field, from_one_field};
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

/// Which levels of proof Front Door takes.
type Vectors = Vec<String>;

impl PracticeNhsLogin {
    fn asked(&self, fields: &Fields) -> Option<(Asked, Vectors)> {
        let vectors = serde_json::from_str(fields.get("vtr")?).ok()?;
        Some((Asked::of(fields, CLIENT_ID, self.public_url.join(BACK_PATH).ok())?, vectors))
    }

    /// Sends the browser back with a code for this person, or with the error that was chosen.
    fn send_back(&self, (asked, vectors): (Asked, Vectors), key: &str, outcome: Outcome) -> Response {
        if let Some((error, description)) = outcome.error() {
            return asked.with_error(error, description);
        }
        let Some(person) = self.people.iter().find(|person| person.key == key) else {
            return StatusCode::UNPROCESSABLE_ENTITY.into_response();
        };
        let takes_p5 = vectors.iter().any(|vector| vector == "P5.Cp.Cd");
        let vot = match outcome {
            Outcome::NotProved if takes_p5 => "P5.Cp.Cd",
            Outcome::LowerTrust => "P0.Cp.Cd",
            _ => "P9.Cp.Cd",
        };
        let now = Utc::now().timestamp();
        let granted = Granted {
            person: person.clone(),
            outcome,
            nonce: asked.nonce.clone(),
            back_to: asked.back_to.to_string(),
            challenge: asked.challenge.clone(),
            vot,
            until: if outcome == Outcome::OldCode { now - 1 } else { now + CODE_LIFE },
        };
        let code = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        self.inside().codes.insert(code.clone(), granted);
        asked.with_code(&code)
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

async fn ask(
    State(login): State<Arc<PracticeNhsLogin>>,
    reader: Reader,
    Query(fields): Query<Fields>,
) -> Result<Response, PageError> {
    let asked = login.asked(&fields).ok_or(PageError::BadRequest)?;
    if let Some(asserted) = fields.get("asserted_login_identity") {
        return Ok(match login.asserted(asserted) {
            Some(key) => login.send_back(asked, &key, Outcome::Works),
            None => asked.0.with_error("login_required", ""),
        });
    }
    if fields.get("prompt").is_some_and(|prompt| prompt == "none") {
        return Ok(asked.0.with_error("login_required", ""));
    }
    let people =
        login.people.iter().map(|person| (person.key, person.name.clone(), person.note)).collect::<Vec<_>>();
    let request = as_one_field(&fields);
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Practice NHS login"));
    Ok(page(frame, view! { <WhoAreYou locale people request /> }))
}

async fn answer(
    State(login): State<Arc<PracticeNhsLogin>>,
    Form(form): Form<Fields>,
) -> Result<Response, PageError> {
    let asked = login.asked(&from_one_field(&form)).ok_or(PageError::BadRequest)?;
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
