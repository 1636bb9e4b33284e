//! What has been gathered, closed until the access log says who opened it.

use std::sync::Arc;

use crate::domain::{Kinds, OdsCode, PersonId};

/// What is inside, as the access log names it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents {
    pub holders: Arc<[OdsCode]>,
    pub kinds: Kinds,
}

/// Something about one person that only [`super::Permit::disclose`] opens, once the access log holds the row.
#[derive(Debug)]
pub struct Sealed<T> {
    subject: PersonId,
    contents: Contents,
    value: T,
}

impl<T> Sealed<T> {
    /// Closes what has been gathered about `subject`.
    pub fn seal(subject: PersonId, contents: Contents, value: T) -> Self {
        Self { subject, contents, value }
    }

    pub(super) fn subject(&self) -> PersonId {
        self.subject
    }

    pub(super) fn contents(&self) -> &Contents {
        &self.contents
    }

    pub(super) fn open(self) -> T {
        self.value
    }
}
