//! A change that a person wants made to what national demographics hold of them.

use serde::{Deserialize, Serialize};

use super::{ContactChange, ContactDetails};

/// One change of what was seen: another state of the record is not written over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChangeDetails {
    pub seen: ContactDetails,
    pub change: ContactChange,
    /// What the pharmacy is called, where one is chosen.
    pub pharmacy_name: Option<String>,
}
