//! Tests of how requests are kept.

use chrono::Duration;

use super::*;
use crate::domain::{BookAppointment, FreeTime, How, Refusal, Said, Told};
use crate::store::query::fetch_optional;
use crate::store::testing::{at, keys, ods, on_both_databases, person};

fn request(person: PersonId, n: u128) -> Request {
    let time = FreeTime {
        slot: "slot-1".into(),
        schedule: None,
        start: at(600),
        end: at(610),
        what: Some("GP appointment".into()),
        session: None,
        how: How::InPerson,
        with_whom: Some("Dr Amara Okafor".into()),
        role: None,
        place: None,
        location: None,
    };
    let said = Said { reason: "Sore throat".into(), comment: None, phone: None };
    let wish = Wish::BookAppointment(BookAppointment { time, said });
    let who = (person, AccountId(Uuid::from_u128(7)));
    Request::new(Uuid::from_u128(n), who, ods("A81001"), wish, at(n as i64))
}

/// The same request, standing so since `minutes` after nine.
fn becoming(request: &Request, standing: Standing, minutes: i64) -> Request {
    Request { standing, since: at(minutes), last_try: Some(at(minutes)), ..request.clone() }
}

on_both_databases! {
    async fn a_request_is_read_back_as_it_was_written_down(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let (anna, bela) = (person(&home.database, &keys).await, person(&home.database, &keys).await);
        let (first, second) = (request(anna, 1), request(anna, 2).after(Uuid::from_u128(1)));
        assert!(kept.write_down(&[first.clone(), second.clone()]).await.expect("stored"));
        assert_eq!(kept.all(anna).await.expect("requests"), [second, first.clone()]);
        assert_eq!(kept.one(anna, first.id).await.expect("an answer"), Some(first.clone()));
        assert_eq!(kept.one(bela, first.id).await.expect("an answer"), None, "another person's");
        assert!(kept.all(bela).await.expect("requests").is_empty());
    }

    async fn a_form_that_is_sent_twice_is_one_request_and_changes_nothing(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        let (one, other) = (request(anna, 1), request(anna, 2));
        assert!(kept.write_down(std::slice::from_ref(&one)).await.expect("stored"));
        assert!(!kept.write_down(&[other, one.clone()]).await.expect("no harm"));
        assert_eq!(kept.all(anna).await.expect("requests"), [one], "all or none");
    }

    async fn one_takes_a_request_in_hand_at_a_time_and_who_is_killed_holds_it_no_longer(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        let mut one = request(anna, 1);
        kept.write_down(std::slice::from_ref(&one)).await.expect("stored");
        assert!(kept.take(&one, at(1), at(2)).await.expect("an answer"));
        assert!(!kept.take(&one, at(1), at(2)).await.expect("an answer"), "the same knowledge twice");
        one.tries = 1;
        assert!(!kept.take(&one, at(1), at(2)).await.expect("an answer"), "somebody has it");
        assert!(kept.unfinished(at(1), 9).await.expect("an answer").is_empty());
        assert_eq!(kept.unfinished(at(2), 9).await.expect("an answer").len(), 1);
        assert!(kept.take(&one, at(2), at(3)).await.expect("an answer"));
    }

    async fn a_request_is_settled_only_from_the_state_in_which_it_was_seen(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        let one = request(anna, 1);
        kept.write_down(std::slice::from_ref(&one)).await.expect("stored");
        let sent = becoming(&one, Standing::Sent, 2);
        kept.settle(&one.standing, &sent, Some(at(3)), Some(at(3)), None).await.expect("stored");
        let done = becoming(&sent, Standing::Done(Told::default()), 3);
        kept.settle(&sent.standing, &done, None, None, None).await.expect("stored");
        let late = becoming(&sent, Standing::Refused(Refusal::Taken), 4);
        assert!(kept.settle(&sent.standing, &late, None, None, None).await.is_err());
        assert_eq!(kept.one(anna, one.id).await.expect("an answer"), Some(done));
        assert!(kept.unfinished(at(9_999), 9).await.expect("an answer").is_empty(), "it is over");
    }

    async fn what_takes_the_person_is_never_looked_for_while_they_are_away(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        let one = request(anna, 1).only_with_the_person();
        kept.write_down(std::slice::from_ref(&one)).await.expect("stored");
        let sent = becoming(&one, Standing::Sent, 2);
        kept.settle(&one.standing, &sent, None, sent.next_look(at(3)), None).await.expect("stored");
        kept.put_off(&sent, Some(at(3))).await.expect("stored");
        assert!(kept.unfinished(at(9_999), 9).await.expect("an answer").is_empty());
    }

    async fn what_is_put_off_comes_again_when_its_time_has_come(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        let one = request(anna, 1);
        kept.write_down(std::slice::from_ref(&one)).await.expect("stored");
        let soon = at(1) + Duration::seconds(5);
        assert_eq!(kept.unfinished(soon, 9).await.expect("an answer")[0].request().id, one.id);
        kept.put_off(&one, Some(at(30))).await.expect("stored");
        assert!(kept.unfinished(soon, 9).await.expect("an answer").is_empty());
        assert_eq!(kept.unfinished(at(30), 9).await.expect("an answer")[0].request().tries, 1);
    }

    async fn nothing_that_was_asked_for_stands_open_in_the_database(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let anna = person(&home.database, &keys).await;
        kept.write_down(&[request(anna, 1)]).await.expect("stored");
        let row = fetch_optional!(home.database.reader(), (Vec<u8>, Vec<u8>), "SELECT sealed, standing FROM requests");
        let (wish, standing) = row.expect("an answer").expect("a row");
        for sealed in [wish, standing] {
            let text = String::from_utf8_lossy(&sealed).into_owned();
            assert!(!text.contains("Sore throat") && !text.contains("to-be-sent"));
        }
    }

    async fn a_request_that_was_moved_to_another_person_stays_sealed(home: &TestDatabase) {
        let keys = keys();
        let kept = KeptRequests::new(home.database.clone(), keys.clone());
        let (anna, bela) = (person(&home.database, &keys).await, person(&home.database, &keys).await);
        kept.write_down(&[request(anna, 1)]).await.expect("stored");
        execute!(home.database.writer(), "UPDATE requests SET person = $1", bela.0).expect("moved");
        assert!(kept.all(bela).await.is_err());
        assert!(kept.unfinished(at(99), 9).await.expect("an answer").is_empty(), "nobody acts on it");
    }

    async fn after_a_change_of_keys_requests_are_read_with_the_newer_one_alone(home: &TestDatabase) {
        let path = home.folder.path().join("keys.toml");
        let old = Keys::load_or_make(&path).expect("keys");
        let anna = person(&home.database, &old).await;
        let one = request(anna, 1);
        KeptRequests::new(home.database.clone(), old).write_down(std::slice::from_ref(&one)).await.expect("stored");
        let text = std::fs::read_to_string(&path).expect("the file");
        let newer = "[[copies]]\nid = \"second\"\nkey = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\"\nwrites = true\n";
        let keys_of = |text: String| {
            std::fs::write(&path, text).expect("the file");
            Keys::load(&path).expect("keys")
        };
        let both = keys_of(format!("{}{newer}", text.replace("writes = true\n", "writes = false\n")));
        let alone = keys_of(format!("{}{newer}", text.split("[[copies]]\nid").next().expect("the first lines")));
        home.database.seal_anew_at_start(&both).await.expect("sealed anew");
        let alone = KeptRequests::new(home.database.clone(), alone);
        assert_eq!(alone.all(anna).await.expect("requests"), [one]);
    }
}
