//! What is behind each door, in one line: how much was told, and who has not answered. Never an empty box.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::domain::{Entry, Gathered, Kind, PartialDate, SourceReport, SourceState, Stage};
use crate::gather::Everything;
use crate::journeys::appointments::order;
use crate::journeys::record::kinds::{self, KindWords};
use crate::journeys::record::{allergies, conditions, questionnaires};
use crate::web::Words;
use crate::web::components::Picture;
use crate::words::{Locale, dates, isolated};
use crate::{count, t};

/// One door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoorWords {
    pub href: &'static str,
    pub title: Words,
    pub line: String,
    /// Shown on large pages.
    pub picture: Picture,
}

/// The door to one kind.
pub fn door(locale: Locale, now: DateTime<Utc>, kind: Kind, everything: &Everything) -> DoorWords {
    let KindWords { href, door, .. } = kinds::words(locale, kind);
    let line = match kind {
        Kind::Appointments => line(locale, &everything.appointments, appointments(locale, now, everything)),
        Kind::Medicines => line(locale, &everything.medicines, medicines(locale, everything)),
        Kind::Allergies => line(locale, &everything.allergies, allergies_told(locale, everything)),
        Kind::Conditions => line(locale, &everything.conditions, conditions_told(locale, everything)),
        Kind::TestResults => line(locale, &everything.test_results, test_results(locale, everything)),
        Kind::Letters => line(locale, &everything.letters, letters(locale, everything)),
        Kind::Vaccinations => line(locale, &everything.vaccinations, vaccinations(locale, everything)),
        Kind::Visits => line(locale, &everything.visits, visits(locale, everything)),
        Kind::Referrals => line(locale, &everything.referrals, referrals(locale, everything)),
        Kind::CarePlans => line(locale, &everything.care_plans, care_plans(locale, everything)),
        Kind::Prescriptions => line(locale, &everything.prescriptions, prescriptions(locale, everything)),
        Kind::Questionnaires => {
            line(locale, &everything.questionnaires, questionnaires_told(locale, now, everything))
        }
        // Asked for on its own page alone, so nothing of it is known here.
        Kind::Details => t!(locale, "Your name, address, phone number and GP surgery").into_owned(),
        Kind::Messages => t!(locale, "Write to organisations, and read their answers").into_owned(),
    };
    DoorWords { href, title: door, line, picture: Picture::of(kind) }
}

/// The doors of the health record; appointments and messages have a place of their own.
pub fn record_doors(locale: Locale, now: DateTime<Utc>, everything: &Everything) -> Vec<DoorWords> {
    let kinds = Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Appointments | Kind::Messages));
    kinds.map(|kind| door(locale, now, kind, everything)).collect()
}

/// What was told and what may be missing; `told` is empty only where no entry was told.
fn line<T: Entry>(locale: Locale, gathered: &Gathered<T>, told: Vec<Words>) -> String {
    let missing = missing(locale, &gathered.sources);
    let mut parts: Vec<String> = Vec::new();
    if !told.is_empty() {
        parts.push(told.join(", "));
        // One lists something and another states that there is nothing: both stand.
        parts.extend(stated_none(locale, &gathered.sources).map(Words::into_owned));
    } else if missing.is_none() {
        parts.push(nothing(locale, &gathered.sources).into_owned());
    } else {
        parts.push(t!(locale, "We do not know yet").into_owned());
    }
    parts.extend(missing.map(Words::into_owned));
    parts.join(". ")
}

/// The words for no entry where nobody's answer is missing: "none" only as somebody stated it.
fn nothing(locale: Locale, sources: &[SourceReport]) -> Words {
    let named = |wanted: fn(&SourceState) -> bool| -> Vec<Cow<'_, str>> {
        let these = sources.iter().filter(|source| wanted(&source.state));
        these.map(|source| isolated(&source.organisation.name)).collect()
    };
    if let Some(stated) = stated_none(locale, sources).next() {
        return stated;
    }
    if sources.iter().any(|source| source.state.told_entries() > 0) {
        return t!(locale, "Hidden, because you told us that it is not about you");
    }
    match named(|state| state.answered_at().is_some()).as_slice() {
        [] => {}
        [name] => return t!(locale, "{name} told us of none", name = name),
        [one, other] => {
            return t!(locale, "{one} and {other} told us of none", one = one, other = other);
        }
        several => return t!(locale, "{n} organisations told us of none", n = several.len()),
    }
    if sources.iter().any(|source| source.state == SourceState::NotSharedOnline) {
        return t!(locale, "Not shared online");
    }
    if sources.iter().any(|source| source.state == SourceState::NotForThisAge) {
        return t!(locale, "Not shared with people of your age");
    }
    match named(|state| *state == SourceState::NotConnected).as_slice() {
        [] => t!(locale, "Nobody could be asked"),
        [name] => t!(locale, "{name} is not connected to Front Door", name = name),
        several => t!(locale, "{n} organisations are not connected to Front Door", n = several.len()),
    }
}

