//! The list of conversations, what is not finished, and when not to write.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::conversations::Conversation;
use super::writing::Unfinished;
use crate::domain::{Kind, SourceReport};
use crate::journeys::record::entry_words::{beginning, old_copy};
use crate::web::Words;
use crate::web::components::{
    CareCard, CareKind, EntryList, EntryRow, HonestyStrip, LinkButton, NothingHere, TagColour,
};
use crate::words::{Locale, dates, isolated};
use crate::{count, t};

/// How much of a message stands in the list.
const LETTERS: usize = 120;

/// All that the page shows.
pub struct Shown {
    pub now: DateTime<Utc>,
    pub all: Vec<Conversation>,
    pub drafts: Vec<Unfinished>,
    pub can_write: bool,
    /// The patient's name, where somebody acts for them.
    pub patient: Option<String>,
    pub sources: Vec<SourceReport>,
}

/// What the list is called.
pub fn list_words(locale: Locale) -> Words {
    t!(locale, "Your messages")
}

#[component]
pub fn AllMessages(locale: Locale, shown: Shown) -> impl IntoView {
    let Shown { now, all, drafts, can_write, patient, sources } = shown;
    let heading = list_words(locale);
    let is_empty = all.is_empty();
    let unread: usize = all.iter().map(|one| one.unread).sum();
    let unread = (unread > 0).then(|| {
        let words = count!(
            locale,
            unread,
            one = "You have 1 message that you have not opened.",
            other = "You have {n} messages that you have not opened."
        );
        view! { <p><strong>{words}</strong></p> }
    });
    let write = match &patient {
        None => t!(locale, "Write a new message"),
        Some(name) => t!(locale, "Write a new message for {name}", name = name),
    };
    let to_write = match can_write {
        true => view! { <LinkButton href="/messages/new" text=write /> }.into_any(),
        // Whom a carer can write to is for the patient to say.
        false if patient.is_some() => ().into_any(),
        false => {
            view! { <p class="not-printed"><a href="/messages/new">{t!(locale, "Whom you can write to")}</a></p> }.into_any()
        }
    };
    // Somebody who may be shown less than there is is never told that there is none.
    let nothing = is_empty.then(|| match patient {
        Some(_) => view! { <p>{t!(locale, "There is nothing here that you can see.")}</p> }.into_any(),
        None => view! { <NothingHere locale kind=Kind::Messages sources=sources.clone() /> }.into_any(),
    });
    view! {
        <h1>{heading}</h1>
        <NotForEmergencies locale />
        <HonestyStrip locale now sources=sources.clone() what=Kind::Messages check_again_href="/messages" />
        {unread}
        {to_write}
        <Drafts locale now drafts />
        {(!is_empty).then(|| view! { <h2>{t!(locale, "Conversations")}</h2> })}
        {nothing}
        <EntryList>{all.into_iter().map(|one| row(locale, now, one)).collect_view()}</EntryList>
    }
}

/// When not to write, before anything else.
#[component]
fn NotForEmergencies(locale: Locale) -> impl IntoView {
    view! {
        <CareCard
            locale
            kind=CareKind::Emergency
            heading=t!(locale, "Do not send a message. Call 999 or go to A&E now if:")
        >
            <ul>
                <li>{t!(locale, "somebody’s life may be in danger")}</li>
                <li>{t!(locale, "you think of ending your life")}</li>
            </ul>
            <p>{t!(
                    locale,
                    "Messages are not for emergencies. Nobody may read yours today. If you need help today, go to NHS 111 online or call 111."
                )}</p>
        </CareCard>
    }
}

#[component]
fn Drafts(locale: Locale, now: DateTime<Utc>, drafts: Vec<Unfinished>) -> impl IntoView {
    let row = move |draft: Unfinished| {
        let when = dates::told_at(locale, draft.changed_at, now);
        let who = t!(locale, "{name} · saved {when}", name = isolated(&draft.to), when = when);
        let title = match draft.subject.trim() {
            "" => t!(locale, "A message without a subject"),
            subject => subject.to_owned().into(),
        };
        let text = beginning(&draft.text, LETTERS).into_owned();
        view! {
            <li class="entry">
                <h3 class="entry__title"><a href=format!("/messages/drafts/{}", draft.id) dir="auto">{title}</a></h3>
                <p class="entry__what" dir="auto">{text}</p>
                <p class="entry__who" dir="auto">{who}</p>
            </li>
        }
    };
    (!drafts.is_empty()).then(|| {
        view! {
            <h2>{t!(locale, "Not finished")}</h2>
            <p>{t!(locale, "Nobody has these yet. We keep each for 28 days after you last changed it.")}</p>
            <ul class="entries">{drafts.into_iter().map(row).collect_view()}</ul>
        }
    })
}

fn row(locale: Locale, now: DateTime<Utc>, one: Conversation) -> impl IntoView {
    let tag = (one.unread > 0).then(|| {
        let words = count!(locale, one.unread, one = "1 unread", other = "{n} unread");
        (words.into_owned(), TagColour::Blue)
    });
    let (name, last) = (isolated(&one.with.name).into_owned(), one.last());
    let sent = last.and_then(|held| held.entry.sent);
    let who: Words = match sent.map(|date| dates::partial_with_time(locale, &date)) {
        Some(when) => t!(locale, "{name} · last message {when}", name = name, when = when),
        None => name.into(),
    };
    let old_copy = last.and_then(|held| old_copy(locale, now, held));
    view! {
        <EntryRow
            href=format!("/messages/{}", one.id)
            title=subject(locale, &one)
            what=last.map(|held| beginning(&held.entry.text, LETTERS).into_owned())
            who=who.into_owned()
            setting=one.with.setting
            tag
            old_copy
        />
    }
}

/// What a conversation is about.
pub fn subject(locale: Locale, one: &Conversation) -> String {
    one.subject.clone().unwrap_or_else(|| t!(locale, "A conversation without a subject").into_owned())
}
