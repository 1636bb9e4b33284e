//! Test results and measurements.

use serde::{Deserialize, Serialize};

use super::{Coded, Entry, JoinKey, Kind, PartialDate, Ties};

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
    pub asked_by: Option<String>,
    pub comment: Option<String>,
    /// Values that belong together, such as the two of a blood pressure.
    pub parts: Vec<ResultPart>,
    /// What it says that it belongs to.
    #[serde(default, skip_serializing_if = "Ties::is_empty")]
    pub ties: Ties,
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
    fn ties(&self) -> &Ties {
        &self.ties
    }
    /// The same coded test of the same moment with the same value: one sample reported to two places.
    fn join_key(&self) -> Option<JoinKey> {
        let code = self.name.snomed()?;
        let taken = self.taken?.moment()?;
        let value = self.value.as_ref().map(|value| format!("{value:?}"))?;
        Some(JoinKey::of([code, &taken.to_rfc3339(), &value]))
    }
}
