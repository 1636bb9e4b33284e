//! Visits: consultations, clinics, stays in hospital.

use super::Context;
use super::ties::ties;
use crate::connectors::fhir_json::{Node, SetAside, date, status, words};
use crate::domain::{Visit, VisitNote};

/// An `Encounter`, with what was written down at it.
pub fn visit<'a>(
    resource: Node<'a>,
    notes: Vec<VisitNote>,
    context: &Context<'a>,
) -> Result<Visit, SetAside> {
    if matches!(status(resource.at("status")).as_deref(), Some("entered-in-error" | "cancelled" | "planned"))
    {
        return Err(SetAside::DoesNotCount);
    }
    let what = resource
        .all("type")
        .find_map(words)
        .or_else(|| words(resource.at("serviceType")))
        .or_else(|| class(resource.at("class")))
        .ok_or(SetAside::NoName)?;
    let place =
        resource.all("location").find_map(|place| context.index.name_of(resource, place.at("location")));
    Ok(Visit {
        source_id: context.source_id(resource),
        what,
        started: date(resource.at("period").at("start")),
        ended: date(resource.at("period").at("end")),
        place: place.or_else(|| context.name_in(resource, &["serviceProvider"])),
        with_whom: with_whom(resource, context),
        reason: reason(resource, context),
        notes,
        ties: ties(resource, context),
    })
}

/// The one who saw the person, before anyone else who took part.
fn with_whom<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    let is_main = |participant: &Node| {
        let roles = participant.all("type").flat_map(crate::connectors::fhir_json::codings);
        roles.filter_map(|role| role.text_at("code")).any(|code| code == "PPRF")
    };
    let all: Vec<_> = resource.all("participant").collect();
    let named = |participant: &Node<'a>| context.index.name_of(resource, participant.at("individual"));
    all.iter().filter(|participant| is_main(participant)).chain(&all).find_map(named)
}

fn reason<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<String> {
    let named = resource.all("reasonCode").chain(resource.all("reason")).find_map(words);
    named.or_else(|| {
        resource.all("reasonReference").find_map(|reference| {
            let resolved = context.index.resolve(resource, reference);
            resolved.and_then(|reason| words(reason.at("code"))).or_else(|| reference.text_at("display"))
        })
    })
}

/// HL7 "ActEncounterCode" in plain words, where the source gives no better name.
fn class(class: Node) -> Option<String> {
    let code = class.text_at("code").or_else(|| status(class))?;
    let known = match code.to_uppercase().as_str() {
        "AMB" => "Outpatient visit",
        "EMER" => "Emergency visit",
        "IMP" | "ACUTE" | "NONAC" => "Stay in hospital",
        "SS" => "Day visit to hospital",
        "HH" => "Home visit",
        "VR" => "Phone or video consultation",
        _ => return words(class),
    };
    Some(known.to_owned())
}
