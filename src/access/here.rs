//! Who is logged in and whose record they look at, as every page around a handler's own part needs to know it.

use std::sync::{Arc, OnceLock};

use crate::domain::{AccountId, PersonId};
use crate::store::Keys;

/// The name of the field by which a form says whose record it is about.
pub const WHOSE_RECORD: &str = "whose-record";

/// Filled in when a permit is made, or refused: pages carry it in their header, and forms the subject in a field.
#[derive(Clone, Debug, Default)]
pub struct LoggedInName(Arc<OnceLock<Here>>);

/// Who is logged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Here {
    pub name: String,
    /// Whose record this log-in looks at, for the forms of a page: it says nothing to whoever reads it.
    pub subject: String,
    pub acting: Option<Acting>,
}

/// For whom somebody acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acting {
    /// The patient's full name.
    pub name: String,
    /// Whether this page is about the patient; some are about whoever acts.
    pub is_about_patient: bool,
}

impl Here {
    /// Whether what was typed into a form with these subjects is about whose record this is. What names none was typed
    /// in one's own record.
    pub fn is_about<'s>(&self, mut subjects: impl Iterator<Item = &'s str>) -> bool {
        match subjects.next() {
            Some(first) => first == self.subject && subjects.all(|said| said == self.subject),
            None => self.acting.is_none(),
        }
    }
}

impl LoggedInName {
    pub fn get(&self) -> Option<&str> {
        self.here().map(|here| &*here.name)
    }

    pub fn here(&self) -> Option<&Here> {
        self.0.get()
    }

    pub(super) fn fill(&self, here: Here) {
        let _ = self.0.set(here);
    }
}

/// What a form about `subject` says in a page of `actor`: 128 bits of an HMAC.
pub(super) fn subject_tag(keys: &Keys, actor: AccountId, subject: PersonId) -> String {
    let tag = keys.look_up("subject-of-form", &format!("{} {}", actor.0, subject.0));
    tag.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What a form that came in says of whose record it is about; put into the request by whoever reads forms first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PostedSubject(pub Vec<String>);

impl PostedSubject {
    /// Whether the form is about this subject and no other. One that does not say is taken from nobody who acts for
    /// somebody else.
    pub(super) fn fits(&self, here: &Here) -> bool {
        here.is_about(self.0.iter().map(String::as_str))
    }
}
