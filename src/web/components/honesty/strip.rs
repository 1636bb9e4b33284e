//! The strip above every list: what may be wrong or missing, worst first, or one line when all is well.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::SourceLine;
use super::words::{Said, not_asked, said, waiting};
use crate::domain::{Kind, SourceReport, SourceState, WhyNotAsked};
use crate::islands::CheckAgain;
use crate::web::Words;
use crate::web::components::icon::Sign;
use crate::words::{Locale, and_list, dates, isolated};
use crate::{count, t};

/// Stands open above every list; never hidden behind a press.
#[component]
pub fn HonestyStrip(
    locale: Locale,
    now: DateTime<Utc>,
    sources: Vec<SourceReport>,
    /// What the list is about; without it, everything.
    #[prop(into, default = None)]
    what: Option<Kind>,
    /// The page itself, so that "Check again" asks once more.
    #[prop(into)]
    check_again_href: Words,
) -> impl IntoView {
    let mut lines = troubles(locale, now, &sources, what);
    let class = match lines.first().map(|said| said.sign) {
        None => "honesty honesty--ok",
        Some(Sign::Failed) => "honesty honesty--failed",
        Some(Sign::InPart) => "honesty honesty--in-part",
        Some(_) => "honesty honesty--waiting",
    };
    lines.extend(answered(locale, now, &sources, lines.is_empty()));
    let unconnected = sources.iter().filter(|source| source.state == SourceState::NotConnected).count();
    let way = match unconnected {
        0 => t!(locale, "Where your information comes from"),
        n => count!(
            locale,
            n,
            one = "1 organisation is not connected",
            other = "{n} organisations are not connected"
        ),
    };
    let all_well = class.ends_with("--ok") && unconnected == 0;
    let somebody_fails = class.ends_with("--failed");
    let waiting = sources.iter().filter(|source| source.state == SourceState::Waiting).count();
    let looks_again = {
        let href = check_again_href.clone();
        move || view! { <LooksAgain locale what waiting href=href.clone() /> }
    };
    view! {
        <section class=class aria-label=t!(locale, "Who has answered")>
            {lines
                .into_iter()
                .map(|said| {
                    let waits = said.sign == Sign::Waiting;
                    // While somebody is waited for there is one link, and it stands with them.
                    let href = (waiting == 0).then(|| check_again_href.clone());
                    view! {
                        <SourceLine locale said check_again_href=href />
                        {waits.then(&looks_again)}
                    }
                })
                .collect_view()}
            {(!all_well).then(|| view! { <p class="honesty__way"><a href="/where-from">{way}</a></p> })}
            {somebody_fails
                .then(|| {
                    view! { <p class="honesty__way"><a href="/status">{t!(locale, "See who answers now")}</a></p> }
                })}
        </section>
    }
}

/// Stands with those who are waited for: asks by itself where JavaScript runs, and is a link everywhere.
#[component]
fn LooksAgain(locale: Locale, what: Option<Kind>, waiting: usize, href: Words) -> impl IntoView {
    view! {
        <div class="honesty__way">
            <CheckAgain
                kind=what.map_or("everything", Kind::slug).to_owned()
                waiting=u32::try_from(waiting).unwrap_or(u32::MAX)
                waiting_text=t!(locale, "We go on asking.").into_owned()
                ready_text=t!(locale, "More has come.").into_owned()
                link_text=t!(locale, "Check again").into_owned()
                href=href.into_owned()
            />
        </div>
    }
}

/// Everything but full answers, worst first: failed, in part, waiting, not asked, not for this age, not shared, does
/// not know the person.
fn troubles(locale: Locale, now: DateTime<Utc>, sources: &[SourceReport], what: Option<Kind>) -> Vec<Said> {
    let mut lines = Vec::new();
    let mut each = |wanted: fn(&SourceState) -> bool| {
        let found = sources.iter().filter(|source| wanted(&source.state));
        lines.extend(found.map(|source| said(locale, now, source, what)));
    };
    each(|state| matches!(state, SourceState::Failed { .. }));
    each(|state| matches!(state, SourceState::InPart { .. }));
    if let Some(names) = names(locale, sources, &SourceState::Waiting) {
        lines.push(waiting(locale, &names));
    }
    lines.extend(not_asked_lines(locale, now, sources, what));
    let mut each = |wanted: fn(&SourceState) -> bool| {
        let found = sources.iter().filter(|source| wanted(&source.state));
        lines.extend(found.map(|source| said(locale, now, source, what)));
    };
    each(|state| matches!(state, SourceState::NotForThisAge));
    each(|state| matches!(state, SourceState::NotSharedOnline));
    each(|state| matches!(state, SourceState::DoesNotKnowPerson { .. }));
    lines
}

/// Those that were not asked for one reason about the person share a line; those with reasons of their own do not.
fn not_asked_lines(
    locale: Locale,
    now: DateTime<Utc>,
    sources: &[SourceReport],
    what: Option<Kind>,
) -> Vec<Said> {
    let mut lines = Vec::new();
    for why in [
        WhyNotAsked::Stopped,
        WhyNotAsked::NeedsNhsLogin,
        WhyNotAsked::NhsLoginEnded,
        WhyNotAsked::NeedsHospitalLogIn,
        WhyNotAsked::OnlyThePatient,
        WhyNotAsked::NotApproved,
    ] {
        let found = sources.iter().filter(|source| source.state == SourceState::NotAsked(why));
        lines.extend(found.map(|source| said(locale, now, source, what)));
    }
    for why in [WhyNotAsked::DemographicsUnknown, WhyNotAsked::Restricted] {
        if let Some(names) = names(locale, sources, &SourceState::NotAsked(why)) {
            lines.push(not_asked(locale, &names, why));
        }
    }
    lines
}

/// The names of everyone in a state.
fn names(locale: Locale, sources: &[SourceReport], state: &SourceState) -> Option<String> {
    let found = sources.iter().filter(|source| source.state == *state);
    let names: Vec<String> = found.map(|source| isolated(&source.organisation.name).into_owned()).collect();
    (!names.is_empty()).then(|| and_list(locale, &names))
}

/// The green line: who did answer in full, and since when all of that is known.
fn answered(locale: Locale, now: DateTime<Utc>, sources: &[SourceReport], all_well: bool) -> Option<Said> {
    let full = |source: &&SourceReport| matches!(source.state, SourceState::Answered { .. });
    let told: Vec<&SourceReport> = sources.iter().filter(full).collect();
    let oldest = told.iter().filter_map(|source| source.state.answered_at()).min();
    let lead = match told.as_slice() {
        [] if all_well => t!(locale, "We know of no organisation that we can ask about you."),
        [] => return None,
        [only] => t!(locale, "{name} has answered.", name = isolated(&only.organisation.name)),
        _ if all_well => t!(locale, "Everyone we asked has answered."),
        some => count!(
            locale,
            some.len(),
            one = "1 organisation has answered in full.",
            other = "{n} organisations have answered in full."
        ),
    };
    let sign = if told.is_empty() { Sign::NotAsked } else { Sign::Answered };
    let rest = oldest.map(|at| last_checked(locale, at, now)).into_iter().collect();
    Some(Said { sign, lead, rest, quotes: Vec::new(), check_again: false })
}

fn last_checked(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>) -> Words {
    let day = |at: DateTime<Utc>| at.with_timezone(&chrono_tz::Europe::London).date_naive();
    let when = if day(at) == day(now) { dates::time(locale, at) } else { dates::told_at(locale, at, now) };
    t!(locale, "Last checked {when}.", when = when)
}