/// Coded statements that there is nothing, in the holder's own words.
fn stated_none(locale: Locale, sources: &[SourceReport]) -> impl Iterator<Item = Words> {
    sources.iter().filter_map(move |source| match &source.state {
        SourceState::Answered { none_known: Some(none), .. } => {
            let name = isolated(&source.organisation.name);
            Some(t!(locale, "{name} told us “{words}”", name = name, words = none.text))
        }
        _ => None,
    })
}

/// Who may know more: only the most pressing.
pub fn missing(locale: Locale, sources: &[SourceReport]) -> Option<Words> {
    let of = |wanted: fn(&SourceState) -> bool| -> Vec<&str> {
        let these = sources.iter().filter(|source| wanted(&source.state));
        these.map(|source| source.organisation.name.as_str()).collect()
    };
    let failed = of(|state| matches!(state, SourceState::Failed { .. }));
    let waiting = of(|state| matches!(state, SourceState::Waiting));
    let in_part = of(|state| matches!(state, SourceState::InPart { .. }));
    let not_asked = of(|state| matches!(state, SourceState::NotAsked(_)));
    Some(match (failed.as_slice(), waiting.as_slice(), in_part.as_slice(), not_asked.as_slice()) {
        ([name], ..) => t!(locale, "{name} has not answered", name = isolated(name)),
        ([_, ..], ..) => t!(locale, "{n} organisations have not answered", n = failed.len()),
        (_, [name], ..) => t!(locale, "We are still waiting for {name}", name = isolated(name)),
        (_, [_, ..], ..) => t!(locale, "We are still waiting for {n} organisations", n = waiting.len()),
        (_, _, [name], _) => t!(locale, "{name} told us only a part", name = isolated(name)),
        (_, _, [_, ..], _) => t!(locale, "{n} organisations told us only a part", n = in_part.len()),
        (_, _, _, [name]) => t!(locale, "We did not ask {name}", name = isolated(name)),
        (_, _, _, [_, ..]) => t!(locale, "We did not ask {n} organisations", n = not_asked.len()),
        _ => return None,
    })
}

fn entries<T: Entry>(gathered: &Gathered<T>, wanted: impl Fn(&T) -> bool) -> usize {
    gathered.entries.iter().filter(|held| wanted(&held.entry)).count()
}

/// How a count is said.
type CountWords = fn(Locale, usize) -> Words;

/// The counts that are not nought.
fn counted<const N: usize>(counts: [(usize, CountWords); N], locale: Locale) -> Vec<Words> {
    counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| words(locale, n)).collect()
}

fn appointments(locale: Locale, now: DateTime<Utc>, everything: &Everything) -> Vec<Words> {
    use order::Place;
    let at = |wanted: &[Place]| entries(&everything.appointments, |a| wanted.contains(&order::place(now, a)));
    let told = counted(
        [
            (at(&[Place::Coming, Place::TimeNotTold]), |l, n| t!(l, "{n} coming up", n = n)),
            (at(&[Place::ToArrange]), |l, n| t!(l, "{n} to arrange", n = n)),
        ],
        locale,
    );
    if told.is_empty() {
        counted([(at(&[Place::Past]), |l, n| t!(l, "{n} past", n = n))], locale)
    } else {
        told
    }
}

fn medicines(locale: Locale, everything: &Everything) -> Vec<Words> {
    let now = entries(&everything.medicines, |medicine| medicine.is_current());
    let past = everything.medicines.entries.len() - now;
    match now {
        0 => counted([(past, |l, n| t!(l, "{n} past", n = n))], locale),
        _ => counted([(now, |l, n| t!(l, "{n} you take now", n = n))], locale),
    }
}

