//! What staff fill in to give somebody access to another person's record, and what can be wrong with it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Ages, ChildDecides, Evidence, Given, Grant, GrantBasis, Until};
use crate::domain::{NhsNumber, OdsCode};

/// The longest name, reference or note that is kept, in characters.
pub const LONGEST_BY_STAFF: usize = 200;

/// From this age people can make a lasting power of attorney (Mental Capacity Act 2005, section 9(2)(c)).
const MAKES_AN_ATTORNEY: u32 = 18;

/// The bases that staff give access on; consent is the patient's own to give.
pub const BY_STAFF: [GrantBasis; 4] = [
    GrantBasis::ParentalResponsibility,
    GrantBasis::HealthAndWelfareLastingPowerOfAttorney,
    GrantBasis::CourtAppointedPersonalWelfareDeputy,
    GrantBasis::BestInterest,
];

/// For whom a code is good.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum GoodFor {
    /// Whoever it is handed to.
    Holder,
    /// Whoever logs in with this address, in its normal form.
    Email(String),
    /// Whoever has this NHS number.
    Number(NhsNumber),
}

/// What became of offering the patient a log-in of their own first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum OwnLogIn {
    Offered,
    /// They cannot use one now.
    CannotUse,
}

/// What staff have filled in so far.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GivenByStaff {
    pub basis: GrantBasis,
    /// Who sees and does what, and until when, as a patient fills it in. The place is the own organisation.
    pub given: Given,
    pub good_for: Option<GoodFor>,
    /// None while the document is not one of this basis's.
    pub evidence: Option<Evidence>,
    pub own: Option<OwnLogIn>,
    /// Whether both records were looked at, and no warning stands against it.
    pub no_warnings: bool,
    /// Whether nobody seems to be made to agree.
    pub no_pressure: bool,
    /// Only where the child is of an age for it.
    pub child: Option<ChildDecides>,
    /// For colleagues.
    pub note: String,
}

/// Why staff cannot give it. Nothing is stored then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StaffCannotGive {
    #[error("nobody is named")]
    NoName,
    #[error("nobody said for whom the code is good")]
    NoCodeFor,
    #[error("no kind of entry is chosen")]
    NoKind,
    #[error("everything that is chosen is hidden too")]
    AllHidden,
    #[error("nobody said for how long")]
    NoEnd,
    #[error("best interests are decided for a while")]
    NeedsAnEnd,
    #[error("no document of this basis is named")]
    NoDocument,
    #[error("the document has no reference")]
    NoReference,
    #[error("nobody is named who checked it")]
    NobodyChecked,
    #[error("something is longer than can be kept")]
    TooLong,
    #[error("the patient was not offered their own log-in")]
    OwnNotOffered,
    #[error("the records were not looked at, or warn")]
    Warnings,
    #[error("somebody may be made to agree")]
    Pressure,
    #[error("the patient is too young for this basis")]
    TooYoung,
    #[error("the patient is too old for this basis")]
    TooOld,
    #[error("nobody said whether the child can decide")]
    ChildNotAsked,
    #[error("the child can decide, and does not want it")]
    ChildRefuses,
}

/// Why a basis does not fit a patient of this age.
pub fn age_against(basis: GrantBasis, age: u32, ages: Ages) -> Option<StaffCannotGive> {
    let youngest = match basis {
        GrantBasis::HealthAndWelfareLastingPowerOfAttorney => MAKES_AN_ATTORNEY,
        GrantBasis::ParentalResponsibility => 0,
        _ => ages.gives_alone,
    };
    let is_parents = basis == GrantBasis::ParentalResponsibility;
    if age < youngest {
        return Some(StaffCannotGive::TooYoung);
    }
    (is_parents && age >= ages.parents_end).then_some(StaffCannotGive::TooOld)
}

impl GivenByStaff {
    /// Nothing is filled in yet.
    pub fn begun(basis: GrantBasis) -> Self {
        Self {
            basis,
            given: Given::default(),
            good_for: None,
            evidence: None,
            own: None,
            no_warnings: false,
            no_pressure: false,
            child: None,
            note: String::new(),
        }
    }

    /// Everything that is wrong with it, for a patient who was born on `born`.
    pub fn wrong(&self, born: NaiveDate, day: NaiveDate, ages: Ages) -> Vec<StaffCannotGive> {
        use StaffCannotGive as No;
        let (given, evidence) = (&self.given, self.evidence.as_ref());
        let says = |text: fn(&Evidence) -> &str| evidence.is_some_and(|one| !text(one).trim().is_empty());
        let papers = evidence.map(|one| [&*one.reference, &*one.checked_by]).unwrap_or_default();
        let is_long = |text: &str| text.chars().count() > LONGEST_BY_STAFF;
        let age = day.years_since(born).unwrap_or(0);
        let asks_child = self.basis == GrantBasis::ParentalResponsibility && age >= ages.review_from;
        let fits = |document: super::Document| document.basis() == self.basis;
        let is_endless = given.until == Some(Until::Stopped);
        let [called, note] = [&*given.called, &*self.note];
        let found = [
            (called.trim().is_empty(), No::NoName),
            ([called, note].into_iter().chain(papers).any(is_long), No::TooLong),
            (self.good_for.is_none(), No::NoCodeFor),
            (given.chosen().is_empty(), No::NoKind),
            (given.until.is_none(), No::NoEnd),
            (self.basis == GrantBasis::BestInterest && is_endless, No::NeedsAnEnd),
            (!given.chosen().is_empty() && given.sees().is_empty(), No::AllHidden),
            (!evidence.is_some_and(|one| fits(one.document)), No::NoDocument),
            (evidence.is_some() && !says(|one| &one.reference), No::NoReference),
            (evidence.is_some() && !says(|one| &one.checked_by), No::NobodyChecked),
            (self.own.is_none(), No::OwnNotOffered),
            (!self.no_warnings, No::Warnings),
            (!self.no_pressure, No::Pressure),
            (asks_child && self.child.is_none(), No::ChildNotAsked),
            (asks_child && self.child == Some(ChildDecides::Refuses), No::ChildRefuses),
        ];
        let found = found.into_iter().filter_map(|(is_so, why)| is_so.then_some(why));
        age_against(self.basis, age, ages).into_iter().chain(found).collect()
    }

    /// The grant that this makes at the organisation of whoever filled it in, on a day. Making it is a review too.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn grant(
        &self,
        organisation: &OdsCode,
        born: NaiveDate,
        day: NaiveDate,
        ages: Ages,
    ) -> Result<Grant, StaffCannotGive> {
        if let Some(why) = self.wrong(born, day, ages).into_iter().next() {
            return Err(why);
        }
        Ok(Grant {
            basis: self.basis,
            called: self.given.called.trim().to_owned(),
            parts: vec![self.given.part(organisation)],
            from: day,
            until: self.given.until.and_then(|until| until.last_day(day)),
            reviewed: Some(day),
        })
    }
}
