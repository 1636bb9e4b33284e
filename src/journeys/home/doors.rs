//! One line of what is behind each door, never more than was told.

use chrono::{DateTime, Utc};

use super::next;
use crate::domain::{
    Allergy, AllergyState, Appointment, Gathered, Kind, Letter, Medicine, PartialDate, SourceReport,
    SourceState, TestResult, Vaccination, Visit,
};
use crate::gather::Everything;
use crate::words::{Locale, and_list, dates};
use crate::{count, t};

/// A door to one kind of entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoorLine {
    pub kind: Kind,
    pub line: String,
}

/// The doors to every kind, in the order in which pages list them.
pub fn doors(locale: Locale, now: DateTime<Utc>, everything: &Everything) -> Vec<DoorLine> {
    let line = |kind, line| DoorLine { kind, line };
    vec![
        line(Kind::Appointments, appointments(locale, now, &everything.appointments)),
        line(Kind::Medicines, medicines(locale, &everything.medicines)),
        line(Kind::Allergies, allergies(locale, &everything.allergies)),
        line(Kind::Conditions, counted(locale, &everything.conditions, conditions_word)),
        line(Kind::TestResults, test_results(locale, &everything.test_results)),
        line(Kind::Letters, letters(locale, &everything.letters)),
        line(Kind::Vaccinations, vaccinations(locale, &everything.vaccinations)),
        line(Kind::Visits, visits(locale, &everything.visits)),
    ]
}

fn appointments(locale: Locale, now: DateTime<Utc>, gathered: &Gathered<Appointment>) -> String {
    let coming = next::coming_up(&gathered.entries, now);
    let asked = next::asked_for(&gathered.entries, now).len();
    let behind = match (coming, asked) {
        (0, 0) => t!(locale, "We were told of none to come"),
        (0, asked) => t!(locale, "{asked} asked for", asked = asked),
        (coming, 0) => t!(locale, "{coming} coming up", coming = coming),
        (coming, asked) => {
            t!(locale, "{coming} coming up, {asked} asked for", coming = coming, asked = asked)
        }
    };
    line(locale, gathered, behind.into_owned())
}

fn medicines(locale: Locale, gathered: &Gathered<Medicine>) -> String {
    let current = gathered.entries.iter().filter(|held| held.entry.is_current()).count();
    let past = gathered.entries.len() - current;
    let behind = match (current, past) {
        (0, past) => t!(locale, "{past} from the past", past = past),
        (current, _) => t!(locale, "{current} that you take now", current = current),
    };
    line(locale, gathered, behind.into_owned())
}

/// Two that say different things both stand: one lists allergies, another says that there are none.
fn allergies(locale: Locale, gathered: &Gathered<Allergy>) -> String {
    let ended = gathered.entries.iter().filter(|held| held.entry.state == AllergyState::Ended).count();
    let listed = gathered.entries.len() - ended;
    let behind = match (listed, ended) {
        (0, ended) => count!(locale, ended, one = "1 that has ended", other = "{n} that have ended"),
        (listed, _) => count!(locale, listed, one = "1 allergy", other = "{n} allergies"),
    };
    let mut text = line(locale, gathered, behind.into_owned());
    if !gathered.entries.is_empty() {
        for said in none_known(locale, &gathered.sources) {
            push(&mut text, &said);
        }
    }
    text
}

fn test_results(locale: Locale, gathered: &Gathered<TestResult>) -> String {
    let newest = gathered.entries.iter().filter_map(|held| held.entry.taken).max();
    let behind = match newest {
        Some(date) => t!(locale, "Newest from {date}", date = dates::partial(locale, &date)).into_owned(),
        None => results_word(locale, gathered.entries.len()),
    };
    line(locale, gathered, behind)
}

fn letters(locale: Locale, gathered: &Gathered<Letter>) -> String {
    let newest = gathered.entries.iter().filter_map(|held| held.entry.written).max();
    line(locale, gathered, with_newest(locale, gathered.entries.len(), letters_word, newest))
}

