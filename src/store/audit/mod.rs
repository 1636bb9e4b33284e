//! The log of who looked as a chain for each person: linking, reading, checking, signing, and letting go of old rows.

mod chain;
mod checker;
mod checkpoint;
mod purge;
mod reading;
mod role;
#[cfg(test)]
mod tests;
mod usage;
mod verify;
mod week_counter;
mod weeks;

pub(super) use chain::Chains;
pub use checker::{LogCheck, LogChecker};
pub use checkpoint::{CheckpointError, keep_checkpoints, newest_checkpoint, write_checkpoint};
pub use purge::Purged;
pub use reading::{LogFilter, LogPage, LoggedRow, Whose};
pub use role::{By, Role};
pub use verify::{Finding, Verified};
pub use week_counter::{WEEKS_COUNTED, WeekCounter};
pub use weeks::{PeopleByKind, is_settled};

use uuid::{Builder, Uuid};

use aws_lc_rs::digest::{SHA256, digest};

/// The chain of a program's rows about nobody. UUIDs of people are of another version, so none is mistaken for one.
pub fn chain_of_node(name: &str) -> Uuid {
    let mut id = [0; 16];
    id.copy_from_slice(&digest(&SHA256, name.as_bytes()).as_ref()[..16]);
    Builder::from_custom_bytes(id).into_uuid()
}
