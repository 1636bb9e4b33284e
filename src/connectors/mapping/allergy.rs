//! Allergies, and the coded statement that there are none.

use super::{Context, Dialect, Gathering};
use crate::connectors::fhir_json::{Node, SetAside, coded, first_date, has_code, notes, status, words};
use crate::domain::{Allergy, AllergyState, Certainty, NoneKnown, PartialDate, SourceNote};

/// SNOMED CT 716186003 "No known allergy" (UK Core, AllergyIntolerance: the explicit assertion), the older 160244002
/// "No known allergies", and the International Patient Summary's code.
pub const NO_KNOWN_ALLERGY: [&str; 3] = ["716186003", "160244002", "no-known-allergies"];

/// Its children, which rule out one sort of allergy only: drug, food, environmental, latex, animal.
const NO_KNOWN_SORT: [&str; 8] = [
    "409137002",
    "429625007",
    "428607008",
    "716184000",
    "716220001",
    "no-known-medication-allergies",
    "no-known-food-allergies",
    "no-known-environmental-allergies",
];

/// "No information": neither an allergy nor a statement that there is none.
const NO_INFORMATION: [&str; 1] = ["no-allergy-info"];

/// Takes every allergy; statements of none become what they say.
pub fn allergies<'a>(
    resources: impl IntoIterator<Item = Node<'a>>,
    context: &Context<'a>,
    gathering: &mut Gathering<Allergy>,
) {
    for resource in resources {
        let code = resource.at("code");
        let stands = !does_not_count(resource) && certainty(resource, context.dialect) != Certainty::Refuted;
        let is_over = state(resource) == AllergyState::Ended;
        if has_code(code, &NO_KNOWN_ALLERGY) {
            if stands && !is_over {
                let text = words(code).unwrap_or_else(|| "No known allergy".into());
                gathering.none_known(Some(NoneKnown { text, recorded: recorded(resource) }));
            }
        } else if has_code(code, &NO_KNOWN_SORT) {
            if let (true, false, Some(text)) = (stands, is_over, words(code)) {
                gathering.note(SourceNote::Words(text));
            }
        } else if !has_code(code, &NO_INFORMATION) {
            gathering.take(allergy(resource, context));
        }
    }
}

fn allergy<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Allergy, SetAside> {
    if does_not_count(resource) {
        return Err(SetAside::DoesNotCount);
    }
    let substance = coded(resource.at("code"))
        .or_else(|| resource.all("reaction").find_map(|reaction| coded(reaction.at("substance"))))
        .ok_or(SetAside::NoName)?;
    Ok(Allergy {
        source_id: context.source_id(resource),
        substance,
        state: state(resource),
        certainty: certainty(resource, context.dialect),
        severity: severity(resource),
        reactions: resource.all("reaction").flat_map(reaction).collect(),
        first_noticed: first_date(resource, &["onsetDateTime", "onsetPeriod"]),
        recorded: recorded(resource),
        recorded_by: context.name_in(resource, &["recorder", "asserter"]),
        reason_ended: resource
            .extension("AllergyIntoleranceEnd-1")
            .extension("reasonEnded")
            .text_at("valueString"),
        note: notes(resource),
    })
}

fn does_not_count(resource: Node) -> bool {
    status(resource.at("verificationStatus")).as_deref() == Some("entered-in-error")
}

fn state(resource: Node) -> AllergyState {
    match status(resource.at("clinicalStatus")).as_deref() {
        Some("active") => AllergyState::Active,
        Some("inactive" | "resolved") => AllergyState::Ended,
        _ if resource.extension("AllergyIntoleranceEnd-1").exists() => AllergyState::Ended,
        _ => AllergyState::NotSaid,
    }
}

fn certainty(resource: Node, dialect: Dialect) -> Certainty {
    match (status(resource.at("verificationStatus")).as_deref(), dialect) {
        (Some("confirmed"), _) => Certainty::Confirmed,
        (Some("refuted"), _) => Certainty::Refuted,
        // GP Connect fixes `unconfirmed` for every allergy, so it says nothing there.
        (Some("unconfirmed" | "presumed"), Dialect::R4) => Certainty::Suspected,
        _ => Certainty::NotSaid,
    }
}

fn recorded(resource: Node) -> Option<PartialDate> {
    first_date(resource, &["recordedDate", "assertedDate"])
}

fn severity(resource: Node) -> Option<String> {
    let told = |wanted: &str| {
        resource
            .all("reaction")
            .find(|reaction| reaction.str_at("severity") == Some(wanted))
            .map(|_| wanted.to_owned())
    };
    let criticality = resource.text_at("criticality").filter(|level| level != "unable-to-assess");
    criticality.or_else(|| ["severe", "moderate", "mild"].into_iter().find_map(told))
}

/// What happened; the source's description where it names nothing by code.
fn reaction(reaction: Node) -> Vec<String> {
    let manifestations: Vec<_> = reaction.all("manifestation").filter_map(words).collect();
    if manifestations.is_empty() {
        reaction.text_at("description").into_iter().collect()
    } else {
        manifestations
    }
}
