//! The honest words for an empty list: who told us of none, and "none" only from a coded statement.

use leptos::prelude::*;

use super::what;
use crate::domain::{Kind, NoneKnown, SourceReport, SourceState, WhyNotAsked};
use crate::t;
use crate::web::Words;
use crate::words::{Locale, dates, isolated};

#[component]
pub fn NothingHere(locale: Locale, kind: Kind, sources: Vec<SourceReport>) -> impl IntoView {
    let unsure = sources.iter().any(|source| source.state.may_be_missing_something());
    let lines: Vec<Words> = sources.iter().filter_map(|source| line(locale, kind, source)).collect();
    let nobody = lines.is_empty();
    view! {
        <div class="nothing">
            {unsure.then(|| view! { <p><strong>{t!(locale, "Nothing is shown here. That does not mean that there is nothing.")}</strong></p> })}
            {nobody.then(|| view! { <p>{t!(locale, "Nobody has told us anything for this list.")}</p> })}
            {(!nobody)
                .then(|| {
                    view! {
                        <ul class="nothing__list">
                            {lines.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                        </ul>
                    }
                })}
        </div>
    }
}

/// What one organisation's answer means for a list with nothing in it.
fn line(locale: Locale, kind: Kind, source: &SourceReport) -> Option<Words> {
    let name = isolated(&source.organisation.name);
    Some(match &source.state {
        SourceState::Answered { none_known: Some(none), .. } => none_known(locale, &name, none),
        SourceState::Answered { entries: 0, none_known: None, .. } => {
            t!(locale, "{name} told us of none. Something may not be shared online.", name = name)
        }
        SourceState::Answered { .. } => t!(locale, "{name} told us of none for this list.", name = name),
        SourceState::InPart { entries: 0, set_aside: 1.., .. } => {
            t!(locale, "{name} told us of something that we could not read.", name = name)
        }
        SourceState::InPart { .. } => {
            t!(locale, "{name} answered in part. Something may be missing.", name = name)
        }
        SourceState::Waiting => t!(locale, "We are still waiting for {name}.", name = name),
        SourceState::Failed { copy: Some(copy), .. } => {
            let when = dates::moment(locale, copy.told_at);
            t!(locale, "{name} has not answered. Its last answer was on {when}.", name = name, when = when)
        }
        SourceState::Failed { copy: None, .. } => {
            t!(locale, "{name} has not answered. It may hold something.", name = name)
        }
        SourceState::NotAsked(WhyNotAsked::Stopped) => {
            t!(
                locale,
                "{name} has asked us not to show this at the moment. It may hold something.",
                name = name
            )
        }
        SourceState::NotAsked(_) => {
            t!(locale, "We have not asked {name}. It may hold something.", name = name)
        }
        SourceState::NotForThisAge => {
            t!(locale, "{name} does not share online with people of this age.", name = name)
        }
        SourceState::NotSharedOnline => what::not_shared(locale, Some(kind), &name),
        SourceState::DoesNotKnowPerson { .. } => {
            t!(locale, "{name} told us that it does not know you.", name = name)
        }
        SourceState::NotConnected => return None,
    })
}

/// The only words that say "none": the source's own coded statement.
fn none_known(locale: Locale, name: &str, none: &NoneKnown) -> Words {
    let text = in_a_sentence(&none.text);
    match &none.recorded {
        Some(date) => {
            let date = dates::partial(locale, date);
            t!(locale, "{name} told us: {text} (written down {date}).", name = name, text = text, date = date)
        }
        None => t!(locale, "{name} told us: {text}.", name = name, text = text),
    }
}

/// "No known allergies." as it stands in the middle of a sentence.
fn in_a_sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect::<String>()
        }
        _ => text.to_owned(),
    }
}
