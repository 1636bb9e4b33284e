//! The pages of the log of who looked, as staff read it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{REASONS, words};
use crate::journeys::staff::patient_number::patient_number;
use crate::journeys::who_looked::Look;
use crate::settings::Differs;
use crate::store::LogCheck;
use crate::web::Words;
use crate::web::components::{Button, Choice, ErrorSummary, Fieldset, Radios};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};
use crate::{count, t};

/// One look, with the name of a colleague who looked.
pub struct Line {
    pub look: Look,
    pub staff: Option<String>,
}

#[component]
pub fn Search(
    locale: Locale,
    now: DateTime<Utc>,
    form: FormState,
    check: LogCheck,
    differs: Arc<[Differs]>,
) -> impl IntoView {
    let number = patient_number(locale, &form);
    let (why, why_error) = (form.value("why"), form.error("why"));
    let reasons = REASONS.map(|reason| Choice {
        value: reason.slug(),
        label: words::reason(locale, reason),
        hint: None,
        chosen: reason.slug() == why,
    });
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "The log of who looked")}</h1>
        <p>{t!(locale, "Find what the log says about one patient and your organisation. Your search stands in the log too, with its reason, and the patient sees it.")}</p>
        <form action="/staff/access-log" method="post" novalidate>
            {number}
            <Fieldset locale id="why" legend=t!(locale, "Why do you search?") error=why_error>
                <Radios name="why" choices=reasons.into() />
            </Fieldset>
            <Button text=t!(locale, "Search the log") />
        </form>
        <h2>{t!(locale, "What was done for somebody’s safety")}</h2>
        <p>
            <a href="/staff/access-log/safeguarding">
                {t!(locale, "See what the access team did without telling anybody")}
            </a>
        </p>
        <h2>{t!(locale, "Is the log as it was written?")}</h2>
        {checked(locale, now, check)}
        <form action="/staff/access-log/check" method="post">
            <Button secondary=true text=t!(locale, "Check the whole log") />
        </form>
        <h2>{t!(locale, "Settings that differ from what is recommended")}</h2>
        <Differing locale differs />
    }
}

fn checked(locale: Locale, now: DateTime<Utc>, check: LogCheck) -> impl IntoView {
    let when = |at| dates::told_at(locale, at, now);
    let said: Vec<Words> = match check {
        LogCheck::NotYet => vec![t!(locale, "It has not been checked from here since Front Door started.")],
        LogCheck::Running { since } => {
            vec![t!(locale, "It is being checked since {when}. Load this page again.", when = when(since))]
        }
        LogCheck::Failed { at } => {
            vec![t!(
                locale,
                "It could not be checked {when}. Call those who run Front Door.",
                when = when(at)
            )]
        }
        LogCheck::Done { at, verified } => {
            let mut said = vec![t!(locale, "Checked {when}.", when = when(at))];
            said.extend(words::verified(locale, &verified));
            said
        }
    };
    said.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()
}

#[component]
fn Differing(locale: Locale, differs: Arc<[Differs]>) -> impl IntoView {
    if differs.is_empty() {
        return view! { <p>{t!(locale, "None.")}</p> }.into_any();
    }
    let head = |words: Words| view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{words}" "</span> };
    let rows = differs.iter().map(|one| {
        let (what, wanted) = words::advice(locale, one.advice);
        let is = if one.is.is_empty() { t!(locale, "Not set") } else { Words::from(one.is.clone()) };
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">
                    {head(t!(locale, "Setting"))} <span>{what}" "<code>{one.setting}</code></span>
                </td>
                <td class="nhsuk-table__cell">{head(t!(locale, "Is"))} {is}</td>
                <td class="nhsuk-table__cell">{head(t!(locale, "Recommended"))} {wanted}</td>
            </tr>
        }
    });
    view! {
        <table class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "For the whole portal")}</caption>
            <thead class="nhsuk-table__head">
                <tr>
                    <th scope="col">{t!(locale, "Setting")}</th>
                    <th scope="col">{t!(locale, "Is")}</th>
                    <th scope="col">{t!(locale, "Recommended")}</th>
                </tr>
            </thead>
            <tbody class="nhsuk-table__body">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
pub fn Found(locale: Locale, lines: Vec<Line>, is_cut: bool, file: String) -> impl IntoView {
    let shown = lines.len();
    let rows = lines.into_iter().map(|line| view! { <Looked locale line /> }).collect_view();
    let list = if shown == 0 {
        view! { <p>{t!(locale, "The log says nothing about this number and your organisation.")}</p> }
            .into_any()
    } else {
        view! {
            <p>
                {count!(locale, shown, one = "1 line, the newest first.", other = "{n} lines, the newest first.")}
                {is_cut.then(|| view! { " " {t!(locale, "There may be more. The file holds them all.")} })}
            </p>
            <ul class="entries">{rows}</ul>
            <p>
                <a href=file download>
                    {t!(locale, "Download as a table for a spreadsheet (CSV)")}
                </a>
            </p>
        }
        .into_any()
    };
    view! {
        <h1>{t!(locale, "What the log says")}</h1>
        <p>{t!(locale, "Only what is about your organisation. This look stands in the log, too. Where a line says “you”, it means the patient.")}</p>
        {list}
        <p>{t!(locale, "For a subject access request to all of Front Door, ask those who run it. The patient can download their own log at any time.")}</p>
    }
}

#[component]
fn Looked(locale: Locale, line: Line) -> impl IntoView {
    let Line { look, staff } = line;
    let who = match staff {
        Some(name) => t!(locale, "{who}: {name}", who = look.who, name = name).into_owned(),
        None => look.who,
    };
    let what = match look.kinds.is_empty() {
        true => look.did,
        false => t!(locale, "{did}: {kinds}", did = look.did, kinds = look.kinds).into_owned(),
    };
    view! {
        <li class="entry">
            <h2 class="entry__title">{dates::moment(locale, look.at)}</h2>
            <p>{who}</p>
            <p>{what}</p>
        </li>
    }
}
