//! What can be asked for again, and why not: pure.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::mapping::{Bundles, state};
use crate::connectors::fhir_json::{Node, date, status};
use crate::connectors::mapping::{came_into_force, course, prescribed_item};
use crate::domain::{CanBeOrdered, Course, PartialDate, PrescriptionState, Repeat, Repeats, Stage};

/// Every plan of the surgery's, with what was given and asked for under it.
pub fn repeats(bundles: &Bundles, now: DateTime<Utc>) -> Repeats {
    let mut found =
        Repeats { medicines: Vec::new(), set_aside: bundles.set_aside, is_incomplete: bundles.is_incomplete };
    let under = Under::of(bundles);
    let mut seen = Vec::new();
    for plan in bundles.of_type("MedicationRequest").filter(|request| is_plan(*request)) {
        let Some(id) = plan.id() else {
            found.set_aside += 1;
            continue;
        };
        if seen.contains(&id) {
            continue;
        }
        match prescribed_item(plan, &bundles.context) {
            Ok(item) => found.medicines.push(Repeat {
                last_issued: under.last_issued.get(&id).copied(),
                issues: number(
                    repeat_information(plan, "numberOfPrescriptionsIssued").at("valueUnsignedInt"),
                ),
                issues_allowed: number(plan.at("dispenseRequest").at("numberOfRepeatsAllowed")),
                review_by: review_by(plan),
                lasts_days: lasts_days(plan),
                can_be_ordered: can_be_ordered(plan, under.open.get(&id), now),
                name: item.name,
                dosage: item.dosage,
                coded_dosage: item.coded_dosage,
                quantity: item.quantity,
                id: id.clone(),
            }),
            Err(_) => found.set_aside += 1,
        }
        seen.push(id);
    }
    found
}

/// What stands under each plan, by the plan's id.
struct Under {
    last_issued: HashMap<String, PartialDate>,
    open: HashMap<String, (PrescriptionState, Option<PartialDate>)>,
}

impl Under {
    fn of(bundles: &Bundles) -> Self {
        let mut under = Self { last_issued: HashMap::new(), open: HashMap::new() };
        let plan_of = |holder, reference| {
            let plan = bundles.context.index.resolve(holder, reference)?;
            (plan.resource_type() == "MedicationRequest").then(|| plan.id())?
        };
        let mut issued = |plan: String, when: Option<PartialDate>| {
            let last = under.last_issued.get(&plan).copied().max(when);
            under.last_issued.extend(last.map(|last| (plan, last)));
        };
        for statement in bundles.of_type("MedicationStatement") {
            let told = date(statement.extension("MedicationStatementLastIssueDate").at("valueDateTime"));
            let plans = statement.all("basedOn").filter_map(|reference| plan_of(statement, reference));
            plans.for_each(|plan| issued(plan, told));
        }
        let orders =
            bundles.of_type("MedicationRequest").filter(|one| !is_plan(*one) && came_into_force(*one));
        for order in orders {
            let when = date(order.at("dispenseRequest").at("validityPeriod").at("start"))
                .or_else(|| date(order.at("authoredOn")));
            let plans = order.all("basedOn").filter_map(|reference| plan_of(order, reference));
            plans.for_each(|plan| issued(plan, when));
        }
        for task in bundles.of_type("Task") {
            let state = state(task);
            // What was sent on is done with; what nobody can read may still be open.
            let is_open = matches!(state.stage(), Stage::UnderWay | Stage::NotKnown)
                && state != PrescriptionState::Approved;
            if let Some(plan) = plan_of(task, task.at("focus")).filter(|_| is_open) {
                under.open.insert(plan, (state, date(task.at("authoredOn"))));
            }
        }
        under
    }
}

fn is_plan(request: Node) -> bool {
    status(request.at("intent")).as_deref() == Some("plan")
}

fn repeat_information<'a>(plan: Node<'a>, name: &str) -> Node<'a> {
    plan.extension("MedicationRepeatInformation").extension(name)
}

fn review_by(plan: Node) -> Option<PartialDate> {
    date(repeat_information(plan, "authorisationExpiryDate").at("valueDateTime"))
}

/// A number of things; never less than none.
fn number(node: Node) -> Option<u32> {
    let number = node.number()?;
    (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
}

fn lasts_days(plan: Node) -> Option<u32> {
    let duration = plan.at("dispenseRequest").at("expectedSupplyDuration");
    let unit = duration.text_at("code").or_else(|| duration.text_at("unit"))?.to_lowercase();
    let days = match unit.as_str() {
        "d" | "day" | "days" => 1,
        "wk" | "week" | "weeks" => 7,
        _ => return None,
    };
    number(duration.at("value"))?.checked_mul(days).filter(|days| *days > 0)
}

fn can_be_ordered(
    plan: Node,
    open: Option<&(PrescriptionState, Option<PartialDate>)>,
    now: DateTime<Utc>,
) -> CanBeOrdered {
    let issued = number(repeat_information(plan, "numberOfPrescriptionsIssued").at("valueUnsignedInt"));
    let allowed = number(plan.at("dispenseRequest").at("numberOfRepeatsAllowed"));
    let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
    if status(plan.at("status")).as_deref() != Some("active") || !came_into_force(plan) {
        return CanBeOrdered::NotInForce;
    }
    match course(plan) {
        Course::OneOff => return CanBeOrdered::OneOff,
        Course::NotSaid => return CanBeOrdered::NotSaid,
        Course::Repeat => {}
    }
    if let Some((state, since)) = open {
        return CanBeOrdered::AlreadyAskedFor(state.clone(), *since);
    }
    // The day itself still counts; a month or a year counts to its end, which the surgery knows.
    if review_by(plan).and_then(|date| date.day()).is_some_and(|day| day < today) {
        return CanBeOrdered::NeedsReview;
    }
    // "The number of repeats allowed is the total number of allowed issues" (GP Connect, `dispenseRequest`).
    match (issued, allowed) {
        (Some(issued), Some(allowed)) if issued >= allowed => CanBeOrdered::NoIssuesLeft,
        _ => CanBeOrdered::Yes,
    }
}
