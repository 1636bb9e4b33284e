//! The words that referrals and care plans share: how they stand, and how long people wait.

use crate::domain::{Held, PartialDate, RequestState, Waiting};
use crate::journeys::record::entry_words::FactList;
use crate::journeys::record::listed::{Section, newest_first, without_empty};
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates};

/// How a request stands, in a word or two; nothing where the source does not say.
pub fn state(locale: Locale, state: &RequestState) -> Option<Words> {
    Some(match state {
        RequestState::Planned => t!(locale, "Planned"),
        RequestState::Booked => t!(locale, "Booked"),
        RequestState::Active => t!(locale, "Listed as active"),
        RequestState::OnHold => t!(locale, "On hold"),
        RequestState::Cancelled => t!(locale, "Cancelled"),
        RequestState::Refused => t!(locale, "Refused"),
        RequestState::Done => t!(locale, "Finished"),
        RequestState::Other(word) => word.clone().into(),
        RequestState::NotSaid => return None,
    })
}

/// The tag of one that stands otherwise than the heading above it says.
pub fn tag(locale: Locale, of: &RequestState) -> Option<(String, TagColour)> {
    let colour = match of {
        RequestState::Active | RequestState::NotSaid => return None,
        RequestState::Planned | RequestState::Booked | RequestState::Other(_) => TagColour::White,
        RequestState::OnHold => TagColour::Yellow,
        RequestState::Cancelled | RequestState::Refused => TagColour::Red,
        RequestState::Done => TagColour::Grey,
    };
    Some((state(locale, of)?.into_owned(), colour))
}

/// The headings of a list, for what is open, what nobody says of, and what is over.
pub struct Headings {
    pub open: Words,
    pub not_said: Words,
    pub over: Words,
}

/// The groups of a list, newest first in each.
pub fn sections<'a, T>(
    headings: Headings,
    entries: &'a [Held<T>],
    state: impl Fn(&T) -> &RequestState,
    date: impl Fn(&T) -> Option<PartialDate>,
) -> Vec<Section<'a, T>> {
    let at = |open: Option<bool>| {
        newest_first(entries.iter().filter(|held| state(&held.entry).is_open() == open), &date)
    };
    without_empty(vec![
        Section::new(headings.open, at(Some(true))),
        Section::new(headings.not_said, at(None)),
        Section::new(headings.over, at(Some(false))),
    ])
}

/// The rows on waiting, as far as the source told of it.
#[must_use]
pub fn with_waiting(facts: FactList, locale: Locale, waiting: &Waiting) -> FactList {
    facts
        .date(locale, t!(locale, "Waiting since"), waiting.since.as_ref())
        .date(locale, t!(locale, "Waiting ended"), waiting.ended.as_ref())
        .text(t!(locale, "Average wait planned there"), waiting.planned.as_ref())
        .text(t!(locale, "8 in 10 people waited up to"), waiting.most_people.as_ref())
        .date(locale, t!(locale, "Waiting list last confirmed"), waiting.confirmed.as_ref())
}

/// What the source says of waiting, a paragraph each. An average is of everybody, and nobody's own wait is worked out.
pub fn waiting_story(locale: Locale, waiting: &Waiting) -> Vec<Words> {
    let date = |date: &PartialDate| dates::partial(locale, date);
    let since =
        waiting.since.as_ref().map(|day| t!(locale, "The waiting counts from {date}.", date = date(day)));
    let ended = waiting.ended.as_ref().map(|day| t!(locale, "It ended on {date}.", date = date(day)));
    let planned = waiting
        .planned
        .as_ref()
        .map(|time| t!(locale, "The average wait that is planned there is {time}.", time = time));
    let most = waiting
        .most_people
        .as_ref()
        .map(|time| t!(locale, "8 in 10 people waited up to {time}.", time = time));
    let figures: Vec<Words> = planned.into_iter().chain(most).collect();
    let figures = (!figures.is_empty()).then(|| {
        let own = t!(locale, "Your own wait may be shorter or longer.");
        Words::from(format!("{} {own}", figures.join(" ")))
    });
    [since, ended, figures].into_iter().flatten().collect()
}
