//! Results that wait because the person wants to see new ones later: how many, until when, and one press to open them.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::count;
use crate::domain::{KeptBack, NewResults};
use crate::t;
use crate::web::components::{Button, InsetText};
use crate::words::{Locale, dates};

/// Results that may be seen from one moment on. Those of one report mostly are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Together {
    pub until: DateTime<Utc>,
    pub results: usize,
}

/// What waits, the first to be seen first.
pub fn together(kept_back: &[KeptBack]) -> Vec<Together> {
    let mut until: Vec<_> = kept_back.iter().map(|kept| kept.until).collect();
    until.sort();
    until
        .chunk_by(|one, other| one == other)
        .map(|all| Together { until: all[0], results: all.len() })
        .collect()
}

/// Says on the list what is not on it.
#[component]
pub fn WhatWaits(locale: Locale, waiting: Vec<Together>) -> impl IntoView {
    let one = move |Together { until, results }: Together| {
        let when = dates::moment(locale, until);
        let says = count!(
            locale,
            results,
            one = "1 new result waits until {when}.",
            other = "{n} new results wait until {when}.",
            when = when
        );
        let show =
            count!(locale, results, one = "Show this result now", other = "Show these {n} results now");
        view! {
            <p>{says}</p>
            <form method="post" action="/record/test-results">
                <input type="hidden" name="until" value=until.to_rfc3339() />
                <Button secondary=true text=show />
            </form>
        }
    };
    (!waiting.is_empty()).then(|| {
        view! {
            <InsetText locale>
                <p>
                    {t!(locale, "You chose to see new results 7 days after they arrive.")}
                    " "
                    <a href="#new-results">{t!(locale, "Change this")}</a>
                </p>
                {waiting.into_iter().map(one).collect_view()}
            </InsetText>
        }
    })
}

/// When new results are shown, and the way to have it otherwise.
#[component]
pub fn WhenToShow(locale: Locale, choice: NewResults) -> impl IntoView {
    let (other, press) = match choice {
        NewResults::StraightAway => {
            (NewResults::AfterSevenDays, t!(locale, "Show me new results 7 days after they arrive"))
        }
        NewResults::AfterSevenDays => {
            (NewResults::StraightAway, t!(locale, "Show me new results straight away"))
        }
    };
    let words = match choice {
        NewResults::StraightAway => view! {
            <p>{t!(locale, "You see new results straight away, even if nobody has talked to you about them.")}</p>
            <p>
                {t!(
                    locale,
                    "You can wait 7 days instead. Your doctor, nurse or other healthcare professional then has time to call you first. You can open each result early with one press."
                )}
            </p>
        }
        .into_any(),
        NewResults::AfterSevenDays => view! {
            <p>{t!(locale, "You see new results 7 days after they arrive. You can open each one early with one press.")}</p>
            <ul>
                <li>{t!(locale, "It is the same on every page and in what you download.")}</li>
                <li>
                    {t!(locale, "A result arrives when it is reported. If we were not told when that was, it arrives when we first hear of it.")}
                </li>
                <li>
                    {t!(locale, "Letters, notes of visits and measurements such as your weight do not wait. They may tell you a result.")}
                </li>
            </ul>
        }
        .into_any(),
    };
    view! {
        <h2 id="new-results" tabindex="-1">{t!(locale, "When you see new results")}</h2>
        {words}
        <form method="post" action="/record/test-results">
            <input type="hidden" name="show" value=other.slug() />
            <Button secondary=true text=press />
        </form>
    }
}

/// The page of a result that waits. It says nothing of what the result is.
#[component]
pub fn ThisOneWaits(
    locale: Locale,
    until: DateTime<Utc>,
    /// The result's own address.
    href: String,
) -> impl IntoView {
    let when = dates::moment(locale, until);
    view! {
        <h1>{t!(locale, "This test result waits")}</h1>
        <p>
            {t!(locale, "You chose to see new results 7 days after they arrive. You see this one from {when}.", when = when)}
        </p>
        <p>{t!(locale, "We do not know if anyone has talked to you about this result.")}</p>
        <form method="post" action=href>
            <Button text=t!(locale, "Show this result now") />
        </form>
        <p>
            <a href="/record/test-results#new-results">{t!(locale, "Change when you see new results")}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fingerprint;
    use crate::journeys::record::testing::{assert_all_words_ask_for_their_language, at, html, text};

    fn kept(until: &str) -> KeptBack {
        KeptBack {
            ids: Vec::new(),
            content: Fingerprint::default(),
            until: at(until),
            holders: Vec::new(),
            is_remembered: true,
        }
    }

    #[test]
    fn results_that_may_be_seen_together_stand_together_the_first_first() {
        let waiting =
            [kept("2026-11-29T09:00:00Z"), kept("2026-11-27T14:30:00Z"), kept("2026-11-29T09:00:00Z")];
        let waiting = together(&waiting);
        let shape: Vec<_> = waiting.iter().map(|one| one.results).collect();
        assert_eq!(shape, [1, 2]);
        let page = text(&html(|| view! { <WhatWaits locale=Locale::English waiting /> }));
        assert!(page.contains("1 new result waits until Friday 27 November 2026, 2:30pm."), "{page}");
        assert!(page.contains("Show these 2 results now"), "{page}");
    }

    #[test]
    fn every_word_about_waiting_asks_for_its_language() {
        let locale = Locale::Pseudo;
        for choice in NewResults::ALL {
            let waiting = together(&[kept("2026-11-29T09:00:00Z")]);
            let page = html(|| {
                view! {
                    <WhatWaits locale waiting />
                    <WhenToShow locale choice />
                    <ThisOneWaits locale until=at("2026-11-29T09:00:00Z") href="/x".to_owned() />
                }
            });
            assert_all_words_ask_for_their_language(&page);
        }
    }
}
