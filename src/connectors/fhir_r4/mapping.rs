//! The pages of one kind's searches as entries: pure.

use super::forms::Forms;
use super::search::Pages;
use crate::connectors::ConnectorError;
use crate::connectors::fhir_json::{
    About, BundleEntry, Index, Mode, Node, SetAside, SubjectCheck, entries, issue_notes, withhold_together,
};
use crate::connectors::mapping::{
    Context, Dialect, Gathering, allergies, appointment, asked_questionnaires, care_plan, condition, letter,
    marked, medicines, messages, no_known_condition, referral, test_results, vaccination, visit,
};
use crate::domain::{Answer, Entry, InAnswer, Kind, SourceNote, WhySetAside};

/// All that the searches of one kind brought.
pub struct Found<'a> {
    matched: Vec<Node<'a>>,
    context: Context<'a>,
    notes: Vec<SourceNote>,
    set_aside: WhySetAside,
}

impl<'a> Found<'a> {
    /// Reads the pages, and checks every resource in them. What one search tells of that is not for the patient goes out
    /// of all of them.
    ///
    /// # Errors
    /// [`ConnectorError::AboutSomebodyElse`] when a single one is about anyone but the subject.
    pub fn read(
        pages: &'a mut [(&'static str, Pages)],
        base: &str,
        check: &SubjectCheck,
    ) -> Result<Self, ConnectorError> {
        withhold_together(pages.iter_mut().flat_map(|(_, pages)| pages.documents()));
        let pages = &*pages;
        let bundles =
            pages.iter().flat_map(|(wanted, pages)| pages.bundles().map(move |bundle| (*wanted, bundle)));
        Self::of_bundles(bundles, base, check)
    }

    /// The same, with what was fetched besides, checked likewise.
    ///
    /// # Errors
    /// As [`Found::read`].
    pub fn with_forms(mut self, forms: &'a Forms, check: &SubjectCheck) -> Result<Self, ConnectorError> {
        for (address, resource) in forms.all() {
            self.context.index.add(Some(address), resource);
        }
        let is_stray = |(_, form): (&str, Node<'a>)| {
            let mut all = std::iter::once(form).chain(form.all("contained"));
            all.any(|one| check.resource(one, &self.context.index) == About::SomebodyElse)
        };
        if forms.all().any(is_stray) { Err(ConnectorError::AboutSomebodyElse) } else { Ok(self) }
    }

    /// The same for bundles that each answer a search for one type.
    pub fn of_bundles(
        bundles: impl IntoIterator<Item = (&'static str, Node<'a>)>,
        base: &str,
        check: &SubjectCheck,
    ) -> Result<Self, ConnectorError> {
        let mut index = Index::new(base);
        let all: Vec<_> = bundles
            .into_iter()
            .inspect(|(_, bundle)| index.read_mark(*bundle))
            .flat_map(|(wanted, bundle)| entries(bundle).map(move |entry| (wanted, entry)))
            .collect();
        for (_, entry) in &all {
            index.add(entry.full_url, entry.resource);
        }
        let context = Context { index, dialect: Dialect::R4 };
        let mut found =
            Self { matched: Vec::new(), context, notes: Vec::new(), set_aside: WhySetAside::default() };
        for (wanted, entry) in all {
            found.take(wanted, entry, check)?;
        }
        Ok(found)
    }

    fn take(
        &mut self,
        wanted: &str,
        entry: BundleEntry<'a>,
        check: &SubjectCheck,
    ) -> Result<(), ConnectorError> {
        let resource = entry.resource;
        let kind = resource.resource_type();
        if kind == "OperationOutcome" {
            self.notes.extend(issue_notes(resource));
            return Ok(());
        }
        let about = check.resource(resource, &self.context.index);
        if about == About::SomebodyElse {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        // Goals and activities may stand inside a plan, questions inside a task, and are shown with it.
        let inside = |inner: Node<'a>| check.resource(inner, &self.context.index) == About::SomebodyElse;
        if matches!(kind, "CarePlan" | "Task" | "QuestionnaireResponse" | "Communication")
            && resource.all("contained").any(inside)
        {
            return Err(ConnectorError::AboutSomebodyElse);
        }
        let is_wanted = match entry.mode {
            Mode::Match => true,
            Mode::NotSaid => kind == wanted || kind.is_empty(),
            Mode::Include | Mode::Outcome => false,
        };
        match is_wanted {
            false => {}
            true if kind == wanted && about == About::Subject => self.matched.push(resource),
            true if kind == wanted => self.set_aside.count(SetAside::NoSubject, 1),
            true => self.set_aside.count(SetAside::NotAResource, 1),
        }
        Ok(())
    }

    /// The resources that were searched for, each about the subject, and what they stand in.
    pub fn matched(&self) -> (&[Node<'a>], &Context<'a>) {
        (&self.matched, &self.context)
    }

    /// Puts the entries of that kind into the answer.
    pub fn put(self, kind: Kind, is_incomplete: bool, answer: &mut Answer) {
        let context = &self.context;
        match kind {
            Kind::Appointments => self.each(is_incomplete, answer, appointment),
            Kind::Medicines => {
                self.with(is_incomplete, answer, |part| part.take_all(medicines(&self.matched, context)));
            }
            Kind::Allergies => {
                self.with(is_incomplete, answer, |part| {
                    allergies(self.matched.iter().copied(), context, part)
                });
            }
            Kind::Conditions => self.with(is_incomplete, answer, |part| {
                for resource in &self.matched {
                    match no_known_condition(*resource) {
                        Some(statement) => part.none_known(Some(statement)),
                        None => part.take(condition(*resource, context)),
                    }
                }
            }),
            Kind::TestResults => {
                self.with(is_incomplete, answer, |part| part.take_all(test_results(&self.matched, context)));
            }
            Kind::Letters => self.each(is_incomplete, answer, letter),
            Kind::Vaccinations => self.each(is_incomplete, answer, vaccination),
            Kind::Visits => {
                self.each(is_incomplete, answer, |resource, context| visit(resource, Vec::new(), context));
            }
            Kind::Referrals => self.each(is_incomplete, answer, referral),
            Kind::CarePlans => self.each(is_incomplete, answer, care_plan),
            Kind::Prescriptions | Kind::Details => {}
            Kind::Messages => {
                self.with(is_incomplete, answer, |part| part.take_all(messages(&self.matched, context)));
            }
            Kind::Questionnaires => self.with(is_incomplete, answer, |part| {
                part.take_all(asked_questionnaires(&self.matched, context));
            }),
        }
    }

    fn each<T: InAnswer>(
        &self,
        is_incomplete: bool,
        answer: &mut Answer,
        map: impl Fn(Node<'a>, &Context<'a>) -> Result<T, SetAside>,
    ) {
        self.with(is_incomplete, answer, |part| {
            part.take_all(self.matched.iter().map(|resource| map(*resource, &self.context)));
        });
    }

    fn with<T: InAnswer + Entry>(
        &self,
        is_incomplete: bool,
        answer: &mut Answer,
        fill: impl FnOnce(&mut Gathering<T>),
    ) {
        let mut part = Gathering::default();
        fill(&mut part);
        part.say_none_only_of_a_whole(&self.context.index);
        part.mark(&marked(&self.context));
        self.set_aside.each().for_each(|(why, count)| part.set_aside(why, count));
        self.notes.iter().cloned().for_each(|note| part.note(note));
        if is_incomplete {
            part.note(SourceNote::Incomplete { text: None });
        }
        T::put(answer, part.finish());
    }
}
