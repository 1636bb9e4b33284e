//! The page of a quiet visit.

use leptos::prelude::*;

use super::{AS_BEFORE, BY_EMAIL, BY_TEXT, NOWHERE, People};
use crate::domain::{AccountId, Person};
use crate::store::Elsewhere;
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, ErrorSummary, Fieldset, Radios, Row, SummaryList, Tag, TagColour, TextInput,
    WarningCallout,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// What the page shows.
pub struct QuietFacts {
    pub place: String,
    pub patient: Person,
    pub why: String,
    pub address: String,
    pub people: People,
    /// Where staff have the patient told things.
    pub told: Option<Elsewhere>,
}

#[component]
pub fn QuietPatient(locale: Locale, form: FormState, facts: QuietFacts) -> impl IntoView {
    let QuietFacts { place, patient, why, address, people: People(people), told } = facts;
    let rows = vec![
        Row::new(t!(locale, "NHS number"), patient.nhs_number.spaced()),
        Row::new(t!(locale, "Why nobody is to know"), why),
    ];
    let place = isolated(&place).into_owned();
    let who_reads = t!(
        locale,
        "Information governance at {place} reads it, with your name and the reason.",
        place = place.clone()
    );
    let nobody = people.is_empty();
    let at = address.clone();
    let line = move |(carer, name, closed): (AccountId, String, bool)| {
        let shown = isolated(&name).into_owned();
        let (tag, colour) = match closed {
            true => (t!(locale, "Sees nothing of yours"), TagColour::Red),
            false => (t!(locale, "Sees what was given"), TagColour::Grey),
        };
        let button = match closed {
            true => t!(locale, "Let {name} see again what was given", name = shown),
            false => t!(locale, "Keep everything from {name}", name = shown),
        };
        view! {
            <li class="entry">
                <h3 class="entry__title" dir="auto">{name}</h3>
                <div class="entry__tag">
                    <Tag text=tag colour />
                </div>
                <form action=format!("{at}/carer") method="post">
                    <input type="hidden" name="carer" value=carer.0.to_string() />
                    <input type="hidden" name="do" value=if closed { "open" } else { "close" } />
                    <Button secondary=closed text=button />
                </form>
            </li>
        }
    };
    let (contact, own) = (format!("{address}/contact"), format!("{address}/own"));
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1 dir="auto">{patient.name.clone()}</h1>
        <WarningCallout locale heading=t!(locale, "Nobody is told of what you do here")>
            <p>{t!(locale, "It stands in no page, log or message of the patient or a carer. Whoever harms may hold the patient’s log-in.")}</p>
            <p>{who_reads}</p>
        </WarningCallout>
        <SummaryList rows />
        <h2>{t!(locale, "Who can see what {place} holds", place = place.clone())}</h2>
        <p>{t!(locale, "Whoever you keep it from reads: not active, contact the organisation. In the patient’s log-in everything looks as before, whatever is given there later.")}</p>
        <p>{t!(locale, "It is about what {place} holds. Tell the other organisations yourself.", place = place)}</p>
        {nobody.then(|| view! { <p>{t!(locale, "Nobody has accepted access to it.")}</p> })}
        <ul class="entries">{people.into_iter().map(line).collect_view()}</ul>
        <h2>{t!(locale, "The patient’s own access")}</h2>
        <p>
            <a href=own>{t!(locale, "Stop the patient’s own online access, or give it back")}</a>
        </p>
        <h2>{t!(locale, "Where the patient is told things")}</h2>
        <p>{t!(locale, "In the patient’s log-in the old address stays in sight. Nothing more is sent there of what we tell by ourselves.")}</p>
        <Contact locale form told address=contact />
    }
}

#[component]
fn Contact(locale: Locale, form: FormState, told: Option<Elsewhere>, address: String) -> impl IntoView {
    let now = match &told {
        None => AS_BEFORE,
        Some(Elsewhere { email: Some(_), .. }) => BY_EMAIL,
        Some(Elsewhere { mobile: Some(_), .. }) => BY_TEXT,
        Some(_) => NOWHERE,
    };
    let typed = |name: &str, kept: Option<String>| match form.values.is_empty() {
        true => kept.unwrap_or_default(),
        false => form.value(name),
    };
    let (email, mobile) = told.map(|there| (there.email, there.mobile)).unwrap_or_default();
    let (email, mobile) = (typed("new-email", email), typed("new-mobile", mobile));
    let chosen = typed("told", Some(now.to_owned()));
    let choice =
        |value: &'static str, label: Words| Choice { value, label, hint: None, chosen: value == chosen };
    let choices = vec![
        choice(AS_BEFORE, t!(locale, "Where their own pages say")),
        choice(BY_EMAIL, t!(locale, "At this email address")),
        choice(BY_TEXT, t!(locale, "At this mobile number")),
        choice(NOWHERE, t!(locale, "Nowhere")),
    ];
    let (error, email_error, mobile_error) =
        (form.error("told"), form.error("new-email"), form.error("new-mobile"));
    view! {
        <form action=address method="post" novalidate>
            <Fieldset locale id="told" legend=t!(locale, "Where do we tell them things?") error>
                <Radios name="told" choices />
            </Fieldset>
            <TextInput locale id="new-email" label=t!(locale, "Email address, if you chose it") value=email error=email_error autocomplete=Some("off") />
            <TextInput locale id="new-mobile" label=t!(locale, "Mobile number, if you chose it") value=mobile error=mobile_error autocomplete=Some("off") />
            <Button secondary=true text=t!(locale, "Save, and tell nobody") />
        </form>
    }
}
