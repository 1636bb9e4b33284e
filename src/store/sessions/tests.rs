//! Sessions end when they should, on both databases.

use tower_sessions::SessionStore as _;
use tower_sessions::session::Record;

use super::*;
use crate::domain::PersonId;
use crate::store::testing::{TestDatabase, at, keys, on_both_databases, person};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

struct Home {
    sessions: Sessions,
    clock: Clock,
    account: AccountId,
    person: PersonId,
}

async fn home(home: &TestDatabase) -> Home {
    let (keys, clock) = (keys(), Clock::fixed(at(0)));
    let person = person(&home.database, &keys).await;
    let sql = "SELECT id FROM account WHERE person = $1";
    let row = fetch_optional!(home.database.reader(), (Uuid,), sql, person.0).expect("an answer");
    let account = AccountId(row.expect("an account").0);
    let limits = SessionLimits::default();
    Home {
        sessions: Sessions::new(home.database.clone(), keys, clock.clone(), limits),
        clock,
        account,
        person,
    }
}

impl Home {
    async fn log_in(&self) -> Id {
        let data = [(ACCOUNT.to_owned(), serde_json::json!(self.account.0))].into();
        let mut record = Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::UNIX_EPOCH };
        self.sessions.create(&mut record).await.expect("a session");
        record.id
    }

    async fn is_in(&self, id: &Id) -> bool {
        let logged_in = self.sessions.logged_in(id, AskedBy::Person, FIREFOX).await.expect("an answer");
        assert_eq!(logged_in.is_some(), self.sessions.load(id).await.expect("an answer").is_some());
        logged_in.is_some_and(|who| (who.account, who.person.id) == (self.account, self.person))
    }
}

