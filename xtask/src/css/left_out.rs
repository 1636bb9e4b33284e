//! Leaves out of a style sheet what no page of ours can match: whole, the design system's components weigh a fifth more.

/// The same style sheet, compressed, without the selectors that name one of these classes.
pub fn without(css: &str, classes: &[&str]) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(open) = rest.find('{') {
        let (head, block) = rest.split_at(open);
        let close = closing(block);
        let body = &block[1..close];
        rest = block.get(close + 1..).unwrap_or_default();
        let (head, body) = if head.starts_with("@media") || head.starts_with("@supports") {
            (head.to_owned(), without(body, classes))
        } else if head.starts_with('@') {
            (head.to_owned(), body.to_owned())
        } else {
            let stays = |selector: &&str| !classes.iter().any(|class| names(selector, class));
            let staying: Vec<&str> = selectors(head).into_iter().filter(stays).collect();
            (staying.join(","), body.to_owned())
        };
        if !head.is_empty() && !body.is_empty() {
            kept.push_str(&head);
            kept.push('{');
            kept.push_str(&body);
            kept.push('}');
        }
    }
    kept.push_str(rest);
    kept
}

/// Where the block ends that begins this text. Brackets within quotes do not count.
fn closing(block: &str) -> usize {
    let (mut depth, mut quote, mut escaped) = (0_u32, None, false);
    for (at, letter) in block.char_indices() {
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '{') => depth += 1,
            (None, '}') if depth <= 1 => return at,
            (None, '}') => depth -= 1,
            (None, _) => {}
        }
    }
    block.len().saturating_sub(1)
}

/// The selectors of a list; commas within brackets belong to one.
fn selectors(list: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    let outside = move |letter: char| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    };
    list.split(outside).collect()
}

/// Whether a selector asks for this class; what stands in `:not(…)` asks for its absence.
fn names(selector: &str, class: &str) -> bool {
    let mut asked = String::with_capacity(selector.len());
    for (place, part) in selector.split(":not(").enumerate() {
        asked.push_str(if place == 0 { part } else { part.split_once(')').map_or("", |(_, after)| after) });
    }
    asked.match_indices(class).any(|(at, _)| {
        let after = asked[at + class.len()..].chars().next();
        let goes_on =
            after.is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
        asked[..at].ends_with('.') && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_the_classes_go_and_all_else_stays_as_it_was() {
        let css = ".a{b:c}.button--login,.button:hover{d:e}.button--login:focus{f:g}\
                   @media print{.button--login{h:i}}@media screen{.a,.button--login b{j:k}}\
                   @keyframes x{from{l:m}}.button--login-too{n:\"}.x{\"}";
        assert_eq!(
            without(css, &["button--login"]),
            ".a{b:c}.button:hover{d:e}@media screen{.a{j:k}}@keyframes x{from{l:m}}.button--login-too{n:\"}.x{\"}"
        );
        assert_eq!(without(css, &[]), css);
    }

    #[test]
    fn what_must_not_have_a_class_stays() {
        let css = ".link:not(.link--reverse,.b),.link--reverse{a:b}";
        assert_eq!(without(css, &["link--reverse"]), ".link:not(.link--reverse,.b){a:b}");
    }
}
