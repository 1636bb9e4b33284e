//! An answer of the Aggregator as entries: pure.

use super::activity::{self, What};
use super::plan::{self, Itself};
use super::{missing, task};
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{
    About, BundleEntry, Index, Mode, Node, SetAside, SubjectCheck, entries, is_marked, status,
};
use crate::connectors::mapping::{Context, Dialect, Gathering, appointment, letter, marked, referral};
use crate::domain::{
    Answer, Appointment, AskedQuestionnaire, CarePlan, InAnswer, Kind, Kinds, Letter, Marked, Referral,
    SourceNote,
};

/// All that one answer told.
pub struct Told<'a> {
    context: Context<'a>,
    appointments: Gathering<Appointment>,
    letters: Gathering<Letter>,
    referrals: Gathering<Referral>,
    care_plans: Gathering<CarePlan>,
    questionnaires: Gathering<AskedQuestionnaire>,
    notes: Vec<(Kinds, SourceNote)>,
}

/// Reads the pages of an answer, and checks every resource in them.
///
/// # Errors
/// [`ConnectorError::AboutSomebodyElse`] when a single one is about anyone but the subject.
pub fn read<'a>(bundles: &[Node<'a>], base: &str, check: &SubjectCheck) -> Result<Told<'a>, ConnectorError> {
    if bundles.iter().any(|bundle| bundle.resource_type() != "Bundle") {
        return Err(ConnectorError::Unreadable("not a bundle"));
    }
    let all: Vec<BundleEntry> = bundles.iter().copied().flat_map(entries).collect();
    let mut index = Index::new(base);
    bundles.iter().for_each(|bundle| index.read_mark(*bundle));
    for entry in &all {
        index.add(entry.full_url, entry.resource);
    }
    let mut told = Told {
        context: Context { index, dialect: Dialect::R4 },
        appointments: Gathering::default(),
        letters: Gathering::default(),
        referrals: Gathering::default(),
        care_plans: Gathering::default(),
        questionnaires: Gathering::default(),
        notes: Vec::new(),
    };
    for entry in all {
        told.take(entry, check)?;
    }
    Ok(told)
}

impl<'a> Told<'a> {
    fn take(&mut self, entry: BundleEntry<'a>, check: &SubjectCheck) -> Result<(), ConnectorError> {
        let resource = entry.resource;
        let about = self.about(resource, check)?;
        for inner in resource.all("contained") {
            self.about(inner, check)?;
        }
        let is_wanted = matches!(entry.mode, Mode::Match | Mode::NotSaid);
        match resource.resource_type() {
            "OperationOutcome" => self.notes.extend(missing::notes(resource)),
            "CarePlan" => self.plan(resource, about, check)?,
            "Appointment" if is_wanted => {
                let entry = known(about).and_then(|()| appointment(resource, &self.context));
                self.appointments.take(entry);
            }
            "DocumentReference" if is_wanted => {
                let entry = known(about).and_then(|()| letter(resource, &self.context));
                // Its file lies at the hospital's portal, where this connector cannot get it.
                self.letters.take(entry.map(|letter| Letter { file_address: None, ..letter }));
            }
            "ServiceRequest" if is_wanted => {
                let entry = known(about).and_then(|()| referral(resource, &self.context));
                self.referrals.take(entry);
            }
            "Task" | "QuestionnaireResponse" if is_wanted => {
                let entry = known(about).and_then(|()| task::questionnaire(resource, &self.context));
                self.questionnaires.take(entry);
            }
            "" => {
                self.unreadable(SetAside::NotAResource);
                self.care_plans.set_aside(SetAside::NotAResource, 1);
            }
            _ => {}
        }
        Ok(())
    }

    fn about(&self, resource: Node<'a>, check: &SubjectCheck) -> Result<About, ConnectorError> {
        match check.resource(resource, &self.context.index) {
            About::SomebodyElse => Err(ConnectorError::AboutSomebodyElse),
            about => Ok(about),
        }
    }

