//! Logging in and out.

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use tower_sessions::{Session, SessionStore as _};
use uuid::Uuid;

use super::bundle::Access;
use super::cookies::ForgetEverything;
use super::patient_token::{HospitalGrant, HospitalWay, PatientPresent};
use super::permit::Permit;
use super::proof::RecentlyProven;
use crate::domain::{AccountId, OdsCode, PersonId};
use crate::store::{ACCOUNT, Outbox, StoreError};

/// Why somebody with the right password is not logged in.
#[derive(Debug, thiserror::Error)]
pub enum CannotLogIn {
    #[error("the session could not be stored")]
    Session(#[from] tower_sessions::session::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the session has ended meanwhile")]
    Ended,
}

/// Logs an account in, under a session id that nobody has seen before; a session that the browser had ends.
///
/// # Errors
/// When it is not stored; then nobody is logged in.
pub async fn log_in(access: &Access, session: &Session, account: AccountId) -> Result<(), CannotLogIn> {
    if let Some(before) = session.id() {
        access.presences.end(&before);
    }
    // Not `flush`: the session would be stored again under the id that the browser brought.
    session.cycle_id().await?;
    session.insert(ACCOUNT, account.0).await?;
    session.save().await?;
    access.accounts.note_log_in(account).await?;
    tracing::info!(account = %account.0, "logged in");
    Ok(())
}

/// What NHS login said of whoever just came from there; whoever makes one has checked the ID token's signature, that
/// it was asked for by this session, and that its NHS number is the person's.
#[derive(Clone, Debug)]
pub struct CameByNhsLogin {
    pub person: PersonId,
    pub id_token: SecretString,
    /// When the ID token runs out.
    pub until: DateTime<Utc>,
}

/// As [`log_in`], for a patient who came by NHS login: while this log-in lasts, those sources are asked too that
/// answer only to the patient's own national token.
///
/// # Errors
/// As [`log_in`].
pub async fn log_in_by_nhs_login(
    access: &Access,
    session: &Session,
    account: AccountId,
    came: CameByNhsLogin,
) -> Result<(), CannotLogIn> {
    log_in(access, session, account).await?;
    if let Some(id) = session.id() {
        let CameByNhsLogin { person, id_token, until } = came;
        access.presences.put(id, PatientPresent::by_nhs_login(person, id_token, until));
    }
    Ok(())
}

/// Keeps, for as long as this log-in lasts, what a hospital gave after its patient logged in there. Nothing is kept
/// for anyone but the patient.
pub fn hospital_let_in(
    access: &Access,
    session: &Session,
    permit: &Permit,
    hospital: OdsCode,
    grant: HospitalGrant,
) {
    if let Some(present) = present(access, session, permit) {
        present.arrived_at(hospital, grant);
    }
}

/// Keeps what the patient's browser goes to a hospital with, for as long as this log-in lasts. False for anyone but the
/// patient: nobody else logs in there.
pub fn left_for_hospital(access: &Access, session: &Session, permit: &Permit, way: HospitalWay) -> bool {
    let present = present(access, session, permit);
    present.inspect(|present| present.left_for(way)).is_some()
}

/// What the patient's browser went to a hospital with, where it comes back with the same `state`, once and in time.
pub fn back_from_hospital(
    access: &Access,
    session: &Session,
    permit: &Permit,
    state: &str,
    now: DateTime<Utc>,
) -> Option<HospitalWay> {
    present(access, session, permit)?.came_back(state, now)
}

/// The patient of this log-in, present; nobody where somebody else is looking.
fn present(access: &Access, session: &Session, permit: &Permit) -> Option<PatientPresent> {
    let id = session.id().filter(|_| permit.is_the_patients_own())?;
    let id = access.sessions.current(id);
    let present = access.presences.of(&id).filter(|present| present.person() == permit.subject().id);
    Some(present.unwrap_or_else(|| {
        let present = PatientPresent::by_own_log_in(permit.subject().id);
        access.presences.put(id, present.clone());
        present
    }))
}

/// Ends the session; the headers make the browser forget it and all that it keeps of our pages.
///
/// # Errors
/// When it is not ended.
pub async fn log_out(
    access: &Access,
    session: &Session,
) -> Result<ForgetEverything, tower_sessions::session::Error> {
    if let Some(id) = session.id() {
        let current = access.sessions.current(id);
        // Logging out must not fail for it: the helper's first line says that it was for that visit.
        if let Err(error) = access.helper_went(session).await {
            tracing::warn!(%error, "that a helper went is not written down");
        }
        access.presences.end(&current);
        access.sessions.delete(&current).await?;
        session.flush().await?;
    }
    Ok(access.cookie.forget())
}

/// Ends one other log-in of an account, with what it brought along; another account's stays.
///
/// # Errors
/// When it is not ended.
pub async fn log_out_there(access: &Access, account: AccountId, device: Uuid) -> Result<(), StoreError> {
    let ended = access.sessions.end(account, device).await?;
    access.presences.end_those(|id, _| ended.holds(id));
    Ok(())
}

/// Ends every log-in of an account, with what they brought along, and its address for a calendar; the headers make this browser forget it.
///
/// # Errors
/// When they are not ended.
pub async fn log_out_everywhere(
    access: &Access,
    session: &Session,
    account: AccountId,
) -> Result<ForgetEverything, StoreError> {
    access.end_calendar_feed(account).await?;
    let ended = access.sessions.end_all(account).await?;
    access.presences.end_those(|id, _| ended.holds(id) || session.id().as_ref() == Some(id));
    Ok(access.cookie.forget())
}

/// Deletes the account of whoever has just shown that it is theirs, with all that is kept about them but the log of who
/// looked. They are told outside of the portal that it was done.
///
/// # Errors
/// When it is not deleted; then nothing is.
pub async fn close_account(
    access: &Access,
    proven: &RecentlyProven,
    outbox: &Outbox,
) -> Result<ForgetEverything, StoreError> {
    let person = proven.subject().id;
    access.accounts.close((person, proven.actor()), outbox).await?;
    access.sessions.forget_recent();
    access.presences.end_those(|_, present| present.person() == person);
    Ok(access.cookie.forget())
}
