//! On a page that still waits for organisations: asks now and then whether more has come, and says so.

use leptos::prelude::*;

use super::looking_again::fewer_than;

/// A sentence and a link that loads the page again. Where JavaScript runs, the sentence changes once when fewer
/// organisations are waited for than when the page was made; a screen reader then reads it out. Nothing else on the
/// page changes or moves: the person loads the page when it suits them.
///
/// The properties stand readable in the page, so nothing personal may be among them. Every word comes from the
/// server, in the person's language.
#[island]
pub fn CheckAgain(
    /// The kind of entry that the page shows, as in its URL: `medicines`.
    kind: String,
    /// How many organisations were still waited for when the page was made.
    waiting: u32,
    /// The sentence while we wait.
    waiting_text: String,
    /// The sentence once more has come.
    ready_text: String,
    /// The words of the link: "Check again".
    link_text: String,
    /// The page's own address.
    href: String,
) -> impl IntoView {
    let (ready, set_ready) = signal(false);
    Effect::new(move || {
        let kind = kind.clone();
        leptos::task::spawn_local(async move {
            if fewer_than(waiting, &kind).await {
                set_ready.set(true);
            }
        });
    });
    view! {
        <p role="status">
            <span>{move || if ready.get() { ready_text.clone() } else { waiting_text.clone() }}</span>
            " "
            <a class="nhsuk-link" href=href>{link_text}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_javascript_it_is_a_sentence_and_a_link() {
        let html = Owner::new().with(|| {
            view! {
                <CheckAgain
                    kind="medicines".to_owned()
                    waiting=1
                    waiting_text="We are still waiting.".to_owned()
                    ready_text="More has come.".to_owned()
                    link_text="Check again".to_owned()
                    href="/record/medicines".to_owned()
                />
            }
            .to_html()
        });
        assert!(html.contains("We are still waiting."), "{html}");
        assert!(html.contains(r#"href="/record/medicines""#), "{html}");
        assert!(html.contains(">Check again</a>"), "{html}");
        assert!(!html.split("role=\"status\"").nth(1).unwrap().contains("More has come."), "{html}");
    }
}
