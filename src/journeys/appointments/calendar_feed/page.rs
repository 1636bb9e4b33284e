//! The pages of the private address for a calendar app.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::store::CalendarFeed;
use crate::t;
use crate::web::Words;
use crate::web::components::InsetText;
use crate::words::{Locale, dates};

/// What the page shows.
pub struct Facts {
    pub now: DateTime<Utc>,
    /// The address that there is, without itself.
    pub feed: Option<CalendarFeed>,
}

#[component]
pub fn TheFeed(locale: Locale, facts: Facts) -> impl IntoView {
    let Facts { now, feed } = facts;
    let ends: [Words; 5] = [
        t!(locale, "you stop it on this page"),
        t!(locale, "you make a new address"),
        t!(locale, "you choose a new password, or log out everywhere"),
        t!(locale, "you close your log-in"),
        t!(locale, "you have not logged in for 1 year"),
    ];
    let ends = ends.map(|when| view! { <li>{when}</li> });
    let has_one = feed.is_some();
    let known = feed.map(|CalendarFeed { made_at, read_at }| {
        let made = dates::told_at(locale, made_at, now);
        let read = match read_at {
            Some(at) => {
                let when = dates::told_at(locale, at, now);
                t!(locale, "A calendar last looked there {when}.", when = when)
            }
            None => t!(locale, "No calendar has looked there yet."),
        };
        view! {
            <InsetText locale>
                <p>{t!(locale, "You made a private address {when}.", when = made)} " " {read}</p>
            </InsetText>
        }
    });
    let (make, class) = match has_one {
        true => (t!(locale, "Make a new address"), "nhsuk-button nhsuk-button--secondary"),
        false => (t!(locale, "Make a private address"), "nhsuk-button"),
    };
    let stop = has_one.then(|| {
        view! {
            <button class="nhsuk-button" type="submit" name="step" value="stop">
                {t!(locale, "Stop it")}
            </button>
            " "
        }
    });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Your appointments in your calendar app")}</h1>
                {known}
                <p>
                    {t!(
                        locale,
                        "We can make a private address for you. Give it to your calendar app, and the app looks there by itself for the times of your appointments."
                    )}
                </p>
                <p>
                    {t!(
                        locale,
                        "Your calendar says “Appointment” and the time, and nothing else. Log in here to see where it is and what it is for."
                    )}
                </p>
                <InsetText locale>
                    <p>
                        <strong>{t!(locale, "Keep the address to yourself.")}</strong>
                        " "
                        {t!(
                            locale,
                            "Whoever has it sees when your appointments are. Do not use it for a calendar that other people can see."
                        )}
                    </p>
                </InsetText>
                <p>
                    {t!(
                        locale,
                        "Some organisations answer us only while you are logged in. Their appointments are not in it. Check here for all of them."
                    )}
                </p>
                <form action=super::PAGE method="post">
                    {stop}
                    <button class=class type="submit" name="step" value="make">
                        {make}
                    </button>
                </form>
                <h2>{t!(locale, "When it ends")}</h2>
                <p>{t!(locale, "The address stops working when:")}</p>
                <ul>{ends.collect_view()}</ul>
            </div>
        </div>
    }
}

/// The address, shown once.
#[component]
pub fn NewAddress(locale: Locale, address: String) -> impl IntoView {
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "Your private address")}</h1>
                <p>{t!(locale, "Copy this address now. We do not keep it, so we cannot show it again.")}</p>
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for="address">{t!(locale, "The address for your calendar app")}</label>
                    <input class="nhsuk-input" id="address" type="url" value=address readonly autocomplete="off" />
                </div>
                <p>
                    {t!(
                        locale,
                        "In your calendar app, look for “Add a calendar” or “Subscribe”, then “From URL” or “From the web”. Paste the address there."
                    )}
                </p>
                <p>{t!(locale, "A calendar that had an address of yours before gets nothing new there.")}</p>
                <p>
                    <a href=super::PAGE>{t!(locale, "When it ends, and how to stop it")}</a>
                </p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::{NOW, at, outside_our_words};
    use crate::web::rendered;

    #[test]
    fn all_words_can_be_translated_with_and_without_an_address() {
        let made_at = at("2026-11-20T09:00:00Z");
        let used = CalendarFeed { made_at, read_at: Some(made_at) };
        for feed in [None, Some(used), Some(CalendarFeed { read_at: None, ..used })] {
            let facts = Facts { now: at(NOW), feed };
            let html = rendered(move || view! { <TheFeed locale=Locale::Pseudo facts /> });
            assert_eq!(outside_our_words(&html), Vec::<String>::new());
        }
        let html = rendered(|| view! { <NewAddress locale=Locale::Pseudo address="1".to_owned() /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
    }
}
