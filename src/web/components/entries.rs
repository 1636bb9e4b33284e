//! Entries of a record: one shape everywhere, with the coloured edge of who holds it and the holder's name in words.

use leptos::prelude::*;

use super::{Tag, TagColour};
use crate::domain::Setting;
use crate::web::Words;

#[component]
pub fn EntryList(children: Children) -> impl IntoView {
    view! { <ul class="entries">{children()}</ul> }
}

#[component]
pub fn EntryRow(
    #[prop(into)] href: Words,
    #[prop(into)] title: String,
    /// A plain name, where the title is another. In English until the glossary stands in other languages.
    #[prop(into, default = None)]
    plain: Option<String>,
    /// One line of what it is.
    #[prop(into, default = None)]
    what: Option<String>,
    /// Who holds it, and when it was.
    #[prop(into)]
    who: String,
    setting: Setting,
    #[prop(into, default = None)] tag: Option<(String, TagColour)>,
    /// Said where all that is known comes from an old copy: when that copy was true.
    #[prop(into, default = None)]
    old_copy: Option<String>,
    /// More that belongs to it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class=edge(setting)>
            <h3 class="entry__title">
                <a href=href dir="auto">{title}</a>
            </h3>
            {plain.map(|plain| view! { <p class="entry__what" lang="en">{plain}</p> })}
            {what.map(|what| view! { <p class="entry__what" dir="auto">{what}</p> })}
            <p class="entry__who" dir="auto">{who}</p>
            {old_copy.map(|words| view! { <p class="entry__old">{words}</p> })}
            {children.map(|children| children())}
            {tag.map(|(text, colour)| view! { <div class="entry__tag"><Tag text colour /></div> })}
        </li>
    }
}

/// The class that colours the edge by the kind of holder.
pub fn edge(setting: Setting) -> &'static str {
    match setting {
        Setting::Gp => "entry entry--gp",
        Setting::Hospital => "entry entry--hospital",
        Setting::Community => "entry entry--community",
        Setting::National => "entry entry--national",
    }
}
