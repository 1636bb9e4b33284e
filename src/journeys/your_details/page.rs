//! The page of a person's own details: fact by fact, with everyone who has it and what differs.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::acting::{Acting, ActingLine};
use super::changing::{TellThem, What};
use super::facts::{About, Difference, Fact, Value};
use super::words;
use crate::domain::{Kind, NhsNumber, Organisation, Setting, SourceReport};
use crate::journeys::record::detail::Phone;
use crate::journeys::record::entry_words::holder_names;
use crate::t;
use crate::web::components::{
    Details, EntryList, HonestyStrip, InsetText, NothingHere, WarningCallout, edge,
};
use crate::words::{Locale, and_list, dates, isolated};

/// All that the page shows, worked out beforehand.
#[derive(Clone, PartialEq, Debug)]
pub struct YourDetailsFacts {
    pub now: DateTime<Utc>,
    pub nhs_number: NhsNumber,
    pub sources: Vec<SourceReport>,
    /// National demographics keep something back, for the record is restricted.
    pub restricted: bool,
    /// Empty where nobody told anything.
    pub facts: Vec<Fact>,
    /// Who takes changes here.
    pub here: Option<Arc<Organisation>>,
    /// Everyone who has something written down.
    pub holders: Vec<Arc<Organisation>>,
    /// Who may act for whom nationally, where that may be asked.
    pub acting: Option<Acting>,
}

#[component]
pub fn YourDetails(locale: Locale, details: YourDetailsFacts) -> impl IntoView {
    let YourDetailsFacts { now, nhs_number, sources, restricted, facts, here, holders, acting } = details;
    let nobody = facts.is_empty();
    view! {
        <h1>{t!(locale, "Your details")}</h1>
        <HonestyStrip locale now sources=sources.clone() what=Kind::Details check_again_href="/your-details" />
        <p>
            {t!(
                locale,
                "Each organisation writes your details down for itself. This is what they have told us now."
            )}
        </p>
        <p>
            {t!(locale, "Your NHS number is")}
            " "
            <strong class="number">{nhs_number.spaced()}</strong>
        </p>
        {restricted
            .then(|| {
                view! {
                    <InsetText locale>
                        <p>
                            {t!(
                                locale,
                                "Your record has extra protection. Your address, phone number and GP surgery may be kept back here. Nobody who helps you sees them."
                            )}
                        </p>
                    </InsetText>
                }
            })}
        {nobody.then(|| view! { <NothingHere locale kind=Kind::Details sources /> })}
        {facts.into_iter().map(|fact| view! { <OneFact locale now fact /> }).collect_view()}
        {acting.map(|acting| view! { <WhoMayAct locale acting /> })}
        {(!holders.is_empty()).then(|| view! { <HowToChange locale here holders /> })}
    }
}

/// What the national service says of acting for one another.
#[component]
fn WhoMayAct(locale: Locale, acting: Acting) -> impl IntoView {
    let Acting { said, lines } = acting;
    let has_lines = !lines.is_empty();
    let lines = lines.into_iter().map(|ActingLine { title, small }| {
        view! {
            <li class=edge(Setting::National)>
                <p dir="auto">{title}</p>
                {(!small.is_empty()).then(|| view! { <p class="entry__what" dir="auto">{small}</p> })}
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <h2>{t!(locale, "Who may act for you, and for whom you may act")}</h2>
        <p>{t!(locale, "This is what the national service has written down. It lets nobody see your record here.")}</p>
        {(!said.is_empty()).then(|| view! { <p>{said}</p> })}
        {has_lines.then(|| view! { <EntryList>{lines}</EntryList> })}
    }
}

/// One fact under its heading.
#[component]
fn OneFact(locale: Locale, now: DateTime<Utc>, fact: Fact) -> impl IntoView {
    let Fact { about, values, former, not_written, differences } = fact;
    let names: Vec<String> = not_written.iter().map(|at| isolated(&at.name).into_owned()).collect();
    let has_values = !values.is_empty();
    let values = values.into_iter().map(|value| view! { <OneValue locale now value /> }).collect_view();
    let differences = differences.into_iter().map(|difference| view! { <Differs locale about difference /> });
    view! {
        <h2>{words::heading(locale, about)}</h2>
        {(about == About::Related)
            .then(|| {
                view! {
                    <p>
                        {t!(
                            locale,
                            "This is whom staff may contact. Being on this list does not let anybody see your record here."
                        )}
                    </p>
                }
            })}
        {has_values.then(|| view! { <EntryList>{values}</EntryList> })}
        {differences.collect_view()}
        {(!names.is_empty())
            .then(|| view! { <p>{words::not_written(locale, about, &and_list(locale, &names))}</p> })}
        {(!former.is_empty())
            .then(|| {
                let former = former
                    .into_iter()
                    .map(|value| view! { <OneValue locale now value /> })
                    .collect_view();
                view! {
                    <Details summary=t!(locale, "Written down, but not in use now")>
                        <EntryList>{former}</EntryList>
                    </Details>
                }
            })}
    }
}

#[component]
fn OneValue(locale: Locale, now: DateTime<Utc>, value: Value) -> impl IntoView {
    let Value { lines, what_for, holders } = value;
    let setting = holders.first().map_or(Setting::National, |holder| holder.organisation.setting);
    let is_old = holders.iter().all(|holder| holder.is_old_copy);
    let told_at = holders.iter().map(|holder| holder.told_at).max().filter(|_| is_old);
    view! {
        <li class=edge(setting)>
            {lines.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view()}
            {what_for.map(|words| view! { <p class="entry__what">{words}</p> })}
            <p class="entry__who" dir="auto">
                {t!(locale, "Written down at {names}", names = holder_names(locale, &holders))}
            </p>
            {told_at
                .map(|at| {
                    let when = dates::told_at(locale, at, now);
                    view! {
                        <p class="entry__old">
                            {t!(locale, "A copy, told us {when}. It may have changed since.", when = when)}
                        </p>
                    }
                })}
        </li>
    }
}

#[component]
fn Differs(locale: Locale, about: About, difference: Difference) -> impl IntoView {
    let Difference { at, than } = difference;
    let heading = words::differs(locale, about, &isolated(&at.name), &isolated(&than.name));
    let phone = at.phone.clone().map(|number| (at.name.clone(), number));
    view! {
        <WarningCallout locale heading>
            <p>{t!(locale, "If it is not right there, ask them to change it.")}</p>
            {phone.map(|phone| view! { <p><Phone phone /></p> })}
        </WarningCallout>
    }
}

#[component]
fn HowToChange(
    locale: Locale,
    here: Option<Arc<Organisation>>,
    holders: Vec<Arc<Organisation>>,
) -> impl IntoView {
    let others: Vec<_> = holders.into_iter().filter(|at| here.as_ref() != Some(at)).collect();
    let links = here.map(|at| {
        let each = What::ALL.map(|what| view! { <li><a href=what.address()>{what.name(locale)}</a></li> });
        let words = t!(locale, "You can change these here, at {name}:", name = isolated(&at.name));
        view! {
            <p dir="auto">{words}</p>
            <ul>{each.collect_view()}</ul>
        }
    });
    let nowhere = links.is_none().then(|| {
        let words = t!(
            locale,
            "You cannot change it here. Call each organisation that has it wrong. They may not tell each other."
        );
        view! { <p>{words}</p> }
    });
    view! {
        <h2>{t!(locale, "If something is wrong or has changed")}</h2>
        {links}
        {nowhere}
        <TellThem locale others />
    }
}
