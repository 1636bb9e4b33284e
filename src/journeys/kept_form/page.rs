//! The page that offers back what was typed.

use leptos::prelude::*;

use crate::access::WHOSE_RECORD;
use crate::store::KeptForm;
use crate::t;
use crate::web::components::{Button, InsetText};
use crate::words::Locale;

/// Only what people type themselves is read out; the rest is ours.
fn typed(form: &KeptForm) -> Vec<String> {
    let is_typed =
        |name: &str| matches!(name, "text" | "words" | "reason" | "comment" | "language" | "phone");
    form.fields
        .iter()
        .filter(|(name, value)| is_typed(name) && !value.is_empty())
        .map(|(_, value)| value.clone())
        .collect()
}

#[component]
pub fn Here(locale: Locale, form: KeptForm) -> impl IntoView {
    let lines = typed(&form);
    let read_out = (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view();
        view! { <InsetText locale>{lines}</InsetText> }
    });
    // What it was sent for may be an end, such as "send": going on leads to the page before that.
    // Whose record it is about, each form says anew.
    let fields = form.fields.into_iter().filter(|(name, _)| name != "step" && name != WHOSE_RECORD);
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <h1>{t!(locale, "What you had typed")}</h1>
                <p>{t!(locale, "Your log-in ended before you sent it. We kept it for you, locked, for 1 day.")}</p>
                {read_out}
                <form action=form.path method="post">
                    {fields.collect_view()}
                    <Button text=t!(locale, "Go on with this") />
                </form>
                <form action="/kept-form" method="post">
                    <Button secondary=true text=t!(locale, "Throw it away") />
                </form>
            </div>
        </div>
    }
}

/// What was typed in another record than the one that is looked at.
#[component]
pub fn OfAnother(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "What you had typed")}</h1>
        <p>{t!(locale, "We kept what you typed, for 1 day. It is about another record than this one.")}</p>
        <p>
            {t!(locale, "Choose whose record it is about at People you help. The way to it is on the first page there.")}
        </p>
        <p>
            <a href="/helping">{t!(locale, "People you help")}</a>
        </p>
    }
}

#[component]
pub fn Nothing(locale: Locale) -> impl IntoView {
    view! {
        <h1>{t!(locale, "What you had typed")}</h1>
        <p>{t!(locale, "We keep nothing for you here now.")}</p>
        <p>
            <a href="/">{t!(locale, "Go to your home page")}</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journeys::home::samples::outside_our_words;
    use crate::web::rendered;

    fn form() -> KeptForm {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![field("text", "Τὸ \"φάρμακον\""), field("step", "send"), field("report", "1")];
        KeptForm { path: "/record/letters/1/wrong".into(), fields }
    }

    #[test]
    fn what_was_typed_is_shown_and_goes_on_to_where_it_is_checked_never_straight_to_be_sent() {
        let html = rendered(|| view! { <Here locale=Locale::English form=form() /> });
        assert!(html.contains("action=\"/record/letters/1/wrong\""), "{html}");
        assert!(html.contains("name=\"report\" value=\"1\"") && html.contains("φάρμακον"), "{html}");
        assert!(!html.contains("value=\"send\""), "{html}");
    }

    #[test]
    fn where_nothing_was_typed_there_is_no_empty_box() {
        let chosen = vec![("answer".to_owned(), "2".to_owned()), ("reason".to_owned(), String::new())];
        let form = KeptForm { path: "/fill-in/1/2".into(), fields: chosen };
        let html = rendered(|| view! { <Here locale=Locale::English form /> });
        assert!(!html.contains("nhsuk-inset-text") && html.contains("name=\"answer\""), "{html}");
    }

    #[test]
    fn all_words_can_be_translated() {
        let html = rendered(|| view! { <Here locale=Locale::Pseudo form=form() /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
        let html = rendered(|| view! { <OfAnother locale=Locale::Pseudo /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
        let html = rendered(|| view! { <Nothing locale=Locale::Pseudo /> });
        assert_eq!(outside_our_words(&html), Vec::<String>::new());
    }
}
