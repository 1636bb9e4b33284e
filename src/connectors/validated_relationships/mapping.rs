//! The service's answers as statements on who may act for whom, each checked to be about the subject: pure.

use std::collections::HashMap;

use super::resources::{self, nhs_number};
use crate::access::FetchOrder;
use crate::connectors::fhir_json::{BundleEntry, Mode, Node, SetAside, entries, name_in_use};
use crate::connectors::{ConnectorError, ToldRelationships};
use crate::domain::{NationalRelationship, NhsNumber};

/// One search.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub resource_type: &'static str,
    /// Under which the subject's number is sent.
    pub parameter: &'static str,
    /// On which side the subject must stand in every answer.
    pub side: Side,
}

/// A side of a relationship.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Carer,
    Patient,
}

impl Asked {
    /// What the service is asked to send along: who the two are.
    pub fn includes(self) -> &'static [&'static str] {
        match self.resource_type {
            "RelatedPerson" => &["RelatedPerson:patient"],
            _ => &["Consent:grantee", "Consent:patient"],
        }
    }
}

/// What is included, by NHS number.
#[derive(Default)]
struct Included {
    names: HashMap<NhsNumber, String>,
    related_as: HashMap<(NhsNumber, NhsNumber), String>,
    /// Everyone who was sent along.
    people: Vec<NhsNumber>,
}

/// Reads the answer to a search.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when the subject does not stand on the side that was asked for in any one of
/// them, or when somebody was sent along who has no part in any.
pub fn searched<'a>(
    bundles: impl Iterator<Item = Node<'a>>,
    asked: Asked,
    order: &FetchOrder,
) -> Result<ToldRelationships, ConnectorError> {
    let all: Vec<BundleEntry> = bundles.flat_map(entries).collect();
    let is_match = |entry: &&BundleEntry| {
        entry.resource.resource_type() == asked.resource_type && entry.mode != Mode::Include
    };
    let mut told = ToldRelationships::default();
    for entry in all.iter().filter(is_match) {
        take(&mut told, resources::statement(entry.resource), |one| {
            let party = match asked.side {
                Side::Carer => one.carer,
                Side::Patient => one.patient,
            };
            order.means_subject(party)
        })?;
    }
    let mut included = Included::default();
    for entry in all.iter().filter(|entry| !is_match(entry)) {
        match entry.resource.resource_type() {
            "Patient" | "RelatedPerson" => included.take(entry.resource),
            "OperationOutcome" if entry.mode == Mode::Outcome => {}
            // Something that cannot be read, or does not belong here.
            _ => told.set_aside += 1,
        }
    }
    let has_part = |number: &NhsNumber| {
        order.means_subject(*number)
            || told.all.iter().any(|one| one.carer == *number || one.patient == *number)
    };
    // Whoever belongs to an entry that could not be read cannot be told from a stranger, and is used for nothing.
    if told.set_aside == 0 && !included.people.iter().all(has_part) {
        return Err(ConnectorError::AboutSomebodyElse);
    }
    for one in &mut told.all {
        included.complete(one);
    }
    Ok(told)
}

/// Reads the answer for one request by its reference code.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when the subject is neither of the two.
pub fn request(resource: Node, order: &FetchOrder) -> Result<ToldRelationships, ConnectorError> {
    if resource.resource_type() != "QuestionnaireResponse" {
        return Err(ConnectorError::Unreadable("not a request"));
    }
    let mut told = ToldRelationships::default();
    take(&mut told, resources::statement(resource), |one| {
        order.means_subject(one.carer) || order.means_subject(one.patient)
    })?;
    Ok(told)
}

fn take(
    told: &mut ToldRelationships,
    read: Result<NationalRelationship, SetAside>,
    is_about_subject: impl Fn(&NationalRelationship) -> bool,
) -> Result<(), ConnectorError> {
    match read {
        Ok(one) if is_about_subject(&one) => told.all.push(one),
        Ok(_) => return Err(ConnectorError::AboutSomebodyElse),
        Err(why) if why.is_counted() => told.set_aside += 1,
        Err(_) => {}
    }
    Ok(())
}

impl Included {
    fn take(&mut self, resource: Node) {
        let own = resource.all("identifier").find_map(nhs_number);
        if resource.resource_type() == "RelatedPerson" {
            let patient = nhs_number(resource.at("patient").at("identifier"));
            if let (Some(own), Some(patient), Some(words)) = (own, patient, resources::related_as(resource)) {
                self.related_as.insert((own, patient), words);
            }
            self.people.extend(patient);
        }
        if let (Some(own), Some(name)) = (own, name_in_use(resource)) {
            self.names.insert(own, name);
        }
        self.people.extend(own);
    }

    fn complete(&self, one: &mut NationalRelationship) {
        let name = |number: &NhsNumber| self.names.get(number).cloned();
        one.carer_name = one.carer_name.take().or_else(|| name(&one.carer));
        one.patient_name = one.patient_name.take().or_else(|| name(&one.patient));
        let both = (one.carer, one.patient);
        one.related_as = one.related_as.take().or_else(|| self.related_as.get(&both).cloned());
    }
}
