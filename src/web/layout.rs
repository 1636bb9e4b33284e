//! What stands around every page: head, header, practice banner, main part, footer.

use leptos::prelude::*;

use super::components::{BackLink, Mark, Notices};
use super::hydration::{self, Start};
use super::terminal::{DoesNotPrint, FinishAndClear, SmallFooter, clearing, page_class};
use super::{Frame, Link, StaffName, Words, assets};
use crate::access::STAFF_DESK;
use crate::islands::{ReadAloud, StayLoggedIn};
use crate::words::{Locale, dates, isolated};
use crate::{count, t};

/// The whole document.
pub fn document(frame: Frame, content: AnyView) -> impl IntoView {
    let (start, clears_after) = (frame.script(), frame.clears_after());
    let Frame {
        locale,
        title,
        person,
        staff,
        back,
        notices,
        practice,
        nonce,
        islands: _,
        organisation,
        made_at,
        in_nhs_app,
        typing_for,
        here,
        terminal,
        by_visit_code,
        simple,
        reads_aloud,
        nothing_to_clear: _,
    } = frame;
    let acting = here.as_ref().and_then(|here| here.acting.clone());
    let printed = acting.as_ref().map(|acting| acting.name.clone()).or_else(|| person.clone());
    // Whoever is logged in stands in the header, whoever the page is about.
    let person = here.filter(|_| acting.is_some()).map(|here| here.name).or(person);
    let page_class = terminal.as_ref().map(|terminal| page_class(terminal)).or(simple.then_some("large"));
    let does_not_print = terminal.as_ref().is_some_and(|terminal| !terminal.prints);
    let is_terminal = terminal.is_some();
    let is_desk = staff.is_some();
    let logged_in = person.is_some();
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() dir=locale.direction() class=page_class>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{t!(locale, "{title} - Front Door", title = title)}</title>
                <meta name="format-detection" content="telephone=no" />
                <meta name="theme-color" content="#005eb8" />
                {assets::favicon().map(|href| view! { <link rel="icon" href=href type="image/svg+xml" /> })}
                <link rel="stylesheet" href=assets::css() />
                {page_class
                    .and_then(|_| assets::large_css())
                    .map(|href| view! { <link rel="stylesheet" href=href /> })}
                {start
                    .and_then(hydration::script)
                    .map(|script| view! { <script type="module" nonce=nonce inner_html=script></script> })}
            </head>
            <body>
                <a class="nhsuk-skip-link" href="#main">{t!(locale, "Skip to main content")}</a>
                {does_not_print.then(|| view! { <DoesNotPrint locale /> })}
                {match in_nhs_app {
                    true => view! { <div class="nhsuk-width-container leave-line"><Leave locale /></div> }.into_any(),
                    false => {
                        let person = person.filter(|_| !is_terminal);
                        // A terminal has "Finish and clear", and nobody harms staff by what they see at their desk.
                        let leaves = !is_terminal && !is_desk;
                        view! { <Header locale organisation person staff leaves /> }.into_any()
                    }
                }}
                {acting.map(|acting| view! { <ActingBanner locale name=acting.name /> })}
                {clears_after.map(|idle| view! { <FinishAndClear locale idle /> })}
                {practice.then(|| view! { <PracticeBanner locale /> })}
                <div class="nhsuk-width-container">
                    {back.map(|Link { href, text }| view! { <nav aria-label=t!(locale, "Way back")><BackLink href text /></nav> })}
                    {reads_aloud.then(|| view! { <ReadsAloud locale /> })}
                    <main class="nhsuk-main-wrapper" id="main" tabindex="-1">
                        {made_at.map(|at| view! { <OnPaper locale at person=printed /> })}
                        {match clears_after {
                            Some(idle) => Some(clearing(locale, idle, start).into_any()),
                            None => typing_for.map(|idle| warning(locale, idle, start).into_any()),
                        }}
                        <Notices locale notices />
                        {content}
                    </main>
                </div>
                {if is_terminal {
                    view! { <SmallFooter locale with_sources=logged_in && !by_visit_code /> }.into_any()
                } else {
                    view! { <Footer locale logged_in /> }.into_any()
                }}
            </body>
        </html>
    }
}

