//! The questions to expect, under their headings, in the organisation's own words; nobody answers them here.

use leptos::prelude::*;

use crate::domain::{QuestionItem, QuestionKind, Questionnaire, WhenAsked};
use crate::web::Words;
use crate::words::{Locale, isolated};
use crate::{count, t};

/// A list of all questions that may be asked.
#[component]
pub fn QuestionsToExpect(locale: Locale, questions: Questionnaire) -> impl IntoView {
    let asked = questions.questions().count();
    let depends = questions.questions().any(|item| item.when_asked != WhenAsked::Always);
    let how_many = match asked {
        0 => t!(locale, "We were told of no questions."),
        n => count!(locale, n, one = "There is 1 question.", other = "There are {n} questions."),
    };
    let not_read = (questions.items_not_read > 0).then(|| {
        count!(
            locale,
            questions.items_not_read,
            one = "1 part of it could not be read and is not shown.",
            other = "{n} parts of it could not be read and are not shown."
        )
    });
    let description = questions.description.clone();
    view! {
        <h2>{t!(locale, "Questions to expect")}</h2>
        {description.map(|words| view! { <p dir="auto">{words}</p> })}
        <p>
            {how_many}
            {depends.then(|| view! { " " {t!(locale, "You may not be asked all of them.")} })}
        </p>
        {not_read.map(|words| view! { <p><strong>{words}</strong></p> })}
        {tree(locale, &questions.items)}
    }
}

/// The questions among these items and below them; nothing where there are none.
fn tree(locale: Locale, items: &[QuestionItem]) -> Option<AnyView> {
    let shown: Vec<_> =
        items.iter().filter(|item| !item.is_hidden).filter_map(|item| branch(locale, item)).collect();
    (!shown.is_empty()).then(|| view! { <ul>{shown}</ul> }.into_any())
}

fn branch(locale: Locale, item: &QuestionItem) -> Option<AnyView> {
    let below = tree(locale, &item.items);
    let text = words(locale, item);
    if item.kind.is_question() && !item.is_read_only {
        let notes = notes(locale, item);
        Some(view! { <li dir="auto">{text}{notes}{below}</li> }.into_any())
    } else if item.kind == QuestionKind::Group {
        below.map(|below| view! { <li dir="auto"><strong>{text}</strong>{below}</li> }.into_any())
    } else {
        below.map(|below| view! { <li>{below}</li> }.into_any())
    }
}

/// "1(a) How bad is your pain?"
pub fn words(locale: Locale, item: &QuestionItem) -> Words {
    match (&item.prefix, &item.text) {
        (Some(prefix), Some(text)) => format!("{prefix} {text}").into(),
        (None, Some(text)) => text.clone().into(),
        (Some(prefix), None) => {
            t!(locale, "Question {number}, which has no words", number = isolated(prefix))
        }
        (None, None) => t!(locale, "A question that has no words"),
    }
}

fn notes(locale: Locale, item: &QuestionItem) -> Option<AnyView> {
    let depends = item.when_asked != WhenAsked::Always;
    let words = match (item.is_required, depends) {
        (true, false) => t!(locale, "This one must be answered."),
        (true, true) => t!(locale, "If you are asked this, it must be answered."),
        (false, true) => t!(locale, "Asked only after some answers."),
        (false, false) => return None,
    };
    Some(view! { <div class="nhsuk-hint">{words}</div> }.into_any())
}
