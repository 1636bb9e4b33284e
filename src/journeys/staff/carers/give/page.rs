//! The pages on which staff fill in who is given access, to what, until when, and what they checked.

use leptos::prelude::*;

use super::answers::Answers;
use super::form::{BY_EMAIL, BY_NUMBER, CANNOT, Here, NO, WHOEVER, YES};
use super::steps::Step;
use crate::domain::{Document, GivenByStaff, GrantBasis, Kind, Kinds, Until, kinds_to_give, seen_to_do};
use crate::journeys::give_access::{doing_choices, kind_choices, kinds_said};
use crate::journeys::staff::carers::form::children;
use crate::journeys::staff::carers::words;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, Choice, ErrorSummary, Fieldset, Radios, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// What a page shows.
pub struct GiveFacts {
    pub step: Step,
    pub here: Here,
    /// Whether the child has an age at which it may be able to decide.
    pub asks_child: bool,
    pub filled: GivenByStaff,
    /// Of the first page.
    pub address: String,
    /// The patient's name.
    pub patient: String,
}

#[component]
pub fn GivePage(locale: Locale, form: FormState, facts: GiveFacts) -> impl IntoView {
    let (step, basis) = (facts.step, facts.filled.basis);
    let number = t!(locale, "Page {n} of {of}", n = step.number(), of = Step::ALL.len());
    let whose = t!(
        locale,
        "To the record of {name}. On what basis: {basis}.",
        name = isolated(&facts.patient),
        basis = words::basis(locale, basis)
    );
    let button = match step {
        Step::Answers => t!(locale, "Give access, and make a code"),
        _ => t!(locale, "Continue"),
    };
    let errors = form.errors.clone();
    let questions = match step {
        Step::Who => view! { <Who locale form /> }.into_any(),
        Step::What => view! { <What locale form here=facts.here /> }.into_any(),
        Step::Until => view! { <HowLong locale form basis /> }.into_any(),
        Step::Checked => view! { <Checked locale form basis asks_child=facts.asks_child /> }.into_any(),
        Step::Answers => view! { <Answers locale facts /> }.into_any(),
    };
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <ErrorSummary locale errors />
                <p class="quiet">{number}</p>
                <h1>{step.title(locale)}</h1>
                <p dir="auto">{whose}</p>
                <form method="post" novalidate>
                    {questions} <Button text=button />
                </form>
            </div>
        </div>
    }
}

#[component]
fn Who(locale: Locale, form: FormState) -> impl IntoView {
    let choices = vec![
        choice(&form, "code-for", BY_NUMBER, t!(locale, "Only the person with this NHS number")),
        choice(&form, "code-for", BY_EMAIL, t!(locale, "Only somebody who logs in with this email address")),
        choice(&form, "code-for", WHOEVER, t!(locale, "Whoever I hand it to")),
    ];
    view! {
        {text(locale, &form, "called", t!(locale, "The carer’s name"), None)}
        {choose(locale, &form, "code-for", t!(locale, "Who can use the code?"), None, choices)}
        {text(locale, &form, "carer-number", t!(locale, "The carer’s NHS number, if you chose it"), None)}
        {text(locale, &form, "carer-email", t!(locale, "The carer’s email address, if you chose it"), None)}
    }
}

/// Looking and doing are chosen apart: whoever may do something sees what it needs, and no more.
#[component]
fn What(locale: Locale, form: FormState, here: Here) -> impl IntoView {
    let see = kind_choices(locale, here.offered, chosen(&form, "see"));
    let with_what_it_needs = |choice: Choice| {
        let needs = Kind::from_slug(choice.value).map_or(Kinds::NONE, |kind| seen_to_do(Kinds::just(kind)));
        Choice {
            hint: Some(t!(locale, "They see {kinds} too.", kinds = kinds_said(locale, needs))),
            ..choice
        }
    };
    let act: Vec<Choice> =
        doing_choices(locale, here.can, chosen(&form, "act")).into_iter().map(with_what_it_needs).collect();
    let hint = t!(
        locale,
        "You can leave this empty. What you choose they can do without asking each time. The patient sees every request, with their name."
    );
    let error = form.error("see");
    view! {
        <Fieldset
            locale
            id="see"
            legend=t!(locale, "What may they see of what you hold?")
            hint=Some(t!(locale, "Only what they need."))
            error
        >
            <Checkboxes name="see" choices=see />
        </Fieldset>
        {(!act.is_empty())
            .then(|| {
                view! {
                    <Fieldset locale id="act" legend=t!(locale, "What may they also do for the patient?") hint=Some(hint)>
                        <Checkboxes name="act" choices=act />
                    </Fieldset>
                }
            })}
    }
}

