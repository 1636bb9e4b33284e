//! Asks every organisation that knows a person, all at once, and joins what they tell.
//!
//! A question is asked in a task of its own, so that a page's deadline neither stops nor repeats it. What comes back
//! is checked by the connector, kept for a short while in memory and as an encrypted last good copy, and shown only
//! through a permit.

mod acting;
mod answers;
mod asking;
mod breaker;
mod calls;
mod confidential;
mod copy_keeper;
mod disagreements;
mod everything;
mod finds;
mod grouping;
mod health;
mod health_keeper;
mod joining;
mod kept_copy;
mod letter_file;
mod log_in_there;
mod organisation_names;
mod prepared;
mod relationships;
mod services;
mod snapshot;
mod source;
#[cfg(test)]
pub mod testing;
mod waits;
mod who;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

pub use acting::{CannotAct, Hand};
pub use everything::Everything;
pub use finds::{Finds, Sought};
pub use health::{HowItAnswers, InterfaceHealth, SourceHealth};
pub use health_keeper::HealthKeeper;
pub use letter_file::{FileAsked, WhatCame};
pub use log_in_there::LogInThere;
pub use organisation_names::OrganisationNames;
pub use relationships::{NotRead, Relationships};
pub use services::{FromWhere, Services};
pub use snapshot::Snapshot;
pub use source::{Rules, Source};

use crate::access::{Action, Contents, Permit, Sealed};
use crate::connectors::DemographicsService;
use crate::domain::{
    Clock, Gathered, InAnswer, KeptBack, Kinds, OdsCode, Organisation, PersonId, SourceReport, SourceState,
    kinds_to_give,
};
use crate::store::{
    Copies, Keys, KnownTo, LastDemographics, Reports, ResultWaits, StoppedSources, StoreError,
};
use answers::Answers;
use asking::{Asked, Part, Told};
use calls::Calls;
use snapshot::Snapshots;
use waits::Shown;
use who::Facts;

/// For how many people demographics are kept in memory.
const FACTS_KEPT: u64 = 20_000;

/// The limits of asking. Times are whole from the start of a page or of a question.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a page waits for everyone.
    pub page_deadline: Duration,
    /// How long one question may take in all, its repeat included.
    pub question_deadline: Duration,
    /// How long an answer is used again.
    pub reuse: Duration,
    /// How long a last good copy may stand in.
    pub copy_life: chrono::Duration,
    /// How many bytes of answers are kept in memory.
    pub memory: u64,
    /// Whether a page that was made is sent again while nothing on it can have changed.
    pub keep_pages: bool,
    /// The largest letter that is opened, in bytes.
    pub letter_bytes: u64,
}

impl Limits {
    fn pages_kept(&self) -> usize {
        if self.keep_pages { snapshot::MADE_KEPT } else { 0 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_deadline: Duration::from_secs(2),
            question_deadline: Duration::from_secs(30),
            reuse: Duration::from_secs(60),
            copy_life: chrono::Duration::days(7),
            memory: 256 * 1024 * 1024,
            keep_pages: true,
            letter_bytes: crate::connectors::config::FILE_CAP,
        }
    }
}

/// What `gather` keeps in our own database, and the keys for it.
#[derive(Clone)]
pub struct Keeping {
    pub copies: Copies,
    pub known_to: KnownTo,
    pub demographics: LastDemographics,
    pub result_waits: ResultWaits,
    /// What people said is not about them is left out of everything that is gathered about them.
    pub reports: Reports,
    /// What organisations asked not to show is neither asked for nor shown.
    pub stopped: StoppedSources,
    pub keys: Keys,
}

/// What pages of one kind are made of.
pub type One<T> = Arc<Snapshot<Gathered<T>>>;

/// What pages of all kinds are made of.
pub type All = Arc<Snapshot<Everything>>;

/// Everyone who can be asked. Cheap to clone.
#[derive(Clone)]
pub struct Gather(Arc<Everyone>);

struct Everyone {
    sources: Vec<Arc<Source>>,
    not_connected: Vec<Arc<Organisation>>,
    demographics: Option<(Arc<Organisation>, Arc<dyn DemographicsService>)>,
    demographics_health: Arc<health::Health>,
    answers: Answers,
    snapshots: Snapshots,
    facts: Calls<PersonId, Facts>,
    known_to: Cache<PersonId, Arc<HashSet<OdsCode>>>,
    keeping: Keeping,
    limits: Limits,
    clock: Clock,
}

