//! One grant, as staff see it: what was decided and why, and what can be done with it.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::page::grant::{Facts, One};
use super::{Visiting, form, grants_here, openly};
use crate::access::{AccessTeam, CareStep};
use crate::domain::{Because, ChildDecides, GrantBasis, GrantId, GrantState, Reason};
use crate::journeys::staff::fields::{Fields, Sent};
use crate::journeys::staff::{frame, place_name};
use crate::store::{Decision, KeptGrant};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, form_page};

type Of = Result<Path<(Uuid, Uuid)>, PathRejection>;

/// The words of the form for what is done.
pub const REVIEW: &str = "review";
pub const SUSPEND: &str = "suspend";
pub const LIFT: &str = "lift";
pub const END: &str = "end";

/// Why staff stop access for now, or end it.
pub const REASONS: [Reason; 4] =
    [Reason::ResponsibilityChanged, Reason::ChildDecided, Reason::NotNeeded, Reason::Concern];

/// A reason's word in forms.
pub fn reason_slug(why: Reason) -> &'static str {
    match why {
        Reason::ResponsibilityChanged => "responsibility-changed",
        Reason::ChildDecided => "child-decided",
        Reason::NotNeeded => "not-needed",
        _ => "concern",
    }
}

/// # Errors
/// When the visit is over, or the grant is none of theirs.
pub async fn show(State(app): State<AppState>, reader: Reader, by: AccessTeam, of: Of) -> Outcome {
    let (visiting, kept) = asked(&app, &by, of).await?;
    grant_page(&app, &reader, &by, &visiting, kept, FormState::default()).await
}

/// Looks at it again, stops it, lets it go on or ends it.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing can be stored.
pub async fn change(
    State(app): State<AppState>,
    reader: Reader,
    by: AccessTeam,
    of: Of,
    sent: Sent,
) -> Outcome {
    let (visiting, kept) = asked(&app, &by, of).await?;
    let (fields, locale) = (Fields::read(sent)?, reader.locale());
    let mut state = FormState::default();
    for name in ["do", "why", "child", "note"] {
        state = state.keep(name, fields.one(name));
    }
    let why = REASONS.into_iter().find(|why| reason_slug(*why) == fields.one("why"));
    let child = ChildDecides::from_slug(fields.one("child"));
    let asks_child = asks_child(&app, &visiting, &kept);
    let step = match fields.one("do") {
        REVIEW => {
            match child {
                _ if !asks_child => {}
                None => state.wrong("child", t!(locale, "Choose what the child can decide, and wants")),
                Some(ChildDecides::Refuses) => {
                    state.wrong("child", t!(locale, "Then it cannot go on. End it instead"));
                }
                Some(_) => {}
            }
            Some(CareStep::Review)
        }
        LIFT => Some(CareStep::Lift),
        doing @ (SUSPEND | END) => {
            if why.is_none() {
                state.wrong("why", t!(locale, "Choose why"));
            }
            why.map(|why| if doing == END { CareStep::End(why) } else { CareStep::Suspend(why) })
        }
        _ => {
            state.wrong("do", t!(locale, "Choose what to do"));
            None
        }
    };
    let note = fields.one("note");
    if note.is_empty() {
        state.wrong("note", t!(locale, "Enter what you checked, and with whom you talked"));
    } else if form::is_long(note) {
        state.wrong("note", form::too_long(locale));
    }
    let (Some(step), true) = (step, state.is_ok()) else {
        return grant_page(&app, &reader, &by, &visiting, kept, state).await;
    };
    let because = Because {
        child: child.filter(|_| asks_child && step == CareStep::Review),
        note: note.to_owned(),
        ..Because::default()
    };
    let done = app.access.step_by_staff(&by, &visiting.patient, &kept, step, because, &app.outbox).await;
    if !done? {
        state.wrong("do", t!(locale, "This cannot be done now. Look at how it stands"));
        return grant_page(&app, &reader, &by, &visiting, kept, state).await;
    }
    Ok(Redirect::to(&format!("{}/grants/{}", visiting.address(), kept.id)).into_response())
}

async fn asked(app: &AppState, by: &AccessTeam, of: Of) -> Result<(Visiting, KeptGrant), PageError> {
    let Ok(Path((id, grant))) = of else { return Err(PageError::NotFound) };
    let visiting = openly(app, by, Some(id)).await?;
    let all = grants_here(app, by, &visiting.patient).await?;
    let kept = all.into_iter().find(|kept| kept.id == GrantId(grant)).ok_or(PageError::NotFound)?;
    Ok((visiting, kept))
}

/// Whether the child has an age at which it may be able to decide.
fn asks_child(app: &AppState, visiting: &Visiting, kept: &KeptGrant) -> bool {
    let age = visiting.patient.age_on(app.access.today());
    kept.grant.basis == GrantBasis::ParentalResponsibility && age >= app.access.ages.review_from
}

/// What can be done with it: of what other organisations gave too, only the own part can be ended.
fn ways(app: &AppState, by: &AccessTeam, visiting: &Visiting, kept: &KeptGrant) -> Vec<&'static str> {
    let is_shared = kept.grant.parts.iter().any(|part| part.organisation != *by.organisation());
    let by_age = app.access.is_stopped_by_age(&visiting.patient, &kept.grant);
    let is_parents = kept.grant.basis == GrantBasis::ParentalResponsibility;
    let too_old = is_parents && visiting.patient.age_on(app.access.today()) >= app.access.ages.parents_end;
    match kept.state {
        _ if kept.state.is_over() => vec![],
        _ if is_shared => vec![END],
        GrantState::Requested => vec![END],
        GrantState::Active if too_old => vec![END],
        GrantState::Active if kept.grant.basis == GrantBasis::Consent => vec![SUSPEND, END],
        GrantState::Active => vec![REVIEW, SUSPEND, END],
        GrantState::Suspended if too_old => vec![END],
        GrantState::Suspended if by_age || kept.reason == Some(Reason::Review) => vec![REVIEW, END],
        GrantState::Suspended => vec![LIFT, END],
        _ => vec![END],
    }
}

async fn grant_page(
    app: &AppState,
    reader: &Reader,
    by: &AccessTeam,
    visiting: &Visiting,
    kept: KeptGrant,
    form: FormState,
) -> Outcome {
    let locale = reader.locale();
    let all = app.access.decisions.about(by.organisation(), visiting.patient.id).await;
    let mut decisions = Vec::new();
    for decision in all.map_err(PageError::internal)?.into_iter().filter(|one| one.grant == Some(kept.id)) {
        decisions.push(named(app, by, decision).await?);
    }
    let facts = Facts {
        place: place_name(app, by.organisation()),
        on: app.access.on_today(&kept, &visiting.patient),
        now: app.clock.now(),
        ways: ways(app, by, visiting, &kept),
        asks_child: asks_child(app, visiting, &kept),
        patient: visiting.patient.name.clone(),
        own: by.organisation().clone(),
        kept,
        decisions,
    };
    let frame = frame(app, reader, by, t!(locale, "Somebody’s access"));
    let frame = frame.back(visiting.address(), t!(locale, "The patient"));
    let page: Response = form_page(frame, form, move |form| view! { <One locale form facts /> });
    Ok(page)
}

/// With the name of whoever decided it.
pub async fn named(
    app: &AppState,
    by: &AccessTeam,
    decision: Decision,
) -> Result<(Decision, Option<String>), PageError> {
    let name = app.access.staff.name_of(by.organisation(), decision.by).await;
    Ok((decision, name.map_err(PageError::internal)?))
}
