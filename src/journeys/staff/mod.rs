//! The staff desk: what people who work for an organisation do here, each in their own role and for their own
//! organisation alone.

pub mod access_log;
mod at_desk;
pub mod carers;
mod desk;
mod fields;
mod kind_words;
pub mod linkage;
pub mod log_in;
pub mod log_in_codes;
pub mod notices;
mod over_time;
mod patient_number;
pub mod people;
pub mod reports;
mod role_words;
pub mod settings;
pub mod sources;
pub mod terminals;
pub mod used;
pub mod visit_codes;

pub use desk::show;

use crate::access::StaffPermit;
use crate::domain::OdsCode;
use crate::web::{AppState, Frame, Reader, Words};

/// A page of the desk; `title` must not hold personal data.
fn frame(app: &AppState, reader: &Reader, staff: &StaffPermit, title: Words) -> Frame {
    reader.frame(title).for_staff(staff.name(), place_name(app, staff.organisation()))
}

/// An organisation's name, or its code where it does not stand in the sources file.
fn place_name(app: &AppState, code: &OdsCode) -> String {
    let known = app.gather.in_sources_file().chain(app.gather.not_connected());
    let name = known.into_iter().find(|one| one.ods_code == *code).map(|one| one.name.clone());
    name.unwrap_or_else(|| code.to_string())
}