fn vaccinations(locale: Locale, gathered: &Gathered<Vaccination>) -> String {
    let newest =
        gathered.entries.iter().filter(|held| held.entry.was_given).filter_map(|held| held.entry.given).max();
    line(locale, gathered, with_newest(locale, gathered.entries.len(), vaccinations_word, newest))
}

fn visits(locale: Locale, gathered: &Gathered<Visit>) -> String {
    let newest = gathered.entries.iter().filter_map(|held| held.entry.started).max();
    line(locale, gathered, with_newest(locale, gathered.entries.len(), visits_word, newest))
}

type CountWord = fn(Locale, usize) -> String;

fn conditions_word(locale: Locale, n: usize) -> String {
    count!(locale, n, one = "1 condition", other = "{n} conditions").into_owned()
}
fn results_word(locale: Locale, n: usize) -> String {
    count!(locale, n, one = "1 result", other = "{n} results").into_owned()
}
fn letters_word(locale: Locale, n: usize) -> String {
    count!(locale, n, one = "1 letter", other = "{n} letters").into_owned()
}
fn vaccinations_word(locale: Locale, n: usize) -> String {
    count!(locale, n, one = "1 vaccination", other = "{n} vaccinations").into_owned()
}
fn visits_word(locale: Locale, n: usize) -> String {
    count!(locale, n, one = "1 visit", other = "{n} visits").into_owned()
}

fn counted<T>(locale: Locale, gathered: &Gathered<T>, word: CountWord) -> String {
    line(locale, gathered, word(locale, gathered.entries.len()))
}

fn with_newest(locale: Locale, n: usize, word: CountWord, newest: Option<PartialDate>) -> String {
    match newest {
        Some(date) => {
            let date = dates::partial(locale, &date);
            t!(locale, "{letters}, newest from {date}", letters = word(locale, n), date = date).into_owned()
        }
        None => word(locale, n),
    }
}

/// What is there and who has not told; with nothing there, who told us of none.
fn line<T>(locale: Locale, gathered: &Gathered<T>, behind: String) -> String {
    let mut text = if gathered.entries.is_empty() {
        String::new()
    } else {
        t!(locale, "{behind}.", behind = behind).into_owned()
    };
    if gathered.entries.is_empty() {
        for said in none_of_it(locale, &gathered.sources) {
            push(&mut text, &said);
        }
    }
    for said in missing(locale, &gathered.sources) {
        push(&mut text, &said);
    }
    text
}

fn push(text: &mut String, sentence: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(sentence);
}

/// The kinds of nothing of a list without entries.
fn none_of_it(locale: Locale, sources: &[SourceReport]) -> Vec<String> {
    if sources.is_empty() {
        return vec![t!(locale, "Nobody has been asked.").into_owned()];
    }
    let told_of_none = among(sources, |state| match state {
        SourceState::Answered { none_known, .. } => none_known.is_none(),
        SourceState::DoesNotKnowPerson { .. } => true,
        _ => false,
    });
    let not_online = among(sources, |state| *state == SourceState::NotSharedOnline);
    let not_this_age = among(sources, |state| *state == SourceState::NotForThisAge);
    let not_connected = among(sources, |state| *state == SourceState::NotConnected);
    let mut said = none_known(locale, sources);
    said.extend(told_of_none.said(locale, |l, n, who| {
        count!(l, n, one = "{who} told us of none.", other = "{who} told us of none.", who = who).into_owned()
    }));
    said.extend(not_online.said(locale, |l, n, who| {
        count!(
            l,
            n,
            one = "{who} does not share these online.",
            other = "{who} do not share these online.",
            who = who
        )
        .into_owned()
    }));
    said.extend(not_this_age.said(locale, |l, n, who| {
        count!(
            l,
            n,
            one = "{who} does not share these with people of this age.",
            other = "{who} do not share these with people of this age.",
            who = who
        )
        .into_owned()
    }));
    said.extend(not_connected.said(locale, |l, n, who| {
        count!(
            l,
            n,
            one = "{who} is not connected to Front Door.",
            other = "{who} are not connected to Front Door.",
            who = who
        )
        .into_owned()
    }));
    said
}

