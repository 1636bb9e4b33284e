//! The way to an organisation that is asked to do something: under the same rules as asking it to tell something.

use std::sync::Arc;

use tokio::time::Instant;
use uuid::Uuid;

use super::source::{Interface, MayNot};
use super::who::Who;
use super::{Gather, joining, prepared};
use crate::access::{ActOrder, Action, Asker, Contents, FetchOrder, Permit, Sealed};
use crate::connectors::Connector;
use crate::domain::{
    Clock, EntryId, Kind, Kinds, OdsCode, Organisation, PersonId, Request, Setting, SourceState, WhyNotAsked,
};
use crate::store::{Hidden, HiddenEntries, StoreError};

/// One organisation's interface for a kind of entry, with the right to have one wish of one person's carried out there.
#[derive(Clone)]
pub struct Hand {
    pub organisation: Arc<Organisation>,
    connector: Arc<dyn Connector>,
    order: ActOrder,
    needs_patient: bool,
}

impl std::fmt::Debug for Hand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Hand").field(&self.organisation.ods_code).finish()
    }
}

/// Why nothing can be asked of an organisation now.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum CannotAct {
    /// It is not connected for this kind, or does not know the person.
    #[error("there is nobody to ask")]
    NobodyToAsk,
    /// The permit does not allow it.
    #[error("whoever asks may not have this done")]
    NotAllowed,
    /// Its rules do not, as its state on every list says.
    #[error("it may not be asked now")]
    Stands(SourceState),
}

impl Hand {
    pub fn connector(&self) -> &dyn Connector {
        &*self.connector
    }

    /// To act.
    pub fn order(&self) -> &ActOrder {
        &self.order
    }

    /// To ask, for the same person.
    pub fn to_ask(&self) -> &FetchOrder {
        self.order.order()
    }

    /// The same for what this one asked for.
    #[must_use]
    pub fn asked_by(self, asker: &Asker) -> Self {
        Self { order: self.order.asked_by(asker), ..self }
    }

    /// Whether only the patient's own log-in opens it: then nothing is done there while they are away.
    pub fn needs_patient(&self) -> bool {
        self.needs_patient
    }

    #[cfg(test)]
    pub fn for_tests(
        organisation: Organisation,
        connector: Arc<dyn Connector>,
        order: ActOrder,
        needs_patient: bool,
    ) -> Self {
        Self { organisation: Arc::new(organisation), connector, order, needs_patient }
    }
}

impl Gather {
    /// The way to this organisation for one wish, closed until the access log says who takes it.
    ///
    /// # Errors
    /// When our own database does not answer: then nobody knows who may be asked.
    pub async fn hand(
        &self,
        permit: &Permit,
        to: &OdsCode,
        kind: Kind,
        wish: Uuid,
    ) -> Result<Result<Sealed<Hand>, CannotAct>, StoreError> {
        let who = self.0.who(permit, self.deadline()).await?;
        // Of an organisation of which nothing was given nobody learns even that it knows the person.
        let may_know = |one: &&Arc<Interface>| {
            who.knows_person(&one.organisation) && permit.allows(to, kind, Action::See)
        };
        let hand = self.interface(to, kind).filter(may_know).map(|one| {
            who.is_shown(one, kind)?;
            let order = one.order_to_act(permit, &who, self.0.clock.now(), (kind, wish))?;
            Ok(hand_of(one, order))
        });
        let hand = hand.unwrap_or(Err(CannotAct::NobodyToAsk));
        Ok(hand.map(|hand| {
            let contents = Contents { holders: [to.clone()].into(), kinds: Kinds::just(kind) };
            Sealed::seal(permit.subject().id, contents, hand)
        }))
    }

