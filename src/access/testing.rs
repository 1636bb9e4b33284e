//! Permits for the tests of other modules.

use std::sync::Arc;

use super::Permit;
use crate::domain::{AccountId, Clock, Kinds, OdsCode, Person};
use crate::store::{AccessLog, LoggedIn, Visits};

/// A permit for somebody's own record.
pub fn permit(subject: Arc<Person>, log: AccessLog, clock: Clock) -> Permit {
    let account = AccountId(uuid::Uuid::nil());
    Permit::own(LoggedIn { account, person: subject, visits: Visits::default() }, log, clock)
}

/// As [`permit`], and only for this.
pub fn permit_only(
    subject: Arc<Person>,
    log: AccessLog,
    clock: Clock,
    only: Vec<(OdsCode, Kinds)>,
) -> Permit {
    permit(subject, log, clock).limited_to(only)
}

/// The right to act on the person of an order.
pub fn act_order(order: super::FetchOrder, wish: uuid::Uuid) -> super::ActOrder {
    super::ActOrder::new(order, wish)
}
