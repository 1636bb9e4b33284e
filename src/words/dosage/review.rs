//! Whether our words for how to take a medicine may be shown: who has reviewed the patterns that they are made from.
//!
//! See `docs/decisions/0007-dosage-words-wait-for-a-pharmacist.md`.

use crate::words::glossary::PracticeMode;

/// A pharmacist's review of all patterns: what is put into words, in which words, and what never is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Review {
    /// Name and profession.
    pub by: &'static str,
    /// The day, as `2026-11-22`.
    pub on: &'static str,
    /// The fingerprint of what was reviewed, which a test compares with what is here. Whoever changes a pattern takes
    /// the review away, or has it done again.
    pub of: &'static str,
}

/// The review that counts. Nobody has reviewed the patterns yet.
const REVIEW: Option<Review> = None;

/// Shows that our words may be read: they are reviewed, or everybody is made up. Without it there are none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MayBeRead(Option<Review>);

impl MayBeRead {
    /// `practice` is there in practice mode alone.
    pub fn by(practice: Option<PracticeMode>) -> Option<Self> {
        Self::under(REVIEW, practice)
    }

    fn under(review: Option<Review>, practice: Option<PracticeMode>) -> Option<Self> {
        (review.is_some() || practice.is_some()).then_some(Self(review))
    }

    /// Who has reviewed them.
    pub fn review(self) -> Option<Review> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::digest;

    use super::*;

    const REVIEWED: Review = Review { by: "A Pharmacist", on: "2026-11-22", of: "" };

    /// Everything that decides which words are said.
    const PATTERNS: [&str; 8] = [
        include_str!("mod.rs"),
        include_str!("amounts.rs"),
        include_str!("clauses.rs"),
        include_str!("reader.rs"),
        include_str!("say.rs"),
        include_str!("tokens.rs"),
        include_str!("tests.rs"),
        include_str!("../../domain/dosage.rs"),
    ];

    fn fingerprint(patterns: &[&str]) -> String {
        let mut hash = digest::Context::new(&digest::SHA256);
        patterns.iter().for_each(|text| hash.update(text.as_bytes()));
        data_encoding::HEXLOWER.encode(&hash.finish().as_ref()[..16])
    }

    #[test]
    fn real_people_read_only_what_a_pharmacist_has_reviewed() {
        let practice = PracticeMode::where_set(true);
        assert_eq!(MayBeRead::under(None, None), None);
        assert_eq!(MayBeRead::under(None, practice).map(MayBeRead::review), Some(None));
        assert_eq!(MayBeRead::under(Some(REVIEWED), None).map(MayBeRead::review), Some(Some(REVIEWED)));
        // As it stands today.
        assert_eq!(MayBeRead::by(None).is_some(), REVIEW.is_some());
    }

    #[test]
    fn a_review_is_of_these_very_patterns() {
        let changed = PATTERNS.map(|text| text.replace("times a day", "times a week"));
        let changed: Vec<_> = changed.iter().map(String::as_str).collect();
        assert_ne!(fingerprint(&changed), fingerprint(&PATTERNS));
        let now = fingerprint(&PATTERNS);
        assert!(REVIEW.is_none_or(|review| review.of == now), "the patterns have changed since: {now}");
    }
}
