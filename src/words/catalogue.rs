//! Finds our words in the reader's language.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// The language and customs a page is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Locale {
    #[default]
    English,
    /// Not a language: marks every one of our words, so that a test finds those outside of it.
    Pseudo,
}

impl Locale {
    /// The BCP 47 tag of the page.
    pub fn tag(self) -> &'static str {
        "en"
    }

    /// The direction of writing.
    pub fn direction(self) -> &'static str {
        "ltr"
    }
}

/// Our words `english` in the reader's language, with `{name}` filled in.
pub fn say(locale: Locale, english: &'static str, values: &[(&str, &dyn Display)]) -> Cow<'static, str> {
    let filled = if values.is_empty() { Cow::Borrowed(english) } else { Cow::Owned(fill(english, values)) };
    match locale {
        Locale::English => filled,
        Locale::Pseudo => Cow::Owned(format!("⟦{filled}⟧")),
    }
}

/// Our words about `n` things, by the language's plural rules.
pub fn count(
    locale: Locale,
    n: u64,
    one: &'static str,
    other: &'static str,
    values: &[(&str, &dyn Display)],
) -> Cow<'static, str> {
    say(locale, if n == 1 { one } else { other }, values)
}

fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            let _ = write!(text, "{value}");
        }
        rest = after;
    }
    text.push_str(rest);
    text
}
