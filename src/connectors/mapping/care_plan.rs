//! Care plans: R4's `CarePlan` with its goals and activities.

use super::Context;
use super::request::{reason_for_state, state, state_with_intent, waiting};
use super::ties::ties;
use crate::connectors::fhir_json::{Node, SetAside, amount, codings, date, first_date, notes, status, words};
use crate::domain::{CarePlan, PlanPart, RequestState};

/// US Core's category of every plan, which says nothing of this one.
const ANY_PLAN: &str = "assess-plan";

/// A `CarePlan`. Goals and activities that it only points to are read where they came along.
pub fn care_plan<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<CarePlan, SetAside> {
    if status(resource.at("status")).as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let mut unread = 0;
    let goals = parts(resource.all("goal"), &mut unread, |goal| goal_part(resource, goal, context));
    let activities =
        parts(resource.all("activity"), &mut unread, |activity| activity_part(resource, activity, context));
    let for_what = named(resource, "addresses", context);
    let what_kind = kind(resource);
    let description = resource.text_at("description");
    let title = resource
        .text_at("title")
        .or_else(|| what_kind.clone())
        .or_else(|| for_what.first().cloned())
        .or_else(|| description.clone())
        .or_else(|| (!goals.is_empty() || !activities.is_empty()).then(|| "Care plan".to_owned()))
        .ok_or(SetAside::NoName)?;
    let author = context.name_in(resource, &["author"]);
    let team = ["contributor", "careTeam"].into_iter().flat_map(|field| named(resource, field, context));
    let period = resource.at("period");
    Ok(CarePlan {
        source_id: context.source_id(resource),
        state: state_with_intent(resource),
        what_kind: what_kind.filter(|kind| *kind != title),
        for_what,
        description: description.filter(|description| *description != title),
        team: team.filter(|name| Some(name) != author.as_ref()).collect(),
        author,
        started: date(period.at("start")),
        ended: date(period.at("end")),
        written: first_date(resource, &["created"]),
        waiting: waiting(period),
        goals,
        activities,
        parts_not_read: unread,
        has_parts_elsewhere: false,
        note: notes(resource),
        title,
        ties: ties(resource, context),
    })
}

/// The parts that count, and how many could not be read.
fn parts<'a>(
    all: impl Iterator<Item = Node<'a>>,
    unread: &mut u32,
    read: impl Fn(Node<'a>) -> Result<PlanPart, SetAside>,
) -> Vec<PlanPart> {
    let mut parts = Vec::new();
    for part in all.map(read) {
        match part {
            Ok(part) => parts.push(part),
            Err(why) => *unread = unread.saturating_add(u32::from(why.is_counted())),
        }
    }
    parts
}

fn kind(resource: Node) -> Option<String> {
    let says_nothing = |category: &Node| {
        codings(*category).any(|coding| coding.str_at("code") == Some(ANY_PLAN))
            && category.text_at("text").is_none()
    };
    resource.all("category").filter(|category| !says_nothing(category)).find_map(words)
}

/// What a field's references are called: a condition or a goal by its code, a person or a team by its name.
fn named<'a>(resource: Node<'a>, field: &str, context: &Context<'a>) -> Vec<String> {
    let name = |reference: Node<'a>| {
        let resolved = context.index.resolve(resource, reference);
        resolved
            .and_then(|found| words(found.at("code")).or_else(|| found.text_at("name")))
            .or_else(|| context.index.name_of(resource, reference))
    };
    resource.all(field).filter_map(name).collect()
}

fn goal_part<'a>(plan: Node<'a>, reference: Node<'a>, context: &Context<'a>) -> Result<PlanPart, SetAside> {
    let Some(goal) = context.index.resolve(plan, reference) else {
        return reference.text_at("display").map(only_text).ok_or(SetAside::NoName);
    };
    let stands = [goal.at("lifecycleStatus"), goal.at("status")].into_iter().find(|status| status.exists());
    let stands = stands.unwrap_or(Node::NOTHING);
    if status(stands).as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let text = words(goal.at("description"))
        .or_else(|| goal.text_at("description"))
        .or_else(|| reference.text_at("display"))
        .ok_or(SetAside::NoName)?;
    let targets = goal.all("target").filter_map(target);
    Ok(PlanPart {
        text,
        state: state(stands),
        is_not_to_be_done: false,
        when: goal.all("target").find_map(|target| date(target.at("dueDate"))),
        who: None,
        place: None,
        so_far: words(goal.at("achievementStatus")),
        lines: targets.chain(notes(goal)).collect(),
    })
}

