//! Prescriptions: what was prescribed together, and where each medicine on it is.

use serde::{Deserialize, Serialize};

use super::{Coded, CodedDosage, Course, Entry, Kind, PartialDate, StandsAlone};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Prescription {
    pub source_id: String,
    /// The number that stands on it, by which a pharmacy finds it: `24F5DA-A83008-7EFE6Z`.
    pub number: Option<String>,
    /// What stands on it; never empty.
    pub items: Vec<PrescribedItem>,
    /// Medicines on it that could not be read.
    pub items_not_read: u32,
    pub course: Course,
    pub dated: Option<PartialDate>,
    pub prescriber: Option<String>,
    /// The organisation that prescribed it.
    pub prescribed_at: Option<String>,
    /// Who gives it out; none where the person has not chosen one, or where nobody says.
    pub pharmacy: Option<Pharmacy>,
    /// What the person wrote when they asked for it.
    pub comment: Option<String>,
}

/// One medicine on a prescription.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PrescribedItem {
    pub name: Coded,
    pub quantity: Option<String>,
    /// How to take it, in the source's own words.
    pub dosage: Option<String>,
    /// The same in codes, where the source gave some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coded_dosage: Option<CodedDosage>,
    pub state: PrescriptionState,
    /// Since when it stands so.
    pub since: Option<PartialDate>,
    /// Why it stands so, in the source's own words.
    pub reason: Option<String>,
    pub note: Option<String>,
}

/// Who gives out what was prescribed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pharmacy {
    pub name: String,
    pub address: Option<String>,
    pub phone: Option<String>,
    /// Its own site, where it sells at a distance.
    pub website: Option<String>,
}

/// Where one prescribed medicine is: the states of the surgery (GP Connect's `Task`) and then those of the Electronic
/// Prescription Service (`task-businessStatus-nppt`).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum PrescriptionState {
    /// The person asked for it; the surgery has done nothing about it yet.
    AskedFor,
    /// The surgery is dealing with it.
    BeingLookedAt,
    OnHold,
    /// The surgery said no.
    Refused,
    /// The prescriber agreed; nothing says that a pharmacy has it.
    Approved,
    /// The surgery sent it to the Electronic Prescription Service.
    SentElectronically,
    /// Taken back by whoever asked for it or prescribed it.
    Cancelled,
    WithPharmacy,
    /// A pharmacy has it, and does not tell how far it is.
    WithPharmacyNotTracked,
    /// Part was given out; the rest is being prepared.
    PreparingRemainder,
    ReadyToCollect,
    ReadyToCollectInPart,
    /// Packed, to be sent to the person.
    ReadyToDispatch,
    ReadyToDispatchInPart,
    NotDispensed,
    Dispatched,
    Collected,
    /// Nobody can say at the moment.
    TrackingUnavailable,
    /// Over, without a word on how.
    Finished,
    NotSaid,
    /// The source's own word, where we do not know it.
    Other(String),
}

/// The groups of a list of prescriptions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// Something on it can be fetched now.
    Ready,
    /// Something on it is still to come.
    UnderWay,
    /// The surgery sent it on; where it is now stands with the prescription that came of it, where one is told of.
    SentOn,
    /// Nobody says, or the pharmacy does not tell.
    NotKnown,
    /// Nothing more is to come of it.
    Over,
}

impl PrescriptionState {
    pub fn stage(&self) -> Stage {
        match self {
            Self::ReadyToCollect | Self::ReadyToCollectInPart => Stage::Ready,
            Self::AskedFor
            | Self::BeingLookedAt
            | Self::OnHold
            | Self::Approved
            | Self::WithPharmacy
            | Self::PreparingRemainder
            | Self::ReadyToDispatch
            | Self::ReadyToDispatchInPart => Stage::UnderWay,
            Self::SentElectronically => Stage::SentOn,
            Self::WithPharmacyNotTracked | Self::TrackingUnavailable | Self::NotSaid | Self::Other(_) => {
                Stage::NotKnown
            }
            Self::Refused
            | Self::Cancelled
            | Self::NotDispensed
            | Self::Dispatched
            | Self::Collected
            | Self::Finished => Stage::Over,
        }
    }
}

impl Prescription {
    /// The most pressing of its medicines' stages.
    pub fn stage(&self) -> Stage {
        self.items.iter().map(|item| item.state.stage()).min().unwrap_or(Stage::NotKnown)
    }

    /// The one state in which all of its medicines are.
    pub fn common_state(&self) -> Option<&PrescriptionState> {
        let first = &self.items.first()?.state;
        self.items.iter().all(|item| item.state == *first).then_some(first)
    }

    /// The names of its medicines, in its own order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|item| item.name.text.as_str())
    }

    /// When it was last told to have moved.
    pub fn last_moved(&self) -> Option<PartialDate> {
        self.items.iter().filter_map(|item| item.since).max()
    }
}

/// No two are joined: a surgery's word on what was asked for and a pharmacy's word on where it is are two things.
impl Entry for Prescription {
    const KIND: Kind = Kind::Prescriptions;
    type Likeness = StandsAlone;
    fn source_id(&self) -> &str {
        &self.source_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(states: &[PrescriptionState]) -> Prescription {
        let item = |state: &PrescriptionState| PrescribedItem {
            name: Coded::text("Amoxicillin"),
            quantity: None,
            dosage: None,
            coded_dosage: None,
            state: state.clone(),
            since: None,
            reason: None,
            note: None,
        };
        Prescription {
            source_id: "1".into(),
            number: None,
            items: states.iter().map(item).collect(),
            items_not_read: 0,
            course: Course::NotSaid,
            dated: None,
            prescriber: None,
            prescribed_at: None,
            pharmacy: None,
            comment: None,
        }
    }

    #[test]
    fn one_medicine_that_is_ready_makes_the_whole_prescription_ready() {
        use PrescriptionState::{Collected, ReadyToCollectInPart, WithPharmacy};
        assert_eq!(with(&[Collected, ReadyToCollectInPart, WithPharmacy]).stage(), Stage::Ready);
        assert_eq!(with(&[Collected, WithPharmacy]).stage(), Stage::UnderWay);
    }

    #[test]
    fn a_prescription_is_over_only_when_each_of_its_medicines_is() {
        use PrescriptionState::{Collected, NotDispensed, Other};
        assert_eq!(with(&[Collected, NotDispensed]).stage(), Stage::Over);
        assert_eq!(with(&[Collected, Other("Lost".into())]).stage(), Stage::NotKnown);
        assert_eq!(with(&[]).stage(), Stage::NotKnown);
    }

    #[test]
    fn medicines_in_two_states_have_no_common_one() {
        use PrescriptionState::{Collected, NotDispensed};
        assert_eq!(with(&[Collected, Collected]).common_state(), Some(&Collected));
        assert_eq!(with(&[Collected, NotDispensed]).common_state(), None);
    }
}
