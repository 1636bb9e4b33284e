//! What handlers are given: everything that a running portal has.

use axum::extract::FromRef;

use crate::access::Access;
use crate::domain::Clock;
use crate::gather::Gather;
use crate::store::{Database, KnownTo, Seen};

/// Everything that a running portal has. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub gather: Gather,
    pub access: Access,
    pub known_to: KnownTo,
    pub seen: Seen,
    pub database: Database,
    pub clock: Clock,
}
