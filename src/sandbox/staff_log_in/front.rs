//! What the browser sees of the practice log-in at work.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use axum::routing::get;
use chrono::Utc;
use leptos::prelude::*;
use uuid::Uuid;

use super::outcome::Outcome;
use super::{Granted, PracticeStaffLogIn};
use crate::journeys::staff::log_in::back_path;
use crate::sandbox::openid::{Asked, Fields, as_one_field, from_one_field};
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

impl PracticeStaffLogIn {
    fn asked(&self, fields: &Fields) -> Option<Asked> {
        let is = |name: &str, value: &str| fields.get(name).is_some_and(|field| field == value);
        let way_back = self.public_url.join(&back_path(Self::KEY)).ok();
        Asked::of(fields, Self::CLIENT_ID, way_back)
            .filter(|_| is("prompt", "login") && is("acr_values", Self::ACR_VALUES))
    }
}

async fn ask(
    State(log_in): State<Arc<PracticeStaffLogIn>>,
    reader: Reader,
    Query(fields): Query<Fields>,
) -> Result<Response, PageError> {
    log_in.asked(&fields).ok_or(PageError::BadRequest)?;
    let request = as_one_field(&fields);
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Practice log-in at work"));
    Ok(page(frame, view! { <WhoAreYou locale request /> }))
}

async fn answer(
    State(log_in): State<Arc<PracticeStaffLogIn>>,
    Form(form): Form<Fields>,
) -> Result<Response, PageError> {
    let asked = log_in.asked(&from_one_field(&form)).ok_or(PageError::BadRequest)?;
    let outcome = form.get("outcome").and_then(|slug| Outcome::of(slug)).unwrap_or(Outcome::Works);
    if let Some(error) = outcome.error() {
        return Ok(asked.with_error(error, ""));
    }
    let email = form.get("staff").map(String::as_str).unwrap_or_default();
    let staff = staff().into_iter().find(|staff| staff.email == email).ok_or(PageError::BadRequest)?;
    let now = Utc::now().timestamp();
    let until = if outcome == Outcome::OldCode { now - 1 } else { now + CODE_LIFE };
    let (nonce, challenge) = (asked.nonce.clone(), asked.challenge.clone());
    let granted = Granted { email: staff.email, name: staff.name, outcome, nonce, challenge, until };
    let code = Uuid::new_v4().simple().to_string();
    log_in.codes().insert(code.clone(), granted);
    Ok(asked.with_code(&code))
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
