//! One connected organisation: its interfaces, and the rules for asking each.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::breaker::Breaker;
use super::health::{Health, SourceHealth, interface_name};
use super::who::Who;
use crate::access::{ActOrder, FetchOrder, Permit};
use crate::connectors::Connector;
use crate::domain::{Kind, Kinds, Organisation, SourceState, WhyNotAsked};
use crate::store::InterfaceName;

/// When an organisation's interface may be asked, from its settings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// It answers only to the patient's own national log-in.
    pub needs_nhs_login: bool,
    /// It answers only to patients who have logged in there.
    pub needs_hospital_log_in: bool,
    /// Its approval for patients is not named in the settings, and it needs one.
    pub lacks_approval: bool,
    /// It may be asked about people whose record is restricted.
    pub answers_for_restricted: bool,
    /// It does not share with people younger than this, in whole years.
    pub from_age: Option<u32>,
    /// It is the service that tells whether a record is restricted, so that rule is not for itself.
    pub is_demographics: bool,
}

/// Why nobody may be asked to do something.
pub(super) enum MayNot {
    /// The permit does not allow it.
    Permit,
    Rules(SourceState),
}

/// A connected organisation. Each kind of entry is asked of the one interface that offers it.
pub struct Source {
    pub organisation: Arc<Organisation>,
    interfaces: Vec<Arc<Interface>>,
}

/// One interface of an organisation, with its own rules, limits and rests.
pub(super) struct Interface {
    pub(super) organisation: Arc<Organisation>,
    pub(super) connector: Arc<dyn Connector>,
    pub(super) breaker: Breaker,
    pub(super) health: Arc<Health>,
    offers: Kinds,
    rules: Rules,
}

impl Source {
    /// An organisation with one interface.
    pub fn new(
        organisation: Organisation,
        offers: Kinds,
        rules: Rules,
        connector: Arc<dyn Connector>,
    ) -> Self {
        let alone = Self { organisation: Arc::new(organisation), interfaces: Vec::new() };
        alone.with_interface(offers, rules, connector)
    }

    /// The same organisation with a further interface, for kinds that no other of its interfaces offers.
    #[must_use]
    pub fn with_interface(mut self, offers: Kinds, rules: Rules, connector: Arc<dyn Connector>) -> Self {
        let organisation = self.organisation.clone();
        let (breaker, health) = (Breaker::default(), Arc::default());
        self.interfaces.push(Arc::new(Interface { organisation, connector, breaker, health, offers, rules }));
        self
    }

    /// No interface of it is left alone any more.
    pub(super) fn rested(&self) {
        self.interfaces.iter().for_each(|interface| interface.breaker.worked());
    }

    /// How its interfaces have answered lately.
    pub(super) fn health(&self, now: DateTime<Utc>) -> SourceHealth {
        let each = self.interfaces.iter().map(|interface| interface.health.told(interface.offers, now));
        SourceHealth { organisation: self.organisation.clone(), interfaces: each.collect() }
    }

    /// What is noted of each of its interfaces, and what the interface is called.
    pub(super) fn noted(&self) -> impl Iterator<Item = (InterfaceName, Arc<Health>)> {
        let name = |offers| (self.organisation.ods_code.clone(), interface_name(offers));
        self.interfaces.iter().map(move |interface| (name(interface.offers), interface.health.clone()))
    }

    /// The kinds that it shares through any interface.
    pub(super) fn offers(&self) -> Kinds {
        self.interfaces.iter().fold(Kinds::NONE, |all, interface| all.with(interface.offers))
    }

    /// The interface that answers only to patients who have logged in there, where it has one.
    pub(super) fn with_a_log_in_of_its_own(&self) -> Option<&Arc<Interface>> {
        self.interfaces.iter().find(|interface| interface.rules.needs_hospital_log_in)
    }

    /// The interface that is asked for this kind.
    pub(super) fn interface_for(&self, kind: Kind) -> Option<&Arc<Interface>> {
        self.interfaces.iter().find(|interface| interface.offers.contains(kind))
    }

    /// Why it is not asked at all about this person, where one reason holds for every interface.
    pub(super) fn stands(&self, permit: &Permit, who: &Who, now: DateTime<Utc>) -> Option<SourceState> {
        let mut states = self.interfaces.iter().map(|interface| interface.order(permit, who, now).err());
        let first = states.next().flatten()?;
        states.all(|state| state.as_ref() == Some(&first)).then_some(first)
    }

