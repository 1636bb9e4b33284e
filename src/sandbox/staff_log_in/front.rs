//! What the browser sees of the practice log-in at work.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::Utc;
use leptos::prelude::*;
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::outcome::Outcome;
use super::{Granted, PracticeStaffLogIn};
use crate::journeys::staff::log_in::back_path;
use crate::sandbox::pick::PickWho;
use crate::sandbox::staff::staff;
use crate::t;
use crate::web::{PageError, Reader, page};
use crate::words::Locale;

pub const AUTHORIZE_PATH: &str = "/practice/staff-log-in";
/// The life of a code, in seconds.
const CODE_LIFE: i64 = 120;

/// Its addresses; only ever part of the portal in practice mode.
pub fn routes(log_in: Arc<PracticeStaffLogIn>) -> Router {
    Router::new().route(AUTHORIZE_PATH, get(ask).post(answer)).with_state(log_in)
}

type Fields = HashMap<String, String>;

/// What was asked for, where Front Door asks rightly.
struct Asked {
    back_to: Url,
    state: String,
    nonce: String,
    challenge: String,
}

impl PracticeStaffLogIn {
    fn asked(&self, fields: &Fields) -> Option<Asked> {
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let back_to = Url::parse(field("redirect_uri")).ok()?;
        let is_right = field("client_id") == Self::CLIENT_ID
            && field("response_type") == "code"
            && field("scope").split(' ').any(|scope| scope == "openid")
            && field("prompt") == "login"
            && field("acr_values") == Self::ACR_VALUES
            && field("code_challenge_method") == "S256"
            && field("code_challenge").len() == 43
            && !field("state").is_empty()
            && !field("nonce").is_empty()
            && self.public_url.join(&back_path(Self::KEY)).ok().as_ref() == Some(&back_to);
        is_right.then(|| Asked {
            back_to,
            state: field("state").to_owned(),
            nonce: field("nonce").to_owned(),
            challenge: field("code_challenge").to_owned(),
        })
    }
}

async fn ask(
    State(log_in): State<Arc<PracticeStaffLogIn>>,
    reader: Reader,
    Query(fields): Query<Fields>,
) -> Result<Response, PageError> {
    log_in.asked(&fields).ok_or(PageError::BadRequest)?;
    let request = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let locale = reader.locale;
    let frame = reader.frame(t!(locale, "Practice log-in at work"));
    Ok(page(frame, view! { <WhoAreYou locale request /> }))
}

async fn answer(
    State(log_in): State<Arc<PracticeStaffLogIn>>,
    Form(form): Form<Fields>,
) -> Result<Response, PageError> {
    let request = form.get("request").map(String::as_str).unwrap_or_default();
    let fields: Fields = form_urlencoded::parse(request.as_bytes()).into_owned().collect();
    let Asked { mut back_to, state, nonce, challenge } =
        log_in.asked(&fields).ok_or(PageError::BadRequest)?;
    let outcome = form.get("outcome").and_then(|slug| Outcome::of(slug)).unwrap_or(Outcome::Works);
    if let Some(error) = outcome.error() {
        back_to.query_pairs_mut().append_pair("error", error).append_pair("state", &state);
        return Ok(Redirect::to(back_to.as_str()).into_response());
    }
    let email = form.get("staff").map(String::as_str).unwrap_or_default();
    let staff = staff().into_iter().find(|staff| staff.email == email).ok_or(PageError::BadRequest)?;
    let now = Utc::now().timestamp();
    let until = if outcome == Outcome::OldCode { now - 1 } else { now + CODE_LIFE };
    let granted = Granted { email: staff.email, name: staff.name, outcome, nonce, challenge, until };
    let code = Uuid::new_v4().simple().to_string();
    log_in.codes().insert(code.clone(), granted);
    back_to.query_pairs_mut().append_pair("code", &code).append_pair("state", &state);
    Ok(Redirect::to(back_to.as_str()).into_response())
}

#[component]
fn WhoAreYou(
    locale: Locale,
    /// What Front Door asked for.
    request: String,
) -> impl IntoView {
    let people = staff().into_iter().map(|staff| (staff.email, staff.name.to_owned(), staff.organisation));
    let outcomes = Outcome::ALL.map(|outcome| (outcome.slug(), outcome.words(locale))).into();
    view! {
        <h1>{t!(locale, "Practice log-in at work")}</h1>
        <p>{t!(locale, "This stands in the place of an organisation's own log-in, to practise with made-up staff.")}</p>
        <PickWho locale action=AUTHORIZE_PATH name="staff" people=people.collect() outcomes request />
    }
}