fn allergies_told(locale: Locale, everything: &Everything) -> Vec<Words> {
    let at = |wanted| entries(&everything.allergies, |allergy| allergies::place(allergy) == wanted);
    counted(
        [
            (at(allergies::Place::Now), |l, n| t!(l, "{n} listed now", n = n)),
            (at(allergies::Place::Ended), |l, n| t!(l, "{n} ended", n = n)),
            (at(allergies::Place::RuledOut), |l, n| t!(l, "{n} ruled out", n = n)),
        ],
        locale,
    )
}

fn conditions_told(locale: Locale, everything: &Everything) -> Vec<Words> {
    let at = |wanted| entries(&everything.conditions, |condition| conditions::place(condition) == wanted);
    counted(
        [
            (at(conditions::Place::Now), |l, n| t!(l, "{n} listed now", n = n)),
            (at(conditions::Place::Past), |l, n| t!(l, "{n} past", n = n)),
            (at(conditions::Place::RuledOut), |l, n| t!(l, "{n} ruled out", n = n)),
            (at(conditions::Place::Family), |l, n| t!(l, "{n} in your family", n = n)),
        ],
        locale,
    )
}

fn test_results(locale: Locale, everything: &Everything) -> Vec<Words> {
    let results = &everything.test_results.entries;
    let told =
        counted([(results.len(), |l, n| count!(l, n, one = "1 result", other = "{n} results"))], locale);
    let newest = newest(locale, results.iter().filter_map(|held| held.entry.taken));
    let waiting = everything.test_results.kept_back.len();
    let waiting = counted(
        [(waiting, |l, n| count!(l, n, one = "1 new result waits", other = "{n} new results wait"))],
        locale,
    );
    told.into_iter().chain(newest).chain(waiting).collect()
}

fn newest(locale: Locale, dates: impl Iterator<Item = PartialDate>) -> Option<Words> {
    dates.max().map(|date| t!(locale, "newest from {date}", date = dates::partial(locale, &date)))
}

fn letters(locale: Locale, everything: &Everything) -> Vec<Words> {
    let letters = &everything.letters.entries;
    let told =
        counted([(letters.len(), |l, n| count!(l, n, one = "1 letter", other = "{n} letters"))], locale);
    told.into_iter().chain(newest(locale, letters.iter().filter_map(|held| held.entry.written))).collect()
}

fn vaccinations(locale: Locale, everything: &Everything) -> Vec<Words> {
    let given = entries(&everything.vaccinations, |vaccination| vaccination.was_given);
    let not_given = everything.vaccinations.entries.len() - given;
    counted(
        [(given, |l, n| t!(l, "{n} you had", n = n)), (not_given, |l, n| t!(l, "{n} not given", n = n))],
        locale,
    )
}

fn visits(locale: Locale, everything: &Everything) -> Vec<Words> {
    let n = everything.visits.entries.len();
    counted([(n, |l, n| count!(l, n, one = "1 visit", other = "{n} visits"))], locale)
}

fn referrals(locale: Locale, everything: &Everything) -> Vec<Words> {
    let referrals = &everything.referrals.entries;
    let told = counted(
        [(referrals.len(), |l, n| count!(l, n, one = "1 referral", other = "{n} referrals"))],
        locale,
    );
    told.into_iter().chain(newest(locale, referrals.iter().filter_map(|held| held.entry.made))).collect()
}

fn care_plans(locale: Locale, everything: &Everything) -> Vec<Words> {
    let now = entries(&everything.care_plans, |plan| plan.state.is_open() == Some(true));
    let n = everything.care_plans.entries.len();
    let told = counted([(n, |l, n| count!(l, n, one = "1 care plan", other = "{n} care plans"))], locale);
    told.into_iter().chain(counted([(now, |l, n| t!(l, "{n} listed now", n = n))], locale)).collect()
}

fn prescriptions(locale: Locale, everything: &Everything) -> Vec<Words> {
    let at = |stage| entries(&everything.prescriptions, |one| one.stage() == stage);
    let told = counted(
        [
            (at(Stage::Ready), |l, n| t!(l, "{n} ready to collect", n = n)),
            (at(Stage::UnderWay), |l, n| t!(l, "{n} still to come", n = n)),
        ],
        locale,
    );
    if !told.is_empty() {
        return told;
    }
    let n = everything.prescriptions.entries.len();
    counted([(n, |l, n| count!(l, n, one = "1 prescription", other = "{n} prescriptions"))], locale)
}

