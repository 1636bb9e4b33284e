//! A structured record as an answer: pure.

use super::consultation::Consultations;
use super::lists::{self, ListOf};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{About, Index, Node, SetAside, SubjectCheck, entries, issue_notes};
use crate::connectors::mapping::{
    Context, Dialect, Gathering, allergies, condition, family_history, is_measurement, letter, marked,
    medicines, no_known_condition, person_details, referral, test_results, vaccination, visit,
};
use crate::domain::{
    Allergy, AllergyState, Answer, Condition, InAnswer, Kind, Kinds, Marked, PersonDetails, SourceNote,
    TestResult,
};

/// Reads a structured record for these kinds, and checks every resource in it.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when a single one is about anyone but the subject.
pub fn answer(bundle: Node, base: &str, check: SubjectCheck, kinds: Kinds) -> Result<Answer, ConnectorError> {
    let record = Record::read(bundle, base, check)?;
    let mut answer = Answer::default();
    for kind in kinds.iter() {
        record.put(kind, &mut answer);
    }
    Ok(answer)
}

/// Everything in one structured record that is about the subject.
struct Record<'a> {
    context: Context<'a>,
    about_subject: Vec<Node<'a>>,
    /// Resources inside lists: ended allergies, in some systems.
    contained: Vec<Node<'a>>,
    lists: Vec<Node<'a>>,
    notes: Vec<SourceNote>,
    /// Resources without a subject, by the kind that they would be.
    without_subject: Vec<Kind>,
    unreadable: u32,
    marked: Marked,
}

