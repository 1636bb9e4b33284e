//! The rules of joining as tables of cases: what a clinician reads in `docs/joining.md`, tried.

mod allergies;
mod appointments;
mod conditions;
mod medicines;
mod results;
mod vaccinations;

use super::{Alike, Likeness};
use crate::domain::{Clash, Code, CodeSystem, Coded, Entry, OdsCode, Organisation, PartialDate, Setting};

/// One case: why, two entries, and what they are to each other.
struct Case<T>(&'static str, T, T, Alike);

/// Tries each case both ways round, and that whatever may be the same is found by a key.
fn hold<T: Entry>(cases: Vec<Case<T>>) {
    for Case(why, one, other, expected) in cases {
        let likeness = |entry: &T| entry.likeness(&organisation("RX1", Setting::Hospital));
        let (Some(first), Some(second)) = (likeness(&one), likeness(&other)) else {
            assert_eq!(Alike::Different, expected, "{why}: one of them is never joined");
            continue;
        };
        assert_eq!(first.alike(&second), expected, "{why}");
        assert_eq!(second.alike(&first), expected, "{why}, the other way round");
        let shared = first.keys().iter().any(|key| second.keys().contains(key));
        assert!(shared || expected == Alike::Different, "{why}: no key finds them");
    }
}

/// Tries what two entries contradict each other in, both ways round.
fn clash<T: Entry>(cases: Vec<(&'static str, T, T, Option<Clash>)>) {
    for (why, one, other, expected) in cases {
        let likeness =
            |entry: &T| entry.likeness(&organisation("RX1", Setting::Hospital)).expect("a likeness");
        let (first, second) = (likeness(&one), likeness(&other));
        assert_eq!(first.clash(&second), expected, "{why}");
        assert_eq!(second.clash(&first), expected, "{why}, the other way round");
        assert!(expected.is_none() || first.alike(&second) != Alike::Same, "{why}: never joined");
    }
}

fn coded(text: &str, snomed: &[&str]) -> Coded {
    let code = |code: &&str| Code { system: CodeSystem::Snomed, code: (*code).to_owned() };
    Coded { text: text.to_owned(), codes: snomed.iter().map(code).collect() }
}

fn date(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text)
}

fn organisation(ods_code: &str, setting: Setting) -> Organisation {
    let ods_code = OdsCode::parse(ods_code).expect("an ODS code");
    Organisation { ods_code, name: "Riverside Hospital".into(), setting, phone: None, records_start: None }
}
