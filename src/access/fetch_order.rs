//! The narrow right to ask organisations about one person.

use std::sync::Arc;

use uuid::Uuid;

use super::asker::Asker;
use super::patient_token::{LogInId, PatientToken};
use crate::domain::{NhsNumber, Person};

/// Whose authority a question to an organisation carries. Answers got under one are never shown under another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Authority {
    /// The patient's own log-in here.
    OwnLogIn,
    /// An engineer's check from the command line.
    SourceCheck,
    /// A token of the patient's own, with the patient present in this one log-in.
    PatientPresent(LogInId),
}

impl Authority {
    /// The word under which last good copies are kept; none where nothing may be kept beyond the log-in.
    pub const fn copies_under(self) -> Option<&'static str> {
        match self {
            Authority::OwnLogIn => Some("own-log-in"),
            Authority::SourceCheck => Some("source-check"),
            Authority::PatientPresent(_) => None,
        }
    }
}

/// The right to ask organisations about one person, made only from a [`super::Permit`] (or for the command line's
/// check). It opens nothing: what comes back is sealed.
#[derive(Clone, Debug)]
pub struct FetchOrder {
    subject: Arc<Person>,
    /// Every number that means this person: the one in force first, then superseded ones.
    numbers: Vec<NhsNumber>,
    authority: Authority,
    /// Only under [`Authority::PatientPresent`], and then always.
    token: Option<PatientToken>,
}

impl FetchOrder {
    pub(super) fn new(subject: Arc<Person>, authority: Authority) -> Self {
        let numbers = vec![subject.nhs_number];
        Self { subject, numbers, authority, token: None }
    }

    /// With the one token of the patient's that a source wants.
    pub(super) fn with_patient_present(subject: Arc<Person>, token: PatientToken) -> Self {
        let authority = Authority::PatientPresent(token.log_in());
        Self { token: Some(token), ..Self::new(subject, authority) }
    }

    /// For `front-door check-source`: one person, no record shown, counts only.
    pub fn for_source_check(subject: Person) -> Self {
        Self::new(Arc::new(subject), Authority::SourceCheck)
    }

    /// The same order with another number in force, as national demographics said; the former numbers still mean
    /// the same person.
    #[must_use]
    pub fn with_number_in_force(mut self, number: NhsNumber) -> Self {
        self.numbers.retain(|known| *known != number);
        self.numbers.insert(0, number);
        self
    }

    pub fn subject(&self) -> &Person {
        &self.subject
    }

    /// The number to ask with.
    pub fn nhs_number(&self) -> NhsNumber {
        self.numbers.first().copied().unwrap_or(self.subject.nhs_number)
    }

    /// Every number that means the subject, the one in force first.
    pub fn numbers(&self) -> &[NhsNumber] {
        &self.numbers
    }

    /// Whether a number in an answer means the subject.
    pub fn means_subject(&self, number: NhsNumber) -> bool {
        self.numbers.contains(&number)
    }

    pub fn authority(&self) -> Authority {
        self.authority
    }

    /// The patient's own token, where the patient is present and the source answers to nobody else.
    pub fn patient_token(&self) -> Option<&PatientToken> {
        self.token.as_ref()
    }
}

/// The right to have an organisation do one thing for one person, made only from a [`super::Permit`], or by
/// [`super::Access::follow_up`] for what was written down under one. It carries what the organisation sees again whenever
/// the same wish is sent again, so that nothing is done twice.
#[derive(Clone, Debug)]
pub struct ActOrder {
    order: FetchOrder,
    wish: Uuid,
    /// Who asked for it, where it was not the patient.
    carer: Option<Arc<str>>,
}

impl ActOrder {
    pub(super) fn new(order: FetchOrder, wish: Uuid) -> Self {
        Self { order, wish, carer: None }
    }

    /// The same, asked for by whoever it was.
    #[must_use]
    pub fn asked_by(self, asker: &Asker) -> Self {
        Self { carer: asker.carer().map(Arc::from), ..self }
    }

    /// The same, with another number in force, as national demographics said.
    #[must_use]
    pub fn with_number_in_force(self, number: NhsNumber) -> Self {
        Self { order: self.order.with_number_in_force(number), ..self }
    }

    /// The right to ask about the same person: an act is checked, and read back, under the same authority.
    pub fn order(&self) -> &FetchOrder {
        &self.order
    }

    /// The name of whoever acts for the subject, where somebody does: the organisation is told both.
    pub fn carer(&self) -> Option<&str> {
        self.carer.as_deref()
    }

    /// The same for every try of one wish; a new wish of the person's has another.
    pub fn wish(&self) -> Uuid {
        self.wish
    }
}
