//! The field that the kind of a question asks for, and nothing else.

use leptos::prelude::*;

use super::page::Asked;
use super::said;
use crate::domain::filling::Given;
use crate::domain::{AnswerChoices, AnswerValue, PartialDate, QuestionKind};
use crate::web::Words;
use crate::web::components::{DateInput, Fieldset, TextInput, Textarea};
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::{count, t};

#[component]
pub(super) fn Field(locale: Locale, asked: Asked, state: FormState, heading: Words) -> impl IntoView {
    let error = state.error("answer");
    let was_typed = !state.value("typed").is_empty();
    let typed = |name: &'static str, known: String| if was_typed { state.value(name) } else { known };
    let first = asked.first().cloned();
    let text = match &first {
        Some(AnswerValue::Text(text) | AnswerValue::Coded { text, .. }) => text.clone(),
        Some(AnswerValue::Integer(number)) => number.to_string(),
        Some(AnswerValue::Decimal(number) | AnswerValue::Quantity { number, .. }) => number.to_string(),
        Some(AnswerValue::Time(time)) => time.get(..5).unwrap_or(time).to_owned(),
        _ => String::new(),
    };
    let answer = typed("answer", text);
    let most = asked
        .item
        .max_length
        .map(|most| count!(locale, most, one = "Up to 1 character.", other = "Up to {n} characters."));
    let label = t!(locale, "Your answer");
    match &asked.item.kind {
        QuestionKind::YesNo => {
            let chosen = |value: bool| first == Some(AnswerValue::YesNo(value));
            let options = vec![
                Pick::new("yes", t!(locale, "Yes"), chosen(true)),
                Pick::new("no", t!(locale, "No"), chosen(false)),
            ];
            view! {
                <Fieldset locale id="answer" legend=heading error is_heading=true>
                    <Options options many=false />
                </Fieldset>
            }
            .into_any()
        }
        QuestionKind::Choice | QuestionKind::OpenChoice => {
            view! { <Choices locale asked state heading /> }.into_any()
        }
        QuestionKind::Date | QuestionKind::DateTime => {
            view! { <Moment locale asked state heading /> }.into_any()
        }
        QuestionKind::Text => {
            view! { <Textarea locale id="answer" label hint=most value=answer error rows=6 /> }.into_any()
        }
        QuestionKind::Quantity => {
            let unit = match (&first, asked.item.initial.first()) {
                (Some(AnswerValue::Quantity { unit, .. }), _)
                | (None, Some(AnswerValue::Quantity { unit, .. })) => unit.clone().unwrap_or_default(),
                _ => String::new(),
            };
            let unit = typed("unit", unit);
            view! {
                <TextInput locale id="answer" label=t!(locale, "How much?") value=answer error inputmode="decimal" width=10 />
                <TextInput locale id="unit" label=t!(locale, "Of what? Such as kg or cm") value=unit width=10 />
            }
            .into_any()
        }
        QuestionKind::Integer => {
            view! { <TextInput locale id="answer" label value=answer error inputmode="numeric" width=10 /> }
                .into_any()
        }
        QuestionKind::Decimal => {
            let hint = t!(locale, "A number, such as 36.5");
            view! { <TextInput locale id="answer" label hint value=answer error inputmode="decimal" width=10 /> }.into_any()
        }
        QuestionKind::Time => {
            let hint = t!(locale, "Such as 14:30 or 2:30pm");
            view! { <TextInput locale id="answer" label hint value=answer error width=10 /> }.into_any()
        }
        QuestionKind::Url => {
            let hint = t!(locale, "The address of a website, such as https://www.nhs.uk");
            view! { <TextInput locale id="answer" label hint value=answer error inputmode="url" /> }
                .into_any()
        }
        _ => view! { <TextInput locale id="answer" label hint=most value=answer error /> }.into_any(),
    }
}

/// One thing to choose; the values are numbers, so that nothing an organisation writes stands in a form.
#[derive(Clone)]
struct Pick {
    value: String,
    label: Words,
    is_chosen: bool,
}

impl Pick {
    fn new(value: impl Into<String>, label: impl Into<Words>, is_chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), is_chosen }
    }
}

