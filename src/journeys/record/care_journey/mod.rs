//! A referral or a care plan with all that came of it, across organisations: what happens next, and who looks after it.

mod joined;
mod page;
#[cfg(test)]
mod tests;
mod words;

use axum::extract::State;
use leptos::prelude::*;

use super::asked::AskedId;
use super::detail::{OnePage, one_page_with};
use super::opened;
use super::referrals::no_longer_needed;
use crate::access::{Permit, Purpose};
use crate::domain::{CarePlan, Gathered, Held, InAnswer, Kind, Kinds, PartialDate, Referral, WrittenRequest};
use crate::gather::Everything;
use crate::journeys::requests::{Shown, WhatWasAsked, of_kind};
use crate::web::{AppState, Outcome, Reader};
use crate::words::Locale;
use joined::CareJourney;

/// What a journey can begin with.
pub trait Begins: OnePage + InAnswer {
    fn all(parts: &Everything) -> &Gathered<Self>;
    /// What the record says of it itself.
    fn request(&self) -> WrittenRequest<'_>;
    /// The names of those who were asked.
    fn asked(&self) -> &[String];
    fn begun(&self) -> Option<PartialDate>;
    /// By when those who were asked are to have looked at it.
    fn due(&self) -> Option<&PartialDate>;

    /// What can be asked for about it here, where `asked` is what was asked for already.
    fn offer(_: &AppState, _: &Permit, _: Locale, _: &Held<Self>, _asked: &[Shown]) -> AnyView {
        ().into_any()
    }
}

impl Begins for Referral {
    fn all(parts: &Everything) -> &Gathered<Self> {
        &parts.referrals
    }
    fn request(&self) -> WrittenRequest<'_> {
        WrittenRequest::of(self)
    }
    fn asked(&self) -> &[String] {
        &self.asked
    }
    fn begun(&self) -> Option<PartialDate> {
        self.made.or(self.waiting.since)
    }
    fn due(&self) -> Option<&PartialDate> {
        self.review_due.as_ref().or(self.wanted_until.as_ref())
    }
    fn offer(app: &AppState, permit: &Permit, locale: Locale, held: &Held<Self>, asked: &[Shown]) -> AnyView {
        no_longer_needed::offer(app, permit, locale, held, asked)
    }
}

impl Begins for CarePlan {
    fn all(parts: &Everything) -> &Gathered<Self> {
        &parts.care_plans
    }
    fn request(&self) -> WrittenRequest<'_> {
        WrittenRequest { state: &self.state, booking: None, is_waiting_list: false }
    }
    fn asked(&self) -> &[String] {
        &[]
    }
    fn begun(&self) -> Option<PartialDate> {
        self.started.or(self.written)
    }
    fn due(&self) -> Option<&PartialDate> {
        None
    }
}

/// The kinds that a journey is made of.
fn kinds() -> Kinds {
    let kinds = [Kind::Referrals, Kind::CarePlans, Kind::Appointments, Kind::Letters];
    kinds.into_iter().chain([Kind::TestResults, Kind::Visits]).collect()
}

/// Asks everyone for all that a journey is made of, writes down that it is opened, and shows where it begins with all
/// that came of it.
///
/// # Errors
/// [`crate::web::PageError::CannotDisclose`] where the access log cannot be written: then nothing is shown.
pub async fn journey<T: Begins>(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    // How far it has come is told from everything there is, so whoever may see less sees what stands in the entry alone.
    let (locale, now) = (reader.locale(), app.clock.now());
    let asked = of_kind(&app, &permit, locale, T::KIND).await?;
    let asked_about = |held: &Held<T>| {
        let is_about = |shown: &Shown| shown.entry.is_some_and(|(_, id)| held.answers_to(id));
        let all: Vec<_> = asked.into_iter().filter(is_about).collect();
        let offer = T::offer(&app, &permit, locale, held, &all);
        view! {
            {offer}
            <WhatWasAsked locale all />
        }
        .into_any()
    };
    if permit.is_limited() {
        let gathered = opened(&permit, app.gather.one::<T>(&permit).await, Purpose::Detail).await?;
        let gathered: &Gathered<T> = &gathered;
        return Ok(one_page_with(&app, &permit, &reader, (gathered, id), &[], asked_about));
    }
    let parts = opened(&permit, app.gather.of_kinds(&permit, kinds()).await, Purpose::Detail).await?;
    Ok(one_page_with(&app, &permit, &reader, (T::all(&parts), id), &parts.sources, |held| {
        let journey = CareJourney::of(locale, now, held, &parts, reader.practice_mode());
        view! {
            {asked_about(held)}
            <page::Journey journey />
        }
        .into_any()
    }))
}