    /// A `CarePlan`: a place on a waiting list, or the roof over everything else. Its activities have no subject of
    /// their own, so that the plan's counts for them.
    fn plan(&mut self, plan: Node<'a>, about: About, check: &SubjectCheck) -> Result<(), ConnectorError> {
        let is_mistake = status(plan.at("status")).as_deref() == Some("entered-in-error");
        let is_marked = is_marked(plan);
        match plan::itself(plan) {
            _ if is_mistake => {}
            Itself::WaitingList => {
                let entry = known(about).and_then(|()| plan::waiting_list(plan));
                self.referrals.take_marked(entry, is_marked);
            }
            Itself::Named => {
                let entry = known(about).and_then(|()| plan::named(plan, &self.context));
                self.care_plans.take_marked(entry, is_marked);
            }
            Itself::Roof => {}
        }
        for activity in plan.all("activity") {
            self.about(activity.at("detail"), check)?;
            if !is_mistake {
                self.activity(activity, about, is_marked);
            }
        }
        Ok(())
    }

    /// What its plan is marked as counts for an activity too: it has no place for a mark of its own.
    fn activity(&mut self, activity: Node<'a>, about: About, is_marked: bool) {
        let detail = activity.at("detail");
        // One that only points to a resource of this answer is read where that stands.
        if !detail.exists() && self.context.index.resolve(activity, activity.at("reference")).is_some() {
            return;
        }
        match activity::what(activity) {
            What::Appointment => {
                let entry = known(about).and_then(|()| activity::appointment(detail));
                self.appointments.take_marked(entry, is_marked);
            }
            What::Letter => {
                let entry = known(about).and_then(|()| activity::letter(detail));
                self.letters.take_marked(entry, is_marked);
            }
            What::Referral => {
                let entry = known(about).and_then(|()| activity::referral(detail));
                self.referrals.take_marked(entry, is_marked);
            }
            What::Questionnaire => {
                let entry = known(about).and_then(|()| activity::questionnaire(detail));
                self.questionnaires.take_marked(entry, is_marked);
            }
            What::Other => {}
            What::NotSaid => self.unreadable(SetAside::NoKind),
        }
    }

    /// Something that may have been of any kind that activities have.
    fn unreadable(&mut self, why: SetAside) {
        self.appointments.set_aside(why, 1);
        self.letters.set_aside(why, 1);
        self.referrals.set_aside(why, 1);
        self.questionnaires.set_aside(why, 1);
    }

    /// These kinds of it. `is_partial`: the service itself said that something is missing.
    pub fn answer(mut self, is_partial: bool, kinds: Kinds) -> Answer {
        if is_partial && self.notes.is_empty() {
            self.notes.push((kinds, SourceNote::Incomplete { text: None }));
        }
        let (marked, mut answer) = (marked(&self.context), Answer::default());
        if kinds.contains(Kind::Appointments) {
            put(self.appointments, (&self.notes, &marked), &mut answer);
        }
        if kinds.contains(Kind::Letters) {
            put(self.letters, (&self.notes, &marked), &mut answer);
        }
        if kinds.contains(Kind::Referrals) {
            put(self.referrals, (&self.notes, &marked), &mut answer);
        }
        if kinds.contains(Kind::CarePlans) {
            put(self.care_plans, (&self.notes, &marked), &mut answer);
        }
        if kinds.contains(Kind::Questionnaires) {
            put(self.questionnaires, (&self.notes, &marked), &mut answer);
        }
        answer
    }
}

fn known(about: About) -> Result<(), SetAside> {
    if about == About::Subject { Ok(()) } else { Err(SetAside::NoSubject) }
}

fn put<T: InAnswer>(
    mut part: Gathering<T>,
    (notes, marked): (&[(Kinds, SourceNote)], &Marked),
    answer: &mut Answer,
) {
    part.mark(marked);
    let own = notes.iter().filter(|(kinds, _)| kinds.contains(T::KIND));
    own.for_each(|(_, note)| part.note(note.clone()));
    T::put(answer, part.finish());
}
