//! The pages of searching: the form, what was found, and a search that is no more.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::found::{FIRST, Found, FoundKind, Part};
use crate::domain::{Kind, SourceReport, SourceState};
use crate::journeys::record::kinds;
use crate::journeys::record::list::Group;
use crate::journeys::record::list_page::GroupOfEntries;
use crate::journeys::record::paging::{NoSuchPage, Page};
use crate::store::SearchId;
use crate::web::components::{Button, ErrorSummary, HonestyStrip, Pagination, TextInput};
use crate::web::forms::FormState;
use crate::web::{Link, Words};
use crate::words::{Locale, and_list, isolated};
use crate::{count, t};

/// The page of a search, as plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct SearchPage {
    pub locale: Locale,
    pub now: DateTime<Utc>,
    pub id: SearchId,
    /// As they were typed.
    pub words: String,
    pub part: Part,
    pub found: Found,
    pub sources: Vec<SourceReport>,
}

/// One line to search from, wherever people may want to.
#[component]
pub fn SearchBox(
    locale: Locale,
    #[prop(into, default = String::new())] words: String,
    #[prop(into, default = None)] error: Option<Words>,
    /// What the field is called; on the page that is only for it, the heading's own words.
    #[prop(into, default = None)]
    label: Option<Words>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| search_words(locale));
    view! {
        <form class="search" role="search" action="/search" method="post" novalidate>
            <TextInput
                locale
                id="words"
                label
                value=words
                error
                autocomplete=Some("off")
                spellcheck=Some(false)
            />
            <Button text=t!(locale, "Search") secondary=true />
        </form>
    }
}

/// What searching is called.
pub fn search_words(locale: Locale) -> Words {
    t!(locale, "Search your health record")
}

/// `/search`, as it is first shown and as it comes back.
#[component]
pub fn SearchForm(locale: Locale, form: FormState) -> impl IntoView {
    let (words, error) = (form.value("words"), form.error("words"));
    let looks = t!(
        locale,
        "We look for your words in everything that organisations have told us. All words must be there."
    );
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{search_words(locale)}</h1>
        <p>{looks}</p>
        <SearchBox locale words error label=Some(t!(locale, "What are you looking for?")) />
        <p>{t!(locale, "You can use names of medicines, tests, conditions, places or people.")}</p>
    }
}

/// What was found, by kind.
#[component]
pub fn SearchResults(
    facts: SearchPage,
    /// Whether somebody acts for the patient, who may be shown less than there is.
    #[prop(optional)]
    acting: bool,
) -> impl IntoView {
    let SearchPage { locale, now, id, words, part, found, sources } = facts;
    let here = address(id, &part, found.page.map_or(1, |page| page.number));
    let not_searched = not_searched(locale, &sources);
    let said = match acting && found.total() == 0 {
        true => t!(locale, "No entries match in what you may see. Try fewer or other words."),
        false => said(locale, &found, not_searched.is_some()),
    };
    let Found { kinds, is_near, page } = found;
    let (kind, several) = (part.kind, part.kind.is_none());
    let whole = kind.map(|_| {
        let all = address(id, &Part::default(), 1);
        view! { <p><a href=all>{t!(locale, "Show all that was found")}</a></p> }
    });
    view! {
        <h1>{t!(locale, "Search results")}</h1>
        <SearchBox locale words label=Some(search_words(locale)) />
        <HonestyStrip locale now sources what=None check_again_href=here />
        {not_searched.map(|words| view! { <p><strong>{words}</strong></p> })}
        <p>{said}</p>
        {is_near.then(|| view! { <p>{t!(locale, "Check the spelling of your words.")}</p> })}
        {whole}
        {kinds
            .into_iter()
            .filter(|found| several || kind == Some(found.kind))
            .map(|found| view! { <OfOneKind locale id found several /> })
            .collect_view()}
        {kind.map(|kind| view! { <Pages locale id kind page /> })}
    }
}

/// The organisations that hold something that could not be looked through.
fn not_searched(locale: Locale, sources: &[SourceReport]) -> Option<Words> {
    let is_closed = |state: &SourceState| {
        matches!(
            state,
            SourceState::Failed { copy: None, .. }
                | SourceState::Waiting
                | SourceState::NotAsked(_)
                | SourceState::NotConnected
        )
    };
    let closed = sources.iter().filter(|source| is_closed(&source.state));
    let names: Vec<String> = closed.map(|source| isolated(&source.organisation.name).into_owned()).collect();
    (!names.is_empty())
        .then(|| t!(locale, "We could not look in: {names}.", names = and_list(locale, &names)))
}

/// How much was found, and never that there is nothing where somebody was not looked through.
fn said(locale: Locale, found: &Found, is_incomplete: bool) -> Words {
    match (found.total(), found.is_near) {
        (0, _) if is_incomplete => t!(locale, "No entries match in what we could look through."),
        (0, _) => t!(locale, "No entries match. Try fewer or other words."),
        (n, true) => count!(
            locale,
            n,
            one = "Nothing has exactly these words. 1 entry has words that are nearly the same.",
            other = "Nothing has exactly these words. {n} entries have words that are nearly the same."
        ),
        (n, false) => count!(locale, n, one = "1 entry matches.", other = "{n} entries match."),
    }
}

#[component]
fn OfOneKind(
    locale: Locale,
    id: SearchId,
    found: FoundKind,
    /// Whether other kinds stand here too.
    several: bool,
) -> impl IntoView {
    let FoundKind { kind, total, entries } = found;
    let heading = t!(locale, "{kind} ({n})", kind = kinds::words(locale, kind).door, n = total).into_owned();
    let all = (several && total > FIRST).then(|| {
        let href = address(id, &Part { kind: Some(kind), page: None }, 1);
        let words = t!(locale, "{kind}: show all {n}", kind = kinds::words(locale, kind).door, n = total);
        view! { <p><a href=href>{words}</a></p> }
    });
    view! {
        <GroupOfEntries locale group=Group { heading: Some(heading), entries } />
        {all}
    }
}

#[component]
fn Pages(locale: Locale, id: SearchId, kind: Kind, page: Result<Page, NoSuchPage>) -> impl IntoView {
    let part = Part { kind: Some(kind), page: None };
    match page {
        Ok(page) if page.of == 1 => ().into_any(),
        Ok(page) => {
            let link = |number: usize| Link {
                href: address(id, &part, number).into(),
                text: t!(locale, "{n} of {of}", n = number, of = page.of),
            };
            view! {
                <p>{t!(locale, "Page {n} of {of}", n = page.number, of = page.of)}</p>
                <Pagination locale previous=page.previous().map(link) next=page.next().map(link) />
            }
            .into_any()
        }
        Err(NoSuchPage { .. }) => view! {
            <p>{t!(locale, "There is no such page.")}</p>
            <p><a href=address(id, &part, 1)>{t!(locale, "Go to the first page")}</a></p>
        }
        .into_any(),
    }
}

fn address(id: SearchId, part: &Part, page: usize) -> String {
    match (part.kind, page) {
        (None, _) => format!("/search/{id}"),
        (Some(kind), 1) => format!("/search/{id}?kind={}", kind.slug()),
        (Some(kind), page) => format!("/search/{id}?kind={}&page={page}", kind.slug()),
    }
}

/// A search that has ended with its log-in, was never made, or was made in another log-in.
#[component]
pub fn NoSuchSearch(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "We cannot find this search")}</h1>
        <p>{t!(locale, "We keep what you search for only until you log out. You can search again.")}</p>
        <SearchBox locale label=Some(search_words(locale)) />
    }
}
