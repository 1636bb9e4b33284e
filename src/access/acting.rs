//! Acting for somebody else: the one place where a carer's permit is made, and the one list of pages that it opens.
//!
//! What is not on the list is closed to whoever acts for somebody else, so that a page that was not made for it can show
//! and do nothing by accident.

use std::sync::Arc;

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;

use super::bundle::Access;
use super::{NoPermit, Permit, Stopped};
use crate::domain::{
    AccountId, Allowed, Growing, Kind, Kinds, OnDay, Person, PersonId, kinds_to_do, together,
};
use crate::store::{KeptGrant, LoggedIn, StoreError};

/// What a page is to somebody who acts for a patient.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageFor {
    /// About the patient, whatever was given.
    Patient,
    /// About this kind of the patient's: not there where none of it was given.
    Kind(Kind),
    /// To have something done with one of these kinds, and to see what came of it: for whoever may do that somewhere.
    Doing(Kinds),
    /// About whoever acts.
    Actor,
    /// As `Actor`, and it changes nothing of a record: it need not say whose record it was on.
    ActorWhicheverRecord,
    /// About nobody: it looks as to somebody who is not logged in, so that nobody's own organisations stand under the
    /// name of another.
    Anybody,
    Closed,
}

/// The list. A page is opened here once all that it shows and does respects the permit, and
/// `tests/carers/leaks.rs` holds that.
fn page_for(method: &Method, path: &str) -> PageFor {
    let is_read = *method == Method::GET || *method == Method::HEAD;
    match path {
        "/" | "/record" | "/where-from" | "/where-from/waiting/{kind}" if is_read => PageFor::Patient,
        "/search" | "/download" => PageFor::Patient,
        "/search/{id}" if is_read => PageFor::Patient,
        "/appointments" | "/appointments/{id}" if is_read => PageFor::Kind(Kind::Appointments),
        "/appointments/{id}/calendar" if is_read => PageFor::Kind(Kind::Appointments),
        "/record/medicines" | "/record/medicines/{id}" if is_read => PageFor::Kind(Kind::Medicines),
        "/record/prescriptions" | "/record/prescriptions/{id}" if is_read => {
            PageFor::Kind(Kind::Prescriptions)
        }
        "/record/allergies" | "/record/allergies/{id}" if is_read => PageFor::Kind(Kind::Allergies),
        "/record/conditions" | "/record/conditions/{id}" if is_read => PageFor::Kind(Kind::Conditions),
        "/record/test-results" | "/record/test-results/{id}" if is_read => PageFor::Kind(Kind::TestResults),
        "/record/letters"
        | "/record/letters/{id}"
        | "/record/letters/{id}/file"
        | "/record/letters/{id}/pages"
            if is_read =>
        {
            PageFor::Kind(Kind::Letters)
        }
        "/record/vaccinations" | "/record/vaccinations/{id}" if is_read => PageFor::Kind(Kind::Vaccinations),
        "/record/visits" | "/record/visits/{id}" if is_read => PageFor::Kind(Kind::Visits),
        "/record/referrals" | "/record/referrals/{id}" if is_read => PageFor::Kind(Kind::Referrals),
        "/record/care-plans" | "/record/care-plans/{id}" if is_read => PageFor::Kind(Kind::CarePlans),
        "/record/questionnaires" | "/record/questionnaires/{id}" if is_read => {
            PageFor::Kind(Kind::Questionnaires)
        }
        "/appointments/book" | "/appointments/book/{organisation}" | "/appointments/{id}/cancel" => {
            PageFor::Doing(Kinds::just(Kind::Appointments))
        }
        "/appointments/{id}/coming" => PageFor::Doing(Kinds::just(Kind::Appointments)),
        "/record/referrals/{id}/no-longer-needed" => PageFor::Doing(Kinds::just(Kind::Referrals)),
        "/record/medicines/order" => PageFor::Doing(Kinds::just(Kind::Prescriptions)),
        "/messages" | "/messages/{id}" | "/messages/{id}/files/{place}" if is_read => {
            PageFor::Kind(Kind::Messages)
        }
        "/messages/new" | "/messages/new/{organisation}" | "/messages/{id}/reply" if is_read => {
            PageFor::Doing(Kinds::just(Kind::Messages))
        }
        "/messages/drafts/{id}" | "/messages/drafts/{id}/files" | "/messages/drafts/{id}/check" => {
            PageFor::Doing(Kinds::just(Kind::Messages))
        }
        "/kept-form" => PageFor::Patient,
        "/requests" | "/requests/{id}" if is_read => PageFor::Doing(kinds_to_do()),
        "/log-out" if is_read => PageFor::Actor,
        "/helping" | "/helping/stopped/{why}" if is_read => PageFor::Actor,
        "/helping/switch" | "/stay" => PageFor::ActorWhicheverRecord,
        "/complaints" | "/feedback" | "/no-gp-surgery" | "/someone-has-died" if is_read => PageFor::Anybody,
        "/find-a-service" | "/find-a-service/connected" | "/find-a-service/{id}" => PageFor::Anybody,
        _ => PageFor::Closed,
    }
}

