//! One question: shown with what was answered before, and its answer kept.

use axum::Form as Body;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::page::{More, Question};
use super::typed::{Typed, Wrong};
use super::{Begun, begun, keep};
use crate::access::Permit;
use crate::domain::filling::{Given, MOST_ROUNDS, Place, can_be_answered};
use crate::domain::{QuestionItem, QuestionKind};
use crate::journeys::record::questionnaires::question_words;
use crate::journeys::requests::sending::sent_or_gone;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};

/// What an address names.
pub(super) type Asked = Result<Path<(Uuid, String)>, PathRejection>;

/// `/fill-in/{id}/{place}`: one question.
///
/// # Errors
/// [`PageError::NotFound`] for what is nobody's or somebody else's, and for a question that is not asked.
pub async fn ask(State(app): State<AppState>, reader: Reader, permit: Permit, asked: Asked) -> Outcome {
    let draft = asked.as_ref().ok().map(|Path((id, _))| *id);
    match (found(&app, &permit, asked).await, draft) {
        (Err(PageError::NotFound), Some(draft)) => sent_or_gone(&app, &permit, draft).await,
        (found, _) => {
            let (begun, place) = found?;
            shown(&reader, &permit, &begun, &place, FormState::default())
        }
    }
}

/// The answer as it was sent: kept, and on to the next question.
///
/// # Errors
/// As [`ask`]; and when the form cannot be read, or it is not stored.
pub async fn answer(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: Asked,
    fields: Result<Body<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let (mut begun, place) = found(&app, &permit, asked).await?;
    let Body(fields) = fields.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let typed = Typed(&fields);
    let (step, locale) = (typed.one("step"), reader.locale());
    let (item, asks_for_more) = {
        let form = begun.form();
        let steps = form.steps(&begun.filling.answers);
        // A question that is not asked, as the answers stand, takes no answer.
        let found = steps.iter().find(|known| known.place == place).ok_or(PageError::NotFound)?;
        (found.item.clone(), found.asks_for_more)
    };
    if asks_for_more {
        return another_round(&app, &permit, begun, &place, &typed).await;
    }
    let mut given = begun.filling.answers.at(&place).to_vec();
    let is_listed = item.repeats && !matches!(item.kind, QuestionKind::Choice | QuestionKind::OpenChoice);
    if let Some(at) = step.strip_prefix("drop-").and_then(|at| at.parse::<usize>().ok()) {
        if at < given.len() {
            given.remove(at);
        }
        begun.filling.answers.put(place.clone(), given);
        keep(&app, &permit, &begun).await?;
        return Ok(Redirect::to(&begun.page(&place)).into_response());
    }
    if can_be_answered(&item) && item.kind != QuestionKind::Attachment {
        match typed.read(&item) {
            Ok(now) if is_listed => given.extend(now),
            Ok(now) => given = now,
            Err(why) => return wrong(&reader, &permit, &begun, &place, &fields, why),
        }
        given.truncate(MOST_ROUNDS as usize);
    }
    let (is_missing, is_later) = (given.is_empty() && item.is_required, step == "save");
    begun.filling.answers.put(place.clone(), given);
    keep(&app, &permit, &begun).await?;
    if is_later {
        return Ok(Redirect::to(&begun.check_page()).into_response());
    }
    if step == "add" {
        return Ok(Redirect::to(&begun.page(&place)).into_response());
    }
    if is_missing && can_be_answered(&item) {
        let mut state = FormState::default();
        state.wrong("answer", Wrong::Missing.message(locale));
        return shown(&reader, &permit, &begun, &place, state);
    }
    let next = begun.after(&begun.form().steps(&begun.filling.answers), &place, false);
    Ok(Redirect::to(&next).into_response())
}

