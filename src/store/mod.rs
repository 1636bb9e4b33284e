//! What we keep ourselves, in SQLite or PostgreSQL: one file a table family.

mod access_log;
mod contacts;
mod audit;
mod copies;
mod database;
mod demographics;
mod drafts;
mod error;
mod housekeeping;
mod key_file;
mod kept_forms;
mod keys;
mod known_to;
mod letters_read;
mod linkage;
#[cfg(test)]
mod log_in_tests;
mod national_relationships;
mod news;
mod outbox;
mod nhs_logins;
mod passkeys;
mod people;
pub(crate) mod query;
mod recent_sessions;
mod reminders;
mod result_waits;
mod rotation;
mod searches;
mod reports;
mod requests;
mod sealed_tables;
mod second_steps;
mod seen;
mod sessions;
mod stamps;
mod terminals;
mod used_once;
mod visit_codes;
#[cfg(test)]
pub(crate) mod testing;

pub use access_log::{AccessLog, AccessRow};
pub use audit::{
    By, CheckpointError, Finding, LogFilter, LogPage, LoggedRow, Purged, Role, Verified, Whose,
    chain_of_node, keep_checkpoints, newest_checkpoint, write_checkpoint,
};
pub use contacts::{Chosen, CodeTyped, Contacts, TellingChoices};
pub use copies::{Copies, CopyKey};
pub use database::{Database, WriteTransaction};
pub use demographics::LastDemographics;
pub use drafts::{Draft, DraftKind, Drafts, MOST as MOST_DRAFTS, Writer};
pub use error::StoreError;
pub use housekeeping::keep_house;
pub use kept_forms::{KeptForm, KeptForms};
pub use key_file::KeysError;
pub use keys::{Belongs, Keys, StaysSealed};
pub use known_to::{Basis, KnownTo};
pub use letters_read::{LettersRead, ReadMarks};
pub use national_relationships::{LastRead, NationalRelationships};
pub use news::News;
pub use outbox::{Claimed, Ended, Lease, Letter, NoticeId, Outbox, Told};
pub(crate) use passkeys::{PasskeyStore, StoredPasskey};
pub use people::Visits;
pub(crate) use people::{Added, NewPerson, People};
pub use reminders::{DueReminder, Reminders};
pub use reports::{Hidden, HiddenEntries, Reports};
pub use requests::{KeptRequests, Unfinished};
pub use result_waits::ResultWaits;
pub use rotation::{SealedAnew, SealedBy};
pub use sealed_tables::SealedTable;
pub use searches::{SearchId, Searches};
pub(crate) use second_steps::SecondStepStore;
pub use second_steps::{CodeFor, SecondSteps};
pub use seen::{Mark, Marks, Seen};
pub(crate) use sessions::ACCOUNT;
pub use sessions::{AskedBy, LoggedIn, SessionEntry, SessionLimits, Sessions};
pub use stamps::{Realm, SCHEMA_LEVEL};
pub use terminals::{NewTerminal, Recognised, TerminalRow, Terminals, WhyStopped};
pub use used_once::UsedOnce;
pub(crate) use visit_codes::KeptVisitCode;
