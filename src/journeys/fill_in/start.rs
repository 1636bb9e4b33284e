//! Where filling in begins: on the questionnaire's own page, with what cannot be done here said instead.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Filling, writer};
use crate::access::{Permit, Purpose};
use crate::connectors::Connector;
use crate::domain::filling::{Form, NotHere};
use crate::domain::{AskedQuestionnaire, Held, Kind, OdsCode};
use crate::gather::CannotAct;
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::opened;
use crate::journeys::record::questionnaires::{Place, place};
use crate::store::{Draft, DraftKind, MOST_DRAFTS};
use crate::t;
use crate::web::components::{Button, InsetText};
use crate::web::{AppState, Outcome, PageError};
use crate::words::Locale;

/// Whether a questionnaire can be filled in here.
#[derive(Clone, PartialEq, Debug)]
pub enum CanFillIn {
    Here,
    /// Its organisation takes no answers here, or told no questions.
    NotHere,
    /// It would, and something about the questions keeps it from being filled in here.
    Not(NotHere),
    /// It is filled in, no longer wanted, or its last day is over.
    Over,
}

/// Whether this one can. Nothing is asked.
pub fn can_fill_in(app: &AppState, held: &Held<AskedQuestionnaire>) -> CanFillIn {
    if !matches!(place(app.clock.now(), &held.entry), Place::ToFillIn | Place::NotSaid) {
        return CanFillIn::Over;
    }
    let forms = |connector: &dyn Connector| connector.form_service().map(drop);
    let takes = held.holders.first().and_then(|holder| {
        app.gather.of_interface(&holder.organisation.ods_code, Kind::Questionnaires, forms)
    });
    match (takes, &held.entry.questions) {
        (Some(()), Some(questions)) if !held.is_old_copy() => {
            Form::new(questions).can_be_filled_in(questions).map_or_else(CanFillIn::Not, |()| CanFillIn::Here)
        }
        _ => CanFillIn::NotHere,
    }
}

/// `POST /record/questionnaires/{id}/fill-in`: begins, or goes on with what was begun.
///
/// # Errors
/// [`PageError::NotFound`] for a questionnaire that is nobody's or somebody else's, or that cannot be filled in here.
pub async fn start(State(app): State<AppState>, permit: Permit, AskedId(id): AskedId) -> Outcome {
    let id = id.ok_or(PageError::NotFound)?;
    let all = opened(&permit, app.gather.one::<AskedQuestionnaire>(&permit).await, Purpose::Detail).await?;
    let held = all.find(id).ok_or(PageError::NotFound)?;
    if can_fill_in(&app, held) != CanFillIn::Here {
        return Err(PageError::NotFound);
    }
    let to =
        held.holders.first().map(|holder| holder.organisation.ods_code.clone()).ok_or(PageError::NotFound)?;
    may_act(&app, &permit, &to).await?;
    let (questions, entry) = (held.entry.questions.clone().ok_or(PageError::NotFound)?, held.id.to_string());
    let known: Vec<Draft<Filling>> = app
        .drafts
        .all(writer(&permit), DraftKind::Questionnaire, app.clock.now())
        .await
        .map_err(PageError::internal)?;
    // Where the questions have changed meanwhile, it is begun anew.
    let begun = known.iter().find(|draft| draft.what.entry == entry && draft.what.questions == questions);
    if let Some(draft) = begun {
        return Ok(Redirect::to(&format!("/fill-in/{}/check", draft.id)).into_response());
    }
    for old in known.iter().skip(MOST_DRAFTS - 1) {
        app.drafts.drop_one(writer(&permit), old.id).await.map_err(PageError::internal)?;
    }
    let answers = Form::new(&questions).at_first();
    let first = Form::new(&questions).steps(&answers).first().map(|step| step.place.clone());
    let (title, task) = (held.entry.title.clone(), held.entry.source_id.clone());
    let what = Filling { to, entry, task, title, questions, answers };
    let draft = Draft { id: Uuid::new_v4(), changed_at: app.clock.now(), what };
    let kept = app.drafts.keep(writer(&permit), DraftKind::Questionnaire, &draft).await;
    kept.map_err(PageError::internal)?;
    let page = first.map_or_else(|| "check".to_owned(), |place| place.to_string());
    Ok(Redirect::to(&format!("/fill-in/{}/{page}", draft.id)).into_response())
}

/// Whether whoever asks may have something done there.
async fn may_act(app: &AppState, permit: &Permit, to: &OdsCode) -> Result<(), PageError> {
    let can = |connector: &dyn Connector| connector.form_service().is_some();
    let known = app.gather.who_can(permit, Kind::Questionnaires, can).await.map_err(PageError::internal)?;
    match known.into_iter().find(|(place, _)| place.ods_code == *to).map(|(_, can)| can) {
        Some(Ok(())) => Ok(()),
        Some(Err(CannotAct::NotAllowed)) => Err(PageError::NotAllowed),
        _ => Err(PageError::NotFound),
    }
}

/// What stands on the questionnaire's page: the way to fill it in here, or why there is none.
pub fn doing(app: &AppState, locale: Locale, held: &Held<AskedQuestionnaire>) -> AnyView {
    let says = match can_fill_in(app, held) {
        CanFillIn::Here => {
            let action = format!("/record/questionnaires/{}/fill-in", held.id);
            return view! {
                <form action=action method="post">
                    <Button text=t!(locale, "Fill it in here") />
                </form>
                <p>{t!(locale, "One question at a time. We keep your answers, so you can stop and come back.")}</p>
            }
            .into_any();
        }
        CanFillIn::NotHere if held.entry.link.is_none() && held.entry.questions.is_some() => {
            t!(locale, "You cannot fill it in here yet. Ask them how to send your answers.")
        }
        CanFillIn::Over | CanFillIn::NotHere => return ().into_any(),
        CanFillIn::Not(NotHere::Empty) => {
            t!(locale, "We were told of no question that you could answer here.")
        }
        CanFillIn::Not(_) => {
            t!(
                locale,
                "We could not read all of its questions, so you cannot fill it in here. Ask them how to send your answers."
            )
        }
    };
    view! { <InsetText locale><p>{says}</p></InsetText> }.into_any()
}
