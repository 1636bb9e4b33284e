//! `/access-stopped`: somebody's own online access is stopped, at their wish. Whom to call is all that stands here.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

use crate::access::Permit;
use crate::t;
use crate::web::components::{Button, LinkButton};
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::{Locale, isolated};

/// The same page whether it was stopped for all to see or not.
///
/// # Errors
/// When our database does not answer.
pub async fn show(State(app): State<AppState>, reader: Reader, permit: Permit) -> Outcome {
    let stopped = app.access.own_access_stopped_by(permit.actor()).await.map_err(PageError::internal)?;
    let Some(code) = stopped else { return Ok(Redirect::to("/").into_response()) };
    let place = app.gather.in_sources_file().find(|one| one.ods_code == code);
    let name = place.map_or_else(|| code.to_string(), |one| one.name.clone());
    let (locale, phone) = (reader.locale(), place.and_then(|one| one.phone.clone()));
    let title = t!(locale, "Your online access is stopped");
    Ok(page(reader.frame(title), view! { <AccessStopped locale name phone /> }))
}

#[component]
fn AccessStopped(locale: Locale, name: String, phone: Option<String>) -> impl IntoView {
    let place = isolated(&name).into_owned();
    let call = match phone {
        Some(phone) => t!(locale, "To have it back, call {place} on {phone}.", place = place, phone = phone),
        None => t!(locale, "To have it back, contact {place}.", place = place),
    };
    view! {
        <h1>{t!(locale, "Your online access is stopped")}</h1>
        <p>{t!(locale, "Your health record is not shown here at the moment.")}</p>
        <p>{call}</p>
        <p>{t!(locale, "Your care goes on as before. You can book, order and ask by phone.")}</p>
        <p>{t!(locale, "If it is an emergency, call 999. For urgent help, call 111.")}</p>
        <form action="/log-out" method="post">
            <Button text=t!(locale, "Log out") />
        </form>
        <LinkButton href="/helping" text=t!(locale, "People you help") secondary=true />
    }
}
