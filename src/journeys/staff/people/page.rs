//! The pages for the accounts of staff.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::domain::{StaffId, StaffRoles};
use crate::journeys::staff::role_words;
use crate::store::{StaffAccount, StaffEvent, WhatChanged};
use crate::t;
use crate::web::Words;
use crate::web::components::{
    Button, Checkboxes, ErrorSummary, Fieldset, LinkButton, Row, SummaryList, TextInput,
};
use crate::web::forms::FormState;
use crate::words::{Locale, dates};

#[component]
pub fn People(
    locale: Locale,
    now: DateTime<Utc>,
    place: String,
    accounts: Vec<StaffAccount>,
    events: Vec<StaffEvent>,
) -> impl IntoView {
    let name_of = |id: StaffId| {
        let found = accounts.iter().find(|account| account.id == id);
        found.map_or_else(|| t!(locale, "Somebody").into_owned(), |account| account.name.clone())
    };
    let changes: Vec<_> = events
        .iter()
        .map(|event| {
            let who = event.by.map_or_else(|| t!(locale, "Those who run Front Door").into_owned(), name_of);
            let what = changed(locale, event, &name_of(event.about));
            let when = dates::moment(locale, event.at);
            view! { <li>{t!(locale, "{when}: {who}: {what}", when = when, who = who, what = what)}</li> }
        })
        .collect();
    let rows = accounts.iter().map(|account| row(locale, now, account)).collect_view();
    view! {
        <h1>{t!(locale, "Staff accounts")}</h1>
        <p>{t!(locale, "Who can log in at the staff desk of {place}.", place = place)}</p>
        <LinkButton href="/staff/people/add" text=t!(locale, "Add a colleague") />
        <table class="nhsuk-table nhsuk-table-responsive">
            <caption class="nhsuk-table__caption">{t!(locale, "Accounts")}</caption>
            <thead class="nhsuk-table__head">
                <tr>
                    <th scope="col">{t!(locale, "Name")}</th>
                    <th scope="col">{t!(locale, "Roles")}</th>
                    <th scope="col">{t!(locale, "Last log-in")}</th>
                </tr>
            </thead>
            <tbody class="nhsuk-table__body">{rows}</tbody>
        </table>
        <h2>{t!(locale, "What was changed")}</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">{changes}</ul>
    }
}

fn row(locale: Locale, now: DateTime<Utc>, account: &StaffAccount) -> impl IntoView + use<> {
    let head = |words: Words| view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{words}" "</span> };
    let last = match (account.ended_at, account.last_log_in) {
        (Some(at), _) => t!(locale, "Ended {when}", when = dates::told_at(locale, at, now)),
        (None, Some(at)) => Words::from(dates::told_at(locale, at, now)),
        (None, None) => t!(locale, "Not yet"),
    };
    let name = match account.ended_at {
        Some(_) => view! { <bdi>{account.name.clone()}</bdi> }.into_any(),
        None => {
            view! { <a href=format!("/staff/people/{}", account.id.0)><bdi>{account.name.clone()}</bdi></a> }
                .into_any()
        }
    };
    view! {
        <tr class="nhsuk-table__row">
            <td class="nhsuk-table__cell">
                {head(t!(locale, "Name"))}
                <span>{name}" "<span class="quiet">{account.email.clone()}</span></span>
            </td>
            <td class="nhsuk-table__cell">
                {head(t!(locale, "Roles"))} {role_words::names(locale, account.roles)}
            </td>
            <td class="nhsuk-table__cell">{head(t!(locale, "Last log-in"))} {last}</td>
        </tr>
    }
}

fn changed(locale: Locale, event: &StaffEvent, name: &str) -> Words {
    let roles = role_words::names(locale, event.roles);
    match event.what {
        WhatChanged::Added => t!(locale, "added {name} as {roles}", name = name, roles = roles),
        WhatChanged::Roles => t!(locale, "made {name} {roles}", name = name, roles = roles),
        WhatChanged::BegunAnew => t!(locale, "let {name} begin anew with a code", name = name),
        WhatChanged::OwnNumber => t!(locale, "told the NHS number of {name}", name = name),
        WhatChanged::Ended => t!(locale, "ended the log-in of {name}", name = name),
        WhatChanged::ProviderOpens => {
            t!(locale, "let their log-in at work open the account of {name}", name = name)
        }
    }
}

