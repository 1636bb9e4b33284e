//! What staff do for somebody's safety without a word to anybody but those who answer for it.

use serde::{Deserialize, Serialize};

use super::NhsNumber;

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DoneQuietly {
    /// Looked at who acts for somebody.
    Looked,
    /// A carer sees nothing of the organisation's any more.
    CarerStopped,
    CarerLetIn,
    /// The patient is told things elsewhere than their own pages say, or nowhere.
    ToldElsewhere,
    /// They are told things where their own pages say, as before.
    ToldAsBefore,
    /// The patient's own access was stopped.
    OwnStopped,
    OwnGivenBack,
}

impl DoneQuietly {
    const ALL: [DoneQuietly; 7] = [
        DoneQuietly::Looked,
        DoneQuietly::CarerStopped,
        DoneQuietly::CarerLetIn,
        DoneQuietly::ToldElsewhere,
        DoneQuietly::ToldAsBefore,
        DoneQuietly::OwnStopped,
        DoneQuietly::OwnGivenBack,
    ];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            DoneQuietly::Looked => "looked",
            DoneQuietly::CarerStopped => "carer-stopped",
            DoneQuietly::CarerLetIn => "carer-let-in",
            DoneQuietly::ToldElsewhere => "told-elsewhere",
            DoneQuietly::ToldAsBefore => "told-as-before",
            DoneQuietly::OwnStopped => "own-stopped",
            DoneQuietly::OwnGivenBack => "own-given-back",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// About whom it was, and why. It says so itself, because the log-in that it was about may be closed later.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietFacts {
    pub patient: String,
    pub nhs_number: NhsNumber,
    /// The carer's name, where it was about one.
    pub carer: Option<String>,
    pub why: String,
}

/// Without names: logs must not hold them.
impl std::fmt::Debug for QuietFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QuietFacts(…)")
    }
}
