//! The list that all kinds share: who has answered, what to know first, the entries in groups, and paging.

use std::borrow::Cow;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::asked::ListQuery;
use super::disagreements::{self, Contradiction};
use super::entry_words::{holder_names, may_be, old_copy};
use super::kinds;
use super::list_page::ListPage;
use super::listed::{Listed, Section};
use super::narrowing::{Filter, Narrowing, ShownOf};
use super::paging::{NoSuchPage, Page};
use super::plain_words::plain_name;
use super::{opened, side_by_side};
use crate::access::{Permit, Purpose};
use crate::domain::{Gathered, Held, Kind, Setting, SourceReport};
use crate::journeys::notices::notices_of;
use crate::t;
use crate::web::components::TagColour;
use crate::web::{AppState, Around, Frame, Link, Made, Outcome, PageError, Reader, Words, page_of};
use crate::words::Locale;
use crate::words::glossary::PracticeMode;

/// A list as plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    pub kind: Kind,
    pub heading: Words,
    pub sources: Vec<SourceReport>,
    pub contradictions: Vec<Contradiction>,
    /// How many entries of this kind the person has hidden.
    pub hidden: usize,
    pub notices: Vec<String>,
    /// Other ways to see the same list.
    pub other_ways: Vec<Link>,
    pub narrowing: Narrowing,
    pub back: Link,
    /// Why there is no entry, where there is none.
    pub nothing: Option<Nothing>,
    pub page: Result<Page, NoSuchPage>,
    pub query: ListQuery,
    /// The list's address without a query.
    pub href: &'static str,
    pub groups: Vec<Group>,
}

/// An empty list, which never says more than was told.
#[derive(Clone, PartialEq, Debug)]
pub enum Nothing {
    /// Nobody told us of anything.
    Told,
    /// Entries were told, but none that belongs here.
    OfThisWay(Words),
    /// Entries belong here, but none that fits what was chosen.
    OfThisChoice,
    /// Whoever looks may see less than there is.
    MayNotSeeAll,
}

/// A heading and its entries.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    pub heading: Option<String>,
    pub entries: Vec<ListEntry>,
}

/// One entry of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListEntry {
    pub href: String,
    pub title: String,
    /// A plain name, where the title is another.
    pub plain: Option<String>,
    pub what: Option<String>,
    pub who: String,
    pub setting: Setting,
    pub tag: Option<(String, TagColour)>,
    pub old_copy: Option<String>,
    /// What it may be the same as.
    pub may_be: Vec<Link>,
}

impl List {
    /// What of everyone's answers stands on the page that is asked for.
    pub fn of<T: Listed>(
        locale: Locale,
        now: DateTime<Utc>,
        gathered: &Gathered<T>,
        query: ListQuery,
        practice: Option<PracticeMode>,
    ) -> Self {
        let way = query.way;
        let chosen = chosen(now, &gathered.entries, &query.filter);
        let sections = T::sections(locale, now, &chosen, way);
        let entries = count(&sections);
        let unnarrowed = query.filter.is_any().then(|| T::sections(locale, now, &gathered.entries, way));
        let unnarrowed = unnarrowed.as_ref().unwrap_or(&sections);
        let of = count(unnarrowed);
        let page = Page::asked(query.page.as_deref(), entries);
        let here = page.map(|page| page.cut(&sections)).unwrap_or_default();
        let complete = !gathered.sources.iter().any(|source| source.state.may_be_missing_something());
        // Whatever was told and is not here was hidden by the person.
        let all_hidden =
            gathered.is_empty() && gathered.sources.iter().any(|source| source.state.told_entries() > 0);
        let nothing = match (gathered.is_empty(), of, entries) {
            (true, ..) if all_hidden => {
                Some(Nothing::OfThisWay(t!(locale, "Everything that was told for this list is hidden.")))
            }
            (true, ..) => Some(Nothing::Told),
            (false, 0, _) if !gathered.entries.is_empty() => {
                T::none_here(locale, way, complete).map(Nothing::OfThisWay)
            }
            (false, 1.., 0) => Some(Nothing::OfThisChoice),
            _ => None,
        };
        let of_this_way: Vec<_> =
            unnarrowed.iter().flat_map(|section| section.entries.iter().copied()).collect();
        let shown_of = ShownOf { shown: entries, of };
        let narrowing = Narrowing::of(locale, now, &gathered.sources, &of_this_way, &query.filter, shown_of);
        Self {
            locale,
            now,
            kind: T::KIND,
            heading: T::heading(locale, way),
            sources: gathered.sources.clone(),
            contradictions: disagreements::of_list(locale, gathered),
            hidden: 0,
            notices: T::notices(locale, gathered),
            other_ways: T::other_ways(locale, now, gathered, way),
            narrowing: Narrowing { kept: way.written(), ..narrowing },
            back: T::back(locale, way),
            nothing: nothing.filter(|_| page.is_ok()),
            page,
            query,
            href: kinds::words(locale, T::KIND).href,
            groups: here.iter().map(|section| group(locale, now, section, practice)).collect(),
        }
    }