/// Who has not told all, or nothing yet.
pub(super) fn missing(locale: Locale, sources: &[SourceReport]) -> Vec<String> {
    let failed = among(sources, |state| matches!(state, SourceState::Failed { .. }));
    let waiting = among(sources, |state| *state == SourceState::Waiting);
    let in_part = among(sources, |state| matches!(state, SourceState::InPart { .. }));
    let not_asked = among(sources, |state| matches!(state, SourceState::NotAsked(_)));
    let mut said = Vec::new();
    said.extend(failed.said(locale, |l, n, who| {
        count!(l, n, one = "{who} has not answered.", other = "{who} have not answered.", who = who)
            .into_owned()
    }));
    said.extend(waiting.said(locale, |l, n, who| {
        count!(
            l,
            n,
            one = "We are still waiting for {who}.",
            other = "We are still waiting for {who}.",
            who = who
        )
        .into_owned()
    }));
    said.extend(in_part.said(locale, |l, n, who| {
        count!(l, n, one = "{who} answered in part.", other = "{who} answered in part.", who = who)
            .into_owned()
    }));
    said.extend(not_asked.said(locale, |l, n, who| {
        count!(l, n, one = "{who} was not asked.", other = "{who} were not asked.", who = who).into_owned()
    }));
    said
}

/// Coded statements that there is nothing, in the holder's own words.
fn none_known(locale: Locale, sources: &[SourceReport]) -> Vec<String> {
    let statement = |source: &SourceReport| match &source.state {
        SourceState::Answered { none_known: Some(none), .. } => {
            let name = &source.organisation.name;
            Some(t!(locale, "{name} told us: “{words}”.", name = name, words = none.text).into_owned())
        }
        _ => None,
    };
    sources.iter().filter_map(statement).collect()
}

/// Some organisations, by name while they are few.
struct Names<'a>(Vec<&'a str>);

fn among(sources: &[SourceReport], fits: impl Fn(&SourceState) -> bool) -> Names<'_> {
    Names(
        sources
            .iter()
            .filter(|source| fits(&source.state))
            .map(|source| source.organisation.name.as_str())
            .collect(),
    )
}

