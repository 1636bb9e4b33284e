//! Logging in and out.

use tower_sessions::Session;

use super::bundle::Access;
use super::cookies::ForgetEverything;
use crate::domain::AccountId;
use crate::store::{ACCOUNT, StoreError};

/// Why somebody with the right password is not logged in.
#[derive(Debug, thiserror::Error)]
pub enum CannotLogIn {
    #[error("the session could not be stored")]
    Session(#[from] tower_sessions::session::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Logs an account in, under a session id that nobody has seen before; a session that the browser had ends.
///
/// # Errors
/// When it is not stored; then nobody is logged in.
pub async fn log_in(access: &Access, session: &Session, account: AccountId) -> Result<(), CannotLogIn> {
    // Not `flush`: the session would be stored again under the id that the browser brought.
    session.cycle_id().await?;
    session.insert(ACCOUNT, account.0).await?;
    session.save().await?;
    access.accounts.note_log_in(account).await?;
    tracing::info!(account = %account.0, "logged in");
    Ok(())
}

/// Ends the session; the headers make the browser forget it and all that it keeps of our pages.
///
/// # Errors
/// When it is not ended.
pub async fn log_out(
    access: &Access,
    session: &Session,
) -> Result<ForgetEverything, tower_sessions::session::Error> {
    if session.id().is_some() {
        session.flush().await?;
    }
    Ok(access.cookie.forget())
}
