//! Whom to write to, and the words.

use std::sync::Arc;

use leptos::prelude::*;

use super::Begun;
use crate::domain::{NewFile, Organisation};
use crate::gather::CannotAct;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::letters::size;
use crate::t;
use crate::web::Words;
use crate::web::components::{ErrorSummary, InsetText, Row, SummaryList, TextInput, Textarea};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

type Known = Vec<(Arc<Organisation>, Result<(), CannotAct>)>;

#[component]
pub fn Whom(locale: Locale, known: Known) -> impl IntoView {
    let (can, cannot): (Known, Known) = known.into_iter().partition(|(_, can)| can.is_ok());
    let nobody = can.is_empty().then(|| t!(locale, "None of those who know you take messages here now."));
    let to = |(place, _): (Arc<Organisation>, _)| {
        let href = format!("/messages/new/{}", place.ods_code);
        view! { <li><a href=href dir="auto">{place.name.clone()}</a></li> }
    };
    let call = |(place, _): (Arc<Organisation>, _)| match &place.phone {
        Some(number) => view! { <li><Phone phone=(place.name.clone(), number.clone()) /></li> }.into_any(),
        None => view! { <li dir="auto">{place.name.clone()}</li> }.into_any(),
    };
    view! {
        <h1>{t!(locale, "Who do you want to write to?")}</h1>
        {nobody.map(|words| view! { <p>{words}</p> })}
        <ul class="nhsuk-list">{can.into_iter().map(to).collect_view()}</ul>
        {(!cannot.is_empty())
            .then(|| {
                view! {
                    <h2>{t!(locale, "You cannot write to these here. Call them")}</h2>
                    <ul class="nhsuk-list">{cannot.into_iter().map(call).collect_view()}</ul>
                }
            })}
    }
}

/// The form, as it is first shown and as it comes back.
#[component]
pub(super) fn Write(
    locale: Locale,
    title: Words,
    begun: Begun,
    state: FormState,
    /// The id of the conversation, before the draft is kept for the first time.
    answers: String,
    /// When to expect an answer.
    days: Words,
    /// The patient's name, where somebody acts for them.
    patient: Option<String>,
) -> impl IntoView {
    let (is_answer, id) = (begun.is_answer(), begun.id);
    let (text_error, subject_error) = (state.error("text"), state.error("subject"));
    let (text, subject) = (state.value("text"), state.value("subject"));
    let name = isolated(&begun.to.name).into_owned();
    let told = patient.as_ref().map(|patient| {
        let words =
            t!(locale, "We tell {name} that you write this for {patient}.", name = name, patient = patient);
        view! { <p dir="auto">{words}</p> }
    });
    let (save, throw_away) = match &patient {
        None => (t!(locale, "Save and finish later"), t!(locale, "Throw this message away")),
        Some(patient) => (
            t!(locale, "Save for {name} and finish later", name = patient),
            t!(locale, "Throw this message for {name} away", name = patient),
        ),
    };
    let subject = match is_answer {
        true => {
            let about = Row::new(t!(locale, "About"), begun.written.subject.clone());
            view! { <SummaryList rows=vec![about] /> }.into_any()
        }
        false => view! {
            <TextInput
                locale
                id="subject"
                label=t!(locale, "What is it about?")
                hint=t!(locale, "A few words, such as “My eye drops”.")
                value=subject
                error=subject_error
            />
        }
        .into_any(),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors=state.errors.clone() />
                <h1>{title}</h1>
                <p dir="auto">{t!(locale, "To {name}", name = name)}</p>
                {told}
                <form action=format!("/messages/drafts/{id}") method="post" novalidate>
                    <input type="hidden" name="to" value=begun.written.to.to_string() />
                    <input type="hidden" name="answers" value=answers />
                    // What Enter presses: the first button of a form, which must take nothing away.
                    <button class="nhsuk-u-visually-hidden" type="submit" name="step" value="check" tabindex="-1" aria-hidden="true">
                        {t!(locale, "Continue")}
                    </button>
                    {subject}
                    <Textarea
                        locale
                        id="text"
                        label=t!(locale, "Your message")
                        hint=t!(locale, "Up to 4,000 characters. Do not write about anything that cannot wait.")
                        value=text
                        error=text_error
                        rows=10
                    />
                    <Files locale files=begun.files />
                    <button class="nhsuk-button" type="submit" name="step" value="check">
                        {t!(locale, "Continue")}
                    </button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="save">
                        {save}
                    </button>
                    " "
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="throw-away">
                        {throw_away}
                    </button>
                </form>
                <InsetText locale><p dir="auto">{days}</p></InsetText>
            </div>
        </div>
    }
}

#[component]
fn Files(locale: Locale, files: Vec<(i64, NewFile)>) -> impl IntoView {
    let row = move |(place, file): (i64, NewFile)| {
        let words =
            t!(locale, "{name} ({size})", name = isolated(&file.title), size = size(file.size)).into_owned();
        view! {
            <li>
                <span dir="auto">{words}</span>
                " "
                <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value=format!("drop-{place}")>
                    {t!(locale, "Take away")}
                    <span class="nhsuk-u-visually-hidden">" " {file.title}</span>
                </button>
            </li>
        }
    };
    let heading = (!files.is_empty()).then(|| view! { <h2>{t!(locale, "Files that go with it")}</h2> });
    view! {
        {heading}
        <ul class="nhsuk-list">{files.into_iter().map(row).collect_view()}</ul>
        <p>
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="files">
                {t!(locale, "Add a photo or a file")}
            </button>
        </p>
    }
}
