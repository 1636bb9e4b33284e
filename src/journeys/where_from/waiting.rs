//! How many organisations are still waited for: one number, for the part of a page that looks again by itself.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use crate::access::Permit;
use crate::domain::{Kind, Kinds};
use crate::gather::Gather;
use crate::web::{Outcome, PageError};

/// Answers in plain text: of one kind, or of several with commas between them. The word `everything` stands for all kinds
/// together. Nothing of a record is opened, so the
/// access log has no row of it.
///
/// # Errors
/// [`PageError::NotFound`] for a word that is no kind; [`PageError::Internal`] when nobody knows who may be asked.
pub async fn still_waiting(
    State(gather): State<Gather>,
    permit: Permit,
    Path(asked): Path<String>,
) -> Outcome {
    let each = asked.split(',').map(|word| match word {
        "everything" => Some(Kinds::in_record().with(Kinds::just(Kind::Messages))),
        word => Kind::from_slug(word).map(Kinds::just),
    });
    let kinds = each.reduce(|all, more| Some(all?.with(more?))).flatten().ok_or(PageError::NotFound)?;
    let waiting = gather.still_waiting(&permit, kinds).await.map_err(PageError::internal)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], waiting.to_string()).into_response())
}
