//! The organisations of whoever is logged in, with their phone numbers.

use std::sync::Arc;

use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::domain::{Organisation, Setting, SourceState};
use crate::t;
use crate::web::components::{Facts, Row};
use crate::web::{AppState, PageError, Words};
use crate::words::Locale;

/// The places that know the person, as far as this permit shows them; none for somebody who is not logged in.
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn own_organisations(
    app: &AppState,
    permit: Option<&Permit>,
) -> Result<Vec<Arc<Organisation>>, PageError> {
    let Some(permit) = permit else { return Ok(Vec::new()) };
    let sealed = app.gather.everything(permit).await.map_err(PageError::internal)?;
    let everything =
        permit.disclose(sealed, Purpose::WhereFrom).await.map_err(|_| PageError::CannotDisclose)?;
    let knows = everything.sources.iter().filter(|report| {
        report.organisation.setting != Setting::National
            && !matches!(report.state, SourceState::DoesNotKnowPerson { .. })
    });
    Ok(knows.map(|report| report.organisation.clone()).collect())
}

/// Their phone numbers, under a heading.
#[component]
pub fn Own(locale: Locale, #[prop(into)] heading: Words, own: Vec<Arc<Organisation>>) -> impl IntoView {
    let rows: Vec<Row> = own
        .iter()
        .map(|organisation| {
            let phone =
                organisation.phone.clone().map_or_else(|| t!(locale, "We have no phone number"), Words::from);
            Row::new(organisation.name.clone(), phone)
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <h2>{heading}</h2> <Facts rows /> })
}
