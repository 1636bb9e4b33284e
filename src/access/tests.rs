//! Logging in and out over HTTP, and what the database may hold.

mod door;
mod present;

use std::net::IpAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::routing::{get, post};
use chrono::{Duration, NaiveDate};
use tower::ServiceExt;
use tower_sessions::Session;

use super::*;
use crate::domain::{AccountId, Clock, Kind, Kinds, NhsNumber, PersonId};
use crate::store::testing::{TestDatabase, at, keys, ods, on_both_databases};
use crate::store::{Keys, KnownTo, Role};
use door::*;

const EMAIL: &str = "anna.example@example.org";
const PASSWORD: &str = "correct horse battery";
const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

on_both_databases! {
    async fn whoever_logs_in_gets_a_permit_for_their_own_record(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        let cookie = door.log_in(None).await;
        assert_eq!(text(door.ask("GET", "/who", Some(&cookie)).await).await, "999 000 0018");
        assert_eq!(text(door.ask("GET", "/maybe", Some(&cookie)).await).await, "true");
        assert_eq!(text(door.ask("GET", "/maybe", None).await).await, "false");
    }

    async fn the_session_id_changes_at_log_in_and_the_one_before_ends(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        let first = door.log_in(None).await;
        let second = door.log_in(Some(&first)).await;
        assert_ne!(first, second);
        assert!(door.is_in(&second).await);
        assert!(!door.is_in(&first).await);
        let planted = "front-door=AAAAAAAAAAAAAAAAAAAAAA";
        assert_ne!(door.log_in(Some(planted)).await, planted);
        assert!(!door.is_in(planted).await);
    }

    async fn after_log_out_the_session_has_ended_and_the_browser_forgets_everything(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        let cookie = door.log_in(None).await;
        let response = door.ask("POST", "/out", Some(&cookie)).await;
        assert!(forgets_everything(&response), "{response:?}");
        assert!(!door.is_in(&cookie).await);
        assert!(forgets_everything(&door.ask("POST", "/out", None).await));
    }

    async fn an_ended_or_forged_session_leads_to_the_log_in_page_and_is_forgotten(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        let cookie = door.log_in(None).await;
        door.clock.advance(Duration::minutes(30));
        for stale in [&cookie, "front-door=AAAAAAAAAAAAAAAAAAAAAA", "front-door=..%2f", "front-door="] {
            for path in ["/who", "/maybe"] {
                let response = door.ask("GET", path, Some(stale)).await;
                assert!(leads_to_log_in(&response), "{stale} {path}");
                assert!(forgets_everything(&response), "{stale} {path} {response:?}");
            }
        }
    }

    async fn without_a_session_there_is_nothing_to_forget(home: &TestDatabase) {
        let response = door(home).ask("GET", "/who", None).await;
        assert!(leads_to_log_in(&response));
        assert!(!response.headers().contains_key("clear-site-data"));
        assert!(!response.headers().contains_key(header::SET_COOKIE));
    }

    async fn an_unknown_account_and_a_wrong_password_are_told_the_same(home: &TestDatabase) {
        let accounts = door(home).access.accounts.clone();
        let account = accounts.add(anna()).await.expect("an account");
        let check = async |email: &str, password: &str| {
            accounts.check_log_in(email, password.into(), None, ADDRESS).await.expect("an answer")
        };
        assert_eq!(check(EMAIL, PASSWORD).await, LogInAttempt::Right(account));
        assert_eq!(check(" ANNA.Example@example.org", PASSWORD).await, LogInAttempt::Right(account));
        assert_eq!(check(EMAIL, "correct horse batterz").await, LogInAttempt::Wrong);
        assert_eq!(check("nobody@example.org", PASSWORD).await, LogInAttempt::Wrong);
        assert_eq!(check("not an address", PASSWORD).await, LogInAttempt::Wrong);
        assert_eq!(check(EMAIL, &"x".repeat(1_000_000)).await, LogInAttempt::Wrong);
    }

    async fn too_many_tries_must_wait_even_with_the_right_password_and_for_nobodys_account(home: &TestDatabase) {
        let door = door(home);
        let accounts = &door.access.accounts;
        let account = accounts.add(anna()).await.expect("an account");
        let check = async |email: &str, password: &str| {
            accounts.check_log_in(email, password.into(), None, ADDRESS).await.expect("an answer")
        };
        for email in [EMAIL, "nobody@example.org"] {
            for _ in 0..5 {
                assert_eq!(check(email, "wrong password").await, LogInAttempt::Wrong);
            }
            assert_eq!(check(email, PASSWORD).await, LogInAttempt::Wait(Duration::seconds(15)));
        }
        door.clock.advance(Duration::seconds(15));
        assert_eq!(check(EMAIL, PASSWORD).await, LogInAttempt::Right(account));
        assert_eq!(check(EMAIL, "wrong password").await, LogInAttempt::Wrong, "the count begins anew");
    }

    async fn one_email_address_and_one_number_make_one_account(home: &TestDatabase) {
        let accounts = door(home).access.accounts.clone();
        accounts.add(anna()).await.expect("an account");
        let other_number = NhsNumber::parse("9990000026").expect("a number");
        let same_email = NewAccount { nhs_number: other_number, email: Some(EMAIL.to_uppercase()), ..anna() };
        assert!(matches!(accounts.add(same_email).await, Err(CannotAdd::EmailTaken)));
        let same_number = NewAccount { email: Some("other@example.org".to_owned()), ..anna() };
        assert!(matches!(accounts.add(same_number).await, Err(CannotAdd::NumberTaken)));
        // What was refused has left nothing behind that stands in the way.
        let other = NewAccount { nhs_number: other_number, email: Some("other@example.org".to_owned()), ..anna() };
        accounts.add(other).await.expect("an account");
    }

    async fn an_account_that_cannot_be_is_refused_by_name(home: &TestDatabase) {
        let accounts = door(home).access.accounts.clone();
        let refused = async |new| accounts.add(new).await.expect_err("refused");
        let wrong = NewAccount { email: Some("anna".to_owned()), ..anna() };
        assert!(matches!(refused(wrong).await, CannotAdd::NotAnEmail));
        let wrong = NewAccount { name: " ".to_owned(), ..anna() };
        assert!(matches!(refused(wrong).await, CannotAdd::NoName));
        let wrong = NewAccount { password: "1234567".into(), ..anna() };
        assert!(matches!(refused(wrong).await, CannotAdd::PasswordTooShort));
        let wrong = NewAccount { password: "x".repeat(1025).into(), ..anna() };
        assert!(matches!(refused(wrong).await, CannotAdd::PasswordTooLong));
    }

    async fn the_visit_before_this_one_is_known(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        for before in [None, Some(at(0)), Some(at(90))] {
            let cookie = door.log_in(None).await;
            assert_eq!(text(door.ask("GET", "/last", Some(&cookie)).await).await, format!("{before:?}"));
            door.clock.advance(Duration::minutes(90));
        }
    }

    async fn the_organisations_named_with_an_account_know_the_person(home: &TestDatabase) {
        let door = door(home);
        let account = door.access.accounts.add(anna()).await.expect("an account");
        let permit = permit(&door, account).await;
        let codes = KnownTo::new(home.database.clone()).codes(permit.subject().id).await.expect("codes");
        assert_eq!(codes, [ods("A12345")].into());
    }

    async fn what_is_sealed_opens_once_the_access_log_holds_the_row(home: &TestDatabase) {
        let door = door(home);
        let account = door.access.accounts.add(anna()).await.expect("an account");
        let permit = permit(&door, account).await;
        let subject = permit.subject().id;
        let contents = Contents { holders: [ods("RXX")].into(), kinds: crate::domain::Kinds::all() };
        let sealed = Sealed::seal(subject, contents.clone(), "letters");
        assert_eq!(permit.disclose(sealed, Purpose::List).await.expect("opened"), "letters");
        let rows = home.database.rows_about(subject, 10).await.expect("rows");
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].account, rows[0].purpose.as_str()), (Some(account), "list"));
        assert_eq!((rows[0].role, rows[0].kinds), (Some(Role::Patient), contents.kinds));
        assert_eq!((rows[0].at, &rows[0].holders), (at(0), &vec![ods("RXX")]));

        let elses = Sealed::seal(PersonId(uuid::Uuid::now_v7()), contents.clone(), "letters");
        assert!(matches!(permit.disclose(elses, Purpose::List).await, Err(CannotDisclose::WrongSubject)));

        home.break_access_log().await;
        let sealed = Sealed::seal(subject, contents, "letters");
        assert!(matches!(permit.disclose(sealed, Purpose::List).await, Err(CannotDisclose::Log(_))));
    }

    async fn what_may_only_be_seen_may_not_be_acted_on(home: &TestDatabase) {
        let door = door(home);
        let account = door.access.accounts.add(anna()).await.expect("an account");
        let (surgery, wish) = (ods("A12345"), uuid::Uuid::from_u128(7));
        let own = permit(&door, account).await;
        let order = own.order_to_act(&surgery, Kind::Appointments, wish).expect("their own record");
        assert_eq!((order.wish(), order.order().subject().id), (wish, own.subject().id));
        let limited = own.limited_to(vec![(surgery.clone(), Kinds::all())]);
        assert!(limited.allows(&surgery, Kind::Appointments, Action::See));
        assert!(limited.order_to_act(&surgery, Kind::Appointments, wish).is_none());
    }

    async fn while_the_database_is_away_nobody_is_let_in_or_thrown_out(home: &TestDatabase) {
        let door = door(home);
        door.access.accounts.add(anna()).await.expect("an account");
        let cookie = door.log_in(None).await;
        home.database.close().await;
        for path in ["/who", "/maybe"] {
            let response = door.ask("GET", path, Some(&cookie)).await;
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert!(!response.headers().contains_key("clear-site-data"));
        }
    }
}

