//! The front page of the health record: who has answered, and a door to each kind.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::door_words::DoorWords;
use crate::domain::SourceReport;
use crate::journeys::search::SearchBox;
use crate::t;
use crate::web::components::{Door, Doors, HonestyStrip};
use crate::words::Locale;

#[component]
pub fn RecordPage(
    locale: Locale,
    now: DateTime<Utc>,
    sources: Vec<SourceReport>,
    doors: Vec<DoorWords>,
    /// On large pages each door has a picture.
    large: bool,
) -> impl IntoView {
    let door = move |DoorWords { href, title, line, picture }| {
        view! { <Door href title line picture=large.then_some(picture) /> }
    };
    let doors = doors.into_iter().map(door);
    view! {
        <h1>{t!(locale, "Your health record")}</h1>
        <HonestyStrip locale now sources check_again_href="/record" />
        <SearchBox locale />
        <Doors>
            {doors.collect_view()}
            <Door
                href="/download"
                title=t!(locale, "Take your record with you")
                line=t!(locale, "Download or print it, all of it or a part.")
            />
        </Doors>
    }
}
