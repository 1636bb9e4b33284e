//! The list of what was asked for, and one request with what happens next.

use leptos::prelude::*;

use super::state_words::{Said, said, tag};
use super::{Shown, all_words, words_of};
use crate::domain::{Kind, Refusal, Standing, Wish};
use crate::journeys::record::detail::{FactRows, Phone};
use crate::journeys::record::kinds;
use crate::t;
use crate::web::Link;
use crate::web::components::{InsetText, LinkButton, Panel, Row, SummaryList, Tag};
use crate::words::{Locale, dates};

#[component]
pub fn AllRequests(
    locale: Locale,
    all: Vec<Shown>,
    /// Reports that wait for the person to call.
    calls: Vec<Link>,
    /// Whether somebody acts for the patient.
    #[prop(optional)]
    acting: bool,
) -> impl IntoView {
    let is_open = |shown: &Shown| !shown.request.standing.is_final();
    let (open, over): (Vec<_>, Vec<_>) = all.into_iter().partition(is_open);
    let none = open.is_empty() && over.is_empty() && calls.is_empty();
    view! {
        <h1>{all_words(locale)}</h1>
        <p>{t!(locale, "What you asked for here, and what came of it.")}</p>
        {none.then(|| view! { <p>{t!(locale, "You have asked for nothing here so far.")}</p> })}
        <Calls locale calls />
        <Group locale heading=t!(locale, "Not finished") all=open />
        <Group locale heading=t!(locale, "Finished") all=over />
        {(!acting)
            .then(|| {
                view! {
                    <p class="not-printed">
                        <a href="/appointments">{t!(locale, "Your appointments")}</a>
                    </p>
                }
            })}
    }
}

/// What nobody but the person can do: it is not sent, because whoever it is for takes no messages here.
#[component]
fn Calls(locale: Locale, calls: Vec<Link>) -> impl IntoView {
    let row = |link: Link| view! { <li><a href=link.href dir="auto">{link.text}</a></li> };
    (!calls.is_empty()).then(|| {
        view! {
            <h2>{t!(locale, "Waiting for you to call")}</h2>
            <p>{t!(locale, "We cannot send these. Each page says whom to call and what to say.")}</p>
            <ul>{calls.into_iter().map(row).collect_view()}</ul>
        }
    })
}

#[component]
fn Group(locale: Locale, heading: crate::web::Words, all: Vec<Shown>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        let rows = all.into_iter().map(|shown| row(locale, &shown)).collect_view();
        view! {
            <h2>{heading}</h2>
            <ul class="entries">{rows}</ul>
        }
    })
}

fn row(locale: Locale, shown: &Shown) -> impl IntoView + use<> {
    let wish = words_of(&shown.request.wish);
    let (text, colour) = tag(locale, &shown.request.standing);
    let when = dates::told_at(locale, shown.request.made_at, shown.now);
    let name = &shown.name;
    let asked = match &shown.asked_by {
        None => t!(locale, "{name} · asked {when}", name = name, when = when),
        Some(by) => t!(locale, "{name} · asked {when} by {who}", name = name, when = when, who = by),
    };
    view! {
        <li class="entry">
            <h3 class="entry__title">
                <a href=format!("/requests/{}", shown.request.id)>{wish.title(locale)}</a>
            </h3>
            <p class="entry__what" dir="auto">{wish.line(locale)}</p>
            <p class="entry__who" dir="auto">{asked}</p>
            <div class="entry__tag"><Tag text colour /></div>
        </li>
    }
}

#[component]
pub fn OneRequest(
    locale: Locale,
    shown: Shown,
    with: Vec<Shown>,
    /// Whether somebody acts for the patient.
    #[prop(optional)]
    acting: bool,
) -> impl IntoView {
    let Said { heading, has, next, call } = said(locale, &shown);
    // What a carer wrote is the carer's message, also to the patient.
    let is_anothers = shown.asked_by.is_some() && matches!(shown.request.wish, Wish::SendMessage(_));
    let heading = match acting || is_anothers {
        false => heading,
        // The heading's own words are the patient's: "Your appointment is booked".
        true => {
            let (what, state) =
                (words_of(&shown.request.wish).title(locale), tag(locale, &shown.request.standing));
            t!(locale, "{what}: {state}", what = what, state = state.0)
        }
    };
    let has = has.into_iter().map(|words| view! { <p dir="auto">{words}</p> }).collect_view();
    let is_open = !shown.request.standing.is_final();
    // The patient's name above a heading is not made for a panel.
    let is_done = matches!(shown.request.standing, Standing::Done(_)) && !acting;
    let asked_for = match shown.asked_by {
        None => t!(locale, "What you asked for"),
        Some(_) => t!(locale, "What was asked for"),
    };
    let (facts, way_on) = (words_of(&shown.request.wish).facts(locale), way_on(locale, &shown, &with));
    let happens_next = !next.is_empty();
    let half = half_done(locale, &shown, &with);
    view! {
        <Heading is_done heading>{has}</Heading>
        {half}
        {happens_next.then(|| view! { <h2>{t!(locale, "What happens next")}</h2> })}
        {next.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
        {call.map(|words| view! { <Call locale words shown=shown.clone() /> })}
        {is_open
            .then(|| {
                view! {
                    <LinkButton
                        href=format!("/requests/{}", shown.request.id)
                        text=t!(locale, "Check again")
                        secondary=true
                    />
                }
            })}
        {way_on}
        <h2>{asked_for}</h2>
        <FactRows facts />
        <Standings locale shown=shown.clone() />
        <With locale with />
        <p class="not-printed"><a href="/requests">{t!(locale, "All your requests")}</a></p>
    }
}

/// Said where a new time was wanted: what has become of the old one.
fn half_done(locale: Locale, shown: &Shown, with: &[Shown]) -> Option<impl IntoView + use<>> {
    let other = instead_of(shown, with)?;
    let words = match (&shown.request.standing, &other.request.standing) {
        (Standing::Done(_), Standing::Refused(_)) => {
            t!(locale, "The old appointment is not cancelled. Both are booked. Call to cancel the old one.")
        }
        (Standing::Done(_), Standing::Done(_)) => t!(locale, "The old appointment is cancelled."),
        (Standing::Done(_), _) => t!(locale, "We do not know yet if the old appointment is cancelled."),
        (Standing::Refused(_), _) => t!(locale, "The old appointment is still booked."),
        _ => return None,
    };
    Some(view! { <InsetText locale><p>{words}</p></InsetText> })
}

/// The cancellation that is begun only when this one is done.
fn instead_of<'w>(shown: &Shown, with: &'w [Shown]) -> Option<&'w Shown> {
    let cancels = |other: &Shown| matches!(other.request.wish, Wish::CancelAppointment(_));
    with.iter().find(|other| other.request.after == Some(shown.request.id) && cancels(other))
}

