//! Questionnaires that somebody is asked to fill in: R4's `Task`, and a `QuestionnaireResponse` that nobody's task
//! speaks of.

use super::message::wish;
use super::{Context, questionnaire};
use crate::connectors::fhir_json::{
    Node, SetAside, codings, date, first_date, has_code, notes, status, words,
};
use crate::domain::{AskedQuestionnaire, FillingState, OutsideLink};

const QUESTIONNAIRE: [&str; 2] = ["Questionnaire", "QuestionnaireResponse"];
/// Task codes of Structured Data Capture.
const CODES: [&str; 1] = ["complete-questionnaire"];

/// What the tasks ask for, and the answers that belong to no task. A task of another kind is none of these.
pub fn asked_questionnaires<'a>(
    matched: &[Node<'a>],
    context: &Context<'a>,
) -> Vec<Result<AskedQuestionnaire, SetAside>> {
    let of_type = |name: &'static str| matched.iter().copied().filter(move |one| one.resource_type() == name);
    let mut told = Vec::new();
    let mut spoken_of = Vec::new();
    for task in of_type("Task") {
        let response = response_to(task, of_type("QuestionnaireResponse"), context);
        spoken_of.extend(response.and_then(Node::id));
        told.push(questionnaire_task(task, response, context));
    }
    let others = of_type("QuestionnaireResponse")
        .filter(|response| response.id().is_none_or(|id| !spoken_of.contains(&id)));
    told.extend(others.map(|response| answers(response, context)));
    told
}

/// The answers to a task: those that it names, or those that name it. Never those that are only to the same
/// questions, which may have been asked before.
fn response_to<'a>(
    task: Node<'a>,
    mut responses: impl Iterator<Item = Node<'a>>,
    context: &Context<'a>,
) -> Option<Node<'a>> {
    let named = pointers(task).filter_map(|pointer| context.index.resolve(task, pointer));
    let mut answers = named.filter(|found| found.resource_type() == "QuestionnaireResponse");
    answers.next().or_else(|| {
        let own = format!("Task/{}", task.id()?);
        responses.find(|response| {
            let names = response.all("basedOn").chain(response.all("partOf"));
            names.filter_map(|name| name.str_at("reference")).any(|name| context.index.key(name) == own)
        })
    })
}

/// A `Task` to fill in a questionnaire, with the answers so far.
pub fn questionnaire_task<'a>(
    task: Node<'a>,
    response: Option<Node<'a>>,
    context: &Context<'a>,
) -> Result<AskedQuestionnaire, SetAside> {
    let status_word = status(task.at("status"));
    if matches!(status_word.as_deref(), Some("entered-in-error" | "draft")) {
        return Err(SetAside::DoesNotCount);
    }
    is_about_a_questionnaire(task, context)?;
    let form = form(task, context).or_else(|| response.and_then(|response| form_of(response, context)));
    let description = task.text_at("description");
    let what_kind = task.all("reasonCode").find_map(words);
    let title = form
        .and_then(|form| form.text_at("title"))
        .or_else(|| description.clone())
        .or_else(|| pointers(task).find_map(|pointer| pointer.text_at("display")))
        .or_else(|| what_kind.clone())
        .unwrap_or_else(|| "Questionnaire".to_owned());
    Ok(AskedQuestionnaire {
        source_id: context.source_id(task),
        what_kind: what_kind.filter(|kind| *kind != title),
        state: further(state(status_word.as_deref()), response),
        reason_for_state: words(task.at("statusReason")).or_else(|| words(task.at("businessStatus"))),
        reason: description.filter(|description| *description != title),
        asked_by: asked_by(task, context),
        asked: first_date(task, &["authoredOn", "authored"]),
        due: date(task.at("restriction").at("period").at("end")),
        answered: response.and_then(|response| date(response.at("authored"))),
        asks_for_follow_up: has_code_in(task, "pifu-triage"),
        link: portal_link(task),
        questions: form.map(questionnaire),
        note: notes(task),
        wish: response.and_then(wish),
        title,
    })
}

/// All that a task may name its questionnaire in: implementers differ.
fn pointers<'a>(task: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    let put_in = task.all("input").flat_map(|input| [input.at("valueReference"), input.at("valueCanonical")]);
    let given_out = task.all("output").map(|output| output.at("valueReference"));
    let named =
        ["focus", "reasonReference", "instantiatesCanonical"].into_iter().flat_map(move |at| task.all(at));
    named.chain(put_in).chain(given_out).filter(|pointer| pointer.exists())
}

/// The questions and answers that a task or answers name, wherever they lie.
pub fn named_forms<'a>(resource: Node<'a>) -> Vec<&'a str> {
    let named: Vec<_> = match resource.resource_type() {
        "Task" => pointers(resource).collect(),
        "QuestionnaireResponse" => vec![resource.at("questionnaire")],
        _ => Vec::new(),
    };
    named.into_iter().filter_map(|pointer| pointer.str_at("reference").or(pointer.str())).collect()
}

/// The type of what a reference points to, as far as it can be known.
fn type_of<'a>(holder: Node<'a>, pointer: Node<'a>, context: &Context<'a>) -> Option<&'a str> {
    let text = pointer.str_at("reference").or(pointer.str());
    pointer
        .str_at("type")
        .or_else(|| context.index.resolve(holder, pointer).map(|found| found.resource_type()))
        .or_else(|| text?.rsplit('/').nth(1))
}

