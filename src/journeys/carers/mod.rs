//! Who can see one's record: every carer, what each may see, and the ways to change or stop it at once.

mod page;
mod wishes;
mod words;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use crate::access::{self, Permit};
use crate::domain::{
    GrantId, GrantPart, GrantStep, Kind, Kinds, Reason, kinds_to_do, kinds_to_give, seen_to_do,
};
use crate::journeys::log_in::unreadable;
use crate::store::KeptGrant;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page, page};
use page::{All, One};
pub use wishes::answer_wish;
pub use words::{lasts, parts_said, place_name, stands};

/// Everyone whom the patient gave access, now or before.
///
/// # Errors
/// When our database does not answer.
pub async fn all(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let locale = reader.locale();
    let patient = permit.subject();
    let grants = app.access.grants.of_patient(patient.id).await.map_err(PageError::internal)?;
    let wishes = app.access.grants.wishes_of(patient.id).await.map_err(PageError::internal)?;
    let hidden = app.reports.of_carers(patient.id).await.map_err(PageError::internal)?.count();
    let line = |kept: KeptGrant| {
        let growing = app.access.growing(&kept, patient).filter(|_| !kept.state.is_over());
        (stands(locale, &kept, app.access.on_today(&kept, patient)), growing, kept)
    };
    let (today, lines) = (app.access.today(), grants.into_iter().map(line).collect());
    let frame = reader.frame(t!(locale, "Who can see your record")).for_person(patient);
    Ok(page(frame.back("/", t!(locale, "Home")), view! { <All locale today wishes lines hidden /> }))
}

/// One of them.
///
/// # Errors
/// When there is no such grant, or our database does not answer.
pub async fn one(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<String>, PathRejection>,
) -> Outcome {
    let kept = asked(&app, &permit, id).await?;
    Ok(one_page(&app, &reader, &permit, kept, FormState::default()))
}

/// Changes what one of them may see and do, or stops it.
///
/// # Errors
/// As [`one`]; and when the form cannot be read, or nothing can be written down.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<String>, PathRejection>,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let Form(fields) = fields.map_err(|rejection| unreadable(&rejection))?;
    let kept = asked(&app, &permit, id).await?;
    let stops = fields.iter().any(|(name, value)| name == "do" && value == "stop");
    if stops {
        let step = GrantStep::End(Reason::PatientStopped);
        app.access.step(&permit, &kept, step, &app.outbox).await.map_err(PageError::internal)?;
        return Ok(Redirect::to("/carers").into_response());
    }
    let chosen = |name: &str| -> Kinds {
        let of_name = fields.iter().filter(|(field, _)| field == name);
        of_name.filter_map(|(_, slug)| Kind::from_slug(slug)).collect()
    };
    let act = chosen("act").and(kinds_to_do());
    let see = chosen("see").and(kinds_to_give()).with(seen_to_do(act));
    if see.is_empty() || kept.state.is_over() {
        let mut form = FormState::default();
        form.wrong("see", t!(reader.locale(), "Choose at least 1 thing, or stop the access"));
        return Ok(one_page(&app, &reader, &permit, kept, form));
    }
    // Less is given at once; more is given only by who shows that it is them.
    let is_more = |part: &GrantPart| !see.without(part.see).is_empty() || !act.without(part.act).is_empty();
    if kept.grant.parts.iter().any(is_more)
        && let Err(not_yet) = access::shown_lately(&app.access, &permit, "/carers")
    {
        return Ok(not_yet.into_response());
    }
    app.access.change_grant(&permit, &kept, (see, act), &app.outbox).await.map_err(PageError::internal)?;
    Ok(Redirect::to(&format!("/carers/{}", kept.id)).into_response())
}

async fn asked(
    app: &AppState,
    permit: &Permit,
    id: Result<Path<String>, PathRejection>,
) -> Result<KeptGrant, PageError> {
    let id = id.ok().and_then(|Path(id)| GrantId::parse(&id)).ok_or(PageError::NotFound)?;
    let grants = app.access.grants.of_patient(permit.subject().id).await.map_err(PageError::internal)?;
    grants.into_iter().find(|kept| kept.id == id).ok_or(PageError::NotFound)
}

fn one_page(app: &AppState, reader: &Reader, permit: &Permit, kept: KeptGrant, form: FormState) -> Response {
    let locale = reader.locale();
    let (today, on) = (app.access.today(), app.access.on_today(&kept, permit.subject()));
    let standing = stands(locale, &kept, on);
    let parts = parts_said(locale, &app.gather, &kept.grant.parts);
    let frame = reader.frame(t!(locale, "Somebody who can see your record")).for_person(permit.subject());
    let frame = frame.back("/carers", t!(locale, "Who can see your record"));
    let growing = app.access.growing(&kept, permit.subject()).filter(|_| !kept.state.is_over());
    let decides_alone = app.access.may_give(permit.subject());
    form_page(
        frame,
        form,
        |form| view! { <One locale today kept standing parts decides_alone growing form /> },
    )
}
