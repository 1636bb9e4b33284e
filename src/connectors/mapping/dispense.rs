//! What a pharmacy gave out (`MedicationDispense`): the last date of issue of the medicine that it was given for, or, where
//! that is not in the answer, the medicine itself.

use std::collections::HashMap;

use super::Context;
use super::dosage::{coded_dosage, dosage, dosages};
use super::medicine::name;
use crate::connectors::fhir_json::{Node, SetAside, amount, coded, date, notes, status, words};
use crate::domain::{Coded, Course, Medicine, MedicineState, PartialDate, plain};

/// Everything that was given out, in one answer.
pub(super) struct Dispensed<'a> {
    given: Vec<Node<'a>>,
}

impl<'a> Dispensed<'a> {
    pub(super) fn of(resources: &[Node<'a>]) -> Self {
        let is_one = |resource: &&Node<'a>| resource.resource_type() == "MedicationDispense";
        let given = resources.iter().filter(is_one).copied().filter(|one| was_given(*one)).collect();
        Self { given }
    }

    /// The last day on which something was given for a request, by the request's key. What a dispense was given for
    /// is only what it names itself.
    pub(super) fn last_given(
        &self,
        requests_of: impl Fn(Node<'a>) -> Vec<String>,
    ) -> HashMap<String, PartialDate> {
        let mut last = HashMap::new();
        for given in &self.given {
            let Some(when) = when(*given) else { continue };
            for request in requests_of(*given) {
                let known = last.entry(request).or_insert(when);
                *known = (*known).max(when);
            }
        }
        last
    }

    /// What was given for nothing that is in the answer: each medicine once, as it was last given, under the id of
    /// its first dispense, which does not change when it is given again.
    pub(super) fn alone(
        &self,
        is_told: impl Fn(Node<'a>) -> bool,
        context: &Context<'a>,
    ) -> Vec<Result<Medicine, SetAside>> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<(String, Option<String>), usize> = HashMap::new();
        let mut nameless = Vec::new();
        for given in self.given.iter().filter(|given| !is_told(**given)) {
            let Some(named) = name(*given, context) else {
                nameless.push(Err(SetAside::NoName));
                continue;
            };
            let medicine = medicine(*given, named, context);
            let key = (plain(&medicine.name.text), medicine.dosage.as_deref().map(plain));
            match places.get(&key) {
                Some(at) => groups[*at].take(medicine),
                None => {
                    places.insert(key, groups.len());
                    groups.push(Group::of(medicine));
                }
            }
        }
        groups.into_iter().map(|group| Ok(group.medicine())).chain(nameless).collect()
    }
}

/// One medicine that was given out again and again.
struct Group {
    last: Medicine,
    first: (Option<PartialDate>, String),
}

impl Group {
    fn of(medicine: Medicine) -> Self {
        Self { first: (medicine.last_issued, medicine.source_id.clone()), last: medicine }
    }

    fn take(&mut self, medicine: Medicine) {
        let this = (medicine.last_issued, medicine.source_id.clone());
        if this < self.first {
            self.first = this;
        }
        if self.last.last_issued < medicine.last_issued {
            self.last = medicine;
        }
    }

    fn medicine(self) -> Medicine {
        Medicine { source_id: self.first.1, ..self.last }
    }
}

/// Whether it was handed over: what was only made ready, refused or taken back was not.
fn was_given(dispense: Node) -> bool {
    !matches!(
        status(dispense.at("status")).as_deref(),
        Some("preparation" | "cancelled" | "on-hold" | "entered-in-error" | "declined")
    )
}

fn when(dispense: Node) -> Option<PartialDate> {
    date(dispense.at("whenHandedOver")).or_else(|| date(dispense.at("whenPrepared")))
}

/// That something was given out does not say whether it is still taken.
fn medicine<'a>(given: Node<'a>, name: Coded, context: &Context<'a>) -> Medicine {
    let quantity = given.at("quantity");
    Medicine {
        source_id: context.source_id(given),
        name,
        dosage: dosage(given),
        coded_dosage: coded_dosage([given]),
        route: dosages(given).find_map(|dosage| coded(dosage.at("route"))),
        instructions: None,
        quantity: quantity.is_object().then(|| amount(quantity)).flatten(),
        course: Course::NotSaid,
        state: MedicineState::NotSaid,
        started: None,
        ended: None,
        last_issued: when(given),
        recorded: None,
        reason: None,
        reason_stopped: words(given.at("statusReasonCodeableConcept")),
        prescriber: None,
        note: notes(given),
    }
}
