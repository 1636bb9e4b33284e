//! What is special to one referral: its story in sentences, and whom to ask.

use leptos::prelude::*;

use super::entry_words::{booking_story, how_it_stands, which_list, who_asked_whom};
use crate::domain::{Referral, ReferralBooking};
use crate::journeys::record::detail::Shown;
use crate::journeys::record::entry_words::whom_to_ask;
use crate::journeys::record::request_words::waiting_story;
use crate::t;
use crate::web::components::OutsidePage;
use crate::words::dates;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, Referral>) -> impl IntoView + use<> {
    let Shown { locale, held, .. } = shown;
    let referral = &held.entry;
    let asked = who_asked_whom(locale, referral).filter(|_| !referral.is_waiting_list);
    let asked = asked.map(|words| t!(locale, "{words}.", words = words));
    let made = referral
        .made
        .as_ref()
        .map(|date| t!(locale, "The referral is dated {date}.", date = dates::partial(locale, date)));
    let state = how_it_stands(locale, &referral.state);
    let ask = whom_to_ask(held, referral.asked.first().map(String::as_str)).map(|name| {
        match referral.state.is_open() {
            Some(false) => t!(locale, "Ask {name} if you think you still need it.", name = name),
            _ => t!(locale, "Ask {name} if you want to know what happens next.", name = name),
        }
    });
    // Where its holder takes this online, the page offers that besides.
    let no_longer = whom_to_ask(held, referral.asked.first().map(String::as_str))
        .filter(|_| referral.state.is_open() != Some(false))
        .map(|name| t!(locale, "If you no longer need it, call {name} and say so.", name = name));
    let what_it_is = match referral.is_waiting_list {
        true => which_list(locale, referral),
        false => t!(locale, "A referral asks another service to see you or to help with your care."),
    };
    let more: Vec<_> =
        booking_story(locale, referral).into_iter().chain(waiting_story(locale, &referral.waiting)).collect();
    let page = referral.link.clone().map(|link| {
        let what = match referral.booking {
            Some(ReferralBooking::CanBeBooked | ReferralBooking::CanBeBookedAgain) => {
                t!(locale, "You book on another website.")
            }
            _ => t!(locale, "You can see more about it on another website."),
        };
        view! { <OutsidePage locale what link /> }
    });
    view! {
        <p dir="auto">{what_it_is}</p>
        {asked.map(|words| view! { <p dir="auto">{words}</p> })}
        {made.map(|words| view! { <p>{words}</p> })}
        <p dir="auto">{state}</p>
        {more.into_iter().map(|words| view! { <p dir="auto">{words}</p> }).collect_view()}
        {ask.map(|words| view! { <p dir="auto">{words}</p> })}
        {no_longer.map(|words| view! { <p dir="auto">{words}</p> })}
        {page}
    }
}