fn questionnaires_told(locale: Locale, now: DateTime<Utc>, everything: &Everything) -> Vec<Words> {
    use questionnaires::Place;
    let at = |wanted: &[Place]| {
        entries(&everything.questionnaires, |one| wanted.contains(&questionnaires::place(now, one)))
    };
    let told = counted([(at(&[Place::ToFillIn]), |l, n| t!(l, "{n} to fill in", n = n))], locale);
    let others = at(&[Place::TooLate, Place::NotSaid, Place::Over]);
    if told.is_empty() {
        counted(
            [(others, |l, n| count!(l, n, one = "1 questionnaire", other = "{n} questionnaires"))],
            locale,
        )
    } else {
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Held, Letter, Medicine, MedicineState};
    use crate::journeys::record::testing::{self, HOSPITAL, SURGERY};

    fn medicines(entries: Vec<Held<Medicine>>, sources: Vec<SourceReport>) -> String {
        let mut everything = testing::nothing_at_all();
        everything.medicines = Gathered::of(entries, sources);
        door(Locale::English, testing::now(), Kind::Medicines, &everything).line
    }

    fn medicine(state: MedicineState) -> Held<Medicine> {
        testing::held(Medicine { state, ..testing::medicine("Aspirin") }, &[SURGERY])
    }

    #[test]
    fn a_door_says_how_many_medicines_are_taken_now() {
        let four = (0..4).map(|_| medicine(MedicineState::Current)).collect();
        assert_eq!(medicines(four, vec![testing::answered(SURGERY, 4)]), "4 you take now");
    }

    #[test]
    fn a_door_with_a_failed_hospital_says_so() {
        let one = vec![medicine(MedicineState::Current)];
        assert_eq!(
            medicines(one, vec![testing::answered(SURGERY, 1), testing::failed(HOSPITAL)]),
            "1 you take now. Riverside Hospital has not answered"
        );
        assert_eq!(
            medicines(Vec::new(), vec![testing::answered(SURGERY, 0), testing::failed(HOSPITAL)]),
            "We do not know yet. Riverside Hospital has not answered"
        );
    }

    #[test]
    fn none_is_said_only_as_somebody_stated_it() {
        assert_eq!(
            medicines(Vec::new(), vec![testing::answered(SURGERY, 0)]),
            "Hill Street Surgery told us of none"
        );
        assert_eq!(
            medicines(Vec::new(), vec![testing::none_known(SURGERY, "No current medication")]),
            "Hill Street Surgery told us “No current medication”"
        );
    }

    #[test]
    fn a_listed_medicine_and_a_statement_of_none_both_stand() {
        let sources = vec![testing::answered(SURGERY, 1), testing::none_known(HOSPITAL, "None")];
        let line = medicines(vec![medicine(MedicineState::Current)], sources);
        assert_eq!(line, "1 you take now. Riverside Hospital told us “None”");
    }

    #[test]
    fn results_and_letters_say_how_new_they_are() {
        let mut everything = testing::nothing_at_all();
        let written = PartialDate::parse("2026-10");
        everything.letters.entries =
            vec![testing::held(Letter { written, ..testing::letter("Clinic letter") }, &[SURGERY])];
        let line = door(Locale::English, testing::now(), Kind::Letters, &everything).line;
        assert_eq!(line, "1 letter, newest from October 2026");
    }

    #[test]
    fn a_door_that_nobody_was_asked_behind_never_says_none() {
        assert_eq!(medicines(Vec::new(), Vec::new()), "Nobody could be asked");
        let not_asked = medicines(Vec::new(), vec![testing::not_asked(SURGERY)]);
        assert_eq!(not_asked, "We do not know yet. We did not ask Hill Street Surgery");
    }

    #[test]
    fn every_kind_but_appointments_has_a_door_with_a_line() {
        let doors = record_doors(Locale::English, testing::now(), &testing::nothing_at_all());
        assert_eq!(doors.len(), Kind::ALL.len() - 2);
        assert!(doors.iter().all(|door| !door.line.is_empty()));
    }
}
