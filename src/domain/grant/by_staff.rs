//! What staff fill in to give somebody access to another person's record, and what can be wrong with it.

use chrono::NaiveDate;

use super::{Ages, ChildDecides, Evidence, Grant, GrantBasis, GrantPart, Until, kinds_to_give};
use crate::domain::{Kinds, OdsCode};

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

/// What staff have filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivenByStaff {
    pub basis: GrantBasis,
    /// The carer's name.
    pub called: String,
    pub see: Kinds,
    pub until: Option<Until>,
    /// None while the document is not one of this basis's.
    pub evidence: Option<Evidence>,
    /// Whether the patient was offered a log-in of their own first, or why not is known.
    pub own_offered: bool,
    /// Whether both records were looked at, and no warning stands against it.
    pub no_warnings: bool,
    /// Whether nobody seems to be made to agree.
    pub no_pressure: bool,
    /// Only where the child is of an age for it.
    pub child: Option<ChildDecides>,
}

/// Why staff cannot give it. Nothing is stored then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StaffCannotGive {
    #[error("nobody is named")]
    NoName,
    #[error("no kind of entry is chosen")]
    NoKind,
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

impl GivenByStaff {
    /// Everything that is wrong with it, for a patient who was born on `born`.
    pub fn wrong(&self, born: NaiveDate, day: NaiveDate, ages: Ages) -> Vec<StaffCannotGive> {
        use StaffCannotGive as No;
        let evidence = self.evidence.as_ref();
        let says = |text: fn(&Evidence) -> &str| evidence.is_some_and(|one| !text(one).trim().is_empty());
        let texts = evidence.map(|one| [&*one.reference, &*one.checked_by]).unwrap_or_default();
        let is_long = |text: &str| text.chars().count() > LONGEST_BY_STAFF;
        let is_child = self.basis == GrantBasis::ParentalResponsibility;
        let age = day.years_since(born).unwrap_or(0);
        let asks_child = is_child && age >= ages.review_from;
        let youngest = match self.basis {
            GrantBasis::HealthAndWelfareLastingPowerOfAttorney => MAKES_AN_ATTORNEY,
            GrantBasis::ParentalResponsibility => 0,
            _ => ages.gives_alone,
        };
        let fits = |document: super::Document| document.basis() == self.basis;
        [
            (self.called.trim().is_empty(), No::NoName),
            (is_long(&self.called) || texts.into_iter().any(is_long), No::TooLong),
            (!evidence.is_some_and(|one| fits(one.document)), No::NoDocument),
            (evidence.is_some() && !says(|one| &one.reference), No::NoReference),
            (evidence.is_some() && !says(|one| &one.checked_by), No::NobodyChecked),
            (self.see.is_empty(), No::NoKind),
            (self.until.is_none(), No::NoEnd),
            (self.basis == GrantBasis::BestInterest && self.until == Some(Until::Stopped), No::NeedsAnEnd),
            (!self.own_offered, No::OwnNotOffered),
            (!self.no_warnings, No::Warnings),
            (!self.no_pressure, No::Pressure),
            (age < youngest, No::TooYoung),
            (is_child && age >= ages.parents_end, No::TooOld),
            (asks_child && self.child.is_none(), No::ChildNotAsked),
            (asks_child && self.child == Some(ChildDecides::Refuses), No::ChildRefuses),
        ]
        .into_iter()
        .filter_map(|(is_so, why)| is_so.then_some(why))
        .collect()
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
        let see = self.see.and(kinds_to_give());
        let part =
            GrantPart { organisation: organisation.clone(), see, act: Kinds::NONE, hidden: Kinds::NONE };
        Ok(Grant {
            basis: self.basis,
            called: self.called.trim().to_owned(),
            parts: vec![part],
            from: day,
            until: self.until.and_then(|until| until.last_day(day)),
            reviewed: Some(day),
        })
    }
}
