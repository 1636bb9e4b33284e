//! What stands on the page of who looked, in every state.

use chrono::Duration;
use uuid::Uuid;

use super::*;
use crate::domain::{AccountId, Kind, Kinds};
use crate::journeys::home::samples::{NOW, at, hospital, outside_our_words};
use crate::web::rendered;
use crate::words::Locale;

const ME: AccountId = AccountId(Uuid::nil());

fn logged(role: Role, purpose: &str) -> LoggedRow {
    let kinds = [Kind::Letters, Kind::TestResults].into_iter().collect();
    LoggedRow {
        at: at(NOW),
        seq: Some(1),
        role: Some(role),
        account: (role == Role::Patient).then_some(ME),
        organisation: matches!(role, Role::Staff | Role::Inbound).then(|| hospital().ods_code.clone()),
        holders: vec![hospital().ods_code.clone()],
        kinds,
        purpose: purpose.into(),
    }
}

fn look(locale: Locale, row: &LoggedRow) -> Look {
    Look::of(locale, ME, &Names::default(), row)
}

fn facts(locale: Locale, rows: &[LoggedRow]) -> WhoLookedFacts {
    let looks: Vec<_> = rows.iter().map(|row| look(locale, row)).collect();
    let total = looks.len() as u64;
    let page = Page::asked(Some("2"), 120);
    WhoLookedFacts {
        asked: Asked::read("who=others&kind=letters"),
        looks,
        total,
        others: 3,
        automatic: 2,
        page,
    }
}

fn page(locale: Locale, facts: WhoLookedFacts) -> String {
    rendered(move || view! { <WhoLooked locale facts /> })
}

#[test]
fn each_look_says_who_what_which_kinds_whose_and_when() {
    let html = page(Locale::English, facts(Locale::English, &[logged(Role::Patient, "list")]));
    for words in ["You<", "Looked at a list: test results and letters", "Held by RX901"] {
        assert!(html.contains(words), "{words}: {html}");
    }
}

#[test]
fn the_same_look_several_times_running_stands_once_with_how_often_and_from_when() {
    let ago = |minutes, role| LoggedRow { at: at(NOW) - Duration::minutes(minutes), ..logged(role, "list") };
    let rows = [ago(0, Role::Patient), ago(1, Role::Patient), ago(2, Role::Staff), ago(3, Role::Patient)];
    let html = page(Locale::English, facts(Locale::English, &rows));
    assert_eq!(html.matches("entry__title").count(), 3, "another's look in between is not hidden: {html}");
    assert_eq!(html.matches("2 times, from ").count(), 1, "{html}");
    let days_apart = [ago(0, Role::Patient), ago(24 * 60, Role::Patient)];
    let html = page(Locale::English, facts(Locale::English, &days_apart));
    assert_eq!(html.matches("entry__title").count(), 2, "{html}");
}

#[test]
fn everyone_who_can_look_has_words_of_their_own() {
    let words = Role::ALL.map(|role| look(Locale::English, &logged(role, "list")).who);
    let different: std::collections::HashSet<_> = words.iter().collect();
    assert_eq!(different.len(), words.len(), "{words:?}");
    assert_eq!(words[2], "Staff at RX901");
    let unknown = LoggedRow { role: None, ..logged(Role::Staff, "list") };
    assert_eq!(look(Locale::English, &unknown).who, "Somebody in a role that is new here");
}

#[test]
fn a_log_in_of_before_is_not_said_to_be_this_one() {
    let row = LoggedRow { account: Some(AccountId(Uuid::from_u128(7))), ..logged(Role::Patient, "list") };
    assert_eq!(look(Locale::English, &row).who, "You, in a log-in that you had before");
}

#[test]
fn a_purpose_of_a_newer_program_is_shown_without_a_guess() {
    assert_eq!(
        look(Locale::English, &logged(Role::Patient, "teleported")).did,
        "Did something that is new here"
    );
}

#[test]
fn everything_is_said_in_one_word() {
    let row = LoggedRow { kinds: Kinds::in_record(), ..logged(Role::Patient, "home") };
    assert_eq!(look(Locale::English, &row).kinds, "everything");
}

#[test]
fn where_nobody_else_looked_the_page_says_so_first() {
    let facts = WhoLookedFacts { others: 0, automatic: 0, ..facts(Locale::English, &[]) };
    let html = page(Locale::English, facts);
    assert!(html.contains("Nobody but you has looked at your record here."));
    assert!(html.contains("Front Door has not looked by itself."));
    assert!(html.contains("There is nothing of this in the log."));
}

#[test]
fn links_keep_what_is_chosen() {
    let html = page(Locale::English, facts(Locale::English, &[logged(Role::Staff, "detail")]));
    for href in [
        "/who-looked?who=others&amp;kind=letters&amp;page=1",
        "/who-looked?who=others&amp;kind=letters&amp;page=3",
        "/who-looked/file?who=others&amp;kind=letters&amp;format=csv",
    ] {
        assert!(html.contains(href), "{href}: {html}");
    }
}

#[test]
fn looks_stand_under_their_days() {
    let earlier = LoggedRow { at: at(NOW) - Duration::days(1), ..logged(Role::Patient, "list") };
    let html = page(Locale::English, facts(Locale::English, &[logged(Role::Patient, "list"), earlier]));
    assert_eq!(html.matches("<ul class=\"entries\">").count(), 2);
}

#[test]
fn all_words_of_the_page_can_be_translated() {
    let locale = Locale::Pseudo;
    let mut rows: Vec<_> = Role::ALL.map(|role| logged(role, "list")).into();
    rows.push(logged(Role::Staff, "teleported"));
    for row in &mut rows {
        // A code is not a word.
        row.holders.clear();
        row.organisation = None;
    }
    assert_eq!(outside_our_words(&page(locale, facts(locale, &rows))), Vec::<String>::new());
    let empty =
        WhoLookedFacts { others: 0, automatic: 0, page: Page::asked(Some("9"), 1), ..facts(locale, &[]) };
    assert_eq!(outside_our_words(&page(locale, empty)), Vec::<String>::new());
}
