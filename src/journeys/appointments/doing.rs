//! What can be done about an appointment, on its own page.

use leptos::prelude::*;

use super::changing::{holder_with_book, is_open};
use crate::access::Permit;
use crate::domain::{Appointment, Held};
use crate::t;
use crate::web::AppState;
use crate::web::components::LinkButton;
use crate::words::{Locale, isolated};

/// Buttons to change and to cancel where its organisation takes that here, or else whom to call; and its calendar file.
/// Whoever acts for the patient has the buttons alone, where they may use them.
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
    let calendar = (held.entry.start.is_some() && patient.is_none()).then(|| {
        view! {
            <p class="not-printed">
                <a href=format!("/appointments/{id}/calendar") download="appointment.ics">
                    {t!(locale, "Add to your calendar (a file)")}
                </a>
            </p>
            <p class="not-printed">
                <a href="/appointments/calendar-feed">
                    {t!(locale, "Let your calendar app look for your appointments by itself")}
                </a>
            </p>
        }
    });
    view! {
        {open}
        {call}
        {calendar}
    }
    .into_any()
}
