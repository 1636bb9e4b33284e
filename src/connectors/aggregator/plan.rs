//! A care plan itself: a place on a waiting list, a plan with a name, or only the roof over activities.

use chrono::NaiveTime;

use crate::connectors::fhir_json::{Node, SetAside, date};
use crate::connectors::mapping::{Context, care_plan, named_id, request_state, waiting};
use crate::domain::{CarePlan, Coded, PartialDate, Referral, Ties, Waiting};

/// What a plan is beside its activities.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Itself {
    WaitingList,
    Named,
    /// Nothing but the roof over everything that belongs to no waiting list.
    Roof,
}

/// A waiting list has the id of a pathway of care, or says how long people wait.
pub fn itself(plan: Node) -> Itself {
    let is_pathway = |identifier: Node| {
        identifier.str_at("system").is_some_and(|system| system.to_lowercase().ends_with("care-pathway-id"))
    };
    let names = ["title", "description", "category", "goal", "addresses"];
    if plan.all("identifier").any(is_pathway) || waiting(plan.at("period")) != Waiting::default() {
        Itself::WaitingList
    } else if names.iter().any(|field| plan.at(field).exists()) {
        Itself::Named
    } else {
        Itself::Roof
    }
}

/// A place on a waiting list: the referral behind it is one that the hospital took. What is said of waiting is said
/// as it was told; nothing is worked out from it.
pub fn waiting_list(plan: Node) -> Result<Referral, SetAside> {
    let (period, asked) = (plan.at("period"), plan.at("author").text_at("display"));
    let waiting = Waiting {
        since: day(period.at("start")),
        ended: day(period.at("end")),
        confirmed: day(plan.at("meta").at("lastUpdated")),
        ..waiting(period)
    };
    let is_something = asked.is_some() || waiting.since.is_some() || waiting.planned.is_some();
    let unnamed = || is_something.then(|| "Waiting list".to_owned());
    Ok(Referral {
        source_id: plan_id(plan),
        what: Coded::text(plan.text_at("title").or_else(unnamed).ok_or(SetAside::NoName)?),
        state: request_state(plan.at("status")),
        reason_for_state: None,
        urgency: None,
        reason: None,
        description: plan.text_at("description"),
        asked_by: None,
        asked: asked.into_iter().collect(),
        specialty: None,
        place: None,
        made: None,
        wanted_from: None,
        wanted_until: None,
        waiting,
        is_waiting_list: true,
        booking: None,
        review_due: None,
        link: None,
        instruction: None,
        ubrn: None,
        note: None,
        ties: Ties::default(),
    })
}

/// A plan with a name, such as a screening programme. Its activities are entries of their own: they all say
/// `in-progress`, which would be wrong for most of them.
pub fn named<'a>(plan: Node<'a>, context: &Context<'a>) -> Result<CarePlan, SetAside> {
    let told = care_plan(plan, context)?;
    Ok(CarePlan {
        source_id: plan_id(plan),
        activities: Vec::new(),
        has_parts_elsewhere: plan.at("activity").exists(),
        parts_not_read: if plan.at("goal").exists() { told.parts_not_read } else { 0 },
        ..told
    })
}

/// Plans have no id, but the id of what they are about.
fn plan_id(plan: Node) -> String {
    let told = plan.all("identifier").find_map(|identifier| identifier.text_at("value"));
    match told.or_else(|| plan.id()) {
        Some(id) => format!("CarePlan/{id}"),
        None => named_id("CarePlan", plan),
    }
}

/// A date. Days come from here as the midnight that they begin with.
pub fn day(node: Node) -> Option<PartialDate> {
    Some(match date(node)? {
        PartialDate::Moment(moment) if moment.time() == NaiveTime::MIN => {
            PartialDate::Day(moment.date_naive())
        }
        other => other,
    })
}
