//! Medicines: what is taken, joined with the plans and single issues behind it.

use std::collections::{HashMap, HashSet};

use super::Context;
use super::dispense::Dispensed;
use super::dosage::{coded_dosage, dosage, dosages};
use crate::connectors::fhir_json::{
    Node, SetAside, amount, coded, codings, date, first_date, has_code, notes, status, words,
};
use crate::domain::{Coded, Course, Medicine, MedicineState, PartialDate};

/// Every medicine in an answer, once.
///
/// A `MedicationStatement` stands for the request it is based on. A request based on another request is one issue of
/// that one: it gives the last date of issue and is no entry of its own; nor is a `MedicationDispense` that names the
/// request it was given for. Proposals, drafts and options never came into force.
pub fn medicines<'a>(resources: &[Node<'a>], context: &Context<'a>) -> Vec<Result<Medicine, SetAside>> {
    let shelf = Shelf::of(resources, context);
    let stated: HashSet<_> =
        shelf.statements.iter().flat_map(|statement| shelf.based_on(*statement)).collect();
    let statements = shelf.statements.iter().map(|statement| shelf.medicine(*statement));
    let others = shelf.requests.iter().filter(|request| {
        let is_stated = shelf.key(**request).is_some_and(|key| stated.contains(&key));
        !is_stated && !shelf.is_issue(**request)
    });
    let told: Vec<_> = statements.chain(others.map(|request| shelf.medicine(*request))).collect();
    let alone = shelf.dispensed.alone(|given| !shelf.given_for(given).is_empty(), context);
    told.into_iter().chain(alone).collect()
}

/// All about medicines in one answer.
struct Shelf<'a, 'c> {
    statements: Vec<Node<'a>>,
    requests: Vec<Node<'a>>,
    by_key: HashMap<String, Node<'a>>,
    /// Requests by the request they are based on.
    issues: HashMap<String, Vec<Node<'a>>>,
    dispensed: Dispensed<'a>,
    /// When something was last given out for a request.
    last_given: HashMap<String, PartialDate>,
    context: &'c Context<'a>,
}

impl<'a, 'c> Shelf<'a, 'c> {
    fn of(resources: &[Node<'a>], context: &'c Context<'a>) -> Self {
        let of_type = |wanted: &str| -> Vec<_> {
            resources.iter().copied().filter(|resource| resource.resource_type() == wanted).collect()
        };
        let requests = of_type("MedicationRequest");
        let mut shelf = Self {
            statements: of_type("MedicationStatement"),
            by_key: HashMap::new(),
            issues: HashMap::new(),
            dispensed: Dispensed::of(resources),
            last_given: HashMap::new(),
            requests: requests.clone(),
            context,
        };
        for request in requests {
            if let Some(key) = shelf.key(request) {
                shelf.by_key.insert(key, request);
            }
            for plan in shelf.based_on(request) {
                shelf.issues.entry(plan).or_default().push(request);
            }
        }
        shelf.last_given = shelf.dispensed.last_given(|given| shelf.given_for(given));
        shelf
    }

    /// The requests of this answer that something was given out for, with the plans that these are issues of.
    fn given_for(&self, given: Node<'a>) -> Vec<String> {
        let named = given.all("authorizingPrescription");
        let resolved = named.filter_map(|reference| self.context.index.resolve(given, reference));
        let keys = resolved.flat_map(|request| self.key(request).into_iter().chain(self.based_on(request)));
        keys.filter(|key| self.by_key.contains_key(key)).collect()
    }

    fn key(&self, resource: Node<'a>) -> Option<String> {
        Some(format!("{}/{}", resource.resource_type(), resource.id()?))
    }

    fn based_on(&self, resource: Node<'a>) -> Vec<String> {
        let references = resource.all("basedOn").chain(resource.all("derivedFrom"));
        let resolved = references.filter_map(|reference| self.context.index.resolve(resource, reference));
        resolved
            .filter(|target| target.resource_type() == "MedicationRequest")
            .filter_map(|t| self.key(t))
            .collect()
    }

    fn is_issue(&self, request: Node<'a>) -> bool {
        let own = self.key(request);
        self.based_on(request)
            .into_iter()
            .any(|plan| Some(&plan) != own.as_ref() && self.by_key.contains_key(&plan))
    }

    /// A statement or a request as an entry; what a statement leaves open is looked up in its request.
    fn medicine(&self, main: Node<'a>) -> Result<Medicine, SetAside> {
        if !counts(main) {
            return Err(SetAside::DoesNotCount);
        }
        let plan = self.based_on(main).into_iter().find_map(|key| self.by_key.get(&key).copied());
        let both = [Some(main), plan];
        let first =
            |read: &dyn Fn(Node<'a>) -> Option<String>| both.iter().flatten().find_map(|node| read(*node));
        let named = both.iter().flatten().find_map(|node| name(*node, self.context));
        let name = named.ok_or(SetAside::NoName)?;
        let request = plan.unwrap_or(main);
        Ok(Medicine {
            source_id: self.context.source_id(main),
            name,
            dosage: first(&dosage),
            route: both
                .iter()
                .flatten()
                .find_map(|node| dosages(*node).find_map(|dosage| coded(dosage.at("route")))),
            coded_dosage: coded_dosage(both.into_iter().flatten()),
            instructions: first(&instructions),
            quantity: first(&quantity),
            course: course(request),
            state: state(main),
            started: first_date(main, &["effectiveDateTime", "effectivePeriod"])
                .or_else(|| date(request.at("dispenseRequest").at("validityPeriod").at("start")))
                .or_else(|| date(main.at("authoredOn"))),
            ended: date(main.at("effectivePeriod").at("end")),
            last_issued: self.last_issued(main, request),
            recorded: first_date(main, &["dateAsserted", "authoredOn"]),
            reason: first(&|node| self.reason(node)),
            reason_stopped: first(&reason_stopped),
            prescriber: first(&|node| self.context.name_in(node, &["requester", "recorder"])),
            note: first(&notes),
        })
    }

    fn last_issued(&self, main: Node<'a>, request: Node<'a>) -> Option<PartialDate> {
        let told = date(main.extension("MedicationStatementLastIssueDate-1").at("valueDateTime"))
            .or_else(|| date(main.extension("MedicationStatementLastIssueDate").at("valueDateTime")));
        let issues = self.key(request).and_then(|key| self.issues.get(&key));
        let counted = issues.into_iter().flatten().filter(|issue| counts(**issue));
        let issued = |issue: &Node<'a>| {
            let validity = issue.at("dispenseRequest").at("validityPeriod").at("start");
            date(validity).or_else(|| date(issue.at("authoredOn")))
        };
        let given = self.key(request).and_then(|key| self.last_given.get(&key).copied());
        told.or_else(|| counted.filter_map(issued).max()).max(given)
    }

    fn reason(&self, node: Node<'a>) -> Option<String> {
        let named = node.all("reasonCode").find_map(words);
        named.or_else(|| {
            node.all("reasonReference").find_map(|reference| {
                let resolved = self.context.index.resolve(node, reference);
                resolved.and_then(|reason| words(reason.at("code"))).or_else(|| reference.text_at("display"))
            })
        })
    }
}

/// The product, in the resource itself or in the one that it points to.
pub(super) fn name<'a>(node: Node<'a>, context: &Context<'a>) -> Option<Coded> {
    let named = coded(node.at("medicationCodeableConcept"));
    let reference =
        [node.at("medicationReference"), node.at("medication").at("reference"), node.at("medication")]
            .into_iter()
            .find(|reference| reference.exists());
    let resolved = || {
        let medicine = context.index.resolve(node, reference?)?;
        coded(medicine.at("code"))
    };
    let shown = || reference?.text_at("display").map(Coded::text);
    named.or_else(resolved).or_else(shown)
}

