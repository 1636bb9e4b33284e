//! Vaccinations, given and not given.

use super::{Context, Dialect};
use crate::connectors::fhir_json::{Node, SetAside, amount, coded, date, first_date, notes, status, words};
use crate::domain::{Coded, Vaccination};

/// An `Immunization`. GP systems often know the procedure only, and say so in an extension; others know the product
/// too. The product gives the words; the procedure's codes stand first, since they are what all of them share.
pub fn vaccination<'a>(resource: Node<'a>, context: &Context<'a>) -> Result<Vaccination, SetAside> {
    let status = status(resource.at("status"));
    if status.as_deref() == Some("entered-in-error") {
        return Err(SetAside::DoesNotCount);
    }
    let procedure = ["VaccinationProcedure-1", "VaccinationProcedure"]
        .into_iter()
        .find_map(|name| coded(resource.extension(name).at("valueCodeableConcept")));
    let name = named(coded(resource.at("vaccineCode")), procedure).ok_or(SetAside::NoName)?;
    let not_given = status.as_deref() == Some("not-done") || resource.at("notGiven").truth() == Some(true);
    let given_fields: &[&str] = match context.dialect {
        Dialect::R4 => &["occurrenceDateTime", "occurrenceString", "date"],
        Dialect::GpConnect => &["date", "occurrenceDateTime"],
    };
    let recorded = date(resource.extension("DateRecorded-1").at("valueDateTime"));
    Ok(Vaccination {
        source_id: context.source_id(resource),
        name,
        protects_against: protects_against(resource),
        was_given: !not_given,
        reason_not_given: not_given.then(|| reason_not_given(resource)).flatten(),
        given: first_date(resource, given_fields),
        recorded: date(resource.at("recorded")).or(recorded),
        dose: dose(resource),
        batch: resource.text_at("lotNumber"),
        site: words(resource.at("site")),
        place: context.name_in(resource, &["location"]),
        given_by: context.name_in(resource, &["performer", "practitioner"]),
        note: notes(resource),
    })
}

fn named(vaccine: Option<Coded>, procedure: Option<Coded>) -> Option<Coded> {
    match (vaccine, procedure) {
        (Some(vaccine), Some(procedure)) => {
            let mut codes = procedure.codes;
            let others: Vec<_> = vaccine.codes.into_iter().filter(|code| !codes.contains(code)).collect();
            codes.extend(others);
            Some(Coded { text: vaccine.text, codes })
        }
        (vaccine, procedure) => vaccine.or(procedure),
    }
}

fn protocols(resource: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    resource.all("protocolApplied").chain(resource.all("vaccinationProtocol"))
}

fn protects_against(resource: Node) -> Vec<String> {
    protocols(resource).flat_map(|protocol| protocol.all("targetDisease")).filter_map(words).collect()
}

fn reason_not_given(resource: Node) -> Option<String> {
    let in_stu3 = || resource.at("explanation").all("reasonNotGiven").find_map(words);
    words(resource.at("statusReason")).or_else(in_stu3)
}

fn dose(resource: Node) -> Option<String> {
    let number = protocols(resource).find_map(|protocol| {
        ["doseNumberPositiveInt", "doseNumberString", "doseSequence"]
            .into_iter()
            .find_map(|field| protocol.text_at(field))
    });
    let amount = amount(resource.at("doseQuantity"));
    let parts: Vec<_> = number.map(|number| format!("Dose {number}")).into_iter().chain(amount).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