/// One more round of a group, one fewer, or on.
async fn another_round(
    app: &AppState,
    permit: &Permit,
    mut begun: Begun,
    group: &Place,
    typed: &Typed<'_>,
) -> Outcome {
    let rounds = begun.filling.answers.rounds_of(group);
    let wanted = match typed.one("step").as_str() {
        "more" => rounds + 1,
        "fewer" => rounds.saturating_sub(1),
        _ => rounds,
    };
    let questions = begun.filling.questions.clone();
    let form = crate::domain::filling::Form::new(&questions);
    form.set_rounds(&mut begun.filling.answers, group, wanted);
    keep(app, permit, &begun).await?;
    let steps = form.steps(&begun.filling.answers);
    let last = rounds_of(group, begun.filling.answers.rounds_of(group).saturating_sub(1));
    let next = match typed.one("step").as_str() {
        // On to the first question of the new round.
        "more" => {
            let first = steps
                .iter()
                .find(|step| step.place.rounds.starts_with(&last) && step.place.item > group.item);
            first.map_or_else(|| begun.page(group), |step| begun.page_of(step))
        }
        "fewer" => begun.page(group),
        _ => begun.after(&steps, group, true),
    };
    Ok(Redirect::to(&next).into_response())
}

fn rounds_of(group: &Place, round: u32) -> Vec<u32> {
    group.rounds.iter().copied().chain([round]).collect()
}

pub(super) async fn found(
    app: &AppState,
    permit: &Permit,
    asked: Asked,
) -> Result<(Begun, Place), PageError> {
    let Path((id, place)) = asked.map_err(|_| PageError::NotFound)?;
    let place = Place::parse(&place).ok_or(PageError::NotFound)?;
    Ok((begun(app, permit, id).await?, place))
}

fn wrong(
    reader: &Reader,
    permit: &Permit,
    begun: &Begun,
    place: &Place,
    fields: &[(String, String)],
    why: Wrong,
) -> Outcome {
    let mut state = FormState::default();
    for name in ["answer", "answer-day", "answer-month", "answer-year", "answer-time", "unit", "other"] {
        let all: Vec<_> =
            fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect();
        state = state.keep(name, all.join("\n"));
    }
    state = state.keep("typed", "yes");
    state.wrong("answer", why.message(reader.locale()));
    shown(reader, permit, begun, place, state)
}

/// The page of one place.
pub(super) fn shown(
    reader: &Reader,
    permit: &Permit,
    begun: &Begun,
    place: &Place,
    state: FormState,
) -> Outcome {
    let locale = reader.locale();
    let form = begun.form();
    let answers = &begun.filling.answers;
    let steps = form.steps(answers);
    let at = steps.iter().position(|step| step.place == *place).ok_or(PageError::NotFound)?;
    let step = &steps[at];
    let back = at.checked_sub(1).and_then(|at| steps.get(at));
    let back = back.map_or_else(
        || format!("/record/questionnaires/{}", begun.filling.entry),
        |step| begun.page_of(step),
    );
    let frame = reader
        .frame(t!(locale, "Questionnaire"))
        .for_person(permit.subject())
        .back(back, t!(locale, "Back"))
        .where_people_type(reader.site.log_in)
        .with_errors_of(&state);
    let status = state.status();
    let headings = step.under.iter().filter_map(|group| group.text.clone()).collect::<Vec<_>>();
    let words = step.words.iter().map(|words| (*words).to_owned()).collect::<Vec<_>>();
    let (action, name) = (begun.page(place), begun.to.name.clone());
    let response: Response = if step.asks_for_more {
        let rounds = answers.rounds_of(place);
        let heading = question_words(locale, step.item).into_owned();
        page_with_status(status, frame, view! { <More locale action heading headings words rounds /> })
    } else {
        let given: Vec<Given> = answers.at(place).to_vec();
        let item: QuestionItem = step.item.clone();
        let phone = begun.to.phone.clone();
        let asked = super::page::Asked { item, given, action, headings, words, name, phone };
        page_with_status(status, frame, view! { <Question locale asked state /> })
    };
    Ok(response)
}
