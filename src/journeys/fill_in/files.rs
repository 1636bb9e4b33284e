//! A file as the answer to a question.

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::{IntoResponse, Redirect};

use super::question::{Asked, found, shown};
use super::{keep, writer};
use crate::access::Permit;
use crate::domain::QuestionKind;
use crate::domain::filling::Given;
use crate::journeys::messages::writing::{file_of, read_file};
use crate::web::forms::FormState;
use crate::web::{AppState, Outcome, PageError, Reader};

/// `POST /fill-in/{id}/{place}/file`: puts the file that was chosen to the answers.
///
/// # Errors
/// [`PageError::NotFound`] for what is nobody's or somebody else's, and for a question that asks for no file; when what
/// was sent cannot be read, or it is not stored.
pub async fn add(
    State(app): State<AppState>,
    reader: Reader,
    permit: Permit,
    asked: Asked,
    sent: Result<Multipart, MultipartRejection>,
) -> Outcome {
    let (mut begun, place) = found(&app, &permit, asked).await?;
    let repeats = {
        let form = begun.form();
        let steps = form.steps(&begun.filling.answers);
        let asked =
            steps.iter().find(|step| step.place == place && step.item.kind == QuestionKind::Attachment);
        asked.ok_or(PageError::NotFound)?.item.repeats
    };
    let (name, bytes) = read_file(sent.map_err(|_| PageError::BadRequest)?).await?;
    // A file that no answer names any more takes no room.
    let mut given = begun.filling.answers.at(&place).to_vec();
    let file = match file_of(&begun.files, &name, &bytes) {
        Ok(file) => file,
        Err(why) => {
            let mut state = FormState::default();
            state.wrong("file", why.message(reader.locale()));
            return shown(&reader, &permit, &begun, &place, state);
        }
    };
    if !repeats {
        for old in given.drain(..) {
            if let Given::File { place, .. } = old {
                app.drafts.drop_file(writer(&permit), begun.id, place).await.map_err(PageError::internal)?;
            }
        }
    }
    let number = begun.files.iter().map(|(place, _)| place + 1).max().unwrap_or(1);
    app.drafts.add_file(writer(&permit), begun.id, number, &file).await.map_err(PageError::internal)?;
    given.push(Given::File { place: number, title: file.title });
    begun.filling.answers.put(place.clone(), given);
    keep(&app, &permit, &begun).await?;
    Ok(Redirect::to(&begun.page(&place)).into_response())
}
