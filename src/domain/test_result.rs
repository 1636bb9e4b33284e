//! Test results and measurements.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Coded, Entry, Held, JoinKey, KeptBack, Kind, PartialDate, ResultWait};

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
    fn source_id(&self) -> &str {
        &self.source_id
    }
    fn waits(held: &Held<Self>, wait: &ResultWait, now: DateTime<Utc>) -> Option<KeptBack> {
        wait.of_result(held, now)
    }
    /// The same coded test of the same moment with the same value: one sample reported to two places.
    fn join_key(&self) -> Option<JoinKey> {
        let code = self.name.snomed()?;
        let taken = self.taken?.moment()?;
        let value = self.value.as_ref().map(|value| format!("{value:?}"))?;
        Some(JoinKey::of([code, &taken.to_rfc3339(), &value]))
    }
}
