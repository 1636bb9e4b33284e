//! One word or two on how something stands; never colour alone.

use leptos::prelude::*;

use crate::web::Words;

/// The colours of the design system's tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TagColour {
    #[default]
    Plain,
    White,
    Grey,
    Green,
    AquaGreen,
    Blue,
    Purple,
    Pink,
    Red,
    Orange,
    Yellow,
}

#[component]
pub fn Tag(
    #[prop(into)] text: Words,
    #[prop(default = TagColour::Plain)] colour: TagColour,
) -> impl IntoView {
    let class = match colour {
        TagColour::Plain => "nhsuk-tag",
        TagColour::White => "nhsuk-tag nhsuk-tag--white",
        TagColour::Grey => "nhsuk-tag nhsuk-tag--grey",
        TagColour::Green => "nhsuk-tag nhsuk-tag--green",
        TagColour::AquaGreen => "nhsuk-tag nhsuk-tag--aqua-green",
        TagColour::Blue => "nhsuk-tag nhsuk-tag--blue",
        TagColour::Purple => "nhsuk-tag nhsuk-tag--purple",
        TagColour::Pink => "nhsuk-tag nhsuk-tag--pink",
        TagColour::Red => "nhsuk-tag nhsuk-tag--red",
        TagColour::Orange => "nhsuk-tag nhsuk-tag--orange",
        TagColour::Yellow => "nhsuk-tag nhsuk-tag--yellow",
    };
    view! { <strong class=class>{text}</strong> }
}
