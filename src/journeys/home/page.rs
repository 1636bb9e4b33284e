//! The home page: what may be missing, what comes next, what waits, what is new, and a door to everything.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use super::lines;
use super::next::Next;
use super::next_card;
use super::whats_new::{self, NewThing, Novelty, WhatsNew};
use crate::domain::{Appointment, Held, Holder, Kind, SourceReport};
use crate::journeys::record::front::DoorWords;
use crate::journeys::record::kinds::{self, KindWords};
use crate::journeys::search::SearchBox;
use crate::web::components::{Door, Doors, EntryList, EntryRow, HonestyStrip, Picture, TagColour};
use crate::words::{Locale, and_list, dates, isolated};
use crate::{count, t};

/// All that the page shows, worked out beforehand.
pub struct HomeFacts {
    pub now: DateTime<Utc>,
    pub first_name: String,
    pub sources: Vec<SourceReport>,
    pub appointment_sources: Vec<SourceReport>,
    pub next: Option<Next>,
    pub asked_for: Vec<Held<Appointment>>,
    /// Since which day, and what; `None` on a first visit.
    pub new: Option<(NaiveDate, WhatsNew)>,
    /// Messages from organisations that were never opened, of those that were told.
    pub unread: usize,
    pub doors: Vec<DoorWords>,
    /// On large pages each door has a picture.
    pub large: bool,
}

#[component]
pub fn Home(locale: Locale, facts: HomeFacts) -> impl IntoView {
    let HomeFacts {
        now,
        first_name,
        sources,
        appointment_sources,
        next,
        asked_for,
        new,
        unread,
        doors,
        large,
    } = facts;
    let picture = move |picture: Picture| large.then_some(picture);
    let door = move |DoorWords { href, title, line, picture }| {
        view! { <Door href title line picture=large.then_some(picture) /> }
    };
    view! {
        <h1>{t!(locale, "Hello {name}", name = isolated(&first_name))}</h1>
        <HonestyStrip locale now sources what=None check_again_href="/" />
        <h2>{t!(locale, "Your next appointment")}</h2>
        {match next {
            Some(next) => view! { <next_card::NextCard locale now next /> }.into_any(),
            None => view! { <next_card::NoneNext locale sources=appointment_sources /> }.into_any(),
        }}
        <AskedFor locale now asked_for />
        <Unread locale unread />
        <New locale new />
        // Ways on, which lead nowhere on paper.
        <div class="not-printed">
            <h2>{t!(locale, "Everything")}</h2>
            <SearchBox locale />
            <Doors>
                {doors.into_iter().map(door).collect_view()}
                <Door
                    href="/record"
                    title=t!(locale, "Your health record")
                    line=t!(locale, "All of these on one page.")
                    picture=picture(Picture::List)
                />
                <Door
                    href="/requests"
                    title=t!(locale, "Your requests")
                    line=t!(locale, "What you asked for, and what came of it.")
                    picture=picture(Picture::Slip)
                />
                <Door
                    href="/where-from"
                    title=t!(locale, "Where your information comes from")
                    line=t!(locale, "Who has answered, and who has not.")
                    picture=picture(Picture::House)
                />
                <Door
                    href="/who-looked"
                    title=t!(locale, "Who has looked at your record")
                    line=t!(locale, "Everyone, with the day and the time.")
                    picture=picture(Picture::Eye)
                />
                <Door
                    href="/help"
                    title=t!(locale, "Help")
                    line=t!(locale, "What words mean, and whom to call.")
                    picture=picture(Picture::Question)
                />
            </Doors>
        </div>
    }
}

/// What a person has asked for and nobody has given a time for yet. Without any, there is nothing to see.
#[component]
fn AskedFor(locale: Locale, now: DateTime<Utc>, asked_for: Vec<Held<Appointment>>) -> impl IntoView {
    let row = move |held: Held<Appointment>| {
        view! {
            <EntryRow
                href=format!("/appointments/{}", held.id)
                title=held.entry.what.text.clone()
                what=Some(hoped_for(locale, &held.entry))
                who=lines::who(locale, &held)
                setting=lines::setting(&held)
                tag=Some((t!(locale, "Asked for").into_owned(), TagColour::Yellow))
                old_copy=old_copy(locale, now, &held.holders)
            />
        }
    };
    (!asked_for.is_empty()).then(|| {
        view! {
            <h2>{t!(locale, "Waiting for an answer")}</h2>
            <EntryList>{asked_for.into_iter().map(row).collect_view()}</EntryList>
        }
    })
}

