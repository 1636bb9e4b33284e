//! Tests of what logging in keeps, on both databases: second steps, codes, linkage, NHS logins, email addresses.

use super::query::fetch_optional;
use super::testing::{TestDatabase, account, at, keys, on_both_databases};
use super::{CodeFor, Keys, People, SecondStepStore, UsedOnce, second_steps};

struct Home<'a> {
    database: &'a super::Database,
    keys: Keys,
    steps: SecondStepStore,
    people: People,
}

impl<'a> Home<'a> {
    fn of(home: &'a TestDatabase) -> Self {
        let (database, keys) = (&home.database, keys());
        let steps = SecondStepStore::new(database.clone(), keys.clone());
        let people = People::new(database.clone(), keys.clone());
        Self { database, keys, steps, people }
    }
}

on_both_databases! {
    async fn a_half_minute_counts_once_and_none_before_it(home: &TestDatabase) {
        let home = Home::of(home);
        let anna = account(home.database, &home.keys).await;
        home.steps.set_app(anna, b"a key", 10, at(0)).await.expect("stored");
        assert_eq!(home.steps.app_key(anna).await.expect("an answer").as_deref(), Some(&b"a key"[..]));
        for (step, counts) in [(10, false), (9, false), (12, true), (12, false), (11, false), (13, true)] {
            assert_eq!(home.steps.use_step(anna, step).await.expect("an answer"), counts, "{step}");
        }
        home.steps.set_app(anna, b"another", 20, at(1)).await.expect("stored");
        assert_eq!(home.steps.app_key(anna).await.expect("an answer").as_deref(), Some(&b"another"[..]));
        home.steps.remove_all(anna).await.expect("removed");
        assert!(!home.steps.of(anna, at(1)).await.expect("an answer").app);
    }

    async fn a_code_counts_once_for_its_account_and_purpose_while_it_is_good(home: &TestDatabase) {
        let home = Home::of(home);
        let (anna, other) =
            (account(home.database, &home.keys).await, account(home.database, &home.keys).await);
        let codes = ["AAAA".to_owned(), "BBBB".to_owned()];
        home.steps.set_codes(anna, CodeFor::SecondStep, &codes, 9, at(0), at(10)).await.expect("stored");
        assert_eq!(home.steps.of(anna, at(1)).await.expect("an answer").codes, 2);
        let used = |whose, purpose, code: &'static str, minute| {
            let steps = &home.steps;
            async move { steps.use_code(whose, purpose, code, at(minute)).await.expect("an answer") }
        };
        assert!(!used(other, CodeFor::SecondStep, "AAAA", 1).await);
        assert!(!used(anna, CodeFor::NewPassword, "AAAA", 1).await);
        assert!(used(anna, CodeFor::SecondStep, "AAAA", 1).await);
        assert!(!used(anna, CodeFor::SecondStep, "AAAA", 1).await);
        assert!(!used(anna, CodeFor::SecondStep, "BBBB", 10).await, "too late");
        second_steps::drop_old(home.database, at(10)).await.expect("dropped");
        assert_eq!(home.steps.of(anna, at(1)).await.expect("an answer").codes, 0);
    }

    async fn after_its_last_try_a_code_is_good_no_more(home: &TestDatabase) {
        let home = Home::of(home);
        let anna = account(home.database, &home.keys).await;
        let code = ["AAAA".to_owned()];
        home.steps.set_codes(anna, CodeFor::NewPassword, &code, 2, at(0), at(10)).await.expect("stored");
        for _ in 0..2 {
            let wrong = home.steps.use_code(anna, CodeFor::NewPassword, "CCCC", at(1)).await;
            assert!(!wrong.expect("an answer"));
        }
        let late = home.steps.use_code(anna, CodeFor::NewPassword, "AAAA", at(1)).await;
        assert!(!late.expect("an answer"));
    }

    async fn a_device_is_remembered_for_its_own_account_until_then(home: &TestDatabase) {
        let home = Home::of(home);
        let (anna, other) =
            (account(home.database, &home.keys).await, account(home.database, &home.keys).await);
        home.steps.remember(anna, "device", at(0), at(10)).await.expect("stored");
        for (whose, device, minute, known) in
            [(anna, "device", 9, true), (anna, "device", 10, false), (other, "device", 9, false), (anna, "x", 9, false)]
        {
            let remembers = home.steps.remembers(whose, device, at(minute)).await.expect("an answer");
            assert_eq!(remembers, known, "{device} at {minute}");
        }
        home.steps.forget_devices(anna).await.expect("forgotten");
        assert!(!home.steps.remembers(anna, "device", at(1)).await.expect("an answer"));
    }

    async fn nothing_that_opens_a_log_in_stands_open_in_the_database(home: &TestDatabase) {
        let home = Home::of(home);
        let anna = account(home.database, &home.keys).await;
        home.steps.set_app(anna, b"secret-key", 1, at(0)).await.expect("stored");
        home.people.keep_linkage("999 SECRET", b"secret-linkage", at(0), at(10)).await.expect("stored");
        for sql in ["SELECT sealed FROM authenticator_app", "SELECT sealed FROM linkage_code"] {
            let row = fetch_optional!(home.database.reader(), (Vec<u8>,), sql).expect("an answer");
            assert!(!String::from_utf8_lossy(&row.expect("a row").0).contains("secret"), "{sql}");
        }
    }

    async fn a_linkage_code_is_there_until_it_is_used_or_runs_out(home: &TestDatabase) {
        let home = Home::of(home);
        home.people.keep_linkage("number code", b"somebody", at(0), at(10)).await.expect("stored");
        let found = |minute| home.people.linkage("number code", at(minute));
        assert_eq!(found(9).await.expect("an answer").as_deref(), Some(&b"somebody"[..]));
        assert_eq!(found(10).await.expect("an answer"), None);
        assert!(home.people.linkage("number other", at(1)).await.expect("an answer").is_none());
        assert!(home.people.use_linkage("number code").await.expect("an answer"));
        assert!(!home.people.use_linkage("number code").await.expect("an answer"));
    }

    async fn an_nhs_login_opens_one_account(home: &TestDatabase) {
        let home = Home::of(home);
        let (anna, other) =
            (account(home.database, &home.keys).await, account(home.database, &home.keys).await);
        assert!(home.people.let_nhs_login_open("https://a", "1", anna, at(0)).await.expect("an answer"));
        assert!(!home.people.let_nhs_login_open("https://a", "1", other, at(1)).await.expect("an answer"));
        assert_eq!(home.people.by_nhs_login("https://a", "1").await.expect("an answer"), Some(anna));
        assert_eq!(home.people.by_nhs_login("https://b", "1").await.expect("an answer"), None);
        assert!(home.people.has_nhs_login(anna).await.expect("an answer"));
        assert!(!home.people.has_nhs_login(other).await.expect("an answer"));
    }

    async fn an_email_address_changes_hands_only_when_nobody_has_it(home: &TestDatabase) {
        let home = Home::of(home);
        let (anna, other) =
            (account(home.database, &home.keys).await, account(home.database, &home.keys).await);
        let taken = home.people.email_of(other).await.expect("an answer").expect("an address");
        let before = home.people.email_of(anna).await.expect("an answer").expect("an address");
        assert!(!home.people.set_email(anna, &taken).await.expect("an answer"));
        assert_eq!(home.people.email_of(anna).await.expect("an answer"), Some(before.clone()), "hers stays");
        assert!(home.people.set_email(anna, "new@example.org").await.expect("an answer"));
        assert!(!home.people.email_taken(&before).await.expect("an answer"));
        let found = home.people.by_email("new@example.org").await.expect("an answer");
        assert_eq!(found.map(|(account, _)| account), Some(anna));
    }

    async fn what_is_good_once_counts_once(home: &TestDatabase) {
        let used = UsedOnce::new(home.database.clone(), keys());
        assert!(used.take("state", "a", at(0)).await.expect("an answer"));
        assert!(!used.take("state", "a", at(1)).await.expect("an answer"));
        assert!(used.take("other", "a", at(1)).await.expect("an answer"));
        assert_eq!(used.forget_before(at(1)).await.expect("an answer"), 1);
    }
}
