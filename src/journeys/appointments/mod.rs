//! Appointments: coming up, to arrange and past; and one appointment.

pub mod booking;
pub mod calendar_feed;
pub mod calendar_file;
pub mod cancelling;
mod cannot;
mod changing;
pub mod coming;
mod doing;
mod entry_words;
pub mod order;
mod page;
#[cfg(test)]
mod tests;

pub use entry_words::{how_alone, requested, when};

use axum::extract::State;
use leptos::prelude::*;

use super::record::asked::AskedId;
use super::record::detail::{self, OnePage, one_page_with};
use super::record::opened;
use super::requests::{Shown, WhatWasAsked, of_kind};
use crate::access::{Permit, Purpose};
use crate::domain::{Appointment, Gathered, Held, Kind};
use crate::web::{AppState, Outcome, Reader};
use crate::words::Locale;

/// `/appointments/{id}`: one appointment, with what was asked for about it.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn one(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    let gathered = opened(&permit, app.gather.one::<Appointment>(&permit).await, Purpose::Detail).await?;
    let gathered: &Gathered<Appointment> = &gathered;
    let locale = reader.locale();
    let asked = of_kind(&app, &permit, locale, Kind::Appointments).await?;
    let more = |held: &Held<Appointment>| {
        let is_about = |shown: &Shown| shown.entry.is_some_and(|(_, id)| held.answers_to(id));
        let all: Vec<_> = asked.into_iter().filter(is_about).collect();
        let calendar = doing::calendar(&permit, locale, app.clock.now(), held);
        let coming = coming::offer(&app, &permit, locale, held, &all);
        view! {
            {calendar}
            {coming}
            <WhatWasAsked locale all />
        }
        .into_any()
    };
    Ok(one_page_with(&app, &permit, &reader, (gathered, id), &[], more))
}

impl OnePage for Appointment {
    fn special(shown: detail::Shown<'_, Self>) -> AnyView {
        page::special(shown).into_any()
    }

    fn doing(app: &AppState, permit: &Permit, locale: Locale, held: &Held<Self>) -> AnyView {
        doing::doing(app, permit, locale, held)
    }
}
