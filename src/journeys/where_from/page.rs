//! The page of every organisation and how it stands, with the places a person has been to.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::said;
use super::standing::{Group, Standing};
use crate::domain::{OdsCode, Organisation, SourceState, WhyNotAsked};
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, ErrorSummary, Icon, Sign, edge};
use crate::web::forms::FormState;
use crate::words::{Locale, isolated};

/// All that the page shows, worked out beforehand.
pub struct WhereFromFacts {
    pub now: DateTime<Utc>,
    pub standings: Vec<Standing>,
    /// What the person added and may take back.
    pub added: Vec<OdsCode>,
    /// Connected, and not asked about this person.
    pub others: Vec<Arc<Organisation>>,
    pub form: FormState,
}

#[component]
pub fn WhereFrom(locale: Locale, facts: WhereFromFacts) -> impl IntoView {
    let WhereFromFacts { now, standings, added, others, form } = facts;
    let is_restricted = standings
        .iter()
        .any(|standing| matches!(standing.state, SourceState::NotAsked(WhyNotAsked::Restricted)));
    let of = |group| standings.iter().filter(|standing| standing.group == group).cloned().collect::<Vec<_>>();
    let section = |heading: Words, group| {
        let these = of(group);
        (!these.is_empty()).then(|| {
            let rows = these.into_iter().map(|standing| row(locale, now, standing, &added)).collect_view();
            view! {
                <h2>{heading}</h2>
                <ul class="entries">{rows}</ul>
            }
        })
    };
    view! {
        <ErrorSummary locale errors=form.errors />
        <h1>{t!(locale, "Where your information comes from")}</h1>
        <p>
            {t!(
                locale,
                "Each organisation keeps its own records. Front Door asks those that know you. It cannot see what is on paper, or what an organisation does not share."
            )}
        </p>
        <p>
            {t!(
                locale,
                "An organisation may keep some entries from being shown online. You can ask it what it holds about you."
            )}
        </p>
        <p>
            <a href="/your-details">{t!(locale, "Your name, address and phone number, as each of them has it")}</a>
        </p>
        {standings.is_empty().then(|| view! { <p>{t!(locale, "We do not know yet whom to ask about you.")}</p> })}
        {section(t!(locale, "Have answered"), Group::Answered)}
        {section(t!(locale, "Have answered in part"), Group::InPart)}
        {section(t!(locale, "Have not answered"), Group::NotAnswered)}
        {section(t!(locale, "Not asked"), Group::NotAsked)}
        <h2>{t!(locale, "Not connected")}</h2>
        <ul class="entries">
            {of(Group::NotConnected)
                .into_iter()
                .map(|standing| row(locale, now, standing, &added))
                .collect_view()}
            <NeverAsked locale />
        </ul>
        <ElsewhereToo locale others is_restricted />
    }
}

fn row(locale: Locale, now: DateTime<Utc>, standing: Standing, added: &[OdsCode]) -> impl IntoView + use<> {
    let said = said::sentences(locale, now, &standing).join(" ");
    let waiting = standing.by_kind.iter().any(|(_, state)| *state == SourceState::Waiting)
        || standing.state == SourceState::Waiting;
    let code = standing.organisation.ods_code.clone();
    let was_added = added.contains(&code);
    let name = standing.organisation.name.clone();
    let setting = said::setting(locale, standing.organisation.setting);
    let log_in =
        said::wants_a_log_in_there(&standing).then(|| (format!("/hospital-log-in/{code}"), name.clone()));
    let who = match &standing.organisation.phone {
        Some(phone) => format!("{setting} · {phone}"),
        None => setting,
    };
    view! {
        <li class=edge(standing.organisation.setting)>
            <div class="state">
                <Icon sign=sign(&standing, waiting) />
                <div>
                    <h3 class="entry__title" dir="auto">{name.clone()}</h3>
                    <p>
                        {said}
                        {waiting
                            .then(|| {
                                view! {
                                    " "
                                    <a href="/where-from">{t!(locale, "Check again")}</a>
                                }
                            })}
                    </p>
                    {log_in
                        .map(|(href, name)| {
                            view! {
                                <p>
                                    <a href=href dir="auto">{t!(locale, "Log in at {name}", name = isolated(&name))}</a>
                                </p>
                            }
                        })}
                    <p class="entry__who">{who}</p>
                    {was_added.then(|| view! { <TakeBack locale code name /> })}
                </div>
            </div>
        </li>
    }
}

