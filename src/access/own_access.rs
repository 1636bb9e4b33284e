//! Somebody's own online access that staff stopped at their wish: their log-in works and opens one page, which says so and
//! whom to call. Those whom they help they can still help.

use axum::http::Method;

use super::Access;
use crate::domain::{AccountId, OdsCode};
use crate::store::StoreError;

/// Where the page is.
pub(super) const OWN_ACCESS_STOPPED: &str = "/access-stopped";

/// What stays open to whoever's own access is stopped: nothing of their own record.
pub(super) fn is_open(method: &Method, route: &str) -> bool {
    let is_read = *method == Method::GET || *method == Method::HEAD;
    match route {
        OWN_ACCESS_STOPPED | "/log-out" | "/helping/code" | "/helping/{id}" | "/helping/stopped/{why}" => {
            is_read
        }
        "/helping" | "/helping/switch" | "/stay" => true,
        _ => false,
    }
}

impl Access {
    /// By whose staff an account's own access is stopped.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn own_access_stopped_by(&self, account: AccountId) -> Result<Option<OdsCode>, StoreError> {
        self.people.stopped_by(account).await
    }
}
