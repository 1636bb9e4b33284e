//! The one part of a page that only a browser can do: making a passkey, and using one.

use leptos::prelude::*;

use crate::browser;

/// A button that makes a passkey, or uses one, and sends the form in which it stands. The form holds what the browser is
/// asked in a field `options`, and takes what came of it in a field `credential`. Without JavaScript a sentence says that
/// this needs it.
///
/// The properties stand readable in the page, so nothing personal may be among them. Every word comes from the server,
/// in the person's language.
#[island]
pub fn PasskeyButton(
    /// Whether one is made; otherwise one is used.
    makes: bool,
    button_text: String,
    /// Where the browser or the person did not do it.
    failed_text: String,
    /// Without JavaScript.
    needs_script_text: String,
) -> impl IntoView {
    let (ready, set_ready) = signal(false);
    let (failed, set_failed) = signal(false);
    Effect::new(move || set_ready.set(true));
    let press = move |_| {
        leptos::task::spawn_local(async move {
            set_failed.set(false);
            set_failed.set(!browser::passkey(makes).await);
        });
    };
    // What the design system styles is seen even where it is hidden; what stands around it is not.
    view! {
        <div>
            <div hidden=move || ready.get()>
                <p>{needs_script_text}</p>
            </div>
            <div role="alert">
                <div hidden=move || !failed.get()>
                    <p class="nhsuk-error-message">{failed_text}</p>
                </div>
            </div>
            <div hidden=move || !ready.get()>
                <button class="nhsuk-button" type="button" on:click=press>
                    {button_text}
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_javascript_it_is_a_sentence_that_says_so() {
        let html = Owner::new().with(|| {
            view! {
                <PasskeyButton
                    makes=true
                    button_text="Make a passkey".to_owned()
                    failed_text="That did not work.".to_owned()
                    needs_script_text="This needs JavaScript.".to_owned()
                />
            }
            .to_html()
        });
        assert!(html.contains("<p>This needs JavaScript.</p>"), "{html}");
        let around =
            html.split("<button").next().unwrap_or_default().rsplit("<div").next().unwrap_or_default();
        assert!(around.contains("hidden"), "{html}");
    }
}
