//! Conditions and problems, the person's own and the family's.

use super::{Context, Dialect};
use crate::connectors::fhir_json::{
    Node, SetAside, coded, codings, first_date, has_code, notes, status, words,
};
use crate::domain::{Certainty, Coded, Condition, ConditionState, NoneKnown};

/// The International Patient Summary's code, and SNOMED CT 160245001 "No current problems or disability".
const NO_KNOWN_CONDITION: [&str; 2] = ["no-known-problems", "160245001"];

/// The coded statement that there are no conditions.
pub fn none_known(resource: Node) -> Option<NoneKnown> {
    let stands =
        !matches!(status(resource.at("verificationStatus")).as_deref(), Some("entered-in-error" | "refuted"));
    let text = words(resource.at("code"))?;
    (stands && has_code(resource.at("code"), &NO_KNOWN_CONDITION))
        .then(|| NoneKnown { text, recorded: first_date(resource, &["recordedDate", "assertedDate"]) })
}

/// A `Condition` as it stands in a list of problems or diagnoses.
pub fn condition<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Condition, SetAside> {
    if status(resource.at("verificationStatus")).as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let name = coded(resource.at("code")).ok_or(SetAside::NoName)?;
    Ok(Condition {
        source_id: context.source_id(resource),
        state: state(resource),
        certainty: certainty(resource, context.dialect),
        significance: significance(resource),
        body_site: resource.all("bodySite").find_map(words),
        in_family: is_family_history(resource, &name),
        started: first_date(resource, &["onsetDateTime", "onsetPeriod", "onsetString"]),
        ended: first_date(resource, &["abatementDateTime", "abatementPeriod", "abatementString"]),
        recorded: first_date(resource, &["recordedDate", "assertedDate"]),
        recorded_by: context.name_in(resource, &["recorder", "asserter"]),
        note: notes(resource),
        name,
    })
}

/// An `Observation` that says what runs in the family; nothing where it says something else.
pub fn family_history<'a>(resource: Node<'a>, context: &Context<'a>) -> Option<Condition> {
    let name = coded(resource.at("code"))?;
    let counts = status(resource.at("status")).as_deref() != Some("entered-in-error");
    (counts && is_family_history(resource, &name)).then(|| Condition {
        source_id: context.source_id(resource),
        name,
        state: ConditionState::NotSaid,
        certainty: Certainty::NotSaid,
        significance: None,
        body_site: None,
        in_family: true,
        started: None,
        ended: None,
        recorded: first_date(resource, &["effectiveDateTime", "effectivePeriod", "issued"]),
        recorded_by: context.name_in(resource, &["performer"]),
        note: notes(resource),
    })
}

fn is_family_history(resource: Node, name: &Coded) -> bool {
    let categories = resource.all("category").flat_map(codings);
    let by_category =
        categories.filter_map(|coding| coding.text_at("code")).any(|code| code == "family-history");
    let text = name.text.to_lowercase();
    let begins = ["family history of", "family history:", "fh:", "fh -", "fh of"]
        .iter()
        .any(|start| text.starts_with(start));
    by_category || begins
}

fn state(resource: Node) -> ConditionState {
    let is_over = ["abatementDateTime", "abatementPeriod", "abatementString", "abatementAge"];
    match status(resource.at("clinicalStatus")).as_deref() {
        Some("active" | "recurrence" | "relapse") => ConditionState::Active,
        Some("inactive" | "remission" | "resolved") => ConditionState::Past,
        _ if is_over.iter().any(|field| resource.at(field).exists()) => ConditionState::Past,
        _ => ConditionState::NotSaid,
    }
}

fn certainty(resource: Node, dialect: Dialect) -> Certainty {
    match (status(resource.at("verificationStatus")).as_deref(), dialect) {
        (Some("confirmed"), _) => Certainty::Confirmed,
        (Some("refuted"), _) => Certainty::Refuted,
        (Some("provisional" | "differential"), _) | (Some("unconfirmed"), Dialect::R4) => {
            Certainty::Suspected
        }
        _ => Certainty::NotSaid,
    }
}

fn significance(resource: Node) -> Option<String> {
    let extension = resource.extension("ProblemSignificance-1");
    let told = extension.text_at("valueCode").or_else(|| words(extension.at("valueCodeableConcept")));
    told.or_else(|| words(resource.at("severity")))
}
