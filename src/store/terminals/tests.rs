//! Terminals in either database.

use super::*;
use crate::store::query::fetch_optional;
use crate::store::testing::{TestDatabase, at, keys, on_both_databases};

const NEW: NewTerminal<'static> = NewTerminal {
    name: "Desk 1",
    place: "A12345",
    idle: Duration::minutes(5),
    prints: false,
    organisation: None,
};

async fn added(home: &TestDatabase) -> (Terminals, TerminalId) {
    let terminals = Terminals::new(home.database.clone(), keys());
    let id = terminals.add(NEW, "ABCDEFGH2345", at(0), at(60)).await.expect("added");
    (terminals, id)
}

/// A terminal whose browser brings "one".
async fn registered(home: &TestDatabase) -> (Terminals, TerminalId) {
    let (terminals, id) = added(home).await;
    assert_eq!(terminals.register("ABCDEFGH2345", "one", at(1)).await.expect("an answer"), Some(id));
    (terminals, id)
}

fn desk(id: TerminalId) -> Terminal {
    let NewTerminal { name, place, idle, prints, organisation: _ } = NEW;
    Terminal { id, name: name.into(), place: place.into(), idle, prints }
}

on_both_databases! {
    async fn a_code_makes_one_browser_a_terminal_once_and_for_an_hour(home: &TestDatabase) {
        let (terminals, id) = added(home).await;
        assert_eq!(terminals.register("ABCDEFGH2346", "one", at(1)).await.expect("an answer"), None);
        assert_eq!(terminals.register("ABCDEFGH2345", "one", at(60)).await.expect("an answer"), None, "too late");
        assert_eq!(terminals.register("ABCDEFGH2345", "one", at(59)).await.expect("an answer"), Some(id));
        assert_eq!(terminals.register("ABCDEFGH2345", "two", at(59)).await.expect("an answer"), None, "again");
        let seen = terminals.recognise("one", at(60)).await.expect("an answer");
        assert_eq!(seen, Recognised::Terminal(desk(id), 1));
        assert_eq!(terminals.recognise("two", at(60)).await.expect("an answer"), Recognised::Unknown);
    }

    async fn neither_code_nor_credential_can_be_read_from_the_database(home: &TestDatabase) {
        let (terminals, _) = added(home).await;
        let sql = "SELECT code FROM terminal";
        let code = fetch_optional!(home.database.reader(), (Option<Vec<u8>>,), sql).expect("an answer");
        assert!(code.is_some_and(|(code,)| code.is_some_and(|code| code != b"ABCDEFGH2345")));
        terminals.register("ABCDEFGH2345", "one", at(1)).await.expect("an answer");
        let sql = "SELECT secret FROM terminal_credential";
        let kept = fetch_optional!(home.database.reader(), (Vec<u8>,), sql).expect("an answer").expect("a row");
        assert_eq!(kept.0.len(), 32);
        let sql = "SELECT code FROM terminal";
        let code = fetch_optional!(home.database.reader(), (Option<Vec<u8>>,), sql).expect("an answer");
        assert_eq!(code, Some((None,)), "a code that was used is gone");
    }

    async fn each_use_gets_a_credential_of_its_own_and_the_one_before_serves_until_it_is_used(home: &TestDatabase) {
        let (terminals, id) = registered(home).await;
        terminals.give_next(id, 1, "two").await.expect("kept");
        assert!(matches!(terminals.recognise("one", at(9)).await.expect("an answer"), Recognised::Terminal(_, 1)));
        assert!(matches!(terminals.recognise("two", at(10)).await.expect("an answer"), Recognised::Terminal(_, 2)));
        // A power cut: what the browser had not written to its disk is lost.
        assert!(matches!(terminals.recognise("one", at(11)).await.expect("an answer"), Recognised::Terminal(_, 1)));
        assert_eq!(terminals.list(None).await.expect("a list")[0].stopped, None);
        assert_eq!(terminals.list(None).await.expect("a list")[0].used_at, Some(at(10)));
    }

    async fn a_credential_that_was_copied_stops_the_terminal_and_its_log_ins(home: &TestDatabase) {
        let (terminals, id) = registered(home).await;
        terminals.give_next(id, 1, "two").await.expect("kept");
        for minutes in [10, 12] {
            let seen = terminals.recognise("two", at(minutes)).await.expect("an answer");
            assert!(matches!(seen, Recognised::Terminal(_, 2)));
        }
        let copied = Recognised::Stopped(WhyStopped::Copied);
        assert_eq!(terminals.recognise("one", at(13)).await.expect("an answer"), copied);
        assert_eq!(terminals.recognise("two", at(14)).await.expect("an answer"), copied);
        assert_eq!(terminals.list(None).await.expect("a list")[0].stopped, Some((at(13), WhyStopped::Copied)));
    }

    async fn two_browsers_with_one_credential_are_found_out_whoever_is_first(home: &TestDatabase) {
        for thief_first in [false, true] {
            let terminals = Terminals::new(home.database.clone(), keys());
            let (own, next, last) = match thief_first {
                false => ("a", "b", "c"),
                true => ("d", "e", "f"),
            };
            let id = terminals.add(NEW, "ABCDEFGH2345", at(0), at(60)).await.expect("added");
            terminals.register("ABCDEFGH2345", own, at(1)).await.expect("an answer").expect("a terminal");
            // One of the two goes on, uses what it got, and gets another; then the other comes with what it had.
            terminals.give_next(id, 1, next).await.expect("kept");
            terminals.recognise(next, at(2)).await.expect("an answer");
            terminals.give_next(id, 2, last).await.expect("kept");
            terminals.recognise(last, at(3)).await.expect("an answer");
            let seen = terminals.recognise(own, at(4)).await.expect("an answer");
            assert_eq!(seen, Recognised::Stopped(WhyStopped::Copied));
        }
    }

    async fn what_staff_end_shows_nothing_and_cannot_be_registered(home: &TestDatabase) {
        let (terminals, id) = registered(home).await;
        assert!(terminals.stop(id, WhyStopped::Ended, at(5)).await.expect("an answer"));
        assert!(!terminals.stop(id, WhyStopped::Ended, at(6)).await.expect("an answer"), "it has ended");
        let seen = terminals.recognise("one", at(7)).await.expect("an answer");
        assert_eq!(seen, Recognised::Stopped(WhyStopped::Ended));
        let waiting = terminals.add(NEW, "ABCDEFGH9999", at(0), at(60)).await.expect("added");
        terminals.stop(waiting, WhyStopped::Ended, at(5)).await.expect("an answer");
        assert_eq!(terminals.register("ABCDEFGH9999", "x", at(6)).await.expect("an answer"), None);
    }
}
