//! What is written down is told by the chosen way, at the right hour, to one worker at a time.

use uuid::Uuid;

use super::*;
use crate::domain::{CODE_LIFE, Topic};
use crate::store::Contacts;
use crate::store::query::fetch_optional;
use crate::store::testing::{TestDatabase, account, at, keys, on_both_databases};

const ALL: [Channel; 3] = Channel::ALL;

struct Home {
    outbox: Outbox,
    contacts: Contacts,
    keys: Keys,
    database: Database,
}

impl Home {
    fn of(home: &TestDatabase, ways: &[Channel]) -> Self {
        let (keys, database) = (keys(), home.database.clone());
        let quiet = "21:00-08:00".parse().ok();
        Self {
            outbox: Outbox::new(database.clone(), keys.clone(), ways, quiet),
            contacts: Contacts::new(database.clone(), keys.clone()),
            keys,
            database,
        }
    }

    async fn anna(&self) -> AccountId {
        account(&self.database, &self.keys).await
    }

    async fn with_mobile(&self, account: AccountId) {
        let mobile = Contact::Text("+447700900123".into());
        let mut transaction = self.database.begin_write().await.expect("a transaction");
        self.contacts.to_confirm(&mut transaction, account, &mobile, "123456", at(0)).await.expect("stored");
        transaction.commit().await.expect("stored");
        self.contacts.confirm(account, Channel::Text, "123456", at(0)).await.expect("confirmed");
    }

    async fn tell(&self, account: AccountId, about: &About, once: Option<&str>, minute: i64) -> Told {
        let mut transaction = self.database.begin_write().await.expect("a transaction");
        let told =
            self.outbox.tell(&mut transaction, account, about, once, at(minute)).await.expect("written");
        transaction.commit().await.expect("stored");
        told
    }

    async fn claimed(&self, worker: u128, minute: i64) -> Vec<Claimed> {
        let lease = Lease { worker: Uuid::from_u128(worker), until: at(minute + 5) };
        self.outbox.claim(lease, false, 10, at(minute)).await.expect("an answer")
    }

    async fn channels(&self, minute: i64) -> Vec<Channel> {
        self.claimed(9, minute).await.iter().map(|notice| notice.contact.channel()).collect()
    }
}

