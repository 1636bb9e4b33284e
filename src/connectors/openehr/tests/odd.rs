//! No change to the example, however odd, makes the reading of it panic, or lets somebody else's row through.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{read, result_set};
use crate::connectors::ConnectorError;
use crate::connectors::tests::changed::{changed, changes, odd_values};

const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "é",
    "PARTY_SELF",
    "DV_INTERVAL<",
    "CLUSTER",
    "T",
    "2019-02-30T25:61+99",
    "2019-07-04Té",
    "openEHR-",
    "openEHR-EHR-OBSERVATION.laboratory_test_result",
    "::",
    "٣",
];

/// What only this reading minds.
fn own() -> Vec<Value> {
    TEXTS.iter().map(|text| json!(text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_to_the_example_makes_the_reading_panic(
        changes in changes(own()),
    ) {
        if let Ok(answer) = read(&changed(&result_set(), &changes)) {
            prop_assert!(answer.len() <= 11 + 20);
        }
    }

    #[test]
    fn somebody_elses_row_fails_the_answer_whatever_else_is_wrong(
        place in any::<proptest::sample::Index>(),
        odd in odd_values(own()),
        row in 0..10_usize,
    ) {
        let mut json = result_set();
        let composition = &mut json["rows"][row][3];
        *composition = changed(composition, &[(place, odd)]);
        json["rows"][row][1] = json!("9990000026");
        prop_assert_eq!(read(&json), Err(ConnectorError::AboutSomebodyElse));
    }
}
