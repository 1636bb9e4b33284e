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

/// How staff knew who somebody is, with whose word it was. There is no third way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Identified {
    ByDocuments,
    /// By somebody, named, who knows them.
    Vouched {
        by: String,
    },
}

impl Identified {
    /// None where nobody is named who vouched.
    pub fn of(how: HowIdentified, vouched_by: &str) -> Option<Self> {
        match (how, vouched_by.trim()) {
            (HowIdentified::Documents, _) => Some(Self::ByDocuments),
            (HowIdentified::Vouched, "") => None,
            (HowIdentified::Vouched, by) => Some(Self::Vouched { by: by.to_owned() }),
        }
    }

    pub const fn how(&self) -> HowIdentified {
        match self {
            Self::ByDocuments => HowIdentified::Documents,
            Self::Vouched { .. } => HowIdentified::Vouched,
        }
    }

    pub fn vouched_by(&self) -> Option<&str> {
        match self {
            Self::ByDocuments => None,
            Self::Vouched { by } => Some(by),
        }
    }
}
