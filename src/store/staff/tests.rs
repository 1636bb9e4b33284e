//! The accounts of staff on both databases.

use chrono::Duration;

use super::*;
use crate::domain::StaffRole;
use crate::store::query::fetch_optional;
use crate::store::testing::{at, keys, ods, on_both_databases};

const IDLE: Duration = Duration::minutes(15);

fn roles(roles: &[StaffRole]) -> StaffRoles {
    roles.iter().copied().collect()
}

async fn add(store: &StaffStore, email: &str, organisation: &str) -> Option<StaffId> {
    let organisation = ods(organisation);
    let new = NewStaffRow {
        organisation: &organisation,
        name: "Rowan Desk",
        email,
        password_hash: "hash",
        given: true,
        roles: roles(&[StaffRole::Reception]),
    };
    store.add(&new, None, at(0)).await.expect("an answer")
}

fn event(about: StaffId, what: WhatChanged, now: StaffRoles) -> StaffEvent {
    StaffEvent { at: at(1), by: Some(about), about, what, roles: now }
}

on_both_databases! {
    async fn an_account_is_read_back_and_its_email_address_stands_sealed(home: &TestDatabase) {
        let store = StaffStore::new(home.database.clone(), keys());
        let id = add(&store, "rowan@surgery.example", "A12345").await.expect("an account");
        let account = store.one(id).await.expect("an answer").expect("an account");
        assert_eq!((account.email.as_str(), account.organisation), ("rowan@surgery.example", ods("A12345")));
        assert!(account.given && !account.has_app && account.roles == roles(&[StaffRole::Reception]));
        let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT sealed FROM staff_account");
        assert!(!String::from_utf8_lossy(&row.expect("an answer").expect("a row").0).contains("rowan"));
        assert_eq!(add(&store, "rowan@surgery.example", "RXX").await, None, "one address, one account");
    }

    async fn only_the_own_organisation_changes_an_account_and_every_change_is_written_down(home: &TestDatabase) {
        let store = StaffStore::new(home.database.clone(), keys());
        let id = add(&store, "rowan@surgery.example", "A12345").await.expect("an account");
        store.begin_session(id, "token", at(0), at(600)).await.expect("a session");
        store.set_first_app(id, b"12345678901234567890", 1, None, at(0)).await.expect("an app");
        let more = roles(&[StaffRole::Administrator]);
        for (what, elsewhere) in [(WhatChanged::Roles, "RXX"), (WhatChanged::Ended, "RXX"), (WhatChanged::BegunAnew, "RXX")] {
            let (event, elsewhere) = (event(id, what, more), ods(elsewhere));
            let changed = match what {
                WhatChanged::Roles => store.set_roles(&elsewhere, &event).await,
                WhatChanged::BegunAnew => store.begin_anew(&elsewhere, &event, "other").await,
                _ => store.end(&elsewhere, &event).await,
            };
            assert!(!changed.expect("an answer"), "{what:?}");
        }
        assert!(store.session("token", at(1), IDLE).await.expect("an answer").is_some());
        assert!(store.one(id).await.expect("an answer").expect("an account").has_app);
        let own = ods("A12345");
        assert!(store.set_roles(&own, &event(id, WhatChanged::Roles, more)).await.expect("an answer"));
        let session = store.session("token", at(1), IDLE).await.expect("an answer").expect("a session");
        assert_eq!(session.account.roles, more, "the next request knows it");
        assert!(store.end(&own, &event(id, WhatChanged::Ended, more)).await.expect("an answer"));
        assert_eq!(store.session("token", at(1), IDLE).await.expect("an answer"), None);
        assert_eq!(store.by_email("rowan@surgery.example").await.expect("an answer"), None);
        let events = store.events_of(&own, 10).await.expect("events");
        let what: Vec<_> = events.iter().map(|event| event.what).collect();
        assert_eq!(what, [WhatChanged::Ended, WhatChanged::Roles, WhatChanged::Added]);
        assert!(store.events_of(&ods("RXX"), 10).await.expect("events").is_empty());
    }

    async fn a_log_in_ends_without_use_and_in_any_case(home: &TestDatabase) {
        let store = StaffStore::new(home.database.clone(), keys());
        let id = add(&store, "rowan@surgery.example", "A12345").await.expect("an account");
        store.begin_session(id, "token", at(0), at(40)).await.expect("a session");
        for (minute, lasts) in [(14, true), (28, true), (39, true), (40, false)] {
            let found = store.session("token", at(minute), IDLE).await.expect("an answer");
            assert_eq!(found.is_some(), lasts, "{minute}");
        }
        store.begin_session(id, "other", at(0), at(600)).await.expect("a session");
        assert_eq!(store.session("other", at(15), IDLE).await.expect("an answer"), None);
        assert_eq!(store.session("nothing", at(0), IDLE).await.expect("an answer"), None);
        assert_eq!(store.sweep_sessions(at(60), IDLE).await.expect("an answer"), 2);
    }

    async fn whoever_begins_anew_has_no_second_step_and_is_logged_in_nowhere(home: &TestDatabase) {
        let store = StaffStore::new(home.database.clone(), keys());
        let id = add(&store, "rowan@surgery.example", "A12345").await.expect("an account");
        store.begin_session(id, "token", at(0), at(600)).await.expect("a session");
        assert!(store.set_first_app(id, b"12345678901234567890", 5, Some("own"), at(0)).await.expect("an app"));
        assert!(!store.set_first_app(id, b"09876543210987654321", 5, Some("other"), at(0)).await.expect("an answer"));
        assert!(!store.use_step(id, 5).await.expect("an answer") && store.use_step(id, 6).await.expect("an answer"));
        assert!(!store.one(id).await.expect("an answer").expect("an account").given);
        let event = event(id, WhatChanged::BegunAnew, roles(&[StaffRole::Reception]));
        assert!(store.begin_anew(&ods("A12345"), &event, "new").await.expect("an answer"));
        let account = store.one(id).await.expect("an answer").expect("an account");
        assert!(account.given && !account.has_app);
        assert_eq!(store.session("token", at(1), IDLE).await.expect("an answer"), None);
    }

    async fn a_log_in_at_work_opens_one_account_until_that_begins_anew_or_ends(home: &TestDatabase) {
        let store = StaffStore::new(home.database.clone(), keys());
        let own = ods("A12345");
        let id = add(&store, "rowan@surgery.example", "A12345").await.expect("an account");
        let other = add(&store, "robin@surgery.example", "A12345").await.expect("an account");
        let opens = |about| event(about, WhatChanged::ProviderOpens, roles(&[StaffRole::Reception]));
        assert_eq!(store.by_provider("https://work.example", "1").await.expect("an answer"), None);
        for (about, linked) in [(id, true), (id, false), (other, false)] {
            let answer = store.let_provider_open("https://work.example", "1", &own, &opens(about)).await;
            assert_eq!(answer.expect("an answer"), linked);
        }
        assert_eq!(store.by_provider("https://work.example", "1").await.expect("an answer"), Some(id));
        assert_eq!(store.by_provider("https://elsewhere.example", "1").await.expect("an answer"), None);
        let anew = event(id, WhatChanged::BegunAnew, roles(&[StaffRole::Reception]));
        assert!(store.begin_anew(&ods("A12345"), &anew, "new").await.expect("an answer"));
        assert_eq!(store.by_provider("https://work.example", "1").await.expect("an answer"), None);
        assert!(store.let_provider_open("https://work.example", "2", &own, &opens(other)).await.expect("an answer"));
        let ended = event(other, WhatChanged::Ended, roles(&[StaffRole::Reception]));
        assert!(store.end(&own, &ended).await.expect("an answer"));
        assert_eq!(store.by_provider("https://work.example", "2").await.expect("an answer"), None);
    }
}
