//! What is new or different since a person was here before.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::lines::{self, Line};
use crate::domain::{EntryId, Fingerprint, Gathered, Held, Kind, OdsCode, PartialDate, Setting};
use crate::gather::Everything;
use crate::journeys::record::kinds;
use crate::store::Mark;
use crate::words::Locale;
use crate::{count, t};

/// At most so many new things stand on the home page; the others are counted.
pub const SHOWN: usize = 8;

/// What has been seen, and when this visit began: only what was seen before it counts.
#[derive(Clone, Debug, Default)]
pub struct Before {
    pub marks: Arc<HashMap<EntryId, Mark>>,
    pub visit_began: DateTime<Utc>,
}

/// One new thing: an entry, or the results that came together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewThing {
    pub kind: Kind,
    pub href: String,
    pub title: String,
    pub what: Option<String>,
    pub who: String,
    pub setting: Setting,
    pub novelty: Novelty,
    /// Whether all that is known of it comes from old copies.
    pub is_old_copy: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Novelty {
    New,
    Changed,
    /// Above all else: somebody may set out for it.
    Cancelled,
}

/// The new things to show, the newest first, and how many more there are of each kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WhatsNew {
    pub things: Vec<NewThing>,
    pub more: Vec<(Kind, usize)>,
    /// How many results wait because the person wants to see new ones later.
    pub waiting: usize,
}

/// The fingerprint of everything that was told, to be remembered as seen: each member of a joined entry has its own.
pub fn marks(everything: &Everything) -> Vec<(EntryId, Fingerprint)> {
    fn add<T: Line>(marks: &mut Vec<(EntryId, Fingerprint)>, gathered: &Gathered<T>) {
        for held in &gathered.entries {
            marks.extend(held.members.iter().map(|member| (member.id, member.fingerprint)));
        }
    }
    let mut marks = Vec::new();
    add(&mut marks, &everything.appointments);
    add(&mut marks, &everything.medicines);
    add(&mut marks, &everything.allergies);
    add(&mut marks, &everything.conditions);
    add(&mut marks, &everything.test_results);
    add(&mut marks, &everything.letters);
    add(&mut marks, &everything.vaccinations);
    add(&mut marks, &everything.visits);
    add(&mut marks, &everything.referrals);
    add(&mut marks, &everything.care_plans);
    add(&mut marks, &everything.prescriptions);
    add(&mut marks, &everything.questionnaires);
    marks
}

/// What is new since `before`.
pub fn whats_new(locale: Locale, everything: &Everything, before: &Before) -> WhatsNew {
    let mut found = Vec::new();
    find(locale, &everything.appointments, before, &mut found);
    find(locale, &everything.test_results, before, &mut found);
    find(locale, &everything.letters, before, &mut found);
    find(locale, &everything.medicines, before, &mut found);
    find(locale, &everything.prescriptions, before, &mut found);
    find(locale, &everything.allergies, before, &mut found);
    find(locale, &everything.conditions, before, &mut found);
    find(locale, &everything.vaccinations, before, &mut found);
    find(locale, &everything.visits, before, &mut found);
    find(locale, &everything.referrals, before, &mut found);
    find(locale, &everything.care_plans, before, &mut found);
    find(locale, &everything.questionnaires, before, &mut found);
    // A stable sort: things of one date stay in the order of kinds above. Undated ones are never dropped.
    found.sort_by_key(|(date, thing)| {
        let cancelled = thing.novelty == Novelty::Cancelled;
        let is_appointment = thing.kind == Kind::Appointments;
        std::cmp::Reverse((cancelled, is_appointment, *date))
    });
    let mut more: Vec<(Kind, usize)> = Vec::new();
    for (_, thing) in found.iter().skip(SHOWN) {
        match more.iter_mut().find(|(kind, _)| *kind == thing.kind) {
            Some((_, n)) => *n += 1,
            None => more.push((thing.kind, 1)),
        }
    }
    more.sort();
    let things = found.into_iter().take(SHOWN).map(|(_, thing)| thing).collect();
    WhatsNew { things, more, waiting: everything.test_results.kept_back.len() }
}

type Found = (Option<PartialDate>, NewThing);

fn find<T: Line>(locale: Locale, gathered: &Gathered<T>, before: &Before, found: &mut Vec<Found>) {
    let new: Vec<_> = gathered
        .entries
        .iter()
        .filter_map(|held| novelty(held, before).map(|novelty| (held, novelty)))
        .collect();
    let mut sets: HashMap<SetOfTests, usize> = HashMap::new();
    for set in new.iter().filter_map(|(held, _)| set_of_tests(held)) {
        *sets.entry(set).or_default() += 1;
    }
    for (held, novelty) in &new {
        // The first of a set stands for all of it.
        match set_of_tests(held).map(|set| sets.insert(set, 0).unwrap_or(0)) {
            Some(0) => {}
            together => found.push((held.entry.date(), thing(locale, held, *novelty, together.unwrap_or(1)))),
        }
    }
}

/// Results that came in one set of tests, from one holder, of one day.
type SetOfTests = (String, OdsCode, Option<NaiveDate>);

