//! Booking: where, when, what they should know, a check, and then a request.

mod form;
mod narrow;
mod page;
mod places;
mod times;

use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Path, RawQuery, State};
use leptos::prelude::*;
use uuid::Uuid;

use super::changing::{Instead, instead_of};
use crate::access::Permit;
use crate::domain::{BookAppointment, Kind, OdsCode, Wish};
use crate::journeys::notices::notices_of;
use crate::journeys::requests::sending::{asked_before, not_asked, to_request};
use crate::requests::Asked;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page, page_with_status};
use form::{BookForm, Problem, Step};
use narrow::Narrow;
use page::{CheckBooking, Details};
use places::{CannotBook, Where};
use times::{Offered, TimesPage};

pub use times::WhyNone;

/// `/appointments/book`: where a person can book, and whom to call for the rest.
///
/// # Errors
/// When our database does not answer.
pub async fn places(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let can = |connector: &dyn crate::connectors::Connector| connector.appointment_book().is_some();
    let known = app.gather.who_can(&permit, Kind::Appointments, can).await.map_err(PageError::internal)?;
    let locale = reader.locale();
    let frame = reader.frame(t!(locale, "Book an appointment")).for_person(permit.subject());
    let notices = notices_of(&app.notices, app.clock.now(), known.iter().map(|(place, _)| &**place));
    let frame = frame.back("/appointments", t!(locale, "Your appointments")).with_notices(notices);
    Ok(page(frame, view! { <Where locale known /> }))
}

/// `/appointments/book/{organisation}`: its free times.
///
/// # Errors
/// [`PageError::NotFound`] for an organisation that does not know the person, or takes no bookings here.
pub async fn show(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    to: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Outcome {
    let to = code(to)?;
    let narrow = Narrow::read(query.as_deref().unwrap_or_default());
    let instead = old(&app, &permit, &to, narrow.instead).await?;
    let form = BookForm::fresh(narrow.instead);
    times_page(&app, &permit, &reader, &to, narrow, form, instead, None).await
}

/// The form, from each of its pages.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    to: Result<Path<String>, PathRejection>,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let to = code(to)?;
    let Form(fields) = fields.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let form = BookForm::read(&fields);
    let wish = form.wish().ok_or(PageError::BadRequest)?;
    // The same form again, from an impatient finger or a page that was gone back to: it is asked for already.
    if let Some(request) = asked_before(&app, &permit, wish).await? {
        return Ok(request);
    }
    let instead = old(&app, &permit, &to, form.instead).await?;
    let from = form.time().map(|(day, _)| day);
    let narrow = Narrow { instead: form.instead, from, ..Narrow::of_fields(&fields) };
    let Some((day, id)) = form.time() else {
        return times_page(&app, &permit, &reader, &to, narrow, form, instead, Some(Problem::NoTime)).await;
    };
    // Only what is offered now can be booked: what the form names is looked up, and nothing else of it is believed.
    let offered = times::offered(&app, &permit, &to, (day, day)).await?;
    let Offered::Times { organisation, times, .. } = offered else {
        return times_page(&app, &permit, &reader, &to, narrow, form, instead, None).await;
    };
    let Some(time) = times.into_iter().find(|time| time.id == id).map(|time| time.time) else {
        // Two clicks at once: the first may have booked it meanwhile.
        if let Some(request) = asked_before(&app, &permit, wish).await? {
            return Ok(request);
        }
        return times_page(&app, &permit, &reader, &to, narrow, form, instead, Some(Problem::TimeGone)).await;
    };
    let (locale, step, acting) = (reader.locale(), form.step(), reader.acting_for());
    let details = |state: crate::web::forms::FormState| {
        let frame = reader.frame(t!(locale, "What they should know")).for_person(permit.subject());
        let frame = frame.back(narrow.address(&to, narrow.from), t!(locale, "Choose another time"));
        let frame = frame.with_errors_of(&state).where_people_type(reader.site.log_in);
        let status = state.status();
        let (to, organisation, time, acting) =
            (to.clone(), organisation.clone(), time.clone(), acting.clone());
        let content = view! { <Details locale to organisation time needs=form.needs.clone() state acting /> };
        page_with_status(status, frame, content)
    };
    if matches!(step, Step::Chosen | Step::Change) {
        return Ok(details(form.kept()));
    }
    let said = match form.said(time.how, acting.is_some()) {
        Ok(said) => said,
        Err(problems) => {
            let mut state = form.kept();
            for problem in problems {
                state.wrong(problem.field(), problem.message(locale));
            }
            return Ok(details(state));
        }
    };
    let booking = BookAppointment { time, said };
    if step == Step::Filled {
        let frame = reader.frame(t!(locale, "Check before you book")).for_person(permit.subject());
        let frame = frame.back(narrow.address(&to, narrow.from), t!(locale, "Choose another time"));
        let (state, old) = (form.kept(), instead.map(|instead| instead.wish.appointment));
        return Ok(page(frame, view! { <CheckBooking locale to organisation booking state old acting /> }));
    }
    let mut wishes = vec![Asked { id: wish, to: to.clone(), wish: Wish::BookAppointment(booking) }];
    // There is no changing at the source: the new time first, and the old one is cancelled only when that is booked.
    wishes.extend(instead.map(|instead| Asked {
        id: second(wish),
        to,
        wish: Wish::CancelAppointment(Box::new(instead.wish)),
    }));
    app.requests.ask(&permit, wishes).await.map_err(not_asked)?;
    Ok(to_request(wish))
}

