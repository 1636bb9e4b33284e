//! `/record/letters/{id}/pages`: a letter that is a PDF, read here: pictures of its pages, and their words below.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::file::{Answering, asked_for};
use super::page::{CannotOpen, LetterText, MarkUnread, Save, WhomToAsk, too_large};
use super::pages::mark_read;
use crate::access::Permit;
use crate::connectors::{ConnectorError, LetterFile};
use crate::domain::{EntryId, FileKind, Organisation};
use crate::gather::{FileAsked, WhatCame};
use crate::journeys::record::asked::AskedId;
use crate::journeys::record::entry_words::as_heading;
use crate::sheets::{CannotDraw, Sheet, Sheets};
use crate::t;
use crate::web::{AppState, Outcome, PageError, Reader, page};
use crate::words::Locale;

/// How many pages of a letter stand in one page of ours.
const AT_ONCE: usize = 5;

/// Which page of the letter comes first.
#[derive(Deserialize)]
pub struct From {
    /// 1 is the letter's first.
    #[serde(default)]
    from: Option<usize>,
}

/// # Errors
/// As [`super::file()`].
pub async fn sheets(
    State(app): State<AppState>,
    permit: Permit,
    reader: Reader,
    AskedId(id): AskedId,
    Query(From { from }): Query<From>,
) -> Outcome {
    let asked = asked_for(&app, &permit, id).await?;
    let FileAsked::Of(held, came) = asked else { return Err(PageError::NotFound) };
    let shown = Answering { app: &app, permit: &permit, reader: &reader, held: &held };
    match came {
        WhatCame::File(file) if shown.kind(&file) == Some(FileKind::Pdf) => {
            shown.drawn(file, from.unwrap_or(1).saturating_sub(1)).await
        }
        // What is no PDF is read there, or refused with the reason.
        _ => Ok(Redirect::to(&format!("/record/letters/{}/file", held.id)).into_response()),
    }
}

impl Answering<'_> {
    async fn drawn(&self, file: LetterFile, from: usize) -> Outcome {
        let (locale, size, largest) =
            (self.reader.locale(), self.held.entry.file_size, self.app.gather.largest_file());
        let whole = match file.read_whole(usize::try_from(largest).unwrap_or(usize::MAX)).await {
            Ok(whole) => whole,
            Err(ConnectorError::TooLarge) => {
                return Ok(self.saved_only(too_large(locale, size, largest)));
            }
            Err(why) => {
                tracing::warn!(source = %self.source(), %why, "a letter's file broke off");
                return Ok(self.not_given());
            }
        };
        let sheets = match self.app.drawer.draw(&whole, from, AT_ONCE).await {
            Ok(sheets) => sheets,
            Err(CannotDraw::NoSuchSheet) => return Err(PageError::NotFound),
            Err(why) => {
                let source = self.source();
                tracing::warn!(source, %why, "a letter could not be drawn");
                metrics::counter!("front_door_letters_not_drawn_total", "source" => source).increment(1);
                return Ok(self.saved_only(said(locale, why)));
            }
        };
        mark_read(self.app, self.permit, self.held).await?;
        let (id, is_own, holder) = (self.held.id, self.permit.is_the_patients_own(), self.holder());
        let heading = as_heading(&self.held.entry.title);
        let content = view! {
            <h1 dir="auto">{heading}</h1>
            <Letter locale id sheets holder />
            {is_own.then(|| view! { <MarkUnread locale id /> })}
        };
        Ok(page(self.frame(t!(locale, "Letter or document")).to_read(), content))
    }

    /// It cannot be read here; on a device of one's own it can be saved.
    fn saved_only(&self, why: String) -> Response {
        let (locale, id, holder) = (self.reader.locale(), self.held.id, self.holder());
        let heading = t!(locale, "You cannot read this letter here");
        let content = view! {
            <h1>{heading.clone()}</h1>
            <CannotOpen locale why holder />
            <Save locale id file=None />
        };
        crate::web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, self.frame(heading), content)
    }
}

/// Why there are no pictures, for the person whose letter it is.
fn said(locale: Locale, why: CannotDraw) -> String {
    match why {
        CannotDraw::Locked => t!(locale, "This letter is locked with a password, so we cannot show it."),
        CannotDraw::Unreadable | CannotDraw::NoSuchSheet => {
            t!(locale, "Something is wrong with the file of this letter, so we cannot show it.")
        }
        CannotDraw::TooMuch => t!(locale, "This letter is too big or too complicated for us to show."),
        CannotDraw::Busy => t!(locale, "Many letters are being opened just now. Try again in a minute."),
        CannotDraw::NotStarted => {
            t!(locale, "Letters cannot be shown just now. That is our fault. Try again later.")
        }
    }
    .into_owned()
}

/// The pictures, the words below them, and the way to the pages before and after.
#[component]
fn Letter(locale: Locale, id: EntryId, sheets: Sheets, holder: Option<Organisation>) -> impl IntoView {
    let Sheets { from, of, drawn } = sheets;
    let number = move |at: usize| from + at + 1;
    let pictures = drawn.iter().enumerate().map(|(at, sheet)| {
        let Sheet { picture, width, height, .. } = sheet;
        let src = format!("data:image/png;base64,{picture}");
        let alt = t!(locale, "Page {n} of {of}", n = number(at), of = of);
        view! { <img class="letter__picture" src=src alt=alt width=*width height=*height /> }
    });
    let pictures = pictures.collect_view();
    let (first, last) = (number(0), from + drawn.len());
    let part = (of > drawn.len())
        .then(|| view! { <p>{t!(locale, "Pages {first} to {last} of {of}.", first = first, last = last, of = of)}</p> });
    let way = |to: usize, words| view! { <p><a href=format!("/record/letters/{id}/pages?from={to}")>{words}</a></p> };
    let before = (from > 0)
        .then(|| way(first.saturating_sub(AT_ONCE).max(1), t!(locale, "See the pages before these")));
    let after = (last < of).then(|| way(last + 1, t!(locale, "See the pages after these")));
    view! {
        {part}
        {pictures}
        {before}
        {after}
        <h2>{t!(locale, "The words of this letter")}</h2>
        {worded(locale, from, drawn, holder)}
    }
}

/// The words of each page. A page that is a photo has none that we could tell.
fn worded(locale: Locale, from: usize, drawn: Vec<Sheet>, holder: Option<Organisation>) -> impl IntoView {
    let is_photo = |sheet: &Sheet| sheet.words.trim().is_empty();
    if drawn.iter().all(is_photo) {
        return view! {
            <p>{t!(locale, "This letter is a picture, so we cannot tell you its words. If you cannot read the picture, ask for them.")}</p>
            <WhomToAsk locale holder />
        }
        .into_any();
    }
    let is_one = drawn.len() == 1 && from == 0;
    let pages = drawn.into_iter().enumerate().map(|(at, sheet)| {
        let heading = (!is_one).then(|| view! { <h3>{t!(locale, "Page {n}", n = from + at + 1)}</h3> });
        let words = if is_photo(&sheet) {
            view! { <p>{t!(locale, "This page is a picture. We cannot tell you its words.")}</p> }.into_any()
        } else {
            view! { <LetterText text=sheet.words /> }.into_any()
        };
        view! {
            {heading}
            {words}
        }
    });
    view! {
        <p>{t!(locale, "We took these words from the file. Some may be missing or in the wrong place. The pictures are the letter.")}</p>
        {pages.collect_view()}
    }
    .into_any()
}