    /// The same for a request that is followed up while nobody is there. An organisation that answers to the patient
    /// alone is not asked with it.
    ///
    /// # Errors
    /// As [`Gather::hand`].
    pub async fn hand_to_follow_up(
        &self,
        order: ActOrder,
        to: &OdsCode,
        kind: Kind,
    ) -> Result<Result<Hand, CannotAct>, StoreError> {
        let who = self.0.who_is(order.order().clone(), self.deadline()).await?;
        let found = self.interface(to, kind).filter(|one| who.knows_person(&one.organisation));
        let Some(interface) = found else { return Ok(Err(CannotAct::NobodyToAsk)) };
        if interface.needs_patient() {
            let why = SourceState::NotAsked(WhyNotAsked::OnlyThePatient);
            return Ok(Err(CannotAct::Stands(why)));
        }
        let allowed = interface.allows(order.order(), &who, self.0.clock.now());
        Ok(allowed
            .map_err(CannotAct::Stands)
            .map(|()| hand_of(interface, who.act_with_number_in_force(order))))
    }

    /// The organisations that have an interface for this kind through which `can` something, in the order of the sources
    /// file, whether or not they know the person.
    pub fn that_can(
        &self,
        kind: Kind,
        can: impl Fn(&dyn Connector) -> bool,
    ) -> impl Iterator<Item = &Arc<Organisation>> {
        let can = move |one: &&Arc<Interface>| can(&*one.connector);
        let interfaces = self.0.sources.iter().filter_map(move |source| source.interface_for(kind));
        interfaces.filter(can).map(|one| &one.organisation)
    }

    /// Whether an organisation has an interface for this kind through which somebody who acts for a patient `can`
    /// something: one that answers to nothing less than the patient's own log-in has none.
    pub fn carers_can(&self, at: &OdsCode, kind: Kind, can: impl Fn(&dyn Connector) -> bool) -> bool {
        self.interface(at, kind).is_some_and(|one| !one.needs_patient() && can(&*one.connector))
    }

    /// Everyone who knows the person and may hold this kind, as far as whoever asks may see it there, each with whether it
    /// can be asked to do something through an interface that `can`. Nothing is asked.
    ///
    /// # Errors
    /// As [`Gather::hand`].
    pub async fn who_can(
        &self,
        permit: &Permit,
        kind: Kind,
        can: impl Fn(&dyn Connector) -> bool,
    ) -> Result<Vec<(Arc<Organisation>, Result<(), CannotAct>)>, StoreError> {
        let who = self.0.who(permit, self.deadline()).await?;
        let now = self.0.clock.now();
        let mut known = Vec::new();
        let may_know = |organisation: &Organisation| {
            who.knows_person(organisation) && permit.allows(&organisation.ods_code, kind, Action::See)
        };
        for source in self.0.sources.iter().filter(|source| may_know(&source.organisation)) {
            let interface = source.interface_for(kind).filter(|one| can(&*one.connector));
            let is_looked_for = kind.is_looked_for_at(source.organisation.setting);
            let outcome = match interface {
                Some(one) => {
                    let order = || one.order_to_act(permit, &who, now, (kind, Uuid::nil())).map(drop);
                    who.is_shown(one, kind).and_then(|()| order())
                }
                None if !is_looked_for || source.organisation.setting == Setting::National => continue,
                None => {
                    known.push((source.organisation.clone(), Err(CannotAct::NobodyToAsk)));
                    continue;
                }
            };
            known.push((source.organisation.clone(), outcome.map_err(CannotAct::from)));
        }
        Ok(known)
    }

    /// What an organisation's interface for this kind says of itself. Nothing is asked.
    pub fn of_interface<T>(
        &self,
        to: &OdsCode,
        kind: Kind,
        of: impl FnOnce(&dyn Connector) -> Option<T>,
    ) -> Option<T> {
        self.interface(to, kind).and_then(|one| of(&*one.connector))
    }

    /// Which entries are not shown to whoever asks.
    ///
    /// # Errors
    /// When our own database does not answer: then nothing may be shown.
    pub async fn hidden_from(&self, permit: &Permit) -> Result<HiddenEntries, StoreError> {
        self.0.hidden_from(permit).await
    }

