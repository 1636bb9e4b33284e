//! Warns before the log-in ends for lack of use, and lets the person stay with one press: on pages with a form, and on
//! every page of an assisted terminal, which it clears when nobody is there any more.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;

/// Nothing is seen until the warning is due. Then a sentence and a button stand there, and a screen reader reads them
/// out. Without JavaScript nothing of this is seen; what was typed is kept all the same when it is sent.
///
/// The properties stand readable in the page, so nothing personal may be among them. Every word comes from the server,
/// in the person's language.
#[island]
pub fn StayLoggedIn(
    /// How long after the page was made, or the person stayed, it warns.
    warn_after_seconds: u32,
    /// How long after the warning it leaves the page through the log-out; 0 where the page stays.
    end_after_seconds: u32,
    /// "We log you out in 5 minutes …"
    warning_text: String,
    /// "Stay logged in"
    button_text: String,
    /// Where staying did not work: the log-in has ended.
    ended_text: String,
) -> impl IntoView {
    let (shown, set_shown) = signal(false);
    let (ended, set_ended) = signal(false);
    // Which of the waits counts: pressing the button begins another.
    let (stays, set_stays) = signal(0_u32);
    let wait = move || {
        let round = stays.get_untracked();
        leptos::task::spawn_local(async move {
            browser::pause(Duration::from_secs(warn_after_seconds.into())).await;
            set_shown.set(true);
            if end_after_seconds > 0 {
                browser::pause(Duration::from_secs(end_after_seconds.into())).await;
                if stays.get_untracked() == round {
                    browser::finish();
                }
            }
        });
    };
    Effect::new(wait);
    let stay = move |_| {
        leptos::task::spawn_local(async move {
            if browser::stay_logged_in().await {
                set_shown.set(false);
                set_stays.update(|stays| *stays += 1);
                wait();
            } else if end_after_seconds > 0 {
                browser::finish();
            } else {
                set_ended.set(true);
            }
        });
    };
    // Buttons of the design system are seen even where they are hidden; what stands around one is not.
    view! {
        <div role="alert">
            <div class="nhsuk-inset-text" hidden=move || !shown.get()>
                <p>{move || if ended.get() { ended_text.clone() } else { warning_text.clone() }}</p>
                <div hidden=move || ended.get()>
                    <button class="nhsuk-button" type="button" on:click=stay>
                        {button_text}
                    </button>
                </div>
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
                <StayLoggedIn
                    warn_after_seconds=1500
                    end_after_seconds=0
                    warning_text="We log you out in 5 minutes.".to_owned()
                    button_text="Stay logged in".to_owned()
                    ended_text="Your log-in has ended.".to_owned()
                />
            }
            .to_html()
        });
        let seen = html.split("role=\"alert\"").nth(1).unwrap_or_default();
        assert!(seen.contains(" hidden"), "{html}");
        assert!(!seen.contains("Your log-in has ended."), "{html}");
    }
}
