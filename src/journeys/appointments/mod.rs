//! Appointments: coming up, to arrange and past; and one appointment.

pub mod booking;
pub mod calendar_file;
pub mod cancelling;
mod changing;
mod doing;
mod entry_words;
pub mod order;
mod page;
#[cfg(test)]
mod tests;

pub use entry_words::{how_alone, requested, when};

use leptos::prelude::*;

use super::record::detail::{OnePage, Shown};
use crate::access::Permit;
use crate::domain::{Appointment, Held};
use crate::gather::CannotAct;
use crate::requests::NotAsked;
use crate::web::{AppState, PageError};
use crate::words::Locale;

impl OnePage for Appointment {
    fn special(shown: Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn doing(app: &AppState, permit: &Permit, locale: Locale, held: &Held<Self>) -> AnyView {
        doing::doing(app, permit, locale, held)
    }
}

/// The page for a wish that could not be written down.
pub fn not_asked(why: NotAsked) -> PageError {
    match why {
        NotAsked::Cannot(CannotAct::NotAllowed) => PageError::NotAllowed,
        NotAsked::Cannot(_) => PageError::NotFound,
        NotAsked::Disclose(_) => PageError::CannotDisclose,
        NotAsked::Store(_) => PageError::internal(why),
    }
}
