//! Every answer once more, with what is still missing; and sending.

use axum::Form as Body;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Begun, begun, said, writer};
use crate::access::Permit;
use crate::domain::filling::{Step, can_be_answered};
use crate::domain::{SendAnswers, Wish};
use crate::journeys::record::detail::lines;
use crate::journeys::record::letters::LetterText;
use crate::journeys::record::questionnaires::question_words;
use crate::journeys::requests::sending::{Pressed, asked_before, not_asked, sent_or_gone, to_request};
use crate::requests::Asked;
use crate::t;
use crate::web::components::{InsetText, Row, SummaryList};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page_with_status};
use crate::words::{Locale, isolated};

/// One question with its answer as plain data.
struct Line {
    href: String,
    question: String,
    answers: Vec<String>,
    is_missing: bool,
    /// It wants something that can be told only another way.
    is_other_way: bool,
}

/// `/fill-in/{id}/check`: all answers.
///
/// # Errors
/// [`PageError::NotFound`] for what is nobody's or somebody else's.
pub async fn check(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let begun = match begun(&app, &permit, id).await {
        Err(PageError::NotFound) => return sent_or_gone(&app, &permit, id).await,
        found => found?,
    };
    Ok(shown(&reader, &permit, &begun, FormState::default()))
}

/// Sends the answers as a request, which is written down first and is the same however often this form comes; or throws
/// them away.
///
/// # Errors
/// As [`check`]; and when nothing could be written down.
pub async fn send(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    form: Result<Body<Pressed>, FormRejection>,
) -> Outcome {
    let id = id.map(|Path(id)| id).map_err(|_| PageError::NotFound)?;
    let Body(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    if let Some(known) = asked_before(&app, &permit, id).await? {
        return Ok(known);
    }
    let begun = begun(&app, &permit, id).await?;
    if form.step == "throw-away" {
        app.drafts.drop_one(writer(&permit), id).await.map_err(PageError::internal)?;
        let page = format!("/record/questionnaires/{}", begun.filling.entry);
        return Ok(Redirect::to(&page).into_response());
    }
    if form.step != "send" {
        return Err(PageError::BadRequest);
    }
    let missing = begun.form().missing(&begun.filling.answers).len();
    if missing > 0 {
        let mut state = FormState::default();
        state.wrong("missing", t!(reader.locale(), "Answer the questions that must be answered first"));
        return Ok(shown(&reader, &permit, &begun, state));
    }
    let items = begun.form().filled(&begun.filling.answers);
    let wish = Wish::SendAnswers(SendAnswers {
        title: begun.filling.title.clone(),
        canonical: begun.filling.questions.canonical.clone(),
        task: begun.filling.task.clone(),
        items,
        files: begun.files.clone(),
    });
    let asked = Asked { id, to: begun.filling.to.clone(), wish };
    app.requests.ask(&permit, vec![asked]).await.map_err(not_asked)?;
    app.drafts.drop_one(writer(&permit), id).await.map_err(PageError::internal)?;
    Ok(to_request(id))
}

fn shown(reader: &Reader, permit: &Permit, begun: &Begun, state: FormState) -> Response {
    let locale = reader.locale();
    let form = begun.form();
    let answers = &begun.filling.answers;
    let missing = form.missing(answers);
    let line = |step: &Step| {
        let given = answers.at(&step.place);
        let is_other_way = !can_be_answered(step.item);
        Line {
            href: begun.page_of(step),
            question: question_words(locale, step.item).into_owned(),
            answers: given.iter().map(|given| said::given(locale, given)).collect(),
            is_missing: missing.iter().any(|one| one.step.place == step.place),
            is_other_way,
        }
    };
    let empty_groups = missing.iter().filter_map(|one| one.group);
    let groups = empty_groups.map(|group| question_words(locale, group).into_owned()).collect();
    let steps = form.steps(answers);
    let all: Vec<Line> = steps.iter().filter(|step| !step.asks_for_more).map(line).collect();
    let last: Vec<String> = form.last_words(answers).into_iter().map(str::to_owned).collect();
    let back = steps.last().map_or_else(
        || format!("/record/questionnaires/{}", begun.filling.entry),
        |step| begun.page_of(step),
    );
    let frame = reader
        .frame(t!(locale, "Check your answers"))
        .for_person(permit.subject())
        .back(back, t!(locale, "Back"))
        .with_errors_of(&state);
    let (id, name, title) = (begun.id, begun.to.name.clone(), begun.filling.title.clone());
    page_with_status(state.status(), frame, view! { <Check locale id name title all groups last state /> })
}

#[component]
fn Check(
    locale: Locale,
    id: Uuid,
    name: String,
    title: String,
    all: Vec<Line>,
    /// The headings under which nothing is answered and something must be.
    groups: Vec<String>,
    last: Vec<String>,
    state: FormState,
) -> impl IntoView {
    let missing = all.iter().filter(|line| line.is_missing).count();
    let is_other_way = all.iter().any(|line| line.is_missing && line.is_other_way);
    let still = (missing > 0).then(|| {
        let words = crate::count!(
            locale,
            missing,
            one = "1 question must still be answered.",
            other = "{n} questions must still be answered."
        );
        let other = is_other_way.then(|| {
            let name = isolated(&name).into_owned();
            let words = t!(
                locale,
                "One of them cannot be answered here. Call {name} and tell them your answers.",
                name = name
            );
            view! { <p dir="auto">{words}</p> }
        });
        let of_group = move |heading: String| {
            let words =
                t!(locale, "Answer at least 1 question under {heading}.", heading = isolated(&heading));
            view! { <p dir="auto">{words}</p> }
        };
        let groups = groups.into_iter().map(of_group).collect_view();
        view! {
            <div id="missing">
                <InsetText locale><p><strong>{words}</strong></p>{groups}{other}</InsetText>
            </div>
        }
    });
    let rows = all.into_iter().map(|line| row(locale, line)).collect();
    let errors = state.errors.clone();
    view! {
        <crate::web::components::ErrorSummary locale errors />
        <h1>{t!(locale, "Check your answers")}</h1>
        <p dir="auto"><strong>{title}</strong></p>
        <p dir="auto">{t!(locale, "Your answers go to {name}. Nobody has them yet. We keep them here for 28 days after you last changed them.", name = isolated(&name))}</p>
        {still}
        <SummaryList rows />
        {last.into_iter().map(|text| view! { <LetterText text /> }).collect_view()}
        <form action=format!("/fill-in/{id}/check") method="post" novalidate>
            <button class="nhsuk-button" type="submit" name="step" value="send">
                {t!(locale, "Send my answers")}
            </button>
            " "
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="throw-away">
                {t!(locale, "Throw my answers away")}
            </button>
        </form>
    }
}

fn row(locale: Locale, line: Line) -> Row {
    let answers = match (line.answers.is_empty(), line.is_other_way, line.is_missing) {
        (false, ..) => line.answers,
        (true, true, _) => vec![t!(locale, "You cannot answer this here").into_owned()],
        (true, false, true) => vec![t!(locale, "Not answered yet").into_owned()],
        (true, false, false) => vec![t!(locale, "No answer").into_owned()],
    };
    let question = line.question.clone();
    let change = view! {
        <p class="not-printed">
            <a href=line.href>
                {t!(locale, "Change")}
                <span class="nhsuk-u-visually-hidden" dir="auto">" " {question}</span>
            </a>
        </p>
    };
    Row::new(line.question, view! { <div>{lines(answers)}</div> {change} })
}
