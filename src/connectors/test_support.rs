//! What the connectors' tests share: made-up people and orders about them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::access::FetchOrder;
use crate::domain::{NhsNumber, Person, PersonId};

/// An order about a made-up person.
pub fn order_for(name: &str, born: (i32, u32, u32), number: &str) -> FetchOrder {
    FetchOrder::for_source_check(Person {
        id: PersonId(Uuid::from_u128(1)),
        nhs_number: NhsNumber::from_source(number).expect("ten digits"),
        name: name.into(),
        date_of_birth: NaiveDate::from_ymd_opt(born.0, born.1, born.2).expect("a day"),
    })
}