impl Gather {
    pub fn new(
        sources: Vec<Source>,
        not_connected: Vec<Organisation>,
        demographics: Option<(Organisation, Arc<dyn DemographicsService>)>,
        keeping: Keeping,
        limits: Limits,
        clock: Clock,
    ) -> Self {
        Self(Arc::new(Everyone {
            sources: sources.into_iter().map(Arc::new).collect(),
            not_connected: not_connected.into_iter().map(Arc::new).collect(),
            demographics: demographics.map(|(organisation, service)| (Arc::new(organisation), service)),
            demographics_health: Arc::default(),
            snapshots: Snapshots::new(limits.reuse),
            answers: Answers::new(keeping.clone(), limits.clone(), clock.clone()),
            facts: Calls::new(FACTS_KEPT, limits.reuse, |_| 1),
            known_to: Cache::builder().max_capacity(FACTS_KEPT).time_to_live(limits.reuse).build(),
            keeping,
            limits,
            clock,
        }))
    }

    /// Everything of one kind that may be seen under this permit, from everyone who knows the person.
    ///
    /// # Errors
    /// When our own database does not answer: then nobody knows who may be asked.
    pub async fn one<T: InAnswer>(&self, permit: &Permit) -> Result<Sealed<One<T>>, StoreError> {
        let snapshot = self.unsealed::<T>(permit).await?;
        Ok(Sealed::seal(permit.subject().id, snapshot.contents.clone(), snapshot))
    }

    /// For work inside of `gather` alone: what leaves it is sealed.
    async fn unsealed<T: InAnswer>(&self, permit: &Permit) -> Result<One<T>, StoreError> {
        self.snapshot(permit, Kinds::just(T::KIND), |asked, shown| {
            let mut gathered = shown.of(joining::gathered::<T>(permit, &asked.who, &asked.told));
            let (sources, kept_back) = (gathered.sources.clone(), gathered.kept_back.clone());
            if permit.is_limited() {
                gathered.kept_back.clear();
            }
            (gathered, sources, kept_back)
        })
        .await
    }

