//! The facts of an entry that several hold: one row where they say the same, else each holder's own words in it.

use crate::domain::Held;
use crate::t;
use crate::words::{Locale, isolated};

use super::entry_words::Fact;
use super::listed::Listed;

/// Everything that was told, in the order of the first holder's rows.
pub fn facts<T: Listed>(locale: Locale, held: &Held<T>) -> Vec<Fact> {
    let told: Vec<(String, Vec<Fact>)> = held
        .told()
        .map(|(holder, member)| {
            (isolated(&holder.organisation.name).into_owned(), member.entry.facts(locale))
        })
        .collect();
    let Some(((_, first), others)) = told.split_first() else { return held.entry.facts(locale) };
    if others.iter().all(|(_, facts)| facts == first) {
        return first.clone();
    }
    let mut rows: Vec<Fact> = Vec::new();
    for (_, facts) in &told {
        for fact in facts {
            if !rows.iter().any(|row| row.key == fact.key) {
                rows.push(row(locale, fact, &told));
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
    let line = |name: &String, line: &String| {
        t!(locale, "{holder}: {words}", holder = name, words = line).into_owned()
    };
    let lines = said.into_iter().flat_map(|(name, own)| own.lines.iter().map(move |own| line(name, own)));
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
        held.members[1] = Member { id: EntryId([9; 16]), entry: Arc::new(hospital), fingerprint };
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
        let facts = facts(Locale::English, &joined(surgery, hospital));
        assert_eq!(lines(&facts, "Name"), ["Aspirin"]);
        assert_eq!(
            lines(&facts, "How to take it"),
            ["Hill Street Surgery: One a day", "Riverside Hospital: ONE DAILY"]
        );
        assert_eq!(lines(&facts, "Prescribed by"), ["Hill Street Surgery: Dr Okafor"]);
        assert_eq!(lines(&facts, "What it is for"), ["Riverside Hospital: Heart"]);
    }

    #[test]
    fn one_holder_s_words_stand_without_its_name() {
        let held = testing::held(testing::medicine("Aspirin"), &[SURGERY]);
        assert_eq!(facts(Locale::English, &held), held.entry.facts(Locale::English));
    }
}
