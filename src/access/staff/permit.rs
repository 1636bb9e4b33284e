//! The permit of staff: who asks, for which organisation, in which roles. No page of a patient's takes one, and no
//! [`crate::access::Permit`] comes out of it.

use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::StaffCookies;
use crate::access::{Access, Purpose};
use crate::domain::{Clock, Kinds, NhsNumber, OdsCode, PersonId, StaffId, StaffRole, StaffRoles};
use crate::store::{AccessLog, AccessRow, By, OwnNumber, People, StoreError};

/// One request's right to work at the staff desk. Made here alone, lives for one request, never copied.
#[derive(Debug)]
pub struct StaffPermit {
    id: StaffId,
    name: String,
    organisation: OdsCode,
    roles: StaffRoles,
    /// Whose record is their own, where somebody said so.
    own: Option<OwnNumber>,
    people: People,
    log: AccessLog,
    clock: Clock,
}

/// Why something that staff want to do is not written down; then it must not be done.
#[derive(Debug, thiserror::Error)]
pub enum CannotNote {
    /// Nobody works on their own record. The log says that they tried.
    #[error("it is about whoever wants to do it")]
    OwnRecord,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StaffPermit {
    pub fn id(&self) -> StaffId {
        self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The one organisation that whoever asks works for, and reaches.
    pub fn organisation(&self) -> &OdsCode {
        &self.organisation
    }

    pub fn roles(&self) -> StaffRoles {
        self.roles
    }

    /// Writes down what they do, before it is done; about a person, or about nobody.
    ///
    /// # Errors
    /// When it is about themselves, or the row is not safely stored; then nothing may be shown or changed.
    pub async fn note(
        &self,
        subject: Option<PersonId>,
        kinds: Kinds,
        purpose: Purpose,
    ) -> Result<(), CannotNote> {
        if let (Some(own), Some(person)) = (&self.own, subject)
            && self.people.has_number(person, own).await?
        {
            return Err(self.refused(&[person]).await?);
        }
        Ok(self.write(subject, kinds, purpose).await?)
    }

    /// The same about everyone who has or had this NHS number here, perhaps nobody; who that is.
    ///
    /// # Errors
    /// As [`Self::note`].
    pub async fn note_number(
        &self,
        number: NhsNumber,
        purpose: Purpose,
    ) -> Result<Vec<PersonId>, CannotNote> {
        let people = self.people_of(number).await?;
        for person in &people {
            self.write(Some(*person), Kinds::NONE, purpose).await?;
        }
        if people.is_empty() {
            self.write(None, Kinds::NONE, purpose).await?;
        }
        Ok(people)
    }

    /// Everyone who has or had this NHS number here.
    ///
    /// # Errors
    /// When it is their own, or the database does not answer.
    pub async fn people_of(&self, number: NhsNumber) -> Result<Vec<PersonId>, CannotNote> {
        let people = self.people.all_of_nhs_number(number).await?;
        match &self.own {
            Some(own) if self.people.own_number(number) == *own => Err(self.refused(&people).await?),
            _ => Ok(people),
        }
    }

    /// Whether this is their own record, as far as somebody said so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_own(&self, person: PersonId) -> Result<bool, StoreError> {
        match &self.own {
            Some(own) => self.people.has_number(person, own).await,
            None => Ok(false),
        }
    }

    /// Writes down that they wanted to do something about themselves.
    async fn refused(&self, people: &[PersonId]) -> Result<CannotNote, StoreError> {
        self.write(people.first().copied(), Kinds::NONE, Purpose::StaffRefused).await?;
        tracing::warn!(staff = %self.id.0, "staff do nothing about their own record");
        Ok(CannotNote::OwnRecord)
    }

    async fn write(
        &self,
        subject: Option<PersonId>,
        kinds: Kinds,
        purpose: Purpose,
    ) -> Result<(), StoreError> {
        let row = AccessRow {
            at: self.clock.now(),
            by: By::staff(self.id, self.organisation.clone()),
            subject,
            holders: [self.organisation.clone()].into(),
            kinds,
            purpose: purpose.slug(),
        };
        self.log.write(row).await
    }
}

/// Why a request gets none.
#[derive(Debug, thiserror::Error)]
pub enum NoStaffPermit {
    #[error("nobody is logged in at the staff desk")]
    NotLoggedIn {
        /// The browser came with a log-in that has ended, or never was one.
        expired: bool,
        cookies: StaffCookies,
    },
    #[error("the page is not for this role")]
    NotTheirs,
    #[error("the database does not say who is logged in")]
    Store(#[from] StoreError),
}

/// To the log-in of staff; `web` makes pages of the bare answers.
impl IntoResponse for NoStaffPermit {
    fn into_response(self) -> Response {
        match self {
            Self::NotLoggedIn { expired: false, .. } => Redirect::to("/staff/log-in").into_response(),
            Self::NotLoggedIn { expired: true, cookies } => {
                let mut response = Redirect::to("/staff/log-in?after=ended").into_response();
                for gone in cookies.forget() {
                    response.headers_mut().append(header::SET_COOKIE, gone);
                }
                response
            }
            Self::NotTheirs => StatusCode::FORBIDDEN.into_response(),
            Self::Store(error) => {
                tracing::error!(%error, "no staff can be let in");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    }
}

impl<S> FromRequestParts<S> for StaffPermit
where
    S: Send + Sync,
    Access: FromRef<S>,
{
    type Rejection = NoStaffPermit;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NoStaffPermit> {
        let access = Access::from_ref(state);
        let cookies = access.staff.cookies();
        let Some(token) = cookies.brought_session(&parts.headers) else {
            return Err(NoStaffPermit::NotLoggedIn { expired: false, cookies });
        };
        let (now, idle) = (access.clock.now(), access.staff.limits.idle);
        let Some(session) = access.staff.store.session(&token, now, idle).await? else {
            return Err(NoStaffPermit::NotLoggedIn { expired: true, cookies });
        };
        let account = session.account;
        Ok(Self {
            id: account.id,
            name: account.name,
            organisation: account.organisation,
            roles: account.roles,
            own: account.own_number,
            people: access.people.clone(),
            log: access.log.clone(),
            clock: access.clock.clone(),
        })
    }
}

/// For which roles a page is: whoever has one of them.
pub trait Duty: Send + Sync + 'static {
    const ROLES: &'static [StaffRole];
}

macro_rules! duties {
    ($($(#[$doc:meta])* $name:ident = $($role:ident)|+,)+) => {
        $($(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl Duty for $name {
            const ROLES: &'static [StaffRole] = &[$(StaffRole::$role),+];
        })+
    };
}

duties! {
    AsReception = Reception,
    AsAccessTeam = AccessTeam,
    /// Whoever sets up terminals.
    AsTerminalHost = TerminalHost | Reception,
    AsServiceManager = ServiceManager,
    AsGovernance = InformationGovernance,
    AsAdministrator = Administrator,
}

/// A permit of somebody whose role a page is for. A handler that takes this refuses everyone else, and the log says so.
#[derive(Debug)]
pub struct OnDuty<D: Duty>(StaffPermit, PhantomData<D>);

impl<D: Duty> Deref for OnDuty<D> {
    type Target = StaffPermit;
    fn deref(&self) -> &StaffPermit {
        &self.0
    }
}

impl<S, D: Duty> FromRequestParts<S> for OnDuty<D>
where
    S: Send + Sync,
    Access: FromRef<S>,
{
    type Rejection = NoStaffPermit;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NoStaffPermit> {
        let permit = <StaffPermit as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        if D::ROLES.iter().any(|role| permit.roles.contains(*role)) {
            return Ok(Self(permit, PhantomData));
        }
        permit.write(None, Kinds::NONE, Purpose::StaffRefused).await?;
        tracing::warn!(staff = %permit.id.0, "a page is not for this role");
        Err(NoStaffPermit::NotTheirs)
    }
}
