//! How an organisation stands, in sentences.

use chrono::{DateTime, Utc};

use super::standing::{Standing, kinds_where};
use crate::domain::{Failure, Kind, OldCopy, Setting, SourceNote, SourceState, WhyNotAsked};
use crate::journeys::record::kinds;
use crate::web::components::missing;
use crate::words::{Locale, and_list, dates};
use crate::{count, t};

/// Everything that is to be said of an organisation, a sentence or two each.
pub fn sentences(locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Vec<String> {
    after(its_answer(locale, now, standing), locale, now, standing)
}

/// The same for somebody who may be shown less than there is: never that there is nothing.
pub fn sentences_as_seen(locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Vec<String> {
    after(its_answer_as_seen(locale, now, standing), locale, now, standing)
}

fn after(answer: Option<String>, locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Vec<String> {
    let mut said: Vec<String> = answer.into_iter().collect();
    said.extend(results_that_wait(locale, standing));
    said.extend(not_shared(locale, standing));
    said.extend(notes(locale, standing));
    said.extend(waiting(locale, standing));
    said.extend(failures(locale, now, standing));
    said.extend(stopped(locale, standing));
    said.extend(not_asked(locale, standing));
    if said.is_empty() {
        said.push(
            t!(locale, "Not connected to Front Door yet. Ask them yourself for what they hold.").into_owned(),
        );
    }
    if let Some(date) = &standing.organisation.records_start {
        said.push(
            t!(locale, "Online records start in {date}.", date = dates::partial(locale, date)).into_owned(),
        );
    }
    said
}

/// "Hospital".
pub fn setting(locale: Locale, setting: Setting) -> String {
    match setting {
        Setting::Gp => t!(locale, "GP surgery"),
        Setting::Hospital => t!(locale, "Hospital"),
        Setting::Community => t!(locale, "Community care"),
        Setting::National => t!(locale, "National service"),
    }
    .into_owned()
}

/// Counted, and nothing else is said of them.
fn results_that_wait(locale: Locale, standing: &Standing) -> Option<String> {
    let words = count!(
        locale,
        standing.waiting,
        one = "1 test result waits, as you chose.",
        other = "{n} test results wait, as you chose."
    );
    (standing.waiting > 0).then(|| words.into_owned())
}

fn its_answer(locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Option<String> {
    let at = states(standing)
        .filter(|state| !matches!(state, SourceState::Failed { .. }))
        .filter_map(SourceState::answered_at)
        .max()?;
    let when = dates::told_at(locale, at, now);
    if states(standing).all(|state| matches!(state, SourceState::DoesNotKnowPerson { .. })) {
        return Some(t!(locale, "Answered {when}: it does not know you.", when = when).into_owned());
    }
    let whole = states(standing).all(|state| !state.may_be_missing_something());
    let entries = standing.entries;
    let words = match (whole, entries) {
        // What waits was told, so there was not nothing.
        (true, 0) if standing.waiting > 0 => t!(locale, "Answered {when}.", when = when),
        (false, 0) if standing.waiting > 0 => t!(locale, "Answered in part {when}.", when = when),
        (true, 0) => t!(locale, "Answered {when}: it told us of nothing.", when = when),
        (false, 0) => t!(locale, "Answered in part {when}: no entries yet.", when = when),
        (true, n) => count!(
            locale,
            n,
            one = "Answered {when}: 1 entry.",
            other = "Answered {when}: {n} entries.",
            when = when
        ),
        (false, n) => count!(
            locale,
            n,
            one = "Answered in part {when}: 1 entry.",
            other = "Answered in part {when}: {n} entries.",
            when = when
        ),
    };
    Some(words.into_owned())
}

fn its_answer_as_seen(locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Option<String> {
    if standing.entries > 0 {
        return its_answer(locale, now, standing);
    }
    let answered = states(standing).filter(|state| !matches!(state, SourceState::Failed { .. }));
    let when = dates::told_at(locale, answered.filter_map(SourceState::answered_at).max()?, now);
    let words = if states(standing).all(|state| matches!(state, SourceState::DoesNotKnowPerson { .. })) {
        t!(locale, "Answered {when}: it does not know this patient.", when = when)
    } else if states(standing).any(SourceState::may_be_missing_something) {
        t!(locale, "Answered in part {when}.", when = when)
    } else {
        t!(locale, "Answered {when}.", when = when)
    };
    Some(words.into_owned())
}

fn not_shared(locale: Locale, standing: &Standing) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(kinds) = kinds_said(locale, standing, |state| *state == SourceState::NotSharedOnline) {
        said.push(match kinds {
            Kinds::All => t!(locale, "It does not share anything online.").into_owned(),
            Kinds::Some(kinds) => {
                t!(locale, "It does not share online: {kinds}.", kinds = kinds).into_owned()
            }
        });
    }
    if let Some(kinds) = kinds_said(locale, standing, |state| *state == SourceState::NotForThisAge) {
        said.push(match kinds {
            Kinds::All => t!(locale, "It does not share online with people of this age.").into_owned(),
            Kinds::Some(kinds) => {
                t!(locale, "It does not share with people of this age: {kinds}.", kinds = kinds).into_owned()
            }
        });
    }
    said
}

fn notes(locale: Locale, standing: &Standing) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut not_read = 0;
    for state in states(standing) {
        let SourceState::InPart { set_aside, notes, .. } = state else { continue };
        not_read += set_aside;
        for note in notes.iter().map(|note| note_said(locale, note)) {
            if !said.contains(&note) {
                said.push(note);
            }
        }
    }
    if not_read > 0 {
        let words = count!(
            locale,
            not_read,
            one = "1 entry could not be read and is not shown.",
            other = "{n} entries could not be read and are not shown."
        );
        said.insert(0, words.into_owned());
    }
    said
}

fn note_said(locale: Locale, note: &SourceNote) -> String {
    let with_words = |ours: std::borrow::Cow<'static, str>, text: &Option<String>| match text {
        Some(text) => t!(locale, "{ours} It says: “{text}”", ours = ours, text = text).into_owned(),
        None => ours.into_owned(),
    };
    match note {
        SourceNote::ConfidentialItems => {
            t!(locale, "Some entries are marked as confidential and are not shown.").into_owned()
        }
        SourceNote::TransferUnderWay { text } => {
            with_words(t!(locale, "A record is still being moved there, so something may be missing."), text)
        }
        SourceNote::Incomplete { text } => with_words(t!(locale, "Part of its answer is missing."), text),
        SourceNote::Missing(why) => missing(locale, *why, None).into_owned(),
        SourceNote::Words(text) => t!(locale, "It says: “{text}”", text = text).into_owned(),
    }
}

fn waiting(locale: Locale, standing: &Standing) -> Option<String> {
    let kinds = kinds_said(locale, standing, |state| *state == SourceState::Waiting)?;
    Some(match kinds {
        Kinds::All => t!(locale, "We are still waiting for an answer.").into_owned(),
        Kinds::Some(kinds) => t!(locale, "We are still waiting for: {kinds}.", kinds = kinds).into_owned(),
    })
}

fn failures(locale: Locale, now: DateTime<Utc>, standing: &Standing) -> Vec<String> {
    let first = states(standing).find_map(|state| match state {
        SourceState::Failed { why, .. } => Some(*why),
        _ => None,
    });
    let failed = |state: &SourceState| matches!(state, SourceState::Failed { .. });
    let (Some(why), Some(kinds)) = (first, kinds_said(locale, standing, failed)) else { return Vec::new() };
    let mut said = vec![why_said(locale, why)];
    if let Kinds::Some(kinds) = kinds {
        said.push(t!(locale, "That is about: {kinds}.", kinds = kinds).into_owned());
    }
    said.push(copy_said(locale, now, oldest_copy(standing)));
    if let Some(phone) = &standing.organisation.phone {
        said.push(t!(locale, "Call {phone} if you need something from there.", phone = phone).into_owned());
    }
    said
}

fn why_said(locale: Locale, why: Failure) -> String {
    match why {
        Failure::NoAnswer => t!(locale, "It has not answered."),
        Failure::Busy => t!(locale, "It has not answered: it is too busy now."),
        Failure::Unreadable => t!(locale, "It has not answered in a way that we can read."),
        Failure::AboutSomebodyElse => {
            t!(locale, "Its answer held something about somebody else. We threw all of that answer away.")
        }
        Failure::Refused => t!(locale, "It has not answered: it did not let Front Door in."),
    }
    .into_owned()
}

fn copy_said(locale: Locale, now: DateTime<Utc>, copy: Option<&OldCopy>) -> String {
    match copy {
        Some(copy) => {
            let when = dates::told_at(locale, copy.told_at, now);
            t!(locale, "You see a copy of what it told us {when}. New things may be missing.", when = when)
        }
        None => t!(locale, "You see nothing of what it has not told us."),
    }
    .into_owned()
}

fn oldest_copy(standing: &Standing) -> Option<&OldCopy> {
    let copies = states(standing).filter_map(|state| match state {
        SourceState::Failed { copy, .. } => copy.as_ref(),
        _ => None,
    });
    copies.min_by_key(|copy| copy.told_at)
}

/// Whether it would answer if the person logged in there.
pub fn wants_a_log_in_there(standing: &Standing) -> bool {
    states(standing).any(|state| *state == SourceState::NotAsked(WhyNotAsked::NeedsHospitalLogIn))
}

/// What the organisation itself asked us not to show.
fn stopped(locale: Locale, standing: &Standing) -> Option<String> {
    let is_stopped = |state: &SourceState| *state == SourceState::NotAsked(WhyNotAsked::Stopped);
    let words = match kinds_said(locale, standing, is_stopped)? {
        Kinds::All => t!(locale, "It has asked us not to show anything at the moment."),
        Kinds::Some(kinds) => {
            t!(locale, "It has asked us not to show at the moment: {kinds}.", kinds = kinds)
        }
    };
    Some(words.into_owned())
}

fn not_asked(locale: Locale, standing: &Standing) -> Option<String> {
    let why = states(standing).find_map(|state| match state {
        SourceState::NotAsked(why) if *why != WhyNotAsked::Stopped => Some(*why),
        _ => None,
    })?;
    let words = match why {
        WhyNotAsked::NeedsNhsLogin => {
            t!(locale, "Not asked: it answers only to people who log in with NHS login.")
        }
        WhyNotAsked::NhsLoginEnded => {
            t!(locale, "Not asked: your NHS login has run out. Log in with NHS login again.")
        }
        WhyNotAsked::OnlyThePatient => t!(locale, "Not asked: it answers only to the patient."),
        WhyNotAsked::NeedsHospitalLogIn => {
            t!(locale, "Not asked: it answers only to people who log in there too.")
        }
        WhyNotAsked::Restricted => {
            t!(locale, "Not asked: your record is restricted. Your GP surgery can tell you more.")
        }
        WhyNotAsked::DemographicsUnknown => {
            t!(locale, "Not asked: the national service has not told us whether we may ask.")
        }
        WhyNotAsked::Stopped => return None,
        WhyNotAsked::NotApproved => {
            t!(locale, "Not asked: it has not agreed yet to share through Front Door.")
        }
    };
    Some(words.into_owned())
}

fn states(standing: &Standing) -> impl Iterator<Item = &SourceState> {
    let whole = standing.by_kind.is_empty().then_some(&standing.state);
    standing.by_kind.iter().map(|(_, state)| state).chain(whole)
}

enum Kinds {
    All,
    Some(String),
}

/// The kinds for which a state holds, in words; `None` when it holds for none.
fn kinds_said(locale: Locale, standing: &Standing, test: impl Fn(&SourceState) -> bool) -> Option<Kinds> {
    if standing.by_kind.is_empty() {
        return test(&standing.state).then_some(Kinds::All);
    }
    let found: Vec<Kind> = kinds_where(standing, test);
    if found.is_empty() {
        return None;
    }
    if found.len() == standing.by_kind.len() {
        return Some(Kinds::All);
    }
    let names: Vec<String> = found.iter().map(|kind| kinds::words(locale, *kind).word.into_owned()).collect();
    Some(Kinds::Some(and_list(locale, &names)))
}

#[cfg(test)]
mod tests;
