//! Who may be asked about a person: national demographics first, then everyone who knows them.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::health::Health;
use super::prepared::{FAILURE_REUSE, later};
use super::{Everyone, Limits};
use crate::access::{ActOrder, FetchOrder, Permit};
use crate::connectors::{ConnectorError, DemographicsService};
use crate::domain::{
    Clock, Demographics, Failure, Kind, NhsNumber, OdsCode, Organisation, PersonId, Setting, SourceReport,
    SourceState, Stops, WhyNotAsked,
};
use crate::store::{HiddenEntries, LastDemographics, StoreError};

/// What a page knows before it asks anyone.
pub struct Who {
    number_in_force: Option<NhsNumber>,
    pub restricted: bool,
    /// Demographics are configured and have never told anything: whether the record is restricted is not known.
    pub restriction_unknown: bool,
    /// Until when this stands; none while demographics are awaited.
    pub fresh_until: Option<DateTime<Utc>>,
    pub known_to: Arc<HashSet<OdsCode>>,
    /// What the person has hidden.
    pub hidden: HiddenEntries,
    /// What organisations asked not to show.
    pub stops: Arc<Stops>,
    gp_surgery: Option<OdsCode>,
    /// The demographics service itself, where it has not answered.
    demographics: Option<SourceReport>,
}

impl Who {
    /// Whether this organisation may hold anything about the person: their surgery, those named with the account or by
    /// themselves, and national services, which are there for everybody.
    pub fn knows_person(&self, organisation: &Organisation) -> bool {
        let code = &organisation.ods_code;
        organisation.setting == Setting::National
            || self.known_to.contains(code)
            || self.gp_surgery.as_ref() == Some(code)
    }

    /// Of a person whose record is restricted, or may be, nobody but the person is told how to reach them, whoever
    /// holds it.
    pub fn withholds(&self, permit: &Permit, kind: Kind) -> Option<WhyNotAsked> {
        if kind != Kind::Details || permit.is_the_patients_own() {
            return None;
        }
        match (self.restricted, self.restriction_unknown) {
            (true, _) => Some(WhyNotAsked::Restricted),
            (false, true) => Some(WhyNotAsked::DemographicsUnknown),
            (false, false) => None,
        }
    }

    /// The same order with the NHS number in force.
    pub(super) fn with_number_in_force(&self, order: FetchOrder) -> FetchOrder {
        match self.number_in_force {
            Some(number) => order.with_number_in_force(number),
            None => order,
        }
    }

    /// The same right to act with the NHS number in force.
    pub(super) fn act_with_number_in_force(&self, order: ActOrder) -> ActOrder {
        match self.number_in_force {
            Some(number) => order.with_number_in_force(number),
            None => order,
        }
    }

    /// The demographics service, where what it did not tell may be why something is missing.
    pub fn deferred_report(&self) -> Option<SourceReport> {
        self.demographics.clone()
    }
}

/// What demographics told, now or the last time.
#[derive(Clone)]
pub struct Facts {
    at: DateTime<Utc>,
    told: Result<Option<Demographics>, ConnectorError>,
}

impl Facts {
    fn fresh_until(&self, reuse: Duration) -> DateTime<Utc> {
        later(self.at, if self.told.is_ok() { reuse } else { reuse.min(FAILURE_REUSE) })
    }
}

impl Everyone {
    /// # Errors
    /// When our own database does not answer: then nobody knows who may be asked.
    pub(super) async fn who(&self, permit: &Permit, deadline: Instant) -> Result<Who, StoreError> {
        self.who_is(permit.order(), deadline).await
    }

    /// The same, of an order's subject.
    pub(super) async fn who_is(&self, order: FetchOrder, deadline: Instant) -> Result<Who, StoreError> {
        let person = order.subject().id;
        let known_to = self.known_to(person).await?;
        let hidden = self.keeping.reports.hidden(person).await?;
        let mut who = Who {
            number_in_force: None,
            restricted: false,
            restriction_unknown: false,
            fresh_until: Some(DateTime::<Utc>::MAX_UTC),
            known_to,
            hidden,
            stops: self.keeping.stopped.now().await?,
            gp_surgery: None,
            demographics: None,
        };
        let Some((organisation, service)) = &self.demographics else { return Ok(who) };
        // Demographics get half of the page's time: the rest must be enough for everyone else.
        let half = Instant::now() + deadline.saturating_duration_since(Instant::now()).mul_f32(0.5);
        let told = self.demographics_of(person, order, service).by(half).await;
        who.fresh_until = told.as_deref().map(|facts| facts.fresh_until(self.limits.reuse));
        let (demographics, state) = match told.as_deref() {
            Some(Facts { told: Ok(demographics), .. }) => (demographics.clone(), None),
            not_now => {
                let last = self.keeping.demographics.last_known(person).await?;
                let state = match not_now {
                    None => SourceState::Waiting,
                    Some(_) => SourceState::Failed { why: Failure::NoAnswer, copy: None },
                };
                who.restriction_unknown = last.is_none();
                (last.map(|(_, demographics)| demographics), Some(state))
            }
        };
        who.demographics = state.map(|state| SourceReport { organisation: organisation.clone(), state });
        if let Some(demographics) = demographics {
            who.number_in_force = Some(demographics.nhs_number);
            who.restricted = demographics.restricted;
            who.gp_surgery = demographics.gp_surgery;
        }
        Ok(who)
    }

    /// Everyone the person is known to, kept as long as an answer is.
    pub(super) async fn known_to(&self, person: PersonId) -> Result<Arc<HashSet<OdsCode>>, StoreError> {
        if let Some(known) = self.known_to.get(&person) {
            return Ok(known);
        }
        let known = Arc::new(self.keeping.known_to.codes(person).await?);
        self.known_to.insert(person, known.clone());
        Ok(known)
    }

    fn demographics_of(
        &self,
        person: PersonId,
        order: FetchOrder,
        service: &Arc<dyn DemographicsService>,
    ) -> super::calls::Call<Facts> {
        let now = self.clock.now();
        let reuse = self.limits.reuse;
        let fresh = |facts: &Facts| now < facts.fresh_until(reuse);
        let (service, last, clock) = (service.clone(), self.keeping.demographics.clone(), self.clock.clone());
        let (limits, health) = (self.limits.clone(), self.demographics_health.clone());
        self.facts.call(person, fresh, move || find(service, order, last, clock, (limits, health)))
    }
}

async fn find(
    service: Arc<dyn DemographicsService>,
    order: FetchOrder,
    last: LastDemographics,
    clock: Clock,
    (limits, health): (Limits, Arc<Health>),
) -> Facts {
    let begun = std::time::Instant::now();
    let told = tokio::time::timeout(limits.question_deadline, service.find(&order)).await;
    let told = told.unwrap_or(Err(ConnectorError::TimedOut));
    let at = clock.now();
    match &told {
        Err(why) if !why.is_answer() => health.failed(at, why),
        _ => health.answered(at, begun.elapsed(), limits.page_deadline),
    }
    let told = match told {
        Ok(demographics) => {
            if let Err(error) = last.keep(order.subject().id, &demographics, at).await {
                tracing::warn!(%error, "what demographics told could not be kept");
            }
            Ok(Some(demographics))
        }
        // An answer: nobody of this number. Then only those that the person named are asked.
        Err(ConnectorError::DoesNotKnowPerson) => Ok(None),
        Err(why) => {
            tracing::warn!(%why, "national demographics did not answer");
            Err(why)
        }
    };
    Facts { at, told }
}
