//! One patient, as the access team sees them.

use leptos::prelude::*;

use super::super::words;
use crate::domain::{Ages, BY_STAFF, GrantBasis, OnDay, Person, age_against};
use crate::store::KeptGrant;
use crate::web::components::{
    Button, ErrorSummary, InsetText, Row, SummaryList, Tag, Textarea, WarningCallout,
};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};
use crate::{count, t};

/// What the page shows.
pub struct PatientFacts {
    pub place: String,
    pub patient: Person,
    pub age: u32,
    pub ages: Ages,
    pub lines: Vec<(OnDay, KeptGrant)>,
    /// How many people wait for the patient's own answer.
    pub wishes: usize,
    pub has_died: bool,
    pub address: String,
}

#[component]
pub fn Patient(locale: Locale, facts: PatientFacts) -> impl IntoView {
    let PatientFacts { place, patient, age, ages, lines, wishes, has_died, address } = facts;
    let rows = vec![
        Row::new(t!(locale, "NHS number"), patient.nhs_number.spaced()),
        Row::new(t!(locale, "Age"), age.to_string()),
    ];
    let place = isolated(&place).into_owned();
    let nobody = lines.is_empty();
    let at = address.clone();
    let line = move |(on, kept): (OnDay, KeptGrant)| {
        let (standing, colour) = words::stands(locale, &kept, on);
        let name = kept.carer_name.clone().unwrap_or_else(|| kept.grant.called.clone());
        view! {
            <li class="entry">
                <h3 class="entry__title">
                    <a href=format!("{at}/grants/{}", kept.id) dir="auto">{name}</a>
                </h3>
                <p class="entry__what">{words::basis(locale, kept.grant.basis)}</p>
                <div class="entry__tag">
                    <Tag text=standing colour />
                </div>
            </li>
        }
    };
    let asked = (wishes > 0).then(|| {
        let words = count!(
            locale,
            wishes,
            one = "1 person has asked to help. The patient says yes or no, in their own log-in.",
            other = "{n} people have asked to help. The patient says yes or no, in their own log-in."
        );
        view! { <p>{words}</p> }
    });
    let fits = move |basis: &GrantBasis| age_against(*basis, age, ages).is_none();
    let at = address.clone();
    let give = BY_STAFF.into_iter().filter(fits).map(move |basis| {
        view! {
            <li>
                <a href=format!("{at}/give/{}", basis.slug())>{give_words(locale, basis)}</a>
            </li>
        }
    });
    let (died, own) = (format!("{address}/died"), format!("{address}/own"));
    view! {
        <h1 dir="auto">{patient.name.clone()}</h1>
        {has_died
            .then(|| view! { <InsetText locale><p>{t!(locale, "This patient has died. Nobody sees their record, and nobody writes to them.")}</p></InsetText> })}
        <SummaryList rows />
        <h2>{t!(locale, "Who can see what {place} holds", place = place)}</h2>
        {nobody.then(|| view! { <p>{t!(locale, "Nobody was given access to it.")}</p> })}
        <ul class="entries">{lines.into_iter().map(line).collect_view()}</ul>
        {asked}
        {(!has_died)
            .then(|| {
                view! {
                    <h2>{t!(locale, "Give somebody access")}</h2>
                    <p>{t!(locale, "Offer the patient their own log-in first. Whoever can decide gives access themselves.")}</p>
                    <ul class="nhsuk-list nhsuk-list--bullet">{give.collect_view()}</ul>
                }
            })}
        <h2>{t!(locale, "Their own access")}</h2>
        <p>
            <a href=own>{t!(locale, "Stop the patient’s own online access, or give it back")}</a>
        </p>
        <h2>{t!(locale, "If the patient has died")}</h2>
        <p>
            <a href=died>
                {if has_died {
                    t!(locale, "That was a mistake: let everything go on")
                } else {
                    t!(locale, "Stop everybody’s access")
                }}
            </a>
        </p>
        <WarningCallout locale heading=t!(locale, "If somebody may be in danger")>
            <p>{t!(locale, "What you do on this page is told to both. To do something that nobody hears of, look for the patient again, quietly.")}</p>
        </WarningCallout>
    }
}

fn give_words(locale: Locale, basis: GrantBasis) -> crate::web::Words {
    match basis {
        GrantBasis::ParentalResponsibility => t!(locale, "To a parent, for a child"),
        GrantBasis::HealthAndWelfareLastingPowerOfAttorney => {
            t!(locale, "To an attorney for health and welfare")
        }
        GrantBasis::CourtAppointedPersonalWelfareDeputy => t!(locale, "To a deputy for personal welfare"),
        GrantBasis::BestInterest | GrantBasis::Consent => {
            t!(locale, "In the best interests of somebody who cannot decide now")
        }
    }
}

/// To say that a patient has died, or that this was a mistake.
#[component]
pub fn Died(locale: Locale, form: FormState, name: String, has_died: bool) -> impl IntoView {
    let (note, error) = (form.value("note"), form.error("note"));
    let (heading, words, doing, button) = match has_died {
        false => (
            t!(locale, "A patient has died"),
            t!(
                locale,
                "Everybody’s access to this record stops at once, and those who had it are told. Nobody writes to the patient from now on."
            ),
            "died",
            t!(locale, "Stop everybody’s access now"),
        ),
        true => (
            t!(locale, "The patient has not died"),
            t!(locale, "What was stopped because of it goes on, and all are told."),
            "lives",
            t!(locale, "Let everything go on"),
        ),
    };
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{heading}</h1>
        <p dir="auto"><strong>{name}</strong></p>
        <p>{words}</p>
        <form method="post" novalidate>
            <input type="hidden" name="do" value=doing />
            <Textarea
                locale
                id="note"
                label=t!(locale, "How do you know?")
                hint=Some(t!(locale, "Such as the death certificate, and who saw it. Only staff here read this."))
                value=note
                error
                rows=2
            />
            <Button text=button />
        </form>
    }
}
