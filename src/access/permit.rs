//! The permit: who is asking, about whom, and within which limits. Nothing of a record is read without one.

use std::sync::Arc;

use uuid::Uuid;

use super::fetch_order::{ActOrder, Authority, FetchOrder};
use super::sealed::Sealed;
use crate::domain::{AccountId, Clock, Kind, Kinds, OdsCode, Person};
use crate::store::{AccessLog, AccessRow, LoggedIn, StoreError, Visits};

/// What somebody wants to do with a kind of entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    See,
    /// Have something done: book, order, change.
    Act,
}

/// Why something is opened; it stands in the access log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    Home,
    List,
    Detail,
    /// The file of a letter.
    File,
    WhereFrom,
}

impl Purpose {
    pub const fn slug(self) -> &'static str {
        match self {
            Purpose::Home => "home",
            Purpose::List => "list",
            Purpose::Detail => "detail",
            Purpose::File => "file",
            Purpose::WhereFrom => "where-from",
        }
    }
}

/// What a permit allows: source × kind × action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Limits {
    /// The person's own record: everything.
    Own,
    /// Only what is listed.
    Only(Vec<(OdsCode, Kinds)>),
}

/// One request's right to see one person's record. Made by `access` alone, lives for one request, never copied.
#[derive(Debug)]
pub struct Permit {
    actor: AccountId,
    subject: Arc<Person>,
    authority: Authority,
    limits: Limits,
    visits: Visits,
    log: AccessLog,
    clock: Clock,
}

/// Nothing could be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotDisclose {
    #[error("the access log could not be written")]
    Log(#[source] StoreError),
    #[error("what was gathered is about somebody else")]
    WrongSubject,
}

impl Permit {
    pub(super) fn own(who: LoggedIn, log: AccessLog, clock: Clock) -> Self {
        let LoggedIn { account: actor, person: subject, visits } = who;
        Self { actor, subject, authority: Authority::OwnLogIn, limits: Limits::Own, visits, log, clock }
    }

    /// The same with narrower limits.
    #[cfg(test)]
    pub(super) fn limited_to(self, list: Vec<(OdsCode, Kinds)>) -> Self {
        Self { limits: Limits::Only(list), ..self }
    }

    /// The account that asks.
    pub fn actor(&self) -> AccountId {
        self.actor
    }

    /// The person whose record is asked for.
    pub fn subject(&self) -> &Arc<Person> {
        &self.subject
    }

    /// What questions to organisations carry.
    pub fn authority(&self) -> Authority {
        self.authority
    }

    /// What it allows.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// When this visit of whoever asks began, and the one before.
    pub fn visits(&self) -> Visits {
        self.visits
    }

    /// Whether this kind of this organisation's may be seen.
    pub fn allows(&self, source: &OdsCode, kind: Kind, action: Action) -> bool {
        match (&self.limits, action) {
            (Limits::Own, _) => true,
            (Limits::Only(list), Action::See) => {
                list.iter().any(|(ods_code, kinds)| ods_code == source && kinds.contains(kind))
            }
            // Limits say so far only what may be seen, so nothing may be done under them.
            (Limits::Only(_), Action::Act) => false,
        }
    }

    /// The narrow right to ask organisations, for work that goes on after the request.
    pub fn order(&self) -> FetchOrder {
        FetchOrder::new(self.subject.clone(), self.authority)
    }

    /// The right to have one thing of this kind done by this organisation, where the permit allows it. `wish` stays
    /// the same for every try of what the person asked for once.
    pub fn order_to_act(&self, source: &OdsCode, kind: Kind, wish: Uuid) -> Option<ActOrder> {
        self.allows(source, kind, Action::Act).then(|| ActOrder::new(self.order(), wish))
    }

    /// Writes down who opens what and why, then opens it. If that cannot be written, nothing is opened.
    ///
    /// # Errors
    /// [`CannotDisclose::Log`] when the row is not safely stored; [`CannotDisclose::WrongSubject`] when the sealed
    /// thing is about anyone but this permit's subject.
    pub async fn disclose<T>(&self, sealed: Sealed<T>, purpose: Purpose) -> Result<T, CannotDisclose> {
        if sealed.subject() != self.subject.id {
            tracing::error!("a sealed record of another person reached a permit");
            metrics::counter!("front_door_wrong_subject_total").increment(1);
            return Err(CannotDisclose::WrongSubject);
        }
        let contents = sealed.contents();
        let row = AccessRow {
            at: self.clock.now(),
            actor: self.actor,
            subject: self.subject.id,
            holders: contents.holders.clone(),
            kinds: contents.kinds,
            purpose: purpose.slug(),
        };
        self.log.write(row).await.map_err(CannotDisclose::Log)?;
        Ok(sealed.open())
    }
}