fn sign(standing: &Standing, waiting: bool) -> Sign {
    match standing.group {
        Group::Answered => Sign::Answered,
        Group::InPart => Sign::InPart,
        Group::NotAnswered if waiting => Sign::Waiting,
        Group::NotAnswered => Sign::Failed,
        Group::NotAsked | Group::NotConnected => Sign::NotAsked,
    }
}

/// What the person added, they can take back.
#[component]
fn TakeBack(locale: Locale, code: OdsCode, name: String) -> impl IntoView {
    view! {
        <form action="/where-from" method="post">
            <p>{t!(locale, "You told us that you have been there.")}</p>
            <input type="hidden" name="ods_code" value=code.to_string() />
            <input type="hidden" name="what" value="take-back" />
            <Button secondary=true text=t!(locale, "Stop asking {name}", name = name) />
        </form>
    }
}

/// The places that nobody could connect.
#[component]
fn NeverAsked(locale: Locale) -> impl IntoView {
    view! {
        <li class="entry entry--national">
            <div class="state">
                <Icon sign=Sign::NotAsked />
                <div>
                    <h3 class="entry__title">{t!(locale, "Dentists, opticians, private care")}</h3>
                    <p>{t!(locale, "Front Door cannot ask them. Ask them yourself for what they hold.")}</p>
                    <p class="entry__who">{t!(locale, "Look at your letters for their phone numbers")}</p>
                </div>
            </div>
        </li>
    }
}

