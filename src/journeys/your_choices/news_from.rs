//! `/your-choices/new-from`: of which organisations' news people want to hear.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

use super::{HERE, frame};
use crate::access::Permit;
use crate::domain::{Kind, OdsCode, Organisation};
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::components::{Button, Fieldset};
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::Locale;

/// The organisations that know the person and are asked while they are away, with whether they want to hear of them.
async fn all(app: &AppState, permit: &Permit) -> Result<Vec<(Arc<Organisation>, bool)>, PageError> {
    if app.news.every().is_none() || app.outbox.channels().is_empty() {
        return Err(PageError::NotFound);
    }
    let not_from = app.news.not_from(permit.actor()).await.map_err(PageError::internal)?;
    let mut known: Vec<(Arc<Organisation>, bool)> = Vec::new();
    let mut codes = HashSet::new();
    for kind in Kind::ALL {
        let there = app.gather.who_can(permit, kind, |_| true).await.map_err(PageError::internal)?;
        for (organisation, _) in there {
            if codes.insert(organisation.ods_code.clone()) {
                let is_wanted = !not_from.contains(&organisation.ods_code);
                known.push((organisation, is_wanted));
            }
        }
    }
    Ok(known)
}

/// # Errors
/// [`PageError::NotFound`] where this portal looks for no news; when our database does not answer.
pub async fn ask(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let all = all(&app, &permit).await?;
    let locale = reader.locale();
    let title = t!(locale, "Whose news do you want to hear of?");
    Ok(page(frame(&reader, &permit, title), view! { <NewsFrom locale all /> }))
}

/// Keeps the choice. Only organisations that stand on the page are chosen of.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read.
pub async fn choose(
    State(app): State<AppState>,
    permit: Permit,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let all = all(&app, &permit).await?;
    let Form(fields) = fields.map_err(|rejection| unreadable(&rejection))?;
    let is_chosen =
        |code: &OdsCode| fields.iter().any(|(name, value)| name == "from" && value == code.as_str());
    let these: Vec<_> = all
        .iter()
        .map(|(organisation, _)| (organisation.ods_code.clone(), is_chosen(&organisation.ods_code)))
        .collect();
    app.news.choose_from(permit.actor(), &these).await.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

#[component]
fn NewsFrom(locale: Locale, all: Vec<(Arc<Organisation>, bool)>) -> impl IntoView {
    let one = |(at, (organisation, is_wanted)): (usize, (Arc<Organisation>, bool))| {
        let id = if at == 0 { "from".to_owned() } else { format!("from-{}", at + 1) };
        view! {
            <div class="nhsuk-checkboxes__item">
                <input
                    class="nhsuk-checkboxes__input"
                    id=id.clone()
                    name="from"
                    type="checkbox"
                    value=organisation.ods_code.to_string()
                    checked=is_wanted
                />
                <label class="nhsuk-label nhsuk-checkboxes__label" for=id dir="auto">{organisation.name.clone()}</label>
            </div>
        }
    };
    let title = t!(locale, "Whose news do you want to hear of?");
    let hint = t!(
        locale,
        "We look once a day. We only say that there is something new, never what, and never from whom. Those that answer to you alone we cannot ask while you are away."
    );
    view! {
        <form method="post" novalidate>
            <Fieldset locale id="from" legend=title hint is_heading=true>
                <div class="nhsuk-checkboxes">{all.into_iter().enumerate().map(one).collect_view()}</div>
            </Fieldset>
            <Button text=t!(locale, "Save") />
        </form>
    }
}
