//! The form with which staff give somebody access, and the slip with the code.

use leptos::prelude::*;

use super::super::form::{BY_EMAIL, BY_NUMBER, CANNOT, NO, WHOEVER, YES, children, documents};
use super::super::words;
use crate::access::{GoodFor, INVITATION_LIFE};
use crate::domain::{GrantBasis, Kind, Kinds, Until};
use crate::journeys::give_access::kind_choices;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, Choice, ErrorSummary, Fieldset, InsetText, Radios, TextInput, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

#[component]
pub fn GiveForm(
    locale: Locale,
    form: FormState,
    basis: GrantBasis,
    /// The patient's.
    name: String,
    offered: Kinds,
    /// Whether the child has an age at which it may be able to decide.
    asks_child: bool,
) -> impl IntoView {
    let see: Kinds = form.value("see").split(' ').filter_map(Kind::from_slug).collect();
    let kinds = kind_choices(locale, offered, see);
    let until = form.value("until");
    let can_be = move |until: &Until| basis != GrantBasis::BestInterest || *until != Until::Stopped;
    let untils: Vec<Choice> = Until::ALL
        .into_iter()
        .filter(can_be)
        .map(|one| Choice {
            value: one.slug(),
            label: words::until(locale, one),
            hint: None,
            chosen: one.slug() == until,
        })
        .collect();
    let choice = |value: &'static str, label: Words, of: &str| Choice {
        value,
        label,
        hint: None,
        chosen: form.value(of) == value,
    };
    let code_for = vec![
        choice(BY_NUMBER, t!(locale, "Only the person with this NHS number"), "code-for"),
        choice(BY_EMAIL, t!(locale, "Only somebody who logs in with this email address"), "code-for"),
        choice(WHOEVER, t!(locale, "Whoever I hand it to"), "code-for"),
    ];
    let own = vec![
        choice(YES, t!(locale, "Yes"), "own"),
        choice(CANNOT, t!(locale, "They cannot use one now"), "own"),
        choice(NO, t!(locale, "No"), "own"),
    ];
    let warnings = vec![
        choice(NO, t!(locale, "I looked at both, and nothing warns"), "warnings"),
        choice(YES, t!(locale, "Something warns, or I did not look"), "warnings"),
    ];
    let pressure = vec![
        choice(NO, t!(locale, "No sign of it"), "pressure"),
        choice(YES, t!(locale, "Perhaps"), "pressure"),
    ];
    let papers = documents(locale, basis, &form.value("document"));
    let child = asks_child.then(|| {
        let (error, choices) = (form.error("child"), children(locale, &form.value("child")));
        let hint = t!(locale, "At this age it is to be looked at. Talk with the child alone.");
        view! {
            <Fieldset locale id="child" legend=t!(locale, "Can the child decide this?") hint=Some(hint) error>
                <Radios name="child" choices />
            </Fieldset>
        }
    });
    let text = |id: &'static str, label: Words, hint: Option<Words>| {
        let (value, error) = (form.value(id), form.error(id));
        view! { <TextInput locale id label hint value error autocomplete=Some("off") /> }
    };
    let choose = |id: &'static str, legend: Words, choices: Vec<Choice>| {
        let error = form.error(id);
        view! {
            <Fieldset locale id legend error>
                <Radios name=id choices />
            </Fieldset>
        }
    };
    let (see_error, note, note_error) = (form.error("see"), form.value("note"), form.error("note"));
    let nobody_else = t!(locale, "Only staff here read this.");
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1>{t!(locale, "Give somebody access")}</h1>
        <p dir="auto">
            {t!(
                locale,
                "To the record of {name}. On what basis: {basis}.",
                name = isolated(&name),
                basis = words::basis(locale, basis)
            )}
        </p>
        <form method="post" novalidate>
            <h2>{t!(locale, "What you checked")}</h2>
            {choose("document", t!(locale, "Which document did you see?"), papers)}
            {text("reference", t!(locale, "Its number, or where it is kept"), Some(nobody_else.clone()))}
            {text("checked-by", t!(locale, "Who checked it"), None)}
            {child}
            {choose("own", t!(locale, "Did you offer the patient their own log-in first?"), own)}
            {choose("warnings", t!(locale, "Does anything in the two records warn about somebody’s safety?"), warnings)}
            {choose("pressure", t!(locale, "Could somebody be making them agree?"), pressure)}
            <h2>{t!(locale, "The carer")}</h2>
            {text("called", t!(locale, "The carer’s name"), None)}
            {choose("code-for", t!(locale, "Who can use the code?"), code_for)}
            {text("carer-number", t!(locale, "The carer’s NHS number, if you chose it"), None)}
            {text("carer-email", t!(locale, "The carer’s email address, if you chose it"), None)}
            <h2>{t!(locale, "What they may see")}</h2>
            <Fieldset
                locale
                id="see"
                legend=t!(locale, "What may they see of what you hold?")
                hint=Some(t!(locale, "Only what they need."))
                error=see_error
            >
                <Checkboxes name="see" choices=kinds />
            </Fieldset>
            {choose("until", t!(locale, "For how long?"), untils)}
            <Textarea
                locale
                id="note"
                label=t!(locale, "Note for colleagues, if you want")
                hint=Some(nobody_else)
                value=note
                error=note_error
                rows=3
            />
            <Button text=t!(locale, "Give access, and make a code") />
        </form>
    }
}

/// What is handed to the carer. It names nobody, so that nobody who finds it knows whose record it opens.
#[component]
pub fn Slip(
    locale: Locale,
    code: String,
    address: String,
    place: String,
    good_for: GoodFor,
    back: String,
) -> impl IntoView {
    let days = INVITATION_LIFE.num_days();
    let only = match good_for {
        GoodFor::Holder => None,
        GoodFor::Email(_) => {
            Some(t!(locale, "It works only in the log-in with the email address that you gave us."))
        }
        GoodFor::Number(_) => Some(t!(locale, "It works only in your own log-in.")),
    };
    view! {
        <h1>{t!(locale, "A code for a carer")}</h1>
        <div class="slip">
            <p>{t!(locale, "From {place}.", place = place)}</p>
            <p>{t!(locale, "Your code is:")}</p>
            <p class="big-code">
                <code>{code}</code>
            </p>
            <ol>
                <li>{t!(locale, "Log in with your own log-in, and go to {address}", address = address)}</li>
                <li>{t!(locale, "Type this code.")}</li>
                <li>{t!(locale, "Read what you may see, and say yes or no.")}</li>
            </ol>
            <p>{t!(locale, "It works once, within {n} days. Keep it to yourself.", n = days)}</p>
            {only.map(|words| view! { <p>{words}</p> })}
        </div>
        <div class="not-printed">
            <InsetText locale>
                <p>{t!(locale, "Print this page now and hand it over. We cannot show the code again.")}</p>
            </InsetText>
            <p>{t!(locale, "We told the patient that something has changed in who may act for them.")}</p>
            <p>
                <a href=back>{t!(locale, "Back to the patient")}</a>
            </p>
        </div>
    }
}
