//! The few parts of FHIR that we read, in R4 and STU3 alike, leniently: one bad value never loses the good ones.

mod bundle;
mod datatypes;
mod document;
mod marking;
mod index;
mod node;
mod set_aside;
mod subject;

pub use bundle::{BundleEntry, Mode, entries, issue_notes, issue_words, link};
pub use datatypes::*;
pub use document::{Document, NotJson};
pub use index::Index;
pub use node::{Json, Node};
pub use set_aside::SetAside;
pub use subject::{About, NHS_NUMBER_SYSTEM, SubjectCheck, wrong_name_and_birth_date};
