//! Whoever asks to help: shown to the patient, who gives them access or says no.

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Permit;
use crate::domain::Given;
use crate::journeys::log_in::unreadable;
use crate::store::HelpWish;
use crate::t;
use crate::web::components::Button;
use crate::web::{AppState, Outcome, PageError};
use crate::words::{Locale, dates, isolated};

#[derive(Default, Deserialize)]
pub struct AnswerForm {
    #[serde(default, rename = "do")]
    answer: String,
}

/// Begins to give access to whoever asked, or says no. A wish that is nobody's, or another's, changes nothing.
///
/// # Errors
/// When the form cannot be read, or our database does not answer.
pub async fn answer_wish(
    State(app): State<AppState>,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    form: Result<Form<AnswerForm>, FormRejection>,
) -> Outcome {
    let Form(AnswerForm { answer }) = form.map_err(|rejection| unreadable(&rejection))?;
    let patient = permit.subject().id;
    let wishes = app.access.grants.wishes_of(patient).await.map_err(PageError::internal)?;
    let wish = id.ok().and_then(|Path(id)| wishes.into_iter().find(|wish| wish.id == id));
    let next = match (wish, &*answer) {
        (Some(HelpWish { carer, name, .. }), "give") => {
            let given = Given { called: name, asked_by: Some(carer), ..Given::default() };
            let kept = app.access.grants.keep_draft(permit.actor(), &given, app.clock.now()).await;
            kept.map_err(PageError::internal)?;
            "/give-access/places"
        }
        (Some(wish), "refuse") => {
            let refused = app.access.grants.refuse_wish(patient, wish.id).await;
            refused.map_err(PageError::internal)?;
            "/carers"
        }
        _ => "/carers",
    };
    Ok(Redirect::to(next).into_response())
}

/// Before everybody who has access.
#[component]
pub fn Wishes(locale: Locale, wishes: Vec<HelpWish>) -> impl IntoView {
    wishes.into_iter().map(|wish| view! { <OneWish locale wish /> }).collect_view()
}

#[component]
fn OneWish(locale: Locale, wish: HelpWish) -> impl IntoView {
    let HelpWish { id, name, asked_at, .. } = wish;
    let name = isolated(&name).into_owned();
    let action = format!("/carers/wishes/{id}");
    view! {
        <div class="nhsuk-inset-text">
            <h2 dir="auto">{t!(locale, "{name} asks to help you", name = name.clone())}</h2>
            <p>{t!(locale, "Asked on {when}.", when = dates::moment(locale, asked_at))}</p>
            <p>{t!(locale, "Be sure who this is: talk to them first. Nobody may make you say yes.")}</p>
            <form action=action.clone() method="post">
                <input type="hidden" name="do" value="give" />
                <Button text=t!(locale, "Choose what {name} may see", name = name.clone()) />
            </form>
            <form action=action method="post">
                <input type="hidden" name="do" value="refuse" />
                <Button text=t!(locale, "No, {name} may see nothing", name = name) secondary=true />
            </form>
            <p>{t!(locale, "If you say no, we do not tell them.")}</p>
        </div>
    }
}