fn is_about_a_questionnaire<'a>(task: Node<'a>, context: &Context<'a>) -> Result<(), SetAside> {
    let types: Vec<_> = pointers(task).filter_map(|pointer| type_of(task, pointer, context)).collect();
    let by_reason = task.all("reasonCode").flat_map(codings).any(|coding| {
        coding.str_at("system").is_some_and(|system| system.to_lowercase().ends_with("questionnaire-type"))
    });
    if types.iter().any(|found| QUESTIONNAIRE.contains(found))
        || has_code(task.at("code"), &CODES)
        || by_reason
    {
        Ok(())
    } else if types.is_empty() && words(task.at("code")).is_none() {
        Err(SetAside::NoKind)
    } else {
        Err(SetAside::DoesNotCount)
    }
}

fn form<'a>(task: Node<'a>, context: &Context<'a>) -> Option<Node<'a>> {
    let mut found = pointers(task).filter_map(|pointer| context.index.resolve(task, pointer));
    found.find(|found| found.resource_type() == "Questionnaire")
}

fn form_of<'a>(response: Node<'a>, context: &Context<'a>) -> Option<Node<'a>> {
    let form = context.index.resolve(response, response.at("questionnaire"))?;
    (form.resource_type() == "Questionnaire").then_some(form)
}

/// Who asks, or else whose care it is. The person who is to fill it in may own the task, and is not named.
fn asked_by<'a>(task: Node<'a>, context: &Context<'a>) -> Option<String> {
    let is_of_the_person = |party: &Node<'a>| {
        type_of(task, *party, context)
            .is_some_and(|kind| matches!(kind, "Patient" | "RelatedPerson" | "Device"))
    };
    let parties = task.all("requester").chain(task.all("owner"));
    parties.filter(|party| !is_of_the_person(party)).find_map(|party| context.index.name_of(task, party))
}

/// FHIR R4 "task status", and the Aggregator's "care plan activity status".
pub fn state(word: Option<&str>) -> FillingState {
    match word {
        Some("requested" | "received" | "accepted" | "ready" | "not-started" | "scheduled") => {
            FillingState::NotStarted
        }
        Some("in-progress") => FillingState::Begun,
        Some("on-hold") => FillingState::OnHold,
        Some("completed") => FillingState::Done,
        Some("cancelled" | "failed" | "stopped") => FillingState::Cancelled,
        Some("rejected") => FillingState::Refused,
        Some("unknown") | None => FillingState::NotSaid,
        Some(other) => FillingState::Other(other.to_owned()),
    }
}

/// The answers may have come further than the task says.
fn further(of_task: FillingState, response: Option<Node>) -> FillingState {
    let is_waiting =
        matches!(of_task, FillingState::NotStarted | FillingState::Begun | FillingState::NotSaid);
    match response.map(|response| state_of_answers(response.at("status"))) {
        Some(told @ (FillingState::Begun | FillingState::Done)) if is_waiting => told,
        _ => of_task,
    }
}

/// FHIR R4 "questionnaire response status".
fn state_of_answers(node: Node) -> FillingState {
    match status(node).as_deref() {
        Some("amended") => FillingState::Done,
        other => state(other),
    }
}

/// Answers that no task asked for. Those that staff gave are no questionnaire of the person's.
fn answers<'a>(response: Node<'a>, context: &Context<'a>) -> Result<AskedQuestionnaire, SetAside> {
    let by = |field: &str| {
        let party = response.at(field);
        type_of(response, party, context).filter(|_| party.exists())
    };
    let is_staff = |kind: &str| matches!(kind, "Practitioner" | "PractitionerRole" | "Device");
    let is_mistake = status(response.at("status")).as_deref() == Some("entered-in-error");
    if is_mistake || by("source").or_else(|| by("author")).is_some_and(is_staff) {
        return Err(SetAside::DoesNotCount);
    }
    let form = form_of(response, context);
    let display = response.at("_questionnaire").extension("display").text_at("valueString");
    let is_something = response.at("questionnaire").str().is_some();
    let title = form
        .and_then(|form| form.text_at("title"))
        .or(display)
        .or_else(|| is_something.then(|| "Questionnaire".to_owned()))
        .ok_or(SetAside::NoName)?;
    Ok(AskedQuestionnaire {
        source_id: context.source_id(response),
        title,
        what_kind: None,
        state: state_of_answers(response.at("status")),
        reason_for_state: None,
        reason: None,
        asked_by: None,
        asked: None,
        due: None,
        answered: date(response.at("authored")),
        asks_for_follow_up: false,
        link: portal_link(response),
        questions: form.map(questionnaire),
        note: None,
        wish: wish(response),
    })
}

fn has_code_in(task: Node, code: &str) -> bool {
    task.all("reasonCode").any(|reason| has_code(reason, &[code]))
}

/// The organisation's own page for people (the Aggregator's `Extension-Portal-Link`).
pub fn portal_link(holder: Node) -> Option<OutsideLink> {
    OutsideLink::parse(holder.extension("Portal-Link").str_at("valueUrl")?)
}
