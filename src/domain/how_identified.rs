//! How staff knew who somebody is who stood before them.

/// Never facts alone: somebody close to the person may know them too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowIdentified {
    /// Photo identification and proof of address.
    Documents,
    /// A named member of staff knows them.
    Vouched,
}

impl HowIdentified {
    pub const ALL: [Self; 2] = [Self::Documents, Self::Vouched];

    /// The word in the database and in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Vouched => "vouched",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.slug() == slug)
    }
}
