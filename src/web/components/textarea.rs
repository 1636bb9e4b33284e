//! A field for several lines of text, with its label, hint and error.

use leptos::prelude::*;

use super::text_input::{FieldError, FieldHint, described_by};
use crate::web::Words;
use crate::words::Locale;

#[component]
pub fn Textarea(
    #[prop(optional)] locale: Locale,
    /// Also its name.
    id: &'static str,
    #[prop(into)] label: Words,
    #[prop(into, default = None)] hint: Option<Words>,
    #[prop(into, default = String::new())] value: String,
    #[prop(into, default = None)] error: Option<Words>,
    #[prop(default = 5)] rows: u32,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error.is_some());
    let (group, class) = match error.is_some() {
        true => ("nhsuk-form-group nhsuk-form-group--error", "nhsuk-textarea nhsuk-textarea--error"),
        false => ("nhsuk-form-group", "nhsuk-textarea"),
    };
    view! {
        <div class=group>
            <label class="nhsuk-label" for=id>{label}</label>
            <FieldHint id hint />
            <FieldError locale id error />
            <textarea class=class id=id name=id rows=rows aria-describedby=described>{escaped(&value)}</textarea>
        </div>
    }
}

/// Leptos writes what stands in a `textarea` as it is, without escaping it as it does everywhere else.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::rendered;

    #[test]
    fn what_was_typed_stays_text_inside_of_the_field() {
        let typed = "</textarea><script>alert(1)</script> &lt; \"quoted\"";
        let html = rendered(move || view! { <Textarea id="text" label="Text" value=typed /> });
        assert!(!html.contains("<script"), "{html}");
        let page = scraper::Html::parse_fragment(&html);
        let field = scraper::Selector::parse("textarea").expect("a selector");
        let shown: String = page.select(&field).next().expect("a field").text().collect();
        assert_eq!(shown, typed);
    }
}
