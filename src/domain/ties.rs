//! What an entry says that it belongs to: explicit references first, and codes that only make it likely.

use serde::{Deserialize, Serialize};

use super::{Code, EntryId, Kind, OdsCode};

/// Everything in a source's resource that ties it to others.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ties {
    /// The source's own ids of what it names, as [`super::Entry::source_id`] has them: the request that it is based
    /// on, the visit at which it was written, the episode of care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// Unique Booking Reference Numbers (NHS e-Referral Service), digits alone; they hold across organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub booking_references: Vec<String>,
    /// The specialty or the service, by code. It ties nothing for certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub specialties: Vec<Code>,
    /// Who is asked, where it is a referral.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<OdsCode>,
}

/// Of an entry that says nothing of that sort.
pub static NO_TIES: Ties = Ties {
    references: Vec::new(),
    booking_references: Vec::new(),
    specialties: Vec::new(),
    asked: Vec::new(),
};

impl Ties {
    /// So that what is stored of an entry without ties stays as it was before there were any.
    pub fn is_empty(&self) -> bool {
        *self == NO_TIES
    }

    /// Takes a reference or a number once.
    pub fn add_reference(&mut self, reference: String) {
        if !self.references.contains(&reference) {
            self.references.push(reference);
        }
    }

    /// Takes a booking reference, once, without its spaces.
    pub fn add_booking_reference(&mut self, number: &str) {
        let digits: String = number.chars().filter(|sign| !sign.is_whitespace()).collect();
        if !digits.is_empty() && !self.booking_references.contains(&digits) {
            self.booking_references.push(digits);
        }
    }
}

/// The kind of entry that a source's id is of, by its type; an episode of care is kept among the visits that name it.
pub fn kind_of_reference(reference: &str) -> Option<Kind> {
    Some(match reference.split('/').next()? {
        "ServiceRequest" | "ReferralRequest" => Kind::Referrals,
        "Appointment" => Kind::Appointments,
        "Encounter" | "EpisodeOfCare" => Kind::Visits,
        "CarePlan" => Kind::CarePlans,
        "DocumentReference" => Kind::Letters,
        "Observation" | "DiagnosticReport" => Kind::TestResults,
        _ => return None,
    })
}

/// The same of any entry, also of one that ties nothing together.
pub fn kind_of_entry(reference: &str) -> Option<Kind> {
    Some(match reference.split('/').next()? {
        "MedicationRequest" | "MedicationStatement" | "MedicationDispense" => Kind::Medicines,
        "AllergyIntolerance" => Kind::Allergies,
        "Condition" => Kind::Conditions,
        "Immunization" => Kind::Vaccinations,
        "Task" | "QuestionnaireResponse" => Kind::Questionnaires,
        "Communication" => Kind::Messages,
        _ => return kind_of_reference(reference),
    })
}

/// Whether a source's id is that of an episode of care, which is no entry and holds several together.
pub fn is_episode(reference: &str) -> bool {
    reference.starts_with("EpisodeOfCare/")
}

/// What an entry names, by our own ids: those of all its holders together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    pub entries: Vec<EntryId>,
    pub episodes: Vec<EntryId>,
}

impl Named {
    pub fn add(&mut self, other: &Named) {
        self.entries.extend(&other.entries);
        self.episodes.extend(&other.episodes);
    }
}
