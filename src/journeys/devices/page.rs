//! The list of devices, this one first.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::{Browser, BrowserName, System};
use crate::store::{SessionEntry, SessionLimits};
use crate::t;
use crate::web::Words;
use crate::web::components::{Button, Tag, TagColour};
use crate::words::{Locale, dates};

/// All that the page shows.
pub struct DevicesFacts {
    pub now: DateTime<Utc>,
    pub devices: Vec<SessionEntry>,
    /// The one that asks.
    pub here: Option<Uuid>,
    pub limits: SessionLimits,
}

#[component]
pub fn Devices(locale: Locale, facts: DevicesFacts) -> impl IntoView {
    let DevicesFacts { now, mut devices, here, limits } = facts;
    devices.sort_by_key(|device| Some(device.id) != here);
    let rows = devices.into_iter().map(|device| {
        let is_here = Some(device.id) == here;
        view! { <Device locale now device is_here /> }
    });
    view! {
        <h1>{t!(locale, "Where you are logged in")}</h1>
        <p>
            {t!(
                locale,
                "We log you out after {minutes} minutes without use, and after {hours} hours in any case.",
                minutes = limits.idle.num_minutes(),
                hours = limits.absolute.num_hours()
            )}
        </p>
        <ul class="entries">{rows.collect_view()}</ul>
        <h2>{t!(locale, "Log out everywhere")}</h2>
        <p>{t!(locale, "Do this if you lost a device, or see one here that is not yours. You are logged out here too.")}</p>
        <form action="/devices" method="post">
            <input type="hidden" name="what" value="everywhere" />
            <Button text=t!(locale, "Log out everywhere") />
        </form>
        <h2>{t!(locale, "What we know of a device")}</h2>
        <p>{t!(locale, "Only what the browser says of itself. We do not guess where it is.")}</p>
        <p>
            <a href="/who-looked">{t!(locale, "Who has looked at your record")}</a>
        </p>
        <p>
            <a href="/close-account">{t!(locale, "Close your log-in")}</a>
        </p>
    }
}

#[component]
fn Device(locale: Locale, now: DateTime<Utc>, device: SessionEntry, is_here: bool) -> impl IntoView {
    let name = browser(locale, device.browser);
    let began = dates::told_at(locale, device.started_at, now);
    let used = dates::told_at(locale, device.touched_at, now);
    let way_out = if is_here {
        view! {
            <div class="entry__tag">
                <Tag text=t!(locale, "This device").into_owned() colour=TagColour::Green />
            </div>
        }
        .into_any()
    } else {
        view! {
            <form action="/devices" method="post">
                <input type="hidden" name="device" value=device.id.to_string() />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">
                    {t!(locale, "Log out there")}
                    <span class="nhsuk-u-visually-hidden">": "{name.clone()}", "{began.clone()}</span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="entry">
            <h2 class="entry__title">{name}</h2>
            <p class="entry__what">{t!(locale, "Logged in {when}.", when = began)}</p>
            <p class="entry__who">{t!(locale, "Last used {when}, give or take a minute.", when = used)}</p>
            {way_out}
        </li>
    }
}

/// "Firefox on Windows".
fn browser(locale: Locale, browser: Browser) -> Words {
    let name = match browser.name {
        BrowserName::Chrome => Some("Chrome"),
        BrowserName::Edge => Some("Edge"),
        BrowserName::Firefox => Some("Firefox"),
        BrowserName::Opera => Some("Opera"),
        BrowserName::Safari => Some("Safari"),
        BrowserName::Samsung => Some("Samsung Internet"),
        BrowserName::Other => None,
    };
    let system = match browser.system {
        System::Android => t!(locale, "an Android phone or tablet"),
        System::Chromebook => t!(locale, "a Chromebook"),
        System::IPad => t!(locale, "an iPad"),
        System::IPhone => t!(locale, "an iPhone"),
        System::Linux => t!(locale, "a Linux computer"),
        System::Mac => t!(locale, "a Mac"),
        System::Windows => t!(locale, "a Windows computer"),
        System::Other => {
            return name.map_or_else(|| t!(locale, "A browser that we do not know"), Words::from);
        }
    };
    match name {
        Some(name) => t!(locale, "{browser} on {system}", browser = name, system = system),
        None => t!(locale, "A browser on {system}", system = system),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::{NOW, at, outside_our_words};
    use crate::web::rendered;

    fn facts() -> DevicesFacts {
        let device = |id: u128, browser: &str| SessionEntry {
            id: Uuid::from_u128(id),
            started_at: at(NOW),
            touched_at: at(NOW),
            browser: Browser::from_slug(browser),
        };
        let devices = vec![device(1, "firefox windows"), device(2, "other iphone"), device(3, "")];
        let limits = SessionLimits::default();
        DevicesFacts { now: at(NOW), devices, here: Some(Uuid::from_u128(2)), limits }
    }

    fn page(locale: Locale) -> String {
        rendered(move || view! { <Devices locale facts=facts() /> })
    }

    #[test]
    fn this_device_stands_first_and_each_other_can_be_logged_out_alone() {
        let html = page(Locale::English);
        let places =
            ["A browser on an iPhone", "Firefox on a Windows computer", "A browser that we do not know"];
        let places: Vec<_> = places.iter().map(|words| html.find(words)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        assert_eq!(html.matches("name=\"device\"").count(), 2);
        assert_eq!(html.matches("This device").count(), 1);
    }

    #[test]
    fn all_words_can_be_translated() {
        let ours = |words: &String| !["Firefox"].iter().any(|name| words.contains(name));
        let outside: Vec<_> = outside_our_words(&page(Locale::Pseudo)).into_iter().filter(ours).collect();
        assert_eq!(outside, Vec::<String>::new());
    }
}
