//! What people write to a hospital: messages, which are taken in once and answered after a minute, answers to
//! questionnaires, whose task is then done, that they are coming, and that they no longer need a referral.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::Utc;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::held::{Held, Stored};
use super::{NOT_SUPPORTED, ONLY_READS, coming, is_offered, no_longer_needed};
use crate::domain::{FileKind, Label};
use crate::sandbox::answers::{Refusal, content_type, fhir};
use crate::sandbox::faults::Fault;
use crate::sandbox::records::calendar::stamp;
use crate::sandbox::records::documents::Content;
use crate::sandbox::records::letters::File;
use crate::sandbox::shelf::Shelf;

const NOT_JSON: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "structure", "BAD_REQUEST", "The body is not a FHIR resource");
const NO_SUBJECT: Refusal =
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "required", "INVALID", "It does not say who it is from");
const NOTHING: Refusal =
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "required", "INVALID", "A message must say something");
const TOO_LONG: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "too-long",
    "INVALID",
    "A message has up to 10,000 letters",
);
const NO_QUESTIONS: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "invalid",
    "INVALID",
    "These are no answers to a questionnaire of ours",
);
const NOT_THERE: Refusal =
    Refusal::new(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND", "There is no such conversation");

const CONFLICT: Refusal =
    Refusal::new(StatusCode::CONFLICT, "conflict", "CONFLICT", "Somebody else has changed it meanwhile");
const FAILED: Refusal = Refusal::new(
    StatusCode::INTERNAL_SERVER_ERROR,
    "exception",
    "INTERNAL_SERVER_ERROR",
    "Unexpected internal server error",
);

/// The most letters that the hospitals' systems take.
const MOST_LETTERS: usize = 10_000;
/// After how long somebody at the hospital answers.
const ANSWERED_AFTER: Duration = Duration::from_secs(60);

/// Takes a resource in. The same identifier is taken once (`If-None-Exist`).
pub fn write(
    shelf: &Shelf<Held>,
    fault: Fault,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refusal> {
    if !is_offered(shelf, path) {
        return Err(NOT_SUPPORTED);
    }
    let resource: Value = serde_json::from_slice(body).map_err(|_| NOT_JSON)?;
    if resource["resourceType"] != path {
        return Err(NOT_JSON);
    }
    let mut parties = ["subject", "for", "actor"].into_iter().map(|field| &resource[field]["reference"]);
    let whose = parties.find_map(|party| party.as_str()?.strip_prefix("Patient/"));
    let whose = whose.ok_or(NO_SUBJECT)?.to_owned();
    let held = shelf.filter(move |_, id| id == whose).next().ok_or(NO_SUBJECT)?;
    let once = headers.get("if-none-exist").and_then(|once| once.to_str().ok()?.rsplit('|').next());
    let known = once.and_then(|once| known(held, path, once));
    if let Some(known) = known {
        return Ok(answer(shelf, StatusCode::OK, &known));
    }
    if fault == Fault::Conflict {
        return Err(CONFLICT);
    }
    let (resources, files) = held.written().count();
    let taken = match path {
        "Communication" => message(held, resource)?,
        "QuestionnaireResponse" => answers(held, resource)?,
        "AppointmentResponse" => coming::response(held, resource)?,
        "Task" => no_longer_needed::task(held, resource)?,
        _ => return Err(ONLY_READS),
    };
    match fault {
        Fault::FailsAfterwards => return Err(FAILED),
        Fault::ListsNothing => held.written().forget_since(resources, files),
        _ => {}
    }
    Ok(answer(shelf, StatusCode::CREATED, &taken))
}

fn answer(shelf: &Shelf<Held>, status: StatusCode, json: &str) -> Response {
    fhir(status, content_type(shelf.organisation.interface), json.to_owned())
}

/// What was taken in under this identifier.
fn known(held: &Held, resource_type: &str, identifier: &str) -> Option<String> {
    let written = held.written();
    let mut all = written.resources.iter().map(|(_, stored)| stored);
    let known = all.find(|stored| {
        let json: Value = serde_json::from_str(&stored.json).unwrap_or_default();
        let one = if json["identifier"].is_array() { &json["identifier"][0] } else { &json["identifier"] };
        stored.resource_type == resource_type && one["value"] == identifier
    });
    known.map(|stored| stored.json.clone())
}

/// Answers to a questionnaire that somebody is asked to fill in; the task that asked is done with them.
fn answers(held: &Held, mut told: Value) -> Result<String, Refusal> {
    let canonical = told["questionnaire"].as_str().unwrap_or_default();
    let asked = canonical.split('|').next().unwrap_or_default().to_owned();
    let all: Vec<Value> =
        held.all().iter().filter_map(|stored| serde_json::from_str(&stored.json).ok()).collect();
    let form = all.iter().find(|one| one["resourceType"] == "Questionnaire" && one["url"] == asked.as_str());
    let form = form.ok_or(NO_QUESTIONS)?;
    let names: Vec<&str> = names_of(&form["item"]);
    let known = told["item"].as_array().into_iter().flatten();
    if known.into_iter().any(|item| !names.contains(&item["linkId"].as_str().unwrap_or_default())) {
        return Err(NO_QUESTIONS);
    }
    let reference = format!("Questionnaire/{}", form["id"].as_str().unwrap_or_default());
    let is_open = |task: &&Value| matches!(task["status"].as_str(), Some("requested" | "in-progress"));
    let mut task =
        all.iter().filter(|one| one["resourceType"] == "Task" && one["focus"]["reference"] == reference);
    let task = task.find(is_open).cloned();
    let id = uuid::Uuid::new_v4().to_string();
    told["id"] = id.as_str().into();
    let stored = Stored::new(&told);
    let json = stored.json.clone();
    let now = Instant::now();
    let mut written = held.written();
    written.resources.push((now, Arc::new(stored)));
    if let Some(mut task) = task {
        task["status"] = "completed".into();
        task["output"] = json!([{ "type": { "text": "Answers" },
            "valueReference": { "reference": format!("QuestionnaireResponse/{id}") } }]);
        written.resources.push((now, Arc::new(Stored::new(&task))));
    }
    Ok(json)
}

/// The names of all items, as deep as they stand.
fn names_of(items: &Value) -> Vec<&str> {
    let all = items.as_array().into_iter().flatten();
    all.flat_map(|item| {
        let own = item["linkId"].as_str();
        own.into_iter().chain(names_of(&item["item"])).collect::<Vec<_>>()
    })
    .collect()
}

fn message(held: &Held, mut told: Value) -> Result<String, Refusal> {
    let parts = told["payload"].as_array().cloned().unwrap_or_default();
    let letters: usize =
        parts.iter().filter_map(|part| part["contentString"].as_str()).map(|text| text.chars().count()).sum();
    match letters {
        0 => return Err(NOTHING),
        letters if letters > MOST_LETTERS => return Err(TOO_LONG),
        _ => {}
    }
    if let Some(before) = told["inResponseTo"][0]["reference"].as_str() {
        held.get(before).ok_or(NOT_THERE)?;
    }
    let id = uuid::Uuid::new_v4().to_string();
    let mut files = Vec::new();
    let mut payload = Vec::new();
    for mut part in parts {
        if let Some(data) = part["contentAttachment"]["data"].as_str() {
            let bytes = BASE64_STANDARD.decode(data).map_err(|_| NOT_JSON)?;
            let file = format!("{id}-{}", files.len());
            let content_type = match FileKind::labelled(part["contentAttachment"]["contentType"].as_str()) {
                Label::Says(kind) => kind.media_type(),
                Label::Other | Label::Blank => "application/octet-stream",
            };
            part["contentAttachment"]["url"] = format!("{}/Binary/{file}", held.holder.base_url).into();
            if let Some(attachment) = part["contentAttachment"].as_object_mut() {
                attachment.remove("data");
            }
            files.push(File { id: file, content_type, content: Content::File(bytes) });
        }
        payload.push(part);
    }
    told["id"] = id.as_str().into();
    told["payload"] = payload.into();
    let stored = Stored::new(&told);
    let json = stored.json.clone();
    let answer = Stored::new(&answer_to(held, &told));
    let now = Instant::now();
    let mut written = held.written();
    written.files.extend(files);
    written.resources.push((now, Arc::new(stored)));
    written.resources.push((now + ANSWERED_AFTER, Arc::new(answer)));
    Ok(json)
}

/// What the first member of staff answers to everything.
fn answer_to(held: &Held, told: &Value) -> Value {
    let holder = &held.holder;
    let worker = holder.organisation.staff.first().and_then(|worker| holder.worker(worker.key));
    let sent = Utc::now() + chrono::Duration::from_std(ANSWERED_AFTER).unwrap_or_default();
    json!({
        "resourceType": "Communication",
        "id": uuid::Uuid::new_v4().to_string(),
        "status": "completed",
        "subject": holder.subject(),
        "sender": worker.unwrap_or_else(|| holder.organisation_reference()),
        "recipient": [holder.subject()],
        "topic": told["topic"],
        "inResponseTo": [{ "reference": format!("Communication/{}", told["id"].as_str().unwrap_or_default()) }],
        "sent": stamp(sent),
        "payload": [{ "contentString": "We have read your message and have noted it in your record." }],
    })
}
