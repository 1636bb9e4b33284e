//! The page of all choices.

use leptos::prelude::*;

use super::topic::{self, Question};
use crate::domain::{Channel, OutsideLink, QuietHours, Topic};
use crate::store::{Chosen, TellingChoices};
use crate::t;
use crate::web::Words;
use crate::web::components::{OutsidePage, Row, SummaryList};
use crate::words::Locale;

/// What the page shows.
pub struct ChoicesFacts {
    pub choices: TellingChoices,
    /// The ways that this portal has.
    pub channels: Vec<Channel>,
    pub quiet: Option<QuietHours>,
    pub reminds: bool,
    pub looks_for_news: bool,
}

#[component]
pub fn Choices(locale: Locale, facts: ChoicesFacts) -> impl IntoView {
    view! {
        <h1>{t!(locale, "Your choices")}</h1>
        <HowToTell locale facts />
        <h2>{t!(locale, "Your log-in")}</h2>
        <p>
            {t!(
                locale,
                "When something about your log-in changes we always tell you, at any time of day. This keeps you safe."
            )}
        </p>
        <h2>{t!(locale, "Who may use your health information")}</h2>
        {OutsideLink::parse("https://www.nhs.uk/your-nhs-data-matters/")
            .map(|link| {
                let what = t!(
                locale,
                "You can choose if information about you is used for research and planning. This is called the national data opt-out. We cannot see here what you chose."
            );
                view! { <OutsidePage locale what link /> }
            })}
        <h2>{t!(locale, "Organ donation")}</h2>
        {OutsideLink::parse("https://www.organdonation.nhs.uk/register-your-decision/")
            .map(|link| {
                let what = t!(
                locale,
                "You can choose if your organs may help others after you have died. We cannot see here what you chose."
            );
                view! { <OutsidePage locale what link /> }
            })}
    }
}

#[component]
fn HowToTell(locale: Locale, facts: ChoicesFacts) -> impl IntoView {
    let ChoicesFacts { choices, channels, quiet, reminds, looks_for_news } = facts;
    if channels.is_empty() {
        let words = t!(locale, "Front Door sends no messages here. Log in to see what is new.");
        return view! { <h2>{t!(locale, "How we tell you things")}</h2><p>{words}</p> }.into_any();
    }
    let change = |to: &'static str, what: Words| {
        view! {
            <a class="not-printed" href=format!("/your-choices/{to}")>
                {t!(locale, "Change")} <span class="nhsuk-u-visually-hidden">": " {what}</span>
            </a>
        }
    };
    let mut rows = Vec::new();
    let email = choices.email.clone().map_or_else(|| t!(locale, "None"), Words::from);
    rows.push(Row::new(t!(locale, "Email address"), email));
    if channels.contains(&Channel::Text) {
        let mobile = choices.mobile.clone().map_or_else(|| t!(locale, "None"), Words::from);
        let change = change("mobile", t!(locale, "mobile number"));
        rows.push(Row::new(t!(locale, "Mobile number"), view! { <p>{mobile}</p> {change} }));
    }
    for topic in Topic::ALL.into_iter().filter(|topic| reminds || *topic != Topic::Appointments) {
        let Question { name, .. } = topic::question(locale, topic);
        let chosen = choices.topics.get(&topic).copied().unwrap_or_default();
        let how = how(locale, chosen, &choices);
        rows.push(Row::new(name.clone(), view! { <p>{how}</p> {change(topic.slug(), name)} }));
        if topic == Topic::New && looks_for_news && chosen != Chosen::Nothing {
            let from = t!(locale, "News from");
            let which = t!(locale, "All organisations, but those that you turned off");
            rows.push(Row::new(from.clone(), view! { <p>{which}</p> {change("new-from", from)} }));
        }
    }
    if let Some(quiet) = quiet {
        let words = match choices.at_any_time {
            true => t!(locale, "At any time"),
            false => topic::not_between(locale, quiet),
        };
        let change = change("hours", t!(locale, "when"));
        rows.push(Row::new(t!(locale, "When"), view! { <p>{words}</p> {change} }));
    }
    view! {
        <h2>{t!(locale, "How we tell you things")}</h2>
        <p>
            {t!(
                locale,
                "Our messages never say what is in your health record, and never have links in them."
            )}
        </p>
        <SummaryList rows />
    }
    .into_any()
}

fn how(locale: Locale, chosen: Chosen, choices: &TellingChoices) -> Words {
    match chosen {
        Chosen::By(Channel::Text) if choices.mobile.is_none() => {
            t!(locale, "By text, once we have your mobile number. Until then another way")
        }
        Chosen::By(Channel::Text) => t!(locale, "By text"),
        Chosen::By(Channel::Email) => t!(locale, "By email"),
        Chosen::By(Channel::Letter) => t!(locale, "By letter"),
        Chosen::Nothing => t!(locale, "Not at all"),
        Chosen::NotSaid if choices.email.is_some() => t!(locale, "By email"),
        Chosen::NotSaid => t!(locale, "However we can reach you"),
    }
}
