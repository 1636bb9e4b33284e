//! A medicine that a person asks a surgery for again.

use serde::{Deserialize, Serialize};

use super::{Asking, OdsCode};

/// One medicine, as the page showed it when it was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderMedicine {
    /// The surgery's own id of the plan.
    pub repeat: String,
    pub name: String,
    pub dosage: Option<String>,
    pub quantity: Option<String>,
    /// For the surgery to read.
    pub comment: Option<String>,
    /// For this one time; otherwise it goes to the one that was chosen for all prescriptions.
    pub pharmacy: Option<ChosenPharmacy>,
}

/// A pharmacy that somebody chose from a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChosenPharmacy {
    pub ods_code: OdsCode,
    pub name: String,
}

impl OrderMedicine {
    pub fn asking(&self) -> Asking<'_> {
        Asking {
            repeat: &self.repeat,
            comment: self.comment.as_deref(),
            pharmacy: self.pharmacy.as_ref().map(|pharmacy| &pharmacy.ods_code),
        }
    }
}
