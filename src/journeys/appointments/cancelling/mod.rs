//! Cancelling: the whole appointment, why, and what happens next, on one page.

mod form;
mod page;

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::changing::{Standing, appointments, no_such_appointment, standing, wish};
use crate::access::Permit;
use crate::connectors::Booked;
use crate::domain::{Organisation, Wish};
use crate::journeys::record::asked::AskedId;
use crate::journeys::requests::sending::{asked_before, not_asked, to_request, wish_of_form};
use crate::requests::Asked;
use crate::t;
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, Reader, page, page_with_status};
use form::CancelForm;
use page::{CancelPage, cannot};

/// `/appointments/{id}/cancel`: the appointment, and the form.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit, id: AskedId) -> Outcome {
    answer(&app, &reader, &permit, id, None).await
}

/// The form as it was sent.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    id: AskedId,
    form: Result<Form<CancelForm>, FormRejection>,
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
    sent: Option<(Uuid, CancelForm)>,
) -> Outcome {
    let locale = reader.locale();
    let gathered = appointments(app, permit).await?;
    let Some((id, held)) = id.and_then(|id| Some((id, gathered.find(id)?))) else {
        return Ok(no_such_appointment(app, reader, permit, gathered.sources.clone()));
    };
    let back = format!("/appointments/{id}");
    let frame = || reader.frame(t!(locale, "Cancel this appointment")).for_person(permit.subject());
    let (organisation, booked) = match standing(app, permit, held).await? {
        (Some(organisation), Standing::CanBe(booked)) => (organisation, *booked),
        (organisation, why) => {
            // Two clicks at once: the first may have cancelled it meanwhile.
            if let Some((wish, _)) = sent
                && let Some(request) = asked_before(app, permit, wish).await?
            {
                return Ok(request);
            }
            let frame = frame().back(back, t!(locale, "Appointment"));
            return Ok(page(frame, cannot(locale, held, organisation, &why)));
        }
    };
    let mut state = match &sent {
        Some((_, form)) => form.kept(),
        None => {
            let fresh = FormState::default().keep("wish", Uuid::new_v4().to_string());
            fresh.keep("version", booked.version.clone().unwrap_or_default())
        }
    };
    if let Some((id, form)) = sent {
        match form.reason(locale, reader.acting_for().is_some()) {
            Ok(reason) => {
                // Exactly what the page showed: if it has changed since, nothing is cancelled.
                let seen = Some(form.version).filter(|version| !version.is_empty());
                let booked = Booked { version: seen.or(booked.version), ..booked };
                let asked = Asked {
                    id,
                    to: organisation.ods_code.clone(),
                    wish: Wish::CancelAppointment(Box::new(wish(booked, reason))),
                };
                app.requests.ask(permit, vec![asked]).await.map_err(not_asked)?;
                return Ok(to_request(id));
            }
            Err((field, words)) => state.wrong(field, words),
        }
    }
    Ok(form_page(
        reader,
        frame().back(back.clone(), t!(locale, "Appointment")).where_people_type(reader.site.log_in),
        back,
        organisation,
        booked,
        state,
    ))
}

fn form_page(
    reader: &Reader,
    frame: crate::web::Frame,
    back: String,
    organisation: Arc<Organisation>,
    booked: Booked,
    state: FormState,
) -> Response {
    let (status, frame) = (state.status(), frame.with_errors_of(&state));
    let (locale, acting) = (reader.locale(), reader.acting_for());
    page_with_status(status, frame, view! { <CancelPage locale back organisation booked state acting /> })
}
