//! The page for each way in which a request can end badly: what happened, and a way on.

use leptos::prelude::*;
use uuid::Uuid;

use super::{PageError, Words};
use crate::access::STAFF_DESK;
use crate::t;
use crate::words::Locale;

impl PageError {
    /// The page's heading and title.
    pub fn heading(self, locale: Locale) -> Words {
        match self {
            Self::BadRequest => t!(locale, "We could not read that request"),
            Self::NotLoggedIn => t!(locale, "Log in to see this page"),
            Self::NotAllowed => t!(locale, "You cannot see this page"),
            Self::NotAtTerminal => t!(locale, "You cannot do this on this screen"),
            Self::OwnRecord => t!(locale, "You cannot do this for yourself"),
            Self::CrossSite => t!(locale, "We did not do that"),
            Self::NotFound => t!(locale, "We cannot find this page"),
            Self::MethodNotAllowed => t!(locale, "This page does not work that way"),
            Self::TooSlow => t!(locale, "That took too long to reach us"),
            Self::TooLarge => t!(locale, "That was too much to send"),
            Self::WrongHost => t!(locale, "Front Door has another address"),
            Self::Forwarded => t!(locale, "This demonstration cannot be used from here"),
            Self::TooMany => t!(locale, "You have tried too many times"),
            Self::CannotDisclose => t!(locale, "We cannot show your record at the moment"),
            Self::Busy => t!(locale, "Front Door is very busy"),
            Self::Internal => t!(locale, "There is a problem with Front Door"),
        }
    }

    fn what_happened(self, locale: Locale) -> [Words; 2] {
        match self {
            Self::BadRequest => [
                t!(locale, "Your browser sent something that Front Door does not understand."),
                t!(locale, "Nothing was changed. Go back and try again."),
            ],
            Self::NotLoggedIn => {
                [t!(locale, "You are logged out."), t!(locale, "Log in, then you can see this page.")]
            }
            Self::NotAllowed => [
                t!(locale, "Your log-in does not let you see or do this."),
                t!(locale, "Nothing was changed."),
            ],
            Self::NotAtTerminal => [
                t!(
                    locale,
                    "Other people use this screen, so some things are not open here. Nothing was changed."
                ),
                t!(locale, "You can do it on a device of your own, or ask the staff here."),
            ],
            Self::OwnRecord => [
                t!(
                    locale,
                    "It is about your own record, and the log says that you tried. Nothing was shown or changed."
                ),
                t!(locale, "Ask a colleague to do it."),
            ],
            Self::CrossSite => [
                t!(locale, "We could not tell if that came from a page of Front Door."),
                t!(locale, "Nothing was changed. Go back, load the page again, and try once more."),
            ],
            Self::NotFound => [
                t!(locale, "If you typed the address, check that it is right."),
                t!(locale, "If you followed a link, what it showed may have moved or gone."),
            ],
            Self::MethodNotAllowed => [
                t!(locale, "Nothing was changed."),
                t!(locale, "Go back to the page before and use its buttons and links."),
            ],
            Self::TooSlow => [
                t!(locale, "Your connection may be slow."),
                t!(locale, "Nothing was changed. Go back and try again."),
            ],
            Self::TooLarge => [
                t!(locale, "What you sent was larger than Front Door can take."),
                t!(locale, "Nothing was changed. Go back, write less, and try again."),
            ],
            Self::WrongHost => [
                t!(locale, "You asked for Front Door at an address that is not its own."),
                t!(locale, "Nothing was shown or changed."),
            ],
            Self::Forwarded => [
                t!(locale, "It answers only on the computer that it runs on."),
                t!(locale, "All people in it are made up."),
            ],
            Self::TooMany => [
                t!(locale, "To keep records safe, we stop after too many tries."),
                t!(locale, "Wait 15 minutes, then try again."),
            ],
            Self::CannotDisclose => [
                t!(locale, "Front Door writes down each time that a record is opened."),
                t!(locale, "It could not do that just now, so it shows nothing. Try again in a few minutes."),
            ],
            Self::Busy => {
                [t!(locale, "It could not answer you in time."), t!(locale, "Try again in a few minutes.")]
            }
            Self::Internal => [
                t!(locale, "Something went wrong on our side."),
                t!(locale, "Try again later. If you typed something, it may not have been saved."),
            ],
        }
    }

    /// Whether somebody may now be without something that they need.
    fn leaves_people_without(self) -> bool {
        matches!(self, Self::CannotDisclose | Self::Busy | Self::Internal)
    }
}

#[component]
pub fn ErrorPage(
    locale: Locale,
    error: PageError,
    id: Uuid,
    /// The portal's own address.
    address: String,
    /// Then the way on leads there.
    at_staff_desk: bool,
) -> impl IntoView {
    let (href, way_on) = match error {
        PageError::WrongHost => (address, t!(locale, "Go to Front Door")),
        PageError::NotLoggedIn => ("/log-in".to_owned(), t!(locale, "Log in")),
        _ if at_staff_desk => (STAFF_DESK.to_owned(), t!(locale, "Go to the staff desk")),
        _ => ("/".to_owned(), t!(locale, "Go to the start page")),
    };
    view! {
        <h1>{error.heading(locale)}</h1>
        {error.what_happened(locale).map(|words| view! { <p>{words}</p> }).into_iter().collect_view()}
        <p>
            <a href=href>{way_on}</a>
        </p>
        {error
            .leaves_people_without()
            .then(|| {
                view! {
                    <h2>{t!(locale, "If you need help now")}</h2>
                    <p>{t!(locale, "Call your GP surgery or the hospital. For urgent advice, call 111.")}</p>
                    <p>{t!(locale, "In an emergency, call 999.")}</p>
                    <p class="quiet">
                        {t!(locale, "If you tell somebody about this, give them this code: {code}", code = id)}
                    </p>
                }
            })}
    }
}
