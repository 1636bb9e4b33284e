//! Referrals: somebody asks another service to see a person or to help with their care.

use serde::{Deserialize, Serialize};

use super::{
    Coded, Entry, Kind, Organisation, OutsideLink, PartialDate, ReferralLikeness, RequestState, Ties, Waiting,
};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Referral {
    pub source_id: String,
    /// What is asked for: "Referral to physiotherapist".
    pub what: Coded,
    pub state: RequestState,
    /// Why it was cancelled, refused or put on hold, where the source says.
    pub reason_for_state: Option<String>,
    pub urgency: Option<Urgency>,
    /// Why the person was referred, a line a reason.
    pub reason: Option<String>,
    /// The referral's own free text.
    pub description: Option<String>,
    pub asked_by: Option<String>,
    /// Who is asked: people, services, organisations.
    pub asked: Vec<String>,
    pub specialty: Option<String>,
    pub place: Option<String>,
    pub made: Option<PartialDate>,
    /// From when on it is wanted, and until when.
    pub wanted_from: Option<PartialDate>,
    pub wanted_until: Option<PartialDate>,
    pub waiting: Waiting,
    /// It was told as a place on a waiting list: what is behind it is a referral that was taken.
    #[serde(default)]
    pub is_waiting_list: bool,
    /// What the NHS e-Referral Service says of booking.
    #[serde(default)]
    pub booking: Option<ReferralBooking>,
    /// When those who were asked are to have looked at it.
    #[serde(default)]
    pub review_due: Option<PartialDate>,
    /// The organisation's own page about it.
    #[serde(default)]
    pub link: Option<OutsideLink>,
    /// What the person is to do.
    pub instruction: Option<String>,
    /// The Unique Booking Reference Number of the NHS e-Referral Service.
    pub ubrn: Option<String>,
    pub note: Option<String>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
}

/// How soon it is wanted (FHIR "request priority").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Urgency {
    Routine,
    Urgent,
    AsSoonAsPossible,
    AtOnce,
    /// The source's own word, where we do not know it.
    Other(String),
}

/// What the person can do about an appointment (the e-Referral Service's "referral state").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReferralBooking {
    /// An appointment can be booked.
    CanBeBooked,
    /// The appointment that was booked is cancelled, and another can be booked.
    CanBeBookedAgain,
    /// Those who were asked look at the referral first.
    InReview,
    /// The source's own word, where we do not know it.
    Other(String),
}

impl Entry for Referral {
    const KIND: Kind = Kind::Referrals;
    type Likeness = ReferralLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<ReferralLikeness> {
        ReferralLikeness::of(self)
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