/// The way to have the page read out, before what is read.
#[component]
fn ReadsAloud(locale: Locale) -> impl IntoView {
    let words = |words: Words| words.into_owned();
    let language = locale.tag().split('-').next().unwrap_or_default().to_owned();
    view! {
        <section class="not-printed" aria-label=t!(locale, "Read this page out")>
            <ReadAloud
                language
                button_text=words(t!(locale, "Read this page out"))
                question_text=words(t!(locale, "Are headphones plugged in?"))
                because_text=words(t!(locale, "Without them, others can hear what is read."))
                yes_text=words(t!(locale, "Yes, read it out"))
                no_text=words(t!(locale, "No, go back"))
                stop_text=words(t!(locale, "Stop reading"))
            />
        </section>
    }
}

/// How long before the end somebody is warned; the standard asks for 20 seconds at least (WCAG 2.2, 2.2.1).
const WARNED_BEFORE: chrono::Duration = chrono::Duration::minutes(5);

fn warning(locale: Locale, idle: chrono::Duration, start: Option<Start>) -> impl IntoView {
    let before = WARNED_BEFORE.min(idle / 2);
    let warn_after_seconds = after(idle - before, start);
    let warning_text = count!(
        locale,
        before.num_minutes().max(1),
        one = "We log you out in 1 minute, because you have not opened a page for a while.",
        other = "We log you out in {n} minutes, because you have not opened a page for a while."
    )
    .into_owned();
    let button_text = t!(locale, "Stay logged in").into_owned();
    let ended_text = t!(
        locale,
        "Your log-in has ended. Send what you have typed: we keep it until you have logged in again."
    )
    .into_owned();
    let end_after_seconds = 0;
    view! { <StayLoggedIn warn_after_seconds end_after_seconds warning_text button_text ended_text /> }
}

/// Seconds from the start of the browser part to a moment after the page was made.
pub(super) fn after(moment: chrono::Duration, start: Option<Start>) -> u32 {
    let begun_after = if let Some(Start::After { seconds }) = start { seconds } else { 0 };
    u32::try_from(moment.num_seconds()).unwrap_or(u32::MAX).saturating_sub(begun_after)
}

#[component]
fn Header(
    locale: Locale,
    organisation: Option<Words>,
    person: Option<String>,
    staff: Option<StaffName>,
    /// Whether the page can be left quickly.
    leaves: bool,
) -> impl IntoView {
    let home = if staff.is_some() { STAFF_DESK } else { "/" };
    view! {
        <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
                <div class="nhsuk-header__service">
                    <a class="brand" href=home>
                        <Mark />
                        <span>"Front Door"</span>
                    </a>
                    {organisation.map(|name| view! { <span class="brand__organisation" dir="auto">{name}</span> })}
                </div>
                {person.map(|name| view! { <Account locale name log_out="/log-out" /> })}
                {staff
                    .map(|StaffName { name, organisation }| {
                        let name = t!(locale, "{name}, {place}", name = name, place = organisation).into_owned();
                        view! { <Account locale name log_out="/staff/log-out" /> }
                    })}
                {leaves.then(|| view! { <Leave locale /> })}
            </div>
        </header>
    }
}

/// On every page, for whoever must not be seen with it. It looks like the button beside it, so that it frightens nobody.
#[component]
fn Leave(locale: Locale) -> impl IntoView {
    view! {
        <form class="nhsuk-header__account-form" action="/leave" method="post">
            <button class="nhsuk-header__account-button leave">{t!(locale, "Leave this page quickly")}</button>
        </form>
    }
}

