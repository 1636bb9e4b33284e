//! What can be done about an appointment, on its own page.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::changing::{holder_with_book, is_open};
use crate::access::Permit;
use crate::domain::{Appointment, Held};
use crate::t;
use crate::web::AppState;
use crate::web::components::LinkButton;
use crate::words::{Locale, isolated};

/// Its file for a calendar, for whoever sees it. An address that a calendar reads by itself is the patient's alone.
pub fn calendar(
    permit: &Permit,
    locale: Locale,
    now: DateTime<Utc>,
    held: &Held<Appointment>,
) -> impl IntoView + use<> {
    let is_for_one = !held.is_old_copy() && held.entry.is_upcoming(now) && held.entry.start.is_some();
    let file = format!("/appointments/{}/calendar", held.id);
    let text = match permit.is_limited() {
        false => t!(locale, "Add to your calendar (a file)"),
        true => t!(locale, "Add to your calendar (a file that says only “Appointment” and the time)"),
    };
    let reads_by_itself = (!permit.is_limited()).then(|| {
        view! {
            <p class="not-printed">
                <a href="/appointments/calendar-feed">
                    {t!(locale, "Let your calendar app look for your appointments by itself")}
                </a>
            </p>
        }
    });
    is_for_one.then(|| {
        view! {
            <p class="not-printed">
                <a href=file download="appointment.ics">{text}</a>
            </p>
            {reads_by_itself}
        }
    })
}

/// Buttons to change and to cancel where its organisation takes that here, or else whom to call.
pub fn doing(app: &AppState, permit: &Permit, locale: Locale, held: &Held<Appointment>) -> AnyView {
    let now = app.clock.now();
    // Nothing is done on the strength of an old copy.
    if held.is_old_copy() || !held.entry.is_upcoming(now) {
        return ().into_any();
    }
    let patient = permit.is_limited().then(|| isolated(&permit.subject().name).into_owned());
    let (change, cancel) = match &patient {
        None => (t!(locale, "Change this appointment"), t!(locale, "Cancel this appointment")),
        Some(name) => (
            t!(locale, "Change this appointment for {name}", name = name),
            t!(locale, "Cancel this appointment for {name}", name = name),
        ),
    };
    let id = held.id;
    let with_book = holder_with_book(&app.gather, permit, held);
    let open = with_book.filter(|(_, appointment)| is_open(appointment, now)).map(|(organisation, _)| {
        let (to, code) = (format!("/appointments/{id}/cancel"), organisation.ods_code.clone());
        view! {
            <div class="doing">
                <LinkButton
                    href=format!("/appointments/book/{code}?instead={id}")
                    text=change
                    secondary=true
                />
                " "
                <LinkButton href=to text=cancel secondary=true />
            </div>
        }
    });
    let is_booked = is_open(&held.entry, now);
    let call = (open.is_none() && is_booked).then(|| {
        view! {
            <p>
                {t!(locale, "You cannot change or cancel this here. Call the number under “Where this comes from”.")}
            </p>
        }
    });
    view! {
        {open}
        {call}
    }
    .into_any()
}
