//! The things a person can do; one folder each.

pub mod appointments;
pub mod close_account;
pub mod confirm;
pub mod devices;
pub mod download;
pub mod fill_in;
pub mod find_a_service;
pub mod help;
pub mod home;
pub mod kept_form;
pub mod log_in;
pub mod log_in_there;
pub mod messages;
pub mod record;
pub mod register;
pub mod requests;
pub mod search;
pub mod start;
pub mod ways;
pub mod where_from;
pub mod your_choices;
pub mod who_looked;
pub mod your_details;
pub mod your_log_in;
