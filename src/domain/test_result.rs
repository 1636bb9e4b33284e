//! Test results and measurements.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Coded, Entry, Held, KeptBack, Kind, Organisation, PartialDate, ResultLikeness, ResultWait, Ties,
};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TestResult {
    pub source_id: String,
    pub name: Coded,
    pub value: Option<ResultValue>,
    /// The range the laboratory gave with this very result.
    pub range: Option<UsualRange>,
    /// The laboratory's own mark, such as "High"; never worked out by us.
    pub mark: Option<String>,
    pub state: ResultState,
    /// When the sample was taken or the measurement made; results are dated by this.
    pub taken: Option<PartialDate>,
    /// When it was reported.
    pub reported: Option<PartialDate>,
    /// The set of tests it came in: "Full blood count".
    pub group: Option<String>,
    /// The source's own id of the report it came in: results of one report stand together, in the report's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Blood pressure, pulse, weight and the like, by the source's category or by the code.
    #[serde(default, skip_serializing_if = "is_not")]
    pub is_vital_sign: bool,
    pub asked_by: Option<String>,
    pub comment: Option<String>,
    /// Values that belong together, such as the two of a blood pressure.
    pub parts: Vec<ResultPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// The part and side of the body that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_site: Option<String>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
}

/// What was taken from the person for a test.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sample {
    /// "Venous blood".
    pub what: Option<String>,
    /// The laboratory's own number of it.
    pub number: Option<String>,
}

/// What was stored before these fields were there reads as it did, and has the same fingerprint.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_not(truth: &bool) -> bool {
    !truth
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResultPart {
    pub name: Coded,
    pub value: Option<ResultValue>,
    pub range: Option<UsualRange>,
    pub mark: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ResultValue {
    Quantity {
        /// `<`, `<=`, `>=` or `>` where the value is only bounded.
        comparator: Option<String>,
        number: f64,
        /// As the source writes it; may be empty.
        unit: String,
    },
    Text(String),
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct UsualRange {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub text: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ResultState {
    Final,
    /// May still change.
    NotFinal,
    Corrected,
    Cancelled,
    NotSaid,
}

impl Entry for TestResult {
    const KIND: Kind = Kind::TestResults;
    type Likeness = ResultLikeness;
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn likeness(&self, _: &Organisation) -> Option<ResultLikeness> {
        ResultLikeness::of(self)
    }
    fn waits(held: &Held<Self>, wait: &ResultWait, now: DateTime<Utc>) -> Option<KeptBack> {
        wait.of_result(held, now)
    }
    fn ties(&self) -> &Ties {
        &self.ties
    }
}
