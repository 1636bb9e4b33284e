//! "Something is wrong" and "This is not about me": a form, a check, and what happens next, for every entry.

mod about;
mod form;
mod links;
mod page;
mod send;
mod told;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use crate::access::{Permit, Purpose};
use crate::domain::{Kinds, Report, ReportState, WhatIsWrong};
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page, page_with_status};

use form::{Checked, WrongForm};

pub use about::{About, AskedEntry, about};
pub use links::{HiddenNotice, SayWrong};
pub use send::to_call;
pub use told::{all, change, one, summary};

/// What stands after the `?` of the form's address.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    what: String,
}

/// The form, empty.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such entry; [`PageError::NotAllowed`] for anyone but the patient.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: AskedEntry,
    Query(query): Query<Asked>,
) -> Outcome {
    let about = of_own_record(&app, &permit, &reader, &asked).await?.ok_or(PageError::NotFound)?;
    let what = WhatIsWrong::from_slug(&query.what);
    Ok(form_page(&reader, &permit, about, WrongForm::fresh(what).kept()))
}

/// The form as it was sent: back with what is wrong in it, on to be checked, or written down.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or the report is not stored.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: AskedEntry,
    form: Result<Form<WrongForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let id = form.id().ok_or(PageError::BadRequest)?;
    let Some(about) = of_own_record(&app, &permit, &reader, &asked).await? else {
        // The same form, sent twice: the first hid the entry.
        let told = app.reports.one(permit.subject().id, id).await.map_err(PageError::internal)?;
        return told.map(|_| to_told(id)).ok_or(PageError::NotFound);
    };
    let checked = match form.checked() {
        Ok(checked) if !form.is_to_be_changed() => checked,
        Ok(_) => return Ok(form_page(&reader, &permit, about, form.kept())),
        Err(problems) => {
            let mut state = form.kept();
            for problem in problems {
                state.wrong(problem.field(), problem.message(reader.locale()));
            }
            return Ok(form_page(&reader, &permit, about, state));
        }
    };
    if !form.is_to_be_sent() {
        return Ok(check_page(&reader, &permit, about, &form, &checked));
    }
    write_down(&app, &permit, &about, &form, checked).await?;
    Ok(to_told(id))
}

/// Nobody but the patient says what is wrong in their record, and hides a part of it.
async fn of_own_record(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    asked: &AskedEntry,
) -> Result<Option<About>, PageError> {
    if !permit.is_the_patients_own() {
        return Err(PageError::NotAllowed);
    }
    about(app, permit, reader.locale(), asked, Purpose::Report).await
}

async fn write_down(
    app: &AppState,
    permit: &Permit,
    about: &About,
    form: &WrongForm,
    checked: Checked,
) -> Result<(), PageError> {
    let report = Report {
        id: form.id().ok_or(PageError::BadRequest)?,
        entry: about.entry,
        kind: about.kind,
        holders: about.holders.iter().map(|holder| holder.ods_code.clone()).collect(),
        what: checked.what,
        text: checked.text,
        made_at: app.clock.now(),
        state: ReportState::WrittenDown,
    };
    let person = permit.subject().id;
    let noted = permit.note(&report.holders, Kinds::just(report.kind), Purpose::ReportMade).await;
    noted.map_err(|_| PageError::CannotDisclose)?;
    let is_new = app.reports.write_down(person, &report, &about.ids).await.map_err(PageError::internal)?;
    if is_new {
        raise(&report);
    }
    // What stands is what was written first, and what was taken back since goes to nobody.
    let stands = app.reports.one(person, report.id).await.map_err(PageError::internal)?;
    let Some(report) = stands.filter(|report| report.state == ReportState::WrittenDown) else {
        return Ok(());
    };
    if report.what == WhatIsWrong::NotAboutMe {
        send::tell_service_manager(app, &report).await?;
    }
    send::tell_holders(app, permit, about, &report).await
}

/// For those who run the portal, without anything about the person. An entry that is not about somebody may be missing
/// from somebody else's record.
fn raise(report: &Report) {
    for source in &report.holders {
        let (source, kind, what) = (source.to_string(), report.kind.slug(), report.what.slug());
        match report.what {
            WhatIsWrong::NotAboutMe => {
                tracing::warn!(source, kind, report = %report.id, "URGENT: a patient says that an entry is not about them");
            }
            WhatIsWrong::Something => {
                tracing::info!(source, kind, report = %report.id, "a patient says that something is wrong in an entry");
            }
        }
        metrics::counter!("front_door_reports_total", "source" => source, "what" => what).increment(1);
    }
}

fn to_told(report: uuid::Uuid) -> Response {
    Redirect::to(&format!("/record/reports/{report}")).into_response()
}

fn form_page(reader: &Reader, permit: &Permit, about: About, form: FormState) -> Response {
    let locale = reader.locale();
    let frame = reader
        .frame(t!(locale, "Tell us what is wrong"))
        .for_person(permit.subject())
        .back(about.own_page(locale), t!(locale, "Back"))
        .where_people_type(reader.site.log_in)
        .with_errors_of(&form);
    page_with_status(form.status(), frame, view! { <page::WrongFormPage locale about form /> })
}

fn check_page(
    reader: &Reader,
    permit: &Permit,
    about: About,
    form: &WrongForm,
    checked: &Checked,
) -> Response {
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Check what you tell us")).for_person(permit.subject());
    let frame = frame.back(about.own_page(locale), t!(locale, "Stop and go back to the entry"));
    let (form, checked) = (form.kept(), checked.clone());
    page(frame, view! { <page::CheckPage locale about form checked /> })
}
