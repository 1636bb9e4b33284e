//! Bases, documents, reasons and what is due, in words for staff.

use chrono::NaiveDate;

use crate::domain::{ChildDecides, Decided, Document, GrantBasis, GrantState, Needs, OnDay, Reason, Until};
use crate::store::KeptGrant;
use crate::t;
use crate::web::Words;
use crate::web::components::TagColour;
use crate::words::{Locale, dates};

/// On what somebody acts for somebody else.
pub fn basis(locale: Locale, basis: GrantBasis) -> Words {
    match basis {
        GrantBasis::Consent => t!(locale, "The patient’s own consent"),
        GrantBasis::ParentalResponsibility => t!(locale, "Parental responsibility"),
        GrantBasis::BestInterest => t!(locale, "Best interests"),
        GrantBasis::HealthAndWelfareLastingPowerOfAttorney => {
            t!(locale, "Lasting power of attorney for health and welfare")
        }
        GrantBasis::CourtAppointedPersonalWelfareDeputy => t!(locale, "Deputy for personal welfare"),
    }
}

pub fn document(locale: Locale, document: Document) -> Words {
    match document {
        Document::BirthCertificate => t!(locale, "Birth certificate that names the parent"),
        Document::AdoptionOrParentalOrder => t!(locale, "Adoption certificate or parental order"),
        Document::ResponsibilityAgreementOrOrder => {
            t!(locale, "Parental responsibility agreement, or an order of a court")
        }
        Document::StampedPowerOfAttorney => {
            t!(locale, "The power of attorney itself, with the stamp of the public guardian on each page")
        }
        Document::PowerOfAttorneyOnline => {
            t!(locale, "The power of attorney online, with the attorney’s code")
        }
        Document::DeputyOrder => t!(locale, "The order of the Court of Protection"),
        Document::CapacityAndBestInterests => {
            t!(locale, "An assessment of capacity, and a decision about best interests")
        }
    }
}

pub fn child(locale: Locale, says: ChildDecides) -> Words {
    match says {
        ChildDecides::NotYet => t!(locale, "The child cannot decide this yet"),
        ChildDecides::Agrees => t!(locale, "The child can decide, and wants it"),
        ChildDecides::Refuses => t!(locale, "The child can decide, and does not want it"),
    }
}

pub fn until(locale: Locale, until: Until) -> Words {
    match until {
        Until::Month => t!(locale, "30 days"),
        Until::HalfYear => t!(locale, "6 months"),
        Until::Year => t!(locale, "1 year"),
        Until::Stopped => t!(locale, "Until somebody ends it, or age does"),
    }
}

/// Why something was stopped or ended. Nobody but staff reads it.
pub fn reason(locale: Locale, why: Reason) -> Words {
    match why {
        Reason::PatientStopped => t!(locale, "The patient stopped it"),
        Reason::CarerRefused => t!(locale, "The carer said no"),
        Reason::CarerSteppedBack => t!(locale, "The carer stepped back"),
        Reason::DateReached => t!(locale, "Its last day is over"),
        Reason::Died => t!(locale, "The patient has died"),
        Reason::ResponsibilityChanged => t!(locale, "Parental responsibility or another basis has changed"),
        Reason::Review => t!(locale, "It is to be looked at again, because of the patient’s age"),
        Reason::ChildDecided => t!(locale, "The child can decide, and does not want it"),
        Reason::NotNeeded => t!(locale, "It is not needed any more"),
        Reason::Concern => t!(locale, "Somebody is worried about it"),
        Reason::Unknown => t!(locale, "For a reason that is new here"),
    }
}

pub fn decided(locale: Locale, what: Decided) -> Words {
    match what {
        Decided::Made => t!(locale, "Given"),
        Decided::Reviewed => t!(locale, "Looked at again, and it goes on"),
        Decided::Suspended => t!(locale, "Stopped for now"),
        Decided::Lifted => t!(locale, "Goes on again"),
        Decided::Ended => t!(locale, "Ended"),
        Decided::OwnStopped => t!(locale, "The patient’s own online access was stopped"),
        Decided::OwnGivenBack => t!(locale, "The patient’s own online access was given back"),
        Decided::Died => t!(locale, "The patient has died"),
    }
}

/// How a grant stands, for staff.
pub fn stands(locale: Locale, kept: &KeptGrant, on: OnDay) -> (Words, TagColour) {
    match (on, kept.state) {
        (OnDay::Active, _) => (t!(locale, "Sees it now"), TagColour::Green),
        (OnDay::Asked, _) => (t!(locale, "Has not answered yet"), TagColour::Yellow),
        (OnDay::NotYet, _) => (t!(locale, "Has not begun yet"), TagColour::Yellow),
        (OnDay::NotActive, GrantState::Refused) => (t!(locale, "Said no"), TagColour::Grey),
        (OnDay::NotActive, GrantState::Suspended) => (t!(locale, "Stopped for now"), TagColour::Orange),
        (OnDay::NotActive, GrantState::Active) if !kept.grant.parts.is_empty() => {
            (t!(locale, "Stopped by its last day, or by age"), TagColour::Orange)
        }
        (OnDay::NotActive, _) => (t!(locale, "Ended"), TagColour::Grey),
    }
}

pub fn lasts(locale: Locale, until: Option<NaiveDate>) -> Words {
    match until {
        Some(day) => t!(locale, "Until {day}", day = dates::short_day(locale, day)),
        None => t!(locale, "Until somebody ends it, or age does"),
    }
}

/// What is to be done, with how urgent it looks.
pub fn needs(locale: Locale, needs: Needs) -> Option<(Words, TagColour)> {
    let day = |day| dates::short_day(locale, day);
    Some(match needs {
        Needs::Review => (t!(locale, "Look at it again now"), TagColour::Red),
        Needs::Decision => (t!(locale, "Stopped: let it go on, or end it"), TagColour::Orange),
        Needs::ReviewSoon(of) => (t!(locale, "Look at it again on {day}", day = day(of)), TagColour::Yellow),
        Needs::EndsByAge(of) => (t!(locale, "Ends by age on {day}", day = day(of)), TagColour::Yellow),
        Needs::EndsSoon(of) => (t!(locale, "Last day: {day}", day = day(of)), TagColour::Yellow),
        Needs::Answer => (t!(locale, "The code was not used yet"), TagColour::Grey),
        Needs::Nothing => return None,
    })
}
