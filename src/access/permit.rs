//! The permit: who is asking, about whom, and within which limits. Nothing of a record is read without one.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::acting;
use super::fetch_order::{ActOrder, Authority, FetchOrder};
use super::patient_token::{PatientPresent, Standing};
use super::purpose::Purpose;
use super::sealed::Sealed;
use crate::domain::{AccountId, Allowed, Clock, Kind, Kinds, OdsCode, Person, PersonId, WhyNotAsked};
use crate::store::{AccessLog, AccessRow, By, LoggedIn, Role, StoreError, Visits};

/// What somebody wants to do with a kind of entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    See,
    /// Have something done: book, order, change.
    Act,
}

/// What a permit allows: source × kind × action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Limits {
    /// The person's own record: everything.
    Own,
    /// Only what is listed, each organisation once.
    Only(Vec<Allowed>),
}

/// One request's right to see one person's record. Made by `access` alone, lives for one request, never copied.
#[derive(Debug)]
pub struct Permit {
    actor: AccountId,
    subject: Arc<Person>,
    /// By whose choice new results are shown.
    chooses: AccountId,
    authority: Authority,
    patient: Patient,
    limits: Limits,
    visits: Visits,
    proven_at: Option<DateTime<Utc>>,
    log: AccessLog,
    clock: Clock,
}

/// Whether the patient is there in person.
#[derive(Debug)]
enum Patient {
    /// In their own log-in, with what it brought along.
    Present(Option<PatientPresent>),
    /// Somebody else asks: a carer, a helper, whoever has a visit code.
    Absent,
    /// Nobody asks: this program does, by itself.
    Nobody,
}

/// As whom organisations are asked. What was joined of answers to one of these is never shown to another: the same
/// account may be logged in here with a password and elsewhere by NHS login.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct AsksAs {
    authority: Authority,
    patient: PatientAsks,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum PatientAsks {
    With(Standing),
    WithNothing,
    Not,
}

/// Nothing could be opened.
#[derive(Debug, thiserror::Error)]
pub enum CannotDisclose {
    #[error("the access log could not be written")]
    Log(#[source] StoreError),
    #[error("what was gathered is about somebody else")]
    WrongSubject,
}

impl Permit {
    /// For whoever is logged in to their own record; `present` is what this very log-in brought along.
    pub(super) fn own(who: LoggedIn, present: Option<PatientPresent>, log: AccessLog, clock: Clock) -> Self {
        let LoggedIn { account: actor, person: subject, visits, proven_at, .. } = who;
        let of_subject = |present: &PatientPresent| present.person() == subject.id && !present.has_ended();
        let patient = Patient::Present(present.filter(of_subject));
        let authority = Authority::OwnLogIn;
        let (chooses, limits) = (actor, Limits::Own);
        Self { actor, subject, chooses, authority, patient, limits, visits, proven_at, log, clock }
    }

    /// For whoever acts for the patient; `own_account` opens the patient's own record. [`super::acting`] alone makes one.
    pub(super) fn of_carer(
        actor: AccountId,
        subject: Arc<Person>,
        own_account: AccountId,
        allowed: Vec<Allowed>,
        log: AccessLog,
        clock: Clock,
    ) -> Self {
        Self {
            actor,
            subject,
            chooses: own_account,
            authority: Authority::OwnLogIn,
            patient: Patient::Absent,
            limits: Limits::Only(allowed),
            visits: Visits::default(),
            proven_at: None,
            log,
            clock,
        }
    }

    /// As for somebody else than the patient: no source is asked that answers to the patient alone.
    #[must_use]
    pub fn without_patient(self) -> Self {
        Self { patient: Patient::Absent, ..self }
    }

    /// As this program, while nobody is there.
    #[must_use]
    pub(super) fn by_itself(self) -> Self {
        Self { patient: Patient::Nobody, ..self }
    }

    /// The same with narrower limits.
    #[cfg(test)]
    pub(super) fn limited_to(self, list: Vec<(OdsCode, Kinds)>) -> Self {
        let allowed = list.into_iter().map(|(organisation, see)| Allowed {
            organisation,
            see,
            confidential: see,
            act: Kinds::NONE,
        });
        Self { limits: Limits::Only(allowed.collect()), ..self }
    }

    /// The same as of a parent, to whom nothing is given that is marked as confidential.
    #[cfg(test)]
    pub(super) fn without_confidential(mut self) -> Self {
        if let Limits::Only(list) = &mut self.limits {
            list.iter_mut().for_each(|allowed| allowed.confidential = Kinds::NONE);
        }
        self
    }