#[component]
fn Account(locale: Locale, name: String, log_out: &'static str) -> impl IntoView {
    view! {
        <nav class="nhsuk-header__account" aria-label=t!(locale, "Account")>
            <ul class="nhsuk-header__account-list">
                <li class="nhsuk-header__account-item">
                    <bdi>{name}</bdi>
                </li>
                <li class="nhsuk-header__account-item">
                    <form class="nhsuk-header__account-form" action=log_out method="post">
                        <button class="nhsuk-header__account-button">{t!(locale, "Log out")}</button>
                    </form>
                </li>
            </ul>
        </nav>
    }
}

/// For whom somebody acts, on every page, with one press back.
#[component]
fn ActingBanner(locale: Locale, name: String) -> impl IntoView {
    view! {
        <section class="acting" aria-label=t!(locale, "Acting for someone")>
            <div class="nhsuk-width-container acting__line">
                <strong>{t!(locale, "You are acting for {name}", name = isolated(&name))}</strong>
                <form action="/helping/switch" method="post">
                    <button class="acting__back" name="to" value="own">
                        {t!(locale, "Go back to your own record")}
                    </button>
                </form>
            </div>
        </section>
    }
}

#[component]
fn PracticeBanner(locale: Locale) -> impl IntoView {
    view! {
        <section class="practice" aria-label=t!(locale, "About this portal")>
            <div class="nhsuk-width-container">
                <strong class="nhsuk-tag nhsuk-tag--yellow">{t!(locale, "Demonstration: made-up people")}</strong>
            </div>
        </section>
    }
}

/// Seen on paper only: whose page it is, and when it was true.
#[component]
fn OnPaper(locale: Locale, at: chrono::DateTime<chrono::Utc>, person: Option<String>) -> impl IntoView {
    let when = dates::moment(locale, at);
    view! {
        <p class="on-paper">
            {match person {
                Some(name) => t!(locale, "Front Door. Made for {name} on {when}.", name = name, when = when),
                None => t!(locale, "Front Door. Made on {when}.", when = when),
            }}
        </p>
    }
}

/// One way out of a page's foot.
pub(super) fn footer_item(href: &'static str, text: Words) -> impl IntoView {
    view! {
        <li class="nhsuk-footer__list-item">
            <a class="nhsuk-footer__list-item-link" href=href>{text}</a>
        </li>
    }
}

#[component]
fn Footer(locale: Locale, logged_in: bool) -> impl IntoView {
    let item = footer_item;
    view! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container">
                <div class="nhsuk-footer__meta">
                    <h2 class="nhsuk-u-visually-hidden">{t!(locale, "Support links")}</h2>
                    <ul class="nhsuk-footer__list">
                        {item("/help", t!(locale, "Help"))}
                        {item("/status", t!(locale, "Who answers now"))}
                        {item("/find-a-service", t!(locale, "Find a service"))}
                        {item("/complaints", t!(locale, "Complaints"))}
                        {item("/feedback", t!(locale, "Feedback"))}
                        {item("/accessibility", t!(locale, "Accessibility"))}
                        {item("/simple-pages", t!(locale, "Large, simple pages"))}
                        {item("/privacy", t!(locale, "Privacy"))}
                        {item("/cookies", t!(locale, "Cookies"))}
                        {logged_in.then(|| item("/your-log-in", t!(locale, "Your log-in")))}
                        {logged_in.then(|| item("/carers", t!(locale, "Who can see your record")))}
                        {logged_in.then(|| item("/helping", t!(locale, "People you help")))}
                        {logged_in.then(|| item("/your-choices", t!(locale, "Your choices")))}
                        {logged_in.then(|| item("/where-from", t!(locale, "Where your information comes from")))}
                        {logged_in.then(|| item("/devices", t!(locale, "Where you are logged in")))}
                    </ul>
                </div>
            </div>
        </footer>
    }
}
