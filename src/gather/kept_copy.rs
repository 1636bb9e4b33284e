//! How a last good copy is written down, and which copies may still be read.

use serde::{Deserialize, Serialize};

use crate::domain::Answer;

/// What was left out of a copy when it was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum LeftOut {
    /// What its holder labelled as not for the patient (decision 13).
    NotForThePatient,
}

/// A copy with what was left out of it. One that does not say so is older than the reading of these labels, and may hold
/// what nobody is to see: it is not read, and the next good answer replaces it.
#[derive(Serialize, Deserialize)]
struct Kept<A> {
    left_out: LeftOut,
    answer: A,
}

pub(super) fn written(answer: &Answer) -> Vec<u8> {
    serde_json::to_vec(&Kept { left_out: LeftOut::NotForThePatient, answer }).unwrap_or_default()
}

pub(super) fn read(plain: &[u8]) -> Option<Answer> {
    serde_json::from_slice::<Kept<Answer>>(plain).ok().map(|kept| kept.answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{InAnswer, Letter, Part};

    #[test]
    fn a_copy_from_before_labels_were_read_is_not_shown_and_one_of_now_is() {
        let mut answer = Answer::default();
        Letter::put(&mut answer, Part::default());
        let before = serde_json::to_vec(&answer).expect("JSON");
        assert!(serde_json::from_slice::<Answer>(&before).is_ok(), "such copies were kept");
        assert_eq!(read(&before), None);
        assert_eq!(read(&written(&answer)), Some(answer));
    }
}
