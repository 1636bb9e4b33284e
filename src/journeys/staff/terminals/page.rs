//! The pages of shared screens, as staff see them.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::HERE;
use crate::access::{IDLE_MINUTES, TERMINAL_CODE_LASTS};
use crate::domain::Terminal;
use crate::store::{TerminalRow, WhyStopped};
use crate::web::Words;
use crate::web::components::{
    Button, Choice, ErrorSummary, Fieldset, InsetText, LinkButton, Radios, Select, TextInput,
};
use crate::web::forms::FormState;
use crate::words::{Locale, dates, isolated};
use crate::{count, t};

#[component]
pub fn Terminals(locale: Locale, now: DateTime<Utc>, rows: Vec<TerminalRow>) -> impl IntoView {
    let none = rows.is_empty();
    let copied = rows.iter().any(|row| matches!(row.stopped, Some((_, WhyStopped::Copied))));
    let lines = rows.into_iter().map(|row| line(locale, now, row)).collect_view();
    view! {
        <h1>{t!(locale, "Shared screens")}</h1>
        <p>{t!(locale, "A shared screen, or terminal, is one that many people use, one after the other, with staff near it.")}</p>
        <LinkButton href="/staff/terminals/add" text=t!(locale, "Add a shared screen") />
        {copied
            .then(|| {
                view! {
                    <InsetText locale>
                        <p>{t!(locale, "Another browser used what makes one of these screens a terminal, so it was stopped. Find out who had the machine or its disk before you add a new one.")}</p>
                    </InsetText>
                }
            })}
        {none.then(|| view! { <p>{t!(locale, "You have none.")}</p> })}
        {(!none)
            .then(|| {
                view! {
                    <table class="nhsuk-table nhsuk-table-responsive">
                        <caption class="nhsuk-table__caption">{t!(locale, "Screens, the newest first")}</caption>
                        <thead class="nhsuk-table__head">
                            <tr>
                                <th scope="col">{t!(locale, "Name and place")}</th>
                                <th scope="col">{t!(locale, "Clears after")}</th>
                                <th scope="col">{t!(locale, "Printing")}</th>
                                <th scope="col">{t!(locale, "How it stands")}</th>
                            </tr>
                        </thead>
                        <tbody class="nhsuk-table__body">{lines}</tbody>
                    </table>
                }
            })}
    }
}

fn line(locale: Locale, now: DateTime<Utc>, row: TerminalRow) -> impl IntoView + use<> {
    let head = |words: Words| view! { <span class="nhsuk-table-responsive__heading" aria-hidden="true">{words} " "</span> };
    let stands = stands(locale, now, &row);
    let Terminal { id, name, place, idle, prints } = row.terminal;
    let minutes = idle.num_minutes();
    let end = row.stopped.is_none().then(|| {
        let label = t!(locale, "Stop {name}", name = isolated(&name)).into_owned();
        view! { " " <a href=format!("{HERE}/{id}/end")>{label}</a> }
    });
    view! {
        <tr class="nhsuk-table__row">
            <td class="nhsuk-table__cell">
                {head(t!(locale, "Name and place"))}
                <span><bdi>{name}</bdi> ", " <bdi>{place}</bdi></span>
            </td>
            <td class="nhsuk-table__cell">
                {head(t!(locale, "Clears after"))}
                {count!(locale, minutes, one = "1 minute", other = "{n} minutes")}
            </td>
            <td class="nhsuk-table__cell">
                {head(t!(locale, "Printing"))}
                {if prints { t!(locale, "Yes") } else { t!(locale, "No") }}
            </td>
            <td class="nhsuk-table__cell">
                {head(t!(locale, "How it stands"))}
                <span>{stands} {end}</span>
            </td>
        </tr>
    }
}

/// Whether it runs, and since when it was used.
fn stands(locale: Locale, now: DateTime<Utc>, row: &TerminalRow) -> Words {
    let when = |at| dates::told_at(locale, at, now);
    match (row.stopped, row.registered_at, row.used_at) {
        (Some((at, WhyStopped::Ended)), ..) => t!(locale, "Stopped {when}.", when = when(at)),
        (Some((at, WhyStopped::Copied)), ..) => {
            t!(locale, "Stopped {when}: another browser used it.", when = when(at))
        }
        (None, None, _) if now - row.added_at >= TERMINAL_CODE_LASTS => {
            t!(locale, "Not set up: its code has run out.")
        }
        (None, None, _) => t!(locale, "Not set up yet: its code waits to be typed."),
        (None, Some(_), Some(used)) => t!(locale, "Runs. Last used {when}.", when = when(used)),
        (None, Some(since), None) => t!(locale, "Runs since {when}.", when = when(since)),
    }
}