    /// The account that asks.
    pub fn actor(&self) -> AccountId {
        self.actor
    }

    /// The account by whose choice new results are shown now or later: the patient's own, whoever looks.
    pub fn chooses(&self) -> AccountId {
        self.chooses
    }

    /// The person whose record is asked for.
    pub fn subject(&self) -> &Arc<Person> {
        &self.subject
    }

    /// As whom organisations are asked under this permit, now.
    pub fn asks_as(&self) -> AsksAs {
        let patient = match &self.patient {
            Patient::Present(Some(present)) => PatientAsks::With(present.standing(self.clock.now())),
            Patient::Present(None) => PatientAsks::WithNothing,
            Patient::Absent | Patient::Nobody => PatientAsks::Not,
        };
        AsksAs { authority: self.authority, patient }
    }

    /// What it allows.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// When this visit of whoever asks began, and the one before.
    pub fn visits(&self) -> Visits {
        self.visits
    }

    /// When whoever asks last showed that it is them.
    pub(super) fn proven_at(&self) -> Option<DateTime<Utc>> {
        self.proven_at
    }

    /// Whether this kind of this organisation's may be seen.
    pub fn allows(&self, source: &OdsCode, kind: Kind, action: Action) -> bool {
        let Limits::Only(list) = &self.limits else { return true };
        list.iter().filter(|allowed| allowed.organisation == *source).any(|allowed| match action {
            Action::See => allowed.see.contains(kind),
            Action::Act => allowed.act.contains(kind),
        })
    }

    /// Whether this kind may be seen of any organisation.
    pub fn sees_any(&self, kind: Kind) -> bool {
        match &self.limits {
            Limits::Own => true,
            Limits::Only(list) => list.iter().any(|allowed| allowed.see.contains(kind)),
        }
    }

    /// Whether what this organisation marked as confidential may be seen too, of a kind that may be seen there.
    pub fn sees_confidential(&self, source: &OdsCode, kind: Kind) -> bool {
        let Limits::Only(list) = &self.limits else { return true };
        list.iter()
            .filter(|allowed| allowed.organisation == *source)
            .any(|allowed| allowed.confidential.contains(kind))
    }

    /// Whether what is marked as confidential is kept from whoever asks, of a kind that they see anywhere.
    pub fn keeps_confidential(&self, kind: Kind) -> bool {
        let Limits::Only(list) = &self.limits else { return false };
        list.iter().any(|allowed| allowed.see.contains(kind) && !allowed.confidential.contains(kind))
    }

    /// Of these kinds, those of which something may be seen somewhere.
    pub fn seen_of(&self, kinds: Kinds) -> Kinds {
        kinds.iter().filter(|kind| self.sees_any(*kind)).collect()
    }

    /// Whether something may be done with this kind at any organisation.
    pub fn does_any(&self, kind: Kind) -> bool {
        match &self.limits {
            Limits::Own => true,
            Limits::Only(list) => list.iter().any(|allowed| allowed.act.contains(kind)),
        }
    }

    /// Whether a page of ours at this address, as the table of URLs has it, is open to whoever asks.
    pub fn opens(&self, path: &str) -> bool {
        acting::is_open(self, path)
    }

    /// Whether whoever asks may be shown less than there is, and must not be able to tell how much less.
    pub fn is_limited(&self) -> bool {
        matches!(self.limits, Limits::Only(_))
    }

    /// Whether the patient themselves asks, in their own log-in.
    pub fn is_the_patients_own(&self) -> bool {
        matches!(self.patient, Patient::Present(_))
    }

    /// The narrow right to ask organisations, for work that goes on after the request. It carries nothing of the
    /// patient's.
    pub fn order(&self) -> FetchOrder {
        FetchOrder::new(self.subject.clone(), self.authority)
    }

    /// The right to ask a source that answers only to the patient's own national token, with the patient present.
    ///
    /// # Errors
    /// Why nobody may ask it now.
    pub fn order_by_nhs_login(&self) -> Result<FetchOrder, WhyNotAsked> {
        let token = match &self.patient {
            Patient::Present(Some(present)) => present.national(self.clock.now())?,
            Patient::Present(None) => return Err(WhyNotAsked::NeedsNhsLogin),
            Patient::Absent | Patient::Nobody => return Err(WhyNotAsked::OnlyThePatient),
        };
        Ok(FetchOrder::with_patient_present(self.subject.clone(), token))
    }

