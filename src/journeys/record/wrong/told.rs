//! What a person told us: each report with what happens next, and the way to take it back.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{Kind, Kinds, OdsCode, Report, ReportState, WhatIsWrong};
use crate::gather::Gather;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::entry_words::own_lines;
use crate::journeys::record::kinds;
use crate::t;
use crate::web::components::{Button, Panel, Row, SummaryList};
use crate::web::{AppState, Outcome, PageError, Reader, Words, page};
use crate::words::{Locale, and_list, dates, isolated};

/// One report as plain data, with whoever holds the entry.
#[derive(Clone, PartialEq, Debug)]
struct Told {
    report: Report,
    now: DateTime<Utc>,
    /// Name and phone number, as far as they are known.
    holders: Vec<(String, Option<String>)>,
}

impl Told {
    fn of(gather: &Gather, now: DateTime<Utc>, report: Report) -> Self {
        let known = |code: &OdsCode| gather.connected().find(|organisation| organisation.ods_code == *code);
        let named = |code: &OdsCode| match known(code) {
            Some(organisation) => (organisation.name.clone(), organisation.phone.clone()),
            None => (code.to_string(), None),
        };
        Self { holders: report.holders.iter().map(named).collect(), now, report }
    }

    fn names(&self, locale: Locale) -> String {
        let names: Vec<_> = self.holders.iter().map(|(name, _)| isolated(name).into_owned()).collect();
        and_list(locale, &names)
    }

    fn when(&self, locale: Locale) -> String {
        dates::told_at(locale, self.report.made_at, self.now)
    }
}

/// A report of the person's own, by the id in the address.
async fn of_own(app: &AppState, permit: &Permit, id: Option<Uuid>) -> Result<Report, PageError> {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let id = id.ok_or(PageError::NotFound)?;
    let found = app.reports.one(permit.subject().id, id).await.map_err(PageError::internal)?;
    found.ok_or(PageError::NotFound)
}

/// Everything that the person told us.
///
/// # Errors
/// When our database does not answer; [`PageError::NotAllowed`] for anyone but the patient.
pub async fn all(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    let (locale, now) = (reader.locale, app.clock.now());
    let reports = app.reports.all(permit.subject().id).await.map_err(PageError::internal)?;
    let all: Vec<_> = reports.into_iter().map(|report| Told::of(&app.gather, now, report)).collect();
    let frame = reader.frame(t!(locale, "Your reports of what is wrong")).for_person(permit.subject());
    let frame = frame.back("/record", t!(locale, "Your health record"));
    Ok(page(frame, view! { <AllTold locale all /> }))
}

/// One report: what happens next, by when, and whom to call.
///
/// # Errors
/// [`PageError::NotFound`] for a report that is not the person's; as [`all`].
pub async fn one(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let locale = reader.locale;
    let report = of_own(&app, &permit, id.ok().map(|Path(id)| id)).await?;
    let list = kinds::words(locale, report.kind);
    let told = Told::of(&app.gather, app.clock.now(), report);
    let frame = reader.frame(t!(locale, "What you told us")).for_person(permit.subject());
    Ok(page(frame.back(list.href, list.all), view! { <OneTold locale told /> }))
}

/// Takes a report back; what it hid is shown again.
///
/// # Errors
/// As [`one`].
pub async fn take_back(
    State(app): State<AppState>,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
) -> Outcome {
    let report = of_own(&app, &permit, id.ok().map(|Path(id)| id)).await?;
    let person = permit.subject().id;
    let noted = permit.note(&report.holders, Kinds::just(report.kind), Purpose::ReportTakenBack).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    app.reports.take_back(person, report.id, app.clock.now()).await.map_err(PageError::internal)?;
    Ok(Redirect::to(&format!("/record/reports/{}", report.id)).into_response())
}

#[component]
fn AllTold(locale: Locale, all: Vec<Told>) -> impl IntoView {
    let some = !all.is_empty();
    let none = (!some).then(|| view! { <p>{t!(locale, "You have told us of nothing so far.")}</p> });
    let row = |told: Told| {
        let what = summary(locale, told.report.what, told.report.kind);
        let (when, names) = (told.when(locale), told.names(locale));
        view! {
            <li>
                <a href=format!("/record/reports/{}", told.report.id)>{what}</a>
                <br />
                <span dir="auto">{t!(locale, "{names} · {when}", names = names, when = when)}</span>
                <br />
                {state(locale, &told.report)}
            </li>
        }
    };
    view! {
        <h1>{t!(locale, "Your reports of what is wrong")}</h1>
        {none}
        {some.then(|| view! { <ul class="nhsuk-list told">{all.into_iter().map(row).collect_view()}</ul> })}
    }
}

