//! A surgery's requests (`Task`) as prescriptions, and as what became of an order: pure.

use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{
    About, Index, Node, SetAside, SubjectCheck, date, entries, first_date, has_code, link, status, words,
};
use crate::connectors::mapping::{
    Context, Dialect, Gathering, course, marked, named_id, pharmacy, prescribed_item,
};
use crate::domain::{
    Coded, Course, OdsCode, Part, PrescribedItem, Prescription, PrescriptionState, Requested, SourceNote,
};

/// Under this identifier a surgery sees the same wish again.
pub const UUID_SYSTEM: &str = "https://tools.ietf.org/html/rfc4122";

/// What a request may carry beside the medicine (GP Connect patient-facing prescriptions, `Task.input`).
pub const PARAMETERS: &str = "https://fhir.hl7.org.uk/GPConnect-PrescriptionOrderingParameters";
/// A pharmacy for this one time, other than the one nominated with demographics.
pub const PREFERRED_PERFORMER: &str = "preferred-performer";
pub const ODS_SYSTEM: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// All resources of one or more answers, each checked to be about the subject.
pub struct Bundles<'a> {
    pub about_subject: Vec<Node<'a>>,
    pub context: Context<'a>,
    /// Entries that do not say whom they are about or what they are.
    pub set_aside: u32,
    /// The surgery itself said that something is missing.
    pub is_incomplete: bool,
}

