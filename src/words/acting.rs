//! What our words say of the patient to somebody who acts for them: each sentence that says "you" of the patient has a
//! twin in `of_the_patient.toml` that does not, so that no page has to choose.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Our English words, and what stands in their place.
const FILE: &str = include_str!("of_the_patient.toml");

static TWINS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    toml::from_str(FILE).unwrap_or_else(|error| {
        tracing::error!(%error, "the words for people who act for a patient are left out");
        HashMap::new()
    })
});

/// What these words of ours are to a reader who acts for the patient.
pub(super) fn of_the_patient(english: &'static str) -> &'static str {
    TWINS.get(english).map_or(english, String::as_str)
}

/// Each sentence with its twin.
#[cfg(test)]
pub(super) fn twins() -> impl Iterator<Item = (&'static str, &'static str)> {
    TWINS.iter().map(|(english, twin)| (english.as_str(), twin.as_str()))
}
