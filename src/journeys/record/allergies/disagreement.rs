//! Where holders say different things about allergies, and who states that there are none: both must be seen.

use crate::domain::{Allergy, Gathered, Held, Organisation, SourceReport, SourceState};
use crate::t;
use crate::words::{Locale, and_list, dates, isolated};

use super::entry_words::{Place, place};
use crate::journeys::record::listed::Listed;

/// What must be read before the list of allergies.
pub fn notices(locale: Locale, gathered: &Gathered<Allergy>) -> Vec<String> {
    let listed = listed_now(gathered);
    let mut notices: Vec<String> =
        gathered.sources.iter().filter_map(|source| against_none_known(locale, source, &listed)).collect();
    notices.extend(against_each_other(locale, gathered));
    if listed.is_empty() && !gathered.entries.is_empty() {
        notices.extend(gathered.sources.iter().filter_map(|source| told_none(locale, source)));
    }
    notices
}

/// Each organisation with the substances that it lists as allergies now.
fn listed_now(gathered: &Gathered<Allergy>) -> Vec<(&Organisation, Vec<String>)> {
    let mut listed: Vec<(&Organisation, Vec<String>)> = Vec::new();
    for held in gathered.entries.iter().filter(|held| place(&held.entry) == Place::Now) {
        for holder in &held.holders {
            let name = held.entry.name().to_owned();
            match listed.iter_mut().find(|(known, _)| known.ods_code == holder.organisation.ods_code) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => listed.push((&holder.organisation, vec![name])),
            }
        }
    }
    listed
}

/// "Hill Street Surgery lists penicillin. Riverside Hospital lists no known allergies. Ask them to check."
fn against_none_known(
    locale: Locale,
    source: &SourceReport,
    listed: &[(&Organisation, Vec<String>)],
) -> Option<String> {
    if listed.is_empty() {
        return None;
    }
    let SourceState::Answered { none_known: Some(none), .. } = &source.state else { return None };
    let mut sentences: Vec<_> = listed
        .iter()
        .map(|(organisation, names)| lists(locale, organisation, &and_list(locale, names)))
        .collect();
    sentences.push(
        t!(locale, "{name} lists “{words}”.", name = isolated(&source.organisation.name), words = none.text)
            .into_owned(),
    );
    sentences.push(t!(locale, "Ask them to check.").into_owned());
    Some(sentences.join(" "))
}

fn lists(locale: Locale, organisation: &Organisation, what: &str) -> String {
    t!(locale, "{name} lists {what}.", name = isolated(&organisation.name), what = what).into_owned()
}

/// The same coded substance, listed as an allergy by one and as ended or ruled out by another.
fn against_each_other(locale: Locale, gathered: &Gathered<Allergy>) -> Vec<String> {
    let coded = |held: &Held<Allergy>| held.entry.substance.snomed().map(str::to_owned);
    let mut notices = Vec::new();
    for now in gathered.entries.iter().filter(|held| place(&held.entry) == Place::Now) {
        let Some(code) = coded(now) else { continue };
        let others = gathered.entries.iter().filter(|held| coded(held).as_ref() == Some(&code));
        for other in others.filter(|held| place(&held.entry) != Place::Now) {
            let Some((first, second)) = two_holders(now, other) else { continue };
            let as_what = match place(&other.entry) {
                Place::RuledOut => t!(locale, "{name} lists it as ruled out.", name = isolated(&second.name)),
                _ => t!(locale, "{name} lists it as ended.", name = isolated(&second.name)),
            };
            let ask = t!(locale, "Ask them to check.");
            notices.push([&lists(locale, first, now.entry.name()), as_what.as_ref(), ask.as_ref()].join(" "));
        }
    }
    notices
}

