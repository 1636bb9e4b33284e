//! Saying that one is coming: the whole appointment as its organisation has it now, and one button.

mod page;

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use chrono::SecondsFormat;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::changing::{appointments, is_open, no_such_appointment};
use crate::access::{Permit, Purpose};
use crate::domain::{
    Appointment, AppointmentRequest, AppointmentStatus, ConfirmAppointment, Held, Kind, Organisation,
    Standing, Wish,
};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::holder_that;
use crate::journeys::requests::Shown;
use crate::journeys::requests::sending::{PATIENCE, asked_before, not_asked, to_request, wish_of_form};
use crate::requests::Asked;
use crate::t;
use crate::web::components::LinkButton;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader, page, page_with_status};
use crate::words::{Locale, isolated};
use page::{ComingPage, NotNeeded};

/// The fields as they were sent.
#[derive(Default, Deserialize)]
pub struct ComingForm {
    #[serde(default)]
    wish: String,
    /// The time that the page showed; another one is shown again first.
    #[serde(default)]
    time: String,
}

/// What somebody who wants to say that they are coming has to be told.
#[derive(Clone, PartialEq, Debug)]
pub enum Now {
    /// It can be said, of the appointment as it stands now.
    CanBe(Arc<Organisation>, Box<Appointment>),
    /// The organisation has it already.
    IsKnown(Arc<Organisation>),
    /// It is cancelled, over, not booked, or not what the person saw any more.
    NotOpen,
    /// Its organisation does not take this here.
    NotHere,
    NoAnswer,
}

/// `/appointments/{id}/coming`: the appointment, and the button.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    answer(&app, &reader, &permit, id, None).await
}

/// The button was pressed.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: AskedId,
    form: Result<Form<ComingForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    match wish_of_form(&app, &permit, &form.wish).await? {
        Ok(wish) => answer(&app, &reader, &permit, id, Some((wish, form))).await,
        Err(known) => Ok(known),
    }
}

async fn answer(
    app: &AppState,
    reader: &Reader,
    permit: &Permit,
    AskedId(id): AskedId,
    sent: Option<(Uuid, ComingForm)>,
) -> Outcome {
    let locale = reader.locale();
    let gathered = appointments(app, permit).await?;
    let Some((id, held)) = id.and_then(|id| Some((id, gathered.find(id)?))) else {
        return Ok(no_such_appointment(app, reader, permit, gathered.sources.clone()));
    };
    let back = format!("/appointments/{id}");
    let acting = reader.acting_for();
    let frame = reader.frame(t!(locale, "Say that you are coming")).for_person(permit.subject());
    let frame = frame.back(back.clone(), t!(locale, "Appointment"));
    let now = now(app, permit, held).await?;
    let Now::CanBe(organisation, appointment) = now else {
        // Two clicks at once: the first may have said so meanwhile.
        if let Some((wish, _)) = sent
            && let Some(request) = asked_before(app, permit, wish).await?
        {
            return Ok(request);
        }
        return Ok(page(frame, view! { <NotNeeded locale back now held=held.clone() /> }));
    };
    let time = appointment.start.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
    let wish = sent.as_ref().map_or_else(Uuid::new_v4, |(wish, _)| *wish);
    let mut state = FormState::default().keep("wish", wish.to_string()).keep("time", &time);
    if let Some((id, form)) = sent {
        if form.time == time {
            let asked = Asked {
                id,
                to: organisation.ods_code.clone(),
                wish: Wish::ConfirmAppointment(Box::new(ConfirmAppointment { appointment: *appointment })),
            };
            app.requests.ask(permit, vec![asked]).await.map_err(not_asked)?;
            return Ok(to_request(id));
        }
        let words = t!(locale, "The time has changed. Read it again before you say that you are coming");
        state.wrong("coming", words);
    }
    let (status, frame) = (state.status(), frame.with_errors_of(&state));
    let content = view! { <ComingPage locale back organisation appointment=*appointment state acting /> };
    Ok(page_with_status(status, frame, content))
}

