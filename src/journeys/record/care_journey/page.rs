//! The part of a page that shows a care journey: next, who, what belongs to it, and what to do if you hear nothing.

use leptos::prelude::*;

use super::joined::{CareJourney, Contact};
use super::words;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::list::Group;
use crate::journeys::record::list_page::GroupOfEntries;
use crate::t;
use crate::web::components::HonestyStrip;

#[component]
pub fn Journey(journey: CareJourney) -> impl IntoView {
    let CareJourney {
        locale,
        now,
        href,
        step,
        is_plan,
        belongs,
        may_belong,
        looking_after,
        if_nothing,
        results_wait,
        sources,
    } = journey;
    let may_be_missing = sources.iter().any(|source| source.state.may_be_missing_something());
    let nothing = belongs.is_empty();
    view! {
        <h2>{t!(locale, "What happens next")}</h2>
        <p dir="auto">{words::next(locale, step, is_plan)}</p>
        {may_be_missing
            .then(|| {
                view! {
                    <p>
                        <strong>{t!(locale, "Not everybody has told us everything, so something may be missing here.")}</strong>
                    </p>
                    <HonestyStrip locale now sources check_again_href=href />
                }
            })}
        {(!looking_after.is_empty())
            .then(|| {
                view! {
                    <h2>{t!(locale, "Who is looking after this now")}</h2>
                    <Contacts contacts=looking_after />
                }
            })}
        {if_nothing
            .map(|(words, contacts)| {
                view! {
                    <h2>{t!(locale, "If you hear nothing")}</h2>
                    <p>{words}</p>
                    <Contacts contacts />
                    <p>
                        {t!(locale, "Do not wait for this if you feel much worse. Call your GP surgery, or call 111.")}
                    </p>
                }
            })}
        <h2>{t!(locale, "What belongs to it")}</h2>
        {nothing
            .then(|| view! { <p>{t!(locale, "Nothing that we were told is linked to this.")}</p> })}
        {(!nothing).then(|| view! { <GroupOfEntries locale group=Group { heading: None, entries: belongs } /> })}
        {results_wait
            .then(|| {
                view! {
                    <p>
                        {t!(locale, "You chose to see new results later. Those that wait are not shown here.")}
                        " "
                        <a href="/record/test-results">{t!(locale, "Test results")}</a>
                    </p>
                }
            })}
        {(!may_belong.is_empty())
            .then(|| {
                view! {
                    <h2>{t!(locale, "These may belong to it")}</h2>
                    <p>{t!(locale, "They are from the same kind of service, and came after it. No record says that they belong to it.")}</p>
                    <GroupOfEntries locale group=Group { heading: None, entries: may_belong } />
                }
            })}
    }
}

/// Names with the numbers to call, where they are known.
#[component]
fn Contacts(contacts: Vec<Contact>) -> impl IntoView {
    let one = |Contact { name, phone }: Contact| match phone {
        Some(number) => view! { <li><Phone phone=(name, number) /></li> }.into_any(),
        None => view! { <li><bdi>{name}</bdi></li> }.into_any(),
    };
    view! { <ul>{contacts.into_iter().map(one).collect_view()}</ul> }
}
