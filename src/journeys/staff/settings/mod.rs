//! `/staff/settings`: what is set up for the own organisation, in words. Nothing is changed here: the sources file is where
//! it stands, and whoever runs the portal changes it.

mod page;
mod words;

use axum::extract::State;
use leptos::prelude::*;

use super::{frame, place_name};
use crate::access::{AsAdministrator, OnDuty};
use crate::connectors::staff_log_in::StaffLogIn;
use crate::t;
use crate::web::{AppState, Outcome, Reader, page as answer};

/// A log-in that staff have at work, as the page says it.
struct AtWork {
    name: String,
    host: String,
    second_step: Vec<String>,
    every_time: bool,
}

impl AtWork {
    fn of(provider: &StaffLogIn) -> Self {
        Self {
            name: provider.name.clone(),
            host: words::host(provider.service.issuer()),
            second_step: provider.second_step.clone(),
            every_time: provider.every_time,
        }
    }
}

/// The page.
///
/// # Errors
/// None.
pub async fn show(State(app): State<AppState>, reader: Reader, by: OnDuty<AsAdministrator>) -> Outcome {
    let (locale, own) = (reader.locale(), by.organisation());
    let entry = app.sources_file.source.iter().find(|entry| entry.ods_code == *own).cloned();
    let theirs = app.staff_log_ins.iter().filter(|provider| provider.organisations.contains(own));
    let at_work: Vec<_> = theirs.map(AtWork::of).collect();
    let (place, keys) = (place_name(&app, own), app.key_names.clone());
    let frame = frame(&app, &reader, &by, t!(locale, "What is set up"));
    let frame = frame.back("/staff", t!(locale, "Staff desk"));
    Ok(answer(frame, view! { <page::Settings locale place entry at_work keys /> }))
}
