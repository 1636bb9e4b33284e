//! One `RelatedPerson`, `Consent` or `QuestionnaireResponse` as a statement: pure.

use crate::connectors::fhir_json::{NHS_NUMBER_SYSTEM, Node, SetAside, codings, date, status, words};
use crate::domain::{ActingBasis, NationalRelationship, NhsNumber, OdsCode, RoleState, Stated};

/// Reads one resource.
///
/// # Errors
/// Why it is set aside.
pub fn statement(resource: Node) -> Result<NationalRelationship, SetAside> {
    match resource.resource_type() {
        "RelatedPerson" => related_person(resource),
        "Consent" => consent(resource),
        "QuestionnaireResponse" => asked_for(resource),
        _ => Err(SetAside::NotAResource),
    }
}

/// The number in an identifier of NHS numbers; one that names no system counts, since some leave it out.
pub fn nhs_number(identifier: Node) -> Option<NhsNumber> {
    let is_national = identifier.str_at("system").is_none_or(|system| system == NHS_NUMBER_SYSTEM);
    NhsNumber::from_source(&identifier.text_at("value")?).ok().filter(|_| is_national)
}

/// How the two are related, in the service's words; the closest said last ("parent", then "mother").
pub fn related_as(resource: Node) -> Option<String> {
    resource.all("relationship").filter_map(words).last()
}

fn source_id(resource: Node) -> Result<String, SetAside> {
    let id = resource.id().ok_or(SetAside::NotAResource)?;
    Ok(format!("{}/{id}", resource.resource_type()))
}

fn related_person(resource: Node) -> Result<NationalRelationship, SetAside> {
    if resource.at("active").truth() == Some(false) {
        return Err(SetAside::DoesNotCount);
    }
    let period = resource.at("period");
    Ok(NationalRelationship {
        source_id: source_id(resource)?,
        what: Stated::Related,
        carer: resource.all("identifier").find_map(nhs_number).ok_or(SetAside::NoSubject)?,
        patient: nhs_number(resource.at("patient").at("identifier")).ok_or(SetAside::NoSubject)?,
        carer_name: None,
        patient_name: None,
        related_as: related_as(resource),
        basis: None,
        from: date(period.at("start")),
        until: date(period.at("end")),
        decided_by: None,
    })
}

fn consent(resource: Node) -> Result<NationalRelationship, SetAside> {
    let state = match status(resource.at("status")).ok_or(SetAside::NoKind)?.as_str() {
        "entered-in-error" => return Err(SetAside::DoesNotCount),
        "proposed" => RoleState::Requested,
        "active" => RoleState::Active,
        "inactive" => RoleState::Inactive,
        "rejected" => RoleState::Refused,
        other => RoleState::Other(other.to_owned()),
    };
    let provision = resource.at("provision");
    // A role permits; whatever else a provision may say must not be taken for one.
    if provision.str_at("type").is_some_and(|kind| kind != "permit") {
        return Err(SetAside::NoKind);
    }
    let party = |name: &str| resource.extension(name).at("valueReference").at("identifier");
    let actors = provision.all("actor").map(|actor| actor.at("reference").at("identifier"));
    let performers = resource.all("performer").map(|performer| performer.at("identifier"));
    let carer = nhs_number(party("Consent.grantee"));
    let carer = carer.or_else(|| performers.chain(actors).find_map(nhs_number)).ok_or(SetAside::NoSubject)?;
    let reason = ["Consent-Status-Reason", "statusReason"].into_iter().find_map(|name| {
        let reason = resource.extension(name).at("valueCodeableConcept");
        words(reason).or_else(|| codings(reason).find_map(|coding| coding.text_at("code")))
    });
    Ok(NationalRelationship {
        source_id: source_id(resource)?,
        what: Stated::Role { state, reason },
        carer,
        patient: nhs_number(resource.at("patient").at("identifier")).ok_or(SetAside::NoSubject)?,
        carer_name: None,
        patient_name: None,
        related_as: None,
        basis: basis(resource.extension("Consent.regulatoryBasis").at("valueCodeableConcept")),
        from: date(provision.at("period").at("start")),
        until: date(provision.at("period").at("end")),
        decided_by: party("Consent.grantor").text_at("value").and_then(|code| OdsCode::parse(&code).ok()),
    })
}

fn basis(concept: Node) -> Option<ActingBasis> {
    let code = codings(concept).find_map(|coding| coding.text_at("code"))?;
    Some(match code.as_str() {
        "consent" => ActingBasis::Consent,
        "parental-responsibility" => ActingBasis::ParentalResponsibility,
        "best-interest" => ActingBasis::BestInterest,
        "health-and-welfare-lasting-power-of-attorney" => ActingBasis::HealthAndWelfareLastingPowerOfAttorney,
        "court-appointed-personal-welfare-deputy" => ActingBasis::CourtAppointedPersonalWelfareDeputy,
        _ => ActingBasis::Other(words(concept).unwrap_or(code)),
    })
}

fn asked_for(resource: Node) -> Result<NationalRelationship, SetAside> {
    let state = match status(resource.at("status")).ok_or(SetAside::NoKind)?.as_str() {
        "entered-in-error" => return Err(SetAside::DoesNotCount),
        "completed" | "amended" => RoleState::Requested,
        other => RoleState::Other(other.to_owned()),
    };
    let answer = |link_id: &str| find_answer(resource, link_id, DEEPEST);
    let name = |who: &str| {
        let parts = ["first", "family"].map(|part| answer(&format!("{who}_name_{part}")));
        let spoken: Vec<String> =
            parts.into_iter().flatten().filter_map(|part| part.text_at("valueString")).collect();
        (!spoken.is_empty()).then(|| spoken.join(" "))
    };
    let coding = |link_id: &str| answer(link_id).map(|answer| answer.at("valueCoding"));
    Ok(NationalRelationship {
        source_id: source_id(resource)?,
        what: Stated::Asked { state },
        carer: nhs_number(resource.at("source").at("identifier")).ok_or(SetAside::NoSubject)?,
        patient: nhs_number(resource.at("subject").at("identifier")).ok_or(SetAside::NoSubject)?,
        carer_name: name("relatedPerson"),
        patient_name: name("patient"),
        related_as: coding("relatedPerson_relationship").and_then(|one| one.text_at("display")),
        basis: coding("relatedPerson_basisForAccess").and_then(basis),
        from: date(resource.at("authored")),
        until: None,
        decided_by: None,
    })
}

/// Questions stand within questions; deeper than this nothing is looked for.
const DEEPEST: usize = 6;

fn find_answer<'a>(holder: Node<'a>, link_id: &str, deepest: usize) -> Option<Node<'a>> {
    holder.all("item").find_map(|item| {
        if item.str_at("linkId") == Some(link_id) {
            return item.all("answer").next();
        }
        if deepest == 0 { None } else { find_answer(item, link_id, deepest - 1) }
    })
}