on_both_databases! {
    async fn nothing_is_told_of_what_did_not_happen(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        home.outbox.tell(&mut transaction, anna, &About::Request, None, at(0)).await.expect("written");
        drop(transaction);
        assert_eq!(home.claimed(1, 0).await, []);
    }

    async fn the_same_thing_is_told_once_to_each_account(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let (anna, bela) = (home.anna().await, home.anna().await);
        assert!(matches!(home.tell(anna, &About::Request, Some("request 1"), 0).await, Told::Written(_)));
        assert_eq!(home.tell(anna, &About::Request, Some("request 1"), 1).await, Told::Already);
        assert!(matches!(home.tell(bela, &About::Request, Some("request 1"), 1).await, Told::Written(_)));
        assert!(matches!(home.tell(anna, &About::Request, None, 1).await, Told::Written(_)));
        assert_eq!(home.claimed(1, 2).await.len(), 3);
    }

    async fn people_are_told_by_email_until_they_choose_another_way(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        home.tell(anna, &About::SomethingNew, None, 0).await;
        assert_eq!(home.channels(0).await, [Channel::Email]);
        home.contacts.choose(anna, Topic::New, Chosen::By(Channel::Text), at(0)).await.expect("stored");
        home.tell(anna, &About::SomethingNew, None, 1).await;
        assert_eq!(home.channels(1).await, [Channel::Email], "there is no mobile number");
        home.with_mobile(anna).await;
        home.tell(anna, &About::SomethingNew, None, 2).await;
        assert_eq!(home.channels(2).await, [Channel::Text]);
        home.contacts.choose(anna, Topic::New, Chosen::Nothing, at(3)).await.expect("stored");
        assert_eq!(home.tell(anna, &About::SomethingNew, None, 3).await, Told::NoWay);
    }

    async fn whatever_people_chose_they_are_told_of_changes_to_their_log_in(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        for topic in Topic::ALL {
            home.contacts.choose(anna, topic, Chosen::Nothing, at(0)).await.expect("stored");
        }
        assert!(matches!(home.tell(anna, &About::PasswordChanged, None, 0).await, Told::Written(_)));
    }

    async fn a_portal_without_a_way_writes_nothing(home: &TestDatabase) {
        let home = Home::of(home, &[]);
        let anna = home.anna().await;
        assert_eq!(home.tell(anna, &About::SomethingNew, None, 0).await, Told::NoWay);
        let left = fetch_optional!(home.database.reader(), (i64,), "SELECT COUNT(*) FROM outbox");
        assert_eq!(left.expect("an answer"), Some((0,)));
    }

    async fn notices_wait_for_the_morning_but_for_codes_and_warnings(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        // 22:00, and 07:59 and 08:00 of the next day.
        let (night, early, morning) = (13 * 60, 23 * 60 - 1, 23 * 60);
        home.tell(anna, &About::SomethingNew, None, night).await;
        home.tell(anna, &About::Code("1".into()), None, night).await;
        home.tell(anna, &About::PasswordChanged, None, night).await;
        let at_night = home.claimed(1, night).await;
        let about: Vec<_> = at_night.iter().map(|notice| notice.about.slug()).collect();
        assert_eq!(about, ["code", "password-changed"]);
        for notice in &at_night {
            home.outbox.end(notice.id, Uuid::from_u128(1), Ended::Sent, None, at(night)).await.expect("stored");
        }
        assert_eq!(home.claimed(1, early).await, []);
        assert_eq!(home.claimed(1, morning).await.len(), 1);
    }

    async fn what_was_due_in_the_evening_is_not_sent_at_night_and_who_wants_is_told_at_any_time(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let (anna, bela) = (home.anna().await, home.anna().await);
        home.contacts.choose_hours(bela, true, at(0)).await.expect("stored");
        let (evening, night, morning) = (11 * 60, 13 * 60, 23 * 60);
        home.tell(anna, &About::SomethingNew, None, evening).await;
        home.tell(bela, &About::SomethingNew, None, evening).await;
        let at_night: Vec<_> = home.claimed(1, night).await.iter().map(|notice| notice.account).collect();
        assert_eq!(at_night, [Some(bela)]);
        let next: Vec<_> = home.claimed(2, morning).await.iter().map(|notice| notice.account).collect();
        assert_eq!(next, [Some(bela), Some(anna)], "whoever had Bela's stopped");
    }

    async fn one_worker_at_a_time_works_on_a_notice(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        home.tell(anna, &About::SomethingNew, None, 0).await;
        let lease = |worker: u128, minute| Lease { worker: Uuid::from_u128(worker), until: at(minute) };
        let one = Uuid::from_u128(1);
        let mine = home.claimed(1, 0).await;
        assert_eq!(home.claimed(2, 4).await, []);
        let theirs = home.claimed(2, 5).await;
        assert_eq!((mine.len(), theirs.len()), (1, 1));
        let id = mine[0].id;
        assert!(!home.outbox.begin_sending(id, lease(1, 10), at(5)).await.expect("an answer"), "the lease is gone");
        assert!(home.outbox.begin_sending(id, lease(2, 12), at(5)).await.expect("an answer"));
        home.outbox.end(id, one, Ended::Sent, None, at(5)).await.expect("an answer");
        assert_eq!(home.claimed(3, 11).await, [], "it is being sent");
        assert!(home.claimed(3, 12).await[0].may_have_gone, "somebody else ended it");
    }

    async fn a_notice_that_has_gone_leaves_nothing_of_what_it_said(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        home.tell(anna, &About::SomethingNew, None, 0).await;
        let notice = home.claimed(1, 0).await.remove(0);
        home.outbox.end(notice.id, Uuid::from_u128(1), Ended::Sent, None, at(0)).await.expect("stored");
        let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT sealed FROM outbox");
        assert_eq!(row.expect("an answer"), Some((Vec::new(),)));
        assert_eq!(home.outbox.drop_old(at(29 * 24 * 60)).await.expect("an answer"), 0);
        assert_eq!(home.outbox.drop_old(at(31 * 24 * 60)).await.expect("an answer"), 1);
    }

    async fn neither_contact_nor_code_stands_open_in_the_database(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let to = Contact::Email("anna@example.org".into());
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        let about = About::Code("493817".into());
        home.outbox.tell_contact(&mut transaction, None, &to, &about, None, at(0)).await.expect("written");
        transaction.commit().await.expect("stored");
        let row = fetch_optional!(home.database.reader(), (Vec<u8>,), "SELECT sealed FROM outbox");
        let (sealed,) = row.expect("an answer").expect("a row");
        let open = String::from_utf8_lossy(&sealed).into_owned();
        assert!(!open.contains("493817") && !open.contains("anna"));
        let claimed = home.claimed(1, 0).await.remove(0);
        assert_eq!((claimed.contact, claimed.about, claimed.good_until), (to, about, at(0) + CODE_LIFE));
    }

    async fn letters_wait_for_whoever_prints_them_and_are_printed_once(home: &TestDatabase) {
        let home = Home::of(home, &ALL);
        let anna = home.anna().await;
        home.contacts.choose(anna, Topic::Helping, Chosen::By(Channel::Letter), at(0)).await.expect("stored");
        home.contacts.choose(anna, Topic::Appointments, Chosen::By(Channel::Letter), at(0)).await.expect("stored");
        home.tell(anna, &About::Helping, None, 0).await;
        home.tell(anna, &About::CheckAppointment, None, 0).await;
        assert_eq!(home.channels(0).await, [Channel::Email], "a letter about an appointment comes too late");
        let letters = home.outbox.letters(at(0)).await.expect("letters");
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].person.as_ref().map(|person| person.name.as_str()), Some("Anna Example"));
        let ids = [letters[0].id];
        assert_eq!(home.outbox.letters_printed(&ids, at(1)).await.expect("stored"), 1);
        assert_eq!(home.outbox.letters_printed(&ids, at(1)).await.expect("stored"), 0);
        assert!(home.outbox.letters(at(1)).await.expect("letters").is_empty());
    }
}
