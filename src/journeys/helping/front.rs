//! The first page of whoever acts for somebody: a door to each kind that was given, and at which organisations.

use leptos::prelude::*;

use crate::access::{Limits, Permit};
use crate::domain::{Kind, Kinds, OdsCode};
use crate::journeys::carers::place_name;
use crate::journeys::kept_form;
use crate::journeys::record::kinds::words as kind_words;
use crate::journeys::search::{SearchBox, search_words};
use crate::t;
use crate::web::components::{Door, Doors};
use crate::web::{AppState, Link, Outcome, Reader, Words, page};
use crate::words::{Locale, and_list, isolated};

/// Nothing of the record stands here, so nothing is asked of any organisation.
///
/// # Errors
/// When our database does not answer.
pub async fn front(app: &AppState, reader: &Reader, permit: &Permit) -> Outcome {
    let locale = reader.locale();
    let doors: Vec<_> = Kind::ALL.into_iter().filter_map(|kind| door(locale, app, permit, kind)).collect();
    let frame = reader.frame(t!(locale, "Health record")).for_person(permit.subject());
    let name = isolated(&permit.subject().name).into_owned();
    let doing = doing(locale, permit, &name);
    let has_file = !permit.seen_of(Kinds::in_record()).is_empty();
    let has_typed = kept_form::waits_here(app, reader, permit).await?;
    Ok(page(frame, view! { <Front locale name doors doing has_file has_typed /> }))
}

/// What can be done, as far as any of it may be.
fn doing(locale: Locale, permit: &Permit, name: &str) -> Vec<Link> {
    let all = [
        ("/appointments/book", t!(locale, "Book an appointment for {name}", name = name)),
        ("/record/medicines/order", t!(locale, "Order repeat medicines for {name}", name = name)),
        ("/messages/new", t!(locale, "Write a message for {name}", name = name)),
        ("/requests", t!(locale, "What you asked for")),
    ];
    let open = all.into_iter().filter(|(href, _)| permit.opens(href));
    open.map(|(href, text)| Link { href: href.into(), text }).collect()
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
fn Front(
    locale: Locale,
    name: String,
    doors: Vec<(&'static str, Words, String)>,
    doing: Vec<Link>,
    /// Whether there is something to take away in a file.
    has_file: bool,
    /// Whether there is something that was typed here when a log-in ended.
    has_typed: bool,
) -> impl IntoView {
    let (looks, does) = (
        t!(locale, "{name} can see what you look at here.", name = name.clone()),
        t!(locale, "{name} can see what you look at and what you ask for here.", name = name.clone()),
    );
    let way = |link: Link| view! { <li><a href=link.href dir="auto">{link.text}</a></li> };
    view! {
        <h1>{t!(locale, "Health record")}</h1>
        <p>{if doing.is_empty() { looks } else { does }}</p>
        {has_typed
            .then(|| {
                view! { <p><a href="/kept-form">{t!(locale, "Go on with what you had typed")}</a></p> }
            })}
        <SearchBox locale label=Some(search_words(locale)) />
        <Doors>
            {doors.into_iter().map(|(href, title, line)| view! { <Door href title line /> }).collect_view()}
        </Doors>
        {(!doing.is_empty())
            .then(|| {
                view! {
                    <h2>{t!(locale, "What you can do for {name}", name = name)}</h2>
                    <ul class="nhsuk-list nhsuk-list--bullet">{doing.into_iter().map(way).collect_view()}</ul>
                }
            })}
        {has_file
            .then(|| {
                view! { <p><a href="/download">{t!(locale, "Take this record with you (a file)")}</a></p> }
            })}
        <p>
            <a href="/helping">{t!(locale, "People you help")}</a>
        </p>
    }
}
