//! The first page of whoever acts for somebody: a door to each kind that was given, and at which organisations.

use axum::response::Response;
use leptos::prelude::*;

use crate::access::{Limits, Permit};
use crate::domain::{Kind, OdsCode};
use crate::journeys::carers::place_name;
use crate::journeys::record::kinds::words as kind_words;
use crate::t;
use crate::web::components::{Door, Doors};
use crate::web::{AppState, Reader, Words, page};
use crate::words::{Locale, and_list, isolated};

/// Nothing of the record stands here, so nothing is asked of anybody.
pub fn front(app: &AppState, reader: &Reader, permit: &Permit) -> Response {
    let locale = reader.locale;
    let doors: Vec<_> = Kind::ALL.into_iter().filter_map(|kind| door(locale, app, permit, kind)).collect();
    let frame = reader.frame(t!(locale, "Health record")).for_person(permit.subject());
    let name = permit.subject().name.clone();
    page(frame, view! { <Front locale name doors /> })
}

/// Where the kind may be seen; no door where it may not be seen anywhere.
fn door(
    locale: Locale,
    app: &AppState,
    permit: &Permit,
    kind: Kind,
) -> Option<(&'static str, Words, String)> {
    let Limits::Only(allowed) = permit.limits() else { return None };
    // What a place does not share online is seen from it by nobody.
    let shares = |place: &OdsCode| {
        app.gather.offers().any(|(known, kinds)| known.ods_code == *place && kinds.contains(kind))
    };
    let places = allowed.iter().filter(|one| one.see.contains(kind) && shares(&one.organisation));
    let places: Vec<String> = places
        .map(|allowed| isolated(&place_name(&app.gather, &allowed.organisation)).into_owned())
        .collect();
    let words = kind_words(locale, kind);
    let line = t!(locale, "From {places}", places = and_list(locale, &places)).into_owned();
    (!places.is_empty()).then_some((words.href, words.door, line))
}

#[component]
fn Front(locale: Locale, name: String, doors: Vec<(&'static str, Words, String)>) -> impl IntoView {
    let name = isolated(&name).into_owned();
    view! {
        <h1>{t!(locale, "Health record")}</h1>
        <p>{t!(locale, "{name} can see what you look at here.", name = name)}</p>
        <Doors>
            {doors.into_iter().map(|(href, title, line)| view! { <Door href title line /> }).collect_view()}
        </Doors>
        <p>
            <a href="/helping">{t!(locale, "People you help")}</a>
        </p>
    }
}