/// Radios, or checkboxes where several can be chosen.
#[component]
fn Options(options: Vec<Pick>, many: bool) -> impl IntoView {
    let (kind, block) = if many { ("checkbox", "nhsuk-checkboxes") } else { ("radio", "nhsuk-radios") };
    let one = move |(at, option): (usize, Pick)| {
        let id = if at == 0 { "answer".to_owned() } else { format!("answer-{}", at + 1) };
        view! {
            <div class=format!("{block}__item")>
                <input
                    class=format!("{block}__input")
                    id=id.clone()
                    name="answer"
                    type=kind
                    value=option.value
                    checked=option.is_chosen
                />
                <label class=format!("nhsuk-label {block}__label") for=id dir="auto">{option.label}</label>
            </div>
        }
    };
    view! { <div class=block>{options.into_iter().enumerate().map(one).collect_view()}</div> }
}

#[component]
fn Choices(locale: Locale, asked: Asked, state: FormState, heading: Words) -> impl IntoView {
    let error = state.error("answer");
    let AnswerChoices::These(these) = asked.item.choices.clone() else {
        let known = asked.first().map(|value| said::said(locale, value)).unwrap_or_default();
        return view! { <TextInput locale id="other" label=t!(locale, "Your answer") value=known error /> }
            .into_any();
    };
    let given = asked.given.iter().filter_map(|given| match given {
        Given::Value(value) => Some(value.clone()),
        Given::File { .. } => None,
    });
    let given: Vec<AnswerValue> = given.collect();
    let mut options: Vec<Pick> = these
        .iter()
        .enumerate()
        .map(|(at, choice)| {
            let is_chosen = given.contains(&choice.value);
            Pick::new(at.to_string(), said::said(locale, &choice.value), is_chosen)
        })
        .collect();
    let own = given.iter().find(|value| !these.iter().any(|choice| choice.value == **value));
    let other = (asked.item.kind == QuestionKind::OpenChoice).then(|| {
        options.push(Pick::new("other", t!(locale, "Something else"), own.is_some()));
        let known = own.map(|value| said::said(locale, value)).unwrap_or_default();
        let value = if state.value("typed").is_empty() { known } else { state.value("other") };
        view! { <TextInput locale id="other" label=t!(locale, "If it is something else, what is it?") value /> }
    });
    let many = asked.item.repeats;
    let hint = many.then(|| t!(locale, "You can choose more than one."));
    view! {
        <Fieldset locale id="answer" legend=heading hint error is_heading=true>
            <Options options many />
        </Fieldset>
        {other}
    }
    .into_any()
}

#[component]
fn Moment(locale: Locale, asked: Asked, state: FormState, heading: Words) -> impl IntoView {
    let known = match asked.first() {
        Some(AnswerValue::Date(date)) => Some(*date),
        _ => None,
    };
    let day = known.as_ref().and_then(PartialDate::day);
    let was_typed = !state.value("typed").is_empty();
    let part = |name: &'static str, format: &str| match (was_typed, day) {
        (true, _) => state.value(name),
        (false, Some(day)) => day.format(format).to_string(),
        (false, None) => String::new(),
    };
    let typed = [part("answer-day", "%-d"), part("answer-month", "%-m"), part("answer-year", "%Y")];
    let time = (asked.item.kind == QuestionKind::DateTime).then(|| {
        let known = known.as_ref().and_then(PartialDate::moment).map(|moment| {
            moment.with_timezone(&chrono_tz::Europe::London).format("%H:%M").to_string()
        });
        let value = if was_typed { state.value("answer-time") } else { known.unwrap_or_default() };
        view! { <TextInput locale id="answer-time" label=t!(locale, "At what time? Such as 14:30") value width=10 /> }
    });
    let hint = t!(locale, "For example, 27 3 2026");
    view! {
        <h1 dir="auto">{heading}</h1>
        <DateInput locale id="answer" legend=t!(locale, "The day") hint error=state.error("answer") typed />
        {time}
    }
}

#[component]
pub(super) fn Upload(locale: Locale, action: String, state: FormState) -> impl IntoView {
    let error = state.error("file").map(|error| {
        view! {
            <span class="nhsuk-error-message" id="file-error">
                <span class="nhsuk-u-visually-hidden">{t!(locale, "Error: ")}</span>
                {error}
            </span>
        }
    });
    view! {
        <form action=format!("{action}/file") method="post" enctype="multipart/form-data" novalidate>
            <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="file">{t!(locale, "Choose a photo or a file")}</label>
                <div class="nhsuk-hint" id="file-hint">
                    {t!(locale, "A photo (JPG or PNG) or a PDF. Up to 3 files, together smaller than 5MB.")}
                </div>
                {error}
                <input
                    class="file-input"
                    id="file"
                    name="file"
                    type="file"
                    accept="image/jpeg,image/png,application/pdf"
                    aria-describedby="file-hint"
                />
            </div>
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">{t!(locale, "Add this file")}</button>
        </form>
    }
}
