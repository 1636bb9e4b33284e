//! What a parent sees as a child grows up, in words for the parent and for the young person, with the days.

use leptos::prelude::*;

use crate::domain::{AskedYet, Growing};
use crate::t;
use crate::web::Words;
use crate::web::components::{InsetText, Row, SummaryList};
use crate::words::{Locale, and_list, dates, isolated};

/// For the parent, about the child of this name; `places` are the organisations that gave the access.
#[component]
pub fn AsTheyGrow(locale: Locale, growing: Growing, name: String, places: Vec<String>) -> impl IntoView {
    let name = isolated(&name).into_owned();
    let is_to_be_asked = growing.stage == AskedYet::ToBeLookedAt;
    let kept = is_to_be_asked.then(|| {
        let until =
            t!(locale, "This stays so until staff have talked with {name} alone.", name = name.clone());
        view! {
            <InsetText locale>
                <p>
                    {t!(
                        locale,
                        "You see nothing that is marked as private (confidential). We do not say if there is anything."
                    )}
                </p>
                <p>{until}</p>
            </InsetText>
        }
    });
    let ask = (is_to_be_asked && !places.is_empty()).then(|| {
        t!(
            locale,
            "Ask {places} when they will talk with {name}.",
            places = and_list(locale, &places),
            name = name.clone()
        )
    });
    let to_do = [
        t!(
            locale,
            "Tell {name} what you look at here, and why. {name} can see that you did.",
            name = name.clone()
        ),
        t!(
            locale,
            "{name} can have their own log-in. From 13 that can be NHS login. Before, ask the GP surgery for a code.",
            name = name.clone()
        ),
    ];
    let rows = for_the_parent(locale, &growing, &name);
    view! {
        {kept}
        <h2>{t!(locale, "What changes as {name} grows up", name = name.clone())}</h2>
        <SummaryList rows />
        <p>{t!(locale, "We tell you both before each birthday that changes something.")}</p>
        <h2>{t!(locale, "What you can do now")}</h2>
        {list(ask.into_iter().chain(to_do))}
    }
}

fn for_the_parent(locale: Locale, growing: &Growing, name: &str) -> Vec<Row> {
    let ages = growing.ages;
    let asks = || t!(locale, "Staff talk with {name} alone, and ask what {name} wants.", name = name);
    let birthday = |years: u32| {
        let day = dates::short_day(locale, growing.when(years)?);
        Some(t!(locale, "{day}, when {name} is {age}", day = day, name = name, age = years))
    };
    let mut rows = Vec::new();
    match growing.stage {
        AskedYet::Young => {
            let until = t!(
                locale,
                "Until they have done so, you see nothing that is marked as private (confidential)."
            );
            rows.extend(birthday(ages.review_from).map(|when| row(when, [asks(), until])));
        }
        AskedYet::ToBeLookedAt => {
            let is = t!(locale, "{name} is {age} or older.", name = name, age = ages.review_from);
            rows.push(row(t!(locale, "Now"), [is, asks()]));
        }
        AskedYet::LookedAt(day) => rows.push(row(
            dates::short_day(locale, day).into(),
            [t!(locale, "Staff looked at your access. It goes on.")],
        )),
        AskedYet::Over => {}
    }
    if !matches!(growing.stage, AskedYet::LookedAt(_)) {
        let stops = t!(
            locale,
            "If nobody has talked with {name} by then, your access stops until they have.",
            name = name
        );
        rows.extend(birthday(ages.review_by).map(|when| row(when, [stops])));
    }
    rows.extend(growing.to_arrange_from().map(|day| {
        let day = dates::short_day(locale, day);
        row(
            t!(locale, "From {day}", day = day),
            [t!(locale, "If {name} will not be able to decide as an adult, talk to staff now.", name = name)],
        )
    }));
    let ends = [
        t!(locale, "Your access ends."),
        t!(locale, "Then {name} decides, and can give you access.", name = name),
    ];
    rows.extend(birthday(ages.parents_end).map(|when| row(when, ends)));
    rows
}

/// For the young person.
#[component]
pub fn AsYouGrow(locale: Locale, growing: Growing) -> impl IntoView {
    let kept = match growing.stage {
        AskedYet::ToBeLookedAt => Some([
            t!(locale, "They see nothing that is marked as private (confidential)."),
            t!(locale, "You can ask your doctor or nurse to mark what you tell them."),
        ]),
        AskedYet::LookedAt(_) => Some([
            t!(locale, "They see what is marked as private (confidential) too."),
            t!(
                locale,
                "If you do not want that, tell your GP surgery. You can also stop the access on this page."
            ),
        ]),
        AskedYet::Young | AskedYet::Over => None,
    };
    let kept = kept.map(|lines| {
        let lines = lines.map(|line| view! { <p>{line}</p> });
        view! { <InsetText locale>{lines.into_iter().collect_view()}</InsetText> }
    });
    let to_do = [
        t!(locale, "You can ask your GP surgery to talk with you alone, at any age."),
        t!(locale, "You can see here what they looked at, and when."),
        t!(
            locale,
            "If something worries you, tell a doctor, a nurse, a teacher or somebody else you trust. You can call Childline on 0800 1111. It is free."
        ),
    ];
    let rows = for_the_young_person(locale, &growing);
    view! {
        {kept}
        <h2>{t!(locale, "What changes as you grow up")}</h2>
        <SummaryList rows />
        <h2>{t!(locale, "What you can do now")}</h2>
        {list(to_do.into_iter())}
    }
}

fn for_the_young_person(locale: Locale, growing: &Growing) -> Vec<Row> {
    let ages = growing.ages;
    let asks =
        || t!(locale, "Staff talk with you alone, and ask what you want. If you can decide, you decide.");
    let birthday = |years: u32| {
        let day = dates::short_day(locale, growing.when(years)?);
        Some(t!(locale, "{day}, when you are {age}", day = day, age = years))
    };
    let mut rows = Vec::new();
    match growing.stage {
        AskedYet::Young => {
            let until = t!(
                locale,
                "Until they have done so, your parent sees nothing that is marked as private (confidential)."
            );
            rows.extend(birthday(ages.review_from).map(|when| row(when, [asks(), until])));
        }
        AskedYet::ToBeLookedAt => rows.push(row(
            t!(locale, "Now"),
            [asks(), t!(locale, "If nobody has asked you yet, you can ask them.")],
        )),
        AskedYet::LookedAt(day) => rows.push(row(
            dates::short_day(locale, day).into(),
            [t!(locale, "Staff looked at this with you. It goes on.")],
        )),
        AskedYet::Over => {}
    }
    if !matches!(growing.stage, AskedYet::LookedAt(_)) {
        let stops = t!(locale, "If nobody has asked you by then, it stops until somebody does.");
        rows.extend(birthday(ages.review_by).map(|when| row(when, [stops])));
    }
    let ends = [t!(locale, "It ends."), t!(locale, "Then you decide who sees your record, and nobody else.")];
    rows.extend(birthday(ages.parents_end).map(|when| row(when, ends)));
    rows
}

fn row<const N: usize>(when: Words, lines: [Words; N]) -> Row {
    let lines = lines.map(|line| view! { <p>{line}</p> });
    Row::new(when, lines.into_iter().collect_view())
}

fn list(lines: impl Iterator<Item = Words>) -> impl IntoView {
    let lines = lines.map(|line| view! { <li>{line}</li> });
    view! { <ul class="nhsuk-list nhsuk-list--bullet">{lines.collect_view()}</ul> }
}