on_both_databases! {
    async fn a_session_ends_after_half_an_hour_without_use(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        for _ in 0..3 {
            home.clock.advance(Duration::minutes(29));
            assert!(home.is_in(&id).await);
        }
        home.clock.advance(Duration::minutes(30));
        assert!(!home.is_in(&id).await);
    }

    async fn a_session_ends_after_twelve_hours_however_much_it_is_used(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        for _ in 0..(12 * 60 / 20 - 1) {
            home.clock.advance(Duration::minutes(20));
            assert!(home.is_in(&id).await);
        }
        home.clock.advance(Duration::minutes(20));
        assert!(!home.is_in(&id).await);
    }

    async fn use_is_written_down_at_most_once_a_minute(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        assert!(home.is_in(&id).await);
        let touched = async || home.sessions.list(home.account).await.expect("a list")[0].touched_at;
        home.clock.advance(Duration::seconds(59));
        assert!(home.is_in(&id).await);
        assert_eq!(touched().await, at(0));
        home.clock.advance(Duration::seconds(1));
        assert!(home.is_in(&id).await);
        assert_eq!(touched().await, at(1));
    }

    async fn what_a_page_asks_by_itself_does_not_keep_a_session_alive(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        for _ in 0..3 {
            home.clock.advance(Duration::minutes(9));
            assert!(home.sessions.logged_in(&id, AskedBy::Page, FIREFOX).await.expect("an answer").is_some());
        }
        home.clock.advance(Duration::minutes(3));
        assert!(!home.is_in(&id).await);
    }

    async fn sessions_are_listed_and_ended_one_by_one_or_all(home: &TestDatabase) {
        let home = super::home(home).await;
        let first = home.log_in().await;
        home.clock.advance(Duration::minutes(1));
        let (second, third) = (home.log_in().await, home.log_in().await);
        let list = home.sessions.list(home.account).await.expect("a list");
        assert_eq!(list.len(), 3);
        let oldest = list[2].id;
        home.sessions.end(AccountId(Uuid::now_v7()), oldest).await.expect("an answer");
        assert!(home.is_in(&first).await, "another account ended it");
        let ended = home.sessions.end(home.account, oldest).await.expect("an answer");
        assert!(ended.holds(&first) && !ended.holds(&second));
        assert!(!home.is_in(&first).await);
        assert!(home.is_in(&second).await);
        home.sessions.end_all(home.account).await.expect("an answer");
        assert!(!home.is_in(&second).await && !home.is_in(&third).await);
    }

    async fn only_ended_sessions_are_swept(home: &TestDatabase) {
        let home = super::home(home).await;
        home.log_in().await;
        home.clock.advance(Duration::minutes(20));
        let used = home.log_in().await;
        home.clock.advance(Duration::minutes(10));
        assert_eq!(home.sessions.sweep().await.expect("a number"), 0, "it stays a while, for what was typed");
        assert!(home.is_in(&used).await);
        for _ in 0..35 {
            home.clock.advance(Duration::minutes(20));
            assert!(home.is_in(&used).await);
        }
        home.clock.advance(Duration::minutes(20));
        assert_eq!(home.sessions.sweep().await.expect("a number"), 1);
        assert_eq!(home.sessions.sweep().await.expect("a number"), 0);
    }

    async fn each_session_has_limits_of_its_own_that_a_change_of_settings_does_not_lengthen(home: &TestDatabase) {
        let database = home.database.clone();
        let home = super::home(home).await;
        let id = home.log_in().await;
        let sql = "UPDATE session SET idle_seconds = 600, ends_at = $1";
        execute!(database.writer(), sql, at(25)).expect("a change");
        home.clock.advance(Duration::minutes(9));
        assert!(home.is_in(&id).await);
        home.clock.advance(Duration::minutes(10));
        assert!(!home.is_in(&id).await, "ten minutes without use");
        execute!(database.writer(), "UPDATE session SET touched_at = $1", at(19)).expect("a change");
        assert!(home.is_in(&id).await);
        home.clock.advance(Duration::minutes(6));
        assert!(!home.is_in(&id).await, "its end");
        assert_eq!(home.sessions.list(home.account).await.expect("a list"), []);
        assert_eq!(home.sessions.account_of_ended(&id).await.expect("an answer"), Some(home.account));
    }

    async fn a_session_of_an_older_program_lasts_as_the_settings_say(home: &TestDatabase) {
        let database = home.database.clone();
        let home = super::home(home).await;
        let id = home.log_in().await;
        let sql = "UPDATE session SET idle_seconds = NULL, ends_at = NULL, proven_at = NULL";
        execute!(database.writer(), sql).expect("a change");
        home.clock.advance(Duration::minutes(29));
        assert!(home.is_in(&id).await);
        home.clock.advance(Duration::minutes(30));
        assert!(!home.is_in(&id).await);
    }

    async fn the_kind_of_browser_is_kept_and_nothing_else_that_it_says(home: &TestDatabase) {
        let database = home.database.clone();
        let home = super::home(home).await;
        let id = home.log_in().await;
        assert_eq!(home.sessions.list(home.account).await.expect("a list")[0].browser, Browser::UNKNOWN);
        assert!(home.is_in(&id).await);
        let list = home.sessions.list(home.account).await.expect("a list");
        assert_eq!(list[0].browser, Browser::from_slug("firefox windows"));
        assert_eq!(home.sessions.entry_of(&id).await.expect("an answer"), Some(list[0].id));
        let kept = fetch_optional!(database.reader(), (String,), "SELECT browser FROM session").expect("a row");
        assert_eq!(kept, Some(("firefox windows".to_owned(),)));
    }

    async fn whoever_logs_in_has_proven_who_they_are_and_can_do_so_again(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        let proven = async || {
            let logged_in = home.sessions.logged_in(&id, AskedBy::Person, FIREFOX).await.expect("an answer");
            logged_in.expect("logged in").proven_at
        };
        assert_eq!(proven().await, Some(at(0)));
        home.clock.advance(Duration::minutes(20));
        home.sessions.proven(&id).await.expect("stored");
        assert_eq!(proven().await, Some(at(20)));
    }

    async fn a_session_goes_on_under_a_new_id_with_its_limits_and_the_old_one_opens_nothing(home: &TestDatabase) {
        let database = home.database.clone();
        let home = super::home(home).await;
        let before = home.log_in().await;
        assert!(home.is_in(&before).await);
        let searches = crate::store::Searches::new(database, keys());
        let kept = searches.keep(&before, home.person, "metformin", at(0)).await.expect("kept");
        let listed = home.sessions.list(home.account).await.expect("a list");
        home.clock.advance(Duration::minutes(20));
        assert!(home.is_in(&before).await);
        let after = home.sessions.renew(before).await.expect("an answer").expect("a session");
        assert_ne!(after, before);
        assert!(home.is_in(&after).await);
        let sql = "SELECT secret FROM session";
        let rows = crate::store::query::fetch_all!(home.sessions.0.database.reader(), (Vec<u8>,), sql);
        assert_eq!(rows.expect("rows"), [(secret(&after).to_vec(),)], "the old one is not stored any more");
        let found = searches.find(&after, home.person, kept).await.expect("an answer");
        assert_eq!(found.as_deref(), Some("metformin"));
        let renewed = home.sessions.list(home.account).await.expect("a list");
        assert_eq!((renewed[0].id, renewed[0].started_at), (listed[0].id, listed[0].started_at));
        home.clock.advance(Duration::seconds(11));
        assert_eq!(home.sessions.current(before), before);
        assert!(!home.is_in(&before).await);
        for _ in 0..34 {
            home.clock.advance(Duration::minutes(20));
            assert!(home.is_in(&after).await);
        }
        home.clock.advance(Duration::minutes(20));
        assert!(!home.is_in(&after).await, "twelve hours after it began");
        assert_eq!(home.sessions.renew(Id::default()).await.expect("an answer"), None);
    }

    async fn a_new_id_lifts_no_limit_because_every_column_of_a_session_goes_on(home: &TestDatabase) {
        let columns = match &home.database {
            Database::Sqlite { .. } => "SELECT name FROM pragma_table_info('session')",
            Database::Postgres(_) => {
                "SELECT column_name::text FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = 'session'"
            }
        };
        let columns = crate::store::query::fetch_all!(home.database.reader(), (String,), columns);
        let columns = columns.expect("columns");
        assert!(columns.len() > 10, "{columns:?}");
        let words = renewing::ANEW.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
        let words: Vec<_> = words.collect();
        for (column,) in columns.iter().filter(|(column,)| column != "secret") {
            assert_eq!(words.iter().filter(|word| *word == column).count(), 2, "{column}");
        }
    }

    async fn what_was_sent_twice_at_once_still_finds_its_session_for_a_moment(home: &TestDatabase) {
        let home = super::home(home).await;
        let first = home.log_in().await;
        let second = home.sessions.renew(first).await.expect("an answer").expect("a session");
        let third = home.sessions.renew(first).await.expect("an answer").expect("a session");
        assert_eq!([first, second].map(|id| home.sessions.current(id)), [third, third]);
        assert!(home.is_in(&third).await);
        home.clock.advance(Duration::seconds(10));
        assert_eq!([first, second].map(|id| home.sessions.current(id)), [first, second]);
    }

    async fn an_id_that_nobody_was_given_opens_nothing(home: &TestDatabase) {
        let home = super::home(home).await;
        let real = home.log_in().await;
        assert!(!home.is_in(&Id::default()).await);
        assert!(!home.is_in(&Id(real.0 ^ 1)).await);
    }

    async fn a_session_holds_an_account_and_nothing_else(home: &TestDatabase) {
        let home = super::home(home).await;
        let id = home.log_in().await;
        let mut record = home.sessions.load(&id).await.expect("an answer").expect("a session");
        home.sessions.save(&record).await.expect("nothing has changed");
        record.data.insert("name".to_owned(), "Anna".into());
        assert!(home.sessions.save(&record).await.is_err());
        record.data = [(ACCOUNT.to_owned(), serde_json::json!(Uuid::now_v7()))].into();
        assert!(home.sessions.save(&record).await.is_err(), "it changed hands");
    }
}
