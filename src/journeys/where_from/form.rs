//! "I have been to this hospital", and taking that back.

use serde::Deserialize;

use crate::domain::{OdsCode, Organisation};

/// The fields as they were sent; all may be missing.
#[derive(Default, Debug, Deserialize)]
pub struct PlaceForm {
    #[serde(default)]
    ods_code: String,
    /// `take-back` for a place that was added before; adding it, otherwise.
    #[serde(default)]
    what: String,
}

/// What the person wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    Ask(OdsCode),
    TakeBack(OdsCode),
}

impl PlaceForm {
    /// What is wished for, when it names an organisation that is connected; nothing else can be asked. Any place can
    /// be taken back, also one that is no longer connected.
    pub fn wish<'a>(&self, mut connected: impl Iterator<Item = &'a Organisation>) -> Option<Wish> {
        let code = OdsCode::parse(&self.ods_code).ok()?;
        if self.what == "take-back" {
            return Some(Wish::TakeBack(code));
        }
        connected.any(|organisation| organisation.ods_code == code).then_some(Wish::Ask(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::{hospital, surgery};

    fn wish(ods_code: &str, what: &str) -> Option<Wish> {
        let form = PlaceForm { ods_code: ods_code.into(), what: what.into() };
        form.wish([&*surgery(), &*hospital()].into_iter())
    }

    #[test]
    fn a_connected_place_can_be_added_and_no_other() {
        let code = hospital().ods_code.clone();
        assert_eq!(wish("RX901", ""), Some(Wish::Ask(code.clone())));
        assert_eq!(wish(" rx901 ", ""), Some(Wish::Ask(code)));
        for nowhere in ["", "RX999", "../etc", "<script>"] {
            assert_eq!(wish(nowhere, ""), None, "{nowhere}");
        }
    }

    #[test]
    fn a_place_that_is_no_longer_connected_can_still_be_taken_back() {
        let code = OdsCode::parse("RX999").expect("a code");
        assert_eq!(wish("RX999", "take-back"), Some(Wish::TakeBack(code)));
        assert_eq!(wish("", "take-back"), None);
    }
}
