//! What the national demographics service knows about a person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{NhsNumber, OdsCode};

/// The few facts that decide who may be asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Demographics {
    /// The number in force; another one than was asked for when that was superseded.
    pub nhs_number: NhsNumber,
    pub names: Vec<String>,
    pub date_of_birth: Option<NaiveDate>,
    /// The registered GP surgery; none for some people, and never told for restricted ones.
    pub gp_surgery: Option<OdsCode>,
    /// The record is restricted (marked `R` or `V`): nothing beyond what that allows is asked.
    pub restricted: bool,
    pub died: bool,
}