    /// The right to ask a hospital that answers only to its patient's own log-in there, with the patient present.
    ///
    /// # Errors
    /// Why nobody may ask it now.
    pub fn order_by_hospital_log_in(&self, hospital: &OdsCode) -> Result<FetchOrder, WhyNotAsked> {
        let token = match &self.patient {
            Patient::Present(Some(present)) => present.at_hospital(hospital)?,
            Patient::Present(None) => return Err(WhyNotAsked::NeedsHospitalLogIn),
            Patient::Absent | Patient::Nobody => return Err(WhyNotAsked::OnlyThePatient),
        };
        Ok(FetchOrder::with_patient_present(self.subject.clone(), token))
    }

    /// The right to have one thing of this kind done by this organisation, where the permit allows it. `wish` stays
    /// the same for every try of what the person asked for once.
    pub fn order_to_act(&self, source: &OdsCode, kind: Kind, wish: Uuid) -> Option<ActOrder> {
        self.allows(source, kind, Action::Act).then(|| ActOrder::new(self.order(), wish))
    }

    /// As [`Permit::order_to_act`], at a source that answers only to the patient's own national token.
    ///
    /// # Errors
    /// Why it may not be done there now.
    pub fn order_to_act_by_nhs_login(
        &self,
        source: &OdsCode,
        kind: Kind,
        wish: Uuid,
    ) -> Result<Option<ActOrder>, WhyNotAsked> {
        let order = self.order_by_nhs_login()?;
        Ok(self.allows(source, kind, Action::Act).then(|| ActOrder::new(order, wish)))
    }

    /// As [`Permit::order_to_act`], at a hospital that answers only to its patient's own log-in there.
    ///
    /// # Errors
    /// Why it may not be done there now.
    pub fn order_to_act_by_hospital_log_in(
        &self,
        source: &OdsCode,
        kind: Kind,
        wish: Uuid,
    ) -> Result<Option<ActOrder>, WhyNotAsked> {
        let order = self.order_by_hospital_log_in(source)?;
        Ok(self.allows(source, kind, Action::Act).then(|| ActOrder::new(order, wish)))
    }

    /// Writes down who opens what and why, then opens it. If that cannot be written, nothing is opened.
    ///
    /// # Errors
    /// [`CannotDisclose::Log`] when the row is not safely stored; [`CannotDisclose::WrongSubject`] when the sealed
    /// thing is about anyone but this permit's subject.
    pub async fn disclose<T>(&self, sealed: Sealed<T>, purpose: Purpose) -> Result<T, CannotDisclose> {
        if sealed.subject() != self.subject.id {
            tracing::error!("a sealed record of another person reached a permit");
            metrics::counter!("front_door_wrong_subject_total").increment(1);
            return Err(CannotDisclose::WrongSubject);
        }
        let contents = sealed.contents();
        self.write_down(self.subject.id, contents.holders.clone(), contents.kinds, purpose).await?;
        Ok(sealed.open())
    }

    /// Writes down that whoever asks changes something of the record, before it is changed.
    ///
    /// # Errors
    /// [`CannotDisclose::Log`] when the row is not safely stored; then nothing may be changed.
    pub async fn note(
        &self,
        holders: &[OdsCode],
        kinds: Kinds,
        purpose: Purpose,
    ) -> Result<(), CannotDisclose> {
        self.write_down(self.subject.id, holders.into(), kinds, purpose).await
    }

    /// As [`Permit::note`], in the log of the patient whose carer changes what they were given.
    pub(super) async fn note_about(
        &self,
        patient: PersonId,
        holders: &[OdsCode],
        kinds: Kinds,
        purpose: Purpose,
    ) -> Result<(), CannotDisclose> {
        self.write_down(patient, holders.into(), kinds, purpose).await
    }

    async fn write_down(
        &self,
        about: PersonId,
        holders: Arc<[OdsCode]>,
        kinds: Kinds,
        purpose: Purpose,
    ) -> Result<(), CannotDisclose> {
        let by = match self.patient {
            Patient::Present(_) if about == self.subject.id => By::patient(self.actor),
            Patient::Present(_) | Patient::Absent => By { role: Role::Carer, ..By::patient(self.actor) },
            Patient::Nobody => By::automatic(),
        };
        let row = AccessRow {
            at: self.clock.now(),
            by,
            subject: Some(about),
            holders,
            kinds,
            purpose: purpose.slug(),
        };
        self.log.write(row).await.map_err(CannotDisclose::Log)
    }
}
