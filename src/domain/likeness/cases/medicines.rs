//! Medicines: never across strength, form, route, dose, brand and plain product, taken and stopped.

use super::{Case, clash, coded, date, hold};
use crate::domain::likeness::Alike::{Different, MaybeSame, Same};
use crate::domain::{Clash, Course, Medicine, MedicineState};

fn medicine(name: &str, codes: &[&str]) -> Medicine {
    Medicine {
        source_id: "1".into(),
        name: coded(name, codes),
        dosage: Some("Take one tablet each morning".into()),
        coded_dosage: None,
        route: None,
        instructions: None,
        quantity: None,
        course: Course::Repeat,
        state: MedicineState::Current,
        started: None,
        ended: None,
        last_issued: None,
        recorded: None,
        reason: None,
        reason_stopped: None,
        prescriber: None,
        note: None,
    }
}

fn amlodipine() -> Medicine {
    medicine("Amlodipine 5mg tablets", &["319283006"])
}

fn taken(dosage: &str) -> Medicine {
    Medicine { dosage: Some(dosage.into()), ..amlodipine() }
}

fn over(state: MedicineState, started: &str, ended: &str) -> Medicine {
    Medicine { state, started: date(started), ended: date(ended), ..amlodipine() }
}

fn injection(route: Option<(&str, &str)>) -> Medicine {
    let name = "Methotrexate 50mg/2ml solution for injection";
    let route = route.map(|(words, code)| coded(words, &[code]));
    Medicine { route, dosage: Some("15 mg once a week".into()), ..medicine(name, &["326874000"]) }
}

