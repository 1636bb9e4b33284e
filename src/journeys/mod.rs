//! The things a person can do; one folder each.

pub mod home;
pub mod where_from;
