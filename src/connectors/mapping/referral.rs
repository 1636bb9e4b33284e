//! Referrals: R4's `ServiceRequest` where it is one, and STU3's `ReferralRequest`.

use super::request::{reason_for_state, state_with_intent, waiting};
use super::ties::{ties, ubrn};
use super::{Context, Dialect};
use crate::connectors::fhir_json::{Node, SetAside, coded, codings, date, first_date, notes, status, words};
use crate::domain::{Coded, Referral, Urgency};

/// SNOMED CT "Patient referral" and "Referral to service", and the Booking and Referral Standard's word.
const REFERRAL: [&str; 3] = ["3457005", "306206005", "referral"];

/// A request to another service. An R4 request of another kind (a blood test, a scan) is no referral; one that does
/// not say what kind it is counts as not read.
pub fn referral<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Referral, SetAside> {
    let is_taken_back = status(resource.at("status")).as_deref() == Some("entered-in-error");
    if is_taken_back || resource.at("doNotPerform").truth() == Some(true) {
        return Err(SetAside::DoesNotCount);
    }
    if resource.resource_type() != "ReferralRequest" {
        is_referral(resource)?;
    }
    let reasons = reasons(resource, context);
    let description = resource.text_at("description");
    let asked = asked(resource, context);
    let specialty = specialty(resource);
    // Something is told even where what is asked for has no name.
    let is_something = !reasons.is_empty() || description.is_some() || !asked.is_empty();
    let what = what(resource, context.dialect)
        .or_else(|| specialty.clone().map(Coded::text))
        .or_else(|| is_something.then(|| Coded::text("Referral")))
        .ok_or(SetAside::NoName)?;
    let wanted = resource.at("occurrencePeriod");
    let reasons: Vec<_> = reasons.into_iter().filter(|reason| *reason != what.text).collect();
    Ok(Referral {
        source_id: context.source_id(resource),
        state: state_with_intent(resource),
        reason_for_state: reason_for_state(resource),
        urgency: urgency(resource.at("priority")),
        reason: (!reasons.is_empty()).then(|| reasons.join("\n")),
        description,
        asked_by: context
            .name_in(resource, &["requester"])
            .or_else(|| context.name_in(resource.at("requester"), &["onBehalfOf"])),
        asked,
        specialty: specialty.filter(|specialty| *specialty != what.text),
        place: place(resource, context),
        made: first_date(resource, &["authoredOn"]),
        wanted_from: first_date(resource, &["occurrenceDateTime", "occurrencePeriod"]),
        wanted_until: date(wanted.at("end")),
        waiting: waiting(wanted),
        is_waiting_list: false,
        booking: None,
        review_due: None,
        link: None,
        instruction: resource.text_at("patientInstruction"),
        ubrn: resource.all("identifier").find_map(ubrn),
        ties: ties(resource, context),
        note: notes(resource),
        what,
    })
}

fn is_referral(resource: Node) -> Result<(), SetAside> {
    let is_told = |category: &Node| codings(*category).next().is_some() || words(*category).is_some();
    let categories: Vec<_> = resource.all("category").filter(is_told).collect();
    let by_code = categories.iter().flat_map(|category| codings(*category)).any(|coding| {
        coding.text_at("code").is_some_and(|code| REFERRAL.contains(&code.to_lowercase().as_str()))
    });
    let named = categories.iter().copied().chain([resource.at("code")]).chain(resource.all("orderDetail"));
    let by_name = named.filter_map(words).any(|words| {
        let words = words.to_lowercase();
        words.contains("referral") || words.contains("refer to") || words.contains("referred")
    });
    // UK Core says by this who referred the person.
    let by_source = resource.extension("SourceOfServiceRequest").exists();
    if by_code || by_name || by_source {
        Ok(())
    } else if categories.is_empty() {
        Err(SetAside::NoKind)
    } else {
        Err(SetAside::DoesNotCount)
    }
}

/// What is asked for. GP Connect puts the code of the referral itself among the reasons.
fn what(resource: Node, dialect: Dialect) -> Option<Coded> {
    let fields: &[&str] = match dialect {
        Dialect::GpConnect => &["reasonCode", "serviceRequested", "type"],
        Dialect::R4 => &["code", "orderDetail", "serviceRequested", "type"],
    };
    fields.iter().find_map(|field| resource.all(field).find_map(coded))
}

fn reasons<'a>(resource: Node<'a>, context: &Context<'a>) -> Vec<String> {
    let named = resource.all("reasonCode").filter_map(words);
    let pointed_at = resource.all("reasonReference").filter_map(|reference| {
        let resolved = context.index.resolve(resource, reference);
        resolved.and_then(|reason| words(reason.at("code"))).or_else(|| reference.text_at("display"))
    });
    let mut reasons: Vec<String> = Vec::new();
    for reason in named.chain(pointed_at) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// Everyone who is asked, each once. Surgeries write "Unknown" where a form wants a person.
fn asked<'a>(resource: Node<'a>, context: &Context<'a>) -> Vec<String> {
    let parties = resource.all("performer").chain(resource.all("recipient"));
    let mut names: Vec<String> = Vec::new();
    for name in parties.filter_map(|party| context.index.name_of(resource, party)) {
        if !names.contains(&name) && !name.eq_ignore_ascii_case("unknown") {
            names.push(name);
        }
    }
    names
}

fn specialty(resource: Node) -> Option<String> {
    let extension = resource.extension("Extension-Specialty");
    let told = [resource.at("specialty"), resource.at("performerType"), extension.at("valueCoding")];
    told.into_iter().find_map(words)
}

fn place<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    context.name_in(resource, &["locationReference"]).or_else(|| resource.all("locationCode").find_map(words))
}

fn urgency(priority: Node) -> Option<Urgency> {
    Some(match status(priority)?.as_str() {
        "routine" => Urgency::Routine,
        "urgent" => Urgency::Urgent,
        "asap" => Urgency::AsSoonAsPossible,
        "stat" => Urgency::AtOnce,
        other => {
            Urgency::Other(words(priority).or_else(|| priority.text()).unwrap_or_else(|| other.to_owned()))
        }
    })
}
