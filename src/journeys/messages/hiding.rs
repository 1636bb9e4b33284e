//! A conversation as something that the patient hides from those who help them: as a whole, with what comes later.

use super::page::subject;
use super::thread::of_id;
use super::told;
use crate::access::Permit;
use crate::domain::{EntryId, Kind};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::wrong::About;
use crate::web::{AppState, PageError};
use crate::words::Locale;

/// The conversation that an id is of, if there is one.
///
/// # Errors
/// When our database or the access log does not answer.
pub async fn conversation(
    app: &AppState,
    permit: &Permit,
    locale: Locale,
    id: EntryId,
) -> Result<Option<About>, PageError> {
    let gathered = told(app, permit).await?;
    let found = of_id(app, permit, &gathered, AskedId(Some(id))).await?;
    Ok(found.map(|one| About {
        kind: Kind::Messages,
        entry: one.id,
        ids: one.all_ids(),
        title: subject(locale, &one),
        holders: vec![one.with],
        told: Vec::new(),
    }))
}
