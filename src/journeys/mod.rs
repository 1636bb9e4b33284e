//! The things a person can do; one folder each.

pub mod appointments;
pub mod record;
