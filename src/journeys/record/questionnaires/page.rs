//! What is special to one questionnaire: how it stands, where to fill it in, and the questions to expect.

use leptos::prelude::*;

use super::entry_words::{Place, place, story};
use super::questions::QuestionsToExpect;
use crate::domain::AskedQuestionnaire;
use crate::journeys::record::detail::Shown;
use crate::journeys::record::entry_words::whom_to_ask;
use crate::t;
use crate::web::components::OutsidePage;

/// What stands between the heading and the facts.
pub fn special(shown: Shown<'_, AskedQuestionnaire>) -> impl IntoView + use<> {
    let Shown { locale, now, held, .. } = shown;
    let asked = held.entry.clone();
    let name = whom_to_ask(held, asked.asked_by.as_deref());
    let at = place(now, &asked);
    let where_to = asked.link.clone().map(|link| {
        let what = match (at, &name) {
            (Place::Over | Place::TooLate, Some(name)) => {
                t!(locale, "{name} has a page of its own about it.", name = name)
            }
            (Place::Over | Place::TooLate, None) => t!(locale, "There is another website about it."),
            (_, Some(name)) => t!(locale, "You fill it in on the website that {name} uses.", name = name),
            (_, None) => t!(locale, "You fill it in on another website."),
        };
        view! { <OutsidePage locale what link /> }
    });
    // Where its questions were told, the page itself offers to fill it in, or says why that cannot be done here.
    let is_told = asked.questions.is_some();
    let no_page = (asked.link.is_none() && !is_told && at != Place::Over).then(|| match &name {
        Some(name) => {
            t!(locale, "You cannot fill it in here yet. Ask {name} how to send your answers.", name = name)
        }
        None => t!(locale, "You cannot fill it in here yet."),
    });
    let ask = name
        .filter(|_| at == Place::TooLate)
        .map(|name| t!(locale, "Ask {name} if you still can.", name = name));
    view! {
        <p>{t!(locale, "A questionnaire is a list of questions about you and your health.")}</p>
        {story(locale, now, &asked)
            .into_iter()
            .map(|words| view! { <p dir="auto">{words}</p> })
            .collect_view()}
        {ask.map(|words| view! { <p dir="auto">{words}</p> })}
        {no_page.map(|words| view! { <p dir="auto">{words}</p> })}
        {where_to}
        {asked.questions.clone().map(|questions| view! { <QuestionsToExpect locale questions /> })}
    }
}
