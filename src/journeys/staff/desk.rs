//! `/staff`: what whoever is logged in can do.

use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;

use super::{frame, place_name, role_words};
use crate::access::StaffPermit;
use crate::domain::{StaffRole, StaffRoles};
use crate::t;
use crate::web::components::{Door, Doors};
use crate::web::{AppState, Reader, Words, page};
use crate::words::Locale;

/// The desk of whoever is logged in.
pub async fn show(State(app): State<AppState>, reader: Reader, staff: StaffPermit) -> Response {
    let locale = reader.locale();
    let (roles, place) = (staff.roles(), place_name(&app, staff.organisation()));
    let frame = frame(&app, &reader, &staff, t!(locale, "Staff desk"));
    page(frame, view! { <Desk locale roles place /> })
}

#[component]
pub fn Desk(locale: Locale, roles: StaffRoles, place: String) -> impl IntoView {
    let mut doors: Vec<_> = roles.iter().flat_map(|role| doors(locale, role)).collect();
    // Some are for two roles, which one person may have.
    let mut seen = std::collections::HashSet::new();
    doors.retain(|(href, ..)| seen.insert(*href));
    let nothing = doors.is_empty();
    view! {
        <h1>{t!(locale, "Staff desk")}</h1>
        <p>
            {t!(
                locale,
                "You work here for {place}, as {roles}.",
                place = place,
                roles = role_words::names(locale, roles)
            )}
        </p>
        {nothing
            .then(|| {
                view! { <p>{t!(locale, "There is nothing here for your role yet. An administrator can give you another.")}</p> }
            })}
        {(!nothing)
            .then(|| {
                let doors = doors.into_iter().map(|(href, title, line)| view! { <Door href title line /> });
                view! { <Doors>{doors.collect_view()}</Doors> }
            })}
        <p>{t!(locale, "What you look at and change here is written down. Patients can see when it is about them.")}</p>
        <p>
            <a href="/status">{t!(locale, "See what everybody can see of how organisations answer")}</a>
        </p>
    }
}

/// Where each role goes.
fn doors(locale: Locale, role: StaffRole) -> Vec<(&'static str, Words, Words)> {
    match role {
        StaffRole::Administrator => vec![
            (
                "/staff/people",
                t!(locale, "Staff accounts"),
                t!(locale, "Add, change and end the log-ins of your colleagues"),
            ),
            (
                "/staff/settings",
                t!(locale, "What is set up"),
                t!(locale, "How your organisation is asked, log-ins at work, keys"),
            ),
        ],
        StaffRole::ServiceManager => vec![
            (
                "/staff/sources",
                t!(locale, "How your sources answer"),
                t!(locale, "Who is slow or fails, and what is not shown"),
            ),
            (
                "/staff/notices",
                t!(locale, "Notices to patients"),
                t!(locale, "Tell patients what does not work, and until when"),
            ),
            (
                "/staff/reports",
                t!(locale, "What patients say is wrong"),
                t!(locale, "With its age, the urgent first"),
            ),
            (
                "/staff/used",
                t!(locale, "What is offered, and used"),
                t!(locale, "How many people opened it, and never who"),
            ),
        ],
        StaffRole::Reception => vec![
            (
                "/staff/linkage",
                t!(locale, "Codes to make a log-in"),
                t!(locale, "For somebody whose identity you have checked"),
            ),
            (
                "/staff/visit-codes",
                t!(locale, "Visit codes"),
                t!(locale, "For one visit to a shared screen, without a log-in"),
            ),
            (
                "/staff/log-in-codes",
                t!(locale, "Lost log-ins"),
                t!(locale, "A code for a new password, once you have checked who they are"),
            ),
            terminals(locale),
        ],
        StaffRole::InformationGovernance => vec![(
            "/staff/access-log",
            t!(locale, "The log of who looked"),
            t!(locale, "Search it, check it, and see which settings differ"),
        )],
        StaffRole::TerminalHost => vec![terminals(locale)],
        StaffRole::AccessTeam => vec![(
            "/staff/carers",
            t!(locale, "Who acts for whom"),
            t!(locale, "Give, look at and stop the access of carers, and keep people safe"),
        )],
    }
}

fn terminals(locale: Locale) -> (&'static str, Words, Words) {
    (
        "/staff/terminals",
        t!(locale, "Shared screens"),
        t!(locale, "Set up a terminal, see which run, and stop one"),
    )
}
