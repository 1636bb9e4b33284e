//! What to do and whom to ask where Front Door itself can do nothing: no GP surgery, complaints, feedback, a death. For
//! everyone; whoever is logged in sees the phone numbers of their own organisations too.

mod complaints;
mod feedback;
mod no_gp_surgery;
mod own;
mod someone_has_died;

use axum::extract::State;
use leptos::prelude::*;

use crate::access::Permit;
use crate::t;
use crate::web::{AppState, Frame, Outcome, Reader, Words, page};
use complaints::Complaints;
use feedback::Feedback;
use no_gp_surgery::NoGpSurgery;
use own::own_organisations;
use someone_has_died::SomeoneHasDied;

/// `/no-gp-surgery`
///
/// # Errors
/// None: everything has its page.
pub async fn no_gp_surgery(reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let frame = frame(&reader, permit.as_ref(), t!(locale, "You do not have a GP surgery"));
    Ok(page(frame, view! { <NoGpSurgery locale /> }))
}

/// `/complaints`
///
/// # Errors
/// When nothing may be shown, because the access log or our database does not answer.
pub async fn complaints(State(app): State<AppState>, reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let own = own_organisations(&app, permit.as_ref()).await?;
    let frame = frame(&reader, permit.as_ref(), t!(locale, "Complaints"));
    Ok(page(frame, view! { <Complaints locale own /> }))
}

/// `/feedback`
///
/// # Errors
/// As [`complaints`].
pub async fn feedback(State(app): State<AppState>, reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let own = own_organisations(&app, permit.as_ref()).await?;
    let frame = frame(&reader, permit.as_ref(), t!(locale, "Feedback"));
    let runs = reader.site.organisation.as_deref().map(|name| Words::from(name.to_owned()));
    Ok(page(frame, view! { <Feedback locale own runs /> }))
}

/// `/someone-has-died`
///
/// # Errors
/// None: everything has its page.
pub async fn someone_has_died(reader: Reader, permit: Option<Permit>) -> Outcome {
    let locale = reader.locale();
    let frame = frame(&reader, permit.as_ref(), t!(locale, "When someone has died"));
    Ok(page(frame, view! { <SomeoneHasDied locale /> }))
}

fn frame(reader: &Reader, permit: Option<&Permit>, title: Words) -> Frame {
    let frame = reader.frame(title).back("/help", t!(reader.locale(), "Help"));
    match permit {
        Some(permit) => frame.for_person(permit.subject()),
        None => frame,
    }
}
