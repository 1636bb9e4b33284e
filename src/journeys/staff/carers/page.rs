//! The pages of the access team.

pub mod grant;
pub mod own;
pub mod visit;

use leptos::prelude::*;

use super::find::{BORN, OPENLY, QUIETLY};
use super::words;
use crate::domain::{GrantBasis, GrantId, Needs};
use crate::journeys::staff::patient_number::patient_number;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, DateInput, ErrorSummary, Fieldset, Radios, Tag, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::Locale;
use crate::{count, t};

/// What is due, and the search.
#[component]
pub fn Front(
    locale: Locale,
    form: FormState,
    due: Vec<(Needs, GrantId, GrantBasis)>,
    /// How many that the organisation gave stand.
    stands: usize,
) -> impl IntoView {
    let number = patient_number(locale, &form);
    let (how, why) = (form.value("how"), form.value("why"));
    let (born_error, how_error, why_error) = (form.error(BORN[0]), form.error("how"), form.error("why"));
    let typed = BORN.map(|name| form.value(name));
    let choices = vec![
        Choice {
            value: OPENLY,
            label: t!(locale, "Yes"),
            hint: Some(t!(locale, "They see that staff here looked, and both are told of each change.")),
            chosen: how == OPENLY,
        },
        Choice {
            value: QUIETLY,
            label: t!(locale, "No, for somebody’s safety"),
            hint: Some(t!(locale, "Nobody is told. Information governance sees what you do, and why.")),
            chosen: how == QUIETLY,
        },
    ];
    let nothing = due.is_empty();
    let line = |(needs, id, basis): (Needs, GrantId, GrantBasis)| {
        let (words, colour) = words::needs(locale, needs)?;
        Some(view! {
            <li class="entry">
                <h3 class="entry__title">{words::basis(locale, basis)}</h3>
                <div class="entry__tag">
                    <Tag text=words colour />
                </div>
                <form action="/staff/carers/due" method="post">
                    <input type="hidden" name="grant" value=id.to_string() />
                    <Button secondary=true text=t!(locale, "Open") />
                </form>
            </li>
        })
    };
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Who acts for whom")}</h1>
        <h2>{t!(locale, "Find a patient")}</h2>
        <form action="/staff/carers" method="post" novalidate>
            {number}
            <DateInput locale id="born" legend=t!(locale, "Date of birth") error=born_error typed />
            <Fieldset locale id="how" legend=t!(locale, "May the patient know that you look?") error=how_error>
                <Radios name="how" choices />
            </Fieldset>
            <Textarea
                locale
                id="why"
                label=t!(locale, "If not, why?")
                hint=Some(t!(locale, "Information governance here reads this, and nobody else."))
                value=why
                error=why_error
                rows=2
            />
            <Button text=t!(locale, "Find the patient") />
        </form>
        <p>
            <a href="/staff/carers/new">{t!(locale, "The patient has never used Front Door, such as a child")}</a>
        </p>
        <h2>{t!(locale, "What is to be done")}</h2>
        <p>
            {count!(
                locale,
                stands,
                one = "1 person sees a record because you gave them access.",
                other = "{n} people see a record because you gave them access."
            )}
        </p>
        {nothing.then(|| view! { <p>{t!(locale, "Nothing is due now.")}</p> })}
        <ul class="entries">{due.into_iter().filter_map(line).collect_view()}</ul>
        {(!nothing).then(|| view! { <p>{t!(locale, "Who it is about stands behind each line. The patient sees that you opened it.")}</p> })}
    }
}

/// A patient who has never used Front Door.
#[component]
pub fn Add(locale: Locale, form: FormState) -> impl IntoView {
    let number = patient_number(locale, &form);
    let (name, name_error) = (form.value("name"), form.error("name"));
    let (born_error, typed) = (form.error(BORN[0]), BORN.map(|name| form.value(name)));
    let intro: [Words; 2] = [
        t!(
            locale,
            "For a patient of yours who has no log-in, such as a child, so that somebody can be given access."
        ),
        t!(locale, "Nobody can log in as them, until reception gives them a code of their own."),
    ];
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "A patient who is new here")}</h1>
        {intro.map(|words| view! { <p>{words}</p> }).into_iter().collect_view()}
        <form action="/staff/carers/new" method="post" novalidate>
            {number}
            <TextInput locale id="name" label=t!(locale, "Name, as they write it") value=name error=name_error autocomplete=Some("off") />
            <DateInput locale id="born" legend=t!(locale, "Date of birth") error=born_error typed />
            <Button text=t!(locale, "Write them down") />
        </form>
    }
}
