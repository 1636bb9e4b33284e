//! The organisations that hold records.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// An organisation's code in the Organisation Data Service: letters and digits, in capitals.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OdsCode(String);

/// Something that is not an ODS code.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("an ODS code has 3 to 12 letters and digits")]
pub struct NotAnOdsCode;

impl OdsCode {
    pub fn parse(text: &str) -> Result<Self, NotAnOdsCode> {
        let code = text.trim().to_ascii_uppercase();
        let fits = (3..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits { Ok(Self(code)) } else { Err(NotAnOdsCode) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OdsCode {
    type Error = NotAnOdsCode;
    fn try_from(text: String) -> Result<Self, NotAnOdsCode> {
        Self::parse(&text)
    }
}

impl From<OdsCode> for String {
    fn from(code: OdsCode) -> String {
        code.0
    }
}

impl fmt::Display for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of place an organisation is; it gives the coloured edge of its entries.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    Gp,
    Hospital,
    Community,
    National,
}

/// An organisation as pages name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organisation {
    pub ods_code: OdsCode,
    pub name: String,
    pub setting: Setting,
    /// As it should be read out and printed.
    pub phone: Option<String>,
    /// Since when its online records run.
    pub records_start: Option<PartialDate>,
}