impl<'a> Record<'a> {
    fn read(bundle: Node<'a>, base: &str, check: SubjectCheck) -> Result<Self, ConnectorError> {
        if bundle.resource_type() != "Bundle" {
            return Err(ConnectorError::Unreadable("not a bundle"));
        }
        let mut index = Index::new(base);
        index.read_mark(bundle);
        for entry in entries(bundle) {
            index.add(entry.full_url, entry.resource);
        }
        let context = Context { index, dialect: Dialect::GpConnect };
        let mut record = Self {
            context,
            about_subject: Vec::new(),
            contained: Vec::new(),
            lists: Vec::new(),
            notes: Vec::new(),
            without_subject: Vec::new(),
            unreadable: 0,
            marked: Marked::default(),
        };
        let resources = || entries(bundle).map(|entry| entry.resource);
        let patients: Vec<_> = resources().filter(|resource| resource.resource_type() == "Patient").collect();
        if patients.iter().any(|patient| check.patient(*patient) != About::Subject) {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        // Proved once here, and not again for each of thousands of resources.
        let check = check.with_patient_ids(patients.iter().filter_map(|patient| patient.id()));
        for resource in resources() {
            record.take(resource, &check)?;
            for inner in resource.all("contained") {
                record.take_contained(inner, &check)?;
            }
        }
        if patients.is_empty() {
            return Err(ConnectorError::Unreadable("no patient in the record"));
        }
        record.marked = marked(&record.context);
        Ok(record)
    }

    fn take(&mut self, resource: Node<'a>, check: &SubjectCheck) -> Result<(), ConnectorError> {
        let about = check.resource(resource, &self.context.index);
        if about == About::SomebodyElse {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        match resource.resource_type() {
            "" => self.unreadable += 1,
            "OperationOutcome" => self.notes.extend(issue_notes(resource)),
            "List" => self.lists.push(resource),
            name => match (about, kind_of(name)) {
                (About::Subject, _) => self.about_subject.push(resource),
                (_, Some(kind)) => self.without_subject.push(kind),
                (_, None) => {}
            },
        }
        Ok(())
    }

    fn take_contained(&mut self, inner: Node<'a>, check: &SubjectCheck) -> Result<(), ConnectorError> {
        match check.resource(inner, &self.context.index) {
            About::SomebodyElse => return Err(ConnectorError::AboutSomebodyElse),
            About::Subject => self.contained.push(inner),
            About::NotSaid => self.without_subject.extend(kind_of(inner.resource_type())),
        }
        Ok(())
    }

    fn of_type(&self, name: &'static str) -> impl Iterator<Item = Node<'a>> {
        self.about_subject.iter().copied().filter(move |resource| resource.resource_type() == name)
    }

    fn put(&self, kind: Kind, answer: &mut Answer) {
        let context = &self.context;
        match kind {
            Kind::Appointments
            | Kind::CarePlans
            | Kind::Prescriptions
            | Kind::Questionnaires
            | Kind::Messages => {}
            Kind::Details => {
                let mut part = Gathering::default();
                for patient in self.of_type("Patient") {
                    let (details, set_aside) = person_details(patient, context);
                    part.take(Ok(details));
                    part.set_aside(SetAside::NotReadable, set_aside);
                }
                part.mark(&self.marked);
                PersonDetails::put(answer, part.finish());
            }
            Kind::Medicines => {
                self.with(kind, answer, |part| part.take_all(medicines(&self.about_subject, context)));
            }
            Kind::Allergies => self.with(kind, answer, |part| self.allergies(part)),
            Kind::Conditions => self.with(kind, answer, |part| self.conditions(part)),
            Kind::TestResults => self.with(kind, answer, |part| self.test_results(part)),
            Kind::Letters => self.with(kind, answer, |part| {
                part.take_all(self.of_type("DocumentReference").map(|resource| letter(resource, context)));
            }),
            Kind::Vaccinations => self.with(kind, answer, |part| {
                part.take_all(self.of_type("Immunization").map(|resource| vaccination(resource, context)));
            }),
            Kind::Referrals => self.with(kind, answer, |part| {
                part.take_all(self.of_type("ReferralRequest").map(|resource| referral(resource, context)));
            }),
            Kind::Visits => self.with(kind, answer, |part| {
                let consultations = Consultations::of(&self.lists, context);
                let visits = self.of_type("Encounter");
                part.take_all(
                    visits.map(|resource| visit(resource, consultations.notes(resource, context), context)),
                );
            }),
        }
    }

    /// Fills one part, and adds what the surgery says of its lists.
    fn with<T: InAnswer>(&self, kind: Kind, answer: &mut Answer, fill: impl FnOnce(&mut Gathering<T>)) {
        let mut part = Gathering::default();
        let lists = self.lists.iter().filter(|list| ListOf::of(**list).kinds().contains(kind));
        for list in lists {
            lists::notes(*list).into_iter().for_each(|note| part.note(note));
            if Some(ListOf::of(*list)) == ListOf::main_for(kind) && kind != Kind::Letters {
                part.none_known(lists::none_known(*list));
            }
        }
        let has_list = self.lists.iter().any(|list| Some(ListOf::of(*list)) == ListOf::main_for(kind));
        if !has_list {
            part.note(SourceNote::Incomplete { text: None });
        }
        self.notes.iter().cloned().for_each(|note| part.note(note));
        let without_subject = self.without_subject.iter().filter(|other| **other == kind).count();
        part.set_aside(SetAside::NotAResource, self.unreadable);
        part.set_aside(SetAside::NoSubject, u32::try_from(without_subject).unwrap_or(u32::MAX));
        fill(&mut part);
        part.say_none_only_of_a_whole(&self.context.index);
        part.mark(&self.marked);
        T::put(answer, part.finish());
    }

    fn allergies(&self, part: &mut Gathering<Allergy>) {
        let ended: Vec<_> = self
            .lists
            .iter()
            .filter(|list| ListOf::of(**list) == ListOf::EndedAllergies)
            .flat_map(|list| list.all("entry").map(move |entry| (*list, entry.at("item"))))
            .filter_map(|(list, item)| self.context.index.resolve(list, item))
            .map(|resource| self.context.source_id(resource))
            .collect();
        let mut listed = Gathering::default();
        allergies(self.of_type("AllergyIntolerance"), &self.context, &mut listed);
        listed.change(|allergy| {
            if ended.contains(&allergy.source_id) {
                allergy.state = AllergyState::Ended;
            }
        });
        part.join(listed);
        let inside =
            self.contained.iter().copied().filter(|inner| inner.resource_type() == "AllergyIntolerance");
        let mut contained = Gathering::default();
        allergies(inside, &self.context, &mut contained);
        // An id inside a list says nothing about the same id outside.
        contained.change(|allergy| {
            allergy.source_id.insert(0, '#');
            if allergy.state == AllergyState::NotSaid {
                allergy.state = AllergyState::Ended;
            }
        });
        part.join(contained);
    }

    fn conditions(&self, part: &mut Gathering<Condition>) {
        for resource in self.of_type("Condition") {
            match no_known_condition(resource) {
                Some(statement) => part.none_known(Some(statement)),
                None => part.take(condition(resource, &self.context)),
            }
        }
        let in_family =
            self.of_type("Observation").filter_map(|resource| family_history(resource, &self.context));
        part.take_all(in_family.map(Ok));
    }

    /// Everything from investigations, and measurements wherever they stand. What was only written down (a comment,
    /// a code) is part of a visit.
    fn test_results(&self, part: &mut Gathering<TestResult>) {
        let results: Vec<_> = self
            .about_subject
            .iter()
            .copied()
            .filter(|resource| match resource.resource_type() {
                "DiagnosticReport" => true,
                "Observation" => is_measurement(*resource),
                _ => false,
            })
            .collect();
        part.take_all(test_results(&results, &self.context));
    }
}

/// The kind of entry that a type of resource becomes.
fn kind_of(resource_type: &str) -> Option<Kind> {
    Some(match resource_type {
        "AllergyIntolerance" => Kind::Allergies,
        "MedicationStatement" | "MedicationRequest" => Kind::Medicines,
        "Condition" => Kind::Conditions,
        "Immunization" => Kind::Vaccinations,
        "Encounter" => Kind::Visits,
        "ReferralRequest" => Kind::Referrals,
        "Observation" | "DiagnosticReport" => Kind::TestResults,
        "DocumentReference" => Kind::Letters,
        _ => return None,
    })
}