#[component]
pub fn Add(locale: Locale, form: FormState, roles: StaffRoles) -> impl IntoView {
    let (name, email) = (form.value("name"), form.value("email"));
    let (name_error, email_error, roles_error) =
        (form.error("name"), form.error("email"), form.error("roles"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Add a colleague")}</h1>
        <form action="/staff/people/add" method="post" novalidate>
            <TextInput locale id="name" label=t!(locale, "Name") value=name error=name_error autocomplete=Some("off") />
            <TextInput
                locale
                id="email"
                label=t!(locale, "Email address at work")
                value=email
                error=email_error
                autocomplete=Some("off")
                spellcheck=Some(false)
            />
            <Fieldset locale id="roles" legend=t!(locale, "What do they do here?") error=roles_error>
                <Checkboxes name="roles" choices=role_words::choices(locale, roles) />
            </Fieldset>
            <Button text=t!(locale, "Add and make a code") />
        </form>
    }
}

#[component]
pub fn One(
    locale: Locale,
    now: DateTime<Utc>,
    form: FormState,
    account: StaffAccount,
    roles: StaffRoles,
    is_own: bool,
) -> impl IntoView {
    let error = form.error("roles");
    let here = format!("/staff/people/{}", account.id.0);
    let last = account
        .last_log_in
        .map_or_else(|| t!(locale, "Not yet"), |at| Words::from(dates::told_at(locale, at, now)));
    let step = match account.has_app {
        true => t!(locale, "Authenticator app"),
        false => t!(locale, "Not set up yet"),
    };
    let own = match account.own_number {
        Some(_) => t!(locale, "Known, and never shown"),
        None => t!(locale, "Not known"),
    };
    let rows = vec![
        Row::new(t!(locale, "Email address"), account.email.clone()),
        Row::new(t!(locale, "Last log-in"), last),
        Row::new(t!(locale, "Second step"), step),
        Row::new(t!(locale, "Own NHS number"), own),
    ];
    let (number, number_error) = (form.value("own-number"), form.error("own-number"));
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1><bdi>{account.name.clone()}</bdi></h1>
        <SummaryList rows />
        <form action=here.clone() method="post" novalidate>
            <Fieldset locale id="roles" legend=t!(locale, "What do they do here?") error>
                <Checkboxes name="roles" choices=role_words::choices(locale, roles) />
            </Fieldset>
            <Button text=t!(locale, "Save roles") />
        </form>
        <h2>{t!(locale, "Their own record")}</h2>
        <p>{t!(locale, "Nobody works on their own record here. If you tell us their NHS number, we refuse that, and the log says so. We keep it so that nobody can read it.")}</p>
        <form action=format!("{here}/own-number") method="post" novalidate>
            <TextInput
                locale
                id="own-number"
                label=t!(locale, "Their own NHS number")
                value=number
                error=number_error
                inputmode=Some("numeric")
                autocomplete=Some("off")
                width=20
            />
            <Button secondary=true text=t!(locale, "Save the number") />
        </form>
        <h2>{t!(locale, "Lost password or phone")}</h2>
        <p>{t!(locale, "They get a new code to begin with. Their password and their app no longer work, and they are logged out.")}</p>
        <form action=format!("{here}/begin-anew") method="post">
            <Button secondary=true text=t!(locale, "Make a new code") />
        </form>
        {(!is_own)
            .then(|| {
                view! {
                    <h2>{t!(locale, "No longer works here")}</h2>
                    <p>
                        <a href=format!("{here}/end")>{t!(locale, "End this log-in")}</a>
                    </p>
                }
            })}
    }
}

#[component]
pub fn AskToEnd(locale: Locale, account: StaffAccount) -> impl IntoView {
    let here = format!("/staff/people/{}", account.id.0);
    view! {
        <h1>{t!(locale, "End the log-in of {name}?", name = account.name)}</h1>
        <p>{t!(locale, "They are logged out at once and cannot log in again. What they did stays in the log.")}</p>
        <form action=format!("{here}/end") method="post">
            <Button text=t!(locale, "Yes, end this log-in") />
        </form>
        <p>
            <a href=here>{t!(locale, "No, keep it")}</a>
        </p>
    }
}

/// The code, this once.
#[component]
pub fn BeginCode(locale: Locale, name: String, code: String, address: String) -> impl IntoView {
    view! {
        <h1>{t!(locale, "A code to begin with")}</h1>
        <p>{t!(locale, "Give this code to {name} in person. We cannot show it again.", name = name)}</p>
        <p class="big-code">
            <code>{code}</code>
        </p>
        <p>{t!(locale, "They log in with their email address and this code as their password. Then they choose their own password and set up an app for codes.")}</p>
        <p>{t!(locale, "The address is {address}", address = address)}</p>
        <p>
            <a href="/staff/people">{t!(locale, "Go to the staff accounts")}</a>
        </p>
    }
}