#[test]
fn when_two_medicines_are_one() {
    use MedicineState::{Finished, NotSaid, OnHold, Stopped};
    let started = |day| Medicine { started: date(day), ..amlodipine() };
    let state = |state| Medicine { state, ..amlodipine() };
    hold(vec![
        Case("the same product, taken the same way", amlodipine(), amlodipine(), Same),
        Case("since when makes no difference now", started("2015"), started("2026-11-01"), Same),
        Case(
            "other spelling of the same coded product",
            amlodipine(),
            medicine("AMLODIPINE TABS 5MG", &["319283006"]),
            Same,
        ),
        Case(
            "by the name, where one has no code",
            amlodipine(),
            medicine("Amlodipine 5 mg Tablets", &[]),
            Same,
        ),
        Case(
            "the same name and another code: perhaps a product of one maker",
            amlodipine(),
            medicine("Amlodipine 5mg tablets", &["329411000001105"]),
            MaybeSame,
        ),
        Case(
            "a brand has a code of its own",
            amlodipine(),
            medicine("Istin 5mg tablets", &["371911000001106"]),
            Different,
        ),
        Case(
            "a brand under the plain product's code",
            amlodipine(),
            medicine("Istin 5mg tablets", &["319283006"]),
            MaybeSame,
        ),
        Case(
            "the plain code with a maker's beside it",
            amlodipine(),
            medicine("Amlodipine 5mg tablets", &["319283006", "329411000001105"]),
            MaybeSame,
        ),
        Case(
            "another strength",
            amlodipine(),
            medicine("Amlodipine 10mg tablets", &["319284000"]),
            Different,
        ),
        Case(
            "another strength under one code, which then is of the ingredient alone",
            medicine("Amlodipine 5mg tablets", &["108537001"]),
            medicine("Amlodipine 10mg tablets", &["108537001"]),
            Different,
        ),
        Case(
            "a strength that one of them does not tell",
            medicine("Amlodipine 5mg tablets", &["108537001"]),
            medicine("Amlodipine tablets", &["108537001"]),
            MaybeSame,
        ),
        Case("no strength anywhere", medicine("Amlodipine", &[]), medicine("Amlodipine", &[]), MaybeSame),
        Case(
            "another form",
            amlodipine(),
            medicine("Amlodipine 5mg oral solution", &["319283006"]),
            Different,
        ),
        Case(
            "released at once and slowly",
            medicine("Metformin 500mg tablets", &["1"]),
            medicine("Metformin 500mg modified-release tablets", &["2"]),
            Different,
        ),
        Case("another dose", taken("Take one tablet a day"), taken("Take two tablets a day"), Different),
        Case(
            "each day and each week",
            taken("Take one tablet a day"),
            taken("Take one tablet once a week"),
            Different,
        ),
        Case(
            "the dose in other words",
            taken("1 tablet every morning"),
            taken("ONE each MORNING"),
            MaybeSame,
        ),
        Case(
            "the dose in other words, understood",
            taken("Take 1 tablet BD"),
            taken("One tablet twice daily"),
            Same,
        ),
        Case(
            "a dose that nobody can compare",
            taken("As directed"),
            taken("Take one tablet a day"),
            MaybeSame,
        ),
        Case(
            "a dose that one of them does not tell",
            Medicine { dosage: None, ..amlodipine() },
            amlodipine(),
            MaybeSame,
        ),
        Case(
            "no dose anywhere",
            Medicine { dosage: None, ..amlodipine() },
            Medicine { dosage: None, ..amlodipine() },
            MaybeSame,
        ),
        Case("taken and stopped", amlodipine(), state(Stopped), Different),
        Case("taken and finished", amlodipine(), state(Finished), Different),
        Case("taken and on hold", amlodipine(), state(OnHold), Different),
        Case("not said if it is taken", amlodipine(), state(NotSaid), MaybeSame),
        Case(
            "once only and again and again",
            amlodipine(),
            Medicine { course: Course::OneOff, ..amlodipine() },
            MaybeSame,
        ),
        Case(
            "one course that is over",
            over(Finished, "2024-03-01", "2024-03-08"),
            over(Finished, "2024-03-03", ""),
            Same,
        ),
        Case("two courses", over(Finished, "2024-03-01", ""), over(Finished, "2025-03-01", ""), Different),
        Case(
            "a course of which one says only the year",
            over(Finished, "2024-03-01", ""),
            over(Finished, "2024", ""),
            MaybeSame,
        ),
        Case("a course without dates", over(Finished, "", ""), over(Finished, "2024-03-01", ""), MaybeSame),
        Case(
            "one way",
            injection(Some(("Subcutaneous", "34206005"))),
            injection(Some(("Subcutaneous route", "34206005"))),
            Same,
        ),
        Case(
            "another way",
            injection(Some(("Subcutaneous", "34206005"))),
            injection(Some(("Intrathecal", "72607000"))),
            Different,
        ),
        Case(
            "a way that the form leaves open, told by one",
            injection(Some(("Subcutaneous", "34206005"))),
            injection(None),
            MaybeSame,
        ),
        Case(
            "a way that the form says",
            Medicine { route: Some(coded("Oral", &["26643006"])), ..amlodipine() },
            amlodipine(),
            Same,
        ),
        Case("other medicines", amlodipine(), medicine("Bisoprolol 5mg tablets", &["318590006"]), Different),
    ]);
}

#[test]
fn when_two_medicines_contradict_each_other() {
    use MedicineState::{Finished, OnHold, Stopped};
    let stopped = |ended| over(Stopped, "2020-01-01", ended);
    let since = |day| Medicine { started: date(day), ..amlodipine() };
    clash(vec![
        ("taken and stopped", since("2019"), stopped("2026-10-01"), Some(Clash::Stopped)),
        ("taken and stopped, nobody knows when", amlodipine(), stopped(""), Some(Clash::Stopped)),
        ("taken again after it was stopped", since("2026-11-01"), stopped("2026-10-01"), None),
        ("taken and finished as planned", amlodipine(), over(Finished, "2020-01-01", "2020-01-08"), None),
        ("taken and on hold", amlodipine(), over(OnHold, "", ""), Some(Clash::OnHold)),
        (
            "another dose",
            taken("Take one tablet a day"),
            taken("Take two tablets a day"),
            Some(Clash::OtherDose),
        ),
        ("a dose that nobody can compare", taken("As directed"), taken("Take one tablet a day"), None),
        (
            "another strength is another product",
            taken("Take one tablet a day"),
            Medicine {
                dosage: Some("Take two tablets a day".into()),
                ..medicine("Amlodipine 10mg tablets", &["319283006"])
            },
            None,
        ),
        ("perhaps a brand", stopped(""), medicine("Amlodipine 5mg tablets", &["329411000001105"]), None),
    ]);
}
