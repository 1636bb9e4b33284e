//! The next appointment, large; or who told us of none.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::next::Next;
use super::{lines, page};
use crate::domain::{Appointment, AppointmentStatus, Held, How, Setting, SourceReport};
use crate::journeys::appointments::requested;
use crate::journeys::record::front;
use crate::words::{Locale, and_list, dates};
use crate::{count, t};

#[component]
pub fn NextCard(locale: Locale, now: DateTime<Utc>, next: Next) -> impl IntoView {
    let Next { appointment: held, others_that_day } = next;
    let appointment = held.entry.clone();
    let class = match lines::setting(&held) {
        Setting::Gp => "next entry--gp",
        Setting::Hospital => "next entry--hospital",
        Setting::Community => "next entry--community",
        Setting::National => "next",
    };
    let certain = certainty(locale, now, &held);
    let others = (others_that_day > 0).then(|| {
        let words = count!(
            locale,
            others_that_day,
            one = "1 more appointment on the same day",
            other = "{n} more appointments on the same day"
        );
        view! {
            <p>
                <a href="/appointments">{words}</a>
            </p>
        }
    });
    view! {
        <div class=class>
            <p class="next__when">{appointment.start.map(|start| dates::moment(locale, start))}</p>
            <p class="next__what">
                <a href=format!("/appointments/{}", held.id) dir="auto">{appointment.what.text.clone()}</a>
            </p>
            {facts(locale, &held).into_iter().map(|fact| view! { <p dir="auto">{fact}</p> }).collect_view()}
            <p>
                <strong>{certain.0}</strong>
                " "
                {certain.1}
            </p>
            {appointment.how_to_prepare.clone().map(|words| view! { <p dir="auto">{words}</p> })}
            {others}
        </div>
    }
}

/// Where, how, with whom, and the holder's own word where we do not know it.
fn facts(locale: Locale, held: &Held<Appointment>) -> Vec<String> {
    let appointment = &held.entry;
    let names: Vec<_> = held.holders.iter().map(|holder| holder.organisation.name.clone()).collect();
    let who = and_list(locale, &names);
    let mut said = vec![match &appointment.place {
        Some(place) => t!(locale, "{who}, {place}", who = who, place = place).into_owned(),
        None => who,
    }];
    said.extend(match appointment.how {
        How::ByPhone => Some(t!(locale, "By phone: they call you.").into_owned()),
        How::ByVideo => Some(t!(locale, "By video.").into_owned()),
        How::Remotely => Some(t!(locale, "By phone or video.").into_owned()),
        How::InPerson | How::NotSaid => None,
    });
    said.extend(
        appointment.with_whom.as_ref().map(|name| t!(locale, "With {name}", name = name).into_owned()),
    );
    said.extend(appointment.request.as_ref().map(|request| requested(locale, request).into_owned()));
    if let AppointmentStatus::Other(word) = &appointment.status {
        said.push(t!(locale, "They say about it: “{word}”. Call them to be sure.", word = word).into_owned());
    }
    said
}

/// How far the card can be trusted, and whom to call.
fn certainty(locale: Locale, now: DateTime<Utc>, held: &Held<Appointment>) -> (String, String) {
    let phone = held.entry.phone.clone().or_else(|| held.holders.first()?.organisation.phone.clone());
    let call = match phone {
        Some(phone) => t!(locale, "To change it or to be sure, call {phone}.", phone = phone),
        None => t!(locale, "To change it or to be sure, ask them."),
    };
    let told = page::old_copy(locale, now, &held.holders).unwrap_or_else(|| {
        let newest =
            held.holders.iter().filter(|holder| !holder.is_old_copy).map(|holder| holder.told_at).max();
        let when = dates::told_at(locale, newest.unwrap_or(now), now);
        t!(locale, "As they told us {when}.", when = when).into_owned()
    });
    (told, call.into_owned())
}

/// Nobody told us of an appointment to come; who said so, and who said nothing.
#[component]
pub fn NoneNext(locale: Locale, sources: Vec<SourceReport>) -> impl IntoView {
    let missing = front::missing(locale, &sources);
    let words = match (sources.is_empty(), missing.is_none()) {
        (true, _) => t!(locale, "Nobody has been asked about appointments."),
        (false, true) => {
            t!(locale, "Nobody told us of an appointment to come. If you expect one, call the clinic.")
        }
        (false, false) => {
            t!(locale, "Those who answered told us of no appointment to come. You may still have one.")
        }
    };
    view! {
        <p>{words}</p>
        {missing.map(|missing| view! { <p>{missing} "."</p> })}
    }
}
