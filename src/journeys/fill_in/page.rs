//! The page of one question, and of whether a group has another round.

use leptos::prelude::*;

use super::field::{Field, Upload};
use super::said;
use crate::domain::filling::{Given, MOST_ROUNDS, can_be_answered};
use crate::domain::{AnswerChoices, AnswerValue, QuestionItem, QuestionKind};
use crate::journeys::record::detail::Phone;
use crate::journeys::record::letters::LetterText;
use crate::journeys::record::questionnaires::question_words;
use crate::web::components::{ErrorSummary, InsetText};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};
use crate::{count, t};

/// One question as plain data.
#[derive(Clone)]
pub struct Asked {
    pub item: QuestionItem,
    pub given: Vec<Given>,
    /// Where its form goes.
    pub action: String,
    pub headings: Vec<String>,
    pub words: Vec<String>,
    /// Whoever asks.
    pub name: String,
    pub phone: Option<String>,
}

impl Asked {
    /// Whether its answers stand in a list to which one is added.
    pub(super) fn is_listed(&self) -> bool {
        self.item.repeats && !matches!(self.item.kind, QuestionKind::Choice | QuestionKind::OpenChoice)
    }

    /// What stands in the one field.
    pub(super) fn first(&self) -> Option<&AnswerValue> {
        match self.given.first() {
            Some(Given::Value(value)) if !self.is_listed() => Some(value),
            _ => None,
        }
    }
}

#[component]
pub fn Question(locale: Locale, asked: Asked, state: FormState) -> impl IntoView {
    let heading = question_words(locale, &asked.item);
    let is_file = asked.item.kind == QuestionKind::Attachment;
    let can = can_be_answered(&asked.item);
    let is_typed_in_groups = matches!(asked.item.kind, QuestionKind::Date | QuestionKind::DateTime)
        || matches!(
            (&asked.item.kind, &asked.item.choices),
            (QuestionKind::YesNo, _)
                | (QuestionKind::Choice | QuestionKind::OpenChoice, AnswerChoices::These(_))
        );
    let optional = (!asked.item.is_required && can)
        .then(|| view! { <p>{t!(locale, "You do not have to answer this question.")}</p> });
    let (headings, words) = (asked.headings.clone(), asked.words.clone());
    let action = asked.action.clone();
    let list = view! { <Listed locale asked=asked.clone() /> };
    let field = match (can, is_file) {
        (false, _) => view! { <OtherWay locale asked=asked.clone() /> }.into_any(),
        (true, true) => ().into_any(),
        (true, false) => {
            view! { <Field locale asked=asked.clone() state=state.clone() heading=heading.clone() /> }
                .into_any()
        }
    };
    let upload = is_file.then(|| view! { <Upload locale action=action.clone() state=state.clone() /> });
    let add = (asked.is_listed() && can && !is_file && asked.given.len() < MOST_ROUNDS as usize).then(|| {
        view! {
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="add">
                {t!(locale, "Add another")}
            </button>
            " "
        }
    });
    // Where the field is a group, its legend is the heading; else the heading stands above.
    let own_heading = (!is_typed_in_groups || !can).then(|| view! { <h1 dir="auto">{heading.clone()}</h1> });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                {(!headings.is_empty())
                    .then(|| view! { <p class="nhsuk-caption" dir="auto">{headings.join(" – ")}</p> })}
                {own_heading}
                {words.into_iter().map(|text| view! { <LetterText text /> }).collect_view()}
                {optional}
                {upload}
                <form action=action method="post" novalidate>
                    // What Enter presses: the first button of a form, which must take nothing away.
                    <button class="nhsuk-u-visually-hidden" type="submit" name="step" value="next" tabindex="-1" aria-hidden="true">
                        {t!(locale, "Continue")}
                    </button>
                    {list}
                    {field}
                    {add}
                    <button class="nhsuk-button" type="submit" name="step" value="next">{t!(locale, "Continue")}</button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="save">
                        {t!(locale, "See all my answers")}
                    </button>
                </form>
            </div>
        </div>
    }
}

/// What was answered so far, where there may be several.
#[component]
fn Listed(locale: Locale, asked: Asked) -> impl IntoView {
    let is_shown = asked.is_listed() || asked.item.kind == QuestionKind::Attachment;
    let row = move |(at, given): (usize, Given)| {
        let words = said::given(locale, &given);
        view! {
            <li>
                <span dir="auto">{words.clone()}</span>
                " "
                <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value=format!("drop-{at}")>
                    {t!(locale, "Take away")}
                    <span class="nhsuk-u-visually-hidden">" " {words}</span>
                </button>
            </li>
        }
    };
    (is_shown && !asked.given.is_empty()).then(|| {
        let rows = asked.given.into_iter().enumerate().map(row).collect_view();
        view! {
            <h2>{t!(locale, "Your answers so far")}</h2>
            <ul class="nhsuk-list">{rows}</ul>
        }
    })
}

/// A question that can be answered only another way, with what to do.
#[component]
fn OtherWay(locale: Locale, asked: Asked) -> impl IntoView {
    let name = isolated(&asked.name).into_owned();
    let then = match asked.item.is_required {
        true => t!(
            locale,
            "{name} needs an answer, so you cannot send this questionnaire here. Call them, and tell them your answers.",
            name = name
        ),
        false => t!(locale, "You can go on without it. Call {name} if you want to answer it.", name = name),
    };
    let phone = asked.phone.clone().map(|number| (asked.name.clone(), number));
    view! {
        <InsetText locale>
            <p>{t!(locale, "You cannot answer this question here.")}</p>
            <p dir="auto">{then}</p>
            {phone.map(|phone| view! { <p><Phone phone /></p> })}
        </InsetText>
    }
}

/// Whether there is another round of a group.
#[component]
pub fn More(
    locale: Locale,
    action: String,
    heading: String,
    headings: Vec<String>,
    words: Vec<String>,
    rounds: u32,
) -> impl IntoView {
    let so_far = count!(
        locale,
        rounds,
        one = "You have filled in 1 so far.",
        other = "You have filled in {n} so far."
    );
    let more = (rounds < MOST_ROUNDS).then(|| {
        view! {
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="more">
                {t!(locale, "Add another")}
            </button>
            " "
        }
    });
    let fewer = (rounds > 1).then(|| {
        view! {
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="fewer">
                {t!(locale, "Take the last one away")}
            </button>
            " "
        }
    });
    let outer = headings.len().saturating_sub(1);
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                {(outer > 0).then(|| view! { <p class="nhsuk-caption" dir="auto">{headings[..outer].join(" – ")}</p> })}
                <h1 dir="auto">{t!(locale, "{what}: is there another one?", what = isolated(&heading))}</h1>
                {words.into_iter().map(|text| view! { <LetterText text /> }).collect_view()}
                <p>{so_far}</p>
                <form action=action method="post" novalidate>
                    <button class="nhsuk-button" type="submit" name="step" value="next">
                        {t!(locale, "No, continue")}
                    </button>
                    " "
                    {more}
                    {fewer}
                </form>
            </div>
        </div>
    }
}
