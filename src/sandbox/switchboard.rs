//! The switchboard's addresses: who can log in, what goes wrong where, and the form that sets it.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing;
use bytes::Bytes;
use http::StatusCode;
use leptos::prelude::*;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::page::{OrganisationRow, PersonRow, StaffRow, Switchboard};
use super::{Fault, Sandbox, post};
use crate::t;
use crate::web::{Reader, page};

/// How many requests of each organisation the page shows.
const SHOWN: usize = 20;

/// Every address of the switchboard; only ever part of the portal in practice mode.
pub fn routes(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/practice", routing::get(switchboard))
        .route("/practice/people.json", routing::get(people))
        .route("/practice/staff.json", routing::get(staff))
        .route("/practice/organisations.json", routing::get(organisations))
        .route("/practice/outbox", routing::get(post::show))
        .route("/practice/outbox.json", routing::get(post::json))
        .route("/practice/faults", routing::post(set_fault))
        .with_state(sandbox)
}

async fn switchboard(State(sandbox): State<Arc<Sandbox>>, reader: Reader) -> Response {
    let people = sandbox.people().iter().map(|person| PersonRow {
        key: person.key,
        name: person.name.clone(),
        note: person.note,
        email: person.email.clone(),
        password: person.password.clone(),
    });
    let organisations = sandbox.servers.iter().map(|server| OrganisationRow {
        ods_code: server.organisation.ods_code,
        name: server.organisation.name,
        fault: server.switch.fault(),
        requests: server.log.latest(SHOWN),
    });
    let (people, organisations) = (people.collect(), organisations.collect());
    let (locale, now) = (reader.locale(), reader.site.clock.now());
    let staff = super::staff::staff();
    let staff = staff.into_iter().map(|staff| StaffRow { code: staff.code(now), staff }).collect();
    let frame = reader.frame(t!(locale, "Practise with made-up people"));
    page(frame, view! { <Switchboard locale people staff organisations /> })
}

async fn people(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<Value>> {
    let people = sandbox.people().iter().map(|person| {
        json!({
            "email": person.email,
            "password": person.password,
            "nhs_number": person.nhs_number,
            "name": person.name,
            "note": person.note,
        })
    });
    Json(people.collect())
}

async fn staff(reader: Reader) -> Json<Vec<Value>> {
    let now = reader.site.clock.now();
    let staff = super::staff::staff().into_iter().map(|staff| {
        json!({
            "email": staff.email,
            "password": staff.password,
            "code": staff.code(now),
            "name": staff.name,
            "organisation": staff.organisation,
            "roles": staff.roles.slugs(),
        })
    });
    Json(staff.collect())
}

async fn organisations(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<Value>> {
    let organisations = sandbox.servers.iter().map(|server| {
        let fault = server.switch.fault();
        json!({
            "ods_code": server.organisation.ods_code,
            "name": server.organisation.name,
            "base_url": server.base_url,
            "fault": fault.slug(),
            "seconds": fault.seconds(),
            "faults": Fault::every().map(Fault::slug).collect::<Vec<_>>(),
        })
    });
    Json(organisations.collect())
}

async fn set_fault(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Response {
    let (mut ods_code, mut fault, mut seconds) = (String::new(), String::new(), String::new());
    for (name, value) in form_urlencoded::parse(&body) {
        match name.as_ref() {
            "ods_code" => ods_code = value.into_owned(),
            "fault" => fault = value.into_owned(),
            "seconds" => seconds = value.trim().to_owned(),
            _ => {}
        }
    }
    let seconds = match seconds.as_str() {
        "" => None,
        digits => match digits.parse::<u64>() {
            Ok(number) if number <= 3_600 => Some(number),
            _ => return refuse("Seconds must be a whole number from 0 to 3600.".to_owned()),
        },
    };
    let fault = match fault.parse::<Fault>() {
        Ok(fault) => fault.lasting(seconds),
        Err(unknown) => return refuse(format!("There is no fault called {:?}.", unknown.0)),
    };
    match sandbox.set_fault(&ods_code, fault).await {
        Ok(()) => Redirect::to("/practice").into_response(),
        Err(unknown) => refuse(format!("There is no connected organisation with the code {:?}.", unknown.0)),
    }
}

fn refuse(words: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, words).into_response()
}
