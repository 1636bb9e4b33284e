//! The table that `front-door check-source` prints: what was asked, what came back, and how long it took.

/// The first line; `what` names the first column.
pub(super) fn head(what: &str) {
    println!("{}", head_line(what));
}

/// The first line, as text.
pub(super) fn head_line(what: &str) -> String {
    format!("{what:<18} {:<44} {:>7} {:>9} {:>8}", "answered, or why not", "entries", "set aside", "time")
}

/// One line. `counts` are the entries and those set aside.
pub(super) fn row(what: &str, words: &str, counts: Option<(usize, u32)>, millis: u128) {
    println!("{}", line(what, words, counts, millis));
}

/// One line, as text.
pub(super) fn line(what: &str, words: &str, counts: Option<(usize, u32)>, millis: u128) -> String {
    let (entries, aside) =
        counts.map_or(("–".to_owned(), "–".to_owned()), |(n, a)| (n.to_string(), a.to_string()));
    format!("{what:<18} {words:<44} {entries:>7} {aside:>9} {millis:>5} ms")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_was_not_counted_is_not_a_nought() {
        assert!(line("letters", "answered", Some((0, 2)), 5).ends_with("      0         2     5 ms"));
        let unknown = line("letters", "no answer in time", None, 5);
        assert!(unknown.contains('–') && !unknown.contains(" 0 "), "{unknown}");
    }
}
