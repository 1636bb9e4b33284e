//! One grant, as staff see it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::super::form::children;
use super::super::grant::{END, LIFT, REASONS, REVIEW, SUSPEND, reason_slug};
use super::super::words;
use crate::domain::{GrantBasis, GrantPart, Kinds, OdsCode, OnDay, may_do};
use crate::journeys::give_access::{kinds_said, may_do_said};
use crate::store::{Decision, KeptGrant};
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Choice, ErrorSummary, Fieldset, InsetText, Radios, Row, SummaryList, Textarea,
};
use crate::web::forms::FormState;
use crate::words::{Locale, dates, isolated};

/// What the page shows.
pub struct Facts {
    pub place: String,
    pub own: OdsCode,
    pub patient: String,
    pub kept: KeptGrant,
    pub on: OnDay,
    pub now: DateTime<Utc>,
    /// What can be done with it now: words of the form.
    pub ways: Vec<&'static str>,
    pub asks_child: bool,
    pub decisions: Vec<(Decision, Option<String>)>,
}

#[component]
pub fn One(locale: Locale, form: FormState, facts: Facts) -> impl IntoView {
    let Facts { place, own, patient, kept, on, now, ways, asks_child, decisions } = facts;
    let name = kept.carer_name.clone().unwrap_or_else(|| kept.grant.called.clone());
    let (standing, _) = words::stands(locale, &kept, on);
    let mine = || kept.grant.parts.iter().filter(|part| part.organisation == own);
    let all = |of: fn(&GrantPart) -> Kinds| mine().map(of).fold(Kinds::NONE, Kinds::with);
    let hidden = all(|part| part.hidden);
    let see = all(|part| part.see).without(hidden);
    let act = may_do(see, all(|part| part.act));
    let mut rows = vec![
        Row::new(t!(locale, "For"), patient),
        Row::new(t!(locale, "On what basis"), words::basis(locale, kept.grant.basis)),
        Row::new(t!(locale, "How it stands"), standing),
        Row::new(Words::from(place.clone()), kinds_said(locale, see)),
        Row::new(t!(locale, "They may also do"), may_do_said(locale, act)),
        Row::new(t!(locale, "How long"), words::lasts(locale, kept.grant.until)),
    ];
    if !hidden.is_empty() {
        rows.push(Row::new(t!(locale, "Stays hidden"), kinds_said(locale, hidden)));
    }
    if let Some(why) = kept.reason {
        rows.push(Row::new(t!(locale, "Why it was stopped"), words::reason(locale, why)));
    }
    if let Some(day) = kept.grant.reviewed.filter(|_| kept.grant.basis != GrantBasis::Consent) {
        rows.push(Row::new(t!(locale, "Last looked at"), dates::short_day(locale, day)));
    }
    let is_shared = kept.grant.parts.iter().any(|part| part.organisation != own);
    let place = isolated(&place).into_owned();
    let shared = is_shared.then(|| {
        let words = t!(
            locale,
            "It is to what other organisations hold, too. Here you end what {place} holds, and nothing else.",
            place = place
        );
        view! { <InsetText locale><p>{words}</p></InsetText> }
    });
    let what_next = (!ways.is_empty()).then(|| view! { <Change locale form=form.clone() ways asks_child /> });
    let decided = (!decisions.is_empty()).then(|| {
        let lines = decisions.into_iter().map(|(decision, by)| decided(locale, now, decision, by));
        view! {
            <h2>{t!(locale, "What was decided")}</h2>
            <p>{t!(locale, "Only staff here read this.")}</p>
            <ul class="entries">{lines.collect_view()}</ul>
        }
    });
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1 dir="auto">{name}</h1>
        <SummaryList rows />
        {shared}
        {what_next}
        {decided}
    }
}

#[component]
fn Change(locale: Locale, form: FormState, ways: Vec<&'static str>, asks_child: bool) -> impl IntoView {
    let (chosen, because) = (form.value("do"), form.value("why"));
    let way = |way: &'static str| {
        let (label, hint) = way_words(locale, way);
        Choice { value: way, label, hint, chosen: way == chosen }
    };
    let reasons = ways.iter().any(|way| [SUSPEND, END].contains(way)).then(|| {
        let choices = REASONS.map(|why| Choice {
            value: reason_slug(why),
            label: words::reason(locale, why),
            hint: None,
            chosen: reason_slug(why) == because,
        });
        let (hint, error) =
            (t!(locale, "If you stop or end it. Neither of the two sees this."), form.error("why"));
        view! {
            <Fieldset locale id="why" legend=t!(locale, "Why?") hint=Some(hint) error>
                <Radios name="why" choices=choices.into() />
            </Fieldset>
        }
    });
    let child = (asks_child && ways.contains(&REVIEW)).then(|| {
        let (error, choices) = (form.error("child"), children(locale, &form.value("child")));
        let hint = t!(locale, "If it is to go on. Talk with the child alone.");
        view! {
            <Fieldset locale id="child" legend=t!(locale, "Can the child decide this?") hint=Some(hint) error>
                <Radios name="child" choices />
            </Fieldset>
        }
    });
    let choices = ways.into_iter().map(way).collect();
    let (error, note, note_error) = (form.error("do"), form.value("note"), form.error("note"));
    view! {
        <h2>{t!(locale, "Decide")}</h2>
        <form method="post" novalidate>
            <Fieldset locale id="do" legend=t!(locale, "What is to be done?") error>
                <Radios name="do" choices />
            </Fieldset>
            {child}
            {reasons}
            <Textarea
                locale
                id="note"
                label=t!(locale, "What you checked, and with whom you talked")
                hint=Some(t!(locale, "Only staff here read this."))
                value=note
                error=note_error
                rows=3
            />
            <Button text=t!(locale, "Do this, and tell both") />
        </form>
    }
}

fn way_words(locale: Locale, way: &str) -> (Words, Option<Words>) {
    match way {
        REVIEW => (
            t!(locale, "I looked at it again: it goes on"),
            Some(t!(locale, "The document still holds, and it is still right for the patient.")),
        ),
        SUSPEND => (t!(locale, "Stop it for now"), Some(t!(locale, "It can go on later."))),
        LIFT => (t!(locale, "Let it go on"), None),
        _ => (t!(locale, "End it"), Some(t!(locale, "It does not come back. A new one can be given."))),
    }
}

fn decided(locale: Locale, now: DateTime<Utc>, decision: Decision, by: Option<String>) -> impl IntoView {
    let because = decision.because;
    let who = by.map_or_else(|| t!(locale, "somebody"), Words::from);
    let when = t!(locale, "{when}, by {who}", when = dates::told_at(locale, decision.at, now), who = who);
    let mut rows = vec![Row::new(t!(locale, "When"), when)];
    if let Some(why) = because.reason {
        rows.push(Row::new(t!(locale, "Why"), words::reason(locale, why)));
    }
    if let Some(evidence) = because.evidence {
        rows.push(Row::new(t!(locale, "Document"), words::document(locale, evidence.document)));
        rows.push(Row::new(t!(locale, "Its number or place"), evidence.reference));
        rows.push(Row::new(t!(locale, "Checked by"), evidence.checked_by));
    }
    if let Some(says) = because.child {
        rows.push(Row::new(t!(locale, "The child"), words::child(locale, says)));
    }
    if !because.note.is_empty() {
        rows.push(Row::new(t!(locale, "Note"), because.note));
    }
    view! {
        <li class="entry">
            <h3 class="entry__title">{words::decided(locale, decision.what)}</h3>
            <crate::web::components::Facts rows />
        </li>
    }
}
