//! What a person told us: each report with whom it went to, whom to call, and the way to take it back.

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Permit, Purpose};
use crate::domain::{Kind, Kinds, OdsCode, Report, ReportState, Request, WhatIsWrong};
use crate::gather::Gather;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::entry_words::own_lines;
use crate::journeys::record::kinds;
use crate::journeys::requests::tag;
use crate::t;
use crate::web::components::{Button, InsetText, Panel, Row, SummaryList, Tag};
use crate::web::{AppState, Outcome, PageError, Reader, Words, page};
use crate::words::{Locale, and_list, dates, isolated};

/// One report as plain data, with whoever holds the entry.
#[derive(Clone, PartialEq, Debug)]
struct Told {
    report: Report,
    now: DateTime<Utc>,
    holders: Vec<Holder>,
}

/// Whoever holds the entry, as far as they are known, with what they were sent.
#[derive(Clone, PartialEq, Debug)]
struct Holder {
    name: String,
    phone: Option<String>,
    sent: Option<Request>,
}

impl Told {
    fn of(gather: &Gather, now: DateTime<Utc>, report: Report, requests: &[Request]) -> Self {
        let known = |code: &OdsCode| gather.connected().find(|organisation| organisation.ods_code == *code);
        let named = |code: &OdsCode| {
            let id = report.request_to(code);
            let sent = requests.iter().find(|request| request.id == id).cloned();
            let (name, phone) = match known(code) {
                Some(organisation) => (organisation.name.clone(), organisation.phone.clone()),
                None => (code.to_string(), None),
            };
            Holder { name, phone, sent }
        };
        Self { holders: report.holders.iter().map(named).collect(), now, report }
    }

    fn names(&self, locale: Locale) -> String {
        names_of(locale, &self.holders)
    }

