//! The few parts of FHIR that we read, in R4 and STU3 alike, leniently: one bad value never loses the good ones.

mod bundle;
mod datatypes;
mod document;
mod marking;
mod index;
mod node;
mod not_for_patient;
mod resources;
mod saying;
mod security;
mod subject;
mod withholding;

#[cfg(test)]
mod withheld_tests;

pub use bundle::{BundleEntry, Mode, entries, issue_notes, issue_words, link, years_left_out};
pub use datatypes::*;
pub use document::{Document, NotJson};
pub use index::Index;
pub use node::{Json, Node};
pub use saying::{NO_PART_OF_A_RECORD, fields_said_for, references_in};
pub use security::is_marked;
pub use subject::{About, NHS_NUMBER_SYSTEM, SubjectCheck, wrong_name_and_birth_date};
pub use withholding::withhold_together;

pub use crate::domain::SetAside;