#[component]
fn HowLong(locale: Locale, form: FormState, basis: GrantBasis) -> impl IntoView {
    let can_be = move |until: &Until| basis != GrantBasis::BestInterest || *until != Until::Stopped;
    let untils = Until::ALL.into_iter().filter(can_be);
    let untils = untils.map(|one| choice(&form, "until", one.slug(), words::until(locale, one))).collect();
    let hidden = kind_choices(locale, kinds_to_give(), chosen(&form, "hidden"));
    let error = form.error("hidden");
    view! {
        {choose(locale, &form, "until", t!(locale, "For how long?"), None, untils)}
        <Fieldset
            locale
            id="hidden"
            legend=t!(locale, "What must stay hidden?")
            hint=Some(
                t!(
                    locale,
                    "Choose what they must never see of what you hold, even if somebody else gives them more. You can leave this empty."
                ),
            )
            error
        >
            <Checkboxes name="hidden" choices=hidden />
        </Fieldset>
    }
}

#[component]
fn Checked(locale: Locale, form: FormState, basis: GrantBasis, asks_child: bool) -> impl IntoView {
    let own = vec![
        choice(&form, "own", YES, t!(locale, "Yes")),
        choice(&form, "own", CANNOT, t!(locale, "They cannot use one now")),
        choice(&form, "own", NO, t!(locale, "No")),
    ];
    let warnings = vec![
        choice(&form, "warnings", NO, t!(locale, "I looked at both, and nothing warns")),
        choice(&form, "warnings", YES, t!(locale, "Something warns, or I did not look")),
    ];
    let pressure = vec![
        choice(&form, "pressure", NO, t!(locale, "No sign of it")),
        choice(&form, "pressure", YES, t!(locale, "Perhaps")),
    ];
    let papers = Document::ALL.into_iter().filter(|document| document.basis() == basis);
    let papers =
        papers.map(|one| choice(&form, "document", one.slug(), words::document(locale, one))).collect();
    let child = asks_child.then(|| {
        let hint = t!(locale, "At this age it is to be looked at. Talk with the child alone.");
        let choices = children(locale, &form.value("child"));
        choose(locale, &form, "child", t!(locale, "Can the child decide this?"), Some(hint), choices)
    });
    let nobody_else = t!(locale, "Only staff here read this.");
    let (note, note_error) = (form.value("note"), form.error("note"));
    view! {
        {choose(locale, &form, "document", t!(locale, "Which document did you see?"), None, papers)}
        {text(locale, &form, "reference", t!(locale, "Its number, or where it is kept"), Some(nobody_else.clone()))}
        {text(locale, &form, "checked-by", t!(locale, "Who checked it"), None)}
        {child}
        {choose(locale, &form, "own", t!(locale, "Did you offer the patient their own log-in first?"), None, own)}
        {choose(
            locale,
            &form,
            "warnings",
            t!(locale, "Does anything in the two records warn about somebody’s safety?"),
            None,
            warnings,
        )}
        {choose(locale, &form, "pressure", t!(locale, "Could somebody be making them agree?"), None, pressure)}
        <Textarea
            locale
            id="note"
            label=t!(locale, "Note for colleagues, if you want")
            hint=Some(nobody_else)
            value=note
            error=note_error
            rows=3
        />
    }
}

fn chosen(form: &FormState, name: &str) -> Kinds {
    form.value(name).split(' ').filter_map(Kind::from_slug).collect()
}

fn choice(form: &FormState, name: &str, value: &'static str, label: Words) -> Choice {
    Choice { value, label, hint: None, chosen: form.value(name) == value }
}

fn choose(
    locale: Locale,
    form: &FormState,
    id: &'static str,
    legend: Words,
    hint: Option<Words>,
    choices: Vec<Choice>,
) -> impl IntoView + use<> {
    let error = form.error(id);
    view! {
        <Fieldset locale id legend hint error>
            <Radios name=id choices />
        </Fieldset>
    }
}

fn text(
    locale: Locale,
    form: &FormState,
    id: &'static str,
    label: Words,
    hint: Option<Words>,
) -> impl IntoView + use<> {
    let (value, error) = (form.value(id), form.error(id));
    view! { <TextInput locale id label hint value error autocomplete=Some("off") /> }
}
