//! Permits for the tests of other modules.

use std::sync::Arc;

use super::Permit;
use crate::domain::{AccountId, Clock, Person};
use crate::store::AccessLog;

/// A permit for somebody's own record.
pub fn permit(subject: Arc<Person>, log: AccessLog, clock: Clock) -> Permit {
    Permit::own(AccountId(uuid::Uuid::nil()), subject, log, clock)
}
