//! The things a person can do; one folder each.

pub mod appointments;
pub mod close_account;
pub mod confirm;
pub mod devices;
pub mod download;
pub mod help;
pub mod home;
pub mod kept_form;
pub mod log_in;
pub mod record;
pub mod search;
pub mod start;
pub mod where_from;
pub mod who_looked;
pub mod your_details;
