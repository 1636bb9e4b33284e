//! Your health record: doors to each kind, the lists and the single entries.

pub mod all;
pub mod allergies;
pub mod asked;
pub mod care_journey;
pub mod care_plans;
pub mod conditions;
pub mod detail;
pub mod disagreements;
mod dosage_words;
pub mod entry_words;
pub mod front;
pub mod hiding;
mod holder_that;
#[cfg(test)]
mod joined_tests;
pub mod kinds;
pub mod letters;
pub mod list;
pub mod list_page;
pub mod listed;
pub mod medicines;
pub mod narrowing;
pub mod paging;
pub mod plain_words;
pub mod prescriptions;
pub mod questionnaires;
pub mod referrals;
pub mod request_words;
pub mod side_by_side;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod test_results;
pub mod vaccinations;
pub mod visits;
pub mod whole;
pub mod wrong;

pub use holder_that::holder_that;

use crate::access::{Permit, Purpose, Sealed};
use crate::store::StoreError;
use crate::web::PageError;

/// Opens what was gathered, once the access log says so.
///
/// # Errors
/// [`PageError::Internal`] where our own database failed before anything was gathered;
/// [`PageError::CannotDisclose`] where the access log could not be written.
pub async fn opened<T>(
    permit: &Permit,
    sealed: Result<Sealed<T>, StoreError>,
    purpose: Purpose,
) -> Result<T, PageError> {
    let sealed = sealed.map_err(PageError::internal)?;
    permit.disclose(sealed, purpose).await.map_err(|error| {
        tracing::error!(error = %error, "nothing was shown");
        PageError::CannotDisclose
    })
}
