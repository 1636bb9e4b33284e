//! A contact is somebody's once they typed the code that was sent there.

use super::*;
use crate::store::testing::{TestDatabase, account, at, keys, on_both_databases};

const NUMBER: &str = "+447700900123";

struct Home {
    contacts: Contacts,
    database: Database,
    anna: AccountId,
}

impl Home {
    async fn of(home: &TestDatabase) -> Self {
        let (keys, database) = (keys(), home.database.clone());
        let anna = account(&database, &keys).await;
        Self { contacts: Contacts::new(database.clone(), keys), database, anna }
    }

    async fn to_confirm(&self, code: &str, minute: i64) {
        let mut transaction = self.database.begin_write().await.expect("a transaction");
        let mobile = Contact::Text(NUMBER.into());
        let kept = self.contacts.to_confirm(&mut transaction, self.anna, &mobile, code, at(minute)).await;
        kept.expect("stored");
        transaction.commit().await.expect("stored");
    }

    async fn typed(&self, code: &str, minute: i64) -> CodeTyped {
        self.contacts.confirm(self.anna, Channel::Text, code, at(minute)).await.expect("an answer")
    }

    async fn mobile(&self) -> Option<String> {
        self.contacts.of(self.anna).await.expect("choices").mobile
    }
}

on_both_databases! {
    async fn a_number_counts_once_its_code_was_typed_and_the_code_works_once(home: &TestDatabase) {
        let home = Home::of(home).await;
        home.to_confirm("123456", 0).await;
        assert_eq!(home.mobile().await, None);
        assert_eq!(home.typed("123457", 1).await, CodeTyped::Wrong);
        assert_eq!(home.typed("123456", 1).await, CodeTyped::Right(Contact::Text(NUMBER.into())));
        assert_eq!(home.mobile().await.as_deref(), Some(NUMBER));
        assert_eq!(home.typed("123456", 1).await, CodeTyped::Gone);
    }

    async fn a_code_ends_after_ten_minutes_five_wrong_tries_or_a_newer_one(home: &TestDatabase) {
        let home = Home::of(home).await;
        home.to_confirm("123456", 0).await;
        assert_eq!(home.typed("123456", 10).await, CodeTyped::Gone);
        home.to_confirm("123456", 20).await;
        for _ in 0..5 {
            assert_eq!(home.typed("000000", 21).await, CodeTyped::Wrong);
        }
        assert_eq!(home.typed("123456", 21).await, CodeTyped::Gone);
        home.to_confirm("123456", 30).await;
        home.to_confirm("654321", 31).await;
        assert_eq!(home.typed("123456", 32).await, CodeTyped::Wrong);
        assert_eq!(home.typed("654321", 32).await, CodeTyped::Right(Contact::Text(NUMBER.into())));
    }

    async fn the_email_address_of_the_log_in_serves_until_there_is_another(home: &TestDatabase) {
        let home = Home::of(home).await;
        let choices = home.contacts.of(home.anna).await.expect("choices");
        assert!(choices.email.is_some_and(|email| email.ends_with("@example.org")));
        assert!(choices.topics.is_empty() && !choices.at_any_time);
    }

    async fn what_is_chosen_last_counts_and_a_number_can_be_forgotten(home: &TestDatabase) {
        let home = Home::of(home).await;
        home.to_confirm("123456", 0).await;
        home.typed("123456", 0).await;
        for chosen in [Chosen::By(Channel::Text), Chosen::Nothing] {
            home.contacts.choose(home.anna, Topic::New, chosen, at(0)).await.expect("stored");
        }
        home.contacts.choose_hours(home.anna, true, at(0)).await.expect("stored");
        let choices = home.contacts.of(home.anna).await.expect("choices");
        assert_eq!(choices.topics.get(&Topic::New), Some(&Chosen::Nothing));
        assert!(choices.at_any_time);
        let mut transaction = home.database.begin_write().await.expect("a transaction");
        home.contacts.forget(&mut transaction, home.anna, Channel::Text).await.expect("forgotten");
        transaction.commit().await.expect("stored");
        assert_eq!(home.mobile().await, None);
    }
}