    /// The same as whoever asks may see it. Somebody who may be shown less than there is is never told that there is none.
    #[must_use]
    pub fn seen_by(mut self, permit: &Permit) -> Self {
        if permit.is_limited() {
            // Other ways to see this list, and to do something where they may. The way back to the
            // record is the way to the page with the doors that are theirs.
            if matches!(&*self.back.href, "/" | "/record") {
                self.back = Link { href: "/".into(), text: t!(self.locale, "Health record") };
            }
            self.other_ways.retain(|link| permit.opens(link.href.split('?').next().unwrap_or_default()));
            self.nothing = self.nothing.map(|nothing| match nothing {
                Nothing::OfThisChoice => nothing,
                _ => Nothing::MayNotSeeAll,
            });
        }
        self
    }

    /// What stands around the page.
    pub fn frame(&self, permit: &Permit, reader: &Reader) -> Frame {
        let Link { href, text } = self.back.clone();
        let frame = reader.frame(self.title()).for_person(permit.subject()).back(href, text);
        frame.waiting_for(&self.sources)
    }

    pub fn status(&self) -> StatusCode {
        if self.page.is_ok() { StatusCode::OK } else { StatusCode::NOT_FOUND }
    }

    /// The heading with the page, where there are several; it holds nothing personal.
    pub fn title(&self) -> Words {
        match self.page {
            Ok(page) if page.of > 1 => {
                t!(
                    self.locale,
                    "{list}, page {n} of {of}",
                    list = self.heading,
                    n = page.number,
                    of = page.of
                )
            }
            _ => self.heading.clone(),
        }
    }
}

/// The entries that fit what was chosen; all of them where nothing was.
fn chosen<'a, T: Listed>(now: DateTime<Utc>, entries: &'a [Held<T>], filter: &Filter) -> Cow<'a, [Held<T>]> {
    match filter.is_any() {
        true => entries.iter().filter(|held| filter.keeps(now, held)).cloned().collect(),
        false => Cow::Borrowed(entries),
    }
}

fn count<T>(sections: &[Section<'_, T>]) -> usize {
    sections.iter().map(|section| section.entries.len()).sum()
}

fn group<T: Listed>(
    locale: Locale,
    now: DateTime<Utc>,
    section: &Section<'_, T>,
    practice: Option<PracticeMode>,
) -> Group {
    Group {
        heading: section.heading.clone(),
        entries: section.entries.iter().map(|held| list_entry(locale, now, held, practice)).collect(),
    }
}

/// One entry as every list shows it.
pub fn list_entry<T: Listed>(
    locale: Locale,
    now: DateTime<Utc>,
    held: &Held<T>,
    practice: Option<PracticeMode>,
) -> ListEntry {
    let line = held.entry.line(locale);
    let holders = holder_names(locale, &held.holders);
    let who = match line.small {
        Some(small) => t!(locale, "{holders} · {small}", holders = holders, small = small).into_owned(),
        None => holders,
    };
    ListEntry {
        href: entry_href(locale, T::KIND, held),
        title: held.entry.title(locale),
        plain: held.entry.named().and_then(|named| plain_name(named, practice)),
        what: side_by_side::what(locale, practice, held),
        who,
        setting: setting(held),
        tag: line.tag,
        old_copy: old_copy(locale, now, held),
        may_be: may_be(locale, held),
    }
}

/// Where an entry's own page is.
pub fn entry_href<T>(locale: Locale, kind: Kind, held: &Held<T>) -> String {
    format!("{}/{}", kinds::words(locale, kind).href, held.id)
}

/// The kind of place whose words are shown.
pub fn setting<T>(held: &Held<T>) -> Setting {
    held.holders.first().map_or(Setting::National, |holder| holder.organisation.setting)
}

/// Asks everyone for one kind, writes down that it is opened, and shows the list.
///
/// # Errors
/// [`crate::web::PageError::CannotDisclose`] where the access log cannot be written: then nothing is shown.
pub async fn list<T: Listed>(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    query: ListQuery,
) -> Outcome {
    list_with::<T, _>(&app, &permit, &reader, query, (), |_, _| {}).await
}

/// How many entries of this kind the person has hidden. Whoever else looks at the record learns of nothing that is not
/// there.
///
/// # Errors
/// When our database does not answer.
pub async fn hidden_by_the_person(app: &AppState, permit: &Permit, kind: Kind) -> Result<usize, PageError> {
    if !permit.is_the_patients_own() {
        return Ok(0);
    }
    let hidden = app.reports.hidden(permit.subject().id).await.map_err(PageError::internal)?;
    Ok(hidden.of_kind(kind))
}

/// The same for a kind whose list shows something that its organisations do not tell. `besides` holds all of it;
/// `add` puts it on the list.
///
/// # Errors
/// As [`list`].
pub async fn list_with<T: Listed, B: PartialEq + Send + 'static>(
    app: &AppState,
    permit: &Permit,
    reader: &Reader,
    query: ListQuery,
    besides: B,
    add: impl FnOnce(&[Held<T>], &mut List),
) -> Outcome {
    let gathered = opened(permit, app.gather.one::<T>(permit).await, Purpose::List).await?;
    let hidden = hidden_by_the_person(app, permit, T::KIND).await?;
    let now = app.clock.now();
    let notices = notices_of(&app.notices, now, gathered.organisations());
    let key = (Around::of(reader, permit, now), query.clone(), hidden, besides, notices.clone());
    Ok(page_of(&gathered, key, || {
        let mut list =
            List::of(reader.locale(), now, &gathered, query, reader.practice_mode()).seen_by(permit);
        list.hidden = hidden;
        add(&gathered.entries, &mut list);
        let frame = list.frame(permit, reader).with_notices(notices);
        Made::new(list.status(), frame, || view! { <ListPage list /> })
    }))
}