    /// Whether all of these entries of an organisation's stand where whoever asks sees such entries; medicines stand in two
    /// lists. What nobody tells of now stands nowhere.
    ///
    /// # Errors
    /// As [`Gather::one`].
    pub async fn shows_all(
        &self,
        permit: &Permit,
        (holder, kind): (&OdsCode, Kind),
        source_ids: &[&str],
    ) -> Result<bool, StoreError> {
        let lists = match kind {
            Kind::Prescriptions => Kinds::just(kind).with(Kinds::just(Kind::Medicines)),
            _ => Kinds::just(kind),
        };
        let person = permit.subject().id;
        let all = self.unsealed_of(permit, lists).await?;
        let stands = |id: &&str| {
            let mut ids = lists.iter().map(|kind| self.entry_id(person, holder, kind, id));
            ids.any(|id| all.shows(id))
        };
        Ok(source_ids.iter().all(stands))
    }

    /// Whether whoever asks may see all of these entries of an organisation's, by its own ids. `hidden` is not shown to them.
    pub fn shows(&self, permit: &Permit, hidden: &Hidden, at: &OdsCode, all: &[String]) -> bool {
        let all = all.iter().map(String::as_str);
        let with = prepared::with(all, &self.0.keeping.keys, permit.subject().id, at);
        joining::sees_all(permit, hidden, at, &with)
    }

    /// Whether the patient hides what a request is about from everybody who acts for them, as it stands in our database now.
    ///
    /// # Errors
    /// When our own database does not answer: then nothing may be sent.
    pub async fn hides_from_carers(&self, request: &Request) -> Result<bool, StoreError> {
        let (person, to, kind) = (request.person, &request.to, request.wish.kind());
        let (reports, keys) = (&self.0.keeping.reports, &self.0.keeping.keys);
        let (all, from_carers) = (reports.hidden(person).await?, reports.of_carers(person).await?);
        let with = request.wish.hidden_with().iter().map(String::as_str);
        let with = prepared::with(with, keys, person, to).into_iter().map(|(_, id)| id);
        let mut ids = request.entries().map(|id| self.entry_id(person, to, kind, id)).chain(with);
        if ids.any(|id| all.contains(id) || from_carers.contains(id)) {
            return Ok(true);
        }
        // Which entries of its lists an order is about, the surgery alone knows.
        match kind {
            Kind::Prescriptions => reports.has_hidden_medicines_since(person, request.made_at).await,
            _ => Ok(false),
        }
    }

    /// Forgets what an organisation told of a person, because something was done there: the next page asks anew.
    pub fn acted(&self, person: PersonId, at: &OdsCode) {
        self.0.answers.forget(person, at);
        self.0.snapshots.forget(person);
    }

    /// The id under which an organisation's entry stands in lists and addresses.
    pub fn entry_id(&self, person: PersonId, holder: &OdsCode, kind: Kind, source_id: &str) -> EntryId {
        self.0.keeping.keys.entry_id(person, holder, kind, source_id)
    }

    /// An organisation that can be asked, by its code.
    pub fn organisation(&self, code: &OdsCode) -> Option<&Arc<Organisation>> {
        self.0.sources.iter().map(|source| &source.organisation).find(|one| one.ods_code == *code)
    }

    /// What time it is to everyone who asks and acts.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.0.limits.page_deadline
    }

    fn interface(&self, to: &OdsCode, kind: Kind) -> Option<&Arc<Interface>> {
        let source = self.0.sources.iter().find(|source| source.organisation.ods_code == *to)?;
        source.interface_for(kind)
    }
}

fn hand_of(interface: &Interface, order: ActOrder) -> Hand {
    Hand {
        organisation: interface.organisation.clone(),
        connector: interface.connector.clone(),
        order,
        needs_patient: interface.needs_patient(),
    }
}

impl Who {
    /// Whether the organisation has not asked to leave this kind out.
    fn is_shown(&self, interface: &Interface, kind: Kind) -> Result<(), MayNot> {
        match self.stops.of(&interface.organisation.ods_code).contains(kind) {
            true => Err(MayNot::Rules(SourceState::NotAsked(WhyNotAsked::Stopped))),
            false => Ok(()),
        }
    }
}

impl From<MayNot> for CannotAct {
    fn from(why: MayNot) -> Self {
        match why {
            MayNot::Permit => Self::NotAllowed,
            MayNot::Rules(state) => Self::Stands(state),
        }
    }
}