impl<'a> Bundles<'a> {
    /// # Errors
    /// [`ConnectorError::AboutSomebodyElse`] when a single resource is about anyone but the subject.
    pub fn read(
        bundles: &[Node<'a>],
        is_partial: bool,
        base: &str,
        check: &SubjectCheck,
    ) -> Result<Self, ConnectorError> {
        if bundles.iter().any(|bundle| bundle.resource_type() != "Bundle") {
            return Err(ConnectorError::Unreadable("not a bundle"));
        }
        let all: Vec<_> = bundles.iter().copied().flat_map(entries).collect();
        let mut index = Index::new(base);
        bundles.iter().for_each(|bundle| index.read_mark(*bundle));
        for entry in &all {
            // Published answers give one `fullUrl` to several entries; the ids are their own.
            index.add(None, entry.resource);
        }
        let mut read = Self {
            about_subject: Vec::new(),
            context: Context { index, dialect: Dialect::R4 },
            set_aside: 0,
            is_incomplete: is_partial || bundles.iter().any(|bundle| link(*bundle, "next").is_some()),
        };
        for entry in all {
            read.take(entry.resource, check)?;
        }
        Ok(read)
    }

    fn take(&mut self, resource: Node<'a>, check: &SubjectCheck) -> Result<(), ConnectorError> {
        let about = check.resource(resource, &self.context.index);
        let inside = |inner: Node<'a>| check.resource(inner, &self.context.index) == About::SomebodyElse;
        if about == About::SomebodyElse || resource.all("contained").any(inside) {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        match resource.resource_type() {
            "OperationOutcome" => {
                let is_more_than_news = |issue: Node| issue.str_at("severity") != Some("information");
                self.is_incomplete |= resource.all("issue").any(is_more_than_news);
            }
            "Task" | "MedicationRequest" | "MedicationStatement" if about == About::Subject => {
                self.about_subject.push(resource);
            }
            "Task" | "MedicationRequest" | "MedicationStatement" | "" => self.set_aside += 1,
            _ => {}
        }
        Ok(())
    }

    pub fn of_type(&self, name: &'static str) -> impl Iterator<Item = Node<'a>> {
        self.about_subject.iter().copied().filter(move |resource| resource.resource_type() == name)
    }

    fn tasks(&self) -> impl Iterator<Item = Node<'a>> {
        self.of_type("Task")
    }

    /// Every request, each as a prescription of one medicine.
    pub fn prescriptions(&self) -> Part<Prescription> {
        let mut part = Gathering::default();
        part.take_all(self.tasks().map(|task| self.prescription(task)));
        part.mark(&marked(&self.context));
        part.set_aside(SetAside::NoSubject, self.set_aside);
        if self.is_incomplete {
            part.note(SourceNote::Incomplete { text: None });
        }
        part.finish()
    }

    /// Every request, as what became of it.
    pub fn requested(&self) -> impl Iterator<Item = Requested> {
        self.tasks().filter_map(requested)
    }

    /// The request that was made for this wish.
    pub fn made_for(&self, wish: uuid::Uuid) -> Option<Requested> {
        self.tasks().find(|task| identifiers(*task).any(|known| known == wish)).and_then(requested)
    }

    fn prescription(&self, task: Node<'a>) -> Result<Prescription, SetAside> {
        if status(task.at("status")).as_deref() == Some("entered-in-error") {
            return Err(SetAside::DoesNotCount);
        }
        let plan = self.context.index.resolve(task, task.at("focus")).unwrap_or(Node::NOTHING);
        let named = prescribed_item(plan, &self.context).ok();
        // Without the plan its own words must do, such as "Repeat prescription for Pulmicort 100 Turbohaler".
        let shown = || task.at("focus").text_at("display").map(named_only);
        let item = named.or_else(shown).ok_or(SetAside::NoName)?;
        let state = state(task);
        Ok(Prescription {
            source_id: self.context.source_id(task),
            number: sent_as(task),
            items: vec![PrescribedItem {
                since: first_date(task, &["lastModified", "authoredOn"]),
                reason: task.all("statusReason").find_map(words),
                note: None,
                state,
                ..item
            }],
            items_not_read: 0,
            course: if plan.exists() { course(plan) } else { Course::NotSaid },
            dated: date(task.at("authoredOn")),
            prescriber: plan.at("requester").text_at("display"),
            prescribed_at: None,
            pharmacy: pharmacy(plan, &self.context).filter(|_| wants_no_other(task)),
            comment: comment(task),
        })
    }
}

fn named_only(text: String) -> PrescribedItem {
    PrescribedItem {
        name: Coded::text(text),
        quantity: None,
        dosage: None,
        coded_dosage: None,
        state: PrescriptionState::NotSaid,
        since: None,
        reason: None,
        note: None,
    }
}

/// Whether the person named no pharmacy of their own for this one time: its name is not told, and the usual one would
/// be the wrong one.
fn wants_no_other(task: Node) -> bool {
    preferred(task).next().is_none()
}

fn preferred(task: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    task.all("input").filter(|input| has_code(input.at("type"), &[PREFERRED_PERFORMER]))
}

/// What the person wrote; what the surgery writes has another author.
fn comment(task: Node) -> Option<String> {
    let lines: Vec<_> = task.all("note").filter_map(|note| note.text_at("text")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// How a request stands (GP Connect patient-facing prescriptions, `Task.status`).
pub fn state(task: Node) -> PrescriptionState {
    match status(task.at("status")).as_deref() {
        Some("requested" | "received" | "ready") => PrescriptionState::AskedFor,
        Some("accepted" | "in-progress") => PrescriptionState::BeingLookedAt,
        Some("on-hold") => PrescriptionState::OnHold,
        // A surgery refuses for business reasons, or a prescriber on clinical grounds.
        Some("rejected" | "failed") => PrescriptionState::Refused,
        Some("cancelled") => PrescriptionState::Cancelled,
        Some("completed") if was_sent(task) => PrescriptionState::SentElectronically,
        Some("completed") => PrescriptionState::Approved,
        Some("unknown") | None => PrescriptionState::NotSaid,
        Some(other) => PrescriptionState::Other(task.text_at("status").unwrap_or_else(|| other.to_owned())),
    }
}

fn sent(task: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    task.all("output").filter(|output| has_code(output.at("type"), &["sent-to-eps"]))
}

fn was_sent(task: Node) -> bool {
    sent(task).next().is_some()
}

/// The prescription's number, where it is one and not the id of a line of it.
fn sent_as(task: Node) -> Option<String> {
    let number = sent(task).map(|output| output.at("valueIdentifier"));
    let mut numbers = number.filter(|id| {
        id.str_at("system").is_some_and(|system| system.ends_with("/Id/prescription-order-number"))
    });
    numbers.next()?.text_at("value")
}

fn identifiers(task: Node<'_>) -> impl Iterator<Item = uuid::Uuid> {
    let known = |id: &Node| id.str_at("system").is_none_or(|system| system == UUID_SYSTEM);
    task.all("identifier").filter(known).filter_map(|id| id.text_at("value")?.parse().ok())
}

/// One request, where it has an id.
pub fn requested(task: Node) -> Option<Requested> {
    let focus = task.at("focus").text_at("reference");
    Some(Requested {
        id: task.id()?,
        listed_as: named_id(task.resource_type(), task),
        repeat: focus.and_then(|focus| Some(focus.rsplit_once("MedicationRequest/")?.1.to_owned())),
        state: state(task),
        asked: date(task.at("authoredOn")),
        changed: date(task.at("lastModified")),
        reason: task.all("statusReason").find_map(words),
        pharmacy: preferred(task)
            .find_map(|input| OdsCode::parse(&input.at("valueIdentifier").text_at("value")?).ok()),
    })
}