fn set_of_tests<T: Line>(held: &Held<T>) -> Option<SetOfTests> {
    let group = held.entry.group()?.to_owned();
    let holder = held.holders.first()?.organisation.ods_code.clone();
    Some((group, holder, held.entry.date().map(|date| date.earliest_day())))
}

fn thing<T: Line>(locale: Locale, held: &Held<T>, novelty: Novelty, together: usize) -> NewThing {
    let list = kinds::words(locale, T::KIND).href;
    let (href, title, what) = match held.entry.group().filter(|_| together > 1) {
        Some(group) => {
            let what = count!(
                locale,
                together,
                one = "1 result. We do not know if anyone has talked to you about it",
                other = "{n} results. We do not know if anyone has talked to you about these"
            );
            (list.to_owned(), group.to_owned(), Some(what.into_owned()))
        }
        None => (format!("{list}/{}", held.id), held.entry.title().to_owned(), held.entry.what(locale)),
    };
    NewThing {
        kind: T::KIND,
        href,
        title,
        what,
        who: lines::who(locale, held),
        setting: lines::setting(held),
        novelty,
        is_old_copy: held.is_old_copy(),
    }
}

/// A joined entry is known when any of its members is: another holder telling the same is not news. It has changed when
/// one that is known says something else. What was first seen in this very visit stays new until the next.
fn novelty<T: Line>(held: &Held<T>, before: &Before) -> Option<Novelty> {
    let seen = held.members.iter().filter_map(|member| Some((member, before.marks.get(&member.id)?)));
    let seen = seen.filter(|(_, mark)| mark.first_seen < before.visit_began);
    let says_the_same =
        seen.map(|(member, mark)| mark.said_since < before.visit_began && mark.content == member.fingerprint);
    let says_the_same: Vec<bool> = says_the_same.collect();
    let known = !says_the_same.is_empty();
    if known && says_the_same.into_iter().all(|same| same) {
        return None;
    }
    Some(match known {
        _ if held.entry.is_cancelled() => Novelty::Cancelled,
        true => Novelty::Changed,
        false => Novelty::New,
    })
}

