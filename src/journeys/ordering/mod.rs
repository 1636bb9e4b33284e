//! Ordering repeat medicines: what can be ordered, where to collect it, a check, and then a request for each.

mod caution;
mod check;
mod form;
mod offer;
mod page;
mod repeat;
#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use super::notices::notices_of;
use super::pharmacies;
use super::requests::sending::{asked_before, not_asked, to_request};
use crate::access::Permit;
use crate::domain::{ChosenPharmacy, OrderMedicine, Repeat, Wish};
use crate::requests::Asked;
use crate::t;
use crate::web::{AppState, Frame, Outcome, PageError, Reader, page_with_status};
use check::{CheckOrder, WhichPharmacy};
use form::{OrderForm, Step};
use offer::{Offer, offer};
use page::OrderPage;

/// Where it is.
pub const ADDRESS: &str = "/record/medicines/order";

/// What can be ordered, and why the rest cannot.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let offer = offer(&app, &permit).await?;
    Ok(first_page(&app, &reader, &permit, offer, OrderForm::fresh()))
}

/// The form, from each of its pages.
///
/// # Errors
/// As [`show`]; and when the form cannot be read, or nothing could be written down.
pub async fn submit(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    fields: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Outcome {
    let Form(fields) = fields.map_err(|rejection| crate::journeys::log_in::unreadable(&rejection))?;
    let mut form = OrderForm::read(&fields).ok_or(PageError::BadRequest)?;
    if asked_before(&app, &permit, form.wish).await?.is_some() {
        return Ok(done(&form));
    }
    let offer = offer(&app, &permit).await?;
    // Only what the surgery lists now can be ordered: what the form names is looked up, and nothing else is believed.
    let chosen = offer.chosen(&form);
    if form.step != Step::Change {
        form.check(reader.locale(), chosen.len());
    }
    let locale = reader.locale();
    let pharmacy = match form.state.is_ok() && form.step != Step::Change && form.is_elsewhere() {
        false => None,
        true => match pharmacies::near(&app, &form.state.value("near")).await {
            Err(why) => {
                form.state.wrong("near", why.message(locale));
                None
            }
            Ok(near) => match form.pharmacy().and_then(|code| pharmacies::chosen(&near, &code)) {
                Some(pharmacy) => Some(pharmacy),
                None => {
                    if form.step == Step::Send || !form.state.value("pharmacy").is_empty() {
                        form.state.wrong("pharmacy", t!(locale, "Choose a pharmacy from this list"));
                    }
                    form.without_pharmacy();
                    let content = view! { <WhichPharmacy locale form=form.clone() near /> };
                    return Ok(form_page(&reader, &permit, &form, content));
                }
            },
        },
    };
    if !form.state.is_ok() || form.step == Step::Change {
        // Two clicks at once: the first may have ordered what this one no longer finds.
        return match asked_before(&app, &permit, form.wish).await? {
            Some(_) => Ok(done(&form)),
            None => Ok(first_page(&app, &reader, &permit, offer, form)),
        };
    }
    if form.step == Step::Chosen {
        let (usual, not_told) = (offer.usual, offer.others.not_told);
        let kept = form.clone();
        let acting = reader.acting_for();
        let content = view! { <CheckOrder locale form=kept chosen pharmacy usual not_told acting /> };
        return Ok(form_page(&reader, &permit, &form, content));
    }
    let wishes = chosen.into_iter().enumerate().map(|(at, one)| Asked {
        id: nth(form.wish, at),
        to: one.surgery.ods_code.clone(),
        wish: Wish::OrderMedicine(order(one.repeat, &form, pharmacy.clone())),
    });
    app.requests.ask_each(&permit, wishes.collect()).await.map_err(not_asked)?;
    Ok(done(&form))
}

fn order(repeat: Repeat, form: &OrderForm, pharmacy: Option<ChosenPharmacy>) -> OrderMedicine {
    OrderMedicine {
        repeat: repeat.id,
        name: repeat.name.text,
        dosage: repeat.dosage,
        quantity: repeat.quantity,
        comment: form.comment(),
        pharmacy,
    }
}

/// The id of each request of one form; the same whenever the form comes, and the first is the form's own.
fn nth(wish: Uuid, at: usize) -> Uuid {
    Uuid::from_u128(wish.as_u128().wrapping_add(at as u128))
}

/// To what became of it: to the one request, or to the list where there are several.
fn done(form: &OrderForm) -> Response {
    match form.medicines.len() {
        0 | 1 => to_request(form.wish),
        _ => Redirect::to("/requests").into_response(),
    }
}

fn first_page(app: &AppState, reader: &Reader, permit: &Permit, offer: Offer, form: OrderForm) -> Response {
    let (locale, can_search) = (reader.locale(), app.services.are_there());
    let surgeries = offer.surgeries.iter().map(|surgery| &*surgery.organisation);
    let notices = notices_of(&app.notices, app.clock.now(), surgeries);
    let acting = reader.acting_for();
    let content = view! { <OrderPage locale offer can_search form=form.clone() acting /> };
    let frame = frame(reader, permit, &form).with_notices(notices);
    page_with_status(form.state.status(), frame, content)
}

fn form_page(
    reader: &Reader,
    permit: &Permit,
    form: &OrderForm,
    content: impl IntoView + 'static,
) -> Response {
    page_with_status(form.state.status(), frame(reader, permit, form), content)
}

fn frame(reader: &Reader, permit: &Permit, form: &OrderForm) -> Frame {
    let frame = reader.frame(t!(reader.locale(), "Order repeat medicines")).for_person(permit.subject());
    let frame = frame.back("/record/medicines", t!(reader.locale(), "Medicines")).with_errors_of(&form.state);
    frame.where_people_type(reader.site.log_in)
}
