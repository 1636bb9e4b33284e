//! `/messages/{id}/files/{place}`: a file that came with a message, shown, saved, or refused with a reason.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::access::{Permit, Purpose};
use crate::connectors::{ConnectorError, LetterFile};
use crate::domain::{EntryId, FileKind, Label, Organisation};
use crate::gather::WhatCame;
use crate::journeys::record::detail::Phone;
use crate::journeys::record::letters::{LetterHtml, LetterText, MOST_READ, decoded, streamed};
use crate::journeys::record::opened;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, Words, page, page_with_status};
use crate::words::isolated;

/// # Errors
/// [`PageError::NotFound`] where there is no such file; as [`opened`] otherwise.
pub async fn file(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    path: Result<Path<(String, usize)>, PathRejection>,
) -> Outcome {
    let Path((id, place)) = path.map_err(|_| PageError::NotFound)?;
    let id = EntryId::parse(&id).ok_or(PageError::NotFound)?;
    let sealed = app.gather.message_file(&permit, id, place).await;
    let found = opened(&permit, sealed, Purpose::MessageFile).await?;
    let (holder, told, came) = found.ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let refused = |status, why| Ok(cannot(&reader, &permit, id, &holder, status, why));
    match came {
        WhatCame::File(file) => {
            let label = FileKind::labelled(told.file_type.as_deref());
            given(&reader, &permit, id, &holder, (label, file)).await
        }
        WhatCame::NotOpenedHere => {
            let why = t!(locale, "This is a file of a kind that we do not open here.");
            refused(StatusCode::UNPROCESSABLE_ENTITY, why)
        }
        WhatCame::Failed(ConnectorError::TooLarge) => {
            refused(StatusCode::UNPROCESSABLE_ENTITY, t!(locale, "This file is too large to open here."))
        }
        WhatCame::Failed(_) => {
            refused(StatusCode::BAD_GATEWAY, t!(locale, "We could not get this file just now."))
        }
    }
}

async fn given(
    reader: &Reader,
    permit: &Permit,
    id: EntryId,
    holder: &Arc<Organisation>,
    (told, file): (Label, LetterFile),
) -> Outcome {
    let locale = reader.locale();
    let labels = [told, FileKind::labelled(file.file_type.as_deref())];
    let Some(kind) = FileKind::of(file.start(), labels) else {
        tracing::warn!(source = %holder.ods_code, "a message's file is not what it is said to be");
        let why = t!(locale, "This file is not what it is said to be, so we do not open it.");
        return Ok(cannot(reader, permit, id, holder, StatusCode::BAD_GATEWAY, why));
    };
    if !kind.is_text() {
        return Ok(streamed("message", kind, file));
    }
    let Ok(bytes) = file.read_whole(MOST_READ).await else {
        let why = t!(locale, "We could not get all of this file, or it is too large to open here.");
        return Ok(cannot(reader, permit, id, holder, StatusCode::BAD_GATEWAY, why));
    };
    let text = decoded(&bytes);
    let content = match kind {
        FileKind::Html => view! { <LetterHtml locale html=text /> }.into_any(),
        _ => view! { <LetterText text /> }.into_any(),
    };
    let title = t!(locale, "File of a message");
    Ok(page(frame(reader, permit, id, title.clone()), view! { <h1>{title}</h1>{content} }))
}

fn frame(reader: &Reader, permit: &Permit, id: EntryId, title: Words) -> crate::web::Frame {
    let back = t!(reader.locale(), "Back to the messages");
    reader.frame(title).for_person(permit.subject()).back(format!("/messages/{id}"), back)
}

fn cannot(
    reader: &Reader,
    permit: &Permit,
    id: EntryId,
    holder: &Organisation,
    status: StatusCode,
    why: Words,
) -> Response {
    let locale = reader.locale();
    let heading = t!(locale, "You cannot open this file here");
    let phone = holder.phone.clone().map(|number| (holder.name.clone(), number));
    let ask = t!(locale, "Ask {name} for it.", name = isolated(&holder.name));
    let content = view! {
        <h1>{heading.clone()}</h1>
        <p>{why}</p>
        <p dir="auto">{ask}</p>
        {phone.map(|phone| view! { <p><Phone phone /></p> })}
    };
    page_with_status(status, frame(reader, permit, id, heading), content)
}
