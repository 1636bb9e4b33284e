//! People and their accounts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::NhsNumber;

/// Our own id of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct PersonId(pub Uuid);

/// Our own id of an account: a way to log in. A carer's account is not the patient's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct AccountId(pub Uuid);

/// Somebody whose record can be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub nhs_number: NhsNumber,
    /// As the person writes it; one word or many, in any script.
    pub name: String,
    pub date_of_birth: NaiveDate,
}

impl Person {
    /// Whole years of age on a day; a person born on 29 February has a birthday on 1 March in other years.
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        day.years_since(self.date_of_birth).unwrap_or(0)
    }

    /// The first word of the name, for a greeting.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

/// Without name, number or birth date: logs must not hold them.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Person").field(&self.id).finish()
    }
}
