//! Doors to the parts of the portal, each with one line of what is behind it.

use leptos::prelude::*;

use super::{Drawn, Picture};
use crate::web::Words;

#[component]
pub fn Doors(children: Children) -> impl IntoView {
    view! { <ul class="doors">{children()}</ul> }
}

#[component]
pub fn Door(
    #[prop(into)] href: Words,
    #[prop(into)] title: Words,
    /// What is behind the door; one with nothing behind it says so.
    #[prop(into)]
    line: Words,
    /// Beside the words on large pages, for those who find reading hard.
    #[prop(default = None)]
    picture: Option<Picture>,
) -> impl IntoView {
    let picture = picture.map(|picture| view! { <Drawn picture class="door__picture" /> });
    view! {
        <li class="door">
            <a class="door__link" href=href>
                {picture}
                <strong class="door__title">{title}</strong>
                " "
                <span class="door__line">{line}</span>
            </a>
        </li>
    }
}