impl Names<'_> {
    fn said(&self, locale: Locale, say: impl Fn(Locale, usize, String) -> String) -> Option<String> {
        let who = match self.0.len() {
            0 => return None,
            1 | 2 => and_list(locale, &self.0.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()),
            n => count!(locale, n, one = "1 organisation", other = "{n} organisations").into_owned(),
        };
        Some(say(locale, self.0.len(), who))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AppointmentStatus, MedicineState, NoneKnown, WhyNotAsked};
    use crate::journeys::home::samples::*;

    fn line_of(everything: &Everything, kind: Kind) -> String {
        let found = doors(Locale::English, at(NOW), everything).into_iter().find(|door| door.kind == kind);
        found.expect("every kind has a door").line
    }

    fn told_none_known(text: &str) -> SourceState {
        let none_known = Some(NoneKnown { text: text.into(), recorded: None });
        SourceState::Answered { at: at(NOW), entries: 0, none_known }
    }

    #[test]
    fn every_kind_has_a_door_and_every_door_a_line() {
        for sources in [vec![], vec![answered(hospital(), 0)], vec![failed(hospital())]] {
            let doors = doors(Locale::English, at(NOW), &nothing(sources));
            assert_eq!(doors.iter().map(|door| door.kind).collect::<Vec<_>>(), Kind::ALL);
            assert!(doors.iter().all(|door| !door.line.is_empty()));
        }
    }

    #[test]
    fn a_failed_organisation_with_nothing_told_is_never_none() {
        let everything = nothing(vec![failed(hospital())]);
        for kind in Kind::ALL {
            assert_eq!(line_of(&everything, kind), "Ποτάμι has not answered.");
        }
    }

    #[test]
    fn a_door_says_who_told_us_of_none_and_who_has_not_answered() {
        let everything = nothing(vec![answered(surgery(), 0), failed(hospital())]);
        assert_eq!(line_of(&everything, Kind::Letters), "Λόφος told us of none. Ποτάμι has not answered.");
    }

    #[test]
    fn appointments_are_counted_by_what_they_are() {
        let mut everything = nothing(vec![answered(hospital(), 4)]);
        let as_status =
            |n, status| held(n, Appointment { status, ..appointment("a", "2026-11-25T10:40:00Z") });
        everything.appointments.entries = vec![
            as_status(1, AppointmentStatus::Booked),
            as_status(2, AppointmentStatus::Cancelled),
            as_status(3, AppointmentStatus::Asked),
            held(4, appointment("past", "2025-11-25T10:40:00Z")),
        ];
        assert_eq!(line_of(&everything, Kind::Appointments), "1 coming up, 1 asked for.");
        everything.appointments.entries.remove(0);
        assert_eq!(line_of(&everything, Kind::Appointments), "1 asked for.");
        everything.appointments.entries.remove(1);
        assert_eq!(line_of(&everything, Kind::Appointments), "We were told of none to come.");
    }

    #[test]
    fn medicines_of_now_and_of_the_past_are_told_apart() {
        let mut everything = nothing(vec![answered(surgery(), 2)]);
        everything.medicines.entries = vec![
            held(1, medicine("a", MedicineState::Current)),
            held(2, medicine("b", MedicineState::Stopped)),
        ];
        assert_eq!(line_of(&everything, Kind::Medicines), "1 that you take now.");
        everything.medicines.entries.remove(0);
        assert_eq!(line_of(&everything, Kind::Medicines), "1 from the past.");
    }

    #[test]
    fn no_known_allergies_is_said_only_from_a_coded_statement_and_in_its_words() {
        let mut everything = nothing(vec![answered(surgery(), 0)]);
        assert_eq!(line_of(&everything, Kind::Allergies), "Λόφος told us of none.");
        everything.allergies.sources = vec![report(surgery(), told_none_known("Καμία"))];
        assert_eq!(line_of(&everything, Kind::Allergies), "Λόφος told us: “Καμία”.");
    }

    #[test]
    fn a_listed_allergy_and_a_statement_of_none_both_stand() {
        let mut everything = nothing(vec![]);
        everything.allergies.entries = vec![held_by(1, allergy("a"), surgery())];
        everything.allergies.sources =
            vec![answered(surgery(), 1), report(hospital(), told_none_known("Καμία"))];
        assert_eq!(line_of(&everything, Kind::Allergies), "1 allergy. Ποτάμι told us: “Καμία”.");
    }

    #[test]
    fn results_and_letters_say_how_new_they_are() {
        let mut everything = nothing(vec![answered(surgery(), 2)]);
        everything.test_results.entries =
            vec![held(1, test_result("a", None, "2026-11-18")), held(2, test_result("b", None, "2019"))];
        everything.letters.entries = vec![held(3, letter("c", "2026-10"))];
        assert_eq!(line_of(&everything, Kind::TestResults), "Newest from 18 November 2026.");
        assert_eq!(line_of(&everything, Kind::Letters), "1 letter, newest from October 2026.");
    }

    #[test]
    fn each_kind_of_nothing_has_its_own_words() {
        let said = |state| line_of(&nothing(vec![report(hospital(), state)]), Kind::Visits);
        assert_eq!(said(SourceState::NotSharedOnline), "Ποτάμι does not share these online.");
        assert_eq!(said(SourceState::NotForThisAge), "Ποτάμι does not share these with people of this age.");
        assert_eq!(said(SourceState::NotAsked(WhyNotAsked::Restricted)), "Ποτάμι was not asked.");
        assert_eq!(said(SourceState::Waiting), "We are still waiting for Ποτάμι.");
        assert_eq!(said(SourceState::NotConnected), "Ποτάμι is not connected to Front Door.");
        assert_eq!(
            said(SourceState::InPart { at: at(NOW), entries: 0, set_aside: 1, notes: vec![] }),
            "Ποτάμι answered in part."
        );
    }

    #[test]
    fn many_organisations_are_counted_rather_than_named() {
        let three = vec![answered(surgery(), 0), answered(hospital(), 0), answered(community(), 0)];
        assert_eq!(line_of(&nothing(three.clone()), Kind::Visits), "3 organisations told us of none.");
        assert_eq!(line_of(&nothing(three[..2].to_vec()), Kind::Visits), "Λόφος and Ποτάμι told us of none.");
    }
}