/// A holder of the one and another holder of the other.
fn two_holders<'a>(
    one: &'a Held<Allergy>,
    other: &'a Held<Allergy>,
) -> Option<(&'a Organisation, &'a Organisation)> {
    let pairs = one.holders.iter().flat_map(|first| other.holders.iter().map(move |second| (first, second)));
    pairs
        .map(|(first, second)| (&*first.organisation, &*second.organisation))
        .find(|(first, second)| first.ods_code != second.ods_code)
}

/// A coded "no known allergies", as told, where nobody lists an allergy now.
fn told_none(locale: Locale, source: &SourceReport) -> Option<String> {
    let SourceState::Answered { none_known: Some(none), .. } = &source.state else { return None };
    let name = isolated(&source.organisation.name);
    Some(
        match &none.recorded {
            Some(date) => {
                let date = dates::partial(locale, date);
                t!(
                    locale,
                    "{name} told us “{words}”, recorded {date}.",
                    name = name,
                    words = none.text,
                    date = date
                )
            }
            None => t!(locale, "{name} told us “{words}”.", name = name, words = none.text),
        }
        .into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AllergyState, Code, CodeSystem, Coded};
    use crate::journeys::record::testing::{self, HOSPITAL, SURGERY};

    fn penicillin(state: AllergyState) -> Allergy {
        let codes = vec![Code { system: CodeSystem::Snomed, code: "91936005".into() }];
        Allergy { state, substance: Coded { text: "penicillin".into(), codes }, ..testing::allergy("") }
    }

    #[test]
    fn an_allergy_at_the_surgery_against_no_known_allergies_at_the_hospital_is_shown() {
        let gathered = Gathered {
            entries: vec![testing::held(penicillin(AllergyState::Active), &[SURGERY])],
            sources: vec![testing::answered(SURGERY, 1), testing::none_known(HOSPITAL, "No known allergies")],
            kept_back: Vec::new(),
        };
        assert_eq!(
            notices(Locale::English, &gathered),
            ["Hill Street Surgery lists penicillin. Riverside Hospital lists “No known allergies”. \
              Ask them to check."]
        );
    }

    #[test]
    fn an_allergy_that_another_holder_lists_as_ended_is_shown() {
        let gathered = Gathered {
            entries: vec![
                testing::held(penicillin(AllergyState::Active), &[SURGERY]),
                testing::held(penicillin(AllergyState::Ended), &[HOSPITAL]),
            ],
            sources: vec![testing::answered(SURGERY, 1), testing::answered(HOSPITAL, 1)],
            kept_back: Vec::new(),
        };
        assert_eq!(
            notices(Locale::English, &gathered),
            [
                "Hill Street Surgery lists penicillin. Riverside Hospital lists it as ended. Ask them to check."
            ]
        );
    }

    #[test]
    fn one_holder_with_an_active_and_an_ended_entry_does_not_disagree_with_itself() {
        let gathered = Gathered {
            entries: vec![
                testing::held(penicillin(AllergyState::Active), &[SURGERY]),
                testing::held(penicillin(AllergyState::Ended), &[SURGERY]),
            ],
            sources: vec![testing::answered(SURGERY, 2)],
            kept_back: Vec::new(),
        };
        assert!(notices(Locale::English, &gathered).is_empty());
    }

    #[test]
    fn an_ended_allergy_and_no_known_allergies_agree() {
        let gathered = Gathered {
            entries: vec![testing::held(penicillin(AllergyState::Ended), &[SURGERY])],
            sources: vec![testing::none_known(SURGERY, "No known allergies")],
            kept_back: Vec::new(),
        };
        assert_eq!(
            notices(Locale::English, &gathered),
            ["Hill Street Surgery told us “No known allergies”."]
        );
    }

    #[test]
    fn an_empty_answer_is_not_a_disagreement() {
        let gathered = Gathered {
            entries: vec![testing::held(penicillin(AllergyState::Active), &[SURGERY])],
            sources: vec![testing::answered(SURGERY, 1), testing::answered(HOSPITAL, 0)],
            kept_back: Vec::new(),
        };
        assert!(notices(Locale::English, &gathered).is_empty());
    }
}
