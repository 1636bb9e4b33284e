//! Your details: who a person is and how to reach them, as each organisation has it written down.

mod acting;
pub mod changing;
pub mod differences;
pub mod facts;
pub mod page;
#[cfg(test)]
mod tests;
pub mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Gathered, OdsCode, Organisation, PersonDetails};
use crate::journeys::record::opened;
use crate::t;
use crate::web::{AppState, Outcome, Reader, page};
use facts::SurgeryNames;
use page::YourDetailsFacts;

/// Asks everyone who may tell, writes down that it is opened, and shows it.
///
/// # Errors
/// [`crate::web::PageError::CannotDisclose`] where the access log cannot be written: then nothing is shown.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let locale = reader.locale();
    let now = app.clock.now();
    let sealed = app.gather.one::<PersonDetails>(&permit).await;
    let gathered = opened(&permit, sealed, Purpose::YourDetails).await?;
    let names = surgery_names(&app, &gathered).await;
    let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
    let national = gathered.entries.iter().find_map(|held| held.entry.nhs_number);
    let told = !gathered.entries.is_empty();
    let here = changing::ways(&app, &permit).await?.here;
    let restricted = gathered.entries.iter().any(|held| held.entry.restricted);
    let acting = acting::acting(&app, &permit, locale, national, restricted).await?;
    let details = YourDetailsFacts {
        now,
        nhs_number: national.unwrap_or(permit.subject().nhs_number),
        sources: gathered.sources.clone(),
        restricted,
        facts: if told { facts::facts(locale, today, &gathered, &names) } else { Vec::new() },
        here,
        holders: holders(&gathered),
        acting,
    };
    let frame = reader
        .frame(t!(locale, "Your details"))
        .for_person(permit.subject())
        .back("/", t!(locale, "Back"))
        .waiting_for(&gathered.sources);
    Ok(page(frame, view! { <page::YourDetails locale details /> }))
}

/// Everyone who has something written down, once.
fn holders(gathered: &Gathered<PersonDetails>) -> Vec<Arc<Organisation>> {
    let mut holders: Vec<Arc<Organisation>> = Vec::new();
    for holder in gathered.entries.iter().flat_map(|held| &held.holders) {
        if !holders.contains(&holder.organisation) {
            holders.push(holder.organisation.clone());
        }
    }
    holders
}

/// The names of the surgeries and pharmacies that are told: as our own sources file has them, else from the national list.
async fn surgery_names(app: &AppState, gathered: &Gathered<PersonDetails>) -> SurgeryNames {
    let mut names = SurgeryNames::new();
    let written = gathered.entries.iter().flat_map(|held| {
        let surgery = held.entry.surgery.as_ref().and_then(|surgery| surgery.ods_code.as_ref());
        surgery.into_iter().chain(held.entry.pharmacy.as_ref()).cloned()
    });
    let written: BTreeSet<OdsCode> = written.collect();
    for code in written {
        if names.contains_key(&code) {
            continue;
        }
        let connected = app.gather.connected().find(|organisation| organisation.ods_code == code);
        let name = match connected {
            Some(organisation) => Some(organisation.name.clone()),
            None => app.organisations.name(&code).await,
        };
        names.extend(name.map(|name| (code, name)));
    }
    names
}
