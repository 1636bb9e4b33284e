//! Made-up entries, holders and answers for the tests of these pages.

mod entries;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;

use super::asked::ListQuery;
use super::detail::{EntryPage, Origin, Shown};
use super::list::List;
use super::list_page::ListPage;
use super::listed::Listed;
use crate::domain::*;
use crate::words::Locale;

pub use entries::*;

/// An organisation of these tests.
#[derive(Clone, Copy)]
pub struct Org(pub &'static str, pub &'static str, pub Setting, pub Option<&'static str>);

pub const SURGERY: Org = Org("A81001", "Hill Street Surgery", Setting::Gp, Some("01632 960 100"));
pub const HOSPITAL: Org = Org("RA101", "Riverside Hospital", Setting::Hospital, Some("01632 960 001"));
/// Its name is in Greek letters, so that a test can tell it from our own words.
pub const GREEK: Org = Org("RB201", "Κοιλάδα", Setting::Community, Some("01632 960 200"));

impl Org {
    pub fn organisation(self) -> Arc<Organisation> {
        Arc::new(Organisation {
            ods_code: OdsCode::parse(self.0).expect("an ODS code"),
            name: self.1.to_owned(),
            setting: self.2,
            phone: self.3.map(str::to_owned),
            records_start: None,
        })
    }
}

/// Sunday 22 November 2026, 9:41am.
pub fn now() -> DateTime<Utc> {
    at("2026-11-22T09:41:00Z")
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// An entry that `holders` told us of a minute ago, each with an id of its own.
pub fn held<T: Entry>(entry: T, holders: &[Org]) -> Held<T> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    let id = EntryId(bytes);
    let holder = |org: &Org| Holder {
        organisation: org.organisation(),
        told_at: now() - Duration::minutes(1),
        is_old_copy: false,
        recorded: None,
    };
    Held::of(id, entry, holders.iter().map(holder).collect())
}

/// The same entry, known only from a copy of 8:12am.
pub fn as_old_copy<T>(mut held: Held<T>) -> Held<T> {
    for holder in &mut held.holders {
        holder.is_old_copy = true;
        holder.told_at = at("2026-11-22T08:12:00Z");
    }
    held
}

/// How an organisation stands.
pub fn report(org: Org, state: SourceState) -> SourceReport {
    SourceReport { organisation: org.organisation(), state }
}

pub fn answered(org: Org, entries: usize) -> SourceReport {
    report(org, SourceState::Answered { at: now(), entries, none_known: None })
}

pub fn none_known(org: Org, words: &str) -> SourceReport {
    let none_known = Some(NoneKnown { text: words.to_owned(), recorded: None });
    report(org, SourceState::Answered { at: now(), entries: 0, none_known })
}

/// It has not answered, and nothing is known from before.
pub fn failed(org: Org) -> SourceReport {
    report(org, SourceState::Failed { why: Failure::NoAnswer, copy: None })
}

/// It has not answered; a copy of 8:12am with so many entries stands in.
pub fn failed_with_copy(org: Org, entries: usize) -> SourceReport {
    let copy = Some(OldCopy { told_at: at("2026-11-22T08:12:00Z"), entries });
    report(org, SourceState::Failed { why: Failure::NoAnswer, copy })
}

pub fn waiting(org: Org) -> SourceReport {
    report(org, SourceState::Waiting)
}

pub fn not_asked(org: Org) -> SourceReport {
    report(org, SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin))
}

/// A view as the server writes it.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    crate::web::rendered(view).replace("<!>", "")
}

/// The page of a list.
pub fn list_page<T: Listed>(locale: Locale, gathered: &Gathered<T>, query: &str) -> String {
    let list = List::of(locale, now(), gathered, ListQuery::read(query), None);
    html(|| view! { <ListPage list /> })
}

/// The page of one entry, with what is special to its kind.
pub fn entry_page<T: Listed, V: IntoView + 'static>(
    locale: Locale,
    held: &Held<T>,
    gathered: &Gathered<T>,
    special: impl FnOnce(Shown<'_, T>) -> V,
) -> String {
    let (name, facts) = (held.entry.title(locale), super::side_by_side::facts(locale, None, held));
    let origin = Origin::of(locale, now(), held);
    let special =
        special(Shown { locale, now: now(), largest_file: 25_000_000, held, gathered, practice: None });
    html(|| view! { <EntryPage name facts origin>{special}</EntryPage> })
}

/// What the organisations of [`GREEK`] and entries in Greek letters say is told from our own words by its letters:
/// what stands in Latin letters outside of the markers has forgotten to ask for its language.
pub fn assert_all_words_ask_for_their_language(html: &str) {
    let ours = crate::words::outside_markers(html);
    let ours: Vec<_> =
        ours.iter().filter(|text| text.chars().any(|letter| letter.is_ascii_alphabetic())).collect();
    assert!(ours.is_empty(), "{ours:?}");
}

/// What every page keeps to: one h1 of at most 65 characters, no skipped heading, nothing that the content security
/// policy would stop.
pub fn assert_well_made(html: &str) {
    let headings: Vec<(char, String)> = ["<h1", "<h2", "<h3"]
        .iter()
        .flat_map(|tag| html.match_indices(tag).map(|(at, _)| at))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|at| {
            let rest = &html[at + 2..];
            let words = rest.split_once('>').map_or("", |(_, rest)| rest);
            (
                rest.chars().next().unwrap_or_default(),
                words.split("</h").next().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let levels: Vec<char> = headings.iter().map(|(level, _)| *level).collect();
    assert_eq!(levels.iter().filter(|level| **level == '1').count(), 1, "{levels:?}");
    assert_eq!(levels.first(), Some(&'1'), "{levels:?}");
    assert!(levels.windows(2).all(|pair| u32::from(pair[1]) <= u32::from(pair[0]) + 1), "{levels:?}");
    assert!(text(&headings[0].1).chars().count() <= 65, "{}", headings[0].1);
    assert!(!html.contains(" style=") && !html.contains("onclick"), "{html}");
}

/// What a reader sees of it: the words without the markup, with single spaces.
pub fn text(html: &str) -> String {
    let fragment = scraper::Html::parse_fragment(html);
    fragment.root_element().text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Nobody asked, nothing told.
pub fn nothing_at_all() -> crate::gather::Everything {
    fn none<T>() -> Gathered<T> {
        Gathered::of(Vec::new(), Vec::new())
    }
    crate::gather::Everything {
        appointments: none(),
        medicines: none(),
        allergies: none(),
        conditions: none(),
        test_results: none(),
        letters: none(),
        vaccinations: none(),
        visits: none(),
        referrals: none(),
        care_plans: none(),
        prescriptions: none(),
        questionnaires: none(),
        messages: none(),
        sources: Vec::new(),
    }
}
