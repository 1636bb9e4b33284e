//! Somebody stands at the desk: how staff know who they are, and what is handed to them. Every code that reception gives
//! begins and ends here.

mod form;
mod page;

pub use form::{read, refused};
pub use page::{AfterSlip, GivenLately, Slip, WhoTheyAre};

use crate::access::{AsReception, OnDuty};
use crate::store::{CodeGiven, DeskCode};
use crate::web::{AppState, PageError};

/// How many codes that were given a page lists.
const LISTED: i64 = 20;

pub type Reception = OnDuty<AsReception>;

/// A code that was given, and the name of who gave it.
pub type Given = (CodeGiven, Option<String>);

/// The codes of one sort that were given at this desk lately.
///
/// # Errors
/// When our database does not answer.
pub async fn given_lately(app: &AppState, by: &Reception, what: DeskCode) -> Result<Vec<Given>, PageError> {
    let codes = app.database.codes_given(what, by.organisation(), LISTED).await;
    let mut given = Vec::new();
    for one in codes.map_err(PageError::internal)? {
        let who = app.access.staff.name_of(by.organisation(), one.by).await.map_err(PageError::internal)?;
        given.push((one, who));
    }
    Ok(given)
}