/// Whether it came into force: not taken back, not a mere proposal.
pub fn counts(node: Node) -> bool {
    let taken_back = matches!(status(node.at("status")).as_deref(), Some("entered-in-error" | "draft"));
    let proposed = matches!(status(node.at("intent")).as_deref(), Some("proposal" | "option"));
    let forbidden = node.at("doNotPerform").truth() == Some(true);
    !taken_back && !proposed && !forbidden
}

fn state(node: Node) -> MedicineState {
    match status(node.at("status")).as_deref() {
        Some("active" | "intended") => MedicineState::Current,
        Some("completed") => MedicineState::Finished,
        Some("stopped" | "cancelled" | "not-taken" | "ended") => MedicineState::Stopped,
        Some("on-hold") => MedicineState::OnHold,
        _ => MedicineState::NotSaid,
    }
}

/// Whether it is given again and again.
pub fn course(request: Node) -> Course {
    let told = request.extension("PrescriptionType-1").at("valueCodeableConcept");
    let therapy = request.at("courseOfTherapyType");
    if has_code(told, &["repeat", "repeat-dispensing", "continuous"])
        || has_code(therapy, &["continuous", "continuous-repeat-dispensing", "seasonal"])
        || request.extension("MedicationRepeatInformation").exists()
    {
        return Course::Repeat;
    }
    let is_one_off = has_code(told, &["acute", "delayed-prescribing", "acute-handwritten"])
        || has_code(therapy, &["acute"]);
    if is_one_off { Course::OneOff } else { Course::NotSaid }
}

fn instructions(node: Node) -> Option<String> {
    let lines: Vec<_> = dosages(node)
        .flat_map(|dosage| {
            let further = dosage.all("additionalInstruction").filter_map(words);
            dosage.text_at("patientInstruction").into_iter().chain(further).collect::<Vec<_>>()
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

pub(super) fn quantity(node: Node) -> Option<String> {
    let quantity = node.at("dispenseRequest").at("quantity");
    quantity.is_object().then(|| amount(quantity)).flatten()
}

fn reason_stopped(node: Node) -> Option<String> {
    let in_r4 = node.all("statusReason").find_map(words);
    let concept =
        node.extension("MedicationStatusReason-1").extension("statusReason").at("valueCodeableConcept");
    in_r4.or_else(|| {
        words(concept).filter(|_| codings(concept).next().is_some() || concept.at("text").exists())
    })
}
