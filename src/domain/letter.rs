//! Letters and documents.

use serde::{Deserialize, Serialize};

use super::{Entry, Kind, PartialDate, StandsAlone, Ties};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Letter {
    pub source_id: String,
    /// What it is about; the source's own title.
    pub title: String,
    /// "Discharge summary", "Clinic letter".
    pub what_kind: Option<String>,
    pub written: Option<PartialDate>,
    pub author: Option<String>,
    /// The text itself, where the source sent it as text.
    pub text: Option<String>,
    /// The same as HTML, as the source sent it: anything may stand in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The file's type, such as `application/pdf`, where it is a file.
    pub file_type: Option<String>,
    /// The file's size in bytes, where told.
    pub file_size: Option<u64>,
    /// Where its holder keeps the file, as the holder told it; only the holder's own connector follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_address: Option<String>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
}

impl Entry for Letter {
    const KIND: Kind = Kind::Letters;
    type Likeness = StandsAlone;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
