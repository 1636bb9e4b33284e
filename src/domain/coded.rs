//! A thing with a name and, where the source gave them, codes.

use serde::{Deserialize, Serialize};

/// The text a source shows, with the codes behind it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Coded {
    /// The source's own words; never empty in an entry.
    pub text: String,
    pub codes: Vec<Code>,
}

/// One code of one system.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Code {
    pub system: CodeSystem,
    pub code: String,
}

/// The code systems we reason about.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum CodeSystem {
    /// SNOMED CT, which holds the medicines' codes of dm+d too.
    Snomed,
    Other(String),
}

impl CodeSystem {
    pub fn from_uri(uri: &str) -> Self {
        match uri {
            "http://snomed.info/sct" | "https://dmd.nhs.uk" => Self::Snomed,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Coded {
    /// Words without a code.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), codes: Vec::new() }
    }

    /// The SNOMED CT or dm+d code, where there is one.
    pub fn snomed(&self) -> Option<&str> {
        self.codes.iter().find(|code| code.system == CodeSystem::Snomed).map(|code| code.code.as_str())
    }
}
