//! The list of letters with those that are unread, and one letter, which is read when it stands in its page.

use std::collections::HashSet;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::page::{can_be_opened, stands_in_page};
use crate::access::{Permit, Purpose};
use crate::domain::{Held, Kind, Letter};
use crate::journeys::record::asked::{AskedId, ListQuery};
use crate::journeys::record::detail::one_page;
use crate::journeys::record::list::{ListEntry, entry_href, list_with};
use crate::journeys::record::opened;
use crate::store::ReadMarks;
use crate::t;
use crate::web::components::TagColour;
use crate::web::{AppState, Outcome, PageError, Reader};

/// # Errors
/// As [`list_with`].
pub async fn list(State(app): State<AppState>, permit: Permit, reader: Reader, query: ListQuery) -> Outcome {
    let read = app.letters_read.read(permit.subject().id).await.map_err(PageError::internal)?;
    let (locale, largest) = (reader.locale(), app.gather.largest_file());
    let is_own = permit.is_the_patients_own();
    list_with::<Letter, _>(&app, &permit, &reader, query, read.clone(), |letters, list| {
        // What the patient has read is for the patient to know.
        if !is_own {
            return;
        }
        let unread =
            letters.iter().filter(|held| can_be_opened(&held.entry, largest) && !is_read(held, &read));
        let unread: HashSet<_> = unread.map(|held| entry_href(locale, Kind::Letters, held)).collect();
        let is_unread = |entry: &&mut ListEntry| unread.contains(&entry.href);
        for entry in list.groups.iter_mut().flat_map(|group| &mut group.entries).filter(is_unread) {
            entry.tag = Some((t!(locale, "Unread").into_owned(), TagColour::Blue));
        }
    })
    .await
}

fn is_read(held: &Held<Letter>, read: &ReadMarks) -> bool {
    held.members.iter().any(|member| read.get(&member.id) == Some(&member.fingerprint))
}

/// # Errors
/// As [`opened`].
pub async fn one(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
) -> Outcome {
    let letters = opened(&permit, app.gather.one::<Letter>(&permit).await, Purpose::Detail).await?;
    if let Some(held) = id.and_then(|id| letters.find(id)).filter(|held| stands_in_page(&held.entry)) {
        mark_read(&app, &permit, held).await?;
    }
    Ok(one_page(&app, &permit, &reader, id, &letters))
}

/// What the patient themself opens is read; what a carer opens for them is not.
pub(super) async fn mark_read(app: &AppState, permit: &Permit, held: &Held<Letter>) -> Result<(), PageError> {
    if !permit.is_the_patients_own() {
        return Ok(());
    }
    let marked = app.letters_read.mark_read(permit.subject().id, held.id, held.fingerprint, app.clock.now());
    marked.await.map_err(PageError::internal)
}

/// Marks a letter as unread. An id that is nobody's changes nothing.
///
/// # Errors
/// When our database does not answer.
pub async fn unread(State(app): State<AppState>, permit: Permit, AskedId(id): AskedId) -> Outcome {
    let id = id.ok_or(PageError::NotFound)?;
    if permit.is_the_patients_own() {
        app.letters_read.mark_unread(permit.subject().id, id).await.map_err(PageError::internal)?;
    }
    Ok(Redirect::to("/record/letters").into_response())
}
