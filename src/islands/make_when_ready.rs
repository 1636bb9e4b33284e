//! On the page of a file that is not whole yet: has the file made once everybody has answered.

use leptos::prelude::*;

use super::looking_again::fewer_than;

/// A sentence and the button that sends a form of the page again. Where JavaScript runs, the form is sent by itself as
/// soon as nobody is waited for any more, which is what the person asked for when they pressed the button that led here.
///
/// The properties stand readable in the page, so nothing personal may be among them. Every word comes from the
/// server, in the person's language.
#[island]
pub fn MakeWhenReady(
    /// The kinds of entry that are waited for, as in their addresses, with commas between them.
    kinds: String,
    /// The id of the form, which stands elsewhere on the page.
    form: String,
    /// The sentence while we wait.
    waiting_text: String,
    /// The sentence once everybody has answered.
    ready_text: String,
    /// The words of the button: "Check again".
    button_text: String,
) -> impl IntoView {
    let (ready, set_ready) = signal(false);
    let button = NodeRef::<leptos::html::Button>::new();
    Effect::new(move || {
        let kinds = kinds.clone();
        leptos::task::spawn_local(async move {
            if fewer_than(1, &kinds).await {
                set_ready.set(true);
                if let Some(button) = button.get_untracked() {
                    button.click();
                }
            }
        });
    });
    view! {
        <p role="status">{move || if ready.get() { ready_text.clone() } else { waiting_text.clone() }}</p>
        <button class="nhsuk-button" type="submit" form=form node_ref=button>
            {button_text}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_javascript_it_is_a_sentence_and_a_button_that_sends_the_form() {
        let html = Owner::new().with(|| {
            view! {
                <MakeWhenReady
                    kinds="letters,visits".to_owned()
                    form="again".to_owned()
                    waiting_text="We go on asking.".to_owned()
                    ready_text="Everybody has answered.".to_owned()
                    button_text="Check again".to_owned()
                />
            }
            .to_html()
        });
        let seen = html.split("role=\"status\"").nth(1).unwrap_or_default();
        assert!(seen.contains("We go on asking.") && !seen.contains("Everybody has answered."), "{html}");
        assert!(seen.contains(r#"type="submit""#) && seen.contains(r#"form="again""#), "{html}");
    }
}
