//! Whom a resource is about. Every single one is checked: servers that ignore a filter send everybody's.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::index::reference_text;
use super::{Index, Node, datatypes};
use crate::access::FetchOrder;
use crate::domain::{NhsNumber, PartialDate, Person};

/// The identifier system of NHS numbers.
pub const NHS_NUMBER_SYSTEM: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// Whom something is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    Subject,
    SomebodyElse,
    NotSaid,
}

impl About {
    /// Two statements on the same thing: one about somebody else decides.
    fn and(self, other: About) -> About {
        match (self, other) {
            (About::SomebodyElse, _) | (_, About::SomebodyElse) => About::SomebodyElse,
            (About::Subject, _) | (_, About::Subject) => About::Subject,
            _ => About::NotSaid,
        }
    }
}

/// Checks resources of one source against the subject of one order.
pub struct SubjectCheck<'o> {
    order: &'o FetchOrder,
    /// The source's own system for NHS numbers, beside the national one.
    system: &'o str,
    /// The source's own ids of the subject, as far as they have been proved.
    patient_ids: HashSet<String>,
}

impl<'o> SubjectCheck<'o> {
    pub fn new(order: &'o FetchOrder, system: &'o str) -> Self {
        Self { order, system, patient_ids: HashSet::new() }
    }

    /// Takes ids of the subject's that have been proved.
    pub fn with_patient_ids(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.patient_ids.extend(ids);
        self
    }

    /// Whose `Patient` this is: by NHS number; a wrong family name together with a wrong birth date counts as
    /// somebody else.
    pub fn patient(&self, patient: Node) -> About {
        let by_number = self.numbers(patient);
        if by_number != About::NotSaid && wrong_name_and_birth_date(patient, self.order.subject()) {
            return About::SomebodyElse;
        }
        by_number
    }

    fn numbers(&self, holder: Node) -> About {
        let mut about = About::NotSaid;
        let mut former = About::NotSaid;
        for identifier in holder.all("identifier") {
            let Some(number) = self.nhs_number(identifier) else { continue };
            let means = if self.order.means_subject(number) { About::Subject } else { About::SomebodyElse };
            match identifier.str_at("use") {
                Some("old") => former = former.and(means),
                _ => about = about.and(means),
            }
        }
        if about == About::NotSaid { former } else { about }
    }

    fn nhs_number(&self, identifier: Node) -> Option<NhsNumber> {
        let system = identifier.str_at("system")?;
        if system != self.system && system != NHS_NUMBER_SYSTEM {
            return None;
        }
        NhsNumber::from_source(&identifier.text_at("value")?).ok()
    }

    /// Whom a resource is about, by each of its references to a patient.
    pub fn resource<'a>(&self, resource: Node<'a>, index: &Index<'a>) -> About {
        if resource.resource_type() == "Patient" {
            return self.patient(resource);
        }
        let named = ["subject", "patient", "for"].into_iter().flat_map(|field| resource.all(field));
        let taking_part = resource.all("participant").map(|participant| participant.at("actor"));
        // A task may belong to the person who is to do it, or to an organisation; a message goes between both; all who
        // take part in an appointment may answer.
        let parties =
            ["owner", "sender", "recipient", "actor"].into_iter().flat_map(|field| resource.all(field));
        let owners = parties.filter(|party| Self::is_to_a_patient(*party, index));
        let told = named.chain(taking_part).chain(owners).fold(About::NotSaid, |about, reference| {
            about.and(self.numbers(reference)).and(self.link(resource, reference, index))
        });
        // GP Connect's examples put the one who takes part inside instead of a reference.
        let inside = resource.all("participant").map(|participant| participant.at("resource"));
        let patients = inside.filter(|inside| inside.resource_type() == "Patient");
        patients.fold(told, |about, patient| about.and(self.proved(patient)))
    }

    fn is_to_a_patient<'a>(reference: Node<'a>, index: &Index<'a>) -> bool {
        let key = reference_text(reference).map(|text| index.key(text));
        let type_named = reference.str_at("type").or_else(|| key.as_deref()?.rsplit('/').nth(1));
        type_named == Some("Patient")
    }

    fn link<'a>(&self, holder: Node<'a>, reference: Node<'a>, index: &Index<'a>) -> About {
        let Some(text) = reference_text(reference) else { return About::NotSaid };
        let key = index.key(text);
        let id = key.strip_prefix("Patient/");
        if id.is_some_and(|id| self.patient_ids.contains(id)) {
            return About::Subject;
        }
        match index.resolve(holder, reference) {
            Some(found) if found.resource_type() == "Patient" => self.proved(found),
            Some(_) => About::NotSaid,
            None if self.means_a_patient(reference, &key) => About::SomebodyElse,
            None => About::NotSaid,
        }
    }

    /// A patient that cannot be shown to be the subject is not the subject.
    fn proved(&self, patient: Node) -> About {
        match self.patient(patient) {
            About::Subject => About::Subject,
            About::NotSaid | About::SomebodyElse => About::SomebodyElse,
        }
    }

    /// Whether a reference that leads nowhere in the answer must be to a patient.
    fn means_a_patient(&self, reference: Node, key: &str) -> bool {
        // The same server under another name, or another number of the same person, may be told by the identifier.
        if self.numbers(reference) == About::Subject && !key.starts_with("Patient/") {
            return false;
        }
        let type_named = reference.str_at("type").or_else(|| key.rsplit('/').nth(1));
        match type_named {
            Some(name) => name == "Patient",
            None => true,
        }
    }
}

/// A wrong family name with a wrong birth date. What is not told is not wrong.
pub fn wrong_name_and_birth_date(patient: Node, subject: &Person) -> bool {
    wrong_name(patient, &subject.name) && wrong_birth_date(patient, subject)
}

fn wrong_name(patient: Node, known: &str) -> bool {
    let known = letters(known);
    let told: Vec<_> = patient
        .all("name")
        .filter_map(|name| name.text_at("family").or_else(|| datatypes::name(name)))
        .map(|name| letters(&name))
        .filter(|name| !name.is_empty())
        .collect();
    !told.is_empty() && !told.iter().any(|name| known.contains(name) || name.contains(&known))
}

fn wrong_birth_date(patient: Node, subject: &Person) -> bool {
    let born = PartialDate::Day(subject.date_of_birth).to_string();
    match datatypes::date(patient.at("birthDate")) {
        Some(PartialDate::Moment(moment)) => moment.date_naive() != subject.date_of_birth,
        Some(told) => !born.starts_with(&told.to_string()),
        None => false,
    }
}

/// The letters of a name alone: small, without accents, spaces or dashes.
fn letters(name: &str) -> String {
    name.nfkd().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
