//! What a parent sees as a child grows up, in words for the parent and for the young person.

use leptos::prelude::*;

use crate::domain::Ages;
use crate::t;
use crate::web::Words;
use crate::words::{Locale, isolated};

/// For the parent, about the child of this name.
#[component]
pub fn AsTheyGrow(locale: Locale, ages: Ages, name: String) -> impl IntoView {
    let name = isolated(&name).into_owned();
    let Ages { review_from, review_by, parents_end, .. } = ages;
    let lines = [
        t!(
            locale,
            "Until {name} is {age}, you see what you were given.",
            name = name.clone(),
            age = review_from
        ),
        t!(
            locale,
            "From {age} on, staff look at it again. They talk with {name} alone, and ask what {name} wants.",
            age = review_from,
            name = name.clone()
        ),
        t!(
            locale,
            "If nobody has done so when {name} is {age}, your access stops until somebody does.",
            name = name.clone(),
            age = review_by
        ),
        t!(
            locale,
            "At {age} your access ends. Then {name} decides, and can give you access.",
            age = parents_end,
            name = name.clone()
        ),
        t!(
            locale,
            "If {name} will not be able to decide then, talk to staff half a year before.",
            name = name.clone()
        ),
    ];
    view! {
        <h2>{t!(locale, "What changes as {name} grows up", name = name.clone())}</h2>
        {list(lines)}
        <p>{t!(locale, "We tell you both before each of these birthdays.")}</p>
        <p>{t!(locale, "{name} can have their own log-in. From 13 that can be NHS login. Before, ask the GP surgery for a code.", name = name)}</p>
    }
}

/// For the young person.
#[component]
pub fn AsYouGrow(locale: Locale, ages: Ages) -> impl IntoView {
    let Ages { review_from, review_by, parents_end, .. } = ages;
    let lines = [
        t!(locale, "You can ask your GP surgery to talk with you alone, at any age."),
        t!(
            locale,
            "From {age} on, staff ask you what you want. If you can decide, you decide.",
            age = review_from
        ),
        t!(
            locale,
            "If nobody has asked you when you are {age}, it stops until somebody does.",
            age = review_by
        ),
        t!(
            locale,
            "At {age} it ends. Then you decide who sees your record, and nobody else.",
            age = parents_end
        ),
    ];
    view! {
        <h2>{t!(locale, "What changes as you grow up")}</h2>
        {list(lines)}
    }
}

fn list<const N: usize>(lines: [Words; N]) -> impl IntoView {
    let lines = lines.map(|line| view! { <li>{line}</li> });
    view! { <ul class="nhsuk-list nhsuk-list--bullet">{lines.into_iter().collect_view()}</ul> }
}
