//! Reads a page out where people find reading hard, with voices that are on the device: no word leaves it.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;

/// Voices come some time after the page.
const LOOKS: u32 = 12;
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What can be seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// No voice on this device, or not yet.
    Nothing,
    Button,
    Question,
    Stop,
}

/// A button that has the main part of the page read out, after it was asked if others hear it. Nothing is seen where the
/// browser has no voice of its own for the page's language, and without JavaScript.
///
/// The properties stand readable in the page, so nothing personal may be among them. Every word comes from the server,
/// in the person's language.
#[island]
pub fn ReadAloud(
    /// The language of the page: "en".
    language: String,
    button_text: String,
    /// "Are headphones plugged in?"
    question_text: String,
    /// Why that is asked.
    because_text: String,
    yes_text: String,
    no_text: String,
    stop_text: String,
) -> impl IntoView {
    let (shown, set_shown) = signal(Shown::Nothing);
    let language = StoredValue::new(language);
    Effect::new(move || {
        leptos::task::spawn_local(async move {
            browser::stop_reading();
            browser::stop_reading_with_the_page();
            for _ in 0..LOOKS {
                if browser::has_own_voice(&language.get_value()) {
                    set_shown.set(Shown::Button);
                    break;
                }
                browser::pause(BETWEEN_LOOKS).await;
            }
        });
    });
    // Where the pressed button goes, whoever uses a keyboard goes on from what came in its place.
    let go_to = move |next: Shown, id: &'static str| {
        set_shown.set(next);
        leptos::task::spawn_local(async move {
            browser::pause(Duration::from_millis(20)).await;
            browser::focus(id);
        });
    };
    let read = move |_| {
        browser::read_out(&language.get_value());
        go_to(Shown::Stop, "read-stop");
        leptos::task::spawn_local(async move {
            while shown.get_untracked() == Shown::Stop {
                browser::pause(BETWEEN_LOOKS).await;
                if !browser::is_reading() {
                    set_shown.set(Shown::Button);
                }
            }
        });
    };
    let stop = move |_| {
        browser::stop_reading();
        go_to(Shown::Button, "read");
    };
    // Buttons of the design system are seen even where they are hidden; what stands around one is not.
    view! {
        <div>
            <div hidden=move || shown.get() != Shown::Button>
                <button class="nhsuk-button nhsuk-button--secondary" id="read" type="button" on:click=move |_| go_to(Shown::Question, "read-yes")>
                    {button_text}
                </button>
            </div>
            <div role="group" aria-labelledby="read-question" hidden=move || shown.get() != Shown::Question>
                <p id="read-question">
                    <strong>{question_text}</strong>
                    " "
                    {because_text}
                </p>
                <button class="nhsuk-button" id="read-yes" type="button" on:click=read>
                    {yes_text}
                </button>
                " "
                <button class="nhsuk-button nhsuk-button--secondary" type="button" on:click=move |_| go_to(Shown::Button, "read")>
                    {no_text}
                </button>
            </div>
            <div hidden=move || shown.get() != Shown::Stop>
                <button class="nhsuk-button" id="read-stop" type="button" on:click=stop>
                    {stop_text}
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_javascript_nothing_of_it_is_seen() {
        let html = Owner::new().with(|| {
            view! {
                <ReadAloud
                    language="en".to_owned()
                    button_text="Read this page out".to_owned()
                    question_text="Are headphones plugged in?".to_owned()
                    because_text="Others hear it otherwise.".to_owned()
                    yes_text="Yes".to_owned()
                    no_text="No".to_owned()
                    stop_text="Stop".to_owned()
                />
            }
            .to_html()
        });
        for button in html.split("<button").skip(1) {
            let name = button.split('<').next().unwrap_or_default();
            let before = html.split(button).next().unwrap_or_default();
            let around = before.rsplit("<div").next().unwrap_or_default();
            assert!(around.contains(" hidden"), "{name}: {html}");
        }
    }
}
