//! `/` for somebody who is not logged in.

mod page;

use axum::response::Response;
use leptos::prelude::*;

use crate::t;
use crate::web::{Reader, page};
use page::Start;

/// The start page.
pub fn show(reader: &Reader) -> Response {
    let (locale, practice) = (reader.locale(), reader.practice);
    let frame = reader.frame(t!(locale, "See what the health service holds about you"));
    page(frame, move || view! { <Start locale practice /> })
}