    /// Whether it offers none of these kinds and nobody looks for them there.
    pub(super) fn is_not_for(&self, wanted: Kinds) -> bool {
        let setting = self.organisation.setting;
        wanted.and(self.offers()).is_empty() && !wanted.iter().any(|kind| kind.is_looked_for_at(setting))
    }

    /// The questions that bring `wanted`, each with the interface that is asked it and the set of kinds it brings.
    pub(super) fn questions(&self, wanted: Kinds) -> Vec<(&Arc<Interface>, Kinds)> {
        let all = self.interfaces.iter();
        all.flat_map(|one| one.questions(wanted).into_iter().map(move |kinds| (one, kinds))).collect()
    }
}

impl Interface {
    /// The right to ask it about this person: the patient's own where it answers to nothing less.
    ///
    /// # Errors
    /// Why it is not asked at all, where that is so.
    pub(super) fn order(
        &self,
        permit: &Permit,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<FetchOrder, SourceState> {
        // What nobody may ask it needs no log-in.
        self.allows(&permit.order(), who, now)?;
        self.order_of(permit, who).map_err(SourceState::NotAsked)
    }

    /// The right to have one wish carried out there, under the same rules as asking.
    ///
    /// # Errors
    /// Why it may not be asked to, where that is so.
    pub(super) fn order_to_act(
        &self,
        permit: &Permit,
        who: &Who,
        now: DateTime<Utc>,
        (kind, wish): (Kind, Uuid),
    ) -> Result<ActOrder, MayNot> {
        self.order(permit, who, now).map_err(MayNot::Rules)?;
        let code = &self.organisation.ods_code;
        let order = match (self.rules.needs_nhs_login, self.rules.needs_hospital_log_in) {
            (true, _) => permit.order_to_act_by_nhs_login(code, kind, wish),
            (false, true) => permit.order_to_act_by_hospital_log_in(code, kind, wish),
            (false, false) => Ok(permit.order_to_act(code, kind, wish)),
        };
        let order = order.map_err(|why| MayNot::Rules(SourceState::NotAsked(why)))?;
        order.map(|order| who.act_with_number_in_force(order)).ok_or(MayNot::Permit)
    }

    /// Whether it answers to nothing less than the patient's own log-in.
    pub(super) fn needs_patient(&self) -> bool {
        self.rules.needs_nhs_login || self.rules.needs_hospital_log_in
    }

    fn is_approved(&self) -> Result<(), SourceState> {
        match self.rules.lacks_approval {
            true => Err(SourceState::NotAsked(WhyNotAsked::NotApproved)),
            false => Ok(()),
        }
    }

    /// Whether its rules allow to ask it about the order's subject.
    ///
    /// # Errors
    /// Why they do not.
    pub(super) fn allows(
        &self,
        order: &FetchOrder,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<(), SourceState> {
        let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
        self.is_approved()?;
        if self.rules.is_demographics {
            Ok(())
        } else if who.restriction_unknown {
            Err(SourceState::NotAsked(WhyNotAsked::DemographicsUnknown))
        } else if who.restricted && !self.rules.answers_for_restricted {
            Err(SourceState::NotAsked(WhyNotAsked::Restricted))
        } else if self.rules.from_age.is_some_and(|from| order.subject().age_on(today) < from) {
            Err(SourceState::NotForThisAge)
        } else {
            Ok(())
        }
    }

    fn order_of(&self, permit: &Permit, who: &Who) -> Result<FetchOrder, WhyNotAsked> {
        let order = match (self.rules.needs_nhs_login, self.rules.needs_hospital_log_in) {
            (true, _) => permit.order_by_nhs_login()?,
            (false, true) => permit.order_by_hospital_log_in(&self.organisation.ods_code)?,
            (false, false) => permit.order(),
        };
        Ok(who.with_number_in_force(order))
    }

    fn questions(&self, wanted: Kinds) -> Vec<Kinds> {
        let mut questions: Vec<Kinds> = Vec::new();
        for kind in wanted.and(self.offers).iter() {
            if questions.iter().any(|question| question.contains(kind)) {
                continue;
            }
            let together = self.connector.asked_together(kind).and(self.offers);
            questions.push(together.with(Kinds::just(kind)));
        }
        questions
    }
}
