//! The facts of an entry that several hold: one row where they say the same, else each holder's own words in it.

use crate::domain::Held;
use crate::t;
use crate::words::glossary::PracticeMode;
use crate::words::{Locale, isolated};

use super::entry_words::Fact;
use super::listed::Listed;

/// What stands under the name in a list: no holder's words hide another's, such as how serious an allergy is.
pub fn what<T: Listed>(locale: Locale, practice: Option<PracticeMode>, held: &Held<T>) -> Option<String> {
    let said: Vec<(String, String)> = held
        .told()
        .filter_map(|(holder, member)| {
            let line = member.entry.line_with(locale, practice);
            Some((isolated(&holder.organisation.name).into_owned(), line.what?))
        })
        .collect();
    let (_, first) = said.first()?;
    if said.iter().all(|(_, own)| own == first) {
        return Some(first.clone());
    }
    let lines: Vec<String> = said.iter().map(|(name, own)| by(locale, name, own)).collect();
    Some(lines.join(" · "))
}

/// "Hill Street Surgery: One a day".
fn by(locale: Locale, name: &str, words: &str) -> String {
    t!(locale, "{holder}: {words}", holder = name, words = words).into_owned()
}

/// Everything that was told; what only a later holder tells stands where it stands with that one.
pub fn facts<T: Listed>(locale: Locale, practice: Option<PracticeMode>, held: &Held<T>) -> Vec<Fact> {
    let told: Vec<(String, Vec<Fact>)> = held
        .told()
        .map(|(holder, member)| {
            (isolated(&holder.organisation.name).into_owned(), member.entry.facts_with(locale, practice))
        })
        .collect();
    let Some(((_, first), others)) = told.split_first() else {
        return held.entry.facts_with(locale, practice);
    };
    if others.iter().all(|(_, facts)| facts == first) {
        return first.clone();
    }
    let mut rows: Vec<Fact> = Vec::new();
    for (_, facts) in &told {
        let mut place = 0;
        for fact in facts {
            match rows.iter().position(|row| row.key == fact.key) {
                Some(known) => place = known + 1,
                None => {
                    rows.insert(place, row(locale, fact, &told));
                    place += 1;
                }
            }
        }
    }
    rows
}

/// One row: as it is where everyone says the same, else line by line with who says it.
fn row(locale: Locale, fact: &Fact, told: &[(String, Vec<Fact>)]) -> Fact {
    let said: Vec<(&String, &Fact)> = told
        .iter()
        .filter_map(|(name, facts)| Some((name, facts.iter().find(|own| own.key == fact.key)?)))
        .collect();
    if said.len() == told.len() && said.iter().all(|(_, own)| own.lines == fact.lines) {
        return fact.clone();
    }
    let lines =
        said.into_iter().flat_map(|(name, own)| own.lines.iter().map(move |own| by(locale, name, own)));
    Fact { key: fact.key.clone(), lines: lines.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EntryId, Fingerprint, Medicine, Member};
    use crate::journeys::record::testing::{self, HOSPITAL, SURGERY};
    use std::sync::Arc;

    fn joined(surgery: Medicine, hospital: Medicine) -> Held<Medicine> {
        let mut held = testing::held(surgery, &[SURGERY, HOSPITAL]);
        let fingerprint = Fingerprint::of(&hospital);
        held.members[1] = Member {
            id: EntryId([9; 16]),
            entry: Arc::new(hospital),
            fingerprint,
            named: Default::default(),
        };
        held
    }

    fn lines(facts: &[Fact], key: &str) -> Vec<String> {
        facts.iter().find(|fact| fact.key == key).map(|fact| fact.lines.clone()).unwrap_or_default()
    }

    #[test]
    fn what_all_holders_say_alike_stands_once_and_the_rest_with_who_says_it() {
        let surgery = Medicine {
            dosage: Some("One a day".into()),
            prescriber: Some("Dr Okafor".into()),
            ..testing::medicine("Aspirin")
        };
        let hospital = Medicine {
            dosage: Some("ONE DAILY".into()),
            reason: Some("Heart".into()),
            ..testing::medicine("Aspirin")
        };
        let facts = facts(Locale::English, PracticeMode::where_set(true), &joined(surgery, hospital));
        assert_eq!(lines(&facts, "Name"), ["Aspirin"]);
        assert_eq!(lines(&facts, "How to take it")[0], "1 a day.");
        assert_eq!(
            lines(&facts, "As written in your record"),
            ["Hill Street Surgery: One a day", "Riverside Hospital: ONE DAILY"]
        );
        assert_eq!(lines(&facts, "Prescribed by"), ["Hill Street Surgery: Dr Okafor"]);
        assert_eq!(lines(&facts, "What it is for"), ["Riverside Hospital: Heart"]);
        let keys: Vec<_> = facts.iter().map(|fact| fact.key.as_ref()).collect();
        assert_eq!(
            keys,
            [
                "Name",
                "How it stands",
                "How to take it",
                "As written in your record",
                "What it is for",
                "Prescribed by"
            ]
        );
    }

    #[test]
    fn on_a_list_no_holder_s_words_hide_another_s() {
        let with = |dosage: &str| Medicine { dosage: Some(dosage.into()), ..testing::medicine("Aspirin") };
        let in_words = |held: &Held<Medicine>| what(Locale::English, PracticeMode::where_set(true), held);
        assert_eq!(
            in_words(&joined(with("One a day"), with("One a day"))).as_deref(),
            Some("1 a day. As written in your record: One a day")
        );
        assert_eq!(
            in_words(&joined(with("One a day"), with("ONE DAILY"))).as_deref(),
            Some(
                "Hill Street Surgery: 1 a day. As written in your record: One a day · \
                 Riverside Hospital: 1 a day. As written in your record: ONE DAILY"
            )
        );
        let only_one = joined(testing::medicine("Aspirin"), with("ONE DAILY"));
        assert_eq!(in_words(&only_one).as_deref(), Some("1 a day. As written in your record: ONE DAILY"));
    }

    #[test]
    fn one_holder_s_words_stand_without_its_name() {
        let held = testing::held(testing::medicine("Aspirin"), &[SURGERY]);
        assert_eq!(facts(Locale::English, None, &held), held.entry.facts(Locale::English));
    }
}
