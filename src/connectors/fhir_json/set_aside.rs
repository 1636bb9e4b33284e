//! Why one entry is not shown, while the others are.

/// Why a resource did not become an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SetAside {
    /// The source took it back, or it never came into force; nobody needs to know.
    #[error("it does not count")]
    DoesNotCount,
    #[error("it has no usable name")]
    NoName,
    #[error("it does not say whom it is about")]
    NoSubject,
    #[error("it does not say what kind of thing it is")]
    NoKind,
    #[error("it is not a resource")]
    NotAResource,
}

impl SetAside {
    /// Whether people are told that one entry could not be read.
    pub fn is_counted(self) -> bool {
        self != Self::DoesNotCount
    }
}
