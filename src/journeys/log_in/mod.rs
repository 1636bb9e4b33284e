//! Logging in and out.

mod form;
mod page;
mod return_path;