/// "Letter or document: not about you".
fn summary(locale: Locale, what: WhatIsWrong, kind: Kind) -> Words {
    let kind = kinds::words(locale, kind).one;
    match what {
        WhatIsWrong::NotAboutMe => t!(locale, "{kind}: not about you", kind = kind),
        WhatIsWrong::Something => t!(locale, "{kind}: something is wrong", kind = kind),
    }
}

fn state(locale: Locale, report: &Report) -> Words {
    match (report.state, report.what) {
        (ReportState::TakenBack, _) => t!(locale, "You took this back."),
        (_, WhatIsWrong::NotAboutMe) => t!(locale, "Hidden from your record here."),
        (_, WhatIsWrong::Something) => t!(locale, "Saved here. Nobody has been told yet."),
    }
}

#[component]
fn OneTold(locale: Locale, told: Told) -> impl IntoView {
    let Report { id, what, kind, ref text, state, .. } = told.report;
    let (names, when) = (told.names(locale), told.when(locale));
    let is_back = state == ReportState::TakenBack;
    let mut rows = vec![
        Row::new(t!(locale, "What you told us"), summary(locale, what, kind)),
        Row::new(t!(locale, "When"), when),
        Row::new(t!(locale, "Held by"), names.clone()),
    ];
    if !text.is_empty() {
        let lines = own_lines(text).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        rows.push(Row::new(t!(locale, "In your words"), lines));
    }
    let phones: Vec<_> =
        told.holders.iter().filter_map(|(name, phone)| Some((name.clone(), phone.clone()?))).collect();
    view! {
        <Heading locale what is_back />
        {(!is_back).then(|| view! { <WhatNext locale what names phones /> })}
        <SummaryList rows />
        {(!is_back)
            .then(|| {
                let back = match what {
                    WhatIsWrong::NotAboutMe => t!(locale, "Undo: show this entry again"),
                    WhatIsWrong::Something => t!(locale, "Take this back"),
                };
                view! {
                    <form action=format!("/record/reports/{id}") method="post">
                        <Button text=back secondary=true />
                    </form>
                }
            })}
        <p><a href="/record/reports">{t!(locale, "All your reports")}</a></p>
    }
}

#[component]
fn Heading(locale: Locale, what: WhatIsWrong, is_back: bool) -> impl IntoView {
    let (heading, words) = match (is_back, what) {
        (true, WhatIsWrong::NotAboutMe) => {
            let heading = t!(locale, "You took this back");
            let words = t!(locale, "The entry is shown in your record again.");
            return view! { <h1>{heading}</h1><p>{words}</p> }.into_any();
        }
        (true, WhatIsWrong::Something) => {
            return view! { <h1>{t!(locale, "You took this back")}</h1> }.into_any();
        }
        (false, WhatIsWrong::NotAboutMe) => {
            (t!(locale, "The entry is hidden"), t!(locale, "You do not see it in your record here any more."))
        }
        (false, WhatIsWrong::Something) => {
            (t!(locale, "Your report is saved"), t!(locale, "Nobody has been told yet: call to tell them."))
        }
    };
    view! { <Panel heading><p>{words}</p></Panel> }.into_any()
}

/// What happens next, by when, and whom to call; nothing is said to be sent that is not.
#[component]
fn WhatNext(
    locale: Locale,
    what: WhatIsWrong,
    names: String,
    phones: Vec<(String, String)>,
) -> impl IntoView {
    let (first, then) = match what {
        WhatIsWrong::NotAboutMe => (
            t!(locale, "Call {names} today. It may be missing from somebody else’s record.", names = names),
            vec![
                t!(
                    locale,
                    "It is still in the record that they hold. Front Door cannot send them your report yet."
                ),
                t!(locale, "We have raised an urgent warning with those who run Front Door."),
            ],
        ),
        WhatIsWrong::Something => (
            t!(locale, "Call {names} and say what is wrong.", names = names),
            vec![
                t!(
                    locale,
                    "If it is about a medicine or an allergy, call today. For anything else, call within a week."
                ),
                t!(
                    locale,
                    "Front Door cannot send them your report yet. It waits here, in the list for them."
                ),
                t!(locale, "The entry stays as it is until they change it."),
            ],
        ),
    };
    let without_phone = phones.is_empty().then(|| {
        view! { <p>{t!(locale, "We do not know their phone number. It stands on their letters.")}</p> }
    });
    view! {
        <h2>{t!(locale, "What happens next")}</h2>
        <p dir="auto"><strong>{first}</strong></p>
        {phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view()}
        {without_phone}
        {then.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
    }
}
