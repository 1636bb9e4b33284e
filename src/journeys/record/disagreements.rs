//! Where holders contradict each other, in words: who says what, and whom to call. Before every list and on the page of
//! each entry that it is about.

use leptos::prelude::*;

use crate::domain::{Clash, Disagreement, Gathered, Held, Organisation, Says, Statement};
use crate::t;
use crate::web::components::InsetText;
use crate::words::{Locale, and_list, isolated};

use super::detail::Phone;
use super::listed::Listed;

/// One disagreement as plain data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contradiction {
    pub words: String,
    /// Whom to call, and the number.
    pub phones: Vec<(String, String)>,
}

/// All of a list.
pub fn of_list<T: Listed>(locale: Locale, gathered: &Gathered<T>) -> Vec<Contradiction> {
    gathered.disagreements.iter().map(|one| contradiction(locale, gathered, one)).collect()
}

/// Those that are about one entry.
pub fn of_entry<T: Listed>(locale: Locale, gathered: &Gathered<T>, held: &Held<T>) -> Vec<Contradiction> {
    let about = |one: &&Disagreement| held.all_ids().any(|id| one.is_about(id));
    gathered.disagreements.iter().filter(about).map(|one| contradiction(locale, gathered, one)).collect()
}

fn contradiction<T: Listed>(
    locale: Locale,
    gathered: &Gathered<T>,
    Disagreement { clash, sides }: &Disagreement,
) -> Contradiction {
    let mut sentences: Vec<String> =
        sides.iter().filter_map(|side| sentence(locale, gathered, *clash, side)).collect();
    sentences.push(t!(locale, "Ask them to check.").into_owned());
    let phone = |organisation: &Organisation| Some((organisation.name.clone(), organisation.phone.clone()?));
    let mut phones: Vec<_> = sides.iter().filter_map(|side| phone(&side.organisation)).collect();
    phones.dedup();
    Contradiction { words: sentences.join(" "), phones }
}

/// What one side says, in the words of that organisation's own entry.
fn sentence<T: Listed>(
    locale: Locale,
    gathered: &Gathered<T>,
    clash: Clash,
    Statement { organisation, says }: &Statement,
) -> Option<String> {
    let who = isolated(&organisation.name);
    let ids = match says {
        Says::NoneKnown(words) => {
            return Some(t!(locale, "{who} lists “{words}”.", who = who, words = words).into_owned());
        }
        Says::Entries(ids) => ids,
    };
    let held: Vec<&Held<T>> = ids.iter().filter_map(|id| gathered.find(*id)).collect();
    let own = |held: &Held<T>| held.told_by(&organisation.ods_code).cloned();
    match (clash, held.as_slice()) {
        (_, []) => None,
        (Clash::NoneKnown, several) => {
            let mut names: Vec<String> =
                several.iter().filter_map(|held| Some(own(held)?.name().to_owned())).collect();
            names.dedup();
            Some(lists(locale, &who, &and_list(locale, &names)))
        }
        (clash, [held, ..]) => Some(own(held)?.says(locale, clash, &who)),
    }
}

/// "Hill Street Surgery lists penicillin."
pub fn lists(locale: Locale, who: &str, what: &str) -> String {
    t!(locale, "{who} lists {what}.", who = who, what = what).into_owned()
}

/// What must be read before anything else of these entries.
#[component]
pub fn Contradictions(locale: Locale, contradictions: Vec<Contradiction>) -> impl IntoView {
    contradictions
        .into_iter()
        .map(|Contradiction { words, phones }| {
            let phones = phones.into_iter().map(|phone| view! { <p><Phone phone /></p> }).collect_view();
            view! {
                <InsetText locale>
                    <p dir="auto">{words}</p>
                    {phones}
                </InsetText>
            }
        })
        .collect_view()
}