#[component]
pub fn Add(locale: Locale, form: FormState) -> impl IntoView {
    let printing = form.value("printing");
    let choice = |value, label, hint| Choice { value, label, hint: Some(hint), chosen: printing == value };
    let choices = vec![
        choice("no", t!(locale, "No"), t!(locale, "Other people could take what comes out of the printer.")),
        choice("yes", t!(locale, "Yes"), t!(locale, "Only whoever uses the screen can reach the printer.")),
    ];
    let minutes = IDLE_MINUTES.map(|minutes| {
        (minutes.to_string(), count!(locale, minutes, one = "1 minute", other = "{n} minutes"))
    });
    view! {
        <ErrorSummary locale errors=form.errors.clone() />
        <h1>{t!(locale, "Add a shared screen")}</h1>
        <KioskPolicy locale />
        <form action="/staff/terminals/add" method="post" novalidate>
            <TextInput
                locale
                id="name"
                label=t!(locale, "What is it called?")
                hint=Some(t!(locale, "Like Desk 1. People tell it to staff when they need help."))
                value=form.value("name")
                error=form.error("name")
                autocomplete=Some("off")
            />
            <TextInput
                locale
                id="place"
                label=t!(locale, "Where does it stand?")
                hint=Some(t!(locale, "Screens with the same words here are one place for visit codes."))
                value=form.value("place")
                error=form.error("place")
                autocomplete=Some("off")
            />
            <Select
                locale
                id="idle"
                label=t!(locale, "After how long without use does it clear?")
                options=minutes.collect()
                chosen=form.value("idle")
                error=form.error("idle")
            />
            <Fieldset locale id="printing" legend=t!(locale, "May people print?") error=form.error("printing")>
                <Radios name="printing" choices />
            </Fieldset>
            <Button text=t!(locale, "Add and make a code") />
        </form>
    }
}

/// What staff must do first: without it a screen is left open where JavaScript does not run.
#[component]
fn KioskPolicy(locale: Locale) -> impl IntoView {
    view! {
        <h2>{t!(locale, "Set up the browser first")}</h2>
        <InsetText locale>
            <p>{t!(locale, "The browser must clear its screen by itself when nobody uses it, and must keep no history and no downloads. This is required: Front Door cannot do that where JavaScript does not run.")}</p>
            <p>{t!(locale, "Ready policies for Chromium, Edge and Firefox come with Front Door, in docs/terminals.md.")}</p>
        </InsetText>
    }
}

/// The code, this once.
#[component]
pub fn Code(locale: Locale, name: String, code: String, address: String) -> impl IntoView {
    view! {
        <h1>{t!(locale, "A code for a shared screen")}</h1>
        <p>{t!(locale, "For {name}:", name = isolated(&name))}</p>
        <p class="big-code">
            <code>{code}</code>
        </p>
        <p>{t!(locale, "Type it at {address} in the browser of that screen. It works once, within 1 hour. We cannot show it again.", address = address)}</p>
        <InsetText locale>
            <p>{t!(locale, "Before people use the screen: log in there, leave it alone, and look at what the next person finds.")}</p>
        </InsetText>
        <p>
            <a href=HERE>{t!(locale, "Go to the shared screens")}</a>
        </p>
    }
}

#[component]
pub fn AskToEnd(locale: Locale, terminal: Terminal) -> impl IntoView {
    let Terminal { id, name, place, .. } = terminal;
    view! {
        <h1>{t!(locale, "Stop {name}?", name = isolated(&name))}</h1>
        <p>{t!(locale, "It stands at {place}. Whoever is logged in there is logged out at once, and the screen shows nothing any more.", place = isolated(&place))}</p>
        <p>{t!(locale, "To use it again, add it as a new screen.")}</p>
        <form action=format!("{HERE}/{id}/end") method="post">
            <Button text=t!(locale, "Yes, stop it") />
        </form>
        <p>
            <a href=HERE>{t!(locale, "No, let it run")}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TerminalId;
    use chrono::Duration;

    #[test]
    fn staff_read_how_a_screen_stands() {
        let now: DateTime<Utc> = "2026-11-22T09:00:00Z".parse().expect("a time");
        let terminal = Terminal {
            id: TerminalId(uuid::Uuid::nil()),
            name: "Desk 1".into(),
            place: "Surgery".into(),
            idle: Duration::minutes(5),
            prints: false,
        };
        let row = TerminalRow { terminal, added_at: now, registered_at: None, used_at: None, stopped: None };
        let said = |at, row: &TerminalRow| stands(Locale::English, at, row).into_owned();
        assert_eq!(said(now, &row), "Not set up yet: its code waits to be typed.");
        assert_eq!(said(now + Duration::hours(1), &row), "Not set up: its code has run out.");
        let runs = TerminalRow { registered_at: Some(now), used_at: Some(now), ..row.clone() };
        assert!(said(now, &runs).starts_with("Runs. Last used "), "{}", said(now, &runs));
        let copied = TerminalRow { stopped: Some((now, WhyStopped::Copied)), ..runs };
        assert!(said(now, &copied).ends_with(": another browser used it."), "{}", said(now, &copied));
    }
}
