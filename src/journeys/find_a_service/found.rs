//! What was found, the nearest first.

use std::sync::Arc;

use leptos::prelude::*;

use super::connected::shares;
use super::page::{Emergencies, heading};
use super::place::Place;
use crate::domain::{Kinds, MeasuredFrom, Nearby, Organisation, PlaceKind};
use crate::words::Locale;
use crate::{count, t};

/// The page of what was found, as plain data.
#[derive(Clone)]
pub struct FoundFacts {
    pub kind: PlaceKind,
    pub nearby: Arc<Nearby>,
    /// Everyone who is connected, with what they share.
    pub connected: Vec<(Arc<Organisation>, Kinds)>,
}

#[component]
pub fn Found(locale: Locale, facts: FoundFacts) -> impl IntoView {
    let FoundFacts { kind, nearby, connected } = facts;
    let measured = match &nearby.measured_from {
        MeasuredFrom::Postcode => t!(locale, "The nearest is first."),
        MeasuredFrom::Area(area) => {
            t!(locale, "The nearest is first, measured from the middle of {area}: it is rough.", area = area)
        }
    };
    let none = nearby.places.is_empty().then(|| {
        view! { <p>{t!(locale, "The list told us of none near there. There may be some that are not in it.")}</p> }
    });
    let unread = (nearby.set_aside > 0).then(|| {
        let words = count!(
            locale,
            nearby.set_aside,
            one = "1 more place could not be read.",
            other = "{n} more places could not be read."
        );
        view! { <p>{words}</p> }
    });
    let care = (kind == PlaceKind::UrgentCare).then(|| view! { <Emergencies locale /> });
    let register = (kind == PlaceKind::GpSurgery).then(|| {
        view! {
            <p>
                <a href="/no-gp-surgery">{t!(locale, "How to register with a GP surgery")}</a>
            </p>
        }
    });
    let places = nearby.places.iter().map(|place| {
        let own = connected.iter().find(|(organisation, _)| organisation.ods_code == place.ods_code);
        let shares = own.map(|(organisation, kinds)| shares(locale, organisation, *kinds).into_any());
        view! { <Place locale place=place.clone() from=nearby.measured_from.clone() shares /> }
    });
    view! {
        <h1>{heading(locale, kind)}</h1>
        {care}
        {register}
        <p>{measured}</p>
        {none}
        <ul class="entries">{places.collect_view()}</ul>
        {unread}
        <p>{t!(locale, "From the national list of services. Call before you go: times can change.")}</p>
    }
}
