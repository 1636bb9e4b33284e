//! Where acting for somebody stops, and why, with the way back.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use leptos::prelude::*;

use crate::access::{Permit, Stopped};
use crate::t;
use crate::web::components::Button;
use crate::web::{Outcome, PageError, Reader, Words, page};
use crate::words::Locale;

/// # Errors
/// For an address that is none of these.
pub async fn stopped(reader: Reader, permit: Permit, why: Result<Path<String>, PathRejection>) -> Outcome {
    let slug = why.map(|Path(slug)| slug).unwrap_or_default();
    let why = Stopped::ALL.into_iter().find(|why| why.slug() == slug).ok_or(PageError::NotFound)?;
    let locale = reader.locale();
    let is_acting = reader.logged_in.here().is_some_and(|here| here.acting.is_some());
    let (heading, words) = said(locale, why);
    let frame = reader.frame(heading.clone()).for_person(permit.subject());
    Ok(page(frame, view! { <WhyStopped locale heading words is_acting /> }))
}

fn said(locale: Locale, why: Stopped) -> (Words, [Words; 2]) {
    match why {
        Stopped::NotHere => (
            t!(locale, "You cannot do this for somebody else"),
            [
                t!(locale, "This page is about you, or is not open yet to people who act for somebody else."),
                t!(locale, "Nothing was shown or changed."),
            ],
        ),
        Stopped::AnotherRecord => (
            t!(locale, "This was about another person"),
            [
                t!(
                    locale,
                    "You have changed whose record you look at since this page was opened, perhaps in another window."
                ),
                t!(locale, "Nothing was changed. Check whose record you want, then try again."),
            ],
        ),
        Stopped::OnlyLooks => (
            t!(locale, "You can look, and not do this"),
            [
                t!(
                    locale,
                    "What this person gave you lets you see this, and not book, order, write or change anything."
                ),
                t!(locale, "Nothing was sent or changed. Only they can give you more."),
            ],
        ),
        Stopped::NotActive => (
            t!(locale, "This access is not active"),
            [
                t!(locale, "You cannot act for this person at the moment."),
                t!(locale, "To find out more, contact the organisation."),
            ],
        ),
    }
}

#[component]
fn WhyStopped(locale: Locale, heading: Words, words: [Words; 2], is_acting: bool) -> impl IntoView {
    view! {
        <h1>{heading}</h1>
        {words.map(|words| view! { <p>{words}</p> }).into_iter().collect_view()}
        <form action="/helping/switch" method="post">
            <input type="hidden" name="to" value="own" />
            <Button text=t!(locale, "Go to your own record") />
        </form>
        {is_acting
            .then(|| {
                view! { <p><a href="/">{t!(locale, "Go on acting for the other person")}</a></p> }
            })}
        <p>
            <a href="/helping">{t!(locale, "People you help")}</a>
        </p>
    }
}
