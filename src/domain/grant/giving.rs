//! What a patient fills in to give somebody access, and what can be wrong with it.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Ages, Grant, GrantBasis, GrantPart, may_do, seen_to_do};
use crate::domain::{AccountId, Kind, Kinds, OdsCode};

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 100;

/// What somebody can be given to see: every kind of entry in a record, and messages. How to reach a person is theirs alone.
pub fn kinds_to_give() -> Kinds {
    Kinds::in_record().with(Kinds::just(Kind::Messages))
}

/// How long it lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Until {
    Month,
    HalfYear,
    Year,
    Stopped,
}

impl Until {
    pub const ALL: [Until; 4] = [Until::Month, Until::HalfYear, Until::Year, Until::Stopped];

    pub const fn slug(self) -> &'static str {
        match self {
            Until::Month => "30-days",
            Until::HalfYear => "6-months",
            Until::Year => "1-year",
            Until::Stopped => "until-stopped",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|until| until.slug() == slug)
    }

    /// The last day, counted from `day`.
    pub fn last_day(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Until::Month => day.checked_add_days(Days::new(30)),
            Until::HalfYear => day.checked_add_months(Months::new(6)),
            Until::Year => day.checked_add_months(Months::new(12)),
            Until::Stopped => None,
        }
    }
}

/// What the patient has filled in so far.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Given {
    pub called: String,
    /// Where the carer logs in with this address alone; empty where whoever has the code may use it.
    pub email: String,
    pub organisations: Vec<OdsCode>,
    /// Besides what they must see to do what they may.
    pub see: Kinds,
    /// What they may do too.
    #[serde(default)]
    pub act: Kinds,
    pub until: Option<Until>,
    pub hidden: Kinds,
    /// Who asked to help, where this answers their wish: then no code is needed.
    #[serde(default)]
    pub asked_by: Option<AccountId>,
}

/// Why no access is given. Nothing is stored then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CannotGive {
    #[error("nobody is named")]
    NoName,
    #[error("the name is too long")]
    NameTooLong,
    #[error("it would be given to oneself")]
    ToOneself,
    #[error("no organisation is chosen")]
    NoOrganisation,
    #[error("no kind of entry is chosen")]
    NoKind,
    #[error("everything that is chosen is hidden too")]
    AllHidden,
    #[error("nobody said for how long")]
    NoEnd,
    #[error("the patient is too young to give access alone")]
    TooYoung,
}

impl Given {
    /// Whether the name can be kept.
    ///
    /// # Errors
    /// [`CannotGive::NoName`] and [`CannotGive::NameTooLong`].
    pub fn check_name(&self) -> Result<(), CannotGive> {
        match self.called.chars().count() {
            0 => Err(CannotGive::NoName),
            length if length > LONGEST_NAME => Err(CannotGive::NameTooLong),
            _ => Ok(()),
        }
    }

    /// All that is chosen to be seen, before anything is hidden.
    pub fn chosen(&self) -> Kinds {
        self.see.with(seen_to_do(self.act))
    }

    /// What they see in the end.
    pub fn sees(&self) -> Kinds {
        self.chosen().without(self.hidden)
    }

    /// What they may do in the end: nothing that needs what is hidden.
    pub fn does(&self) -> Kinds {
        may_do(self.sees(), self.act)
    }

    /// What this gives at one organisation.
    pub(super) fn part(&self, organisation: &OdsCode) -> GrantPart {
        let organisation = organisation.clone();
        GrantPart { organisation, see: self.sees(), act: self.does(), hidden: self.hidden }
    }

    /// The grant that this makes on a day, by the consent of somebody who was born on `born` and logs in with `own`.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of the pages.
    pub fn grant(
        &self,
        own: Option<&str>,
        born: NaiveDate,
        day: NaiveDate,
        ages: Ages,
    ) -> Result<Grant, CannotGive> {
        self.check_name()?;
        let until = self.until.ok_or(CannotGive::NoEnd);
        if !self.email.is_empty() && own == Some(&*self.email) {
            return Err(CannotGive::ToOneself);
        }
        if self.organisations.is_empty() {
            return Err(CannotGive::NoOrganisation);
        }
        if self.chosen().is_empty() {
            return Err(CannotGive::NoKind);
        }
        let until = until?;
        if self.sees().is_empty() {
            return Err(CannotGive::AllHidden);
        }
        if !ages.may_give(born, day) {
            return Err(CannotGive::TooYoung);
        }
        Ok(Grant {
            basis: GrantBasis::Consent,
            called: self.called.clone(),
            parts: self.organisations.iter().map(|organisation| self.part(organisation)).collect(),
            from: day,
            until: until.last_day(day),
            reviewed: None,
        })
    }
}