/// The id of what is asked for with the same form after this; the same whenever the form comes.
fn second(wish: Uuid) -> Uuid {
    Uuid::from_u128(wish.as_u128() ^ 1)
}

fn code(to: Result<Path<String>, PathRejection>) -> Result<OdsCode, PageError> {
    let Path(to) = to.map_err(|_| PageError::NotFound)?;
    OdsCode::parse(&to).map_err(|_| PageError::NotFound)
}

/// The appointment that another time is wanted for, where there is one: it must be the person's own at this very
/// organisation, and may still be cancelled.
async fn old(
    app: &AppState,
    permit: &Permit,
    to: &OdsCode,
    id: Option<crate::domain::EntryId>,
) -> Result<Option<Instead>, PageError> {
    let Some(id) = id else { return Ok(None) };
    let found = instead_of(app, permit, id).await?;
    found.filter(|instead| instead.to == *to).map(Some).ok_or(PageError::NotFound)
}

#[expect(clippy::too_many_arguments, reason = "everything that one page shows")]
async fn times_page(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    to: &OdsCode,
    narrow: Narrow,
    form: BookForm,
    instead: Option<Instead>,
    problem: Option<Problem>,
) -> Outcome {
    let (locale, now) = (reader.locale(), app.clock.now());
    let frame = reader.frame(t!(locale, "Choose a time")).for_person(permit.subject());
    let frame = frame.back("/appointments/book", t!(locale, "Book an appointment"));
    let offered = times::offered(app, permit, to, narrow.days(now)).await?;
    let (Offered::None { organisation, .. } | Offered::Times { organisation, .. }) = &offered;
    let frame = frame.with_notices(notices_of(&app.notices, now, std::iter::once(&**organisation)));
    match offered {
        Offered::None { organisation, why } => {
            let acting = reader.acting_for().is_some();
            Ok(page(frame, view! { <CannotBook locale organisation why acting /> }))
        }
        Offered::Times { organisation, times, in_part } => {
            let mut state = form.kept();
            if let Some(problem) = problem {
                state.wrong(problem.field(), problem.message(locale));
            }
            let (status, frame) = (state.status(), frame.with_errors_of(&state));
            let old = instead.map(|instead| instead.wish.appointment);
            let to = to.clone();
            let content = view! { <TimesPage locale now to organisation times in_part narrow state old /> };
            Ok(page_with_status(status, frame, content))
        }
    }
}
