//! For tests: finds words in a page that did not come through `t!`.

/// The visible texts of a page in [`super::Locale::Pseudo`] that stand outside of the markers ⟦ ⟧ and hold a letter:
/// what was told by others, and every word of ours that forgot to ask for its language.
pub fn outside_markers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        note(&mut found, text);
        let Some((tag, after)) = after.split_once('>') else { return found };
        for attribute in ["aria-label", "alt", "title", "placeholder"] {
            if let Some((_, value)) = tag.split_once(&format!(" {attribute}=\"")) {
                note(&mut found, value.split('"').next().unwrap_or_default());
            }
        }
        let closing = match tag.split([' ', '/']).next() {
            Some("script") => Some("</script>"),
            Some("style") => Some("</style>"),
            _ => None,
        };
        rest = closing.and_then(|closing| after.split_once(closing)).map_or(after, |(_, after)| after);
    }
    note(&mut found, rest);
    found
}

fn note(found: &mut Vec<String>, text: &str) {
    let mut depth = 0;
    let mut outside = String::new();
    for letter in text.chars() {
        match letter {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(outside, |text, (entity, letter)| text.replace(entity, letter));
    if plain.chars().any(char::is_alphabetic) {
        found.push(plain.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_outside_of_the_markers_are_found_and_the_marked_ones_are_not() {
        let html = r#"<p>⟦Call ⟧01632<!> forgotten &amp; lost</p><img alt="bare"><script>let it = 1 < 2</script><i aria-label="⟦ok⟧">⟦in⟧</i>"#;
        assert_eq!(outside_markers(html), ["forgotten & lost", "bare"]);
    }
}