async fn permit(door: &Door, account: AccountId) -> Permit {
    let session = Session::new(None, std::sync::Arc::new(door.access.sessions.clone()), None);
    log_in(&door.access, &session, account).await.expect("logged in");
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.extensions.insert(session);
    use axum::extract::FromRequestParts;
    <Permit as FromRequestParts<Access>>::from_request_parts(&mut parts, &door.access)
        .await
        .expect("a permit")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_pages_alone_goes_with_the_browser_and_is_safe_over_https() {
    let home = TestDatabase::sqlite().await;
    let plain = door(&home);
    plain.access.accounts.add(anna()).await.expect("an account");
    let response = plain.ask("POST", "/in", None).await;
    let [line] = &set_cookies(&response)[..] else { panic!("{response:?}") };
    assert!(line.starts_with("front-door="), "{line}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(part), "{line}");
    }
    for part in ["Max-Age", "Expires", "Domain", "Secure"] {
        assert!(!line.contains(part), "{line}");
    }

    let home = TestDatabase::sqlite().await;
    let https = door_with(&home, keys(), true);
    https.access.accounts.add(anna()).await.expect("an account");
    let response = https.ask("POST", "/in", None).await;
    let [line] = &set_cookies(&response)[..] else { panic!("{response:?}") };
    assert!(
        line.starts_with("__Host-front-door=") && line.contains("Secure") && !line.contains("Domain"),
        "{line}"
    );
    let cookie = line.split(';').next().expect("a pair").to_owned();
    let gone = set_cookies(&https.ask("POST", "/out", Some(&cookie)).await);
    assert!(
        gone.iter().any(|line| line.starts_with("__Host-front-door=;") && line.contains("Secure")),
        "{gone:?}"
    );
}

/// The bytes of every file of a SQLite database, its journal included.
fn bytes_of(home: &TestDatabase) -> Vec<u8> {
    let files = std::fs::read_dir(home.folder.path()).expect("a folder");
    files.flat_map(|file| std::fs::read(file.expect("a file").path()).expect("bytes")).collect()
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_file_holds_no_number_email_password_or_session_id_in_plain() {
    let home = TestDatabase::sqlite().await;
    let door = door(&home);
    door.access.accounts.add(anna()).await.expect("an account");
    let cookie = door.log_in(None).await;
    assert!(door.is_in(&cookie).await);
    let id_text = cookie.strip_prefix("front-door=").expect("the cookie's name");
    let id: tower_sessions::session::Id = id_text.parse().expect("an id");
    let bytes = bytes_of(&home);
    assert!(holds(&bytes, b"Anna Example"), "the scan looks in the wrong place");
    let [little, big] = [id.0.to_le_bytes(), id.0.to_be_bytes()];
    for secret in
        [&b"9990000018"[..], b"999 000 0018", EMAIL.as_bytes(), b"anna.example", PASSWORD.as_bytes()]
    {
        assert!(!holds(&bytes, secret), "{}", String::from_utf8_lossy(secret));
    }
    for secret in [id_text.as_bytes(), &little[..], &big[..]] {
        assert!(!holds(&bytes, secret), "the session id");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_change_of_keys_the_older_one_can_be_taken_away() {
    let home = TestDatabase::sqlite().await;
    let path = home.folder.path().join("keys.toml");
    let old = Keys::load_or_make(&path).expect("keys");
    door_with(&home, old.clone(), false).access.accounts.add(anna()).await.expect("an account");

    let text = std::fs::read_to_string(&path).expect("the file");
    let newer = "[[copies]]\nid = \"second\"\nkey = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\"\nwrites = true\n";
    let both = format!("{}{newer}", text.replace("writes = true\n", "writes = false\n"));
    let alone = format!("{}{newer}", text.split("[[copies]]\nid").next().expect("the first lines"));
    let keys_of = |text: &str| {
        std::fs::write(&path, text).expect("the file");
        Keys::load(&path).expect("keys")
    };
    let (both, alone) = (keys_of(&both), keys_of(&alone));

    let who = async |keys: Keys| {
        let door = door_with(&home, keys, false);
        let cookie = door.log_in(None).await;
        door.ask("GET", "/who", Some(&cookie)).await.status()
    };
    assert_eq!(who(alone.clone()).await, StatusCode::SERVICE_UNAVAILABLE, "the older key is still needed");
    assert_eq!(who(both.clone()).await, StatusCode::OK);
    home.database.seal_anew_at_start(&both).await.expect("sealed anew");
    assert_eq!(who(alone).await, StatusCode::OK);
    assert_eq!(who(old).await, StatusCode::SERVICE_UNAVAILABLE);
}
