//! What one person gives: to accept, to refuse, and later to give back.

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use serde::Deserialize;

use super::growing::AsTheyGrow;
use super::{HERE, Help, one_help};
use crate::access::Permit;
use crate::domain::{GrantId, GrantStep, Growing, OnDay, Reason};
use crate::journeys::carers::{lasts, parts_said};
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::components::{Button, InsetText, Row, SummaryList};
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::{Locale, isolated};

/// What whoever was asked says.
#[derive(Default, Deserialize)]
pub struct AnswerForm {
    #[serde(default)]
    answer: String,
}

/// # Errors
/// When it is nothing that was given to whoever asks, or our database does not answer.
pub async fn one(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<String>, PathRejection>,
) -> Outcome {
    let locale = reader.locale();
    let Help { patient, kept, on } = one_help(&app, &permit, grant(id)).await?;
    let growing = app.access.growing(&kept, &patient).filter(|_| on != OnDay::NotActive);
    let facts = OfferFacts {
        name: patient.name.clone(),
        on,
        // Why something is not active, and what it gave, is between the patient and the organisation.
        parts: match on {
            OnDay::NotActive => Vec::new(),
            _ => parts_said(locale, &app.gather, &kept.grant.parts),
        },
        lasts: lasts(locale, &kept.grant, growing, app.access.today()),
        growing,
    };
    let frame = reader.frame(t!(locale, "Somebody whom you help")).for_person(permit.subject());
    Ok(page(frame.back(HERE, t!(locale, "People you help")), view! { <Offer locale facts /> }))
}

/// Accepts, refuses, or gives back.
///
/// # Errors
/// As [`one`]; and when the form cannot be read, or nothing can be written down.
pub async fn answer(
    State(app): State<AppState>,
    permit: Permit,
    id: Result<Path<String>, PathRejection>,
    form: Result<Form<AnswerForm>, FormRejection>,
) -> Outcome {
    let Form(AnswerForm { answer }) = form.map_err(|rejection| unreadable(&rejection))?;
    let Help { kept, on, .. } = one_help(&app, &permit, grant(id)).await?;
    let step = match (&*answer, on) {
        ("accept", OnDay::Asked) => GrantStep::Accept,
        ("refuse", OnDay::Asked) => GrantStep::Refuse(Reason::CarerRefused),
        ("step-back", OnDay::Active | OnDay::NotYet) => GrantStep::End(Reason::CarerSteppedBack),
        // The same form a second time, or from an old page.
        _ => return Ok(Redirect::to(HERE).into_response()),
    };
    app.access.step(&permit, &kept, step, &app.outbox).await.map_err(PageError::internal)?;
    Ok(Redirect::to(HERE).into_response())
}

fn grant(id: Result<Path<String>, PathRejection>) -> Option<GrantId> {
    id.ok().and_then(|Path(id)| GrantId::parse(&id))
}

struct OfferFacts {
    name: String,
    on: OnDay,
    parts: Vec<(String, String)>,
    lasts: String,
    /// Where a parent acts for a child.
    growing: Option<Growing>,
}

#[component]
fn Offer(locale: Locale, facts: OfferFacts) -> impl IntoView {
    let OfferFacts { name, on, parts, lasts, growing } = facts;
    let shown = isolated(&name).into_owned();
    let heading = match on {
        OnDay::Asked => t!(locale, "Do you want to act for {name}?", name = shown),
        _ => t!(locale, "Acting for {name}", name = shown),
    };
    let places: Vec<String> = parts.iter().map(|(place, _)| isolated(place).into_owned()).collect();
    let mut rows: Vec<Row> = parts.into_iter().map(|(place, kinds)| Row::new(place, kinds)).collect();
    if !rows.is_empty() {
        rows.push(Row::new(t!(locale, "How long"), lasts));
    }
    let button = |answer: &'static str, words, secondary| {
        view! {
            <form method="post">
                <input type="hidden" name="answer" value=answer />
                <Button text=words secondary />
            </form>
        }
    };
    let written_down = t!(
        locale,
        "Everything that you look at or ask for is written down. {name} can see it, and can stop this at any time.",
        name = shown
    );
    let rule = t!(
        locale,
        "Look and act only as {name} wants you to, and tell nobody else what you see.",
        name = shown
    );
    let yes = t!(locale, "Yes, act for {name}", name = shown);
    let stop = t!(locale, "Stop acting for {name}", name = shown);
    let ways = match on {
        OnDay::Asked => view! {
            <InsetText locale>
                <p>{written_down}</p>
            </InsetText>
            <p>{rule}</p>
            {button("accept", yes, false)}
            {button("refuse", t!(locale, "No, I do not want to"), true)}
        }
        .into_any(),
        OnDay::Active | OnDay::NotYet => button("step-back", stop, true).into_any(),
        OnDay::NotActive => {
            view! { <p>{t!(locale, "This access is not active. To find out more, contact the organisation.")}</p> }
                .into_any()
        }
    };
    let given = (!rows.is_empty())
        .then(|| view! { <h2>{t!(locale, "What you can see and do")}</h2> <SummaryList rows /> });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1 dir="auto">{heading}</h1>
                {given}
                {growing.map(|growing| view! { <AsTheyGrow locale growing name places /> })}
                {ways}
            </div>
        </div>
    }
}
