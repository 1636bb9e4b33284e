//! Appointments: coming up, to arrange and past; and one appointment.

mod entry_words;
pub mod order;
mod page;
#[cfg(test)]
mod tests;

pub use entry_words::requested;

use leptos::prelude::*;

use super::record::detail::{OnePage, Shown};
use crate::domain::Appointment;

impl OnePage for Appointment {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }
}