fn hoped_for(locale: Locale, appointment: &Appointment) -> String {
    match appointment.start {
        Some(start) => {
            let when = dates::moment(locale, start);
            t!(locale, "You may be seen on {when}. It is not agreed yet", when = when).into_owned()
        }
        None => t!(locale, "No time is agreed yet").into_owned(),
    }
}

/// Messages that wait to be opened; nothing is said where there are none, since not everybody may have told.
#[component]
fn Unread(locale: Locale, unread: usize) -> impl IntoView {
    (unread > 0).then(|| {
        let words = count!(
            locale,
            unread,
            one = "You have 1 message that you have not opened",
            other = "You have {n} messages that you have not opened"
        );
        view! {
            <h2>{t!(locale, "Your messages")}</h2>
            <p>
                <a href="/messages">{words}</a>
            </p>
        }
    })
}

#[component]
fn New(locale: Locale, new: Option<(NaiveDate, WhatsNew)>) -> impl IntoView {
    match new {
        None => view! {
            <h2>{t!(locale, "What is new")}</h2>
            <p>{t!(locale, "This is your first visit. Next time, you see here what has changed since today.")}</p>
        }
        .into_any(),
        Some((since, new)) => {
            let since = dates::short_day(locale, since);
            view! {
                <h2>{t!(locale, "New since {day}", day = since)}</h2>
                {if new.things.is_empty() {
                    // Results that wait are told, and may be new.
                    (new.waiting == 0)
                        .then(|| view! { <p>{t!(locale, "Nobody has told us of anything new since then.")}</p> })
                        .into_any()
                } else {
                    let rows = new.things.into_iter().map(|thing| new_row(locale, thing)).collect_view();
                    view! {
                        <EntryList>{rows}</EntryList>
                        <More locale more=new.more />
                    }
                        .into_any()
                }}
                <Waiting locale results=new.waiting />
            }
            .into_any()
        }
    }
}

/// Results that wait are counted, and nothing else is said of them.
#[component]
fn Waiting(locale: Locale, results: usize) -> impl IntoView {
    (results > 0).then(|| {
        let words = count!(
            locale,
            results,
            one = "1 test result waits, as you chose.",
            other = "{n} test results wait, as you chose."
        );
        view! {
            <p>
                {words}
                " "
                <a href="/record/test-results">{t!(locale, "See until when, or open it now")}</a>
            </p>
        }
    })
}

fn new_row(locale: Locale, thing: NewThing) -> impl IntoView {
    let colour = match thing.novelty {
        Novelty::New => TagColour::Blue,
        Novelty::Changed => TagColour::Yellow,
        Novelty::Cancelled => TagColour::Red,
    };
    let old_copy =
        thing.is_old_copy.then(|| t!(locale, "From an old copy. It may have changed.").into_owned());
    view! {
        <EntryRow
            href=thing.href
            title=thing.title
            what=thing.what
            who=thing.who
            setting=thing.setting
            tag=Some((whats_new::tag(locale, thing.novelty).into_owned(), colour))
            old_copy
        />
    }
}

#[component]
fn More(locale: Locale, more: Vec<(Kind, usize)>) -> impl IntoView {
    let item = move |(kind, n): (Kind, usize)| {
        let KindWords { href, door, .. } = kinds::words(locale, kind);
        view! {
            <li>
                <a href=href>{door}</a>
                " "
                {t!(locale, "({n} more)", n = n)}
            </li>
        }
    };
    (!more.is_empty()).then(|| {
        view! {
            <p>{t!(locale, "There is more that is new:")}</p>
            <ul>{more.into_iter().map(item).collect_view()}</ul>
        }
    })
}

/// Said on an entry of which only old copies are left.
pub(super) fn old_copy(locale: Locale, now: DateTime<Utc>, holders: &[Holder]) -> Option<String> {
    if !holders.iter().all(|holder| holder.is_old_copy) {
        return None;
    }
    let told_at = holders.iter().map(|holder| holder.told_at).max()?;
    let names: Vec<_> = holders.iter().map(|holder| holder.organisation.name.clone()).collect();
    let when = dates::told_at(locale, told_at, now);
    let who = and_list(locale, &names);
    Some(
        t!(locale, "An old copy, as {who} told us {when}. It may have changed.", who = who, when = when)
            .into_owned(),
    )
}