/// "Body weight: 80 kg".
fn target(target: Node) -> Option<String> {
    let value = amount(target.at("detailQuantity"))
        .or_else(|| words(target.at("detailCodeableConcept")))
        .or_else(|| target.text_at("detailString"));
    let parts: Vec<_> = words(target.at("measure")).into_iter().chain(value).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

fn activity_part<'a>(
    plan: Node<'a>,
    activity: Node<'a>,
    context: &Context<'a>,
) -> Result<PlanPart, SetAside> {
    let progress = activity.all("progress").filter_map(|note| note.text_at("text"));
    let outcomes = activity.all("outcomeCodeableConcept").filter_map(words);
    let detail = activity.at("detail");
    let mut part = match detail.is_object() {
        true => detail_part(plan, detail, context)?,
        false => request_part(plan, activity.at("reference"), context)?,
    };
    let so_far: Vec<_> = part.so_far.take().into_iter().chain(outcomes).chain(progress).collect();
    part.so_far = (!so_far.is_empty()).then(|| so_far.join("\n"));
    Ok(part)
}

fn detail_part<'a>(plan: Node<'a>, detail: Node<'a>, context: &Context<'a>) -> Result<PlanPart, SetAside> {
    if status(detail.at("status")).as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let code = words(detail.at("code"));
    let description = detail.text_at("description");
    let text = code.clone().or_else(|| description.clone()).ok_or(SetAside::NoName)?;
    let timing = detail.at("scheduledTiming");
    let scheduled = [detail.text_at("scheduledString"), words(timing.at("code"))].into_iter().flatten();
    let more = description.filter(|description| *description != text);
    Ok(PlanPart {
        text,
        state: state(detail.at("status")),
        // DSTU2 and STU3 call it `prohibited`.
        is_not_to_be_done: ["doNotPerform", "prohibited"]
            .iter()
            .any(|field| detail.at(field).truth() == Some(true)),
        when: first_date(detail, &["scheduledPeriod", "scheduledDateTime"])
            .or_else(|| timing.all("event").find_map(date)),
        who: joined(detail.all("performer").filter_map(|party| context.index.name_of(plan, party))),
        place: context.index.name_of(plan, detail.at("location")),
        so_far: reason_for_state(detail),
        lines: more.into_iter().chain(scheduled).collect(),
    })
}

/// An activity that stands elsewhere as a request of its own.
fn request_part<'a>(
    plan: Node<'a>,
    reference: Node<'a>,
    context: &Context<'a>,
) -> Result<PlanPart, SetAside> {
    let Some(request) = context.index.resolve(plan, reference) else {
        return reference.text_at("display").map(only_text).ok_or(SetAside::NoName);
    };
    if status(request.at("status")).as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let concepts = ["code", "medicationCodeableConcept", "serviceType"];
    let text = concepts
        .iter()
        .find_map(|field| request.all(field).find_map(words))
        .or_else(|| request.text_at("description"))
        .or_else(|| reference.text_at("display"))
        .ok_or(SetAside::NoName)?;
    Ok(PlanPart {
        text,
        state: state(request.at("status")),
        is_not_to_be_done: request.at("doNotPerform").truth() == Some(true),
        when: first_date(request, &["occurrenceDateTime", "occurrencePeriod", "start", "executionPeriod"]),
        who: joined(request.all("performer").filter_map(|party| context.index.name_of(request, party))),
        place: None,
        so_far: None,
        lines: notes(request).into_iter().collect(),
    })
}

fn only_text(text: String) -> PlanPart {
    PlanPart {
        text,
        state: RequestState::NotSaid,
        is_not_to_be_done: false,
        when: None,
        who: None,
        place: None,
        so_far: None,
        lines: Vec::new(),
    }
}

fn joined(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}
