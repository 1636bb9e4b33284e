//! What is special to one appointment: how it stands, in words, and where it is joined or dealt with elsewhere.

use leptos::prelude::*;

use super::entry_words::status;
use crate::domain::{Appointment, AppointmentStatus, Held, OutsideLink, WayThere};
use crate::journeys::record::detail::Shown;
use crate::journeys::record::entry_words::whom_to_ask;
use crate::t;
use crate::web::components::OutsidePage;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Appointment>) -> impl IntoView + use<> {
    let Shown { locale, now, held, .. } = shown;
    let words = status(locale, now, &held.entry);
    let is_on = held.entry.status != AppointmentStatus::Cancelled && held.entry.is_upcoming(now);
    let name = whom_to_ask(held, None).filter(|_| is_on);
    let join = name.as_ref().zip(link(held, |way| way.join.as_ref())).map(|(name, link)| {
        let what =
            t!(locale, "You join this appointment by video, on a website that {name} uses.", name = name);
        view! {
            <h2>{t!(locale, "Join by video")}</h2>
            <OutsidePage locale what link />
        }
    });
    let own_page = name.as_ref().zip(link(held, |way| way.own_page.as_ref())).map(|(_, link)| {
        let what = t!(
            locale,
            "The hospital has a page of its own for this. You may be able to say there that you will come, or ask for another time."
        );
        view! {
            <h2>{t!(locale, "Say if you will come")}</h2>
            <OutsidePage locale what link />
        }
    });
    view! {
        <p class="nhsuk-lede-text">{words}</p>
        {join}
        {own_page}
    }
}

/// The first such link that a holder tells now: an old copy's may lead to somebody else's room.
fn link(held: &Held<Appointment>, of: impl Fn(&WayThere) -> Option<&OutsideLink>) -> Option<OutsideLink> {
    let told = held.told().filter(|(holder, _)| !holder.is_old_copy);
    told.into_iter().find_map(|(_, member)| of(&member.entry.way_there).cloned())
}