/// Whether this page of ours is open under a permit, so that no page leads to one that is not.
pub(super) fn is_open(permit: &Permit, path: &str) -> bool {
    !permit.is_limited() || may_open(permit, page_for(&Method::GET, path)).is_ok()
}

/// Whether a page may be opened under the permit of whoever acts for the patient.
///
/// # Errors
/// What they are told instead.
pub(super) fn may_open(permit: &Permit, page: PageFor) -> Result<(), NoPermit> {
    match page {
        PageFor::Kind(kind) if !permit.sees_any(kind) => Err(NoPermit::NotGiven),
        PageFor::Doing(kinds) if kinds.iter().any(|kind| permit.does_any(kind)) => Ok(()),
        PageFor::Doing(kinds) if kinds.iter().any(|kind| permit.sees_any(kind)) => {
            Err(NoPermit::Stopped(Stopped::OnlyLooks))
        }
        PageFor::Doing(_) => Err(NoPermit::NotGiven),
        PageFor::Closed => Err(NoPermit::Stopped(Stopped::NotHere)),
        _ => Ok(()),
    }
}

/// What the page that a request asks for is to somebody who acts for a patient. An address that is not ours is closed.
pub(super) fn asked_page(parts: &Parts) -> PageFor {
    let path = parts.extensions.get::<MatchedPath>();
    path.map_or(PageFor::Closed, |path| page_for(&parts.method, path.as_str()))
}

impl Access {
    /// The permit of whoever is logged in and acts for a patient: what all of their grants that are active now give
    /// together. Nothing where none is, for whatever reason.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn carers_permit(
        &self,
        who: &LoggedIn,
        patient: PersonId,
    ) -> Result<Option<Permit>, StoreError> {
        // Who has become the patient's own account since looks at their own record.
        if patient == who.person.id {
            return Ok(None);
        }
        let Some((subject, own_account)) = self.grants.patient(patient).await? else { return Ok(None) };
        let allowed = self.allowed(who.account, &subject).await?;
        if allowed.is_empty() {
            return Ok(None);
        }
        let (log, clock) = (self.log.clone(), self.clock.clone());
        Ok(Some(Permit::of_carer(who.account, Arc::new(subject), own_account, allowed, log, clock)))
    }

    /// What all grants between the two that are active today give together.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn allowed(
        &self,
        carer: AccountId,
        patient: &Person,
    ) -> Result<Vec<Allowed>, StoreError> {
        let grants = self.grants.between(carer, patient.id).await?;
        let active = grants.iter().filter(|kept| self.on_today(kept, patient) == OnDay::Active);
        let parts = active.flat_map(|kept| {
            let with_confidential = self.gives_confidential(kept, patient);
            kept.grant.parts.iter().map(move |part| (part, with_confidential))
        });
        Ok(together(parts))
    }

    /// How a grant of this patient's stands today.
    pub fn on_today(&self, kept: &KeptGrant, patient: &Person) -> OnDay {
        kept.grant.on(kept.state, self.today(), patient.date_of_birth, self.ages)
    }

    /// Whether a grant of this patient's gives what is marked as confidential too, today.
    pub fn gives_confidential(&self, kept: &KeptGrant, patient: &Person) -> bool {
        kept.grant.gives_confidential(self.today(), patient.date_of_birth, self.ages)
    }

    /// How a parent's access to this patient's record stands as they grow up.
    pub fn growing(&self, kept: &KeptGrant, patient: &Person) -> Option<Growing> {
        kept.grant.growing(self.today(), patient.date_of_birth, self.ages)
    }

    /// Whether a patient is old enough to give access without anybody else.
    pub fn may_give(&self, patient: &Person) -> bool {
        self.ages.may_give(patient.date_of_birth, self.today())
    }

    /// The day in the UK, by which grants begin and end.
    pub fn today(&self) -> chrono::NaiveDate {
        self.clock.now().with_timezone(&chrono_tz::Europe::London).date_naive()
    }
}