/// How it stands at its own organisation, asked now.
async fn now(app: &AppState, permit: &Permit, held: &Held<Appointment>) -> Result<Now, PageError> {
    let Some((organisation, seen)) = taker(app, permit, held) else { return Ok(Now::NotHere) };
    if !may_be_said(app, seen) && !is_said(seen) {
        return Ok(Now::NotOpen);
    }
    let hand = app.gather.hand(permit, &organisation.ods_code, Kind::Appointments, Uuid::new_v4()).await;
    let Ok(hand) = hand.map_err(PageError::internal)? else { return Ok(Now::NotHere) };
    let hand = permit.disclose(hand, Purpose::Act).await.map_err(|_| PageError::CannotDisclose)?;
    let Some(service) = hand.connector().attendance_service() else { return Ok(Now::NotHere) };
    let read = service.attendance(hand.to_ask(), &seen.source_id);
    let told = match tokio::time::timeout(PATIENCE, read).await {
        Ok(Ok(told)) => told,
        Ok(Err(_)) | Err(_) => return Ok(Now::NoAnswer),
    };
    let stands = told.as_ref().map(|told| (&told.appointment.status, told.appointment.start));
    if stands != Some((&seen.status, seen.start)) {
        // The lists are behind; the next look is at how it stands now.
        app.gather.acted(permit.subject().id, &organisation.ods_code);
    }
    let organisation = organisation.clone();
    Ok(match told {
        Some(told) if !is_open(&told.appointment, app.clock.now()) => Now::NotOpen,
        Some(told) if told.is_known() => Now::IsKnown(organisation),
        Some(told) => {
            // Whom one sees and where are told with the list; the time is what it is now.
            let Appointment { status, start, end, .. } = told.appointment;
            Now::CanBe(organisation, Box::new(Appointment { status, start, end, ..seen.clone() }))
        }
        None => Now::NotOpen,
    })
}

/// Whoever holds it and takes word that its patients are coming, with what it told of it.
fn taker<'h>(
    app: &AppState,
    permit: &Permit,
    held: &'h Held<Appointment>,
) -> Option<(&'h Arc<Organisation>, &'h Appointment)> {
    holder_that(&app.gather, permit, held, |connector| connector.attendance_service().is_some())
}

/// Whether it is booked, still to come, and nothing else is asked for about it.
fn may_be_said(app: &AppState, appointment: &Appointment) -> bool {
    let is_left_alone = matches!(appointment.request, None | Some(AppointmentRequest::WillAttend));
    is_open(appointment, app.clock.now()) && is_left_alone
}

fn is_said(appointment: &Appointment) -> bool {
    let told =
        appointment.said_coming == Some(true) || appointment.request == Some(AppointmentRequest::WillAttend);
    told && appointment.status == AppointmentStatus::Booked
}

/// On the appointment's page: the way to say so, or that its organisation has it already. `asked` is what was asked for
/// about it here.
pub fn offer(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    held: &Held<Appointment>,
    asked: &[Shown],
) -> AnyView {
    let Some((organisation, appointment)) = taker(app, permit, held) else { return ().into_any() };
    if !may_be_said(app, appointment) {
        return ().into_any();
    }
    let of_it = |shown: &&Shown| match &shown.request.wish {
        Wish::ConfirmAppointment(wish) => wish.appointment.start == appointment.start,
        _ => false,
    };
    let stands: Vec<_> = asked.iter().filter(of_it).map(|shown| &shown.request.standing).collect();
    let is_done = stands.iter().any(|one| matches!(one, Standing::Done(_)));
    let patient = permit.is_limited().then(|| isolated(&permit.subject().name).into_owned());
    if is_said(appointment) || is_done {
        let name = isolated(&organisation.name);
        let words = match patient {
            None => t!(locale, "{name} knows that you are coming.", name = name),
            Some(patient) => {
                t!(locale, "{name} knows that {patient} is coming.", name = name, patient = patient)
            }
        };
        return view! { <p dir="auto">{words}</p> }.into_any();
    }
    if stands.iter().any(|one| !one.is_final()) {
        // It stands below, among what was asked for.
        return ().into_any();
    }
    let text = match patient {
        None => t!(locale, "Say that you are coming"),
        Some(patient) => t!(locale, "Say that {name} is coming", name = patient),
    };
    view! {
        <div class="doing">
            <LinkButton href=format!("/appointments/{}/coming", held.id) text />
        </div>
    }
    .into_any()
}