/// One press tells us of another place; nothing has to be chosen first, so nothing can be chosen wrongly.
#[component]
fn ElsewhereToo(locale: Locale, others: Vec<Arc<Organisation>>, is_restricted: bool) -> impl IntoView {
    let what_for = if is_restricted {
        t!(
            locale,
            "If you have been to one of these, tell us. Your record is restricted, so we ask it only if it is allowed to answer. Your GP surgery can tell you more."
        )
    } else {
        t!(
            locale,
            "If you have been to one of these, tell us. We then ask it what it holds about you, with your NHS number. You can stop this here at any time."
        )
    };
    let place = move |organisation: Arc<Organisation>| {
        let name = organisation.name.clone();
        view! {
            <li class=edge(organisation.setting)>
                <h3 class="entry__title" dir="auto">{name.clone()}</h3>
                <p class="entry__who">{said::setting(locale, organisation.setting)}</p>
                <form action="/where-from" method="post">
                    <input type="hidden" name="ods_code" value=organisation.ods_code.to_string() />
                    <Button secondary=true text=t!(locale, "I have been to {name}", name = name) />
                </form>
            </li>
        }
    };
    view! {
        <h2 id="ods_code" tabindex="-1">{t!(locale, "Have you been somewhere else?")}</h2>
        {if others.is_empty() {
            view! { <p>{t!(locale, "We ask every organisation that is connected to Front Door.")}</p> }.into_any()
        } else {
            view! {
                <p>{what_for}</p>
                <ul class="entries">{others.into_iter().map(place).collect_view()}</ul>
            }
                .into_any()
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Failure, Setting};
    use crate::journeys::home::samples::*;
    use crate::journeys::where_from::standing::standings;
    use crate::web::rendered;

    fn facts(sources: Vec<crate::domain::SourceReport>) -> WhereFromFacts {
        WhereFromFacts {
            now: at(NOW),
            standings: standings(&nothing(sources)),
            added: vec![],
            others: vec![],
            form: FormState::default(),
        }
    }

    fn page(locale: Locale, facts: WhereFromFacts) -> String {
        rendered(move || view! { <WhereFrom locale facts /> })
    }

    fn in_every_state() -> Vec<crate::domain::SourceReport> {
        let states = [
            answered(hospital(), 0).state,
            SourceState::InPart { at: at(NOW), entries: 0, set_aside: 2, notes: vec![] },
            SourceState::NotSharedOnline,
            SourceState::NotForThisAge,
            SourceState::DoesNotKnowPerson { at: at(NOW) },
            SourceState::NotAsked(WhyNotAsked::NeedsNhsLogin),
            SourceState::Waiting,
            SourceState::Failed { why: Failure::Busy, copy: None },
            SourceState::NotConnected,
        ];
        let place = |n: usize| organisation(&format!("RX9{n:02}"), "Τόπος", Setting::Hospital);
        states.into_iter().enumerate().map(|(n, state)| report(place(n), state)).collect()
    }

    #[test]
    fn each_organisation_stands_in_its_group_with_its_setting_and_phone() {
        let html = page(Locale::English, facts(in_every_state()));
        let headings =
            ["Have answered<", "Have answered in part", "Have not answered", "Not asked<", "Not connected<"];
        let places: Vec<_> = headings.iter().map(|heading| html.find(heading)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        assert_eq!(html.matches("Hospital · 01632 960 001").count(), 9);
        assert!(html.contains("Check again"));
        assert!(html.contains("Dentists, opticians, private care"));
    }

    #[test]
    fn with_nobody_to_ask_the_page_says_so() {
        let html = page(Locale::English, facts(vec![]));
        assert!(html.contains("We do not know yet whom to ask about you."));
        assert!(!html.contains("Have answered<"));
    }

    #[test]
    fn only_what_the_person_added_can_be_taken_back() {
        let mut facts = facts(vec![answered(surgery(), 0), answered(hospital(), 0)]);
        facts.added = vec![hospital().ods_code.clone()];
        let html = page(Locale::English, facts);
        assert_eq!(html.matches("take-back").count(), 1);
        assert!(html.contains("Stop asking Ποτάμι"));
    }

    #[test]
    fn other_connected_places_can_be_added_with_one_press_each() {
        let mut facts = facts(vec![answered(surgery(), 0)]);
        facts.others = vec![hospital(), community()];
        let html = page(Locale::English, facts);
        assert_eq!(html.matches("I have been to ").count(), 2);
        assert!(html.contains("name=\"ods_code\" value=\"RX901\""));
    }

    #[test]
    fn whose_record_is_restricted_is_not_told_that_whoever_they_name_is_asked() {
        let mut open = facts(vec![answered(surgery(), 0)]);
        open.others = vec![hospital()];
        assert!(page(Locale::English, open).contains("We then ask it"));
        let not_asked = SourceState::NotAsked(WhyNotAsked::Restricted);
        let mut restricted = facts(vec![report(surgery(), not_asked)]);
        restricted.others = vec![hospital()];
        let html = page(Locale::English, restricted);
        assert!(html.contains("only if it is allowed to answer") && !html.contains("We then ask it"));
    }

    #[test]
    fn a_form_that_names_no_such_place_comes_back_with_an_error() {
        let mut facts = facts(vec![answered(surgery(), 0)]);
        facts.form.wrong("ods_code", "Choose a place from the list");
        let html = page(Locale::English, facts);
        assert!(html.contains("href=\"#ods_code\"") && html.contains("id=\"ods_code\""));
    }

    #[test]
    fn all_words_of_the_page_can_be_translated() {
        let mut facts = facts(in_every_state());
        facts.added = vec![OdsCode::parse("RX900").expect("a code")];
        facts.others = vec![hospital(), community()];
        facts.form.wrong("ods_code", t!(Locale::Pseudo, "Choose a place from the list"));
        assert_eq!(outside_our_words(&page(Locale::Pseudo, facts)), Vec::<String>::new());
    }
}