    /// Everything of every kind of entry in the record that may be seen under this permit.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn everything(&self, permit: &Permit) -> Result<Sealed<All>, StoreError> {
        self.of_kinds(permit, Kinds::in_record()).await
    }

    /// Everything of these kinds that may be seen under this permit; of the others nothing is asked or told.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn of_kinds(&self, permit: &Permit, kinds: Kinds) -> Result<Sealed<All>, StoreError> {
        let snapshot = self.unsealed_of(permit, kinds).await?;
        Ok(Sealed::seal(permit.subject().id, snapshot.contents.clone(), snapshot))
    }

    /// For work inside of `gather` alone, as [`Gather::unsealed`].
    async fn unsealed_of(&self, permit: &Permit, kinds: Kinds) -> Result<All, StoreError> {
        let join = |asked: &Asked, shown: &Shown| {
            let mut everything = Everything::join(permit, &asked.who, &asked.told, kinds, shown);
            let (sources, kept_back) =
                (everything.sources.clone(), everything.test_results.kept_back.clone());
            // That something waits is for the patient to know.
            if permit.is_limited() {
                everything.test_results.kept_back.clear();
            }
            (everything, sources, kept_back)
        };
        self.snapshot(permit, kinds, join).await
    }

    /// What is joined of these kinds: as it was while nobody would be asked anew, else from what everyone tells now.
    async fn snapshot<J: Send + Sync + 'static>(
        &self,
        permit: &Permit,
        kinds: Kinds,
        join: impl FnOnce(&Asked, &Shown) -> (J, Vec<SourceReport>, Vec<KeptBack>),
    ) -> Result<Arc<Snapshot<J>>, StoreError> {
        let everyone = &self.0;
        let known_to = everyone.known_to(permit.subject().id).await?;
        let wait = everyone.result_wait(permit, kinds).await?;
        let hidden = everyone.hidden_from(permit).await?;
        let stops = everyone.keeping.stopped.now().await?;
        let (now, facts) = (everyone.clock.now(), (&known_to, &hidden, &stops));
        if let Some(snapshot) = everyone.snapshots.fresh(permit, kinds, facts, &wait, now) {
            return Ok(snapshot);
        }
        let acts = everyone.snapshots.acts(permit.subject().id);
        let asked = everyone.ask(permit, kinds).await?;
        let shown = Shown { wait, now: everyone.clock.now() };
        let snapshot = everyone.snapshots.joined(permit, kinds, (asked, acts), shown, |asked, shown| {
            let (joined, sources, kept_back) = join(asked, shown);
            let contents = contents_of(&sources, kinds);
            Snapshot::of(joined, contents, everyone.limits.pages_kept()).keeping_back(kept_back)
        });
        everyone.remember(permit, snapshot.kept_back()).await;
        Ok(snapshot)
    }

    /// How many organisations have not yet told all of these kinds that may be seen under this permit.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn still_waiting(&self, permit: &Permit, kinds: Kinds) -> Result<usize, StoreError> {
        let Asked { who, told, .. } = self.0.ask(permit, kinds).await?;
        let waits = |(organisation, part): &&(Arc<Organisation>, Part)| {
            let mut seen =
                kinds.iter().filter(|kind| permit.allows(&organisation.ods_code, *kind, Action::See));
            seen.any(|kind| part.of(kind).0 == SourceState::Waiting)
        };
        let demographics = who.deferred_report(permit).filter(|report| report.state == SourceState::Waiting);
        Ok(told.iter().filter(waits).count() + usize::from(demographics.is_some()))
    }

    /// Must be told when an organisation is added to those that know a person, or taken away.
    pub fn person_changed(&self, person: PersonId) {
        self.0.known_to.invalidate(&person);
        self.0.facts.forget(&person);
    }

    /// Forgets every answer in memory and every rest of an organisation, as if the program had just started: in practice
    /// mode a fault is seen as soon as it is set.
    pub fn start_afresh(&self) {
        self.0.answers.forget_all();
        self.0.facts.forget_all();
        self.0.snapshots.forget_all();
        for source in &self.0.sources {
            source.rested();
        }
    }

    /// What each connected organisation shares online, in the order of the sources file.
    pub fn offers(&self) -> impl Iterator<Item = (&Arc<Organisation>, Kinds)> {
        let offers = self.0.sources.iter().map(|source| (&source.organisation, source.offers()));
        offers.filter(|(_, kinds)| !kinds.and(Kinds::in_record()).is_empty())
    }

    /// The connected organisations that may hold something about the person, with what each shares: where the person can
    /// let somebody else look.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn may_hold(&self, permit: &Permit) -> Result<Vec<(Arc<Organisation>, Kinds)>, StoreError> {
        let deadline = tokio::time::Instant::now() + self.0.limits.page_deadline;
        let who = self.0.who(permit, deadline).await?;
        let sources = self.0.sources.iter().filter(|source| who.knows_person(&source.organisation));
        let offers =
            sources.map(|source| (source.organisation.clone(), source.offers().and(kinds_to_give())));
        Ok(offers.filter(|(_, kinds)| !kinds.is_empty()).collect())
    }

    /// The organisations that are known and cannot be asked by Front Door.
    pub fn not_connected(&self) -> impl Iterator<Item = &Arc<Organisation>> {
        self.0.not_connected.iter()
    }

    /// Every organisation of the sources file, whatever it is asked for.
    pub fn in_sources_file(&self) -> impl Iterator<Item = &Arc<Organisation>> {
        self.0.sources.iter().map(|source| &source.organisation)
    }

    /// The organisations that are connected and asked for entries, in the order of the sources file.
    pub fn connected(&self) -> impl Iterator<Item = &Arc<Organisation>> {
        let record = |source: &&Arc<Source>| !source.offers().and(Kinds::in_record()).is_empty();
        self.0.sources.iter().filter(record).map(|source| &source.organisation)
    }
}

/// The holders that told something stand in the access log, whether or not they hold an entry.
fn contents_of(sources: &[SourceReport], kinds: Kinds) -> Contents {
    let told = sources.iter().filter(|report| report.state.answered_at().is_some());
    let holders: BTreeSet<OdsCode> = told.map(|report| report.organisation.ods_code.clone()).collect();
    Contents { holders: holders.into_iter().collect(), kinds }
}
