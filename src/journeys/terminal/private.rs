//! "Is it private here?": asked on a terminal before each part of a record that others must not read over a shoulder, once
//! while somebody is logged in.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;
use tower_sessions::session::Id;

use super::page;
use crate::access::is_open_address;
use crate::journeys::log_in::unreadable;
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader};

/// What is asked about, each for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Results,
    Letters,
    Conditions,
    Messages,
}

impl Part {
    const ALL: [Part; 4] = [Part::Results, Part::Letters, Part::Conditions, Part::Messages];

    /// The part that a route belongs to.
    pub fn of(route: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| {
            let rest = route.strip_prefix(part.root());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    const fn root(self) -> &'static str {
        match self {
            Part::Results => "/record/test-results",
            Part::Letters => "/record/letters",
            Part::Conditions => "/record/conditions",
            Part::Messages => "/messages",
        }
    }

    /// The word in the session's row.
    const fn slug(self) -> &'static str {
        match self {
            Part::Results => "results",
            Part::Letters => "letters",
            Part::Conditions => "conditions",
            Part::Messages => "messages",
        }
    }
}

/// A page of such a part, asked for in a session.
pub(super) struct Asked {
    part: Part,
    session: Id,
    to: String,
}

/// What a request asks for, where that is such a page.
pub(super) fn asked(request: &Request, route: &str) -> Option<Asked> {
    let part = Part::of(route).filter(|_| matches!(*request.method(), Method::GET | Method::HEAD))?;
    let session = request.extensions().get::<Session>()?.id()?;
    let to = request.uri().path_and_query().map_or(part.root(), |to| to.as_str()).to_owned();
    Some(Asked { part, session, to })
}

/// Asks first, where the part was not opened yet. Nobody is asked who is not logged in: they are led to the first page.
pub(super) async fn asks_first(
    app: &AppState,
    asked: Asked,
    reader: &Reader,
) -> Result<Option<Response>, PageError> {
    let Asked { part, session, to } = asked;
    let opened = app.access.sessions.opened_here(&session).await.map_err(PageError::internal)?;
    if opened.is_none_or(|opened| opened.split(' ').any(|word| word == part.slug())) {
        return Ok(None);
    }
    let (locale, part_slug) = (reader.locale(), part.slug());
    let frame = reader.frame(t!(locale, "Is it private here?"));
    Ok(Some(crate::web::page(frame, view! { <page::IsItPrivate locale part to part_slug /> })))
}

/// What is sent from there.
#[derive(Debug, Default, Deserialize)]
pub struct PrivateForm {
    #[serde(default)]
    part: String,
    #[serde(default)]
    to: String,
}

/// From now on this part is shown, until the log-in ends.
///
/// # Errors
/// When the form cannot be read, or it is not stored.
pub async fn open(
    State(app): State<AppState>,
    reader: Reader,
    session: Session,
    form: Result<Form<PrivateForm>, FormRejection>,
) -> Outcome {
    let Form(form) = form.map_err(|rejection| unreadable(&rejection))?;
    if reader.terminal.is_none() {
        return Ok(Redirect::to("/").into_response());
    }
    let part = Part::ALL.into_iter().find(|part| part.slug() == form.part).ok_or(PageError::BadRequest)?;
    if let Some(id) = session.id() {
        let opened = app.access.sessions.opened_here(&id).await.map_err(PageError::internal)?;
        let words = format!("{} {}", opened.unwrap_or_default(), part.slug());
        app.access.sessions.open_here(&id, words.trim()).await.map_err(PageError::internal)?;
    }
    // Only a page of this very part: nothing typed by somebody else leads on.
    let is_of_part = form.to.starts_with(part.root())
        && form.to.bytes().all(|byte| byte.is_ascii_graphic())
        && is_open_address(&Method::GET, &form.to, false);
    let to = if is_of_part { form.to.as_str() } else { part.root() };
    Ok(Redirect::to(to).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_found_by_their_pages() {
        assert_eq!(Part::of("/record/test-results/{id}"), Some(Part::Results));
        assert_eq!(Part::of("/record/letters"), Some(Part::Letters));
        assert_eq!(Part::of("/record/letters/{id}/file"), Some(Part::Letters));
        assert_eq!(Part::of("/record/conditions"), Some(Part::Conditions));
        assert_eq!(Part::of("/messages/{id}"), Some(Part::Messages));
        for open in ["/record", "/record/medicines", "/appointments/{id}", "/"] {
            assert_eq!(Part::of(open), None, "{open}");
        }
    }
}