/// The word on a new thing's tag.
pub fn tag(locale: Locale, novelty: Novelty) -> std::borrow::Cow<'static, str> {
    match novelty {
        Novelty::New => t!(locale, "New"),
        Novelty::Changed => t!(locale, "Changed"),
        Novelty::Cancelled => t!(locale, "Cancelled"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appointment, AppointmentStatus, Letter, Member};
    use crate::journeys::home::samples::*;

    /// All of it was seen yesterday; this visit began today.
    fn seen(everything: &Everything) -> Before {
        let yesterday = at("2026-11-21T09:00:00Z");
        let mark = |content| Mark { content, first_seen: yesterday, said_since: yesterday };
        let marks: HashMap<_, _> =
            marks(everything).into_iter().map(|(id, content)| (id, mark(content))).collect();
        Before { marks: marks.into(), visit_began: at("2026-11-22T09:00:00Z") }
    }

    fn new_titles(everything: &Everything, before: &Everything) -> Vec<(String, Novelty)> {
        let things = whats_new(Locale::English, everything, &seen(before)).things;
        things.into_iter().map(|thing| (thing.title, thing.novelty)).collect()
    }

    fn with_letters(letters: Vec<(u8, Letter)>) -> Everything {
        let mut everything = nothing(vec![answered(hospital(), 1)]);
        everything.letters.entries = letters.into_iter().map(|(n, letter)| held(n, letter)).collect();
        everything
    }

    #[test]
    fn what_was_seen_and_says_the_same_is_not_new() {
        let everything = with_letters(vec![(1, letter("a", "2026-11-19")), (2, letter("b", "2026-11-20"))]);
        assert_eq!(new_titles(&everything, &everything), []);
    }

    #[test]
    fn as_many_entries_as_before_can_still_be_new_ones() {
        let before = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        let after = with_letters(vec![(2, letter("b", "2026-11-19"))]);
        assert_eq!(new_titles(&after, &before), [("Γράμμα".to_owned(), Novelty::New)]);
    }

    #[test]
    fn one_that_says_something_else_than_before_has_changed() {
        let before = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        let after = with_letters(vec![(1, Letter { title: "Άλλο".into(), ..letter("a", "2026-11-19") })]);
        assert_eq!(new_titles(&after, &before), [("Άλλο".to_owned(), Novelty::Changed)]);
    }

    #[test]
    fn what_is_new_or_changed_stays_so_for_the_whole_visit() {
        let everything = with_letters(vec![(1, letter("a", "2026-11-19")), (2, letter("b", "2026-11-19"))]);
        let mut before = seen(&everything);
        let today = at("2026-11-22T09:05:00Z");
        let marks = Arc::make_mut(&mut before.marks);
        marks.insert(id(1), Mark { first_seen: today, said_since: today, ..marks[&id(1)] });
        marks.insert(id(2), Mark { said_since: today, ..marks[&id(2)] });
        let things = whats_new(Locale::English, &everything, &before).things;
        let novelties: Vec<_> = things.iter().map(|thing| thing.novelty).collect();
        assert_eq!(novelties, [Novelty::New, Novelty::Changed]);
    }

    #[test]
    fn another_holder_that_tells_the_same_is_not_news() {
        let before = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        let mut after = before.clone();
        let letters = &mut after.letters.entries[0];
        letters.id = id(2);
        letters.members.insert(0, Member { id: id(2), ..letters.members[0].clone() });
        assert_eq!(new_titles(&after, &before), []);
    }

    #[test]
    fn a_joined_entry_is_still_known_when_one_of_its_holders_fails() {
        let mut before = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        let letters = &mut before.letters.entries[0];
        letters.members.push(Member { id: id(2), ..letters.members[0].clone() });
        let after = with_letters(vec![(2, letter("a", "2026-11-19"))]);
        assert_eq!(new_titles(&after, &before), []);
    }

    #[test]
    fn a_joined_entry_has_changed_when_one_of_its_holders_says_something_else_and_not_when_another_is_shown()
    {
        let other = Letter { title: "Άλλο".into(), ..letter("a", "2026-11-19") };
        let mut before = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        let second = with_letters(vec![(2, other)]).letters.entries.remove(0);
        before.letters.entries[0].members.extend(second.members.clone());
        let mut after = before.clone();
        after.letters.entries[0].members.reverse();
        after.letters.entries[0].entry = second.entry.clone();
        after.letters.entries[0].fingerprint = second.fingerprint;
        assert_eq!(new_titles(&after, &before), []);
        let third = Letter { title: "Τρίτο".into(), ..letter("a", "2026-11-19") };
        after.letters.entries[0].members[0].fingerprint = Fingerprint::of(&third);
        assert_eq!(new_titles(&after, &before), [("Άλλο".to_owned(), Novelty::Changed)]);
    }

    #[test]
    fn a_cancelled_appointment_stands_first() {
        let mut before = nothing(vec![answered(hospital(), 1)]);
        before.appointments.entries = vec![held(1, appointment("a", "2026-11-25T10:40:00Z"))];
        let mut after = with_letters(vec![(2, letter("b", "2027-11-19"))]);
        let cancelled =
            Appointment { status: AppointmentStatus::Cancelled, ..appointment("a", "2026-11-25T10:40:00Z") };
        after.appointments.entries =
            vec![held(3, appointment("c", "2026-12-25T10:40:00Z")), held(1, cancelled)];
        let novelties: Vec<_> = new_titles(&after, &before).into_iter().map(|(_, novelty)| novelty).collect();
        assert_eq!(novelties, [Novelty::Cancelled, Novelty::New, Novelty::New]);
    }

    #[test]
    fn results_of_one_set_of_tests_stand_together() {
        let mut after = nothing(vec![answered(surgery(), 4)]);
        after.test_results.entries = vec![
            held_by(1, test_result("a", Some("Σύνολο"), "2026-11-18"), surgery()),
            held_by(2, test_result("b", Some("Σύνολο"), "2026-11-18"), surgery()),
            held_by(3, test_result("c", Some("Σύνολο"), "2026-11-18"), hospital()),
            held_by(4, test_result("d", None, "2026-11-17"), surgery()),
        ];
        let new = whats_new(Locale::English, &after, &Before::default());
        let shown: Vec<_> =
            new.things.iter().map(|thing| (thing.title.as_str(), thing.href.clone())).collect();
        assert_eq!(
            shown,
            [
                ("Σύνολο", "/record/test-results".to_owned()),
                ("Αίμα", format!("/record/test-results/{}", id(3))),
                ("Αίμα", format!("/record/test-results/{}", id(4))),
            ]
        );
        assert!(new.things[0].what.as_deref().is_some_and(|what| what.starts_with("2 results.")));
        assert!(new.things[0].who.contains("Λόφος · taken 18 November 2026"));
    }

    #[test]
    fn the_newest_are_shown_and_the_others_counted_and_undated_ones_are_not_lost() {
        let mut letters: Vec<_> = (1..=8).map(|n| (n, letter("x", &format!("2026-11-0{n}")))).collect();
        letters.push((9, Letter { written: None, ..letter("x", "2026-11-01") }));
        letters.push((10, letter("x", "2026-11-19")));
        let mut everything = with_letters(letters);
        everything.visits = gathered(vec![], vec![]);
        let new = whats_new(Locale::English, &everything, &Before::default());
        assert_eq!(new.things.len(), SHOWN);
        assert!(new.things[0].who.ends_with("written 19 November 2026"));
        assert_eq!(new.more, [(Kind::Letters, 2)]);
    }

    #[test]
    fn an_old_copy_is_said_to_be_one() {
        let mut everything = with_letters(vec![(1, letter("a", "2026-11-19"))]);
        everything.letters.entries = vec![old_copy(held(1, letter("a", "2026-11-19")))];
        assert!(whats_new(Locale::English, &everything, &Before::default()).things[0].is_old_copy);
    }
}