    /// Whether somebody is still to be called.
    fn is_to_call(&self) -> bool {
        self.report.state == ReportState::WrittenDown && self.holders.iter().any(|one| one.sent.is_none())
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
    let (locale, now) = (reader.locale(), app.clock.now());
    let reports = app.reports.all(permit.subject().id).await.map_err(PageError::internal)?;
    let requests = sent(&app, &permit).await?;
    let told = |report| Told::of(&app.gather, now, report, &requests);
    let all: Vec<_> = reports.into_iter().map(told).collect();
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
    let locale = reader.locale();
    let report = of_own(&app, &permit, id.ok().map(|Path(id)| id)).await?;
    let list = kinds::words(locale, report.kind);
    let requests = sent(&app, &permit).await?;
    let told = Told::of(&app.gather, app.clock.now(), report, &requests);
    let frame = reader.frame(t!(locale, "What you told us")).for_person(permit.subject());
    Ok(page(frame.back(list.href, list.all), view! { <OneTold locale told /> }))
}

/// Everything that the person asked for, opened once the access log says so.
async fn sent(app: &AppState, permit: &Permit) -> Result<Vec<Request>, PageError> {
    let sealed = app.requests.all(permit).await.map_err(PageError::internal)?;
    permit.disclose(sealed, Purpose::Requests).await.map_err(|_| PageError::CannotDisclose)
}

/// The one field; without it, the report is taken back.
#[derive(Default, Deserialize)]
pub struct ChangeForm {
    #[serde(default)]
    step: String,
}

/// Notes that whoever could not be sent it was called, or takes a report back: what it hid is shown again then.
///
/// # Errors
/// As [`one`]; and when the form cannot be read.
pub async fn change(
    State(app): State<AppState>,
    permit: Permit,
    id: Result<Path<Uuid>, PathRejection>,
    form: Result<Form<ChangeForm>, FormRejection>,
) -> Outcome {
    let report = of_own(&app, &permit, id.ok().map(|Path(id)| id)).await?;
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let person = permit.subject().id;
    if form.step == "called" {
        app.reports.called(person, report.id, app.clock.now()).await.map_err(PageError::internal)?;
        return Ok(Redirect::to(&format!("/record/reports/{}", report.id)).into_response());
    }
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
                {state(locale, &told)}
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
pub fn summary(locale: Locale, what: WhatIsWrong, kind: Kind) -> Words {
    let kind = kinds::words(locale, kind).one;
    match what {
        WhatIsWrong::NotAboutMe => t!(locale, "{kind}: not about you", kind = kind),
        WhatIsWrong::Something => t!(locale, "{kind}: something is wrong", kind = kind),
    }
}

fn names_of<'a>(locale: Locale, holders: impl IntoIterator<Item = &'a Holder>) -> String {
    let names: Vec<_> = holders.into_iter().map(|one| isolated(&one.name).into_owned()).collect();
    and_list(locale, &names)
}

fn state(locale: Locale, told: &Told) -> Words {
    match (told.report.state, told.report.what) {
        (ReportState::TakenBack, _) => t!(locale, "You took this back."),
        _ if told.is_to_call() => t!(locale, "Waiting for you to call."),
        (ReportState::Called, _) => t!(locale, "You said that you have called."),
        (_, WhatIsWrong::NotAboutMe) => {
            t!(locale, "Hidden from your record here. Those who hold it were told.")
        }
        (_, WhatIsWrong::Something) => t!(locale, "Those who hold it were told."),
    }
}

#[component]
fn OneTold(locale: Locale, told: Told) -> impl IntoView {
    let Report { id, what, kind, ref text, state, .. } = told.report;
    let (names, when) = (told.names(locale), told.when(locale));
    let is_back = state == ReportState::TakenBack;
    let to_call = told.is_to_call();
    let mut rows = vec![
        Row::new(t!(locale, "What you told us"), summary(locale, what, kind)),
        Row::new(t!(locale, "When"), when),
        Row::new(t!(locale, "Held by"), names),
    ];
    if !text.is_empty() {
        let lines = own_lines(text).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        rows.push(Row::new(t!(locale, "In your words"), lines));
    }
    let next = (!is_back).then(|| view! { <WhatNext locale told=told.clone() /> });
    view! {
        <Heading locale what is_back to_call />
        {next}
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
fn Heading(locale: Locale, what: WhatIsWrong, is_back: bool, to_call: bool) -> impl IntoView {
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
        (false, WhatIsWrong::Something) if to_call => (
            t!(locale, "Your report is saved"),
            t!(locale, "You still have to call somebody. Below it says whom."),
        ),
        (false, WhatIsWrong::Something) => {
            (t!(locale, "Your report is saved"), t!(locale, "See below what became of it."))
        }
    };
    view! { <Panel heading><p>{words}</p></Panel> }.into_any()
}

/// What happens next, by when, and whom to call; nothing is said to be sent that is not.
#[component]
fn WhatNext(locale: Locale, told: Told) -> impl IntoView {
    let what = told.report.what;
    let sent = told.holders.iter().filter_map(|one| Some((one.name.clone(), one.sent.clone()?)));
    let sent = sent.map(|(name, request)| view! { <SentTo locale name request /> }).collect_view();
    let unsent: Vec<_> = told.holders.iter().filter(|one| one.sent.is_none()).cloned().collect();
    let to_call = told.is_to_call().then(|| {
        let says = what_to_say(locale, &told.report);
        view! { <Call locale what id=told.report.id unsent says /> }
    });
    let called = (told.report.state == ReportState::Called).then(
        || view! { <p>{t!(locale, "You said that you have called those who could not be sent it.")}</p> },
    );
    let stays = match what {
        WhatIsWrong::NotAboutMe => {
            t!(
                locale,
                "It stays in the record that they hold until they change it there. We have raised an urgent warning with those who run Front Door."
            )
        }
        WhatIsWrong::Something => t!(locale, "The entry stays as it is until they change it."),
    };
    view! {
        <h2>{t!(locale, "What happens next")}</h2>
        {to_call}
        {called}
        {sent}
        <p>{stays}</p>
    }
}

/// What became of it at one holder that takes messages.
#[component]
fn SentTo(locale: Locale, name: String, request: Request) -> impl IntoView {
    let (text, colour) = tag(locale, &request.standing);
    let words = t!(locale, "Message to {name}", name = isolated(&name));
    view! {
        <p dir="auto">
            <a href=format!("/requests/{}", request.id)>{words}</a>
            " "
            <Tag text colour />
        </p>
    }
}

/// What a person can say on the phone.
fn what_to_say(locale: Locale, report: &Report) -> Words {
    let kind = kinds::words(locale, report.kind).one;
    match report.what {
        WhatIsWrong::NotAboutMe => t!(
            locale,
            "“I see my record online. There is an entry in it that is not about me. It stands under: {kind}.”",
            kind = kind
        ),
        WhatIsWrong::Something => t!(
            locale,
            "“I see my record online. There is an entry in it that is wrong. It stands under: {kind}.”",
            kind = kind
        ),
    }
}

/// Those who cannot be sent it: by when to call them, and what to say.
#[component]
fn Call(locale: Locale, what: WhatIsWrong, id: Uuid, unsent: Vec<Holder>, says: Words) -> impl IntoView {
    let names = names_of(locale, &unsent);
    let first = match what {
        WhatIsWrong::NotAboutMe => {
            t!(locale, "Call {names} today. It may be missing from somebody else’s record.", names = names)
        }
        WhatIsWrong::Something => t!(locale, "Call {names} and say what is wrong.", names = names),
    };
    let by_when = (what == WhatIsWrong::Something).then(|| {
        let words = t!(
            locale,
            "If it is about a medicine or an allergy, call today. For anything else, call within a week."
        );
        view! { <p>{words}</p> }
    });
    let phone = |one: Holder| match one.phone {
        Some(number) => view! { <p><Phone phone=(one.name, number) /></p> }.into_any(),
        None => {
            let words = t!(
                locale,
                "We do not know the phone number of {name}. It stands on their letters.",
                name = isolated(&one.name)
            );
            view! { <p dir="auto">{words}</p> }.into_any()
        }
    };
    view! {
        <p dir="auto"><strong>{first}</strong></p>
        {by_when}
        {unsent.into_iter().map(phone).collect_view()}
        <p>{t!(locale, "They take no messages here, so we cannot send them your report. You can say:")}</p>
        <InsetText locale><p dir="auto">{says}</p></InsetText>
        <form action=format!("/record/reports/{id}") method="post">
            <button class="nhsuk-button" type="submit" name="step" value="called">
                {t!(locale, "I have called them")}
            </button>
        </form>
    }
}