#[component]
fn Heading(is_done: bool, heading: crate::web::Words, children: Children) -> impl IntoView {
    if is_done {
        view! { <Panel heading>{children()}</Panel> }.into_any()
    } else {
        view! {
            <h1>{heading}</h1>
            {children()}
        }
        .into_any()
    }
}

/// Whom to call, and what for.
#[component]
fn Call(locale: Locale, words: crate::web::Words, shown: Shown) -> impl IntoView {
    let phone = shown.phone.clone().map(|number| (shown.name.clone(), number));
    view! {
        <InsetText locale>
            <p dir="auto">{words}</p>
            {match phone {
                Some(phone) => view! { <p><Phone phone /></p> }.into_any(),
                None => {
                    view! { <p>{t!(locale, "We do not know their phone number. It stands on their letters.")}</p> }
                        .into_any()
                }
            }}
        </InsetText>
    }
}

/// To what came of it, or to another try.
fn way_on(locale: Locale, shown: &Shown, with: &[Shown]) -> impl IntoView + use<> {
    let entry =
        shown.entry.filter(|_| !matches!(shown.request.standing, Standing::Refused(Refusal::NotThere)));
    let entry = entry.map(|(kind, id)| {
        let text = match kind {
            Kind::Appointments => t!(locale, "See this appointment"),
            Kind::Prescriptions => t!(locale, "See where this prescription is"),
            Kind::Messages => t!(locale, "See this conversation"),
            Kind::Questionnaires => t!(locale, "See this questionnaire"),
            Kind::Referrals => t!(locale, "See this referral"),
            _ => t!(locale, "See this in your record"),
        };
        view! { <p class="not-printed"><a href=format!("{}/{id}", kinds::words(locale, kind).href)>{text}</a></p> }
    });
    let refused = matches!(shown.request.standing, Standing::Refused(_));
    let wish = words_of(&shown.request.wish);
    let anew = wish.anew(locale, shown.request.to.as_str()).filter(|_| refused);
    // Another time is wanted instead of the same old one.
    let old = instead_of(shown, with).and_then(|other| other.entry);
    let anew = anew.map(|link| match old {
        Some((_, id)) => Link { href: format!("{}?instead={id}", link.href).into(), ..link },
        None => link,
    });
    let onward = wish.onward(locale).filter(|_| shown.request.standing.told().is_some());
    view! {
        {entry}
        {onward.map(|link| view! { <p class="not-printed"><a href=link.href>{link.text}</a></p> })}
        {anew.map(|link| view! { <LinkButton href=link.href text=link.text /> })}
    }
}

/// How it stands, since when, and how old it is.
#[component]
fn Standings(locale: Locale, shown: Shown) -> impl IntoView {
    let (text, colour) = tag(locale, &shown.request.standing);
    let told = |at| dates::told_at(locale, at, shown.now);
    let asked = match &shown.asked_by {
        None => t!(locale, "You asked"),
        Some(who) => t!(locale, "{who} asked for you", who = who),
    };
    let mut rows = vec![
        Row::new(t!(locale, "How it stands"), view! { <Tag text colour /> }),
        Row::new(t!(locale, "Since"), told(shown.request.since)),
        Row::new(asked, told(shown.request.made_at)),
        Row::new(t!(locale, "Sent to"), shown.name.clone()),
    ];
    if let Some(at) = shown.request.last_try {
        rows.push(Row::new(t!(locale, "Last checked"), told(at)));
    }
    view! {
        <h2>{t!(locale, "How it stands")}</h2>
        <SummaryList rows />
    }
}

/// What belongs to the same form.
#[component]
fn With(locale: Locale, with: Vec<Shown>) -> impl IntoView {
    view! { <Group locale heading=t!(locale, "What belongs to it") all=with /> }
}

/// On an entry's own page: what was asked for about it, and how that stands. How the entry stands is another thing.
#[component]
pub fn WhatWasAsked(locale: Locale, all: Vec<Shown>) -> impl IntoView {
    view! { <Group locale heading=t!(locale, "What you asked for here") all /> }
}
