//! The page of a list, from plain data to HTML.

use leptos::prelude::*;

use super::asked::ListQuery;
use super::disagreements::Contradictions;
use super::list::{Group, List, ListEntry, Nothing};
use super::narrowing::FilterForm;
use super::paging::{NoSuchPage, Page};
use super::wrong::HiddenNotice;
use crate::t;
use crate::web::Link;
use crate::web::components::{EntryList, EntryRow, HonestyStrip, InsetText, NothingHere, Pagination};
use crate::words::Locale;

/// The content of a list page.
#[component]
pub fn ListPage(
    list: List,
    /// What has to be known before the entries.
    #[prop(default = None)]
    above: Option<AnyView>,
    /// What concerns all of them.
    #[prop(default = None)]
    below: Option<AnyView>,
) -> impl IntoView {
    let List {
        locale,
        now,
        kind,
        heading,
        sources,
        contradictions,
        hidden,
        notices,
        other_ways,
        narrowing,
        nothing,
        page,
        query,
        href,
        groups,
        ..
    } = list;
    let check_again_href = query.address(href, page.map_or(1, |page| page.number));
    let whole = query.whole(href);
    let nothing = nothing.map(|nothing| match nothing {
        Nothing::Told => view! { <NothingHere locale kind sources=sources.clone() /> }.into_any(),
        Nothing::OfThisWay(words) => view! { <p>{words}</p> }.into_any(),
        Nothing::MayNotSeeAll => {
            view! { <p>{t!(locale, "There is nothing here that you can see.")}</p> }.into_any()
        }
        Nothing::OfThisChoice => {
            view! { <p>{t!(locale, "No entries match what you chose. Choose something else.")}</p> }
                .into_any()
        }
    });
    view! {
        <h1>{heading}</h1>
        <HonestyStrip locale now sources=sources.clone() what=kind check_again_href />
        <HiddenNotice locale hidden />
        <Contradictions locale contradictions />
        {notices
            .into_iter()
            .map(|notice| view! { <InsetText locale><p dir="auto">{notice}</p></InsetText> })
            .collect_view()}
        {above}
        <FilterForm locale narrowing href whole />
        {nothing}
        {other_ways
            .into_iter()
            .map(|link| view! { <p class="not-printed"><a href=link.href>{link.text}</a></p> })
            .collect_view()}
        {groups.into_iter().map(|group| view! { <GroupOfEntries locale group /> }).collect_view()}
        <Pages locale page query href />
        {below}
    }
}

/// One group under its heading.
#[component]
pub fn GroupOfEntries(locale: Locale, group: Group) -> impl IntoView {
    view! {
        {group.heading.map(|heading| view! { <h2 class="month" dir="auto">{heading}</h2> })}
        <EntryList>
            {group
                .entries
                .into_iter()
                .map(|ListEntry { href, title, plain, what, who, setting, tag, old_copy, may_be }| {
                    view! {
                        <EntryRow href title plain what who setting tag old_copy>
                            <MayBe locale may_be />
                        </EntryRow>
                    }
                })
                .collect_view()}
        </EntryList>
    }
}

/// What an entry may be the same as, with the way there.
#[component]
fn MayBe(locale: Locale, may_be: Vec<Link>) -> impl IntoView {
    let line = |link: Link| {
        let words = t!(locale, "May be the same as {what}", what = link.text);
        view! { <p class="entry__who"><a href=link.href dir="auto">{words}</a></p> }
    };
    may_be.into_iter().map(line).collect_view()
}

/// The way to the other pages, or back from one that is not there.
#[component]
pub fn Pages(
    locale: Locale,
    page: Result<Page, NoSuchPage>,
    query: ListQuery,
    href: &'static str,
) -> impl IntoView {
    match page {
        Ok(page) if page.of == 1 => ().into_any(),
        Ok(page) => {
            let link = |number: usize| Link {
                href: query.address(href, number).into(),
                text: t!(locale, "{n} of {of}", n = number, of = page.of),
            };
            let here = t!(locale, "Page {n} of {of}", n = page.number, of = page.of);
            view! {
                <p>{here}</p>
                <Pagination locale previous=page.previous().map(link) next=page.next().map(link) />
            }
            .into_any()
        }
        Err(NoSuchPage { of }) => {
            let words = crate::count!(
                locale,
                of,
                one = "There is no such page. This list has 1 page.",
                other = "There is no such page. This list has {n} pages.",
            );
            view! {
                <p>{words}</p>
                <p class="not-printed"><a href=query.address(href, 1)>{t!(locale, "Go to the first page")}</a></p>
            }
            .into_any()
        }
    }
}
