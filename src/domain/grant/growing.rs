//! How a parent's access stands as the child grows up.

use chrono::{Months, NaiveDate};

use super::age::{age, birthday};
use super::{Ages, Grant, GrantBasis};

/// A parent's access on a day, by the child's age.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Growing {
    pub stage: AskedYet,
    pub ages: Ages,
    born: NaiveDate,
    today: NaiveDate,
    until: Option<NaiveDate>,
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedYet {
    /// The child is too young to be asked.
    Young,
    /// The child has the age for it, and nobody has looked since.
    ToBeLookedAt,
    /// Somebody looked on this day.
    LookedAt(NaiveDate),
    /// The child has the age at which it is over.
    Over,
}

impl Grant {
    /// How it stands by the child's age; nothing on any other basis than parental responsibility.
    pub fn growing(&self, today: NaiveDate, born: NaiveDate, ages: Ages) -> Option<Growing> {
        let looked_at = self.reviewed.filter(|_| ages.is_reviewed(born, self.reviewed));
        let stage = match (age(born, today), looked_at) {
            (years, _) if years >= ages.parents_end => AskedYet::Over,
            (years, _) if years < ages.review_from => AskedYet::Young,
            (_, Some(day)) => AskedYet::LookedAt(day),
            (_, None) => AskedYet::ToBeLookedAt,
        };
        let is_parents = self.basis == GrantBasis::ParentalResponsibility;
        is_parents.then_some(Growing { stage, ages, born, today, until: self.until })
    }
}

impl Growing {
    /// The day on which the child has this age, while that is still to come and the access has not ended before.
    pub fn when(&self, years: u32) -> Option<NaiveDate> {
        birthday(self.born, years).filter(|day| self.is_to_come(*day))
    }

    /// The day on which it ends by the child's age, and how old they are then, where it does not end before.
    pub fn ends(&self) -> Option<(NaiveDate, u32)> {
        let years = self.ages.parents_end;
        self.when(years).map(|day| (day, years))
    }

    /// From when on what comes after it can be arranged: half a year before it ends by age. Nothing where that is over.
    pub fn to_arrange_from(&self) -> Option<NaiveDate> {
        let end = self.when(self.ages.parents_end)?;
        end.checked_sub_months(Months::new(6)).filter(|day| self.is_to_come(*day))
    }

    fn is_to_come(&self, day: NaiveDate) -> bool {
        self.today < day && self.until.is_none_or(|until| day <= until)
    }
}
