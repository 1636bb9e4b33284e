//! The first page after logging in.

pub mod doors;
pub mod kinds;
pub mod lines;
pub mod next;
mod next_card;
mod page;
#[cfg(test)]
pub mod samples;
pub mod whats_new;
